"""Answers about the person: digest time, time zone, language, pause; and what is watched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot import calendar, days, hours, pace, zones
from bot.chat import undo
from bot.chat.turn import Reply, Turn
from bot.compose.condition import condition
from bot.health import Judged
from bot.model import Act, Before, Button, Message, Subscriber
from bot.styled import Styled, bold, join
from bot.texts import NAMES as SPOKEN
from bot.times import Timetable
from watchers.watchdog import Condition

ALL = frozenset({"全部", "所有", "一切", "一下", "推送", "all", "everything", "now"})
OFF = frozenset({"off", "关", "关闭", "不要", "停"})
ALWAYS = frozenset({"always", "都发", "总发", "没有也发"})
QUIET = frozenset({"quiet", "有才发", "没有不发"})
MENTIONS = frozenset({"mentions", "要提及", "提及"})
NO_MENTIONS = frozenset({"no mentions", "不要提及", "不提及"})
LANGUAGES = {
    **dict.fromkeys(
        (
            "zh",
            "zh-hans",
            "zh-cn",
            "cn",
            "中文",
            "简",
            "简体",
            "简体中文",
            "简体字",
            "简中",
            "汉语",
            "普通话",
            "chinese",
            "simplified",
        ),
        "zh-Hans",
    ),
    **dict.fromkeys(
        (
            "zh-hant",
            "zh-tw",
            "zh-hk",
            "tw",
            "hk",
            "繁",
            "繁体",
            "繁体中文",
            "繁体字",
            "繁中",
            "正体",
            "正体中文",
            "traditional",
        ),
        "zh-Hant",
    ),
    **dict.fromkeys(("en", "english", "英", "英文", "英语"), "en"),
}


def digest(turn: Turn, rest: str) -> Reply:
    """`/digest 07:30 18:00`, `/digest 工作日 07:30`, or how it is; `关`, `都发`, `有才发`, `不要提及`."""
    word = hours.plain(rest)
    if not word:
        return _digest_now(turn)
    if word in OFF:
        return _digest_off(turn)
    if word in ALWAYS | QUIET:
        turn = turn.keep(replace(turn.subscriber, even_nothing=word in ALWAYS))
        if turn.subscriber.timetable is None:
            return _digest_now(turn)
        return turn.say("digest.always" if word in ALWAYS else "digest.quiet")
    if word in MENTIONS | NO_MENTIONS:
        turn.keep(replace(turn.subscriber, mentions=word in MENTIONS))
        return turn.say("digest.mentions" if word in MENTIONS else "digest.no_mentions")
    wanted = hours.timetable(word, turn.subscriber.timetable)
    if wanted is None:
        return vague(turn, word) or turn.say("digest.what", rest=rest)
    if len(wanted.times) > hours.MOST_TIMES:
        return turn.say("digest.many", count=len(wanted.times), most=hours.MOST_TIMES)
    turn = told_at(turn, wanted)
    zone = turn.subscriber.timezone
    day = turn.t.day(calendar.local_day(turn.subscriber.next_digest_at or turn.now, zone))
    return turn.say("digest.set", when=turn.t.when(wanted), zone=zones.said(zone), day=day)


def vague(turn: Turn, word: str) -> Reply:
    """A part of the day is asked for: what it probably means, as a button. Nothing where that is not so."""
    probably = hours.probable(word, turn.subscriber.timetable)
    if probably is None:
        return []
    button = Button(label=turn.t.when(probably), data=f"digest:{probably}")
    return [Message(body=turn.t.styled("digest.vague", rest=word), buttons=((button,),))]


def told_at(turn: Turn, wanted: Timetable | None) -> Turn:
    """The person with another timetable."""
    return turn.keep(calendar.planned(replace(turn.subscriber, timetable=wanted), turn.now, anew=True))


def _digest_off(turn: Turn) -> Reply:
    """What was chosen before can be had again."""
    known = turn.subscriber.timetable
    if known is None:
        return turn.say("digest.off")
    told_at(turn, None)
    back = undo.done(turn, Act.DIGEST, turn.t.when(known), Before(timetable=str(known)))
    return [Message(body=turn.t.styled("digest.off"), buttons=back)]


def _digest_now(turn: Turn) -> Reply:
    person = turn.subscriber
    at_hours = tuple(Button(label=hour, data=f"digest:{hour}") for hour in ("06:30", "07:30", "12:00", "20:00"))
    if person.timetable is None:
        return [Message(body=turn.t.styled("digest.is_off"), buttons=(at_hours,))]
    other = "quiet" if person.even_nothing else "always"
    keyboard = (
        at_hours,
        (
            Button(label=turn.t("button.digest.off"), data="digest:off"),
            Button(label=turn.t(f"button.digest.{other}"), data=f"digest:{other}"),
        ),
    )
    body = turn.t.styled("digest.is", when=turn.t.when(person.timetable), zone=zones.said(person.timezone))
    return [Message(body=body, buttons=keyboard)]


def timezone(turn: Turn, rest: str) -> Reply:
    """`/tz Asia/Shanghai`, a city's name, UTC+8, 东八区."""
    if not rest:
        return turn.say("tz.is", zone=zones.said(turn.subscriber.timezone))
    wanted = zones.zone(rest)
    if not wanted:
        full = zones.near(rest)
        return turn.say("tz.near", rest=rest, zone=full) if full else turn.say("tz.unknown", rest=rest)
    turn = turn.keep(released(calendar.planned(replace(turn.subscriber, timezone=wanted), turn.now), turn.now))
    return turn.say("tz.set", zone=zones.said(wanted), time=turn.now.astimezone(ZoneInfo(wanted)).strftime("%H:%M"))


