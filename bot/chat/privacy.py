"""What is kept about a chat, and how to have all of it deleted: `/privacy`, `/delete_me`."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.turn import Farewell, Reply, Turn
from bot.model import Button, Message
from bot.styled import Styled, join

# A button that deletes everything must not lie about for months.
WITHIN = timedelta(minutes=10)
_OFFER = "delete "


def privacy(turn: Turn, rest: str) -> Reply:
    """What is kept, for how long, who can see it, how to be rid of it."""
    t, copies = turn.t, turn.room.copies
    kept = t.styled("privacy.kept", count=len(turn.room.desk.subscriptions.of(turn.address)))
    backups = t("privacy.backups", days=copies) if copies else t("privacy.no_backups")
    group = t("privacy.group") if turn.group else ""
    last = join("\n\n", [group, t("privacy.out")])
    lines: list[Styled | str] = [t.styled("privacy.title"), kept, t("privacy.long"), backups, t("privacy.seen"), last]
    return [Message(body=join("\n\n", lines))]


def delete_me(turn: Turn, rest: str) -> Reply:
    """Asked about first, with what would be gone."""
    number = turn.room.desk.memory.offer(turn.address, _OFFER + turn.now.isoformat(), turn.now)
    button = Button(label=turn.t("button.delete_me"), data=f"forget:{number}")
    count = len(turn.room.desk.subscriptions.of(turn.address))
    body = turn.t.styled("delete_me.group" if turn.group else "delete_me.sure", count=count)
    return [Message(body=body, buttons=((button,),))]


def forget(turn: Turn, number: str) -> Reply:
    """All of it, at once; there is no way back, and nothing is left but this answer until it is sent."""
    valid = number.isascii() and number.isdecimal() and len(number) <= 18
    text = turn.room.desk.memory.offered(turn.address, int(number)) if valid else None
    if text is None or not text.startswith(_OFFER):
        return turn.say("choice.gone")
    if not timedelta() <= turn.now - datetime.fromisoformat(text.removeprefix(_OFFER)) <= WITHIN:
        return turn.say("delete_me.late")
    desk = turn.room.desk
    desk.subscriptions.unsubscribe([one.id for one in desk.subscriptions.of(turn.address)], turn.now)
    turn.room.matching.refresh()  # while there are rows to learn from
    desk.oblivion.forget(turn.address)
    return [Farewell(body=turn.t.styled("delete_me.done"))]


def stranger(turn: Turn) -> Reply:
    """A button in a chat of which we know nothing, very likely since it was deleted: told so, and nothing kept."""
    return [Farewell(body=turn.t.styled("choice.unknown"))]
