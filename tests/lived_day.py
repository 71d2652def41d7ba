"""A day from half past five to nine in the evening: the world, one process after another, and the kill between them.

`Day(folder, ends=k).lived()` lives it and dies at the k-th statement that would reach SQLite: nothing reaches the
database or the channel from then on, no clean-up, no rollback; the connection is dropped. A new process opens the file,
recovers, and lives on to the evening.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast

from bot.model import Address, Dead, Hall, Incoming, Message, Outcome
from bot.texts import texts
from house import DAWN, Clock, Ear, House, Substrings, blocks
from watchers.ingest import visit_due

LI, ANN, ZHAO = (Address("fake", name) for name in ("li", "ann", "zhao"))
# After a crash a source is visited again when its lease is over.
LEASE, RESTART = timedelta(seconds=10), timedelta(seconds=11)

MORNING = """【1】渡口恢复开航
首班船早上七点。

【2】粮价平稳
市场供应充足。

【3】老街动工
工期八个月。

【4】渡口旁建粮价信息亭
每天更新。"""
CORRECTED = MORNING.replace("七点", "六点") + "\n\n【5】夏粮开镰，粮价看涨\n收购点已备好资金。"
EVENING_PAPER = "\n\n".join(f"【{n}】渡口见闻之{n}\n船工说天气好，粮价也好。" for n in (6, 7, 8, 9))
FIRST, SECOND = "晨光日报/2026-05-11/01.txt", "晚风报/2026-05-11/01.txt"


@dataclass(frozen=True)
class Hour:
    """What the world does at one moment; `blocks` is who cannot be reached from then on."""

    at: str
    said: tuple[tuple[Address, str], ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    blocks: frozenset[Address] = frozenset()
    again: int = 0  # the channel delivers its last updates once more


GONE = frozenset({ZHAO})
DAY = (
    Hour("05:30", said=((LI, "/start"), (LI, "/sub 渡口 @即时"), (LI, "/sub 粮价"))),
    Hour("05:32", said=((ANN, "/lang en"), (ANN, "/sub 渡口"), (ANN, "/digest 08:00"))),
    Hour("05:33", said=((ZHAO, "/sub 渡口 @即时"), (ZHAO, "/sub 粮价"))),
    Hour("05:45", pages=((FIRST, MORNING),), blocks=GONE),
    Hour("07:30", blocks=GONE),
    Hour("08:00", blocks=GONE),
    Hour("12:00", pages=((FIRST, CORRECTED), (SECOND, EVENING_PAPER)), blocks=GONE),
    Hour("12:10", said=((LI, "/unsub 2"), (LI, "/sub 停水"), (ANN, "/list")), blocks=GONE),
    Hour("15:00", blocks=GONE, again=4),
    Hour("18:00", said=((ANN, "/digest 20:00"),), blocks=GONE),
    Hour("20:00", blocks=GONE),
    Hour("20:30", said=((ZHAO, "/list"),)),
    Hour("21:00"),
)


class Killed(BaseException):
    """kill -9. No `except Exception` hears of it."""


@dataclass
class Life:
    """Counts statements; at number `ends` the process is dead.

    `deaths` are the numbers at which dying makes a difference: the first statement after each commit that changed
    something, and after each message that the channel took. To die later, but before the next of them, leaves the same
    file and the same world behind.
    """

    ends: int | None = None
    beats: int = 0
    dead: bool = False
    taken: int = 0
    deaths: list[int] = field(default_factory=list)
    _left_behind: tuple[int, int] | None = None

    def beat(self, connection: sqlite3.Connection) -> None:
        self.beats += 1
        if not connection.in_transaction and (connection.total_changes, self.taken) != self._left_behind:
            self._left_behind = (connection.total_changes, self.taken)
            self.deaths.append(self.beats)
        if self.dead or self.beats == self.ends:
            self.dead = True
            raise Killed


class Mortal:
    """A connection through which a dead process reaches nothing any more."""

    def __init__(self, connection: sqlite3.Connection, life: Life) -> None:
        self._connection, self._life = connection, life

    def execute(self, *statement: object) -> sqlite3.Cursor:
        self._life.beat(self._connection)
        return self._connection.execute(*statement)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def mortal(house: House, life: Life) -> sqlite3.Connection:
    """Let `life` count what this house asks of SQLite; the bare connection, to drop it."""
    bare = house.database.conn
    house.database.conn = cast(sqlite3.Connection, Mortal(bare, life))
    return bare


def drop(connection: sqlite3.Connection) -> None:
    """What the kernel does to a dead process; half-read results would keep `close` from letting the file go."""
    connection.rollback()
    connection.close()


@dataclass
class World:
    """What is not ours and outlives us: the clock, the files, and a channel with its own memory."""

    clock: Clock = field(default_factory=Clock)
    ear: Ear = field(default_factory=Ear)
    updates: list[Incoming] = field(default_factory=list)
    rewound: int = 0

    def turn_to(self, hour: Hour, house: House) -> None:
        hours, minutes = map(int, hour.at.split(":"))
        self.clock.set(DAWN + timedelta(hours=hours - 5, minutes=minutes - 30))
        self.ear.outcomes = {address: Dead("blocked", gone=True) for address in hour.blocks}
        for name, text in hour.pages:
            house.page(name, text)
        for address, text in hour.said:
            self.updates.append(Incoming(key=f"fake:{len(self.updates)}", address=address, text=text))
        self.rewound = hour.again

    def poll(self, offset: int) -> tuple[list[Incoming], int]:
        """As Telegram: what lies below `offset` is confirmed, all else comes (again)."""
        begin, self.rewound = max(0, offset - self.rewound), 0
        return self.updates[begin:], len(self.updates)


class Mouth:
    """The channel as one process has it: the dead tell nobody anything."""

    def __init__(self, ear: Ear, life: Life) -> None:
        self._ear, self._life = ear, life

    async def send(self, address: Address, message: Message) -> Outcome:
        if self._life.dead:
            raise Killed
        self._life.taken += 1
        return await self._ear.send(address, message)

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        if self._life.dead:
            raise Killed
        self._life.taken += 1
        return await self._ear.edit(address, message_id, message)

    async def acknowledge(self, callback_id: str, text: str = "") -> None: ...

    async def administers(self, address: Address, person: str) -> bool:
        return True

    async def hall(self, name: str, person: str) -> Hall | None:
        return None


class Day:
    """One life of the day in `folder`, with one kill at most."""

    def __init__(self, folder: Path, ends: int | None = None) -> None:
        self.folder, self.life, self.world = folder, Life(ends), World()
        self.excused: Counter[tuple[Address, str]] = Counter()
        self.lasted = 0
        self.deaths: tuple[int, ...] = ()
        self.house = self._born()

    def lived(self) -> Day:
        with asyncio.Runner() as loop:
            loop.get_loop().set_exception_handler(lambda *_: None)  # of tasks that died with the process
            for hour in DAY:
                self.world.turn_to(hour, self.house)
                try:
                    self._turn(loop)
                except Killed:
                    self._again(loop)
        self.lasted, self.deaths = self.life.beats, tuple(self.life.deaths)
        return self

    def _turn(self, loop: asyncio.Runner) -> None:
        """What the service's stages do, until there is nothing to do."""
        house, channels = self.house, {"fake": Mouth(self.world.ear, self.life)}
        updates, offset = self.world.poll(house.desk.inbox.offset("fake"))
        house.desk.inbox.store(updates, self.world.clock(), "fake", offset)
        while visit_due(house.news, house.watchers, house.clock, LEASE):
            pass
        while house.matching.match_new():
            pass
        house.digesting.freeze_due()
        while waiting := house.chat.waiting():
            for incoming in waiting:
                house.chat.answer(incoming)
        while loop.run(house.sending.send_due(channels)):
            pass
        if self.life.dead:  # in a task that only sent
            raise Killed

    def _again(self, loop: asyncio.Runner) -> None:
        drop(self._connection)
        self.life = Life()
        self.house = self._born()
        self.excused = self._under_way()
        self.world.clock.set(self.world.clock() + RESTART)
        self.house.desk.outbox.recover(self.world.clock())
        self._turn(loop)

    def _born(self) -> House:
        house = House(self.folder, self.world.clock, finder=Substrings(), read=blocks)
        house.database.execute("PRAGMA synchronous = OFF")  # the process dies, not the machine
        self._connection = mortal(house, self.life)
        return house

    def _under_way(self) -> Counter[tuple[Address, str]]:
        """What the channel took last, if it is not settled."""
        last = [*self.world.ear.told[-1:], *self.world.ear.refused[-1:]]
        sending = self.house.database.query(
            "SELECT address, json_extract(message, '$.body.text') AS text FROM deliveries WHERE state = 'sending'"
        )
        begun = {(Address.parse(row["address"]), row["text"]) for row in sending}
        return Counter(said for said in map(spoken, last) if said in begun)

    def state(self) -> dict[str, list[tuple[object, ...]]]:
        """All that must be the same in the evening, whatever happened; instants of people and attempts are not."""
        wanted = {
            "subscribers": "SELECT address, language, timezone, digest_at, next_digest_at, digested, paused, gone "
            "FROM subscribers ORDER BY address",
            "subscriptions": "SELECT id, address, number, query, mode, ended_at IS NULL FROM subscriptions ORDER BY id",
            "matches": "SELECT id, subscription_id, address, entry_id, uid FROM matches ORDER BY id",
            "deliveries": "SELECT key, address, lane, message, state FROM deliveries ORDER BY key",
            "inbox": "SELECT key, handled_at IS NULL, error FROM inbox ORDER BY id",
            "articles": "SELECT id, uid, version FROM articles ORDER BY id",
            "cursors": "SELECT name, value FROM cursors ORDER BY name",
        }
        rows = {name: list(self.house.database.query(sql)) for name, sql in wanted.items()}
        return {name: [tuple(row.values()) for row in found] for name, found in rows.items()}

    def told(self) -> Counter[tuple[Address, str]]:
        return Counter(map(spoken, self.world.ear.told))

    def refused(self) -> Counter[tuple[Address, str]]:
        return Counter(map(spoken, self.world.ear.refused))


NOTES = tuple("\n" + texts(language)("alert.repeat") for language in ("zh-Hans", "en"))


def spoken(said: tuple[Address, Message]) -> tuple[Address, str]:
    """Address and words, without the note that a repeat carries."""
    address, text = said[0], said[1].body.text
    for note in NOTES:
        text = text.removesuffix(note)
    return address, text
