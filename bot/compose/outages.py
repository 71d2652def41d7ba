"""What stops where the reader is, today or tomorrow: water, gas, power, a road. They have to know before it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import closed
from bot.compose.items import Item, brief
from bot.compose.typeset import typeset
from bot.styled import Styled, bold
from bot.texts import Texts
from watchers.facts.happenings import OUTAGE
from watchers.model import Event

# A list of the whole city's works would push everything else from the screen.
MOST = 3
# 停水, 暂停供水: a bare verb does not say whose; the headline does.
BARE, LONGEST = 4, 20
_STOPS = re.compile(rf"(?:{OUTAGE})$")
# 22时至6月10日6时: the day is that on which it ends.
_DATED = re.compile(r"\d[日号]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A service that stops, and the number of the item that tells of it."""

    event: Event
    headline: str
    number: int


def coming(event: Event, today: date) -> bool:
    """Whether a service stops today or tomorrow."""
    first = event.first or event.last
    return bool(_STOPS.search(event.what)) and event.last >= today and first <= today + timedelta(days=1)


def past(event: Event, now: datetime) -> bool:
    """Whether it is over on the reader's clock, as far as its hours are printed."""
    hours = [_minutes(hour) for hour in closed.span(event.time)]
    if event.last != now.date() or len(hours) < 2 or None in hours:
        return event.last < now.date()
    begins, ends = hours[0] or 0, hours[1] or 0
    if event.first in (None, event.last) and ends <= begins and not _DATED.search(event.time):
        return False  # 22时至次日6时
    return ends <= now.hour * 60 + now.minute


def _minutes(hour: str) -> int | None:
    hours, _, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes) if hour else None


def stops(outages: Sequence[Outage], t: Texts, today: date) -> list[Styled]:
    """明天 8时至20时，二七区大学路以西等地暂停供气（第 3 条）."""
    return [_line(one, t, today) for one in outages[:MOST]]


def _line(one: Outage, t: Texts, today: date) -> Styled:
    day = t("sky.today" if (one.event.first or one.event.last) <= today else "sky.tomorrow")
    when = bold(day) + (f" {t.hours(one.event.time)}" if one.event.time else "")
    what = typeset(t.matter(one.event.what))
    whose = what if len(one.event.what) > BARE else brief(one.headline, LONGEST)
    return Styled("· ") + when + t("outage.item", what=whose, number=one.number)


def found(items: Sequence[Item], today: date) -> list[tuple[Item, Event]]:
    """What the articles that are about the reader's words tell of, soonest first, each stop once; nothing muted."""
    told: dict[tuple[date, str], tuple[Item, Event]] = {}
    for item in items:
        for event in item.entry.article.facts.events if item.strong and not item.muted else ():
            if coming(event, today):
                told.setdefault((event.last, event.what), (item, event))
    return sorted(told.values(), key=lambda pair: (pair[1].first or pair[1].last, pair[0].number))
