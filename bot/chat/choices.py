"""Buttons: what a pressed one means. Their data are ids; whatever does not belong to the chat has no effect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.chat import agenda, archive, importing, settings, silence, sources, subscribing, trend
from bot.chat.turn import Reply, Turn, label
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
    return archive.why_told(turn, entry) if entry else turn.say("choice.gone")


def _article(turn: Turn, uid: str) -> Reply:
    entry = turn.room.archive.latest(uid)
    return archive.full_text(turn, entry) if entry else turn.say("choice.gone")


def _page(turn: Turn, number: str) -> Reply:
    page, _, first = number.partition(":")
    if not (_is_id(page) and len(page) < 5 and (not first or (_is_id(first) and len(first) < 5))):
        return turn.say("choice.gone")
    return archive.page(turn, int(page), int(first or 0))


def _sub(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return subscribing.subscribe(turn, text, sure=True) if text else turn.say("choice.gone")


def _search(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return archive.search(turn, text) if text else turn.say("choice.gone")


def _import(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return importing.take(turn, text) if text else turn.say("choice.gone")


def _reading(turn: Turn, rest: str) -> Reply:
    """One of two ways to read a query was chosen: what was wanted is done with it."""
    verb, _, number = rest.partition(":")
    deed, text = READINGS.get(verb), _offered(turn, number)
    return deed(turn, text) if deed and text else turn.say("choice.gone")


def _offered(turn: Turn, number: str) -> str | None:
    return turn.room.desk.memory.offered(turn.address, int(number)) if _is_id(number) else None


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
    mine = turn.room.desk.subscriptions.of(turn.address)
    return subscribing.end(turn, mine) if mine else turn.say("list.empty")


def _undo(turn: Turn, rest: str) -> Reply:
    store = turn.room.desk.subscriptions
    ended = [one for number in rest.split(".") if _is_id(number) and (one := store.subscription(int(number)))]
    own = [one for one in ended if one.address == turn.address]
    if not own:
        return turn.say("choice.gone")
    store.resubscribe([one.id for one in own])
    names = turn.t("list.comma").join(turn.t("quoted", text=label(one)) for one in own)
    return turn.say("unsub.undone", names=names)


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
    return silence.mute_ringing(turn, entry, timedelta(days=int(days)))


def _hush(turn: Turn, uid: str) -> Reply:
    entry = turn.room.archive.latest(uid)
    return silence.mute_story(turn, entry) if entry else turn.say("choice.gone")


def _unmute(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return silence.lift(turn, text) if text and text.startswith(silence.LIFTS) else turn.say("choice.gone")


def _adopt(turn: Turn, number: str) -> Reply:
    text = _offered(turn, number)
    return sources.adopt(turn, text) if text else turn.say("choice.gone")


def _language(turn: Turn, rest: str) -> Reply:
    return settings.language(turn, rest)


def _own(turn: Turn, number: str) -> Subscription | None:
    """The person's own subscription of that id, still in force."""
    if not _is_id(number):
        return None
    return next((one for one in turn.room.desk.subscriptions.of(turn.address) if one.id == int(number)), None)


def _is_id(number: str) -> bool:
    # SQLite's ids are below 2**63; a longer number is forged.
    return number.isascii() and number.isdecimal() and len(number) <= 18


READINGS: dict[str, Callable[[Turn, str], Reply]] = {
    "sub": subscribing.subscribe,
    "search": archive.search,
    "try": subscribing.try_,
    "trend": trend.trend_,
    "say": subscribing.unknown,
}
DEEDS = {
    "why": _why,
    "article": _article,
    "page": _page,
    "sub": _sub,
    "search": _search,
    "reading": _reading,
    "import": _import,
    "mode": _mode,
    "unsub": _unsub,
    "unsuball": _unsub_all,
    "undo": _undo,
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
}
