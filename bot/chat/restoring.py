"""An export of ours given back: first what would change, then a button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from zoneinfo import available_timezones

from bot import calendar, exports, query, reminders
from bot.chat.exporting import settings_of
from bot.chat.settings import released
from bot.chat.subscribing import LONGEST_NAME, MOST_SUBSCRIPTIONS
from bot.chat.turn import Reply, Turn
from bot.errors import QueryError
from bot.model import Button, Message, Subscriber, Subscription
from bot.profile.model import NOTHING
from bot.styled import Styled, code, join
from bot.texts import NAMES
from bot.times import QuietHours, Timetable
from watchers.codec import to_json
from watchers.errors import ParseError
from watchers.warning import Colour

# More rows are not read on a phone; the button takes all of them.
MOST_ROWS = 20
# As many as /cap takes.
MOST_CAP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do here. `retuned` pairs what is there with how it would speak and be called."""

    new: tuple[exports.Subscribed, ...] = ()
    retuned: tuple[tuple[Subscription, exports.Subscribed], ...] = ()
    known: int = 0
    failed: tuple[str, ...] = ()
    person: Subscriber
    settings: tuple[str, ...] = ()
    profile: bool = False

    @property
    def changes(self) -> bool:
        return bool(self.new or self.retuned or self.settings or self.profile)


def offer(turn: Turn, kept: exports.Kept) -> Reply:
    """What would change, and the button."""
    plan = _plan(turn, kept)
    t = turn.t
    title = t.styled("import.own", at=turn.moment(kept.made_at)) if kept.made_at else t.styled("import.own.undated")
    parts = [title, *_subscriptions(turn, plan), _settings(turn, plan)]
    if not plan.changes:
        return [Message(body=join("\n\n", [*parts, t("import.own.nothing")]))]
    number = turn.room.desk.memory.offer(turn.address, to_json(kept), turn.now)
    button = Button(label=t("button.import.own"), data=f"import:{number}")
    return [Message(body=join("\n\n", parts), buttons=((button,),))]


def refused(turn: Turn, error: ParseError) -> Reply:
    return turn.say("import.own.broken", why=str(error))


def take(turn: Turn, text: str) -> Reply:
    """Do what was offered. Doing it twice changes nothing."""
    try:
        kept = exports.own(text)
    except ParseError as error:
        return refused(turn, error)
    if kept is None:
        return turn.say("choice.gone")
    plan = _plan(turn, kept)
    store = turn.room.desk.subscriptions
    for one in plan.new:
        made = store.subscribe(turn.address, one.query, one.name, one.mode, turn.now)
        if one.muted_until and one.muted_until > turn.now:
            store.mute(made.id, one.muted_until)
    for mine, one in plan.retuned:
        store.revise(mine.id, mine.query, one.name, one.mode)
    if plan.settings:
        person = released(calendar.planned(plan.person, turn.now, anew=True), turn.now)
        turn = turn.keep(replace(person, remind_at=None))
    if plan.profile and kept.profile:
        turn.room.desk.profiles.keep(turn.address, replace(kept.profile, asking=None))
    done = {"new": len(plan.new), "retuned": len(plan.retuned), "settings": len(plan.settings) + plan.profile}
    return [Message(body=join("\n", [turn.t.styled("import.own.done", **done), *_failed(turn, plan)]))]


# -- what would change -------------------------------------------------------------------------------------------------


def _plan(turn: Turn, kept: exports.Kept) -> Plan:
    mine = {one.query: one for one in turn.room.desk.subscriptions.of(turn.address)}
    new, retuned, failed, known = dict[str, exports.Subscribed](), [], [], 0
    for wanted in kept.subscriptions:
        one = _understood(turn, wanted)
        if one is None or (one.query not in mine and len(mine) + len(new) >= MOST_SUBSCRIPTIONS):
            failed.append(wanted.query)
        elif one.query not in mine:
            new.setdefault(one.query, one)
        elif (mine[one.query].name, mine[one.query].mode) != (one.name, one.mode):
            retuned.append((mine[one.query], one))
        else:
            known += 1
    person = _set(turn, kept.settings) if kept.settings else turn.subscriber
    was, is_ = settings_of(turn.subscriber), settings_of(person)
    profile = None if turn.group else turn.room.desk.profiles.of(turn.address)
    brought = replace(kept.profile, asking=None) if kept.profile and not turn.group else None
    return Plan(
        new=tuple(new.values()),
        retuned=tuple(retuned),
        known=known,
        failed=tuple(failed),
        person=person,
        settings=tuple(f.name for f in fields(is_) if getattr(was, f.name) != getattr(is_, f.name)),
        profile=brought not in (None, NOTHING) and brought != profile,
    )


def _understood(turn: Turn, one: exports.Subscribed) -> exports.Subscribed | None:
    """With its query as it is kept here; None when it is not understood (a topic pack of another house)."""
    try:
        wanted = turn.understood(one.query)
    except QueryError:
        return None
    canonical = query.canonical(replace(wanted, name="", mode=None))
    return replace(one, query=canonical, name=(one.name or wanted.name)[:LONGEST_NAME])


def _set(turn: Turn, wanted: exports.Settings) -> Subscriber:
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


def _subscriptions(turn: Turn, plan: Plan) -> Sequence[Styled]:
    t = turn.t
    new = [Styled("· ") + code(one.name or one.query) + f" {t(f'mode.{one.mode}')}" for one in plan.new]
    other = [Styled("· ") + code(one.name or one.query) + f" {t(f'mode.{one.mode}')}" for _, one in plan.retuned]
    return [
        _listed(turn, "import.own.new", new),
        _listed(turn, "import.own.retuned", other),
        Styled(t("import.own.known", count=plan.known)) if plan.known else Styled(),
        *_failed(turn, plan),
    ]


def _listed(turn: Turn, key: str, rows: Sequence[Styled]) -> Styled:
    if not rows:
        return Styled()
    more = turn.t("import.more", count=len(rows) - MOST_ROWS) if len(rows) > MOST_ROWS else ""
    return join("\n", [turn.t(key, count=len(rows)), *rows[:MOST_ROWS], more])


def _failed(turn: Turn, plan: Plan) -> list[Styled]:
    if not plan.failed:
        return []
    shown = turn.t("list.comma").join(turn.t("quoted", text=one[:LONGEST_NAME]) for one in plan.failed[:5])
    return [turn.t.styled("import.own.failed", count=len(plan.failed), queries=shown, most=MOST_SUBSCRIPTIONS)]


def _settings(turn: Turn, plan: Plan) -> Styled:
    t = turn.t
    rows = [
        t("import.own.row", what=t(f"import.setting.{name}"), value=_value(turn, plan.person, name))
        for name in plan.settings
    ]
    rows += [t("import.own.profile")] if plan.profile else []
    return join("\n", [t("import.own.settings"), *rows]) if rows else Styled()


def _value(turn: Turn, person: Subscriber, name: str) -> str:
    t = turn.t
    said = {
        "language": NAMES[person.language],
        "timezone": person.timezone,
        "digest": t.when(person.timetable) if person.timetable else "",
        "even_nothing": t("import.own.on" if person.even_nothing else "import.own.off"),
        "mentions": t("import.own.on" if person.mentions else "import.own.off"),
        "quiet": str(person.quiet or ""),
        "place": person.place,
        "level": t(f"colour.{person.level.name.lower()}") if person.level else "",
        "remind": t("list.comma").join(map(str, person.remind)),
        "cap": str(person.cap or ""),
        "mutes": t("list.comma").join(one.title or one.what for one in person.mutes),
    }
    return said[name] or t("import.own.none")
