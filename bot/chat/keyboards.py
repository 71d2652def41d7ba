"""Buttons that change in place: what can be done with an article, for how long it is to be silent, which item is meant.

A keyboard is changed under the message where it was pressed; the message itself stays as it reads now. Where nobody
knows the message any more (it came before a move of the chat, the terminal has printed others since) the choice comes
as a message of its own.
"""

from __future__ import annotations

from bot.chat import ending, favourites
from bot.chat.turn import Anew, Reply, Toast, Turn, label
from bot.compose import buttons
from bot.model import Button, Message
from bot.styled import Styled
from watchers.model import Entry

MOST_OFFERED = 20


def silence(turn: Turn, uid: str) -> Reply:
    """静音…: for how long, or for the whole story."""
    entry = _meant(turn, "silence", uid)
    return _changed(turn, entry, buttons.of_silence(uid, turn.t)) if entry else turn.say("choice.gone")


def back(turn: Turn, uid: str) -> Reply:
    """Back from that choice."""
    entry = _meant(turn, "back", uid)
    return _changed(turn, entry, _rows(turn, entry)) if entry else turn.say("choice.gone")


def items(turn: Turn, rest: str) -> Reply:
    """逐条…: which of the articles of this list."""
    if turn.pressed is None or not turn.pressed.message.listed:
        return turn.say("choice.gone")
    return _replaced(turn, buttons.of_numbers(turn.pressed.message.listed, turn.t))


def fold(turn: Turn, rest: str) -> Reply:
    """The list as it came."""
    if turn.pressed is None or not turn.pressed.message.listed:
        return turn.say("choice.gone")
    return _replaced(turn, buttons.of_list(turn.t))


def item(turn: Turn, uid: str) -> Reply:
    """One article of a list was picked."""
    entry = _meant(turn, "item", uid)
    return _changed(turn, entry, _rows(turn, entry)) if entry else turn.say("choice.gone")


def quit_(turn: Turn, uid: str) -> Reply:
    """退订 under an article: the subscription that brought it; of several the person says which."""
    entry = turn.room.archive.latest(uid)
    return leave(turn, entry) if entry else turn.say("choice.gone")


def leave(turn: Turn, entry: Entry) -> Reply:
    """End what brought this article."""
    brought = turn.room.matching.ringing(turn.address, entry)
    if not brought:
        return turn.say("why.none")
    if len(brought) == 1:
        return ending.end(turn, brought)
    rows = tuple(
        (Button(label=f"{one.number}. {label(one)}"[:30], data=f"unsub:{one.id}"),) for one in brought[:MOST_OFFERED]
    )
    return which(turn, entry, turn.t.styled("quit.which", count=len(brought)), rows)


def which(turn: Turn, entry: Entry, question: Styled, rows: buttons.Rows) -> Reply:
    """Which of several is meant: a message of its own; in a channel, where that would be published, under the post."""
    if turn.said and turn.said.broadcast and turn.pressed:
        back_ = (Button(label=turn.t("button.back"), data=f"back:{entry.uid}"),)
        return [Toast(body=question), *_replaced(turn, (*rows, back_))]
    return [Message(body=question, buttons=rows, listed=((1, entry.uid),))]


def save(turn: Turn, uid: str) -> Reply:
    """收藏: for whoever pressed it."""
    entry = turn.room.archive.latest(uid)
    return favourites.save(turn, entry) if entry and told(turn, uid) else turn.say("choice.gone")


def told(turn: Turn, uid: str) -> bool:
    """Whether this chat was shown the article: by this message, in its last list, or by a subscription."""
    desk = turn.room.desk
    if turn.pressed and buttons.shows(turn.pressed.message, "save", uid):
        return True
    _, shown = desk.memory.shown(turn.address)
    return any(one.uid == uid for one in shown) or bool(desk.outbox.met(turn.address, [uid]))


def closed(turn: Turn, entry: Entry) -> Reply:
    """The keyboard after a choice of lengths was made: as it was before that was opened."""
    if turn.pressed is None or not buttons.shows(turn.pressed.message, "back", entry.uid):
        return ()
    open_ = any(one.data == f"back:{entry.uid}" for row in turn.pressed.message.buttons for one in row)
    return _replaced(turn, _rows(turn, entry)) if open_ else ()


def _meant(turn: Turn, verb: str, uid: str) -> Entry | None:
    """The article, if the message that was pressed is about it."""
    known = turn.pressed is None or buttons.shows(turn.pressed.message, verb, uid)
    return turn.room.archive.latest(uid) if known and told(turn, uid) else None


def _rows(turn: Turn, entry: Entry) -> buttons.Rows:
    """What stands under an article: in a list with the way back to the numbers."""
    listed = turn.pressed.message.listed if turn.pressed else ()
    number = next((number for number, uid in listed if uid == entry.uid), 0)
    if len(listed) > 1 and number:
        return buttons.of_item(number, entry.uid, entry.article, turn.t)
    return buttons.of_article(entry.uid, entry.article, turn.t)


def _changed(turn: Turn, entry: Entry, rows: buttons.Rows) -> Reply:
    if turn.pressed:
        return _replaced(turn, rows)
    title = entry.article.headline or turn.t("untitled")
    return [Message(body=turn.t.styled("choice.about", title=title), buttons=rows, listed=((1, entry.uid),))]


def _replaced(turn: Turn, rows: buttons.Rows) -> Reply:
    assert turn.pressed is not None
    now = turn.pressed.message
    return [Anew(body=now.body, buttons=(*rows, *buttons.others(now)), listed=now.listed)]
