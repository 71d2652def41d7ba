"""Questions before something that cannot be taken back, or hardly: the button that says yes answers that question only.

It must not lie about for months: who scrolls up and touches it would lose what they have by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.turn import Turn, is_id

WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The yes to a question, and what that was about; `late`: it comes when nobody remembers the question."""

    about: str = ""
    late: bool = False


def asked(turn: Turn, what: str, about: str = "") -> int:
    """The number of the question, for its button. `what`: a word without blanks that says which kind it is."""
    return turn.room.desk.memory.offer(turn.address, f"{what} {turn.now.isoformat()} {about}", turn.now)


def confirmed(turn: Turn, what: str, number: str) -> Confirmed | None:
    """None of what was never asked in this chat."""
    text = turn.room.desk.memory.offered(turn.address, int(number)) if is_id(number) else None
    kind, _, rest = (text or "").partition(" ")
    if kind != what:
        return None
    at, _, about = rest.partition(" ")
    return Confirmed(about=about, late=not timedelta() <= turn.now - datetime.fromisoformat(at) <= WITHIN)
