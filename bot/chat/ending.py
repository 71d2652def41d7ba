"""Answers about ending subscriptions: one, some, all; each with a way back."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from bot.chat import confirming, numbers, undo
from bot.chat.turn import Reply, Turn, brief, label
from bot.model import Act, Attachment, Before, Button, Message, Subscription
from bot.query.vocabulary import MODES
from bot.styled import code
from watchers.variants import simplified

ALL = frozenset({"all", "全部", "所有"})
_ALL = "unsuball"
# So many lines of a backup are read and copied in a chat; more come as a file.
MOST_LINES = 20
MOST_OFFERED = 20


def unsubscribe(turn: Turn, rest: str) -> Reply:
    """`/unsub 2`, `/unsub 2-4`, `/unsub 名称`, `/unsub 全部`; without a word a button for each."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    if not mine:
        return turn.say("list.empty")
    if not rest:
        rows = tuple((Button(label=f"{one.number}. {brief(label(one))}", data=f"unsub:{one.id}"),) for one in mine[:20])
        return [Message(body=turn.t.styled("unsub.which"), buttons=rows)]
    if rest.lower() in ALL:
        return unsubscribe_all(turn, "")
    wanted = numbers.chosen(turn, rest)
    if wanted.own:
        return wanted.told(turn, end(turn, wanted.own))
    near = meant(turn, rest)
    return end(turn, near) if len(near) == 1 else _which_of(turn, rest, near or _alike(rest, mine))


def meant(turn: Turn, about: str) -> Sequence[Subscription]:
    """Those that are called so but for the # before a topic; else in whose name or query the words stand."""
    asked = simplified(about).casefold().removeprefix("#")
    titles = {
        f"#{pack.title('zh-Hans')}"
        for pack in turn.room.packs
        if asked in {name.casefold() for name in (*pack.aliases, *(title for _, title in pack.titles))}
    }
    mine = turn.room.desk.subscriptions.of(turn.address)
    called = [one for one in mine if asked in (simplified(one.name).casefold(), simplified(one.query).casefold())]
    called = called or [one for one in mine if one.query in titles or one.query == f"#{asked}"]
    return called or [one for one in mine if asked in simplified(f"{one.name}\n{one.query}").casefold()]


def _alike(what: str, mine: Sequence[Subscription]) -> Sequence[Subscription]:
    """Those that are called nearly so."""
    names = difflib.get_close_matches(simplified(what), [label(one) for one in mine], n=3, cutoff=0.5)
    return [one for one in mine if label(one) in names]


def _which_of(turn: Turn, what: str, near: Sequence[Subscription]) -> Reply:
    """Nothing is ended before one of them is pressed."""
    if not near:
        return turn.say("unsub.no_such", rest=what)
    body = turn.t.styled("unsub.near", rest=brief(what))
    return [Message(body=body, buttons=rows(turn, near[:MOST_OFFERED]))]


def rows(turn: Turn, some: Sequence[Subscription]) -> tuple[tuple[Button, ...], ...]:
    """A button for each that ends it."""
    return tuple(
        (Button(label=turn.t("button.unsub.one", name=brief(f"{one.number}. {label(one)}")), data=f"unsub:{one.id}"),)
        for one in some
    )


def unsubscribe_all(turn: Turn, rest: str) -> Reply:
    """`/unsub_all`: asked about first."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    if not mine:
        return turn.say("list.empty")
    number = confirming.asked(turn, _ALL, ".".join(str(one.id) for one in mine))
    row = (Button(label=turn.t("button.unsub_all"), data=f"unsuball:{number}"),)
    return [Message(body=turn.t.styled("unsub.sure", count=len(mine)), buttons=(row,))]


def end_all(turn: Turn, number: str) -> Reply:
    """First what they were, as lines that can be sent back; then they are ended, with a way back.

    `number`: the question that was answered with yes. What was subscribed to since then was not asked about.
    """
    yes = confirming.confirmed(turn, _ALL, number)
    if yes is None or yes.late:
        return turn.say("unsub.late")
    meant = {int(one) for one in yes.about.split(".")}
    mine = [one for one in turn.room.desk.subscriptions.of(turn.address) if one.id in meant]
    if not mine:
        return turn.say("list.empty")
    return [_backup(turn, mine), *end(turn, mine)]


def _backup(turn: Turn, mine: Sequence[Subscription]) -> Message:
    """Few lines to be read and copied; many as a file."""
    lines = "\n".join(written(one) for one in mine)
    if len(mine) <= MOST_LINES:
        return Message(body=turn.t.styled("unsub.backup", count=len(mine)) + "\n\n" + code(lines))
    body = turn.t.styled("unsub.backup.file", count=len(mine))
    return Message(body=body, file=Attachment(name=f"baoxiao-{turn.today:%Y%m%d}.txt", text=lines + "\n"))


def written(one: Subscription) -> str:
    """A subscription as the line that makes it: 融资 小微 => 小微融资 @即时."""
    word = next(word for word, mode in MODES.items() if mode is one.mode)
    return " ".join([one.query, *([f"=> {one.name}"] if one.name else []), f"@{word}"])


def end(turn: Turn, ending: Sequence[Subscription]) -> Reply:
    """End them, with a way back."""
    turn.room.desk.subscriptions.unsubscribe([one.id for one in ending], turn.now)
    names = undo.quoted(turn, ending)
    back = undo.done(turn, Act.UNSUB, names, Before(subscriptions=tuple(ending)))
    return [Message(body=turn.t.styled("unsub.done", names=names), buttons=back)]
