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
    exporting,
    favourites,
    helping,
    importing,
    issues,
    keyboards,
    liking,
    listing,
    privacy,
    profile,
    reviewing,
    rooms,
    searching,
    settings,
    silence,
    sources,
    subscribing,
    trend,
    undo,
    welcome,
)
from bot.chat.turn import Reply, Turn, is_id, label
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
    return subscribing.end(turn, [mine]) if mine else turn.say("choice.gone")


def _unsub_all(turn: Turn, rest: str) -> Reply:
    return subscribing.end_all(turn)


def _pack(turn: Turn, name: str) -> Reply:
    pack = next((pack for pack in turn.room.packs if pack.name == name), None)
    return subscribing.subscribe(turn, f"#{pack.title('zh-Hans')}") if pack else turn.say("choice.gone")


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
    return area.pressed(turn, rest, welcome.there, welcome.besides(turn))


def _edit(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return editing.edit(turn, text, sure=True) if text else turn.say("choice.gone")


def _with_own(deed: Callable[[Turn, Subscription], Reply]) -> Callable[[Turn, str], Reply]:
    """What a button does with the person's own subscription."""

    def act(turn: Turn, number: str) -> Reply:
        mine = _own(turn, number)
        return deed(turn, mine) if mine else turn.say("choice.gone")

    return act


def _hold(turn: Turn, one: Subscription) -> Reply:
    """A silence that lasts longer already stays as it is."""
    until = max([turn.now + silence.USUAL, *([one.muted_until] if one.muted_until else [])])
    return silence.mute_subscriptions(turn, [one], until)


def _ring(turn: Turn, one: Subscription) -> Reply:
    return silence.lift(turn, f"sub:{one.id}")


def _adopt(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return sources.adopt(turn, text) if text else turn.say("choice.gone")


def _language(turn: Turn, rest: str) -> Reply:
    return settings.language(turn, rest)


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
    "try": subscribing.try_,
    "edit": editing.edit,
    "trend": trend.trend_,
    "say": subscribing.unknown,
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
    "unsuball": _unsub_all,
    "undo": undo.pressed,
    "hi": welcome.pressed,
    "area": _area,
    "level": area.level,
    "list": listing.turned,
    "one": _with_own(listing.card),
    "trial": _with_own(lambda turn, one: subscribing.try_(turn, one.query)),
    "new": _with_own(editing.ask),
    "edit": _edit,
    "hold": _with_own(_hold),
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
