"""First contact, by buttons: where somebody is, what they want to hear of, and when; at its end what that would bring.

Each question can be answered by a button or in words, or be skipped. What is answered is kept at once and the next
question with it, so that whoever goes away comes back to where they were, tomorrow or after a restart. Who knows us
already is shown what they have chosen, and nothing of it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import hours
from bot.chat import area, sample, settings, subscribing, ticks
from bot.chat.area import Buttons, rows
from bot.chat.settings import OFF
from bot.chat.turn import Anew, Reply, Turn
from bot.model import Button, Message, Pack, Welcome
from bot.styled import Styled, join
from watchers.facts.places import Place
from watchers.variants import simplified

# Before work, at breakfast, at noon, on the way home.
TIMES = ("06:30", "07:30", "12:00", "18:00")
SKIP = frozenset({"跳过", "略过", "下一步", "不用", "skip", "next"})


def start(turn: Turn, rest: str) -> Reply:
    """First contact, the way back to where it was left, and the way back after a pause."""
    if turn.group:
        return turn.say("start.group")
    lead = turn.t("resume.done") if turn.subscriber.paused else ""
    turn = settings.waking(turn) if turn.subscriber.paused else turn
    if turn.subscriber.welcome is Welcome.DONE:
        return [_told(lead, _standing(turn))]
    intro = turn.t.styled("start") if turn.subscriber.welcome is Welcome.PLACE else turn.t.styled("start.again")
    return [_told(join("\n\n", [lead, intro]), message) for message in _question(turn)]


def _told(lead: Styled | str, message: Message) -> Message:
    return replace(message, body=join("\n\n", [lead, message.body]))


def answer(turn: Turn, text: str) -> Reply:
    """What is written while a question waits."""
    if turn.subscriber.welcome is Welcome.DONE:
        return subscribing.unknown(turn, text)
    if hours.plain(simplified(text)) in SKIP:
        return _skipped(turn)
    return _ANSWERS[turn.subscriber.welcome](turn, text)


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


def _skipping(turn: Turn, step: Welcome) -> Button:
    """On from a question; who only changes an answer is done with it."""
    changing = turn.subscriber.welcome is Welcome.DONE
    return Button(label=turn.t("button.start.back" if changing else "button.start.skip"), data=f"hi:skip:{step}")


def _place(turn: Turn) -> Message:
    return Message(body=turn.t.styled("start.place"), buttons=(*area.choices(turn), _else(turn)))


def besides(turn: Turn) -> Buttons:
    """What stands below the parts of a place while it is being asked for."""
    return (_else(turn),) if turn.subscriber.welcome is Welcome.PLACE and not turn.group else ()


def _else(turn: Turn) -> tuple[Button, ...]:
    typed = Button(label=turn.t("button.start.typed"), data="hi:typed")
    return (typed, _skipping(turn, Welcome.PLACE))


def _packs(turn: Turn) -> Message:
    t, mine = turn.t, ticks.ticked(turn)
    boxes = [
        Button(
            label=("✓ " if pack in mine else "") + pack.title(t.language),
            data=f"hi:{'-' if pack in mine else '+'}{pack.name}",
        )
        for pack in turn.room.packs
    ]
    warned = turn.subscriber.place and area.warned_of(turn, turn.subscriber.place)
    note = t("start.packs.warned", place=turn.subscriber.place) if warned else ""
    changing = turn.subscriber.welcome is Welcome.DONE
    forward = Button(label=t("button.start.back" if changing else "button.start.next"), data=f"hi:skip:{Welcome.PACKS}")
    return Message(body=join("\n", [t.styled("start.packs"), note]), buttons=(*rows(boxes), (forward,)))


def _digest(turn: Turn) -> Message:
    times = [Button(label=at, data=f"hi:at:{at}") for at in TIMES]
    none = Button(label=turn.t("button.start.no_digest"), data="hi:at:off")
    return Message(
        body=turn.t.styled("start.digest"), buttons=(*rows(times, 4), (none, _skipping(turn, Welcome.DIGEST)))
    )


# -- answers -----------------------------------------------------------------------------------------------------------


def _placed(turn: Turn, text: str) -> Reply:
    """A place that there is; else the words are taken as any others."""
    found = area.meant(text, turn.room.places)
    if len(found) == 1:
        return there(turn, found[0])
    turn.room.desk.memory.expect(turn.address, "welcome")
    if found:
        return [area.which(turn, text, found, "area.which")]
    near = area.alike(text, turn.room.places)
    if near:
        return [area.which(turn, text, near, "area.near")]
    return [*turn.say("start.no_place", text=text), *subscribing.unknown(turn, text)]


def there(turn: Turn, place: Place) -> Reply:
    """A place was chosen: of somebody who is being shown around, or at any other time."""
    if turn.group or turn.subscriber.welcome is not Welcome.PLACE:
        return area.there(turn, place)
    turn = _next(area.settled(turn, place.name), Welcome.PLACE)
    return _anew(turn, turn.t.styled("start.placed", path=area.path(place.name, turn.room.places)))


def _wanted(turn: Turn, text: str) -> Reply:
    """Topics by their names are ticked; everything else is subscribed to as it is written."""
    asked = {simplified(word).lstrip("#").casefold() for word in text.replace("、", " ").replace("，", " ").split()}
    named = [pack for pack in turn.room.packs if asked & _names(pack)]
    if named and len(named) == len(asked):
        for pack in named:
            ticks.tick(turn, pack)
        return _question(turn)
    return [*subscribing.subscribe(turn, text), *_question(turn)]


def _names(pack: Pack) -> set[str]:
    return {name.casefold() for name in (pack.name, *pack.aliases, *(title for _, title in pack.titles))}


def _timed(turn: Turn, text: str) -> Reply:
    word = hours.plain(simplified(text))
    wanted = None if word in OFF else hours.timetable(word)
    if word not in OFF and (wanted is None or len(wanted.times) > hours.MOST_TIMES):
        turn.room.desk.memory.expect(turn.address, "welcome")
        return turn.say("digest.what", rest=text)
    return _question(_next(settings.told_at(turn, wanted), Welcome.DIGEST))


# -- buttons -----------------------------------------------------------------------------------------------------------


def _ticked(turn: Turn, name: str, wanted: bool) -> Reply:
    """A button says what is to be, not that it is to change: pressed twice it does no more than once."""
    pack = next((pack for pack in turn.room.packs if pack.name == name), None)
    if pack is None:
        return turn.say("choice.gone")
    if wanted:
        ticks.tick(turn, pack)
    else:
        ticks.untick(turn, pack)
    if turn.subscriber.welcome is Welcome.PACKS:
        turn.room.desk.memory.expect(turn.address, "welcome")
    shown = _packs(turn)
    return [Anew(body=shown.body, buttons=shown.buttons)]


def _at(turn: Turn, what: str) -> Reply:
    if what != "off" and what not in TIMES:
        return turn.say("choice.gone")
    wanted = None if what == "off" else hours.timetable(what)
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
        shown = _standing(turn)
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


def _standing(turn: Turn) -> Message:
    """What has been chosen, with buttons to change it."""
    t, person = turn.t, turn.subscriber
    mine = turn.room.desk.subscriptions.of(turn.address)
    lines = [
        t.styled("start.is.place", path=area.path(person.place, turn.room.places) if person.place else t("start.none")),
        t.styled("start.is.subscriptions", count=len(mine)),
        t.styled("start.is.digest", when=t.when(person.timetable) if person.timetable else t("start.none")),
    ]
    changes = [
        Button(label=t(f"button.start.{step}"), data=f"hi:ask:{step}")
        for step in (Welcome.PLACE, Welcome.PACKS, Welcome.DIGEST)
    ]
    sample = Button(label=t("button.start.sample"), data="hi:sample")
    return Message(
        body=join("\n", [t.styled("start.known"), *lines, t("start.how")]), buttons=(tuple(changes), (sample,))
    )


def _finished(turn: Turn) -> list[Message]:
    shown = _standing(turn)
    return [replace(shown, body=join("\n\n", [turn.t("start.done"), shown.body])), *sample.sample(turn)]


_FOLLOWS = {Welcome.PLACE: Welcome.PACKS, Welcome.PACKS: Welcome.DIGEST, Welcome.DIGEST: Welcome.DONE}
_ASKED: dict[Welcome, Callable[[Turn], Message]] = {
    Welcome.PLACE: _place,
    Welcome.PACKS: _packs,
    Welcome.DIGEST: _digest,
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
