"""Plain words that are no command: what they find, and buttons to follow them or to look them up."""

from __future__ import annotations

from dataclasses import replace

from bot import compose, query
from bot.chat import apart, several, warnings
from bot.chat.offers import offer
from bot.chat.previews import looked_back
from bot.chat.turn import Reply, Turn, brief
from bot.chat.wanted import promised
from bot.errors import QueryError
from bot.model import Button, Message, Mode
from bot.styled import join


def unknown(turn: Turn, text: str) -> Reply:
    """Perhaps words to follow. Nothing is answered with silence."""
    lines = several.wishes(text)
    if len(lines) > several.MOST_LINES:
        return turn.say("sub.lines", count=len(lines), most=several.MOST_LINES)
    return several.offered(turn, lines) if len(lines) > 1 else _one(turn, *lines)


def _one(turn: Turn, text: str) -> Reply:
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        doubt = error.code == "mixed"
        return [*turn.refused(error, text), *(() if doubt else turn.say("unknown.help"))]
    text = _without_signs(wanted, text)
    if place := apart.warnings_of(turn, wanted):
        return [*warnings.warnings(turn, place.name), *apart.following(turn, place)]
    past = looked_back(turn, wanted)
    if not past.found and (found := apart.readings(turn, wanted)):
        return [_apart(turn, text, past, found, wanted.mode)]
    key = "unknown.offer" if past.found else "unknown.offer.nothing"
    will = promised(turn, wanted.mode)
    span = compose.span(past, turn.t)
    told = turn.t.styled(key, text=brief(text), span=span, count=len(past.found), will=will)
    body = join("\n", [told, "" if past.found else apart.unread(turn, wanted)])
    return [Message(body=body, buttons=offer(turn, text))]


def _without_signs(wanted: query.Query, text: str) -> str:
    """A single word as it is understood: 郑好融 of 【郑好融】！"""
    root = wanted.root
    plain = isinstance(root, query.Term) and not root.exact and wanted == query.Query(root)
    return query.canonical(wanted) if plain else text


def _apart(turn: Turn, text: str, past: compose.Preview, found: list[apart.Reading], mode: Mode | None) -> Message:
    """Nothing was printed of the whole, but of its parts; they are told as the whole was to be."""
    found = [replace(one, text=apart.told(one.text, mode)) for one in found]
    key = "abroad.offer" if found[0].gloss else "apart.offer"
    said = text.removesuffix(" @即时")
    head = turn.t.styled(key, text=brief(said), span=compose.span(past, turn.t))
    number = turn.room.desk.memory.offer(turn.address, text, turn.now)
    literal = Button(label=turn.t("button.apart.literal", query=apart.told(brief(said), mode)), data=f"sub:{number}")
    body = join("\n", [head, apart.rows(turn, found), promised(turn, mode)])
    return Message(body=body, buttons=(*apart.buttons(turn, found, "sub"), (literal,)))
