"""Answers to natural sentences: what they ask to see is shown, what they ask to change is offered, by buttons."""

from __future__ import annotations

from bot.chat import ending, offering
from bot.chat.frames import Said, Wish
from bot.chat.turn import Reply, Turn, brief
from bot.model import Button, Message
from watchers.variants import simplified

MOST_OFFERED = 20
DIGEST = frozenset({"日报", "每天的日报", "digest", "daily digest"})
AT_ONCE = " @即时"
COURTESY = frozenset({Wish.THANKS, Wish.FINE, Wish.HELLO})


def answer(turn: Turn, said: Said, text: str) -> Reply:
    """The answer to `text`, which was understood as `said`; what wants to see something is not answered here."""
    if said.wish in COURTESY:
        return turn.say(f"talk.{said.wish}")
    if said.wish is Wish.HUSH:
        return _hush(turn)
    if said.wish is Wish.DROP:
        return _drop(turn, said, text)
    return offering.unknown(turn, followed(turn, said))


def followed(turn: Turn, said: Said) -> str:
    """The line that follows what a sentence wants to be told of."""
    return topical(turn, said.about) + (AT_ONCE if said.at_once else "")


def topical(turn: Turn, about: str) -> str:
    """A ready-made topic that is called by its title; else the words themselves."""
    asked = simplified(about).casefold()
    titled = (pack for pack in turn.room.packs if asked in {title.casefold() for _, title in pack.titles})
    return next((f"#{pack.title('zh-Hans')}" for pack in titled), about)


def _hush(turn: Turn) -> Reply:
    """Silence in the ways that there are; nothing has happened yet."""
    if turn.subscriber.paused:
        return turn.say("talk.hush.paused")
    t = turn.t
    rows = (
        (Button(label=t("button.pause"), data="pause:"),),
        (Button(label=t("button.quiet"), data="quiet:"), Button(label=t("button.unsub.which"), data="leave:")),
    )
    return [Message(body=t.styled("talk.hush"), buttons=rows)]


def _drop(turn: Turn, said: Said, text: str) -> Reply:
    """The subscriptions that may be meant, to be ended by a button."""
    if simplified(said.about).casefold() in DIGEST:
        button = Button(label=turn.t("button.digest.off"), data="digest:off")
        return [Message(body=turn.t.styled("talk.drop.digest"), buttons=((button,),))]
    meant = ending.meant(turn, said.about)
    if not meant:
        return turn.say("talk.drop.none", text=brief(said.about)) if said.sure else offering.unknown(turn, text)
    rows = ending.rows(turn, meant[:MOST_OFFERED])
    return [Message(body=turn.t.styled("talk.drop", text=brief(said.about), count=len(meant)), buttons=rows)]
