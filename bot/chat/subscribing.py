"""`/sub`: saved at once, with what was understood and what it would have caught; and the ready-made topics."""

from __future__ import annotations

from collections.abc import Sequence

from bot import compose
from bot.chat import apart, area, several
from bot.chat.previews import looked_back, meaning, told_past
from bot.chat.turn import Reply, Turn, label
from bot.chat.wanted import MOST_SUBSCRIPTIONS, End, Outcome, how, settle
from bot.errors import QueryError
from bot.model import Button, Message, Mode, Subscription
from bot.styled import Styled, code, join


def subscribe(turn: Turn, rest: str, sure: bool = False) -> Reply:
    """`/sub 式`; several lines: one each.

    What takes too much is shown and asked about first, unless the person is `sure`.
    """
    wishes = several.wishes(rest)
    if not wishes:
        turn.room.desk.memory.expect(turn.address, "sub")
        return turn.say("sub.ask")
    if len(wishes) > several.MOST_LINES:
        return turn.say("sub.lines", count=len(wishes), most=several.MOST_LINES)
    return several.report(turn, wishes, sure) if len(wishes) > 1 else _one(turn, wishes[0], sure)


def _one(turn: Turn, wish: str, sure: bool) -> Reply:
    others = _apart(turn, wish)
    one = settle(turn, wish, sure)
    if one.error:
        return turn.refused(one.error, wish, "sub")
    assert one.wanted is not None
    if one.end is End.FULL:
        return turn.say("sub.full", most=MOST_SUBSCRIPTIONS)
    if one.end is End.BROAD:
        return _doubted(turn, wish, one)
    if one.end is not End.MADE:
        return [*_again(turn, one), *area.with_topic(turn, one.wanted)]
    assert one.one is not None
    found = () if one.past is None or one.past.found else others
    choices = (*apart.buttons(turn, found, "edit", f"{one.one.number} "), *_choices(turn, one.one))
    return [Message(body=_saved(turn, one, found), buttons=choices), *area.with_topic(turn, one.wanted)]


def _apart(turn: Turn, wish: str) -> list[apart.Reading]:
    """What the words would find one by one, where they find nothing together. Asked before anything is changed."""
    try:
        wanted = turn.understood(wish)
    except QueryError:
        return []
    return [] if looked_back(turn, wanted).found else apart.readings(turn, wanted)


def _doubted(turn: Turn, wish: str, one: Outcome) -> Reply:
    """Nothing is saved yet: what it would bring, how to narrow it, and a button for who wants it all the same."""
    assert one.wanted is not None
    assert one.past is not None
    number = turn.room.desk.memory.offer(turn.address, wish, turn.now)
    buttons = ((Button(label=turn.t("button.sub.sure"), data=f"sub:{number}"),),)
    told: list[Styled | str] = [
        meaning(turn, one.wanted),
        told_past(turn, one.wanted, one.past),
        join("\n", [compose.breadth(one.past, turn.t), turn.t("sub.not_yet")]),
    ]
    return [Message(body=join("\n\n", told), buttons=buttons)]


def _again(turn: Turn, known: Outcome) -> Reply:
    """Subscribed already: only how it speaks may have changed."""
    one = known.one
    assert one is not None
    key = "sub.retuned" if known.end is End.RETUNED else "sub.twin"
    return turn.say(key, number=one.number, query=label(one), mode=turn.t(f"mode.{one.mode}"))


def _saved(turn: Turn, saved: Outcome, others: Sequence[apart.Reading]) -> Styled:
    t, one = turn.t, saved.one
    assert one is not None
    assert saved.wanted is not None
    assert saved.past is not None
    head = t.styled("sub.saved", number=one.number, query=label(one))
    told = join("\n", [head, meaning(turn, saved.wanted), how(turn, one.mode)])
    lead = t("abroad.saved" if others and others[0].gloss else "apart.saved")
    split = join("\n", [lead, apart.rows(turn, others)]) if others else ""
    split = split or ("" if saved.past.found else apart.unread(turn, saved.wanted))
    return join("\n\n", [told, told_past(turn, saved.wanted, saved.past), split])


def _choices(turn: Turn, made: Subscription) -> tuple[tuple[Button, ...], ...]:
    other = Mode.DIGEST if made.mode is Mode.ALERT else Mode.ALERT
    return (
        (
            Button(label=turn.t(f"button.mode.{other}"), data=f"mode:{made.id}:{other}"),
            Button(label=turn.t("button.unsub"), data=f"unsub:{made.id}"),
        ),
    )


def packs(turn: Turn, rest: str) -> Reply:
    """The ready-made topics, a button each."""
    mine = {one.query for one in turn.room.desk.subscriptions.of(turn.address)}
    rows = [
        Styled("· ") + code(f"#{pack.title(turn.t.language)}") + f" {pack.about(turn.t.language)}"
        for pack in turn.room.packs
    ]
    buttons = [
        Button(
            label=("✓ " if f"#{pack.title('zh-Hans')}" in mine else "") + pack.title(turn.t.language),
            data=f"pack:{pack.name}",
        )
        for pack in turn.room.packs
    ]
    keyboard = tuple(tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3))
    return [Message(body=join("\n", [turn.t.styled("packs.title"), *rows]), buttons=keyboard)]
