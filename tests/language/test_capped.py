"""`@2`: a subscription brings no more than two articles into one digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.compose import Item
from bot.compose.capped import capped
from house import PERSON, Ear, House, blocks
from watchers.model import Article, Entry

NOON = datetime(2026, 5, 11, 4, tzinfo=UTC)


def item(number: int, *queries: str) -> Item:
    paper = Article(paper="商都日报", day=date(2026, 5, 11), headline=f"第{number}条", body="正文。")
    entry = Entry(id=number, uid=str(number), version=1, source="来源", seen_at=NOON, article=paper)
    return Item(number=number, entry=entry, finding=None, queries=queries, story=str(number))


def numbers(*items: Item, spared: tuple[str, ...] = ()) -> list[int]:
    return [one.number for one in capped(items, spared)]


def test_the_first_ones_stay() -> None:
    some = [item(n, "地铁 @2") for n in range(1, 5)]
    assert numbers(*some) == [1, 2]
    assert numbers(*(item(n, "地铁") for n in range(1, 5))) == [1, 2, 3, 4]


def test_what_another_subscription_brings_stays_and_counts() -> None:
    assert numbers(item(1, "地铁 @1", "暴雨"), item(2, "地铁 @1"), item(3, "暴雨")) == [1, 3]
    assert numbers(item(1, "地铁 @1"), item(2, "地铁 @1", "公交 @1"), item(3, "公交 @1")) == [1, 2]


def test_what_was_held_for_quiet_hours_stays() -> None:
    assert numbers(item(1, "地铁 @1"), item(2, "地铁 @1"), spared=("2",)) == [1, 2]


def test_a_digest_keeps_to_the_number(tmp_path: Path) -> None:
    house, ear = House(tmp_path, read=blocks), Ear()
    house.hear(PERSON, "/sub 渡口 @2")
    house.hear(PERSON, "/sub 粮价")
    house.send(Ear())
    news = [f"【{n}】渡口第{n}次停航\n原因{n}。" for n in range(1, 4)]
    house.page("晨光日报/2026-05-11/01.txt", "\n\n".join([*news, "【4】粮价平稳\n充足。"]))
    house.take_in()
    house.hands.set(house.hands() + timedelta(hours=2))
    house.digesting.freeze_due()
    house.send(ear)
    (digest,) = [text for text in ear.texts() if text.startswith("🌅")]
    assert sum(f"【{n}】" in digest for n in range(1, 4)) == 2
    assert "【4】" in digest
    house.close()
