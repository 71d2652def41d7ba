"""The questions of first contact as messages with their buttons, and what has been chosen when all are answered."""

from __future__ import annotations

from bot.chat import area, ticks, warned
from bot.chat.area import Buttons, rows
from bot.chat.turn import Turn
from bot.model import Button, Message, Welcome
from bot.styled import join

# Before work, at breakfast, at noon, on the way home.
TIMES = ("06:30", "07:30", "12:00", "18:00")
# Among the topics stands a box for the warnings of where the person is.
HERE = "here"


def _skipping(turn: Turn, step: Welcome) -> Button:
    """On from a question; who only changes an answer is done with it."""
    changing = turn.subscriber.welcome is Welcome.DONE
    return Button(label=turn.t("button.start.back" if changing else "button.start.skip"), data=f"hi:skip:{step}")


def place(turn: Turn) -> Message:
    return Message(body=turn.t.styled("start.place"), buttons=(*area.choices(turn), elsewhere(turn)))


def besides(turn: Turn) -> Buttons:
    """What stands below the parts of a place while it is being asked for."""
    return (elsewhere(turn),) if shown_around(turn) else ()


def elsewhere(turn: Turn) -> tuple[Button, ...]:
    typed = Button(label=turn.t("button.start.typed"), data="hi:typed")
    return (typed, _skipping(turn, Welcome.PLACE))


def packs(turn: Turn) -> Message:
    t, mine = turn.t, ticks.ticked(turn)
    boxes = [
        Button(
            label=("✓ " if pack in mine else "") + pack.title(t.language),
            data=f"hi:{'-' if pack in mine else '+'}{pack.name}",
        )
        for pack in turn.room.packs
    ]
    place = turn.subscriber.place
    told = warned.of(turn, place) if place else None
    note = t("start.packs.warned", place=t.place(place)) if told else ""
    here = Button(
        label=("✓ " if told else "") + t("area.warnings", place=t.spot(place)), data=f"hi:{'-' if told else '+'}{HERE}"
    )
    changing = turn.subscriber.welcome is Welcome.DONE
    forward = Button(label=t("button.start.back" if changing else "button.start.next"), data=f"hi:skip:{Welcome.PACKS}")
    return Message(
        body=join("\n", [t.styled("start.packs"), note]),
        buttons=(*rows(boxes), *([(here,)] if place else []), (forward,)),
    )


def digest(turn: Turn) -> Message:
    times = [Button(label=at, data=f"hi:at:{at}") for at in TIMES]
    none = Button(label=turn.t("button.start.no_digest"), data="hi:at:off")
    return Message(
        body=turn.t.styled("start.digest"), buttons=(*rows(times, 4), (none, _skipping(turn, Welcome.DIGEST)))
    )


def shown_around(turn: Turn) -> bool:
    """Whether the first question is being answered; not by a button of `/area`, which asks the same of anybody."""
    if turn.group or turn.subscriber.welcome is not Welcome.PLACE:
        return False
    pressed = turn.pressed.message.buttons if turn.pressed else ()
    return not pressed or any(one.data.startswith("hi:") for row in pressed for one in row)


def standing(turn: Turn) -> Message:
    """What has been chosen, with buttons to change it."""
    t, person = turn.t, turn.subscriber
    mine = turn.room.desk.subscriptions.of(turn.address)
    turn.show("", ())
    lines = [
        t.styled("start.is.place", path=area.path(turn, person.place) if person.place else t("start.none")),
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
