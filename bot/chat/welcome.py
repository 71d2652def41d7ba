"""First contact, by buttons: where somebody is, what they want to hear of, and when; at its end what that would bring.

Each question can be answered by a button or in words, or be skipped. What is answered is kept at once and the next
question with it, so that whoever goes away comes back to where they were, tomorrow or after a restart. Who knows us
already is shown what they have chosen, and nothing of it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import hours
from bot.chat import area, frames, offering, questions, sample, saying, settings, subscribing, ticks, warned
from bot.chat.frames import Said, Wish
from bot.chat.settings import OFF
from bot.chat.turn import Anew, Reply, Turn
from bot.model import Button, Message, Pack, Welcome
from bot.styled import Styled, join
from bot.texts import spoken
from watchers.facts.places import Place
from watchers.variants import simplified

SKIP = frozenset({"跳过", "略过", "下一步", "不用", "skip", "next"})


def start(turn: Turn, rest: str) -> Reply:
    """First contact, the way back to where it was left, and the way back after a pause."""
    if turn.group:
        return turn.say("start.group")
    menu = _own_menu(turn)
    lead = turn.t("resume.done") if turn.subscriber.paused else ""
    turn = settings.waking(turn) if turn.subscriber.paused else turn
    if turn.subscriber.welcome is Welcome.DONE:
        return [replace(_told(lead, questions.standing(turn)), menu=menu)]
    intro = turn.t.styled("start") if turn.subscriber.welcome is Welcome.PLACE else turn.t.styled("start.again")
    return [replace(_told(join("\n\n", [lead, intro]), message), menu=menu) for message in _question(turn)]


def _own_menu(turn: Turn) -> str:
    """Their language, where the menu that the app shows by itself, in simplified Chinese or English, is in another."""
    app = turn.said.language if turn.said else ""
    shown = "zh-Hans" if spoken(app).startswith("zh") else "en"
    return turn.subscriber.language if app and turn.subscriber.language != shown else ""


def _told(lead: Styled | str, message: Message) -> Message:
    return replace(message, body=join("\n\n", [lead, message.body]))


def answer(turn: Turn, text: str) -> Reply:
    """What is written while a question waits."""
    if turn.subscriber.welcome is Welcome.DONE:
        return offering.unknown(turn, text)
    if hours.plain(simplified(text)) in SKIP:
        return _skipped(turn)
    said = frames.understood(text)
    if said and said.wish in saying.COURTESY:
        return _courteous(turn, said, text)
    wanted = saying.followed(turn, said) if said and said.wish is Wish.FOLLOW else text
    return _ANSWERS[turn.subscriber.welcome](turn, wanted)


def _courteous(turn: Turn, said: Said, text: str) -> Reply:
    """Courtesy is no answer, but who says 好的 to what can be ticked has ticked enough."""
    if said.wish is Wish.FINE and turn.subscriber.welcome is Welcome.PACKS:
        return _skipped(turn)
    turn.room.desk.memory.expect(turn.address, "welcome")
    return saying.answer(turn, said, text)


def language(turn: Turn, rest: str) -> Reply:
    """`/lang`; a question that waits for an answer is asked again, in words that are understood; the first is begun."""
    said = settings.language(turn, rest)
    now = turn.room.desk.subscriptions.subscriber(turn.address)
    changed = now is not None and now.language != turn.subscriber.language
    fresh = not turn.group and turn.subscriber.welcome is Welcome.PLACE and _knows_nothing(turn)
    waits = turn.room.desk.memory.expected(turn.address) == "welcome" or fresh
    return [*said, *_question(replace(turn, subscriber=now))] if now and changed and waits else said


def _knows_nothing(turn: Turn) -> bool:
    """Whether somebody chose nothing yet, whose first word is in which language they speak."""
    return not turn.subscriber.place and not turn.room.desk.subscriptions.of(turn.address)


def pressed(turn: Turn, rest: str) -> Reply:
    """A button: `+weather`, `-weather`, `at:07:30`, `at:off`, `skip:packs`, `ask:place`, `typed`, `sample`."""
    verb, _, what = rest.partition(":")
    if turn.group:
        return turn.say("start.group")
    if rest[:1] in ("+", "-"):
        return _ticked(turn, rest[1:], rest[0] == "+")
    deed = _PRESSED.get(verb)
    return deed(turn, what) if deed else turn.say("choice.gone")


# -- questions ---------------------------------------------------------------------------------------------------------


def _question(turn: Turn) -> list[Message]:
    """What is asked now; what is written next answers it."""
    if turn.subscriber.welcome is Welcome.DONE:
        turn.room.desk.memory.expect(turn.address, "")  # a number is an item of the sample from here on
        return _finished(turn)
    turn.room.desk.memory.expect(turn.address, "welcome")
    return [_ASKED[turn.subscriber.welcome](turn)]


def _reached(turn: Turn, step: Welcome) -> Turn:
    return turn.keep(replace(turn.subscriber, welcome=step))


def _next(turn: Turn, done: Welcome) -> Turn:
    """On from a question, unless its answer is only being changed."""
    return _reached(turn, _FOLLOWS[done]) if turn.subscriber.welcome is done else turn


def _anew(turn: Turn, lead: Styled | str = "") -> Reply:
    """The question that is next takes the place of the one that was answered."""
    first, *more = _question(turn)
    return [Anew(body=join("\n\n", [lead, first.body]), buttons=first.buttons), *more]


# -- answers -----------------------------------------------------------------------------------------------------------


def _placed(turn: Turn, text: str) -> Reply:
    """A place that there is; else the words are taken as any others."""
    found = area.meant(text, turn.room.places)
    if len(found) == 1:
        others = area.besides(text, found[0], turn.room.places)
        body = area.only_one(turn, found[0], others)
        beside = [Message(body=join("", [body]), buttons=area.also(turn, others))] if others else []
        return [*there(turn, found[0]), *beside]
    turn.room.desk.memory.expect(turn.address, "welcome")
    near = () if found else area.alike(text, turn.room.places)
    if found or near:
        asked = area.which(turn, text, found or near, "area.which" if found else "area.near")
        return [replace(asked, buttons=(*asked.buttons, questions.elsewhere(turn)))]
    return _no_place(turn, text)


def _no_place(turn: Turn, text: str) -> Reply:
    """Words may be the first to be followed, a figure or a slip of the keyboard are not. One answer to one line."""
    none = turn.t.styled("start.no_place", text=text)
    offered = offering.unknown(turn, text) if len(text) > 1 and not text.isdecimal() else ()
    if len(offered) != 1 or not offered[0].buttons:
        return [Message(body=none)]
    return [replace(offered[0], body=join("\n", [offered[0].body, none]))]


def there(turn: Turn, place: Place) -> Reply:
    """A place was chosen: of somebody who is being shown around, or at any other time."""
    if not questions.shown_around(turn):
        return area.there(turn, place)
    turn = _next(area.settled(turn, place.name), Welcome.PLACE)
    placed = turn.t.styled("start.placed", path=area.path(turn, place.name))
    return _anew(turn, join("\n", [placed, warned.in_force(turn, place.name)]))


def _wanted(turn: Turn, text: str) -> Reply:
    """Topics by their names are ticked; everything else is subscribed to as it is written."""
    asked = {simplified(word).lstrip("#").casefold() for word in text.replace("、", " ").replace("，", " ").split()}
    whole = [pack for pack in turn.room.packs if text.strip().casefold() in _names(pack)]
    named = whole or [pack for pack in turn.room.packs if asked & _names(pack)]
    if whole or (named and len(named) == len(asked)):
        for pack in named:
            ticks.tick(turn, pack)
        return _question(turn)
    return [*subscribing.subscribe(turn, text), *_question(turn)]


def _names(pack: Pack) -> set[str]:
    return {name.casefold() for name in (pack.name, *pack.aliases, *(title for _, title in pack.titles))}


def _timed(turn: Turn, text: str) -> Reply:
    """A time that there is; a part of the day is asked about. What is no time is answered as at any other moment."""
    word = hours.plain(simplified(text))
    wanted = None if word in OFF else hours.timetable(word)
    if word not in OFF and (wanted is None or len(wanted.times) > hours.MOST_TIMES):
        asked = _probably(turn, word) if wanted is None else turn.say("digest.what", rest=text)
        turn.room.desk.memory.expect(turn.address, "welcome")
        return asked or [*_otherwise(turn, text), *_question(turn)]
    return _question(_next(settings.told_at(turn, wanted), Welcome.DIGEST))


def _probably(turn: Turn, word: str) -> Reply:
    probably = hours.probable(word)
    if probably is None:
        return []
    button = Button(label=turn.t.when(probably), data=f"hi:at:{probably}")
    return [Message(body=turn.t.styled("digest.vague", rest=word), buttons=((button,),))]


def _otherwise(turn: Turn, text: str) -> Reply:
    said = frames.understood(text)
    if said and said.wish is not Wish.LOOK:
        return saying.answer(turn, said, text)
    return offering.unknown(turn, text)


# -- buttons -----------------------------------------------------------------------------------------------------------


def _ticked(turn: Turn, name: str, wanted: bool) -> Reply:
    """A button says what is to be, not that it is to change: pressed twice it does no more than once."""
    if name == questions.HERE and turn.subscriber.place:
        ticks.warn(turn, turn.subscriber.place, wanted)
        return _packs_anew(turn)
    pack = next((pack for pack in turn.room.packs if pack.name == name), None)
    if pack is None:
        return turn.say("choice.gone")
    if wanted:
        ticks.tick(turn, pack)
    else:
        ticks.untick(turn, pack)
    return _packs_anew(turn)


def _packs_anew(turn: Turn) -> Reply:
    if turn.subscriber.welcome is Welcome.PACKS:
        turn.room.desk.memory.expect(turn.address, "welcome")
    shown = questions.packs(turn)
    return [Anew(body=shown.body, buttons=shown.buttons)]


def _at(turn: Turn, what: str) -> Reply:
    wanted = None if what == "off" else hours.timetable(what)
    if what != "off" and wanted is None:
        return turn.say("choice.gone")
    return _on_from(settings.told_at(turn, wanted), Welcome.DIGEST)


def _skip(turn: Turn, what: str) -> Reply:
    return _on_from(turn, Welcome(what)) if what in _FOLLOWS else turn.say("choice.gone")


def _skipped(turn: Turn) -> Reply:
    return _question(_next(turn, turn.subscriber.welcome))


def _on_from(turn: Turn, done: Welcome) -> Reply:
    """The button of a question that was passed before shows where things stand, and repeats nothing."""
    if turn.subscriber.welcome is done:
        return _anew(_next(turn, done))
    if turn.subscriber.welcome is Welcome.DONE:
        shown = questions.standing(turn)
        return [Anew(body=shown.body, buttons=shown.buttons)]
    return _anew(turn)


def _typed(turn: Turn, what: str) -> Reply:
    if turn.subscriber.welcome is Welcome.PLACE:
        turn.room.desk.memory.expect(turn.address, "welcome")
    else:
        turn.room.desk.memory.expect(turn.address, "area")
    return turn.say("start.typed")


def _ask(turn: Turn, what: str) -> Reply:
    """One of the answers is to be changed."""
    if what not in _ASKED:
        return turn.say("choice.gone")
    shown = _ASKED[Welcome(what)](turn)
    return [Anew(body=shown.body, buttons=shown.buttons)]


# -- the end -----------------------------------------------------------------------------------------------------------


def _finished(turn: Turn) -> list[Message]:
    shown = questions.standing(turn)
    return [replace(shown, body=join("\n\n", [turn.t("start.done"), shown.body])), *sample.sample(turn)]


_FOLLOWS = {Welcome.PLACE: Welcome.PACKS, Welcome.PACKS: Welcome.DIGEST, Welcome.DIGEST: Welcome.DONE}
_ASKED: dict[Welcome, Callable[[Turn], Message]] = {
    Welcome.PLACE: questions.place,
    Welcome.PACKS: questions.packs,
    Welcome.DIGEST: questions.digest,
}
_ANSWERS: dict[Welcome, Callable[[Turn, str], Reply]] = {
    Welcome.PLACE: _placed,
    Welcome.PACKS: _wanted,
    Welcome.DIGEST: _timed,
}
_PRESSED: dict[str, Callable[[Turn, str], Reply]] = {
    "at": _at,
    "skip": _skip,
    "ask": _ask,
    "typed": _typed,
    "sample": lambda turn, what: sample.sample(turn),
}
