"""A digest as its reader meets it: what stands first, what is still to be done, pages that turn where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.compose import outages
from bot.compose.digest import digest, ordered, varied
from bot.compose.due import due
from bot.compose.front import Almanac
from bot.compose.items import Item, deadline_line, lines
from bot.dispatch.front import Front, nearest
from bot.dispatch.items import section
from bot.model import Address, Finding, Hit, Incoming, Match, Message, Mode, Strength, Subscriber, Subscription, Topic
from bot.openings import LASTS, OPENED, SILENCED, About
from bot.ranking import Reason, Taste, standing, worth
from bot.styled import Styled
from bot.texts import texts
from house import DAWN, PERSON, Clock, Ear, House, Substrings, blocks
from watchers.model import Article, Deadline, Entry, Event, Facts, ForecastDay

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


# -- under which heading -----------------------------------------------------------------------------------------------


def found(*hits: tuple[str, str], score: float = 0.8) -> Finding:
    """By (field, pack); what takes a whole paper is found in its name, at the full score."""
    return Finding(
        strength=Strength.STRONG,
        score=score,
        hits=tuple(Hit(term="词", field=field, start=0, end=1, via=via) for field, via in hits),
    )


def test_what_a_whole_paper_brings_hides_no_reason_and_comes_after_what_was_asked_for_in_words() -> None:
    paper = replace(item(1, article("甲", DAY, 1), 1.0), finding=found(("paper", ""), score=1.0))
    said = found(("body", ""), score=0.5)
    words = replace(item(2, article("乙", DAY - timedelta(days=3)), 0.5), finding=said)
    assert order(Taste(today=DAY), paper, words) == [2, 1]
    assert worth(said) > worth(paper.finding) > worth(replace(said, strength=Strength.WEAK))


def matched(number: int, finding: Finding) -> Match:
    return Match(subscription_id=number, address=PERSON, entry_id=1, uid="1", finding=finding, found_at=DAWN)


def test_an_article_stands_under_what_its_reader_asked_for() -> None:
    policy, tourism = (Topic(name=name, score=0.9, words=()) for name in ("policy", "culture_tourism"))
    word = Subscription(id=3, address=PERSON, number=1, query="老字号", name="", mode=Mode.DIGEST, created_at=DAWN)
    of_policy, of_metro = matched(1, found(("body", "policy"))), matched(2, found(("body", "metro")))
    assert section([tourism, policy], [of_policy], [word]) == "#policy", "what nobody asked for is no heading"
    assert section([tourism], [of_metro], [word]) == "#metro", "a pack that stands on no shelf has a title all the same"
    assert section([tourism], [matched(3, found(("body", "")))], [word]) == "老字号"


def test_a_heading_stands_once_a_page_and_goes_on_where_it_began_before() -> None:
    names = ("#policy", "#industry", "麦收")
    every = [replace(item(n, article(f"第{n}篇"), 0.9 - n / 100), section=names[n % 3]) for n in range(40)]
    every += [replace(item(50, article("独一篇"), 0.99), section="听证会")]
    listed = [replace(one, number=n) for n, one in enumerate(ordered(every, Taste(today=DAY)), 1)]
    pages = [page.body.text for page in digest(Styled("日报"), Almanac(today=DAY), listed, texts("zh-Hans"))]
    headings = [re.findall(r"(?m)^【.*$", page) for page in pages]
    assert all(len({one.removesuffix("（续）") for one in page}) == len(page) for page in headings)
    begun = set[str]()
    for page in headings:
        assert {one for one in page if one.endswith("（续）")} == {f"{one}（续）" for one in begun} & {*page}
        assert not begun & {*page}
        begun |= {one.removesuffix("（续）") for one in page}
    assert begun == {"【政策】", "【产业】", "【麦收】", "【其他】"}, "one article needs no heading of its own"


def test_seven_subscriptions_are_not_all_named() -> None:
    one = replace(item(1, article()), number=1, names=tuple(f"词{n}" for n in range(7)))
    text = lines(one, texts("zh-Hans"), DAY).text
    assert text.endswith("「词0」「词1」等 7 条")
    assert "词2" not in text


# -- what is still to be done ------------------------------------------------------------------------------------------


def dated(number: int, headline: str, what: str, *documents: str, programmes: tuple[str, ...] = ()) -> Item:
    deadline = Deadline(date=DAY + timedelta(days=5), what=what, words=what)
    facts = Facts(deadlines=(deadline,), documents=documents, programmes=programmes)
    one = Article(paper="晨光日报", day=DAY, headline=headline, body="操场昨日启用。", facts=facts)
    return replace(item(number, one), number=number)


DRAFT = "晨光市停车场条例"


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (dated(1, "甲", "意见征集", f"{DRAFT}(草案)"), dated(2, "停车场条例征求意见", "意见反馈", DRAFT), [2]),
        (dated(1, "甲", "意见反馈", DRAFT), dated(2, "乙", "意见反馈", "晨光市养犬条例"), [1, 2]),
        (dated(1, "甲", "听证会报名", DRAFT), dated(2, "乙", "意见反馈", DRAFT), [1, 2]),
        (dated(1, "甲", "贴息申报"), dated(2, "乙", "首批财政贴息申报"), [1]),
        (
            dated(1, "甲", "贴息申报", programmes=("惠农贷",)),
            dated(2, "惠农贷开办", "首批贴息申报", programmes=("惠农贷",)),
            [2],
        ),
        (
            dated(1, "甲", "贴息申报", programmes=("惠农贷",)),
            dated(2, "乙", "贴息申报", programmes=("创业贷",)),
            [1, 2],
        ),
        (dated(1, "夏令营招人", "报名"), dated(2, "龙舟赛招人", "报名"), [1, 2]),
        (dated(1, "龙舟赛明天报名", "报名"), dated(2, "龙舟赛明天开始", "报名"), [1]),
    ],
)
def test_a_matter_is_told_once_by_the_article_that_tells_best_how(first: Item, second: Item, shown: list[int]) -> None:
    assert [one.item.number for one in due([first, second], DAY)] == shown
    text = digest(Styled("日报"), Almanac(today=DAY), [first, second], texts("zh-Hans"))[0].body.text
    assert (text.count("5月16日"), text.count("⏰")) == (len(shown), 1)


def test_a_matter_further_off_stands_under_one_item_and_what_was_told_before_can_be_reached() -> None:
    far = Deadline(date=DAY + timedelta(days=40), what="意见反馈", words="意见反馈")
    every = [dated(n, f"停车场条例{n}", "意见反馈", DRAFT) for n in (1, 2, 3)]
    every = [
        replace(
            one,
            entry=replace(
                one.entry, article=replace(one.entry.article, facts=Facts(deadlines=(far,), documents=(DRAFT,)))
            ),
        )
        for one in every
    ]
    [page] = digest(Styled("日报"), Almanac(today=DAY), every, texts("zh-Hans"))
    assert page.body.text.count("6月20日") == 1
    opened = dated(2, "龙舟赛招人", "报名")
    [page] = digest(Styled("日报"), Almanac(today=DAY, opened=(opened,)), every[:1], texts("zh-Hans"))
    assert "⏰ 今日要办\n· 5月16日（还有 5 天）报名，龙舟赛招人（第 2 条）" in page.body.text
    assert page.body.text.endswith("\n\n先前报过，还没到期：\n2. 龙舟赛招人　晨光日报 5月11日"), (
        "each number leads to a line"
    )
    assert page.listed == ((1, "1"), (2, "2"))


def test_the_hour_until_which_it_can_be_done() -> None:
    one = Deadline(date=DAY + timedelta(days=2), what="听证会报名", words="", time="17 : 30")
    assert deadline_line(one, texts("zh-Hans"), DAY).text == "5月13日 17:30前（还有 2 天）听证会报名"
    late = replace(one, time="下午5时")
    assert deadline_line(late, texts("zh-Hans"), DAY).text.startswith("5月13日 下午5时前（")
    assert ", by 17:00" in deadline_line(late, texts("en"), DAY).text


def hearing(number: int, day: date, headline: str, body: str, *facts: Deadline | Event) -> Item:
    deadlines = tuple(one for one in facts if isinstance(one, Deadline))
    events = tuple(one for one in facts if isinstance(one, Event))
    known = Facts(deadlines=deadlines, events=events, documents=(DRAFT,))
    one = Article(paper="晨光日报", day=day, headline=headline, body=body, facts=known)
    return replace(item(number, one), number=number)


def until(day: int, what: str = "听证会报名") -> Deadline:
    return Deadline(date=DAY + timedelta(days=day), what=what, words=what)


def test_what_was_put_off_is_told_with_its_new_day_alone() -> None:
    older = hearing(1, DAY - timedelta(days=1), "停车场条例征求意见", "报名要早。", until(2), until(9, "意见反馈"))
    body = "原定5月17日的听证会延期至5月19日，报名顺延至5月15日。"
    newer = hearing(2, DAY, "停车场立法听证会延期", body, until(4))
    other = hearing(3, DAY, "养犬条例听证会延期", body, until(4))
    other = replace(
        other,
        entry=replace(
            other.entry,
            article=replace(other.entry.article, facts=Facts(documents=("养犬条例",), deadlines=(until(4),))),
        ),
    )
    [moved, kept] = due([older, newer], DAY)
    assert (moved.item.number, moved.deadline.date, moved.was) == (2, DAY + timedelta(days=4), DAY + timedelta(days=2))
    assert (kept.item.number, kept.was) == (1, None), "what nobody put off stands"
    [page] = digest(Styled("日报"), Almanac(today=DAY), [older, newer], texts("zh-Hans"))
    assert "· 5月15日（还有 4 天）听证会报名（已改期，原 5月13日），停车场立法听证会延期（第 2 条）" in page.body.text
    assert page.body.text.count("5月13日") == 1
    assert [one.was for one in due([older, other], DAY)] == [None, None, None], (
        "another document's hearing moves nothing"
    )
    plain = hearing(4, DAY, "停车场条例第二场听证会", "报名到5月15日。", until(4))
    assert [one.was for one in due([older, plain], DAY)] == [None, None, None], "a second one takes nothing back"


def test_numbers_run_on_where_one_article_stands_for_several(house: House) -> None:
    same = until(4)
    opened = [
        hearing(1, DAY, "停车场条例听证会在即", "", same),
        hearing(2, DAY, "停车场条例听证会怎样报名", "", replace(same, time="17时")),
        hearing(3, DAY, "停车场条例征求意见", "", until(9, "意见反馈")),
    ]
    new = [hearing(4, DAY, "停车场条例草案公布", "", until(40, "意见征集"))]
    reader = Subscriber(address=PERSON, language="zh-Hans", timezone="UTC", timetable=None, joined_at=DAWN)
    front = Front(house.archive, house.desk, house.matching)
    further = front.numbered(reader, DAY, DAWN, [replace(new[0], number=1)], opened)
    assert [(one.number, one.entry.id) for one in further] == [(2, 2), (3, 3), (4, 1)]


def test_what_is_muted_is_not_to_be_done() -> None:
    one = hearing(1, DAY, "停车场条例听证会", "", until(4), Event(what="柳林路停水", first=DAY, last=DAY))
    muted = replace(one, muted=True)
    assert ([*due([one], DAY)], outages.found([one], DAY)) != ([], [])
    assert (due([muted], DAY), outages.found([muted], DAY)) == ([], [])


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
