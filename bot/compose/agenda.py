"""Deadlines and events of articles: as entries of a calendar, as lines, as the reminder of a morning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bot.compose.items import deadline_line, origin
from bot.compose.matters import Matter, matter
from bot.compose.moved import Moves, moves
from bot.compose.naming import deadline_name, event_name
from bot.compose.outages import past
from bot.model import Button, Message
from bot.occasions import Occasion
from bot.styled import Styled, bold, join
from bot.texts import Texts
from watchers.model import Article, Deadline, Entry, Event

# A quarter of a year: what is further off will be printed again.
AHEAD = timedelta(days=90)
# From an hour of the first day to one of the last: 22时至6月10日6时.
_THROUGH = re.compile(r"(?P<begins>.+?)(?:至|到|~|～|—+|–|-)\s*(?:\d{1,2}月)?\d{1,2}[日号]\s*(?P<ends>.+)")
# Under a file stands a short text; the file has them all.
LINES = 12
BRIEF = 36
NO_STORIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A deadline that comes near. `number` is what the person calls it by; `was` its day before it was put off."""

    number: int
    entry: Entry
    deadline: Deadline
    was: date | None = None


def occasions(
    entries: Iterable[Entry],
    t: Texts,
    today: date,
    stories: Mapping[str, str] = NO_STORIES,
    others: Iterable[Entry] = (),
    now: datetime | None = None,
) -> list[Occasion]:
    """What is still to come within AHEAD, soonest first; what several articles tell alike once, by the first.

    What is over by its hours at `now`, on the reader's clock, is left out. `stories` by uid; `others`: articles that
    may have put a day off. What was put off keeps its name in a calendar.
    """
    mine = sorted(entries, key=lambda one: one.id)
    known = moves((one, stories.get(one.uid, "")) for one in (*mine, *others))
    found = list[tuple[Matter, Occasion]]()
    for entry in mine:
        for told, one in (*_deadlines(entry, known, t, today), *_events(entry, known, t, today, now)):
            if not any(told.same(other) for other, _ in found):
                found.append((told, one))
    return sorted((one for _, one in found), key=lambda one: (one.first if one.first >= today else one.last, one.uid))


def _deadlines(entry: Entry, known: Moves, t: Texts, today: date) -> Iterator[tuple[Matter, Occasion]]:
    article = entry.article
    for place, printed in enumerate(article.facts.deadlines):
        one, was = known.deadline(entry, printed), known.was(entry, printed)
        if today <= one.date <= today + AHEAD:
            details = _details(known.teller(entry, printed).article, [_was(was, t), one.words], t)
            made = _occasion(entry, f"d{place}", deadline_name(article, one, t), details, (one.date, one.date), was)
            yield matter(article, one), replace(made, deadline=True)


def _events(
    entry: Entry, known: Moves, t: Texts, today: date, now: datetime | None
) -> Iterator[tuple[Matter, Occasion]]:
    article = entry.article
    for place, printed in enumerate(article.facts.events):
        one, was = known.event(entry, printed), known.was(entry, printed)
        first = one.first or one.last
        if one.last >= today and first <= today + AHEAD and not (now and past(one, now)):
            details = _details(known.teller(entry, printed).article, [_was(was, t), _when(one, t)], t)
            made = _occasion(entry, f"e{place}", event_name(article, one, t), details, (first, one.last), was)
            yield matter(article, one), replace(made, place=one.place, time=one.time if one.last > first else "")


def _was(was: date | None, t: Texts) -> str:
    return t("calendar.moved", day=t.day(was)) if was else ""


def _occasion(
    entry: Entry, part: str, summary: str, details: str, days: tuple[date, date], was: date | None
) -> Occasion:
    return Occasion(
        uid=f"{entry.uid}-{part}@baoxiao",
        article=entry.uid,
        summary=summary,
        details=details,
        headline=entry.article.headline,
        first=days[0],
        last=days[1],
        seen_at=entry.seen_at,
        version=entry.version - 1 + (was is not None),
        was=was,
        url=entry.article.url,
    )


