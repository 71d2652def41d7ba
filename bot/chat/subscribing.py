"""Answers about subscriptions: making, trying, listing, ending them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import compose, query
from bot.chat import undo
from bot.chat.trials import look_back
from bot.chat.turn import Reply, Turn, brief, label
from bot.errors import QueryError
from bot.model import Act, Attachment, Before, Button, Message, Mode, Subscription
from bot.query.vocabulary import MODES
from bot.styled import Styled, code, join

PREVIEW_DAYS = 30
MOST_DAYS = 366
_DAYS = re.compile(r"(?P<text>.*\S)\s+(?P<days>\d{1,3})\s*(?:天|days?|d)?", re.DOTALL)
# Enough for a company's group, few enough that a slip of the keyboard cannot fill the database.
MOST_SUBSCRIPTIONS = 200
LONGEST_NAME = 40
# Each line of a message is a search in the archive, and everybody else waits for it.
MOST_LINES = 20
ALL = frozenset({"all", "全部", "所有"})


def subscribe(turn: Turn, rest: str, sure: bool = False) -> Reply:
    """`/sub 式`: saved at once, with what was understood and what it would have caught. Several lines: one each.

    What takes too much is shown and asked about first, unless the person is `sure`.
    """
    wishes = [line.strip() for line in rest.splitlines() if line.strip()]
    if not wishes:
        turn.room.desk.memory.expect(turn.address, "sub")
        return turn.say("sub.ask")
    if len(wishes) > MOST_LINES:
        return turn.say("sub.lines", count=len(wishes), most=MOST_LINES)
    answers = [message for wish in wishes for message in _subscribe(turn, wish, sure)]
    return answers if len(wishes) == 1 else [Message(body=join("\n\n", [a.body for a in answers]))]


def _subscribe(turn: Turn, wish: str, sure: bool) -> Reply:
    try:
        wanted = turn.understood(wish)
    except QueryError as error:
        return turn.refused(error, wish, "sub")
    store = turn.room.desk.subscriptions
    mine = store.of(turn.address)
    canonical = query.canonical(replace(wanted, name="", mode=None))
    twin = next((one for one in mine if one.query == canonical), None)
    if twin:
        return _again(turn, twin, wanted)
    if len(mine) >= MOST_SUBSCRIPTIONS:
        return turn.say("sub.full", most=MOST_SUBSCRIPTIONS)
    past = looked_back(turn, wanted)
    if past.broad and not sure:
        return _doubted(turn, wish, wanted, past)
    mode = wanted.mode or Mode.DIGEST
    made = store.subscribe(turn.address, canonical, wanted.name[:LONGEST_NAME], mode, turn.now)
    turn.room.matching.catch_up(made, [entry for entry, _ in past.found], turn.now)
    return [Message(body=_saved(turn, made, wanted, past), buttons=_choices(turn, made))]


def _doubted(turn: Turn, wish: str, wanted: query.Query, past: compose.Preview) -> Reply:
    """Nothing is saved yet: what it would bring, how to narrow it, and a button for who wants it all the same."""
    number = turn.room.desk.memory.offer(turn.address, wish, turn.now)
    buttons = ((Button(label=turn.t("button.sub.sure"), data=f"sub:{number}"),),)
    told: list[Styled | str] = [meaning(turn, wanted), told_past(turn, wanted, past), compose.breadth(past, turn.t)]
    return [Message(body=join("\n\n", told), buttons=buttons)]


def _again(turn: Turn, twin: Subscription, wanted: query.Query) -> Reply:
    """Subscribed already: only how it speaks may change."""
    if wanted.mode and wanted.mode is not twin.mode:
        turn.room.desk.subscriptions.retune(twin.id, wanted.mode)
        return turn.say("sub.retuned", number=twin.number, query=label(twin), mode=turn.t(f"mode.{wanted.mode}"))
    return turn.say("sub.twin", number=twin.number, query=label(twin), mode=turn.t(f"mode.{twin.mode}"))


def _saved(turn: Turn, made: Subscription, wanted: query.Query, past: compose.Preview) -> Styled:
    t = turn.t
    head = t.styled("sub.saved", number=made.number, query=label(made))
    told = join("\n", [head, meaning(turn, wanted), _how(turn, made)])
    return join("\n\n", [told, told_past(turn, wanted, past, "sub.nothing")])


def _how(turn: Turn, made: Subscription) -> str:
    """How the subscription will speak."""
    when = turn.subscriber.timetable
    if made.mode is Mode.DIGEST and when is None:
        return turn.t("sub.mode.digest.off")
    return turn.t(f"sub.mode.{made.mode}", when=turn.t.when(when) if when else "")


def looked_back(turn: Turn, wanted: query.Query, days: int = PREVIEW_DAYS) -> compose.Preview:
    return look_back(turn.room.archive, turn.room.finder, wanted, turn.now, days)


def told_past(turn: Turn, wanted: query.Query, past: compose.Preview, nothing: str = "preview.nothing") -> Styled:
    """What the query would have caught lately: the proof that it means what the person wants. `nothing`: text key."""
    items = past.examples(query.canonical(replace(wanted, name="", mode=None)))
    if items:
        turn.show(turn.t("preview.title"), items)
    return compose.preview(past, items, turn.t, turn.today, nothing)


def _choices(turn: Turn, made: Subscription) -> tuple[tuple[Button, ...], ...]:
    other = Mode.DIGEST if made.mode is Mode.ALERT else Mode.ALERT
    return (
        (
            Button(label=turn.t(f"button.mode.{other}"), data=f"mode:{made.id}:{other}"),
            Button(label=turn.t("button.unsub"), data=f"unsub:{made.id}"),
        ),
    )


def try_(turn: Turn, rest: str) -> Reply:
    """`/try 式 [天]`: what it would catch, without saving; then two buttons."""
    text, days = _with_days(rest)
    if not text:
        return turn.say("preview.ask")
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        return turn.refused(error, text, "try")
    past = looked_back(turn, wanted, days)
    told: list[Styled | str] = [meaning(turn, wanted), told_past(turn, wanted, past), compose.breadth(past, turn.t)]
    return [Message(body=join("\n\n", told), buttons=offer(turn, text))]


def _with_days(rest: str) -> tuple[str, int]:
    """融资 90天, 融资 90: a number at the end is how far to look back."""
    asked = _DAYS.fullmatch(rest.strip())
    if asked and 0 < int(asked["days"]) <= MOST_DAYS:
        return asked["text"], int(asked["days"])
    return rest.strip(), PREVIEW_DAYS


def meaning(turn: Turn, wanted: query.Query) -> str:
    return turn.t("sub.meaning", meaning=query.explain(replace(wanted, name="", mode=None), turn.t.language))


def offer(turn: Turn, text: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons to subscribe to a text or to search it. The text waits in the store: a button holds only its number."""
    number = turn.room.desk.memory.offer(turn.address, text, turn.now)
    return (
        (
            Button(label=turn.t("button.sub"), data=f"sub:{number}"),
            Button(label=turn.t("button.search"), data=f"search:{number}"),
        ),
    )


