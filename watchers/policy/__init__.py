"""Government notices (政策文件, 通知公告): the list pages of government sites, and the documents behind them."""

from __future__ import annotations

from watchers.policy.watch import policy_watcher

__all__ = ["policy_watcher"]
