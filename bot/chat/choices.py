"""Buttons: what a pressed one means. Their data are ids; whatever does not belong to the chat has no effect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.chat import (
    agenda,
    archive,
    area,
    articles,
    editing,
    ending,
    exporting,
    favourites,
    helping,
    importing,
    issues,
    keyboards,
    liking,
    listing,
    offering,
    previews,
    privacy,
    profile,
    questions,
    reviewing,
    rooms,
    searching,
    settings,
    silence,
    sky,
    sources,
    subscribing,
    ticks,
    trend,
    undo,
    warnings,
    welcome,
)
from bot.chat.turn import Reply, Turn, is_id, label
from bot.hours import LONGEST_MUTE
from bot.model import Mode, Subscription

MODES = {mode.value: mode for mode in (Mode.ALERT, Mode.DIGEST)}

# What the buttons of an alert offer; other lengths are written.
MUTE_DAYS = ("1", "7")


def choose(turn: Turn, data: str) -> Reply:
    """The answer to a button; a foreign, old or forged one is told so politely."""
    verb, _, rest = data.partition(":")
    deed = DEEDS.get(verb)
    return deed(turn, rest) if deed else turn.say("choice.gone")


def _why(turn: Turn, uid: str) -> Reply:
    entry = turn.room.archive.latest(uid)
    if entry is None:
        return turn.say("choice.gone")
    liking.opened(turn, entry)
    return archive.why_told(turn, entry)


def _article(turn: Turn, uid: str) -> Reply:
    entry = turn.room.archive.latest(uid)
    if entry is None:
        return turn.say("choice.gone")
    liking.opened(turn, entry)
    return articles.full_text(turn, entry)


def _page(turn: Turn, rest: str) -> Reply:
    leaflet, _, number = rest.partition(":")
    if not (is_id(leaflet) and is_id(number) and len(number) < 5):
        return turn.say("choice.gone")
    return archive.page(turn, int(leaflet), int(number))


def _sub(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return subscribing.subscribe(turn, text, sure=True) if text else turn.say("choice.gone")


def _search(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return searching.search(turn, text) if text else turn.say("choice.gone")


def _import(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return importing.take(turn, text) if text else turn.say("choice.gone")


def _reading(turn: Turn, rest: str) -> Reply:
    """One of two ways to read a query was chosen: what was wanted is done with it."""
    verb, _, number = rest.partition(":")
    verb, _, whose = verb.partition(".")
    deed, text = READINGS.get(verb), _offered(turn, number)
    return deed(turn, f"{whose} {text}".strip()) if deed and text else turn.say("choice.gone")


def _at(turn: Turn, rest: str) -> Reply:
    """Which of several places of one name was meant: `weather:320500`."""
    verb, _, code = rest.partition(":")
    place, deed = turn.room.places.coded(code), {"weather": sky.weather, "warnings": warnings.warnings}.get(verb)
    return deed(turn, place.name) if place and deed else turn.say("choice.gone")


def _offered(turn: Turn, number: str) -> str | None:
    return turn.room.desk.memory.offered(turn.address, int(number)) if is_id(number) else None


def _mode(turn: Turn, rest: str) -> Reply:
    number, _, wanted = rest.partition(":")
    mine, mode = _own(turn, number), MODES.get(wanted)
    if mine is None or mode is None:
        return turn.say("choice.gone")
    turn.room.desk.subscriptions.retune(mine.id, mode)
    return turn.say("sub.retuned", number=mine.number, query=label(mine), mode=turn.t(f"mode.{mode}"))


def _unsub(turn: Turn, number: str) -> Reply:
    mine = _own(turn, number)
    return ending.end(turn, [mine]) if mine else turn.say("choice.gone")


def _leave(turn: Turn, rest: str) -> Reply:
    return ending.unsubscribe(turn, "")


def _pause(turn: Turn, rest: str) -> Reply:
    return settings.pause(turn, "")


def _pack(turn: Turn, name: str) -> Reply:
    pack = next((pack for pack in turn.room.packs if pack.name == name), None)
    if pack is None:
        return turn.say("choice.gone")
    named = ticks.called(turn, pack)
    return subscribing.subscribe(turn, f"#{pack.title('zh-Hans')}" + (f" => {named}" if named else ""))


def _packs(turn: Turn, rest: str) -> Reply:
    return subscribing.packs(turn, rest)


def _digest(turn: Turn, rest: str) -> Reply:
    return settings.digest(turn, rest)


def _quiet(turn: Turn, rest: str) -> Reply:
    return silence.quiet(turn, rest)


def _mute(turn: Turn, rest: str) -> Reply:
    days, _, uid = rest.partition(":")
    entry = turn.room.archive.latest(uid)
    if entry is None or days not in MUTE_DAYS:
        return turn.say("choice.gone")
    return [*keyboards.closed(turn, entry), *silence.mute_ringing(turn, entry, timedelta(days=int(days)))]


def _hush(turn: Turn, uid: str) -> Reply:
    entry = turn.room.archive.latest(uid)
    if entry is None or not keyboards.told(turn, uid):
        return turn.say("choice.gone")
    return [*keyboards.closed(turn, entry), *silence.mute_story(turn, entry)]


def _unmute(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return silence.lift(turn, text) if text and text.startswith(silence.LIFTS) else turn.say("choice.gone")


def _area(turn: Turn, rest: str) -> Reply:
    return area.pressed(turn, rest, welcome.there, questions.besides(turn))


def _edit(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return editing.edit(turn, text, sure=True) if text else turn.say("choice.gone")


def _with_own(deed: Callable[[Turn, Subscription], Reply]) -> Callable[[Turn, str], Reply]:
    """What a button does with the person's own subscription."""

    def act(turn: Turn, number: str) -> Reply:
        mine = _own(turn, number)
        return deed(turn, mine) if mine else turn.say("choice.gone")

    return act