def unknown(turn: Turn, text: str) -> Reply:
    """Plain text that is no command: perhaps words to follow. Nothing is answered with silence."""
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        doubt = error.code == "mixed"
        return [*turn.refused(error, text), *(() if doubt else turn.say("unknown.help"))]
    past = looked_back(turn, wanted)
    key = "unknown.offer" if past.found else "unknown.offer.nothing"
    body = turn.t.styled(key, text=brief(text), days=past.days, count=len(past.found))
    return [Message(body=body, buttons=offer(turn, text))]


def unsubscribe(turn: Turn, rest: str) -> Reply:
    """`/unsub 2`, `/unsub 名称`, `/unsub 全部`; without a word a button for each."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    if not mine:
        return turn.say("list.empty")
    if not rest:
        rows = tuple((Button(label=f"{one.number}. {brief(label(one))}", data=f"unsub:{one.id}"),) for one in mine[:20])
        return [Message(body=turn.t.styled("unsub.which"), buttons=rows)]
    if rest.lower() in ALL:
        return unsubscribe_all(turn, "")
    wanted = [one for one in mine if rest in (str(one.number), one.name, one.query)]
    numbers = {
        int(word) for word in rest.replace("，", " ").replace("、", " ").replace(",", " ").split() if word.isdecimal()
    }
    wanted = wanted or [one for one in mine if one.number in numbers]
    return end(turn, wanted) if wanted else turn.say("unsub.no_such", rest=rest)


def unsubscribe_all(turn: Turn, rest: str) -> Reply:
    """`/unsub_all`: asked about first."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    if not mine:
        return turn.say("list.empty")
    row = (Button(label=turn.t("button.unsub_all"), data="unsuball:"),)
    return [Message(body=turn.t.styled("unsub.sure", count=len(mine)), buttons=(row,))]


def end_all(turn: Turn) -> Reply:
    """First what they were, as lines that can be sent back; then they are ended, with a way back."""
    mine = turn.room.desk.subscriptions.of(turn.address)
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


def packs(turn: Turn, rest: str) -> Reply:
    """The ready-made topics, a button each."""
    mine = {one.query for one in turn.room.desk.subscriptions.of(turn.address)}
    rows = [
        Styled("· ") + code(f"#{pack.title(turn.t.language)}") + (f" {pack.about}" if turn.t.language != "en" else "")
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
