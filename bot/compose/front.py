"""What stands above the topics of a list: warnings in force, today's weather, what has to be done soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.due import Due, due
from bot.compose.items import Item, brief, deadline_line, origin
from bot.compose.outages import Outage, stops
from bot.compose.sky import warmth
from bot.compose.typeset import typeset
from bot.styled import Styled, bold, join
from bot.texts import Texts
from watchers.model import Entry, ForecastDay

DEADLINE_LINES = 5
WARNING_LINES = 5
TOLD_SHOWN = 6
BRIEF = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """What is told beside the items: the date, today's printed forecast, alerts that were told already.

    `where` is the place of the forecast as readers call it. `opened` are articles told earlier of which something is
    still to be done; their numbers follow those of the items. `outages`: what stops where the reader is. `held`: the
    numbers of the items that would have rung in quiet hours. `warnings` are lines of those in force, gravest first,
    `elsewhere` the count of others in the whole country, `ended` words for those that are over and of which the person
    was not told. `missing`: sentences about what may be missing because a source is not well.
    """

    today: date
    forecast: tuple[tuple[Entry, ForecastDay], ...] = ()
    where: str = ""
    opened: tuple[Item, ...] = ()
    outages: tuple[Outage, ...] = ()
    alerted: tuple[str, ...] = ()
    held: tuple[int, ...] = ()
    warnings: tuple[Styled, ...] = ()
    elsewhere: int = 0
    ended: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def front(title: Styled, almanac: Almanac, items: Sequence[Item], t: Texts) -> Styled:
    """Above the topics. What has a number here stands below, at the foot of the page if it was told earlier."""
    parts = [_warnings(almanac, t), _forecast(almanac, t), _deadlines(items, almanac, t), _held(items, almanac, t)]
    return join("\n\n", [title, *parts])


def back(almanac: Almanac, t: Texts) -> Styled:
    """Below the first page: what was told already, and what could not be told."""
    told = t("digest.alerted", headlines=_some(almanac.alerted, t)) if almanac.alerted else ""
    return join("\n", [f"🔔 {told}" if told else "", *(f"⚠️ {one}" for one in almanac.missing)])


def _some(told: Sequence[str], t: Texts) -> str:
    """The first of many: what was told already must not push what is new from the page."""
    more = len(told) - TOLD_SHOWN
    rest = [t("digest.and_more", count=more)] if more > 0 else []
    return t("list.semicolon").join([*told[:TOLD_SHOWN], *rest])


def _warnings(almanac: Almanac, t: Texts) -> Styled:
    """What is in force now, before all else; what came and went since is one line."""
    shown, more = almanac.warnings[:WARNING_LINES], len(almanac.warnings) - WARNING_LINES
    lines = [Styled("⚠️ ") + bold(t("digest.warnings")), *shown] if shown else []
    rest = t("digest.warnings.more", count=more) if more > 0 else ""
    ended = t("list.semicolon").join(almanac.ended[:WARNING_LINES])
    key = "digest.warnings.elsewhere" if shown else "digest.warnings.country"
    country = t(key, count=almanac.elsewhere) if almanac.elsewhere else ""
    return join("\n", [*lines, rest, country, t("digest.warnings.ended", items=ended) if ended else ""])


def _forecast(almanac: Almanac, t: Texts) -> Styled:
    """🌤 郑州 晴间多云 20～32℃ 东北风3级（商都日报）."""
    if not almanac.forecast:
        return Styled()
    entry, day = almanac.forecast[0]
    places = entry.article.facts.places
    place = almanac.where or (places[0] if len(places) == 1 else "")
    between = ", " if t.language == "en" else " "
    told = between.join(typeset(word) for word in (t.sky(day.text), warmth(day, t), t.wind(day.wind)) if word)
    paper = entry.article.paper
    if not place:  # nobody knows for where, so it is not told as the reader's
        return Styled("🌤 ") + bold(t("forecast.of", paper=paper)) + " " + told
    return Styled("🌤 ") + bold(t.spot(place)) + " " + told + t("forecast.by", paper=paper)


def _deadlines(items: Sequence[Item], almanac: Almanac, t: Texts) -> Styled:
    """What stops where the reader is, then what they can still do, soonest first."""
    coming = due([*items, *almanac.opened], almanac.today)
    if not coming and not almanac.outages:
        return Styled()
    shown = [
        Styled("· ") + deadline_line(one.deadline, t, almanac.today) + referred(one, t, almanac.today)
        for one in coming[:DEADLINE_LINES]
    ]
    more = len(coming) - len(shown)
    rest = t("digest.deadlines.more", count=more) if more > 0 else ""
    closed = stops(almanac.outages, t, almanac.today)
    return join("\n", [Styled("⏰ ") + bold(t("digest.deadlines")), *closed, *shown, rest])


def referred(one: Due, t: Texts, today: date) -> str:
    """Which article tells of it, and whether its day was another one before."""
    headline = brief(typeset(one.item.entry.article.headline), BRIEF)
    was = t("deadline.moved", day=t.dated(one.was, today)) if one.was else ""
    return was + t("deadline.item", headline=headline, number=one.item.number)


def told_before(items: Sequence[Item], t: Texts, today: date) -> Styled:
    """Articles of earlier lists that the lines above name by their numbers, a line each."""
    if not items:
        return Styled()
    rows = [
        Styled(f"{item.number}. ") + typeset(item.entry.article.headline) + "　" + origin(item.entry.article, t, today)
        for item in items
    ]
    return join("\n", [bold(t("digest.before")), *rows])


def _held(items: Sequence[Item], almanac: Almanac, t: Texts) -> Styled:
    """What quiet hours held back: items of this digest, named first because they were worth an alert."""
    held = [item for item in items if item.number in almanac.held]
    if not held:
        return Styled()
    told = [t("digest.passing.item", number=item.number, headline=item.entry.article.headline) for item in held]
    title = t.styled("held.title", count=len(held)) + t("held.these", items=_some(told, t))
    return Styled("🔔 ") + title
