"""`/calendar`: what is still to come, as a file; `/remind`: how many days before a deadline to hear of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import ics, reminders
from bot.chat.listed import each
from bot.chat.settings import OFF
from bot.chat.turn import Reply, Turn
from bot.compose import Item
from bot.compose.agenda import AHEAD, listed, occasions
from bot.dispatch.agenda import agenda
from bot.hours import lasting, plain
from bot.model import Attachment, Button, Message
from bot.occasions import Occasion
from bot.outbox import fit
from bot.ports import Shown
from bot.texts import Texts
from bot.times import REMIND
from watchers.model import Entry

FILE = "baoxiao.ics"
# What the buttons of /remind offer.
OFFERED = (REMIND, (3, 1, 0), (1,), (0,))


def calendar(turn: Turn, rest: str) -> Reply:
    """`/calendar`: all that concerns the person; `/calendar 7天`; `/calendar 3`: only what number 3 tells of."""
    if rest:
        span = lasting(rest)
        return _coming(turn, span) if span else each(turn, rest, "calendar", _one)
    return _coming(turn)


def _coming(turn: Turn, span: timedelta | None = None) -> Reply:
    """All that concerns the person; `span`: no further ahead than that."""
    every, items, hushed = agenda(turn.room.archive, turn.room.matching, turn.address, turn.t, _clock(turn))
    ahead = min(span or AHEAD, AHEAD)
    some = [one for one in every if one.first <= turn.today + ahead]
    muted = sum(one.first <= turn.today + ahead for one in hushed)
    if not some and muted:
        return turn.say("calendar.nothing.muted", days=ahead.days, count=muted)
    if every and not some:
        return turn.say("calendar.nothing.span", days=ahead.days)
    if not every:
        mine = turn.room.desk.subscriptions.of(turn.address)
        return turn.say("calendar.nothing" if mine else "calendar.no_subscriptions")
    kept = {one.article for one in some}
    items = [one for one in items if kept & {entry.uid for entry in (one.entry, *one.same)}]
    turn.show(turn.t("calendar.list"), items)
    return _file(turn, some, _numbers(items), ahead, muted)


def _clock(turn: Turn) -> datetime:
    return turn.now.astimezone(ZoneInfo(turn.subscriber.timezone))


def _one(turn: Turn, chosen: Shown, entry: Entry) -> Reply:
    others = turn.room.archive.dating(turn.today, turn.today + AHEAD)  # one of them may have put it off
    every = occasions([entry], turn.t, turn.today, others=others, now=_clock(turn))
    if not every:
        return turn.say("calendar.nothing.one", number=chosen.number)
    return _file(turn, every, {one.article: chosen.number for one in every})


def _numbers(items: Sequence[Item]) -> dict[str, int]:
    """How the list calls the articles; the other reports of a story go by the number of the first."""
    return {entry.uid: item.number for item in items for entry in (item.entry, *item.same)}


def _file(
    turn: Turn, every: Sequence[Occasion], numbers: dict[str, int], ahead: timedelta = AHEAD, muted: int = 0
) -> Reply:
    text = ics.calendar(every, turn.t("calendar.name"), turn.subscriber.remind)
    body = listed(every, numbers, turn.t, turn.today, ahead, muted)
    return fit(Message(body=body, file=Attachment(name=FILE, text=text)))


def remind(turn: Turn, rest: str) -> Reply:
    """`/remind 7 3 1`, `/remind 3 当天`, `/remind 关`; alone: as it is, with buttons."""
    if not rest:
        key = "remind.is" if turn.subscriber.remind else "remind.is_off"
        said = turn.t.styled(key, days=_days(turn.subscriber.remind, turn.t))
        return [Message(body=said, buttons=_offers(turn))]
    if plain(rest) in OFF:
        turn.keep(replace(turn.subscriber, remind=(), remind_at=None))
        return turn.say("remind.off")
    wanted = reminders.steps(rest)
    if not wanted:
        return turn.say("remind.what", rest=rest, most=reminders.MOST, farthest=reminders.FARTHEST)
    turn = turn.keep(replace(turn.subscriber, remind=wanted, remind_at=reminders.next_time(turn.subscriber, turn.now)))
    return turn.say("remind.set", days=_days(wanted, turn.t))


def _days(days: Sequence[int], t: Texts) -> str:
    """7 天前、前一天、当天."""
    near = {0: t("remind.same_day"), 1: t("remind.eve")}
    return t("list.comma").join(near[one] if one in near else t("remind.day", days=one) for one in days)


def _offers(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    mine, t = turn.subscriber.remind, turn.t
    rows = [
        (Button(label=_days(days, t), data=f"remind:{' '.join(map(str, days))}"),) for days in OFFERED if days != mine
    ]
    off = [(Button(label=t("button.remind.off"), data="remind:off"),)] if mine else []
    return (*rows, *off)
