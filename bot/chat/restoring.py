"""An export of ours given back: first what would change, then a button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bot import exports, query
from bot.chat import catching, undo
from bot.chat.chosen import every_week, readable, settings_of, settled, value, weekly, with_settings
from bot.chat.exporting import MOST_FAVOURITES
from bot.chat.turn import Reply, Turn
from bot.chat.wanted import LONGEST_NAME, MOST_SUBSCRIPTIONS, known_as
from bot.errors import QueryError
from bot.model import Act, Before, Button, Message, Subscriber, Subscription
from bot.profile.model import NOTHING
from bot.styled import Styled, code, join
from watchers.codec import to_json
from watchers.errors import ParseError

# More rows are not read on a phone; the button takes all of them.
MOST_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do here. `retuned` pairs what is there with how it would speak and be called."""

    new: tuple[exports.Subscribed, ...] = ()
    retuned: tuple[tuple[Subscription, exports.Subscribed], ...] = ()
    known: int = 0
    failed: tuple[str, ...] = ()
    person: Subscriber
    chosen: exports.Settings
    settings: tuple[str, ...] = ()
    profile: bool = False
    favourites: tuple[exports.Saved, ...] = ()

    @property
    def changes(self) -> bool:
        return bool(self.new or self.retuned or self.settings or self.profile or self.favourites)


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
    why = str(error)
    if isinstance(error, exports.DamagedError):
        why = turn.t("import.own.damaged" if error.where else "import.own.cut", where=error.where)
    return turn.say("import.own.broken", why=why)


def take(turn: Turn, text: str) -> Reply:
    """Do what was offered. Doing it twice changes nothing."""
    try:
        kept = exports.own(text)
    except ParseError as error:
        return refused(turn, error)
    if kept is None:
        return turn.say("choice.gone")
    plan = _plan(turn, kept)
    lately = catching.lately(turn, [one.query for one in plan.new])
    before = _before(turn, plan)
    made = _subscribed(turn, plan, lately)
    if plan.settings:
        turn = settled(turn, plan.person)
        every_week(turn, plan.chosen.review)
    for one in reversed(plan.favourites):
        turn.room.desk.favourites.add(turn.address, one.uid, one.title, one.at)
    if plan.profile and kept.profile:
        turn.room.desk.profiles.keep(turn.address, replace(kept.profile, asking=None, walking=False))
    return _done(turn, plan, replace(before, made=made))


def _subscribed(turn: Turn, plan: Plan, lately: catching.Lately) -> tuple[int, ...]:
    """The ids of those that were made."""
    store, ids = turn.room.desk.subscriptions, list[int]()
    for one in plan.new:
        made = store.subscribe(turn.address, one.query, one.name, one.mode, turn.now)
        catching.caught_up(turn, made, lately)
        ids.append(made.id)
        if one.muted_until and one.muted_until > turn.now:
            store.mute(made.id, one.muted_until)
    for mine, one in plan.retuned:
        store.revise(mine.id, mine.query, one.name, one.mode)
    return tuple(ids)


def _before(turn: Turn, plan: Plan) -> Before:
    """How all that the file changes is now."""
    return Before(
        subscriptions=tuple(mine for mine, _ in plan.retuned),
        chosen=to_json(settings_of(turn.subscriber, weekly(turn))) if plan.settings else "",
        saved=tuple(one.uid for one in plan.favourites),
        profile=(turn.room.desk.profiles.of(turn.address) or NOTHING) if plan.profile else None,
    )


def _done(turn: Turn, plan: Plan, before: Before) -> Reply:
    counts = {"new": len(plan.new), "retuned": len(plan.retuned), "settings": len(plan.settings) + plan.profile}
    favourites = turn.t("import.own.favourites.done", count=len(plan.favourites)) if plan.favourites else ""
    body = join("\n", [turn.t.styled("import.own.done", **counts), favourites, *_failed(turn, plan)])
    about = turn.t("import.own.counts", **counts)
    return [Message(body=body, buttons=undo.done(turn, Act.IMPORT, about, before) if plan.changes else ())]


# -- what would change -------------------------------------------------------------------------------------------------


def _plan(turn: Turn, kept: exports.Kept) -> Plan:
    mine = {known_as(one.query): one for one in turn.room.desk.subscriptions.of(turn.address)}
    new, retuned, failed, there = dict[str, exports.Subscribed](), [], [], 0
    for wanted in kept.subscriptions:
        one = _understood(turn, wanted)
        same = known_as(one.query) if one else ""
        if one is None or (same not in mine and len(mine) + len(new) >= MOST_SUBSCRIPTIONS):
            failed.append(wanted.query)
        elif same not in mine:
            new.setdefault(same, one)
        elif (mine[same].name, mine[same].mode) != (one.name, one.mode):
            retuned.append((mine[same], one))
        else:
            there += 1
    person = with_settings(turn, kept.settings) if kept.settings else turn.subscriber
    known = weekly(turn)
    was, is_ = settings_of(turn.subscriber, known), settings_of(person, known)
    if kept.settings and kept.settings.review is not None:
        is_ = replace(is_, review=kept.settings.review if readable(kept.settings.review) else was.review)
    profile = None if turn.group else turn.room.desk.profiles.of(turn.address)
    brought = replace(kept.profile, asking=None) if kept.profile and not turn.group else None
    return Plan(
        new=tuple(new.values()),
        retuned=tuple(retuned),
        known=there,
        failed=tuple(failed),
        person=person,
        chosen=is_,
        favourites=_new_favourites(turn, kept.favourites),
        settings=tuple(f.name for f in fields(is_) if getattr(was, f.name) != getattr(is_, f.name)),
        profile=brought not in (None, NOTHING) and brought != profile,
    )


def _new_favourites(turn: Turn, kept: Sequence[exports.Saved]) -> tuple[exports.Saved, ...]:
    """Those that are not put aside here; a group has none."""
    store = turn.room.desk.favourites
    return () if turn.group else tuple(one for one in kept[:MOST_FAVOURITES] if not store.one(turn.address, one.uid))


def _understood(turn: Turn, one: exports.Subscribed) -> exports.Subscribed | None:
    """With its query as it is kept here; None when it is not understood (a topic pack of another house)."""
    try:
        wanted = turn.understood(one.query)
    except QueryError:
        return None
    canonical = query.bare(wanted)
    return replace(one, query=canonical, name=(one.name or wanted.name)[:LONGEST_NAME])


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
        t("import.own.row", what=t(f"import.setting.{name}"), value=value(turn, plan.chosen, name))
        for name in plan.settings
    ]
    rows += [t("import.own.profile")] if plan.profile else []
    rows += [t("import.own.favourites", count=len(plan.favourites))] if plan.favourites else []
    return join("\n", [t("import.own.settings"), *rows]) if rows else Styled()
