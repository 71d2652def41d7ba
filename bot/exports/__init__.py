"""What somebody has chosen → a file that can be kept: our own JSON, TrendRadar's word list, plain lines. Pure.

    text = written(Kept(subscriptions=…, settings=…))
    assert own(text) == Kept(…)

Only the JSON holds everything; the other two hold the subscriptions as far as their form can say them.
"""

from __future__ import annotations

from bot.exports.own import VERSION, DamagedError, Kept, Saved, Settings, Subscribed, own, written
from bot.exports.wordlist import REMARK, lines, wordlist

__all__ = [
    "REMARK",
    "VERSION",
    "DamagedError",
    "Kept",
    "Saved",
    "Settings",
    "Subscribed",
    "lines",
    "own",
    "wordlist",
    "written",
]
