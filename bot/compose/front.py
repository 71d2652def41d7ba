"""What stands above the topics of a list: warnings in force, today's weather, what has to be done soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.items import Item, deadline_line, open_deadlines
from bot.compose.sky import warmth
from bot.styled import Styled, bold, join
from bot.texts import Texts
from watchers.model import Article, Deadline, Entry, ForecastDay

# How far ahead a deadline is worth a line at the top: long enough to write a letter, short enough to be news.
HORIZON_DAYS = 14
DEADLINE_LINES = 5
WARNING_LINES = 5
TOLD_SHOWN = 6
BRIEF = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """What is told beside the items: the date, today's printed forecast, alerts that were told already.

    `where` is the place of the forecast as readers call it. `opened` are articles told earlier of which something is
    still to be done; their numbers follow those of the items. `held`: the numbers of the items that would have rung in
    quiet hours. `warnings` are lines of those in force, gravest first, `ended` words for those that are over and of
    which the person was not told. `missing`: sentences about what may be missing because a source is not well.
    """

    today: date
    forecast: tuple[tuple[Entry, ForecastDay], ...] = ()
    where: str = ""
    opened: tuple[Item, ...] = ()
    alerted: tuple[str, ...] = ()
    held: tuple[int, ...] = ()
    warnings: tuple[Styled, ...] = ()
    ended: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def front(title: Styled, almanac: Almanac, items: Sequence[Item], t: Texts) -> Styled:
    """Above the topics. What has a number here stands below, or was told earlier."""
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
    return join("\n", [*lines, rest, t("digest.warnings.ended", items=ended) if ended else ""])


def _forecast(almanac: Almanac, t: Texts) -> Styled:
    """🌤 郑州 晴间多云 20～32℃ 东北风3级（商都日报）."""
    if not almanac.forecast:
        return Styled()
    entry, day = almanac.forecast[0]
    places = entry.article.facts.places
    place = almanac.where or (places[0] if len(places) == 1 else t("forecast.today"))
    told = " ".join(word for word in (day.text, warmth(day, t), day.wind) if word)
    return Styled("🌤 ") + bold(place) + " " + told + t("forecast.by", paper=entry.article.paper)


def _deadlines(items: Sequence[Item], almanac: Almanac, t: Texts) -> Styled:
    """What the reader can still do, soonest first."""
    coming = due([*items, *almanac.opened], almanac.today)
    if not coming:
        return Styled()
    shown = [
        Styled("· ")
        + deadline_line(deadline, t, almanac.today)
        + t("deadline.item", headline=_brief(item.entry.article.headline), number=item.number)
        for deadline, item in coming[:DEADLINE_LINES]
    ]
    more = len(coming) - len(shown)
    rest = t("digest.deadlines.more", count=more) if more > 0 else ""
    return join("\n", [Styled("⏰ ") + bold(t("digest.deadlines")), *shown, rest])


def due(items: Sequence[Item], today: date, days: int = HORIZON_DAYS) -> list[tuple[Deadline, Item]]:
    """Each deadline once: several articles on one draft name the same day, and one line is enough.

    What an article asks for that only mentions the reader's words is not asked of them.
    """
    found: dict[tuple[date, str], tuple[Deadline, Item]] = {}
    for item in items:
        for deadline in open_deadlines(item.entry.article, today) if item.strong else ():
            if (deadline.date - today).days <= days:
                found.setdefault(same(item.entry.article, deadline), (deadline, item))
    return sorted(found.values(), key=lambda pair: (pair[0].date, pair[1].number))


def same(article: Article, deadline: Deadline) -> tuple[date, str]:
    """What two reports of one deadline have in common: the day, and the document or else what is to be done."""
    documents = article.facts.documents
    return deadline.date, documents[0] if documents else deadline.what


def _brief(headline: str) -> str:
    return headline if len(headline) <= BRIEF else headline[: BRIEF - 1] + "…"


def _held(items: Sequence[Item], almanac: Almanac, t: Texts) -> Styled:
    """What quiet hours held back: items of this digest, named first because they were worth an alert."""
    held = [item for item in items if item.number in almanac.held]
    if not held:
        return Styled()
    told = [t("digest.passing.item", number=item.number, headline=item.entry.article.headline) for item in held]
    title = t.styled("held.title", count=len(held)) + t("held.these", items=_some(told, t))
    return Styled("🔔 ") + title
