"""What somebody types that stands on a button under our last words: it is as good as pressed. In private only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.chat.choices import choose
from bot.chat.commands import Line
from bot.chat.turn import Reply, Turn
from bot.model import Button, Delivery
from watchers.variants import simplified

# An answer may be two messages, the buttons under the first.
LAST = 2
LONGEST = 40
# A question about what cannot be had back, or hardly, and what people say who want none of it.
GRAVE = ("unsuball:", "forget:")
NO = frozenset(
    {"no", "nope", "n", "不", "不要", "不用", "不用了", "别", "不了", "否", "不删", "不删了", "不退", "不退了"}
)
_ORNAMENTS = re.compile(r"[◀▶‹›…\s]+|\d+\s*/\s*\d+")


def press(turn: Turn, line: Line, waiting: bool) -> Reply | None:
    """The answer to a button whose label was typed; None of all else. `waiting`: we had asked for something."""
    said = turn.said
    if said is None or turn.group or said.reply_to or turn.address != turn.place or len(said.text) > LONGEST:
        return None
    last = _last(turn)
    if _declines(said.text, line) and not waiting and any(_grave(one) for one in last[:1]):
        return turn.say("cancel.kept")
    if said.text.strip().isdecimal() and (waiting or any(one.message.listed for one in last)):
        return None  # the number of an item
    for one in last:
        if button := _labelled(one, said.text):
            return choose(replace(turn, pressed=one), button.data)
    return None


def _last(turn: Turn) -> Sequence[Delivery]:
    """Our last words: all messages of one answer, the newest first."""
    newest = turn.room.desk.outbox.newest(turn.address, LAST)
    return [one for one in newest if _answer(one) == _answer(newest[0]) and one.message.behalf is None]


def _answer(one: Delivery) -> str:
    return one.key.rpartition(":")[0]


def _declines(text: str, line: Line) -> bool:
    return line.command == "cancel" or simplified(text).strip(" 。.!！").lower() in NO


def _grave(one: Delivery) -> bool:
    return any(button.data.startswith(GRAVE) for button in _buttons(one))


def _labelled(one: Delivery, text: str) -> Button | None:
    """Without arrows and page numbers; only where one button is called so. A ticked one is not unticked by its name."""
    wanted = _plain(text)
    meant = [button for button in _buttons(one) if button.data and _plain(button.label) == wanted]
    return meant[0] if wanted and len(meant) == 1 else None


def _buttons(one: Delivery) -> Sequence[Button]:
    return [button for row in one.message.buttons for button in row]


def _plain(label: str) -> str:
    return _ORNAMENTS.sub("", simplified(label)).casefold()
