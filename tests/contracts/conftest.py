"""The bot's stores, empty, for the contracts of bot/ports.py. Another implementation becomes another parameter here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot import sqlite
from bot.model import Address, Delivery, Finding, Hit, Incoming, Lane, Match, Message, Mode, Strength, Subscriber
from bot.ports import Desk
from bot.styled import Styled
from bot.times import Timetable
from watchers import sqlite as files

NOW = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LI, ANN = Address("fake", "li"), Address("fake", "ann")
FINDING = Finding(strength=Strength.STRONG, score=0.9, hits=(Hit(term="渡口", field="headline", start=0, end=2),))


def delivery(key: str, address: Address = LI, lane: Lane = Lane.ALERT, text: str = "", at: datetime = NOW) -> Delivery:
    return Delivery(key=key, address=address, lane=lane, message=Message(body=Styled(text or key)), due_at=at)


def match(
    subscription_id: int, uid: str, address: Address = LI, entry_id: int = 1, finding: Finding = FINDING
) -> Match:
    return Match(
        subscription_id=subscription_id, address=address, entry_id=entry_id, uid=uid, finding=finding, found_at=NOW
    )


def said(key: str, text: str = "你好", address: Address = LI) -> Incoming:
    return Incoming(key=key, address=address, text=text)


def wish(desk: Desk, address: Address = LI) -> int:
    return desk.subscriptions.subscribe(address, "渡口", "", Mode.ALERT, NOW).id


def person(address: Address, digested: int = 0, joined_at: datetime = NOW) -> Subscriber:
    return Subscriber(
        address=address,
        language="zh-Hans",
        timezone="Asia/Shanghai",
        timetable=Timetable((time(7, 30),)),
        joined_at=joined_at,
        digested=digested,
    )


@pytest.fixture(params=["sqlite"])
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Opens one more Desk over the same data, as another process would."""
    assert request.param == "sqlite"
    with ExitStack() as opened:

        def again() -> Desk:
            database = opened.enter_context(closing(files.open_database(tmp_path / "baoxiao.db")))
            files.migrate(database, sqlite.migrations)
            return sqlite.desk(database)

        yield again


@pytest.fixture
def desk(another: Callable[[], Desk]) -> Desk:
    return another()