def released(person: Subscriber, now: datetime) -> Subscriber:
    """The person after their clock or quiet hours were changed: what is held is looked at again when these end."""
    return replace(person, release_at=calendar.quiet_until(now, person.quiet, person.timezone))


def language(turn: Turn, rest: str) -> Reply:
    """`/lang en`, `/lang 繁体`."""
    wanted = LANGUAGES.get(rest.strip().lower())
    if not wanted:
        row = tuple(Button(label=name, data=f"lang:{tag}") for tag, name in SPOKEN.items())
        return [Message(body=turn.t.styled("lang.which"), buttons=(row,))]
    turn = turn.keep(replace(turn.subscriber, language=wanted))
    own = pace.chat(turn.place) == pace.chat(turn.address)  # not for a channel, from the private chat
    return [Message(body=turn.t.styled("lang.set"), menu=wanted if own else "")]


def pause(turn: Turn, rest: str) -> Reply:
    """Nothing is sent until /resume, or until then; what is found meanwhile waits for the next digest.

    `/pause`, `/pause 3天`, `/pause 到周五`.
    """
    if not rest.strip() or hours.plain(rest) in ALL:
        turn.keep(replace(turn.subscriber, paused=True, paused_until=None))
        return turn.say("pause.done")
    if none := days.impossible(rest):
        return turn.say("days.none", day=none)
    until = hours.until(rest, turn.now.astimezone(ZoneInfo(turn.subscriber.timezone)))
    if until is None:
        return turn.say("pause.what", rest=rest)
    if until - turn.now > hours.LONGEST_MUTE:
        return turn.say("mute.long")
    turn.keep(replace(turn.subscriber, paused=True, paused_until=until.astimezone(UTC)))
    return turn.say("pause.until", until=turn.until(until))


def resume(turn: Turn, rest: str) -> Reply:
    if not turn.subscriber.paused:
        return turn.say("resume.not_paused")
    return waking(turn).say("resume.done")


def waking(turn: Turn) -> Turn:
    """The chat hears again; what was found meanwhile is in its next digest."""
    return turn.keep(calendar.woken(turn.subscriber, turn.now))


def cancel(turn: Turn, rest: str) -> Reply:
    """Stop waiting for an answer to a question."""
    expected = turn.room.desk.memory.expected(turn.address)
    turn.room.desk.memory.expect(turn.address, "")
    return turn.say("cancel.done" if expected else "cancel.nothing")


def _source_row(turn: Turn, one: Judged) -> Styled:
    """Operators see the reason and the error, everybody else a plain sentence."""
    t, source, verdict = turn.t, one.health, one.verdict
    well = verdict.condition is Condition.WELL
    day = t.dated(source.last_day, turn.today) if source.last_day else t("sources.no_issue")
    state = ("" if well else "⚠️ ") + condition(source, verdict, t, turn.today)
    row = Styled("· ") + bold(source.source.paper) + t("sources.row", day=day, count=source.articles, state=state)
    usual = t("sources.usual", at=f"{verdict.usual:%H:%M}") if verdict.usual else ""
    visited = t("sources.visited", at=turn.moment(source.last_good_at)) if source.last_good_at else ""
    detail = t("sources.detail", reason=verdict.reason or source.last_error)
    shown = turn.address in turn.room.operators and detail.strip()
    return row + (f"\n{visited}{usual}" if visited else "") + (f"\n{detail}" if shown else "")


def sources(turn: Turn, rest: str) -> Reply:
    """What is watched, its latest issue, and whether it is well: silence must be told from death."""
    rows = [_source_row(turn, one) for one in turn.room.watch.all()]
    if not rows:
        return turn.say("sources.none")
    return [Message(body=join("\n", [turn.t.styled("sources.title"), *rows]))]
