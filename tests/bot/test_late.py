"""Old issues that are read in late: they count by their own date, and are none of the day's news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.reviewing import USUAL
from house import DAWN, PERSON, Ear, House, Substrings, blocks

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OLD = "渡口历年客流公布\n渡口去年运送旅客三万人次。"
OLDER = "渡口旧貌\n渡口的石阶还是老样子。"
NEW = "渡口恢复开航\n渡口首班船七点出发。"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """On the morning of 11 May the issue of the day is read, and with it one of March and one of 2023."""
    house = House(tmp_path, finder=Substrings(), read=blocks)
    house.page("晨光日报/2023-03-10/01.txt", OLDER)
    house.page("晨光日报/2026-03-21/01.txt", OLD)
    house.page("晨光日报/2026-05-11/01.txt", NEW)
    house.take_in()
    yield house
    house.close()


def says(house: House, line: str) -> str:
    return "\n".join(_said(house, line))


def _said(house: House, line: str) -> list[str]:
    ear = Ear()
    house.hear(PERSON, line)
    house.send(ear)
    return ear.texts()


def read(house: House, name: str, text: str) -> None:
    """An hour later another page is there."""
    house.hands.set(house.hands() + HOUR)
    house.page(f"晨光日报/{name}.txt", text)
    house.take_in()


def until(house: House, at: datetime) -> list[str]:
    """All that is said by itself until then, the house looking every hour."""
    ear = Ear()
    while house.hands() < at:
        house.hands.set(min(at, house.hands() + HOUR))
        while house.digesting.freeze_due():
            pass
        house.send(ear)
    return ear.texts()


def test_it_is_the_date_of_an_article_that_counts(house: House) -> None:
    assert "最近 30 天命中 1 篇" in says(house, "/sub 渡口")
    assert "7 天命中 1 篇，最近今天" in says(house, "/list")
    assert "共 1 篇" in says(house, "/trend 渡口")
    assert "最近 90 天命中 2 篇" in says(house, "/try 渡口 90")


def test_what_is_told_as_often_is_told_alike(house: House) -> None:
    """Of thirty days three have been read: neither says how often it comes."""
    assert "这段时间库里只有 1 天的稿件" in says(house, "/sub 渡口")
    assert "这段时间库里只有 1 天的稿件" in says(house, "/trend 渡口")


def test_more_than_twenty_are_counted(house: House) -> None:
    read(house, "2026-05-11/02", "\n\n".join(f"渡口消息{n}\n渡口第{n}号船开了。" for n in range(24)))
    assert "命中 25 篇" in says(house, "/sub 渡口")
    assert "7 天命中 25 篇" in says(house, "/list")


def test_a_week_counts_that_was_before_the_subscription(house: House) -> None:
    house.hands.set(DAWN + 3 * DAY)
    says(house, "/sub 渡口")
    assert "7 天命中 1 篇，最近 3 天前" in says(house, "/list")
    assert not until(house, DAWN + 5 * DAY), "and no digest tells of it"


def test_today_puts_what_is_old_behind_the_news(house: House) -> None:
    says(house, "/sub 渡口")
    news, _, old = says(house, "/today").partition("【补读的旧稿】")
    assert "与你有关的 1 篇" in news
    assert "渡口恢复开航" in news
    assert "渡口旧貌" not in news
    assert "渡口旧貌" in old
    assert "渡口历年客流公布" in old


def test_what_is_old_has_pages_of_its_own_where_one_is_not_enough(house: House) -> None:
    says(house, "/sub 渡口")
    read(house, "2026-05-11/02", "\n\n".join(f"渡口消息{n}\n渡口第{n}号船开了。" for n in range(24)))
    first = says(house, "/today")
    assert "【补读的旧稿】" not in first
    assert "另有补读的旧稿 2 篇" in first
    pages = [says(house, f"/today {n}") for n in (2, 3, 4)]
    assert [page for page in pages if "渡口旧貌" in page and "【补读的旧稿】" in page]


def test_where_all_is_old_today_says_which_issue_is_the_latest(house: House) -> None:
    house.hands.set(DAWN + 60 * DAY)
    read(house, "2025-12-01/01", "渡口冬景\n渡口结冰了。")
    says(house, "/sub 渡口")
    told = says(house, "/today")
    assert "库里最近一期是5月11日" in told
    news, _, old = told.partition("【补读的旧稿】")
    assert "渡口冬景" not in news
    assert "渡口冬景" in old


def test_an_archive_that_ends_long_ago_is_looked_back_on_from_its_end(house: House) -> None:
    house.hands.set(DAWN + 60 * DAY)
    assert "到最近一期（5月11日）为止的 30 天命中 1 篇" in says(house, "/sub 渡口")
    assert "「渡口」到最近一期（5月11日）为止的 30 天" in says(house, "/trend 渡口")


def test_a_digest_tells_of_them_behind_the_news(house: House) -> None:
    says(house, "/sub 渡口")
    until(house, DAWN + DAY)
    house.hands.set(DAWN + DAY)
    read(house, "2026-05-12/01", "渡口加开航班\n渡口末班船九点出发。")
    read(house, "2025-12-01/01", "渡口冬景\n渡口结冰了。")
    (digest,) = until(house, DAWN + DAY + 3 * HOUR)
    news, _, old = digest.partition("【补读的旧稿】")
    assert "1 篇" in news
    assert "渡口加开航班" in news
    assert "渡口冬景" not in news
    assert "渡口冬景" in old


def test_a_digest_of_nothing_else_says_so(house: House) -> None:
    says(house, "/sub 渡口")
    until(house, DAWN + DAY)
    house.hands.set(DAWN + DAY)
    read(house, "2025-12-01/01", "渡口冬景\n渡口结冰了。")
    (digest,) = until(house, DAWN + DAY + 3 * HOUR)
    assert "没有与你的订阅有关的新稿件" in digest
    assert "【补读的旧稿】" in digest
    assert "渡口冬景" in digest


def test_they_ring_nobody(house: House) -> None:
    says(house, "/sub 渡口 @即时")
    read(house, "2025-12-01/01", "渡口冬景\n渡口结冰了。")
    read(house, "2026-05-11/02", "渡口加开航班\n渡口末班船九点出发。")
    ear = Ear()
    house.send(ear)
    (rung,) = ear.texts()
    assert "渡口加开航班" in rung


def test_a_week_is_one_of_the_calendar_and_of_the_papers(house: House) -> None:
    """Wednesday of the week after: the issue of Monday of the week before is no part of it, nor what was read late."""
    says(house, "/sub 渡口")
    house.hands.set(DAWN + 9 * DAY)
    read(house, "2026-05-20/01", "渡口加开航班\n渡口末班船九点出发。")
    read(house, "2026-05-13/01", "渡口停航\n渡口因大风停航。")
    told = says(house, "/review")
    assert "5月14日至5月20日" in told
    assert "渡口加开航班" in told
    assert not any(one in told for one in ("渡口停航", "渡口恢复开航", "渡口历年客流公布", "渡口旧貌"))
    assert USUAL.weekdays == (6,)


# -- what came before the subscription ---------------------------------------------------------------------------------


def test_what_is_imported_begins_as_what_is_subscribed(house: House) -> None:
    house.hear(PERSON, "/import 渡口\n灯塔")
    ear = Ear()
    house.send(ear)
    house.hear(PERSON, data=ear.told[-1][1].buttons[0][0].data)
    house.send(ear)
    assert "1. 渡口 · 日报 · 7 天命中 1 篇，最近今天" in says(house, "/list")
    (digest,) = until(house, DAWN + 3 * HOUR)
    assert "渡口恢复开航" in digest


def test_what_is_restored_begins_so_too(house: House) -> None:
    says(house, "/sub 渡口")
    house.hear(PERSON, "/export JSON")
    ear = Ear()
    house.send(ear)
    (file,) = [message.file for _, message in ear.told if message.file]
    says(house, "/unsub 1")
    house.hear(PERSON, "/import\n" + file.text)
    house.send(ear)
    house.hear(PERSON, data=ear.told[-1][1].buttons[0][0].data)
    house.send(ear)
    assert "渡口 · 日报 · 7 天命中 1 篇，最近今天" in says(house, "/list")


# -- and after it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "since"),
    [("/unsub 1", "这条订阅已退订"), ("/edit 1 灯塔", "这条订阅现在是「灯塔」")],
)
def test_why_an_alert_came_is_known_after_its_subscription(house: House, line: str, since: str) -> None:
    house.hear(PERSON, "/sub 渡口 @即时")
    read(house, "2026-05-11/02", "渡口加开航班\n渡口末班船九点出发。")
    ear = Ear()
    house.send(ear)
    why = next(one.data for row in ear.told[-1][1].buttons for one in row if one.data.startswith("why"))
    says(house, line)
    house.hear(PERSON, data=why)
    house.send(ear)
    assert "渡口加开航班" in ear.texts()[-1]
    assert f"当时因为「渡口」命中；{since}。" in ear.texts()[-1]
