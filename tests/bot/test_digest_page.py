"""A digest as its reader meets it: what stands first, what is still to be done, pages that turn where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.compose.digest import ordered, varied
from bot.compose.items import Item
from bot.dispatch.front import nearest
from bot.model import Address, Finding, Incoming, Message, Strength, Topic
from bot.openings import LASTS, OPENED, SILENCED, About
from bot.ranking import Reason, Taste, standing
from house import DAWN, PERSON, Clock, Ear, House, Substrings, blocks
from watchers.model import Article, Deadline, Entry, Facts, ForecastDay

DAY = date(2026, 5, 11)
STRANGER = Address("fake", "2")


def article(headline: str = "桥头小学添了新操场", day: date = DAY, due: int | None = None, *places: str) -> Article:
    deadlines = () if due is None else (Deadline(date=DAY + timedelta(days=due), what="报名", words="报名"),)
    facts = Facts(places=places, deadlines=deadlines)
    return Article(paper="晨光日报", day=day, headline=headline, body="操场昨日启用。", facts=facts)


def item(number: int, one: Article, score: float = 0.8, topic: str = "", query: str = "操场") -> Item:
    entry = Entry(id=number, uid=str(number), version=1, source="来源", seen_at=DAWN, article=one)
    finding = Finding(strength=Strength.STRONG, score=score, hits=())
    topics = (Topic(name=topic, score=1.0, words=()),) if topic else ()
    return Item(number=0, entry=entry, finding=finding, queries=(query,), topics=topics, story=str(number))


def order(taste: Taste, *items: Item) -> list[int]:
    return [one.entry.id for one in ordered(items, taste)]


# -- what stands first -------------------------------------------------------------------------------------------------


def test_what_settles_between_two_that_are_alike_and_why() -> None:
    here = Taste(today=DAY, inside=frozenset({"金水区"}), around=frozenset({"郑州市", "河南省"}))
    plain = item(1, article())
    for better, reason in (
        (item(2, article("甲", DAY, None, "郑州市", "金水区")), Reason.HERE),
        (item(2, article("甲", DAY, None, "郑州市")), Reason.AROUND),
        (item(2, article("甲", DAY, 3)), Reason.SOON),
    ):
        assert order(here, plain, better) == [2, 1]
        stands = standing(better.entry.article, better.finding, better.queries, better.topics, here)
        assert reason in dict(stands.reasons)
    assert order(here, item(1, article("旧", DAY - timedelta(days=5))), item(2, article())) == [2, 1]
    assert order(here, item(1, article("近", DAY, 9)), item(2, article("更近", DAY, 1))) == [2, 1]


def test_nothing_lifts_what_is_hardly_about_it_above_what_is() -> None:
    fan = Taste(today=DAY, inside=frozenset({"金水区"}), habits={(About.PAPER, "晨光日报"): 50.0})
    weak = replace(
        item(1, article("甲", DAY, 1, "金水区"), 0.2), finding=Finding(strength=Strength.WEAK, score=0.2, hits=())
    )
    assert order(fan, weak, item(2, article(), 0.7)) == [2, 1]


def test_what_was_opened_comes_first_and_what_was_silenced_last() -> None:
    two = item(1, article(), topic="sports"), item(2, article(), topic="culture")
    assert order(Taste(today=DAY, habits={(About.TOPIC, "culture"): 2.0}), *two) == [2, 1]
    assert order(Taste(today=DAY, habits={(About.TOPIC, "sports"): -3.0}), *two) == [2, 1]


def test_one_topic_does_not_fill_the_page() -> None:
    many = [item(n, article(), 0.9, "finance") for n in range(1, 6)] + [item(9, article(), 0.75, "culture")]
    chosen = varied(many, Taste(today=DAY))
    assert [one.entry.id for one in chosen[:4]].count(9) == 1


# -- what people opened ------------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    one = House(tmp_path, Clock(), finder=Substrings(), read=blocks)
    yield one
    one.close()


def test_openings_add_up_fade_and_are_bounded(house: House) -> None:
    store, sign = house.desk.openings, (About.TOPIC, "finance")
    store.note(PERSON, [sign], OPENED, DAWN)
    store.note(PERSON, [sign], OPENED, DAWN)
    assert store.of(PERSON, DAWN)[sign] == pytest.approx(2.0)
    assert store.of(PERSON, DAWN + LASTS / 2)[sign] == pytest.approx(1.0)
    assert not store.of(PERSON, DAWN + LASTS)
    assert not store.of(STRANGER, DAWN)
    for n in range(400):
        store.note(PERSON, [(About.QUERY, f"词{n}")], SILENCED, DAWN + timedelta(minutes=n))
    assert len(store.of(PERSON, DAWN + timedelta(minutes=400))) <= 201


# -- pages -------------------------------------------------------------------------------------------------------------


def test_the_forecast_is_of_the_readers_place_or_of_what_it_lies_in(house: House) -> None:
    def printed(number: int, paper: str, *places: str) -> tuple[Entry, ForecastDay]:
        told = replace(article("天气", DAY, None, *places), paper=paper)
        return item(number, told).entry, ForecastDay(date=DAY, text="晴", low=20, high=32)

    every = [printed(1, "洛阳晚报"), printed(2, "郑州日报"), printed(3, "晨光日报", "中牟县"), printed(4, "大河报")]
    for place, chosen, called in (
        ("中牟县", 3, "中牟县"),
        ("金水区", 2, "郑州"),
        ("洛阳市", 1, "洛阳"),
        ("开封市", 4, ""),
        ("", 1, "洛阳"),
    ):
        weather = nearest(place, every, house.places)
        assert [entry.id for entry, _ in weather.printed] == [chosen], place
        assert weather.where == called
    assert not nearest("开封市", every[:3], house.places).printed


def read_in(house: House) -> Ear:
    """A morning's digest of several pages."""
    house.hear(PERSON, "/sub 操场")
    told = [f"操场{n}号见闻\n{chr(0x4E00 + 97 * n) * 20}" for n in range(1, 31)]
    house.page("晨光日报/2026-05-11/01.txt", "\n\n".join(told))
    house.take_in()
    house.hands.set(DAWN + timedelta(hours=2, minutes=1))
    house.digesting.freeze_due()
    ear = Ear()
    house.send(ear)
    return ear


