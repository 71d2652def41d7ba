"""Answers out of the archive: today's page, search, full text, reasons."""

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
    items = [item for one in shown if (item := _item(turn, one))]
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


def search(turn: Turn, rest: str) -> Reply:
    """The subscription language over the whole archive."""
    if not rest:
        turn.room.desk.memory.expect(turn.address, "search")
        return turn.say("search.ask")
    try:
        wanted = turn.understood(rest)
    except QueryError as error:
        return turn.refused(error, rest, "search")
    found = findings(turn.room.archive, turn.room.finder, wanted)
    if not found:
        return turn.say("search.nothing", query=rest)
    canonical = query.canonical(wanted)
    items = [
        compose.Item(number=n, entry=entry, finding=finding, queries=(canonical,))
        for n, (entry, finding) in enumerate(found[:SEARCH_SHOWN], 1)
    ]
    title = turn.t("search.title", query=rest)
    turn.show(title, items)
    more = turn.t("search.more", count=len(found) - len(items)) if len(found) > len(items) else ""
    head = turn.t.styled("search.found", query=rest, count=len(found))
    body = join("\n\n", [head, *(lines(item, turn.t, turn.today) for item in items), more, turn.t("digest.hint")])
    return fit(Message(body=body))


def article(turn: Turn, rest: str) -> Reply:
    """The full text of a number of the list, in readable parts."""
    chosen = _chosen(turn, rest)
    if isinstance(chosen, str):
        return turn.say(chosen, number=rest)
    entry = turn.room.archive.latest(chosen.uid)
    return full_text(turn, entry) if entry else turn.say("list.gone")


def full_text(turn: Turn, entry: Entry) -> Reply:
    told = entry.article
    words = turn.room.finder.keywords(told)
    people = turn.t("article.people", names=told.byline) if told.byline else ""
    head = join(
        "\n",
        [
            told.kicker,
            bold(told.headline or turn.t("untitled")),
            told.subhead,
            join(" · ", [origin(told, turn.t, turn.today), turn.t("article.minutes", minutes=minutes(told))]),
            people,
            turn.t("article.keywords", words=turn.t("list.comma").join(words)) if words else "",
        ],
    )
    captions = join("\n", [turn.t("article.caption", text=caption) for caption in told.captions])
    jumps = [
        turn.t("article.jump_from", page=told.jump_from) if told.jump_from else "",
        told.body.replace("\n", "\n\n"),
        turn.t("article.jump_to", page=told.jump_to) if told.jump_to else "",
    ]
    corrected = turn.t("article.corrected", version=entry.version) if entry.version > 1 else ""
    body = join("\n\n", [head, *jumps, captions, link(told.url, told.url), corrected])
    buttons = ((Button(label=turn.t("button.why"), data=f"why:{entry.uid}"),),)
    return fit(Message(body=body, buttons=buttons), MESSAGE_UNITS)


def why(turn: Turn, rest: str) -> Reply:
    """Why a number of the list is there: words in context, field and rule."""
    chosen = _chosen(turn, rest)
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


def _chosen(turn: Turn, rest: str) -> Shown | str:
    """The item that a number means, or the key of the sentence that says why there is none."""
    _, shown = turn.room.desk.memory.shown(turn.address)
    if not shown:
        return "list.none"
    number = _NUMBER.search(rest)
    if not number:
        return shown[0] if len(shown) == 1 else "list.which"
    return next((one for one in shown if one.number == int(number.group())), "list.no_such")


def _item(turn: Turn, shown: Shown) -> compose.Item | None:
    entry = turn.room.archive.latest(shown.uid)
    if entry is None:
        return None
    findings = [f for text in shown.queries if (f := turn.room.finder.meet(text, entry.article, entry.source))]
    best = max(findings, key=lambda finding: (finding.strength is Strength.STRONG, finding.score), default=None)
    return compose.Item(
        number=shown.number,
        entry=entry,
        finding=best,
        names=shown.names,
        queries=shown.queries,
        topics=tuple(turn.room.finder.topics(entry.article)),
        muted=shown.muted,
    )
