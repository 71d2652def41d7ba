"""A line that answers a message of ours acts on what that message is about: 静音 7天, 退订, 为什么, 收藏, 全文."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import hours, pace
from bot.chat import archive, articles, favourites, keyboards, silence
from bot.chat.commands import Line
from bot.chat.orders import figured
from bot.chat.turn import Reply, Turn
from bot.hours import LONGEST_MUTE
from bot.model import Delivery, Lane, Message
from bot.styled import Styled
from watchers.model import Entry
from watchers.variants import simplified

# What a person may say of a message, by the command that they would type else.
ACTS = frozenset({"mute", "unsub", "why", "article", "saved"})
# Begins what a chat waits for when the message has several: the number is told next.
NUMBERED = "reply"
_ITEM = re.compile(r"第?\s*(?P<number>\d{1,4})\s*(?:条|篇|\.|、|$|(?=\s))\s*")
_STORY = re.compile(r"(?:本|这)?(?:事件|件事|事)|(?:this |the )?story", re.IGNORECASE)


# What the buttons say and people write, where it is no command by itself: original, full text, mute 3 days.
ORIGINAL = "original"
_PLAIN = (
    ("article", re.compile(r"(?:the )?(?:full|whole|complete) (?:text|article|story)|read (?:more|it all)|全部内容")),
    ("saved", re.compile(r"(?:please )?(?:save|keep|bookmark)(?: (?:it|this|that|this one))?|收藏(?:它|这篇|一下)")),
    ("why", re.compile(r"why(?: this| me| this one)?|为(?:什么|啥)(?:给我)?(?:发|推)?(?:我|这个|这条|这篇)*")),
    ("unsub", re.compile(r"(?:please )?(?:unsubscribe|unfollow)(?: (?:me|this|it))?")),
    ("mute", re.compile(r"(?:please )?(?:mute|silence)(?: (?:it|this))?(?: for)?(?: (?P<rest>.+))?")),
    (f"article {ORIGINAL}", re.compile(r"(?:the )?(?:original|link|url)(?: (?:text|article|page))?|原文|链接|网址")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done with an article. `rest`: how long a silence is to last."""

    command: str
    rest: str = ""


def meant(line: Line) -> Line:
    """A line that answers a message, as the command that it asks for."""
    if line.command or not line.rest:
        return line
    plain = simplified(line.rest).lower().strip(" .。!！?？")
    found = ((name, match) for name, pattern in _PLAIN if (match := pattern.fullmatch(plain)))
    name, match = next(found, ("", None))
    command, _, rest = name.partition(" ")
    further = (match.groupdict().get("rest") or "") if match else ""
    return Line(command=command, rest=rest or figured(further)) if command else line


def answer(turn: Turn, line: Line) -> Reply | None:
    """None where the line is no such wish, or answers nothing."""
    said, line = turn.said, meant(line)
    if said is None or not said.reply_to or line.command not in ACTS:
        return None
    one = turn.room.desk.outbox.delivered(pace.chat(said.address), said.reply_to)
    if one is None:
        return turn.say("reply.unknown")
    return _about(turn, one, said.reply_to, line.command, line.rest.strip())


def numbered(turn: Turn, text: str) -> Reply:
    """The number that was asked for, behind what the chat was waiting for (`command:message:rest number`)."""
    waiting, _, number = text.partition(" ")
    command, _, further = waiting.partition(":")
    message_id, _, rest = further.partition(":")
    one = turn.room.desk.outbox.delivered(pace.chat(turn.place), message_id)
    if one is None or command not in ACTS:
        return turn.say("reply.unknown")
    return _about(turn, one, message_id, command, f"{number.strip()} {rest}".strip())


def _about(turn: Turn, one: Delivery, message_id: str, command: str, rest: str) -> Reply:
    listed = dict(one.message.listed) or _named(one)
    if not listed:
        return turn.say("reply.nothing")
    if len(listed) == 1:
        (uid,) = listed.values()
        return _act(turn, uid, Wish(command=command, rest=_without_number(rest)))
    chosen = _ITEM.match(rest) if hours.lasting(rest) is None else None
    if chosen is None:
        turn.room.desk.memory.expect(turn.address, f"{NUMBERED} {command}:{message_id}:{''.join(rest.split())}")
        first = min(listed)
        example = f"{turn.t(f'reply.word.{command}')} {first}"
        question = turn.t.styled("reply.which", count=len(listed), example=example)
        return [Message(body=question, listed=tuple(listed.items()))]  # who answers by a reply answers about these
    number = int(chosen["number"])
    if number not in listed:
        return turn.say("reply.no_such", number=number, first=min(listed), last=max(listed))
    return _act(turn, listed[number], Wish(command=command, rest=rest[chosen.end() :]))


def _named(one: Delivery) -> dict[int, str]:
    """What an alert is about that lists nothing: a word on a warning, or one that was sent before messages did."""
    uid = one.about or (one.key.rpartition(":")[2] if one.lane is Lane.ALERT else "")
    return {1: uid} if uid else {}


def _without_number(rest: str) -> str:
    """`为什么 1` of a message about one article means that article; `7天` is a length."""
    found = _ITEM.match(rest) if hours.lasting(rest) is None else None
    return rest[found.end() :] if found and found["number"] == "1" else rest


def _act(turn: Turn, uid: str, wish: Wish) -> Reply:
    entry = turn.room.archive.latest(uid)
    if entry is None:
        return turn.say("list.gone")
    if wish.command == "mute":
        return _mute(turn, entry, wish.rest)
    if wish.rest == ORIGINAL and entry.article.url:
        return [Message(body=Styled(entry.article.url), listed=((1, uid),))]
    return WISHES[wish.command](turn, entry)


def _mute(turn: Turn, entry: Entry, rest: str) -> Reply:
    what, length = hours.split_lasting(rest)
    if length and length > LONGEST_MUTE:
        return turn.say("mute.long")
    if _STORY.fullmatch(what):
        return silence.mute_story(turn, entry, length or silence.STORY)
    if what:
        return turn.say("reply.mute.what", rest=rest)
    return silence.mute_ringing(turn, entry, length or silence.USUAL)


WISHES = {
    "unsub": keyboards.leave,
    "why": archive.why_told,
    "article": articles.full_text,
    "saved": favourites.save,
}
