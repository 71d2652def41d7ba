"""The contract of Oblivion: of a chat that is forgotten nothing is left, in no table and not in the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import sqlite
from bot.ledger import Concern, Event
from bot.model import Act, Address, Before, Incoming, Mode, Mute, Muted, Sent, State
from bot.ports import Desk, Shown
from contracts.conftest import NOW, delivery, match, person
from watchers.sqlite import migrate, open_database

HE, SHE = Address("telegram", "4242424242"), Address("telegram", "5151515151")
SECRET = "渡口边上的老房子"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "house.db")) as database:
        migrate(database, sqlite.migrations)
        yield database


@pytest.fixture
def desk(database: Database) -> Desk:
    return sqlite.desk(database)


def lives_here(desk: Desk, who: Address) -> None:
    """Somebody of whom everything is kept that can be."""
    mute = Mute(kind=Muted.SOURCE, what=SECRET, until=NOW + timedelta(days=1))
    desk.subscriptions.keep(replace(person(who), mutes=(mute,), place="金水区"))
    number = desk.subscriptions.subscribe(who, SECRET, SECRET, Mode.ALERT, NOW).id
    found = match(number, f"{who.to}-u", who)
    said = Incoming(key=f"{who}:1", address=who, text=SECRET, person=who.to, group=True)
    desk.inbox.store([said, replace(said, key=f"{who}:2", person="7")], NOW)
    desk.inbox.done(said, NOW)
    desk.outbox.record(1, [found], [delivery(f"alert:{who}:u", who, text=SECRET), delivery(f"x:{who}", who)])
    desk.subscriptions.hold([found], NOW)
    (claimed,) = desk.outbox.claim(NOW, timedelta(minutes=1), 1, ["telegram"])
    desk.history.began([claimed], NOW)
    desk.history.ended(claimed, Sent("1"), NOW)
    desk.outbox.settle(replace(claimed, state=State.SENT), NOW, "1")
    desk.outbox.hold(who, NOW, NOW + timedelta(minutes=1))
    desk.memory.show(who, SECRET, [Shown(number=1, uid="u", queries=(SECRET,))])
    desk.memory.offer(who, SECRET, NOW)
    desk.memory.expect(who, "sub")
    desk.deeds.add(who, Act.UNSUB, SECRET, Before(), NOW)
    values = (("number", "1"), ("address", str(who)), ("error", "x"))
    desk.events.add(
        [Event(concern=Concern.DEAD, key=f"dead:{who.to[:2]}", text="x", at=NOW, subject="1", values=values)]
    )


def held_by(database: Database, who: Address) -> dict[str, int]:
    """In how many rows of which tables anything stands that says who it is, or what they said."""
    tables = [row["name"] for row in database.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: [str(dict(row)) for row in database.query(f"SELECT * FROM [{table}]")] for table in tables}
    return {table: n for table, held in rows.items() if (n := sum(who.to in row for row in held))}


def test_all_of_one_chat_goes_and_nothing_of_another(desk: Desk, database: Database) -> None:
    for who in (HE, SHE):
        lives_here(desk, who)
    before = held_by(database, SHE)
    assert len(before) >= 10, "the walk finds what it looks for"
    with desk.atomic():
        desk.oblivion.forget(HE)
    assert held_by(database, HE) == {}
    assert held_by(database, SHE) == before
    assert next(iter(database.query("SELECT count(*) AS n FROM held")))["n"] == 1
    assert next(iter(database.query("SELECT count(*) AS n FROM attempts")))["n"] == 1
    assert list(database.query("PRAGMA foreign_key_check")) == []
    desk.oblivion.forget(HE)
    assert desk.subscriptions.subscriber(SHE) is not None


def test_what_somebody_said_in_groups_goes_with_them(desk: Desk, database: Database) -> None:
    """Without a look at every line that was ever said; what still waits is answered first."""
    group = Address("telegram", "-100777")
    said = Incoming(key="g1", address=group, text=SECRET, person=HE.to, group=True)
    desk.inbox.store([said, replace(said, key="g2", person=SHE.to), replace(said, key="g3")], NOW)
    for one in ("g1", "g2"):
        desk.inbox.done(replace(said, key=one), NOW)
    desk.oblivion.forget(HE)
    assert [row["key"] for row in database.query("SELECT key FROM inbox ORDER BY key")] == ["g2", "g3"]
    desk.inbox.done(replace(said, key="g3"), NOW)
    desk.oblivion.forget(HE)
    assert held_by(database, HE) == {}
    sql = next(sql for sql in sqlite.oblivion.INDIRECT if "$.person" in sql)
    values = {"person": HE.to, "channel": "telegram"}
    plan = " ".join(str(row["detail"]) for row in database.query(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "inbox_of_person" in plan


def test_every_table_that_bears_an_address_is_covered(desk: Desk, database: Database) -> None:
    """Also those that somebody adds later: a row of each, whatever it is, goes."""
    found = list(database.query(sqlite.oblivion.ADDRESSED))
    assert len(found) >= 8
    database.execute("PRAGMA foreign_keys = OFF")
    for row in found:
        fields = [f for f in database.query(f"PRAGMA table_info([{row['name']}])") if f["notnull"] or f["pk"]]
        named = {f["name"]: str(HE) if f["name"] == "address" else 1 for f in fields}
        database.table(row["name"]).insert({**named, "address": str(HE)})
    assert len(held_by(database, HE)) == len(found)
    desk.oblivion.forget(HE)
    assert held_by(database, HE) == {}


def test_a_topic_of_a_forum_is_a_chat_of_its_own(desk: Desk, database: Database) -> None:
    lives_here(desk, HE)
    topic = replace(HE, topic="9")
    desk.inbox.store([Incoming(key="t", address=topic, text="九号楼")], NOW)
    desk.oblivion.forget(HE)
    assert held_by(database, HE) == {"inbox": 1}
    desk.oblivion.forget(topic)
    assert held_by(database, HE) == {}


def test_a_single_delivery_goes_with_its_attempts(desk: Desk, database: Database) -> None:
    lives_here(desk, HE)
    desk.oblivion.erase(1)
    assert [row["id"] for row in database.query("SELECT id FROM deliveries")] == [2]
    assert list(database.query("SELECT * FROM attempts")) == []


def test_it_cannot_be_read_from_the_disk_either(desk: Desk, tmp_path: Path) -> None:
    lives_here(desk, HE)
    files = [tmp_path / "house.db", tmp_path / "house.db-wal"]
    assert any(SECRET.encode() in file.read_bytes() for file in files)
    with desk.atomic():
        desk.oblivion.forget(HE)
    assert desk.oblivion.settle()
    assert [SECRET.encode() in file.read_bytes() or HE.to.encode() in file.read_bytes() for file in files] == [
        False
    ] * 2


def test_who_reads_the_log_is_not_waited_for(desk: Desk, tmp_path: Path) -> None:
    lives_here(desk, HE)
    with closing(open_database(tmp_path / "house.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM deliveries").fetchone()
        desk.oblivion.forget(HE)
        assert not desk.oblivion.settle()
        reader.execute("COMMIT")
    assert desk.oblivion.settle()
