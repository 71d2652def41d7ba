"""Answers out of the archive: today's page, and why something is on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import compose, query
from bot.chat.trials import findings
from bot.chat.turn import Reply, Turn
from bot.compose.digest import ordered
from bot.compose.items import lines, origin
from bot.errors import QueryError
from bot.keywords import minutes
from bot.model import Button, Message, Strength
from bot.outbox import MESSAGE_UNITS, fit
from bot.ports import Shown
from bot.styled import Styled, bold, join, link
from watchers.model import Entry

SEARCH_SHOWN = 8
_NUMBER = re.compile(r"\d{1,4}")


def today(turn: Turn, rest: str) -> Reply:
    """Today's digest now: what is dated today or came in today, else the latest issue."""
    entries, title = _todays(turn)
    if not entries:
        return turn.say("today.empty")
    items = turn.room.matching.items_of(turn.address, entries)
    if not items:
        subscriptions = turn.room.desk.subscriptions.of(turn.address)
        key = "today.nothing" if subscriptions else "today.no_subscriptions"
        return turn.say(key, title=title, count=len(entries))
    numbered = [replace(item, number=n) for n, item in enumerate(ordered(items), 1)]
    turn.show(title, numbered)
    return _page(turn, title, numbered, int(rest) if rest.isdecimal() else 1)


def page(turn: Turn, number: int, first: int = 0) -> Reply:
    """Another page of the list that was shown last; it goes on with the item `first`, where the button knew it."""
    title, shown = turn.room.desk.memory.shown(turn.address)
    items = [item for one in shown if (item := listed.item(turn, one))]
    if first and (later := compose.later_page(items, number, first, turn.t, turn.today)):
        return fit(later)
    return _page(turn, title, items, number) if items else turn.say("list.none")


def _page(turn: Turn, title: str, items: Sequence[compose.Item], number: int) -> Reply:
    almanac = compose.Almanac(today=turn.today, forecast=tuple(turn.room.archive.forecasts(turn.today)))
    head = Styled("🌅 ") + bold(title) + turn.t("today.count", count=len(items))
    pages = compose.digest(head, almanac, items, turn.t)
    chosen = compose.page_of(pages, number)
    return fit(chosen) if chosen else turn.say("list.no_page", number=number, pages=len(pages))


def _todays(turn: Turn) -> tuple[Sequence[Entry], str]:
    archive, zone = turn.room.archive, ZoneInfo(turn.subscriber.timezone)
    midnight = datetime.combine(turn.today, time(), tzinfo=zone).astimezone(UTC)
    dated = archive.dated_between(turn.today, turn.today + timedelta(days=1))
    seen = archive.seen_between(midnight, turn.now + timedelta(seconds=1))
    entries = list({entry.uid: entry for entry in [*dated, *seen]}.values())
    if entries:
        return entries, turn.t("today.title", day=turn.t.day(turn.today), weekday=turn.t.weekday(turn.today))
    latest = next(iter(archive.days()), None)
    if latest is None:
        return [], ""
    return archive.dated_between(latest, latest), turn.t("today.latest", day=turn.t.dated(latest, turn.today))


def why(turn: Turn, rest: str) -> Reply:
    """Why a number of the list is there: words in context, field and rule."""
    chosen = listed.chosen(turn, rest)
    if isinstance(chosen, str):
        return turn.say(chosen, number=rest)
    entry = turn.room.archive.latest(chosen.uid)
    return _reason(turn, entry, chosen.queries, chosen.names) if entry else turn.say("list.gone")


def why_told(turn: Turn, entry: Entry) -> Reply:
    """The same for an article itself: every subscription of the person that meets it."""
    found = turn.room.matching.items_of(turn.address, [entry])
    if not found:
        return turn.say("why.none")
    return _reason(turn, entry, found[0].queries, found[0].names)


def _reason(turn: Turn, entry: Entry, queries: Sequence[str], names: Sequence[str]) -> Reply:
    told = []
    for place, text in enumerate(queries):
        finding = turn.room.finder.meet(text, entry.article, entry.source)
        meaning = query.explain(query.parse(text), turn.t.language)
        told.append((names[place] if place < len(names) else text, meaning, finding))
    topics = [topic for topic in turn.room.finder.topics(entry.article) if turn.t.knows(f"topic.{topic.name}")]
    named = turn.t("list.comma").join(
        turn.t("reason.topic", topic=turn.t(f"topic.{topic.name}"), words=turn.t("list.comma").join(topic.words[:3]))
        for topic in topics
    )
    foot = turn.t("reason.topics", topics=named) if named else ""
    body = join("\n\n", [compose.reason(entry.article, told, turn.t, turn.today), foot])
    buttons = ((Button(label=turn.t("button.article"), data=f"article:{entry.uid}"),),)
    return fit(Message(body=body, buttons=buttons))
