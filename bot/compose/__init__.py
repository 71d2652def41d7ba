"""Matches → messages, in the reader's language: alerts, lists, digests, reasons. Pure: `today` comes in."""

from __future__ import annotations

from bot.compose.alert import alert, alert_list, held_list
from bot.compose.digest import digest, page_of, turned
from bot.compose.front import Almanac
from bot.compose.gist import gist
from bot.compose.items import Item, about, origin
from bot.compose.preview import EXAMPLES, Preview, breadth, counts, kept_out, preview, span
from bot.compose.reason import reason
from bot.compose.summary import Gist, Why, summary

__all__ = [
    "EXAMPLES",
    "Almanac",
    "Gist",
    "Item",
    "Preview",
    "Why",
    "about",
    "alert",
    "alert_list",
    "breadth",
    "counts",
    "digest",
    "gist",
    "held_list",
    "kept_out",
    "origin",
    "page_of",
    "preview",
    "reason",
    "span",
    "summary",
    "turned",
]
