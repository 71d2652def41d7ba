"""Deadlines and events of articles: as entries of a calendar, as lines, as the reminder of a morning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.compose.items import deadline_line, origin
from bot.model import Button, Message
from bot.occasions import Occasion
from bot.styled import Styled, bold, join
from bot.texts import Texts
from watchers.model import Article, Deadline, Entry, Event

# A quarter of a year: what is further off will be printed again.
AHEAD = timedelta(days=90)
# Under a file stands a short text; the file has them all.
LINES = 12
BRIEF, SUBJECT = 36, 20
# (草案征求意见稿) behind the name of what is drafted.
_DRAFT = re.compile(r"[(（][^()（）]*[)）]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A deadline that comes near. `number` is what the person calls it by."""

    number: int
    entry: Entry
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """By what it is seen that two articles tell the same: the days, what it is, the document that it is about."""

    first: date
    last: date
    what: str
    document: str = ""
    event: bool = False

    def same(self, other: Told) -> bool:
        """贴息申报 and 首批财政贴息申报 of one day are one thing told at other length; of two documents, two."""
        if (self.first, self.last, self.event) != (other.first, other.last, other.event):
            return False
        if self.document and other.document:
            return self.document == other.document
        return _runs_through(self.what, other.what) or _runs_through(other.what, self.what)


def _runs_through(short: str, long: str) -> bool:
    """Whether all of `short` stands in `long` in its order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def occasions(entries: Iterable[Entry], t: Texts, today: date) -> list[Occasion]:
    """What is still to come within AHEAD, soonest first; what several articles tell alike once, by the first."""
    found = list[tuple[Told, Occasion]]()
    for entry in sorted(entries, key=lambda one: one.id):
        for told, one in (*_deadlines(entry, t, today), *_events(entry, t, today)):
            if not any(told.same(other) for other, _ in found):
                found.append((told, one))
    return sorted((one for _, one in found), key=lambda one: (one.first if one.first >= today else one.last, one.uid))


def _deadlines(entry: Entry, t: Texts, today: date) -> Iterator[tuple[Told, Occasion]]:
    article = entry.article
    for place, one in enumerate(article.facts.deadlines):
        if today <= one.date <= today + AHEAD:
            summary = t("calendar.deadline", what=one.what) + _subject(article, one.what, t)
            made = _occasion(entry, f"d{place}", summary, _details(article, one.words, t), one.date, one.date)
            yield _told(article, one), replace(made, deadline=True)


def _subject(article: Article, what: str, t: Texts) -> str:
    """Of what: 意见反馈 alone says nothing in a calendar."""
    document = _DRAFT.sub("", next(iter(article.facts.documents), ""))
    brief = _brief(document or article.headline, SUBJECT)
    subject = t("calendar.document", name=brief) if document else brief
    return t("calendar.subject", subject=subject) if subject and what not in subject else ""


def _events(entry: Entry, t: Texts, today: date) -> Iterator[tuple[Told, Occasion]]:
    article = entry.article
    for place, one in enumerate(article.facts.events):
        first = one.first or one.last
        if one.last >= today and first <= today + AHEAD:
            details = _details(article, _when(one, t), t)
            made = _occasion(entry, f"e{place}", one.what, details, first, one.last)
            yield Told(first=first, last=one.last, what=one.what, event=True), replace(made, place=one.place)


def _occasion(entry: Entry, part: str, summary: str, details: str, first: date, last: date) -> Occasion:
    return Occasion(
        uid=f"{entry.uid}-{part}@baoxiao",
        article=entry.uid,
        summary=summary,
        details=details,
        headline=entry.article.headline,
        first=first,
        last=last,
        seen_at=entry.seen_at,
        version=entry.version - 1,
        url=entry.article.url,
    )


def _details(article: Article, printed: str, t: Texts) -> str:
    """The printed words first: a computed day is only as good as they are."""
    where = origin(article, t, date.min)
    return "\n".join(part for part in (printed, article.headline, where, article.url) if part)


def _when(one: Event, t: Texts) -> str:
    return t("calendar.time", time=one.time) if one.time else ""


def listed(every: Sequence[Occasion], numbers: dict[str, int], t: Texts, today: date) -> Styled:
    """The message that goes with the file: its first lines."""
    shown = [line(one, numbers.get(one.article, 0), t, today) for one in every[:LINES]]
    more = t("calendar.more", count=len(every) - LINES) if len(every) > LINES else ""
    title = Styled("📅 ") + t.styled("calendar.title", count=len(every))
    return join("\n", [title, *shown, more, t("calendar.how")])


def line(one: Occasion, number: int, t: Texts, today: date) -> Styled:
    """6月25日（还有 15 天）截止：贴息申报（第 2 条）; 6月19日～6月20日 龙舟邀请赛."""
    days = bold(t.dated(one.last if one.deadline else one.first, today))
    if not one.deadline and one.last > one.first:
        days = days + t("calendar.to", day=t.dated(one.last, today))
    left = ((one.last if one.deadline else one.first) - today).days
    told = _left(left, t) if left >= 0 else ""
    return Styled("· ") + days + told + t("calendar.item", what=_brief(one.summary), number=number)


def _left(days: int, t: Texts) -> str:
    when = t("calendar.today") if days == 0 else t("deadline.left", days=days)
    return t("deadline.when", when=when)


def _brief(text: str, most: int = BRIEF) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def once(due: Sequence[Reminder]) -> list[Reminder]:
    """Each deadline once, by the first article that tells of it."""
    found = list[Reminder]()
    for one in due:
        told = _told(one.entry.article, one.deadline)
        if not any(told.same(_told(other.entry.article, other.deadline)) for other in found):
            found.append(one)
    return found


def _told(article: Article, one: Deadline) -> Told:
    document = next(iter(article.facts.documents), "")
    return Told(first=one.date, last=one.date, what=one.what, document=document)


def reminder(due: Sequence[Reminder], t: Texts, today: date) -> Message:
    """One message for all that comes near on one morning."""
    lines = [
        join("\n", [f"{one.number}. " + deadline_line(one.deadline, t, today), _source(one.entry.article, t, today)])
        for one in due
    ]
    body = join("\n", [Styled("⏰ ") + bold(t("remind.title")), *lines, t("remind.hint") if len(due) > 1 else ""])
    return Message(body=body, buttons=_buttons(due[0].entry.uid, t) if len({one.entry.uid for one in due}) == 1 else ())


def _source(article: Article, t: Texts, today: date) -> str:
    return t("remind.source", headline=article.headline or t("untitled"), where=origin(article, t, today))


def _buttons(uid: str, t: Texts) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button(label=t("button.article"), data=f"article:{uid}"),
            Button(label=t("button.mute.story"), data=f"hush:{uid}"),
        ),
    )
