"""What is answered to who may only look: a group's members, a channel's readers, and whom nobody vouches for just now.

They see all there is and change nothing. Words that are no command are looked up for them, without the offer to
subscribe, and answer no question that an administrator was asked.
"""

from __future__ import annotations

from bot import compose
from bot.chat import articles, frames, previews, replies
from bot.chat.commands import Line, read
from bot.chat.turn import Reply, Toast, Turn, brief
from bot.errors import QueryError
from bot.model import Button, Message

# What a reply may ask to see of a message.
SEEN = frozenset({"why", "article", "saved"})


def answer(turn: Turn, trusted: bool | None) -> Reply:
    """`trusted` None: the channel could not be asked who it is."""
    found = _looked_up(turn)
    if found is not None:
        return found
    if trusted is None:
        return [Toast(body=turn.t.styled("group.unsure"))]
    return [Toast(body=turn.t.styled(_refusal(turn)))]


def _refusal(turn: Turn) -> str:
    """To readers of a channel the full text is named where the post has a button for it."""
    if turn.said is None or not turn.said.broadcast:
        return "group.admins_only"
    rows = turn.pressed.message.buttons if turn.pressed else ()
    return "channel.readers.original" if any(one.url for row in rows for one in row) else "channel.readers"


def _looked_up(turn: Turn) -> Reply | None:
    """What plain words find; None of everything that is no plain words."""
    said = turn.said
    if said is None or said.data or said.dropped or said.shared or said.broadcast:
        return None
    line = read(said.text)
    if line.command or line.unknown or not line.rest:
        return None
    if line.rest.isdecimal():
        return _numbered(turn, line)
    return None if frames.understood(line.rest) else _found(turn, line.rest)


def _numbered(turn: Turn, line: Line) -> Reply:
    """An item: of the message that was replied to before, or of the list that was shown last."""
    memory = turn.room.desk.memory
    waiting, _, given = memory.expected(turn.address).partition(" ")
    if waiting == replies.NUMBERED and given.partition(":")[0] in SEEN:
        memory.expect(turn.address, "")
        return replies.numbered(turn, f"{given} {line.rest}")
    return articles.article(turn, line.rest)


def _found(turn: Turn, text: str) -> Reply:
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        return turn.refused(error, text, "search")
    past = previews.looked_back(turn, wanted)
    key = "unknown.found" if past.found else "unknown.found.nothing"
    body = turn.t.styled(key, text=brief(text), span=compose.span(past, turn.t), count=len(past.found))
    number = turn.room.desk.memory.offer(turn.address, text, turn.now)
    look = Button(label=turn.t("button.found", count=len(past.found)), data=f"search:{number}")
    return [Message(body=body, buttons=((look,),) if past.found else ())]
