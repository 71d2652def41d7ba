"""The terminal as a chat, by rich: messages with a quiet bar at the left, numbered choices, tables, progress.

rich is imported where it draws, because `baoxiao --help` shall not wait for it. Into a pipe go the same words without
colours, bars and breaks, so that they can be searched.
"""

from __future__ import annotations

from bot.terminal.screen import Terminal
from bot.terminal.words import NUMBERS, READABLE, REPLY, Words

__all__ = ["NUMBERS", "READABLE", "REPLY", "Terminal", "Words"]
