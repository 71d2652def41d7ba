"""Everything that Telegram can do to a sender, and the table of what became of it.

python -m tests.faults.telegram            # the short form: a minute
python -m tests.faults.telegram --long     # the fault plan's form: p = 0.3 for a minute, outages of five minutes

G1 every fault once, at random, as an outage · G2 limits · G3 chats that move or go · G4 poison · G5 repeated updates
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest finds them: from the folder of the tests

from bot.errors import ChannelError
from bot.model import Lane, State
from bot.wiring import wall_clock
from faults.oracle import Row, table
from faults.rig import ANSWER_SECONDS, Rig, until

# Transient faults without effect, and those that take effect and lose the answer; with the parameters of the server.
TRANSIENT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {}),
    ("garbage", {}),
    ("html502", {}),
    ("retry_after", {"seconds": 2}),
    ("hang", {"seconds": ANSWER_SECONDS + 1}),
    ("reset", {}),
    ("delay", {"seconds": 0.5}),
    ("hang_after", {"seconds": ANSWER_SECONDS + 1}),
    ("reset_after", {}),
    ("truncate", {}),
    ("status_after", {}),
)
PERMANENT = ("blocked", "deactivated", "kicked", "chat_not_found")
STOPPING = ("unauthorized", "conflict")
LANES = (Lane.ALERT, Lane.DIGEST, Lane.REPLY)
GROUP, SUPERGROUP = -500, -1000500
MINUTE = timedelta(minutes=1)
ON_THE_WAY = 0.25  # seconds in which a refusal reaches the sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How long it is made to last: seconds of random faults, seconds of an outage, and which kinds go out.

    `alerts` are for each chat under Telegram's limits, of which a chat takes one a second, and two chats are in trouble
    so often before they hear anything; `crowd` people have digests waiting when an alert comes. `crowded`: everything
    at the same time, for who wants to know what arrives and not how fast. Calls may then be held up on their way and
    arrive in a bunch: that the server finds them too many is SLOW, not wrong.
    """

    random: float = 4
    outage: float = 5
    outages: tuple[str, ...] = ("status", "hang", "retry_after", "status_after")
    waiting: int = 60
    alerts: int = 14
    troubles: int = 3
    crowd: int = 130
    crowded: bool = False


SUITE = Form(random=2, outage=3, alerts=5, troubles=1, crowd=60, crowded=True)
SHORT = Form()
LONG = Form(random=60, outage=300, outages=tuple(kind for kind, _ in TRANSIENT), waiting=300)


# -- G1 --------------------------------------------------------------------------------------------------------------


async def each_once(form: Form) -> list[Row]:
    """Each fault has three chats of its own, all at the same time; it hits the answer, the alert, the digest."""
    async with Rig() as rig:
        chats = _chats_by_kind(rig)
        for kind, how in TRANSIENT:
            for nth, chat in enumerate(sorted(chats[kind])):
                rig.tg.fault(kind, method="sendMessage", chat_id=chat, times=1, skip=nth, **how)
        _fill(rig, chats)
        await rig.quiet(30)
        return [rig.row(f"G1 {kind} once", chats[kind]) for kind, _ in TRANSIENT]


async def at_random(form: Form) -> list[Row]:
    """The same with each call failing with p = 0.3 for a while."""
    async with Rig() as rig:
        chats = _chats_by_kind(rig)
        for kind, how in TRANSIENT:
            for chat in chats[kind]:
                rig.tg.fault(kind, method="sendMessage", chat_id=chat, prob=0.3, until=form.random, **how)
        for _ in range(max(1, int(form.random / 4))):
            _fill(rig, chats)
        await rig.quiet(form.random + 60)
        return [rig.row(f"G1 {kind} p=0.3", chats[kind]) for kind, _ in TRANSIENT]


def _chats_by_kind(rig: Rig) -> dict[str, set[int]]:
    chats = {kind: {100 + 10 * n + chat for chat in range(3)} for n, (kind, _) in enumerate(TRANSIENT)}
    rig.people(chat for some in chats.values() for chat in some)
    return chats


def _fill(rig: Rig, chats: dict[str, set[int]]) -> None:
    with rig.at_once():
        for some in chats.values():
            for chat in some:
                for lane in LANES:
                    rig.put(chat, lane)


