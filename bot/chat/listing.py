"""The person's subscriptions: a page of rows, and one of them with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot import calendar, mutes, query
from bot.chat import silence, warned
from bot.chat.area import Buttons, rows
from bot.chat.turn import Anew, Reply, Turn, explained, label
from bot.model import Button, Message, Mode, Subscription
from bot.styled import Styled, bold, code, join

# Twelve rows of a line or two fill a phone's screen.
PAGE = 12
IN_A_ROW = 6
# Today and the six days before it, by the date of the articles.
WEEK = timedelta(days=6)

Hits = tuple[int, date]


def listing(turn: Turn, rest: str) -> Reply:
    """`/list`, `/list 2`: each with how it speaks, what it caught in seven days, and when it last did."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    if not mine:
        return turn.say("list.empty")
    pages = -(-len(mine) // PAGE)
    number = int(rest) if rest.isdecimal() and len(rest) < 5 else 1
    if not 1 <= number <= pages:
        return turn.say("list.no_page", number=number, pages=pages)
    shown = mine[(number - 1) * PAGE : number * PAGE]
    hits = turn.room.desk.outbox.hits(turn.address, turn.today - WEEK)
    where = turn.t("digest.page", number=number, pages=pages) if pages > 1 else ""
    title = join("　", [turn.t.styled("list.title", count=len(mine)), where])
    told = [_row(turn, one, hits.get(one.id)) for one in shown]
    return [Message(body=join("\n", [title, *told, _hints(turn, mine)]), buttons=_numbers(turn, shown, number, pages))]


def turned(turn: Turn, rest: str) -> Reply:
    """Another page in the place of the one that is shown."""
    return [Anew(body=one.body, buttons=one.buttons) for one in listing(turn, rest)]


def _hints(turn: Turn, mine: Sequence[Subscription]) -> Styled:
    paused, until = "", turn.subscriber.paused_until
    if turn.subscriber.paused:
        paused = turn.t("list.paused.until", until=turn.until(until)) if until else turn.t("list.paused")
    unmute = turn.t("list.unmute") if any(mutes.silent(one, turn.now) for one in mine) else ""
    return join("\n", [paused, *silence.rows(turn), unmute, turn.t("list.hint")])


def _numbers(turn: Turn, shown: Sequence[Subscription], page: int, pages: int) -> Buttons:
    """A small button for each row, and how to turn the page."""
    numbers = [Button(label=str(one.number), data=f"one:{one.id}") for one in shown]
    back = [Button(label=turn.t("button.list.before"), data=f"list:{page - 1}")] if page > 1 else []
    forward = [Button(label=turn.t("button.list.after"), data=f"list:{page + 1}")] if page < pages else []
    turning = ((*back, *forward),) if back or forward else ()
    return (*rows(numbers, IN_A_ROW), *turning)


def _row(turn: Turn, one: Subscription, hits: Hits | None) -> Styled:
    told = turn.t("list.row", mode=turn.t(f"mode.{one.mode}"), hits=hits[0] if hits else 0)
    last = _ago(turn, hits[1]) if hits else ""
    muted = " 🔇 " + turn.until(one.muted_until) if one.muted_until and mutes.silent(one, turn.now) else ""
    named = turn.t("in_brackets", text=one.query) if one.name and not _named_by_us(turn, one) else ""
    return f"{one.number}. " + bold(label(one)) + named + " · " + told + last + muted


def _named_by_us(turn: Turn, one: Subscription) -> bool:
    """Whether the name says all: that of a topic, or “warnings for” a place; to who does not read the query."""
    if turn.t.language == "zh-Hans":
        return False
    titles = {f"#{pack.title('zh-Hans')}": pack.title(turn.t.language) for pack in turn.room.packs}
    place = turn.room.places.named(one.query.partition("地区:")[2])
    return titles.get(one.query) == one.name or (place is not None and warned.asking(turn, place.name) == one.query)


def _ago(turn: Turn, day: date) -> str:
    """最近 今天, 最近 3 天前."""
    days = (turn.today - day).days
    return turn.t("list.last.today") if days <= 0 else turn.t("list.last", days=days)


def card(turn: Turn, one: Subscription) -> Reply:
    """One subscription: what it means, how it does, and buttons for what can be done with it."""
    t = turn.t
    hits = turn.room.desk.outbox.hits(turn.address, turn.today - WEEK).get(one.id)
    other = Mode.DIGEST if one.mode is Mode.ALERT else Mode.ALERT
    body = join(
        "\n",
        [
            _row(turn, one, hits),
            code(one.query) if one.name else "",
            t("sub.meaning", meaning=explained(turn, query.parse(one.query))),
            t("list.since", day=t.dated(calendar.local_day(one.created_at, turn.subscriber.timezone), turn.today)),
        ],
    )
    muted = mutes.silent(one, turn.now)
    hush = Button(
        label=t("button.unmute" if muted else "button.card.mute"), data=f"{'ring' if muted else 'hold'}:{one.id}"
    )
    buttons = (
        (
            Button(label=t("button.card.try"), data=f"trial:{one.id}"),
            Button(label=t("button.card.edit"), data=f"new:{one.id}"),
        ),
        (Button(label=t(f"button.mode.{other}"), data=f"mode:{one.id}:{other}"), hush),
        (Button(label=t("button.unsub"), data=f"unsub:{one.id}"), Button(label=t("button.card.list"), data="list:1")),
    )
    return [Message(body=body, buttons=buttons)]
