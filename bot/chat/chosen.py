"""What somebody chose for themselves, as an export says it, and as it is kept here."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import available_timezones

from bot import calendar, exports, reminders
from bot.chat.turn import Turn
from bot.dispatch.reviewing import planned
from bot.model import Subscriber
from bot.reviews import Review
from bot.texts import NAMES
from bot.times import QuietHours, Timetable
from watchers.warning import Colour

# As many as /cap takes.
MOST_CAP = 500


def settings_of(person: Subscriber, weekly: Timetable | None) -> exports.Settings:
    """`weekly`: when the week in one message comes."""
    return exports.Settings(
        language=person.language,
        timezone=person.timezone,
        digest=str(person.timetable or ""),
        even_nothing=person.even_nothing,
        mentions=person.mentions,
        quiet=str(person.quiet or ""),
        place=person.place,
        level=person.level.name.lower() if person.level else "",
        remind=person.remind,
        mutes=person.mutes,
        cap=person.cap,
        review=str(weekly or ""),
    )


def weekly(turn: Turn) -> Timetable | None:
    """When the chat gets its week in one message."""
    kept = turn.room.desk.reviews.review(turn.address)
    return kept.timetable if kept else None


def readable(timetable: str) -> bool:
    """Whether it can be kept: "" is no timetable at all."""
    return not timetable or _timetable(timetable, None) is not None


def every_week(turn: Turn, wanted: str | None) -> None:
    """The week comes at other times, as an export says them; "": not any more; None: as it did."""
    known = weekly(turn)
    when = known if wanted is None else _timetable(wanted, known)
    if when is None and known:
        turn.room.desk.reviews.end(turn.address)
    elif when and when != known:
        turn.room.desk.reviews.keep(planned(Review(address=turn.address, timetable=when), turn.subscriber, turn.now))


def settled(turn: Turn, person: Subscriber) -> Turn:
    """Keep a person whose clock, digest or quiet hours may have changed: what waits for them is looked at anew."""
    ahead = calendar.planned(person, turn.now, anew=True)
    release_at = calendar.quiet_until(turn.now, ahead.quiet, ahead.timezone)
    return turn.keep(replace(ahead, release_at=release_at, remind_at=None))


def with_settings(turn: Turn, wanted: exports.Settings) -> Subscriber:
    """The person with those settings; what is not said, or cannot be meant, stays as it is."""
    person = turn.subscriber
    person = _where_and_when(turn, person, wanted)
    if wanted.level is not None:
        person = replace(person, level=Colour.__members__.get(wanted.level.upper()))
    if wanted.remind is not None:
        days = sorted({n for n in wanted.remind if 0 <= n <= reminders.FARTHEST}, reverse=True)
        person = replace(person, remind=tuple(days[: reminders.MOST]))
    if wanted.mutes is not None:
        person = replace(person, mutes=tuple(one for one in wanted.mutes if one.until > turn.now))
    if wanted.cap is not None and 0 <= wanted.cap <= MOST_CAP:
        person = replace(person, cap=wanted.cap)
    return replace(
        person,
        even_nothing=person.even_nothing if wanted.even_nothing is None else wanted.even_nothing,
        mentions=person.mentions if wanted.mentions is None else wanted.mentions,
    )


def _where_and_when(turn: Turn, person: Subscriber, wanted: exports.Settings) -> Subscriber:
    if wanted.language and wanted.language in NAMES:
        person = replace(person, language=wanted.language)
    if wanted.timezone and wanted.timezone != person.timezone and wanted.timezone in available_timezones():
        person = replace(person, timezone=wanted.timezone)
    if wanted.digest is not None:
        person = replace(person, timetable=_timetable(wanted.digest, person.timetable))
    if wanted.quiet is not None:
        person = replace(person, quiet=_quiet(wanted.quiet, person.quiet))
    if wanted.place is not None and (not wanted.place or turn.room.places.lookup(wanted.place)):
        person = replace(person, place=wanted.place)
    return person


def _timetable(text: str, known: Timetable | None) -> Timetable | None:
    try:
        return Timetable.parse(text) if text else None
    except ValueError:
        return known


def _quiet(text: str, known: QuietHours | None) -> QuietHours | None:
    try:
        return QuietHours.parse(text) if text else None
    except (ValueError, KeyError):
        return known


# -- in words ----------------------------------------------------------------------------------------------------------


def value(turn: Turn, chosen: exports.Settings, name: str) -> str:
    """A setting as people read it."""
    t = turn.t
    said = {
        "language": NAMES.get(chosen.language or "", ""),
        "timezone": chosen.timezone or "",
        "digest": t.when(Timetable.parse(chosen.digest)) if chosen.digest else "",
        "review": t.when(Timetable.parse(chosen.review)) if chosen.review else "",
        "even_nothing": t("import.own.on" if chosen.even_nothing else "import.own.off"),
        "mentions": t("import.own.on" if chosen.mentions else "import.own.off"),
        "quiet": _quiet_hours(turn, QuietHours.parse(chosen.quiet)) if chosen.quiet else "",
        "place": chosen.place or "",
        "level": t(f"colour.{chosen.level}") if chosen.level else "",
        "remind": t("list.comma").join(map(str, chosen.remind or ())),
        "cap": str(chosen.cap or ""),
        "mutes": t("list.comma").join(one.title or one.what for one in chosen.mutes or ()),
    }
    return said[name] or t("import.own.none")


def _quiet_hours(turn: Turn, quiet: QuietHours) -> str:
    """22:30–07:00，橙色预警例外."""
    span = turn.t("quiet.span", begin=f"{quiet.begin:%H:%M}", end=f"{quiet.end:%H:%M}")
    colour = turn.t(f"colour.{quiet.floor.name.lower()}") if quiet.floor else ""
    return span + (turn.t("quiet.except", colour=colour) if colour else "")
