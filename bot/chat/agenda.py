"""`/calendar`: what is still to come, as a file; `/remind`: how many days before a deadline to hear of it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import ics, reminders
from bot.chat.settings import OFF
from bot.chat.turn import Reply, Turn
from bot.compose import Item
from bot.compose.agenda import listed, occasions
from bot.dispatch.agenda import agenda
from bot.hours import plain
from bot.model import Attachment, Button, Message
from bot.occasions import Occasion
from bot.outbox import fit
from bot.texts import Texts
from bot.times import REMIND

FILE = "baoxiao.ics"
_NUMBER = re.compile(r"\d{1,4}")
# What the buttons of /remind offer.
OFFERED = (REMIND, (3, 1), (1,))


def calendar(turn: Turn, rest: str) -> Reply:
    """`/calendar`: all that concerns the person; `/calendar 3`: only what number 3 of the last list tells of."""
    if rest:
        return _one(turn, rest)
    every, items = agenda(turn.room.archive, turn.room.matching, turn.address, turn.t, turn.today)
    if not every:
        mine = turn.room.desk.subscriptions.of(turn.address)
        return turn.say("calendar.nothing" if mine else "calendar.no_subscriptions")
    turn.show(turn.t("calendar.list"), items)
    return _file(turn, every, _numbers(items))


def _one(turn: Turn, rest: str) -> Reply:
    _, shown = turn.room.desk.memory.shown(turn.address)
    number = _NUMBER.search(rest)
    chosen = next((one for one in shown if number and one.number == int(number.group())), None)
    if chosen is None:
        return turn.say("list.no_such" if shown else "list.none", number=rest)
    entry = turn.room.archive.latest(chosen.uid)
    every = occasions([entry] if entry else [], turn.t, turn.today)
    if not every:
        return turn.say("calendar.nothing.one", number=chosen.number)
    return _file(turn, every, {one.article: chosen.number for one in every})


def _numbers(items: Sequence[Item]) -> dict[str, int]:
    """How the list calls the articles; the other reports of a story go by the number of the first."""
    return {entry.uid: item.number for item in items for entry in (item.entry, *item.same)}


def _file(turn: Turn, every: Sequence[Occasion], numbers: dict[str, int]) -> Reply:
    text = ics.calendar(every, turn.t("calendar.name"), turn.subscriber.remind)
    body = listed(every, numbers, turn.t, turn.today)
    return fit(Message(body=body, file=Attachment(name=FILE, text=text)))


def remind(turn: Turn, rest: str) -> Reply:
    """`/remind 7 3 1`, `/remind 1`, `/remind 关`; alone: as it is, with buttons."""
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
        Button(
            label=t("button.remind", days=t("list.comma").join(map(str, days))),
            data=f"remind:{' '.join(map(str, days))}",
        )
        for days in OFFERED
        if days != mine
    ]
    off = [Button(label=t("button.remind.off"), data="remind:off")] if mine else []
    return (tuple(rows), tuple(off)) if off else (tuple(rows),)
