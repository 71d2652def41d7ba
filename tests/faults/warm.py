"""What a fork of the program finds in memory: its modules and its words. Nothing is opened, no thread is begun."""

from __future__ import annotations

from bot import wiring
from bot.commands import copies, ingest, run, status
from bot.telegram import Telegram

__all__ = ["Telegram", "copies", "ingest", "run", "status"]

wiring.finder()
