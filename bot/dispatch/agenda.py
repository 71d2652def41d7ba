"""What a person's calendar holds: of all that is still to come what their subscriptions meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.compose import Item
from bot.compose.agenda import AHEAD, occasions
from bot.dispatch.matching import Matching
from bot.model import Address
from bot.occasions import Occasion
from bot.texts import Texts
from watchers.ports import Archive


def agenda(
    archive: Archive, matching: Matching, address: Address, t: Texts, now: datetime
) -> tuple[Sequence[Occasion], Sequence[Item], Sequence[Occasion]]:
    """Everything within AHEAD, soonest first, the articles that tell of it, numbered in the same order, what is muted.

    Found by the path that digests and alerts take, so what was told is in it, and what was printed before somebody
    subscribed; what they muted is not, nor what only mentions their words. `now` on their clock.
    """
    today = now.date()
    items = matching.items_of(address, archive.dating(today, today + AHEAD))
    told = {entry.uid: item for item in items if item.strong and not item.muted for entry in (item.entry, *item.same)}
    stories = {uid: item.story for uid, item in told.items()}
    every = occasions(
        (entry for item in items for entry in (item.entry, *item.same) if entry.uid in told),
        t,
        today,
        stories,
        now=now,
    )
    hushed = [entry for item in items if item.strong and item.muted for entry in (item.entry, *item.same)]
    best = dict.fromkeys(told[one.article].entry.uid for one in every)
    return every, [replace(told[uid], number=n) for n, uid in enumerate(best, 1)], occasions(hushed, t, today, now=now)
