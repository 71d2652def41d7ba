"""What somebody sends instead of words: we say in a line what can be sent, for silence would look like death."""

from __future__ import annotations

from bot.chat import area, questions
from bot.chat.turn import Reply, Turn
from bot.model import Message

# Of a place on a map nothing is known here but its coordinates, and we have no map.
PLACES = frozenset({"location", "venue"})


def answer(turn: Turn, shared: str) -> Reply:
    """`shared`: what it was, as an Incoming says. A question that waits for an answer goes on waiting."""
    if shared not in PLACES:
        return turn.say("shared.other")
    return [Message(body=turn.t.styled("shared.place"), buttons=(*area.choices(turn), *questions.besides(turn)))]
