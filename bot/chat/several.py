"""Several lines at once: a report of what was subscribed to; of plain words an offer, with what each would find."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from bot import compose, imports
from bot.chat import area
from bot.chat.previews import looked_back
from bot.chat.turn import Reply, Turn, brief, label
from bot.chat.wanted import End, Outcome, how, promised, settle, twin_of
from bot.errors import QueryError
from bot.model import Button, Message, Mode
from bot.styled import Styled, bold, code, join

# Each line of a message is a search in the archive, and everybody else waits for it.
MOST_LINES = 20
MOST_BUTTONS = 6
_COLONS = (":", "：")


def wishes(text: str) -> list[str]:
    """The lines of a message, without what only stands before them (帮我订阅：) and without the marks of a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].endswith(_COLONS):
        lines = lines[1:]
    return imports.unmarked(lines)


def prepare(turn: Turn, lines: Sequence[str]) -> None:
    """Each line is a search: all of them come before the first is subscribed to."""
    for wish in lines:
        with suppress(QueryError):  # told when its turn comes
            looked_back(turn, turn.understood(wish))


# -- subscribed to -----------------------------------------------------------------------------------------------------


def report(turn: Turn, lines: Sequence[str], sure: bool = False) -> Reply:
    """Subscribe to each. First how it went, then what was left out and why, then a short row for each that is there."""
    prepare(turn, lines)
    outcomes = [*enumerate((settle(turn, wish, sure) for wish in lines), 1)]
    left = [(n, one) for n, one in outcomes if one.end in (End.REFUSED, End.BROAD, End.FULL)]
    there = [(n, one) for n, one in outcomes if (n, one) not in left]
    modes = {one.one.mode for _, one in there if one.one and one.end is End.MADE}
    spoken = _spoken(turn, modes)
    body = join(
        "\n\n",
        [
            _head(turn, [one for _, one in outcomes], [n for n, _ in left]),
            join("\n", [_left(turn, n, one) for n, one in left]),
            join("\n", [_there(turn, n, one, each=len(modes) > 1) for n, one in there]),
            how(turn, spoken) if spoken else "",
        ],
    )
    broad = [one.wish for _, one in left if one.end is End.BROAD]
    more = [message for _, one in there if one.wanted for message in area.with_topic(turn, one.wanted)]
    return [Message(body=body, buttons=_all_the_same(turn, broad)), *more]


def _spoken(turn: Turn, modes: Collection[Mode]) -> Mode | None:
    """How they speak where it is said once for all: where all do alike, and of digests that nobody gets."""
    if Mode.DIGEST in modes and turn.subscriber.timetable is None:
        return Mode.DIGEST
    return next(iter(modes)) if len(modes) == 1 else None


def _head(turn: Turn, outcomes: Sequence[Outcome], left: Sequence[int]) -> Styled:
    """15 行订阅了 12 条，3 行没有：第 9、10、12 行。"""
    t = turn.t
    count = {end: sum(one.end is end for one in outcomes) for end in End}
    head = t.styled("several.head", lines=len(outcomes), count=count[End.MADE])
    known = t("several.known", count=count[End.KNOWN]) if count[End.KNOWN] else ""
    retuned = t("several.retuned", count=count[End.RETUNED]) if count[End.RETUNED] else ""
    lines = t("list.comma").join(map(str, left))
    missing = t("several.left", count=len(left), lines=lines) if left else ""
    return head + known + retuned + missing + t("several.stop")


def _left(turn: Turn, number: int, one: Outcome) -> Styled:
    t = turn.t
    key = "several.refused"
    if one.error:
        why = (
            t.styled(f"query.{one.error.code}", **one.error.details)
            if t.knows(f"query.{one.error.code}")
            else str(one.error)
        )
    elif one.end is End.BROAD and one.past:
        key, why = "several.broad", t("several.why.broad", count=round(one.past.a_day))
    else:
        why = t("several.why.full")
    return t.styled(key, number=number, text=code(brief(one.wish)), why=why)


def _there(turn: Turn, number: int, one: Outcome, each: bool) -> Styled:
    """✅（3）端午 · 最近 30 天 3 篇. `each`: how each speaks is said of each."""
    assert one.one is not None
    mine, t = one.one, turn.t
    if one.end is not End.MADE or one.past is None:
        return t.styled(
            f"several.row.{one.end}", line=number, number=mine.number, query=bold(label(mine)),
            mode=t(f"mode.{mine.mode}"),
        )  # fmt: skip
    mode = " · " + t(f"mode.{mine.mode}") if each else ""
    return t.styled(
        "several.row.made", number=mine.number, query=bold(label(mine)), mode=mode, found=_found(turn, one.past)
    )


def _found(turn: Turn, past: compose.Preview) -> str:
    return turn.t("several.found", span=compose.span(past, turn.t), count=len(past.found))


def _all_the_same(turn: Turn, broad: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    offer = turn.room.desk.memory.offer
    return tuple(
        (
            Button(
                label=turn.t("button.sub.sure.one", query=brief(wish)),
                data=f"sub:{offer(turn.address, wish, turn.now)}",
            ),
        )
        for wish in broad[:MOST_BUTTONS]
    )


# -- offered -----------------------------------------------------------------------------------------------------------


def offered(turn: Turn, lines: Sequence[str]) -> Reply:
    """Nothing is subscribed to yet: what each line would have caught, and a button for all that can be taken."""
    judged = [*enumerate((_judged(turn, wish) for wish in lines), 1)]
    good = [one.wish for _, one in judged if one.end is End.MADE]
    modes = {one.wanted.mode or Mode.DIGEST for _, one in judged if one.end is End.MADE and one.wanted}
    rows = [_offered(turn, n, one) for n, one in judged]
    head = turn.t.styled("several.offer" if good else "several.offer.none", count=len(good), lines=len(lines))
    spoken = _spoken(turn, modes)
    will = promised(turn, spoken) if spoken else ""
    broad = [one.wish for _, one in judged if one.end is End.BROAD]
    buttons = (*_take(turn, good), *_all_the_same(turn, broad))
    return [Message(body=join("\n", [head, *rows, will]), buttons=buttons)]


def _judged(turn: Turn, wish: str) -> Outcome:
    """What would become of a line; nothing is changed."""
    try:
        wanted = turn.understood(wish)
    except QueryError as error:
        return Outcome(wish=wish, end=End.REFUSED, error=error)
    past = looked_back(turn, wanted)
    twin = twin_of(wanted, turn.room.desk.subscriptions.of(turn.address))
    end = End.KNOWN if twin else End.BROAD if past.broad else End.MADE
    return Outcome(wish=wish, end=end, wanted=wanted, past=past, one=twin)


def _offered(turn: Turn, number: int, one: Outcome) -> Styled:
    if one.end is End.MADE and one.past:
        return Styled("· ") + code(brief(one.wish)) + turn.t("several.dot") + _found(turn, one.past)
    return _there(turn, number, one, each=False) if one.end is End.KNOWN else _left(turn, number, one)


def _take(turn: Turn, good: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    if not good:
        return ()
    number = turn.room.desk.memory.offer(turn.address, "\n".join(good), turn.now)
    return ((Button(label=turn.t("button.import", count=len(good)), data=f"sub:{number}"),),)
