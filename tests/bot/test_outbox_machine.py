"""Inbox and outbox under whatever may happen, in any order, on a real database file.

The world outside is modelled as it is: a channel that delivers updates until they are confirmed, and that may or may
not have taken a message whose answer was lost.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlite_utils import Database

from bot import sqlite
from bot.model import (
    Address,
    Button,
    Dead,
    Delivery,
    Finding,
    Incoming,
    Lane,
    Later,
    Match,
    Message,
    Mode,
    Outcome,
    Sent,
    State,
    Strength,
    Subscriber,
    Uncertain,
)
from bot.outbox import decide
from bot.ports import Desk
from bot.styled import bold
from watchers.sqlite import damage, migrate, open_database

NOW = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)
LEASE, NEVER = timedelta(seconds=60), timedelta(days=400)
PEOPLE = tuple(Address("fake", name) for name in ("li", "ann", "zhao"))
FINDING = Finding(strength=Strength.STRONG, score=0.9, hits=())
OUTCOMES = st.sampled_from(
    [Sent(), Sent(), Later("no network"), Later("429", 7.0), Uncertain("reset"), Dead("refused"), Dead("blocked", True)]
)


@cache
def empty() -> bytes:
    """A database in which nothing has happened; making its tables takes longer than a whole run."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "baoxiao.db")
        migrate(database, sqlite.migrations)
        database.close()
        return (Path(folder) / "baoxiao.db").read_bytes()


def message(text: str) -> Message:
    return Message(body=bold(text), buttons=((Button(label="为什么", data="why:1"),),))