def outage(kind: str) -> Callable[[Form], Awaitable[list[Row]]]:
    """Nobody gets anything for a while; everything has arrived a minute after the end."""

    async def run(form: Form) -> list[Row]:
        async with Rig() as rig:
            people = range(1, form.waiting // 3 + 1)
            rig.people(people)
            how = dict(TRANSIENT)[kind]
            rig.tg.fault(kind, method="sendMessage", until=form.outage, **how)
            began = time.monotonic()
            with rig.at_once():
                for chat in people:
                    for lane in LANES:
                        rig.put(chat, lane)
            await rig.quiet(form.outage + 75)
            after = time.monotonic() - began - form.outage
            calls = len(rig.tg.requests("sendMessage")) - rig.made
            slow = [f"{after:.0f} s after its end"] if after > 60 else []
            note = f"{form.outage:.0f} s; all told {after:.0f} s after its end, {calls} calls in vain"
            return [rig.row(f"G1 {kind} outage", note=note, slow=slow)]

    return run


async def permanent(form: Form) -> list[Row]:
    """A chat that is gone is tried once, the others go on, and it hears everything when it writes again."""
    async with Rig() as rig:
        chats = dict(zip(PERMANENT, (11, 12, 13, 14), strict=True))
        rig.people([*chats.values(), 15])
        for kind, chat in chats.items():
            _lose(rig, kind, chat)
        for chat in (*chats.values(), 15):
            for lane in LANES:
                rig.put(chat, lane)
        others = await until(lambda: {due for due in rig.due if due[0] == 15} <= rig.markers(), 10)
        await asyncio.sleep(2)
        tried = {
            kind: len([r for r in _refused(rig) if r["params"]["chat_id"] == str(chat)]) for kind, chat in chats.items()
        }
        rig.tg.clear_faults()
        for chat in chats.values():
            rig.tg.chat(chat, state="ok")
            rig.tg.say(chat, "/start")
        await rig.quiet(20)
        wrong = [] if others else ["the others waited"]
        return [
            rig.row(f"G1 {kind}", {chat}, wrong=[*wrong, *([] if tried[kind] == 1 else [f"tried {tried[kind]} times"])])
            for kind, chat in chats.items()
        ]


def _lose(rig: Rig, kind: str, chat: int) -> None:
    if kind == "chat_not_found":
        rig.tg.fault(kind, method="sendMessage", chat_id=chat)
    else:
        rig.tg.chat(chat, state=kind)


def _refused(rig: Rig) -> list[dict[str, Any]]:
    return rig.tg.requests("sendMessage", ok=False)  # type: ignore[no-any-return]


async def stopping(form: Form) -> list[Row]:
    """A refused token or a second poller ends the service with one clear sentence; the next start tells everything."""
    rows = []
    for kind in STOPPING:
        async with Rig() as rig:
            rig.people(range(1, 7))
            rig.tg.fault(kind, method="sendMessage", skip=2)
            for chat in range(1, 7):
                rig.put(chat)
            error = await rig.ended(10)
            said = str(error) if isinstance(error, ChannelError) else ""
            rig.tg.clear_faults()
            await rig.start()
            await rig.quiet(20)
            rows.append(rig.row(f"G1 {kind}", note=said, wrong=[] if said else [f"it ended with {error!r}"]))
    return rows


# -- G2 --------------------------------------------------------------------------------------------------------------


async def limits(form: Form) -> list[Row]:
    """280 alerts to 20 chats, 20 to a group, with one more chat in penalty and one that hangs."""
    async with Rig(limits="telegram", latency=(0.05, 0.2)) as rig:
        healthy, penalised, hanging = range(1, 21), 21, 22
        rig.people([*healthy, penalised, hanging, SUPERGROUP])
        rig.tg.fault("retry_after", chat_id=penalised, seconds=3, times=form.troubles)
        rig.tg.fault("hang", chat_id=hanging, seconds=9, times=form.troubles)
        began = time.time()
        with rig.at_once():
            for chat in (*healthy, penalised, hanging):
                for _ in range(form.alerts):
                    rig.put(chat)
            for _ in range(form.alerts + 6):
                rig.put(SUPERGROUP)
        await rig.quiet(60)
        # A chat takes one a second: its n-th message is due n seconds after its first.
        late = [sent["t"] - began - n for chat in healthy for n, sent in enumerate(rig.tg.sent(chat_id=chat))]
        p95 = sorted(late)[int(len(late) * 0.95)]
        took = max(sent["t"] for chat in healthy for sent in rig.tg.sent(chat_id=chat)) - began
        slow = [f"healthy chats slowed down: p95 {p95:.1f} s late"] if p95 > 3 else []
        slow += [f"{form.alerts / took:.0%} of the allowed rate"] if form.alerts / took < 0.8 else []
        note = f"p95 {p95:.1f} s behind the limit, {form.alerts / took:.0%} of the allowed rate"
        return [_limited(rig.row("G2 limits", note=note, slow=slow), rig, form)]


def _limited(row: Row, rig: Rig, form: Form) -> Row:
    """The row, with what the server's own limits said."""
    if form.crowded:
        return replace(row, slow=(*row.slow, *_flooded(rig)), early_retries=row.early_retries - _on_their_way(rig))
    return replace(row, wrong=(*row.wrong, *_flooded(rig)))


def _on_their_way(rig: Rig) -> int:
    """Calls into a penalty that were made before its first refusal had come back."""
    calls = rig.tg.requests("sendMessage")
    first = [one for one in calls if "retry after" in (one.get("error") or "") and not one.get("early_retry")]
    known = [one["mono"] + one["done"] - one["t"] + ON_THE_WAY for one in first]
    return sum(any(one["mono"] <= at for at in known) for one in calls if one.get("early_retry"))


def _flooded(rig: Rig) -> list[str]:
    limited = rig.tg.stats()["counters"].get("limited", 0)
    return [f"ran into a limit {limited} times"] if limited else []


async def group_memory(form: Form) -> list[Row]:
    """What a group was sent before a restart counts after it: the 21st waits until the first is a minute old."""
    async with Rig(limits="telegram") as rig:
        await rig.stop()
        rig.people([SUPERGROUP, 1])
        outbox, now = rig.house.desk.outbox, wall_clock()
        for n in range(20):
            rig.put(SUPERGROUP, due_at=now - MINUTE)
            (one,) = outbox.claim(now - timedelta(seconds=52 - n / 10), MINUTE, 1, ["telegram"])
            outbox.settle(replace(one, state=State.SENT), now)
        rig.due.clear()  # those were told in another life
        rig.put(SUPERGROUP)
        rig.put(1)
        began = time.time()
        await rig.start()
        await rig.quiet(20)
        waited = rig.tg.sent(chat_id=SUPERGROUP)[0]["t"] - began
        wrong = [f"the 21st came after {waited:.1f} s"] if waited < 7 else []
        wrong += ["a chat waited for the group"] if rig.tg.sent(chat_id=1)[0]["t"] - began >= waited else []
        slow = [f"the 21st came after {waited:.1f} s"] if waited > 10 else []
        return [rig.row("G2 group, restarted", note=f"the 21st waited {waited:.1f} s of 8", wrong=wrong, slow=slow)]


async def group_budget(form: Form) -> list[Row]:
    """The same as it happens, in a minute: twenty go, the process is stopped and started, the others wait."""
    async with Rig(limits="telegram") as rig:
        rig.people([SUPERGROUP])
        for _ in range(22):
            rig.put(SUPERGROUP)
        await until(lambda: len(rig.tg.sent(chat_id=SUPERGROUP)) >= 10, 20)
        await rig.stop()
        await rig.start()
        await rig.quiet(90)
        at = [sent["t"] for sent in rig.tg.sent(chat_id=SUPERGROUP)]
        most = max(sum(begin <= one < begin + 59.5 for one in at) for begin in at)
        return [rig.row("G2 group, in a minute", wrong=[f"{most} in a minute"] if most > 20 else _flooded(rig))]


async def overtaking(form: Form) -> list[Row]:
    """A red alert passes a queue of digests, for somebody in the queue as for somebody outside it."""
    async with Rig(limits="telegram", latency=(0.05, 0.2)) as rig:
        last = form.crowd
        rig.people(range(1, last + 2))
        with rig.at_once():
            for chat in range(1, last + 1):
                for _ in range(2):
                    rig.put(chat, Lane.DIGEST)
        await until(lambda: len(rig.tg.sent()) > 20, 10)
        began = time.time()
        alerts = [rig.put(last + 1), rig.put(last)]
        await rig.quiet(40)
        arrived = [rig.tg.sent(contains=f"【{n}】")[0]["t"] - began for n in alerts]
        slow = [f"after {max(arrived):.1f} s"] if max(arrived) > 3 else []
        note = f"alerts after {arrived[0]:.1f} s and {arrived[1]:.1f} s"
        return [_limited(rig.row("G2 alert overtakes digests", note=note, slow=slow), rig, form)]


# -- G3 --------------------------------------------------------------------------------------------------------------


async def moving(form: Form) -> list[Row]:
    """A group becomes a supergroup: its id is rewritten once, everything arrives in the new one, in order."""
    async with Rig() as rig:
        rig.people([GROUP])
        rig.tg.migrate(GROUP, to=SUPERGROUP, announce=False)
        made = [rig.put(GROUP, lane) for lane in LANES]
        rig.due = {(SUPERGROUP, marker) for marker in made}
        await rig.quiet(20)
        vain = len(_refused(rig))
        return [rig.row("G3 migrated", wrong=[] if vain == 1 else [f"{vain} calls to the old id"])]


async def leaving(form: Form) -> list[Row]:
    """Blocked and kicked while messages wait: one try each, nobody else is touched, all is told on return."""
    async with Rig() as rig:
        rig.people([1, 2, SUPERGROUP])
        for _ in range(3):
            for chat in (1, 2, SUPERGROUP):
                rig.put(chat)
        await until(lambda: len(rig.tg.sent(chat_id=1)) >= 1, 10)
        rig.tg.block(1)
        rig.tg.chat(SUPERGROUP, state="kicked")
        await until(lambda: len(rig.tg.sent(chat_id=2)) >= 3, 10)
        await asyncio.sleep(3)
        vain = len(_refused(rig))
        rig.tg.block(1, False)
        rig.tg.chat(SUPERGROUP, state="ok")
        rig.tg.say(1, "/start")
        rig.tg.say(SUPERGROUP, "/start", user_id=1)
        await rig.quiet(20)
        return [rig.row("G3 blocked, kicked", wrong=[] if vain == 2 else [f"{vain} calls in vain"])]


# -- G4 --------------------------------------------------------------------------------------------------------------

POISON = ("Bad Request: can't parse entities: Unsupported start tag", "Bad Request: message is too long")


async def poison(form: Form) -> list[Row]:
    """What is refused goes once more as plain text; what is refused then is put aside, seen, and stops nobody."""
    async with Rig() as rig:
        rig.people(range(1, 4))
        mild = rig.put(1)
        rig.tg.fault("status", code=400, description=POISON[0], contains=f"【{mild}】", times=1)
        bad = [rig.put(2), rig.put(2)]
        for marker, description in zip(bad, POISON, strict=True):
            rig.tg.fault("status", code=400, description=description, contains=f"【{marker}】")
        rig.due -= {(2, marker) for marker in bad}
        for chat in (1, 2, 3):
            rig.put(chat)
        await rig.quiet(20)
        tried = [
            len([r for r in rig.tg.requests("sendMessage") if f"【{n}】" in r["params"]["text"]]) for n in (mild, *bad)
        ]
        plain = rig.tg.sent(contains=f"【{mild}】")[0]
        wrong = [] if tried == [2, 2, 2] else [f"tried {tried} times"]
        wrong += ["marks were kept"] if plain["entities"] or plain["reply_markup"] else []
        dead = rig.house.desk.outbox.waiting().get(State.DEAD, 0)
        wrong += [] if dead == 2 else [f"{dead} put aside"]
        return [rig.row("G4 poison", note=f"{dead} put aside and visible", wrong=wrong)]


# -- G5 --------------------------------------------------------------------------------------------------------------


async def again(form: Form) -> list[Row]:
    """Updates that come twice, a button pressed twice, a button of a message that was deleted."""
    async with Rig() as rig:
        for n, line in enumerate(("/start", "/list"), 1):
            rig.tg.say(42, line)
            await until(lambda wanted=n: len(rig.tg.sent(chat_id=42)) >= wanted, 10)  # type: ignore[misc]
        await rig.quiet(10)
        told = len(rig.tg.sent())
        rig.tg.redeliver(2)
        await asyncio.sleep(2.5)
        wrong = [] if len(rig.tg.sent()) == told else ["answered again"]
        shown = next(one for one in rig.tg.sent() if one["reply_markup"])
        data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        first = rig.tg.click(42, shown["message_id"], data=data)
        rig.tg.click(42, shown["message_id"], data=data)
        await until(lambda: len(rig.tg.sent()) >= told + 2, 10)
        rig.tg.redeliver(2)
        _press_deleted(rig, data)
        await until(lambda: not rig.tg.pending()["unanswered_callbacks"], 5)
        await rig.quiet(10)
        replies = len(rig.tg.sent()) - told
        wrong += [] if replies == 3 else [f"{replies} replies to three presses"]
        late = [r for r in rig.tg.requests("answerCallbackQuery") if r["t"] - _pressed_at(rig, r) > 2]
        slow = [f"{len(late)} presses heard late"] if late else []
        wrong += ["a press was not heard"] if rig.tg.pending()["unanswered_callbacks"] else []
        answers = [r["params"]["callback_query_id"] for r in rig.tg.requests("answerCallbackQuery")]
        wrong += ["a press was heard twice"] if answers.count(first["callback_query_id"]) != 1 else []
        note = f"{replies} replies to three presses"
        return [rig.row("G5 repeated updates", note=note, wrong=wrong, slow=slow)]


async def presses(form: Form) -> list[Row]:
    """Telegram leaves two of eight presses without an answer to our acknowledging; the others do not wait for those."""
    async with Rig() as rig:
        chats = range(51, 59)
        rig.people(chats)
        for chat in chats:
            rig.tg.say(chat, "/list")
        await until(lambda: len(rig.tg.sent()) >= len(chats), 15)
        rig.tg.fault("hang", method="answerCallbackQuery", times=2, seconds=9)
        for chat in chats:
            shown = rig.tg.screen(chat)[-1]
            rig.tg.click(chat, shown["message_id"], data="packs:", force=True)
        await until(lambda: len(rig.tg.sent()) >= 2 * len(chats), 15)
        await until(lambda: len(rig.tg.pending()["unanswered_callbacks"]) <= 2, 5)
        waiting = len(rig.tg.pending()["unanswered_callbacks"])
        late = [r for r in rig.tg.requests("answerCallbackQuery", ok=True) if r["t"] - _pressed_at(rig, r) > 2]
        unheard = [] if waiting == 2 else [f"{waiting} presses unanswered"]
        slow = [f"{len(late)} late"] if late else []
        slow, wrong = (slow + unheard, []) if rig.stood_still() else (slow, unheard)
        wrong += [] if len(rig.tg.sent()) == 2 * len(chats) else ["not every press had its effect"]
        note = "2 of 8 acknowledgements hang"
        return [rig.row("G5 hanging presses", note=note, wrong=wrong, slow=slow)]


def _press_deleted(rig: Rig, data: str) -> None:
    """What Telegram sends for a message that it does not have any more (InaccessibleMessage: date 0)."""
    press = {"id": "77", "chat_id": 42, "data": data, "t": time.time(), "mono": time.monotonic(), "answered": False}
    rig.tg._do(rig.tg.callbacks.__setitem__, "77", press)
    chat = {"id": 42, "type": "private"}
    person = {"id": 42, "is_bot": False, "first_name": "User42"}
    message = {"chat": chat, "message_id": 9999, "date": 0}
    rig.tg.update(
        "callback_query", {"id": "77", "from": person, "message": message, "chat_instance": "1", "data": data}
    )


def _pressed_at(rig: Rig, answer: dict[str, Any]) -> float:
    return float(rig.tg.callbacks[answer["params"]["callback_query_id"]]["t"])


# -- all of it -------------------------------------------------------------------------------------------------------

Scenario = Callable[[Form], Awaitable[list[Row]]]
BATCHES: Sequence[Sequence[Scenario]] = (
    (each_once, at_random, permanent, poison, group_memory, moving, leaving, again, presses, stopping),
    (limits, overtaking),
)


def scenarios(form: Form) -> Sequence[Sequence[Scenario]]:
    """In batches: what runs together shares the event loop, so few enough for its stalls to mean something."""
    outages = [outage(kind) for kind in form.outages]
    if form is LONG:
        return [*BATCHES, [group_budget], *(outages[n : n + 3] for n in range(0, len(outages), 3))]
    if form.crowded:
        return [[*(scenario for batch in BATCHES for scenario in batch), *outages]]
    return [BATCHES[0], [*BATCHES[1], *outages]]


async def rows(form: Form = SHORT) -> list[Row]:
    """The whole table."""
    found: list[Row] = []
    for batch in scenarios(form):
        for some in await asyncio.gather(*(scenario(form) for scenario in batch)):
            found += some
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.telegram", description=__doc__.partition("\n")[0])
    parser.add_argument("--long", action="store_true", help="a minute of random faults, outages of five minutes")
    parser.add_argument("--only", default="", help="names of scenarios: each_once, limits, poison …")
    asked = parser.parse_args()
    began = time.monotonic()
    form = LONG if asked.long else SHORT
    found = asyncio.run(only(asked.only.split(","), form) if asked.only else rows(form))
    print(table(found))
    print(f"{time.monotonic() - began:.0f} s")
    return int(not all(row.in_time for row in found))


async def only(names: Sequence[str], form: Form) -> list[Row]:
    found: list[Row] = []
    for name in names:
        scenario: Scenario = outage(name.removeprefix("outage:")) if name.startswith("outage:") else globals()[name]
        found += await scenario(form)
    return found


if __name__ == "__main__":
    sys.exit(main())
