"""Pauses that end by themselves."""

from __future__ import annotations

from datetime import datetime

from bot import calendar
from bot.ports import Desk

# Many pauses end on one morning (/pause 到周一): so many in one transaction.
TOGETHER = 200


def wake(desk: Desk, now: datetime) -> None:
    """Whose pause is over hears again; before anything is matched or told, for nothing rings for who is paused."""
    while rested := desk.subscriptions.rested(now, TOGETHER):
        with desk.atomic():
            for person in rested:
                desk.subscriptions.keep(calendar.woken(person, now))