class Traffic(RuleBasedStateMachine):
    """`taken` is what the channel has in its hands, `flying` what this process is sending."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = NOW
        self.written: list[Incoming] = []
        self.articles = 0
        self.wanted: set[str] = set()
        self.refused: Counter[str] = Counter()
        self.taken: list[str] = []
        self.flying: list[Delivery] = []
        (Path(self.folder.name) / "baoxiao.db").write_bytes(empty())
        self.database, self.desk = self.open()

    def open(self) -> tuple[Database, Desk]:
        database = open_database(Path(self.folder.name) / "baoxiao.db")
        migrate(database, sqlite.migrations)
        database.execute("PRAGMA synchronous = OFF")
        return database, sqlite.desk(database)

    @initialize()
    def subscribe(self) -> None:
        for address in PEOPLE:
            person = Subscriber(
                address=address, language="zh-Hans", timezone="Asia/Shanghai", timetable=None, joined_at=NOW
            )
            self.desk.subscriptions.keep(person)
            self.desk.subscriptions.subscribe(address, "渡口", "", Mode.ALERT, NOW)

    # -- the inbox ---------------------------------------------------------------------------------------------------

    @rule(address=st.sampled_from(PEOPLE))
    def people_write(self, address: Address) -> None:
        self.written.append(Incoming(key=f"fake:{len(self.written)}", address=address, text="你好"))
        person = self.desk.subscriptions.subscriber(address)
        assert person
        if person.gone:
            self.desk.subscriptions.keep(replace(person, gone=False))

    @rule(again=st.integers(0, 3))
    def poll(self, again: int) -> None:
        begin = max(0, self.desk.inbox.offset("fake") - again)
        self.desk.inbox.store(self.written[begin:], self.now, "fake", len(self.written))

    @rule(killed=st.booleans())
    def answer(self, killed: bool) -> None:
        for incoming in self.desk.inbox.waiting(1):
            reply = self.delivery(f"reply:{incoming.key}", incoming.address, Lane.REPLY)
            try:
                with self.desk.atomic():
                    self.desk.outbox.add([reply])
                    self.desk.inbox.done(incoming, self.now)
                    if killed:
                        raise KeyError
            except KeyError:
                return
            self.wanted.add(reply.key)

    # -- the outbox --------------------------------------------------------------------------------------------------

    def delivery(self, key: str, address: Address, lane: Lane) -> Delivery:
        return Delivery(key=key, address=address, lane=lane, message=message(key), due_at=self.now)

    @rule(fresh=st.integers(0, 2), again=st.integers(0, 2))
    def match(self, fresh: int, again: int) -> None:
        first, self.articles = max(0, self.articles - again), self.articles + fresh
        uids = range(first, self.articles)
        matches = [
            Match(subscription_id=n, address=address, entry_id=uid, uid=f"u{uid}", finding=FINDING, found_at=self.now)
            for uid in uids
            for n, address in enumerate(PEOPLE, 1)
        ]
        alerts = [self.delivery(f"alert:{one.address}:{one.uid}", one.address, Lane.ALERT) for one in matches]
        self.desk.outbox.record(self.articles, matches, alerts)
        self.wanted |= {alert.key for alert in alerts}

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        self.flying += self.desk.outbox.claim(self.now, LEASE, limit, {"fake"})

    @precondition(lambda self: self.flying)
    @rule(pick=st.integers(0, 99), outcome=OUTCOMES, arrived=st.booleans())
    def settle(self, pick: int, outcome: Outcome, arrived: bool) -> None:
        """An answer comes, in time or after the lease; of an uncertain one only the channel knows what it means."""
        delivery = self.flying.pop(pick % len(self.flying))
        if isinstance(outcome, Sent) or (isinstance(outcome, Uncertain) and arrived):
            self.taken.append(delivery.key)
        if isinstance(outcome, Dead):
            self.refused[delivery.key] += 1
        with self.desk.atomic():
            self.desk.outbox.settle(decide(delivery, outcome, self.now), self.now)
            if isinstance(outcome, Dead) and outcome.gone:
                person = self.desk.subscriptions.subscriber(delivery.address)
                assert person
                self.desk.subscriptions.keep(replace(person, gone=True))

    @rule(arrived=st.integers(0, 15), written=st.booleans())
    def crash(self, arrived: int, written: bool) -> None:
        """The process dies with calls under way, perhaps in the middle of a transaction."""
        self.taken += [one.key for n, one in enumerate(self.flying) if arrived >> n & 1]
        self.flying = []
        if written:
            self.database.execute("BEGIN IMMEDIATE")
            self.desk.outbox.record(999, [], [self.delivery("never", PEOPLE[0], Lane.ALERT)])
        self.database.close()
        self.database, self.desk = self.open()
        self.desk.outbox.recover(self.now)

    @rule(seconds=st.sampled_from([1, 5, 8, 61]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    # -- what always holds -------------------------------------------------------------------------------------------

    def rows(self) -> list[Mapping[str, str | int]]:
        return list(self.database.query("SELECT key, address, lane, state, doubts FROM deliveries ORDER BY id"))

    @invariant()
    def no_message_is_lost_or_invented(self) -> None:
        assert {row["key"] for row in self.rows()} == self.wanted
        assert self.desk.outbox.cursor() == self.articles
        for person in PEOPLE:
            found = [match.uid for match in self.desk.outbox.matches_after(person, 0)]
            assert found == [f"u{n}" for n in range(self.articles)]

    @invariant()
    def no_copy_without_a_doubt(self) -> None:
        copies = Counter(self.taken)
        for row in self.rows():
            assert copies[str(row["key"])] <= 1 + int(row["doubts"])
            if row["state"] == State.SENT:
                assert copies[str(row["key"])]
            if row["state"] == State.DEAD:
                assert self.refused[str(row["key"])] >= 2

    @invariant()
    def order_is_kept(self) -> None:
        """First copies to one address, lane by lane, in the order of writing; and one at a time."""
        went = list(dict.fromkeys(self.taken))
        rows = self.rows()
        for address in map(str, PEOPLE):
            mine = [row for row in rows if row["address"] == address]
            assert sum(row["state"] == State.SENDING for row in mine) <= 1
            for lane in (Lane.REPLY, Lane.ALERT):
                order = [str(row["key"]) for row in mine if row["lane"] == lane]
                places = [order.index(key) for key in went if key in order]
                assert places == sorted(places)

    def teardown(self) -> None:
        """In the end everything has been told: every update is answered once, every alert has arrived."""
        for address in PEOPLE:
            self.people_write(address)
        self.poll(0)
        while self.desk.inbox.waiting(1):
            self.answer(False)
        self.now += NEVER
        self.flying = []
        while True:
            self.claim(4)
            if not self.flying:
                break
            while self.flying:
                self.settle(0, Sent(), True)
        assert {row["state"] for row in self.rows()} <= {State.SENT, State.DEAD}
        replies = {key for key in self.wanted if key.startswith("reply:")}
        assert replies == {f"reply:{update.key}" for update in self.written}
        self.no_copy_without_a_doubt()
        self.order_is_kept()
        assert damage(self.database) == ()
        self.database.close()
        self.folder.cleanup()


TestTraffic = Traffic.TestCase
TestTraffic.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