def _hold(turn: Turn, rest: str) -> Reply:
    """`12` for as long as usual, `12:168` for so many hours."""
    number, _, hours = rest.partition(":")
    mine, length = _own(turn, number), _length(hours) if hours else silence.USUAL
    return silence.mute_for(turn, [mine], length) if mine and length else turn.say("choice.gone")


def _still(turn: Turn, rest: str) -> Reply:
    """All that brought an article."""
    hours, _, uid = rest.partition(":")
    entry, length = turn.room.archive.latest(uid), _length(hours)
    return silence.mute_all_ringing(turn, entry, length) if entry and length else turn.say("choice.gone")


def _length(hours: str) -> timedelta | None:
    length = timedelta(hours=int(hours)) if is_id(hours) and len(hours) < 5 else timedelta()
    return length if timedelta() < length <= LONGEST_MUTE else None


def _ring(turn: Turn, one: Subscription) -> Reply:
    return silence.lift(turn, f"sub:{one.id}")


def _adopt(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return sources.adopt(turn, text) if text else turn.say("choice.gone")


def _language(turn: Turn, rest: str) -> Reply:
    return welcome.language(turn, rest)


def _own(turn: Turn, number: str) -> Subscription | None:
    """The person's own subscription of that id, still in force."""
    if not is_id(number):
        return None
    return next((one for one in turn.room.desk.subscriptions.of(turn.address) if one.id == int(number)), None)


def _cap(turn: Turn, count: str) -> Reply:
    return (
        rooms.cap(turn, count) if count.isascii() and count.isdecimal() and len(count) < 4 else turn.say("choice.gone")
    )


READINGS: dict[str, Callable[[Turn, str], Reply]] = {
    "sub": subscribing.subscribe,
    "search": searching.search,
    "try": previews.try_,
    "edit": editing.edit,
    "trend": trend.trend_,
    "say": offering.unknown,
}
DEEDS = {
    "why": _why,
    "profile": profile.choice,
    "article": _article,
    "page": _page,
    "review": reviewing.weekly,
    "sub": _sub,
    "search": _search,
    "found": searching.page,
    "part": articles.part,
    "rest": articles.rest_of,
    "changed": articles.changed,
    "leaf": issues.leaf,
    "export": exporting.chosen,
    "reading": _reading,
    "import": _import,
    "mode": _mode,
    "unsub": _unsub,
    "unsuball": ending.end_all,
    "leave": _leave,
    "pause": _pause,
    "undo": undo.pressed,
    "hi": welcome.pressed,
    "area": _area,
    "at": _at,
    "level": area.level,
    "list": listing.turned,
    "one": _with_own(listing.card),
    "trial": _with_own(lambda turn, one: previews.try_(turn, one.query)),
    "new": _with_own(editing.ask),
    "edit": _edit,
    "hold": _hold,
    "still": _still,
    "ring": _with_own(_ring),
    "forget": privacy.forget,
    "help": helping.turned,
    "pack": _pack,
    "packs": _packs,
    "digest": _digest,
    "quiet": _quiet,
    "mute": _mute,
    "hush": _hush,
    "unmute": _unmute,
    "lang": _language,
    "adopt": _adopt,
    "remind": agenda.remind,
    "decline": sources.decline,
    "silence": keyboards.silence,
    "back": keyboards.back,
    "items": keyboards.items,
    "item": keyboards.item,
    "fold": keyboards.fold,
    "quit": keyboards.quit_,
    "save": keyboards.save,
    "saved": favourites.page,
    "unsave": favourites.unsave,
    "cap": _cap,
}
