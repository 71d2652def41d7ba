"""Groups, forums and channels: where a forum is told, who drives a channel, how an answer says that, caps.

A forum that is bound to a topic is one subscriber, whatever topic people write in; the answer comes where they wrote.
Who drives a channel from their private chat speaks for it until they end that, or an hour has passed without a line;
their right to do so is asked about again for each line, and what may be done depends on the answer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot import pace
from bot.chat import meant
from bot.chat.turn import Anew, Reply, Turn
from bot.model import Address, Behalf, Button, Delivery, Hall, Message
from bot.ports import Halls
from bot.styled import Styled, bold

# Long enough to set a channel up, short enough that nobody changes it next day in the belief to speak for themselves.
LASTS = timedelta(hours=1)
END = frozenset({"完", "完了", "结束", "取消", "退出", "done", "end", "off", "cancel", "stop"})
MOST_A_DAY = 500
CAPS = (10, 20, 30, 50)
NO_CAP = frozenset({"关", "不限", "取消", "off", "none", "0"})

_COUNT = re.compile(r"(?:上限|最多|cap)?[\s:：]*(?P<count>\d{1,4})\s*(?:条|篇|a day)?", re.IGNORECASE)


def home(halls: Halls, place: Address) -> Address:
    """The subscriber that a chat is: of a forum bound to a topic, that topic's address."""
    chat = pace.chat(place)
    topic = halls.bound(chat)
    return replace(chat, topic=topic) if topic else place


# -- /channel ----------------------------------------------------------------------------------------------------------


def channel(turn: Turn, rest: str) -> Reply:
    """`/channel @name`: speak for it from now on. `/channel 完`: for oneself again. Alone: for whom."""
    halls = turn.room.desk.halls
    if turn.group or turn.said is None:
        return turn.say("channel.private")
    driving = halls.driven(turn.place, turn.now)
    if rest.strip().lower() in END:
        halls.leave(turn.place)
        return turn.say("channel.ended", title=driving[1]) if driving else turn.say("channel.none")
    name, _ = meant.hall(rest)
    if not name:
        if rest.strip():
            return turn.say("channel.what", rest=rest.strip())
        return turn.say("channel.is", title=driving[1]) if driving else turn.say("channel.how")
    if why := refused(turn.hall):
        return turn.say(why, name=name)
    assert turn.hall is not None
    halls.drive(turn.place, turn.hall, turn.now + LASTS)
    return [Message(body=turn.t.styled("channel.begun", title=turn.hall.title))]


def allowed(hall: Hall | None) -> bool:
    return refused(hall) == ""


def refused(hall: Hall | None) -> str:
    """The key of the sentence that says why somebody may not speak for it, or ""."""
    if hall is None:
        return "channel.unknown"
    if not hall.administered:
        return "channel.not_yours"
    return "" if hall.posts else "channel.no_right"


def lost(halls: Halls, place: Address, to: Behalf, hall: Hall | None, now: datetime) -> str:
    """The key of the sentence that says why somebody cannot do something for a hall any more, or ""."""
    if hall is None or hall.address.to != to.address.to:
        return "channel.unsure"
    if hall.administered and hall.posts:
        return ""
    if _drives(halls, place, to, now):
        halls.leave(place)
    return "channel.lost" if not hall.administered else "channel.lost.right"


def goes_on(halls: Halls, place: Address, to: Behalf, hall: Hall | None, now: datetime) -> None:
    """Who speaks for it and has just done so does it for another while."""
    if hall and _drives(halls, place, to, now):
        halls.drive(place, hall, now + LASTS)


def _drives(halls: Halls, place: Address, to: Behalf, now: datetime) -> bool:
    driving = halls.driven(place, now)
    return driving is not None and driving[0] == to.address


def signed(to: Behalf, reply: Reply, pressed: Delivery | None = None) -> Reply:
    """An answer that says for whom something was done, once; what changes a message says it if that did."""
    if not reply:
        return reply
    first, sign = reply[0], Styled("📣 ") + bold(to.title) + "\n"
    bare = isinstance(first, Anew) and pressed is not None and not pressed.message.body.text.startswith("📣 ")
    body = first.body if bare or first.body.text.startswith(sign.text) else sign + first.body
    return [replace(one, behalf=to) for one in (replace(first, body=body), *reply[1:])]


# -- /bind -------------------------------------------------------------------------------------------------------------


def bind(turn: Turn, rest: str) -> Reply:
    """In a topic: all that this forum is told comes here. `/bind 取消`: to the general topic again."""
    if not turn.group:
        return turn.say("bind.private")
    halls, chat, here = turn.room.desk.halls, pace.chat(turn.place), turn.place
    if rest.strip().lower() in END:
        topic = halls.bound(chat)
        if not topic:
            return turn.say("bind.none")
        _gather(turn, chat)
        halls.bind(chat, "")
        return turn.say("bind.ended")
    if rest.strip():
        return turn.say("bind.what", rest=rest.strip())
    if not here.topic:
        return turn.say("bind.no_topic")
    if halls.bound(chat) == here.topic:
        return turn.say("bind.already")
    _gather(turn, here)
    halls.bind(chat, here.topic)
    return turn.say("bind.done")


def _gather(turn: Turn, to: Address) -> None:
    """All that the topics of this forum asked for, and what waits for them, under one address."""
    for address in turn.room.desk.halls.kin(pace.chat(to)):
        turn.room.desk.outbox.redirect(address, to)


# -- /cap --------------------------------------------------------------------------------------------------------------


def cap(turn: Turn, rest: str) -> Reply:
    """`/cap 30`: after so many alerts a day the rest waits for the digest. `/cap 关`: no cap."""
    said = rest.strip().lower()
    if not said:
        mine = turn.subscriber.cap
        body = turn.t.styled("cap.is", count=mine) if mine else turn.t.styled("cap.is_off")
        row = tuple(Button(label=turn.t("button.cap", count=count), data=f"cap:{count}") for count in CAPS)
        off = ((Button(label=turn.t("button.cap.off"), data="cap:0"),),) if mine else ()
        return [Message(body=body, buttons=(row, *off))]
    if said in NO_CAP:
        turn.keep(replace(turn.subscriber, cap=0))
        return turn.say("cap.off")
    found = _COUNT.fullmatch(said)
    if not found or not 0 < int(found["count"]) <= MOST_A_DAY:
        return turn.say("cap.what", rest=rest.strip(), most=MOST_A_DAY)
    turn.keep(replace(turn.subscriber, cap=int(found["count"])))
    key = "cap.set" if turn.subscriber.timetable else "cap.set.no_digest"
    return turn.say(key, count=int(found["count"]))
