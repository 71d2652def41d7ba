"""Texts that wait for a button: a button holds only their number."""

from __future__ import annotations

from bot.chat.turn import Turn
from bot.model import Button


def offer(turn: Turn, text: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons to subscribe to a text or to search it. The text waits in the store: a button holds only its number."""
    number = turn.room.desk.memory.offer(turn.address, text, turn.now)
    return (
        (
            Button(label=turn.t("button.sub"), data=f"sub:{number}"),
            Button(label=turn.t("button.search"), data=f"search:{number}"),
        ),
    )
