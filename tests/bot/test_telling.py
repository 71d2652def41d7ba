"""Matching, freezing and sending together: what used to be lost, or told twice, on the way from one to the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot import sqlite
from bot.model import Address, Dead, Delivery, Lane, Later, Message, Moved, Outcome, State
from bot.outbox import MESSAGE_UNITS
from bot.styled import Styled, units
from house import PERSON, Ear, House, Substrings, blocks
from lived_day import Killed, Life, drop, mortal

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
PAGE = "晨光日报/2026-05-11/{:02}.txt"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def later(house: House, by: timedelta) -> None:
    house.hands.set(house.hands() + by)


def asked(house: House, *lines: str) -> Ear:
    """After these lines, with their answers out of the way."""
    for line in lines:
        house.hear(PERSON, line)
    house.send(Ear())
    return Ear()


def alert(house: House, key: str, address: Address = PERSON) -> Delivery:
    return Delivery(key=key, address=address, lane=Lane.ALERT, message=Message(body=Styled(key)), due_at=house.hands())


def arrives(house: House, number: int, *articles: str) -> None:
    house.page(PAGE.format(number), "\n\n".join(articles))
    house.take_in()


@pytest.mark.parametrize("count", [1, 4], ids=["one", "four"])
def test_an_alert_that_is_too_long_for_a_message_arrives_whole(house: House, count: int) -> None:
    """Where no headline is recognised a whole column can stand in its place."""
    ear = asked(house, "/sub 渡口 @即时")
    endless = "渡口" + "".join(f"第{n}班船准点开出，" for n in range(2000))
    arrives(house, 1, *(f"【{n}】{endless if n == 1 else '渡口见闻'}\n正文{n}。" for n in range(1, count + 1)))
    house.send(ear)
    texts = ear.texts()
    assert max(map(units, texts)) <= MESSAGE_UNITS
    assert endless in "".join(texts)
    assert all(f"【{n}】" in "".join(texts) for n in range(1, count + 1))
    assert len(house.desk.outbox.alerted(PERSON)) == count


def test_a_chat_that_moved_goes_on_being_told(house: House) -> None:
    """The matcher remembers whose a subscription is; it has to learn of the move."""
    ear, moved = asked(house, "/sub 渡口 @即时"), Address("fake", "-100")
    arrives(house, 1, "【1】渡口恢复开航\n七点。")
    ear.outcomes[PERSON] = Moved(moved.to)
    house.send(ear)
    arrives(house, 2, "【2】渡口又停航\n风大。")
    later(house, HOUR)
    house.take_in()
    house.send(ear)
    assert ["【1】" in ear.texts(moved)[0], "【2】" in ear.texts(moved)[1]] == [True, True]
    assert (len(ear.texts(moved)), len(ear.refused)) == (2, 1)


def test_a_digest_moved_to_a_later_hour_of_the_day_holds_what_came_since(house: House) -> None:
    ear = asked(house, "/sub 粮价")
    arrives(house, 1, "【1】粮价平稳\n充足。")
    later(house, 2 * HOUR)
    house.digesting.freeze_due()
    arrives(house, 2, "【2】粮价看涨\n开镰。")
    house.hear(PERSON, "/digest 20:00")
    later(house, 13 * HOUR)
    house.digesting.freeze_due()
    house.send(ear)
    digests = [text for text in ear.texts() if text.startswith("🌅")]
    assert [("【1】" in text, "【2】" in text) for text in digests] == [(True, False), (False, True)]


def test_who_wants_no_passing_mentions_gets_none(house: House) -> None:
    """The fake finder takes a word in the body for a mention."""
    ear = asked(house, "/sub 粮价", "/digest 不要提及")
    arrives(house, 1, "【1】粮价平稳\n充足。", "【2】集市热闹\n粮价也有人问。")
    later(house, 2 * HOUR)
    house.digesting.freeze_due()
    house.send(ear)
    assert [("【1】" in text, "【2】" in text) for text in ear.texts()] == [(True, False)]
    house.hear(PERSON, "/digest 要提及")
    arrives(house, 2, "【3】集市又热闹\n粮价有人问。")
    later(house, 24 * HOUR)
    house.digesting.freeze_due()
    house.send(ear)
    assert "【3】" in ear.texts()[-1]


def test_the_rows_of_a_digest_and_its_mark_stand_or_fall_together(tmp_path: Path) -> None:
    """Rows without the mark would be frozen again, under the same keys, and what came between would be lost."""
    house = House(tmp_path, finder=Substrings(), read=blocks)
    asked(house, "/sub 粮价")
    arrives(house, 1, "【1】粮价平稳\n充足。")
    later(house, 2 * HOUR)
    seen: list[bool] = []
    while not any(seen):
        connection = mortal(house, Life(ends=2 + len(seen)))
        with suppress(Killed):
            house.digesting.freeze_due()
        drop(connection)
        house = House(tmp_path, house.hands, finder=Substrings(), read=blocks)
        person = house.desk.subscriptions.subscriber(PERSON)
        frozen = [one.lane for one in house.desk.outbox.claim(house.hands(), SECOND, 9, ["fake"])]
        assert person
        waits = bool(house.desk.subscriptions.digests_due(house.hands()))
        assert (frozen, person.digested > 0) == (([], False) if waits else ([Lane.DIGEST], True))
        seen.append(bool(frozen))
    assert len(seen) > 10
    house.close()


def test_a_channel_that_is_not_there_uses_up_no_tries(house: House) -> None:
    """`baoxiao run` without a token for a day, then with one: what waits for Telegram is still there."""
    far = Address("telegram", "42")
    house.desk.outbox.add([alert(house, "a", far)])
    ear = Ear()
    for _ in range(24):
        house.send(ear)
        later(house, HOUR)
    (waiting,) = house.desk.outbox.claim(house.hands(), HOUR, 9, ["telegram"])
    assert (waiting.key, waiting.attempts) == ("a", 1)


def test_a_pause_that_the_channel_asks_for_holds_the_whole_chat(house: House) -> None:
    house.desk.outbox.add([alert(house, "a"), alert(house, "b"), alert(house, "c", Address("fake", "2"))])
    ear = Ear(outcomes={PERSON: Later("429", 30.0)})
    house.send(ear)
    assert ([message.body.text for _, message in ear.refused], ear.texts(Address("fake", "2"))) == (["a"], ["c"])
    ear.outcomes.clear()
    later(house, 29 * SECOND)
    house.send(ear)
    assert ear.texts() == []
    later(house, SECOND)
    house.send(ear)
    assert ear.texts() == ["a", "b"]


def test_nobody_s_chat_is_tried_once(house: House) -> None:
    """A message to an address that never wrote, and that refuses us: there is no subscriber to hold it for."""
    house.desk.outbox.add([alert(house, "a")])
    ear = Ear(outcomes={PERSON: Dead("chat not found", gone=True)})
    house.send(ear)
    assert len(ear.refused) == 1
    assert dict(house.desk.outbox.waiting()) == {State.DEAD: 1}


def test_a_fault_of_ours_leaves_it_uncertain(house: House, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Ear):
        async def send(self, address: Address, message: Message) -> Outcome:
            await super().send(address, message)
            raise KeyError(message.body.text)

    house.desk.outbox.add([alert(house, "a")])
    house.send(Broken())
    assert "sending a failed" in caplog.text
    later(house, 9 * SECOND)
    (again,) = house.desk.outbox.claim(house.hands(), HOUR, 9, ["fake"])
    assert (again.attempts, again.doubts) == (2, 1)


def test_a_commit_that_fails_does_not_block_what_follows(house: House) -> None:
    """A full disk shows itself at the COMMIT; the transaction must not stay open behind our back."""

    class Full:
        def __init__(self, connection: sqlite3.Connection) -> None:
            self.connection, self.full = connection, True

        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
            if statement == "COMMIT" and self.full:
                raise sqlite3.OperationalError("database or disk is full")
            return self.connection.execute(statement, *values)  # type: ignore[arg-type]

        def __getattr__(self, name: str) -> object:
            return getattr(self.connection, name)

    disk = Full(house.database.conn)
    house.database.conn = cast(sqlite3.Connection, disk)
    with pytest.raises(sqlite3.OperationalError), sqlite.immediate(house.database):
        house.desk.outbox.add([alert(house, "a")])
    disk.full = False
    with sqlite.immediate(house.database):
        house.desk.outbox.add([alert(house, "b")])
    assert [one.key for one in house.desk.outbox.claim(house.hands(), HOUR, 9, ["fake"])] == ["b"]


OPENED = "6月8日上午，鹿溪渡口公园正式开园。公园占地1260亩，新建木栈道8.6公里、观鸟台12座，总投资3.4亿元。"
RETOLD = "占地1260亩的鹿溪渡口公园6月8日开门迎客，8.6公里木栈道、12座观鸟台有了新去处，投资3.4亿元。"


def digest(house: House, ear: Ear) -> str:
    later(house, 24 * HOUR)
    house.digesting.freeze_due()
    house.send(ear)
    return ear.texts()[-1]


@pytest.mark.parametrize("others", [0, 4], ids=["alone", "among others"])
def test_a_digest_names_the_report_that_rang_not_its_relative(house: House, others: int) -> None:
    ear = asked(house, "/sub 开园 @即时", "/sub 迎客 @日报")
    further = (f"第{n}处开园\n{'花草树木'[n]}。" for n in range(others))
    arrives(house, 1, f"渡口迎客\n{RETOLD}", f"鹿溪渡口公园开园\n{OPENED}", *further)
    house.send(ear)
    (line,) = (one for one in digest(house, ear).splitlines() if "已经即时提醒过" in one)
    assert "鹿溪渡口公园开园" in line
    assert "迎客" not in line


def test_notices_of_one_form_ring_one_by_one(house: House) -> None:
    ear = asked(house, "/sub 停电 @即时", "/sub 停水 @日报")
    form = "供电公司发布检修计划，{}7时至15时，望湖路变电站所带{}沿线{}，如遇下雨顺延。"
    cuts = [("桥南区12日", "6月12日", "柳林路", "停水"), ("桥南区12日", "6月12日", "柳林路", "停电")]
    cuts += [("清泉区12日", "6月12日", "青石街", "停电"), ("桥南区13日", "6月13日", "槐荫路", "停电")]
    arrives(house, 1, *(f"{head}{what}\n{form.format(*rest, what)}" for head, *rest, what in cuts))
    house.send(ear)
    rang = [text for text in ear.texts() if text.startswith("🔔")]
    assert [text.splitlines()[1] for text in rang] == ["桥南区12日停电", "清泉区12日停电", "桥南区13日停电"]
    assert "同题" not in "".join(rang)
    told, _, before = digest(house, ear).partition("已经即时提醒过")
    assert "桥南区12日停水" in told
    assert "停水" not in before
