"""Answers out of the archive: today's page, and why something is on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import compose, query
from bot.chat import liking, listed, profile
from bot.chat.turn import Anew, Reply, Turn
from bot.compose import warning
from bot.compose.digest import ordered
from bot.dispatch.front import Front
from bot.dispatch.items import shown
from bot.model import Button, Message
from bot.outbox import fit
from bot.styled import Styled, bold, join
from watchers.model import Entry


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
    front = Front(turn.room.archive, turn.room.desk, turn.room.matching)
    taste = front.taste(turn.subscriber, turn.now)
    numbered = [replace(item, number=n) for n, item in enumerate(ordered(items, taste), 1)]
    opened = front.opened(turn.subscriber, turn.today, turn.now, {item.story for item in items})
    further = [replace(item, number=n) for n, item in enumerate(opened, len(numbered) + 1)]
    pages = _pages(turn, front, title, numbered, further)
    number = int(rest) if rest.isdecimal() and len(rest) < 5 else 1
    if compose.page_of(pages, number) is None:
        return turn.say("list.no_page", number=number, pages=len(pages))
    return leafed(turn, title, [*numbered, *further], pages, number)


def sample(turn: Turn) -> Reply:
    """Today's page for who sees it for the first time; empty where nothing meets what they asked for."""
    entries, _ = _todays(turn)
    return today(turn, "") if turn.room.matching.items_of(turn.address, entries) else []


def leafed(turn: Turn, title: str, items: Sequence[compose.Item], pages: Sequence[Message], number: int = 1) -> Reply:
    """One page of a list; where there are several, the list is kept so that they can be turned."""
    turn.show(title, items)
    if len(pages) == 1:
        return [pages[0]]
    leaflet = turn.room.desk.leaflets.keep(turn.address, title, pages, [shown(item) for item in items])
    return [compose.turned(pages, number, leaflet, turn.t)]


def page(turn: Turn, leaflet: int, number: int) -> Reply:
    """Another page of a list, in the place of the one under which the button stands; its numbers count again."""
    kept = turn.room.desk.leaflets.leaflet(turn.address, leaflet)
    if kept is None or compose.page_of(kept[0].pages, number) is None:
        return turn.say("list.old")
    turn.room.desk.memory.show(turn.address, kept[0].title, kept[1])
    chosen = compose.turned(kept[0].pages, number, leaflet, turn.t)
    return [Anew(body=chosen.body, buttons=chosen.buttons, listed=chosen.listed)]


def _pages(
    turn: Turn, front: Front, title: str, items: Sequence[compose.Item], opened: Sequence[compose.Item]
) -> Sequence[Message]:
    weather = front.weather(turn.subscriber, turn.today)
    reader = warning.Reader(t=turn.t, timezone=turn.subscriber.timezone, now=turn.now)
    standing = turn.room.matching.warnings.standing(turn.address, turn.now)
    almanac = compose.Almanac(
        today=turn.today,
        forecast=weather.printed,
        where=weather.where,
        opened=tuple(opened),
        warnings=tuple(warning.line(one, reader) for one in standing),
    )
    head = Styled("🌅 ") + bold(title) + turn.t("today.count", count=len(items))
    return compose.digest(head, almanac, items, turn.t)


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
    if entry is None:
        return turn.say("list.gone")
    liking.opened(turn, entry, chosen.queries)
    suits = None if chosen.queries else profile.why(turn, entry)
    if not chosen.queries:
        return suits or why_told(turn, entry)
    return _reason(turn, entry, chosen.queries, chosen.names)


def why_told(turn: Turn, entry: Entry) -> Reply:
    """The same for an article itself: every subscription of the person that meets it."""
    found = turn.room.matching.items_of(turn.address, [entry])
    if not found:
        return profile.why(turn, entry) or turn.say("why.none")
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
    return fit(Message(body=body, buttons=buttons, listed=((1, entry.uid),)))
