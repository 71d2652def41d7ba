"""`/review`: the week in one message, now or every week."""

from __future__ import annotations

from datetime import time

from bot import calendar, hours, zones
from bot.chat.settings import OFF
from bot.chat.turn import Reply, Turn
from bot.dispatch.reviewing import Reviewing, planned
from bot.model import Button, Message
from bot.outbox import fit
from bot.reviews import Review
from bot.times import Timetable

NOW = frozenset({"", "now", "week", "一周", "本周", "这周", "这一周", "一周回顾"})
# Sunday evening: the week is over, and the next one can be prepared. 每周 without a day means this.
USUAL = Timetable((time(20),), (6,))
WEEKLY = frozenset({"weekly", "每周", "每星期", "on", "开", "打开"})


def review(turn: Turn, rest: str) -> Reply:
    """`/review`, `/review 每周日 20:00`, `/review 关`."""
    word = hours.plain(rest)
    kept = turn.room.desk.reviews.review(turn.address)
    if word in NOW:
        return _week(turn, kept)
    if word in OFF:
        turn.room.desk.reviews.end(turn.address)
        return turn.say("review.off" if kept else "review.is_off")
    wanted = USUAL if word in WEEKLY else hours.timetable(word, kept.timetable if kept else USUAL)
    if wanted is None:
        return _vague(turn, word, kept) or turn.say("review.what", rest=rest)
    if len(wanted.weekdays) > 1 or len(wanted.times) > 1:
        return turn.say("review.often")
    one = planned(Review(address=turn.address, timetable=wanted), turn.subscriber, turn.now)
    turn.room.desk.reviews.keep(one)
    day = turn.t.day(calendar.local_day(one.next_at or turn.now, turn.subscriber.timezone))
    return turn.say("review.set", when=turn.t.when(wanted), zone=zones.said(turn.subscriber.timezone), day=day)


def _week(turn: Turn, kept: Review | None) -> Reply:
    """With a button that makes it weekly, for whom it is not yet."""
    room = turn.room
    message = Reviewing(room.archive, room.desk, room.matching).week(turn.subscriber, turn.now)
    offer = () if kept else ((Button(label=turn.t("button.review"), data="review:weekly"),),)
    return fit(Message(body=message.body, buttons=(*message.buttons, *offer), listed=message.listed))


def _vague(turn: Turn, word: str, kept: Review | None) -> Reply:
    """周五晚上: what it probably means, as a button; of a week one evening."""
    probably = hours.probable(word, kept.timetable if kept else USUAL)
    if probably is None:
        return []
    if len(probably.weekdays) > 1:
        probably = Timetable(probably.times, (kept.timetable if kept else USUAL).weekdays)
    button = Button(label=turn.t.when(probably), data=f"review:{probably}")
    return [Message(body=turn.t.styled("review.vague", rest=word), buttons=((button,),))]


def weekly(turn: Turn, rest: str) -> Reply:
    """The buttons; pressed twice they change nothing more."""
    return review(turn, rest) if rest in WEEKLY or hours.timetable(rest) else turn.say("choice.gone")
