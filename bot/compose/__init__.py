"""Matches → messages, in the reader's language: alerts, lists, digests, reasons. Pure: `today` comes in."""

from __future__ import annotations

from bot.compose.alert import alert, alert_list, held_list
from bot.compose.digest import Almanac, digest, later_page, page_of
from bot.compose.gist import gist
from bot.compose.items import Item, origin
from bot.compose.reason import reason

__all__ = [
    "Almanac",
    "Item",
    "alert",
    "alert_list",
    "digest",
    "gist",
    "held_list",
    "later_page",
    "origin",
    "page_of",
    "reason",
]