def _details(article: Article, printed: Sequence[str], t: Texts) -> str:
    """The printed words first: a computed day is only as good as they are."""
    where = origin(article, t, date.min)
    return "\n".join(part for part in (*printed, article.headline, where, article.url) if part)


def _when(one: Event, t: Texts) -> str:
    return t("calendar.time", time=one.time) if one.time else ""


def listed(
    every: Sequence[Occasion],
    numbers: dict[str, int],
    t: Texts,
    today: date,
    ahead: timedelta = AHEAD,
    muted: int = 0,
) -> Styled:
    """The message that goes with the file: its first lines. `ahead`: how far it looks; `muted`: how many it omits."""
    shown = [line(one, numbers.get(one.article, 0), t, today) for one in every[:LINES]]
    more = t("calendar.more", count=len(every) - LINES) if len(every) > LINES else ""
    title = Styled("📅 ") + t.styled("calendar.title", days=ahead.days, count=len(every))
    kept = t("calendar.muted", count=muted) if muted else ""
    return join("\n", [title, *shown, more, kept, t("calendar.how")])


def line(one: Occasion, number: int, t: Texts, today: date) -> Styled:
    """6月25日（还有 15 天）惠农贷 贴息申报截止（第 2 条）; 6月19日～6月20日 龙舟邀请赛."""
    several = not one.deadline and one.last > one.first
    days = _span(one, t, today) if several else bold(t.dated(one.last if one.deadline else one.first, today))
    told = _left(((one.last if one.deadline else one.first) - today).days, t)
    was = t("deadline.moved", day=t.dated(one.was, today)) if one.was else ""
    return Styled("· ") + days + told + t("calendar.item", what=_brief(one.summary) + was, number=number)


def _span(one: Occasion, t: Texts, today: date) -> Styled:
    """6月9日 22时～6月10日 6时; of hours that hold for each day 6月9日～6月10日 8时至18时."""
    first, last = bold(t.dated(one.first, today)), t("calendar.to", day=t.dated(one.last, today))
    if through := _THROUGH.fullmatch(one.time):
        begins, ends = (t("calendar.at", time=t.clock(through[part])) for part in ("begins", "ends"))
        return first + begins + last + ends
    return first + last + (t("calendar.at", time=t.hours(one.time)) if one.time else "")


def _left(days: int, t: Texts) -> str:
    if days > 0:
        return t("deadline.when", when=t("deadline.left", days=days))
    return t("deadline.when", when=t("calendar.today" if days == 0 else "calendar.begun"))


def _brief(text: str, most: int = BRIEF) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def once(due: Sequence[Reminder]) -> list[Reminder]:
    """Each deadline once, by the first article that tells of it."""
    found = list[Reminder]()
    for one in due:
        told = matter(one.entry.article, one.deadline)
        if not any(told.same(matter(other.entry.article, other.deadline)) for other in found):
            found.append(one)
    return found


def reminder(due: Sequence[Reminder], t: Texts, today: date) -> Message:
    """One message for all that comes near on one morning."""
    lines = [
        join("\n", [f"{one.number}. " + _line(one, t, today), _source(one.entry.article, t, today)]) for one in due
    ]
    body = join("\n", [Styled("⏰ ") + bold(t("remind.title")), *lines, t("remind.hint") if len(due) > 1 else ""])
    return Message(body=body, buttons=_buttons(due[0].entry.uid, t) if len({one.entry.uid for one in due}) == 1 else ())


def _line(one: Reminder, t: Texts, today: date) -> Styled:
    was = t("deadline.moved", day=t.dated(one.was, today)) if one.was else ""
    return deadline_line(one.deadline, t, today) + was


def _source(article: Article, t: Texts, today: date) -> str:
    return t("remind.source", headline=article.headline or t("untitled"), where=origin(article, t, today))


def _buttons(uid: str, t: Texts) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button(label=t("button.article"), data=f"article:{uid}"),
            Button(label=t("button.mute.story"), data=f"hush:{uid}"),
        ),
    )