def press(house: House, ear: Ear, data: str, under: str, address: Address = PERSON) -> None:
    key = f"press:{len(ear.told)}:{len(ear.edited)}:{data}"
    house.desk.inbox.store([Incoming(key=key, address=address, data=data, under=under)], house.hands())
    for incoming in house.chat.waiting():
        house.chat.answer(incoming)
    house.send(ear)


def ways(message: Message) -> dict[str, str]:
    row = [one for line in message.buttons for one in line if one.data.startswith("page:")]
    return {one.label: one.data for one in row}


def test_pages_turn_in_place_there_and_back_and_after_a_restart(house: House, tmp_path: Path) -> None:
    ear = read_in(house)
    first = ear.told[-1][1]
    under = str(len(ear.told) - 1)
    [(label, forward)] = ways(first).items()
    assert label == "下一页 2/3 ▶"
    press(house, ear, forward, under)
    _, name, second = ear.edited[-1]
    assert name == under
    assert "第 2 页，共 3 页" in second.body.text
    assert list(ways(second)) == ["◀ 上一页 1/3", "下一页 3/3 ▶"]
    house.close()
    again = House(tmp_path, Clock(house.hands()), finder=Substrings(), read=blocks)
    press(again, ear, ways(second)["◀ 上一页 1/3"], under)
    assert ear.edited[-1][2] == first
    assert len(ear.told) == int(under) + 1, "nothing new rang"
    again.hear(PERSON, "/article 1")
    again.close()


def test_buttons_of_another_chat_and_of_a_list_that_is_gone_are_told_so(house: House) -> None:
    house.hear(STRANGER, "/list")
    ear = read_in(house)
    forward = ways(ear.told[-1][1]).popitem()[1]
    press(house, ear, forward, "99", STRANGER)
    assert "翻不动页" in ear.told[-1][1].body.text
    for forged in ("page:1:0", "page:1:99", "page:999999:1", "page:x:1", "page:1", "page:²:1"):
        press(house, ear, forged, "99")
        assert ear.told[-1][1].body.text
        assert "第 1 页" not in ear.told[-1][1].body.text
    for _ in range(3):
        house.hear(PERSON, "/today")
    press(house, ear, forward, "99")
    assert "翻不动页" in ear.told[-1][1].body.text
