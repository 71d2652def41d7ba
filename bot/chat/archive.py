"""Answers out of the archive: today's page, and why something is on it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot import compose, query
from bot.chat import listed, once, profile, todays
from bot.chat.todays import Wanted
from bot.chat.turn import Anew, Reply, Turn, explained
from bot.compose import warning
from bot.compose.digest import ordered
from bot.dispatch.alerts import late
from bot.dispatch.front import Front
from bot.dispatch.items import shown
from bot.model import Button, Message
from bot.outbox import fit
from bot.ports import Shown
from bot.styled import Styled, bold, join
from watchers.model import Entry


def today(turn: Turn, rest: str) -> Reply:
    """Today's digest now: what is dated today or came in today, else the latest issue; or as the line wants it."""
    wanted = todays.wanted(turn, rest)
    if not isinstance(wanted, Wanted):
        return wanted
    if wanted.place:
        turn = replace(turn, subscriber=replace(turn.subscriber, place=wanted.place.name))
    every, title = _of(turn, wanted.day) if wanted.day else _todays(turn)
    if not every:
        return turn.say("today.empty") if not wanted.day else turn.say("today.no_issue", day=title)
    title = title + " · " + turn.t.spot(wanted.place.name) if wanted.place else title
    entries = todays.there(turn, every, wanted.place)
    items = _met(turn, entries, (wanted.day, wanted.place))
    if not items and (wanted.day or not turn.room.matching.warnings.standing(turn.subscriber, turn.now)):
        return _nothing(turn, title, wanted, len(entries))
    front = Front(turn.room.archive, turn.room.desk, turn.room.matching)
    taste = front.taste(turn.subscriber, turn.now)
    numbered = [replace(item, number=n) for n, item in enumerate(ordered(items, taste), 1)]
    shown_ = {item.story for item in items}
    opened = () if wanted.day else front.opened(turn.subscriber, turn.today, turn.now, shown_)
    further = front.numbered(turn.subscriber, turn.today, turn.now, numbered, opened)
    pages = _pages(turn, front, title, numbered, further, past=wanted.day is not None)
    if compose.page_of(pages, wanted.page) is None:
        return turn.say("list.no_page", number=wanted.page, pages=len(pages))
    return leafed(turn, title, [*numbered, *further], pages, wanted.page)


def _nothing(turn: Turn, title: str, wanted: Wanted, count: int) -> Reply:
    if not turn.room.desk.subscriptions.of(turn.address):
        return turn.say("today.no_subscriptions", title=title, count=count)
    if wanted.place:
        key = "today.nothing.there" if count else "today.nowhere"
        return turn.say(key, title=title, count=count, place=wanted.place.name)
    return turn.say("today.nothing", title=title, count=count)


def sample(turn: Turn) -> Reply:
    """Today's page for who sees it for the first time; empty where nothing meets what they asked for."""
    entries, _ = _todays(turn)
    return today(turn, "") if _met(turn, entries) else []


def _met(turn: Turn, entries: Sequence[Entry], which: Hashable = (None, None)) -> list[compose.Item]:
    """What the person's subscriptions meet. More may have come in until it is worked out; that is for the next time.

    `which` day and place it is about; among today's stand old issues that were read in late.
    """
    mine, listing = tuple(turn.room.desk.subscriptions.of(turn.address)), turn.room.matching.listing
    work = partial(listing.meeting, turn.subscriber, mine, entries, turn.now)
    asked = tuple((one.query, one.name, one.muted_until) for one in mine)
    found = turn.worked_out(("today", turn.today, turn.address, which, asked), work)
    at = turn.now
    if entries and all(
        late(entry, at) for entry in entries
    ):  # the issue that was asked for, or the latest there is, makes the day
        at = datetime.combine(max(entry.article.day for entry in entries), time(), tzinfo=UTC)
    return [replace(item, late=late(item.entry, at)) for item in found]


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
    turn: Turn, front: Front, title: str, items: Sequence[compose.Item], opened: Sequence[compose.Item], past: bool
) -> Sequence[Message]:
    """`past`: of another day, whose weather and warnings are no more."""
    weather = front.weather(turn.subscriber, turn.today)
    reader = warning.Reader(t=turn.t, timezone=turn.subscriber.timezone, now=turn.now)
    warnings = turn.room.matching.warnings
    standing = warnings.standing(turn.subscriber, turn.now)
    almanac = compose.Almanac(
        today=turn.today,
        forecast=weather.printed,
        where=weather.where,
        opened=tuple(opened),
        outages=front.outages(turn.subscriber, turn.today, turn.now, items, opened),
        warnings=tuple(warning.line(one, reader) for one in standing),
        elsewhere=warnings.elsewhere(turn.subscriber, turn.now),
    )
    about = compose.about(items)
    almanac = compose.Almanac(today=turn.today) if past else almanac
    head = Styled("🌅 ") + bold(title) + (turn.t("today.count", count=about) if about else "")
    if items and not about:
        head = head + "\n" + turn.t("digest.nothing")
    return compose.digest(head, almanac, items, turn.t)


def _todays(turn: Turn) -> tuple[Sequence[Entry], str]:
    """Articles and their title: of today, else of the latest issue, with what came in today.

    The warnings in force stand above them, and those that are over are no news.
    """
    archive, zone = turn.room.archive, ZoneInfo(turn.subscriber.timezone)
    midnight = datetime.combine(turn.today, time(), tzinfo=zone).astimezone(UTC)
    dated = archive.dated_between(turn.today, turn.today + timedelta(days=1))
    seen = archive.seen_between(midnight, turn.now + timedelta(seconds=1))
    entries = _articles({entry.uid: entry for entry in [*dated, *seen]}.values())
    if any(not late(entry, turn.now) for entry in entries):
        return entries, turn.t("today.title", day=turn.t.day(turn.today), weekday=turn.t.weekday(turn.today))
    for latest in archive.days():
        if issue := _articles(archive.dated_between(latest, latest)):
            every = [*issue, *(entry for entry in entries if entry.article.day != latest)]
            return every, turn.t("today.latest", day=turn.t.dated(latest, turn.today))
    return [], ""


def _of(turn: Turn, day: date) -> tuple[Sequence[Entry], str]:
    """What is dated that day."""
    return _articles(turn.room.archive.dated_between(day, day)), turn.t.dated(day, turn.today)


def _articles(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.article.warning]


def why(turn: Turn, rest: str) -> Reply:
    """Why a number of the list is there: words in context, field and rule."""
    return listed.each(turn, rest, "why", _why)


def _why(turn: Turn, chosen: Shown, entry: Entry) -> Reply:
    if not chosen.queries:
        return profile.why(turn, entry) or why_told(turn, entry)
    return _reason(turn, entry, chosen.queries, chosen.names)


def why_told(turn: Turn, entry: Entry) -> Reply:
    """The same for an article itself: every subscription of the person that meets it."""
    found = turn.room.matching.items_of(turn.address, [entry])
    if not found:
        return profile.why(turn, entry) or once.why(turn, entry) or turn.say("why.none")
    return _reason(turn, entry, found[0].queries, found[0].names)


def _reason(turn: Turn, entry: Entry, queries: Sequence[str], names: Sequence[str]) -> Reply:
    told = []
    for place, text in enumerate(queries):
        finding = turn.room.finder.meet(text, entry.article, entry.source)
        meaning = explained(turn, query.parse(text))
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
