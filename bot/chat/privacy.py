"""What is kept about a chat, and how to have all of it deleted: `/privacy`, `/delete_me`."""

from __future__ import annotations

from bot.chat import confirming
from bot.chat.turn import Farewell, Reply, Turn
from bot.model import Button, Message
from bot.styled import Styled, join

_ALL = "delete"


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
    number = confirming.asked(turn, _ALL)
    button = Button(label=turn.t("button.delete_me"), data=f"forget:{number}")
    count = len(turn.room.desk.subscriptions.of(turn.address))
    key = "delete_me.hall" if _from_afar(turn) else "delete_me.group" if turn.group else "delete_me.sure"
    return [Message(body=turn.t.styled(key, count=count, title=_title(turn)), buttons=((button,),))]


def _from_afar(turn: Turn) -> bool:
    """Whether somebody speaks for a group or channel from their private chat."""
    return turn.group and turn.said is not None and not turn.said.group


def _title(turn: Turn) -> str:
    return turn.hall.title if turn.hall else ""


def forget(turn: Turn, number: str) -> Reply:
    """All of it, at once; there is no way back, and nothing is left but this answer until it is sent."""
    yes = confirming.confirmed(turn, _ALL, number)
    if yes is None or yes.late:
        return turn.say("delete_me.late" if yes else "choice.gone")
    desk = turn.room.desk
    desk.subscriptions.unsubscribe([one.id for one in desk.subscriptions.of(turn.address)], turn.now)
    turn.room.matching.wishes.refresh()  # while there are rows to learn from
    desk.oblivion.forget(turn.address)
    if _from_afar(turn):  # the private chat in which it was asked stays
        return [Message(body=turn.t.styled("delete_me.done.hall", title=_title(turn)))]
    return [Farewell(body=turn.t.styled("delete_me.done"), menu="none")]


def stranger(turn: Turn) -> Reply:
    """A button in a chat of which we know nothing, very likely since it was deleted: told so, and nothing kept."""
    return [Farewell(body=turn.t.styled("choice.unknown"))]
