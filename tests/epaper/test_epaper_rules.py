"""The small rules one by one: what is no article, who signed, when to look, what a label says."""

# ruff: noqa: E501 - pages are written in one line

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from epaper.papers import DAY, SYSTEMS, paper
from epaper.serving import FakeWeb, Visitor, source
from watchers.epaper.article import Printed, read_article
from watchers.epaper.hours import Arrival, expected, next_look
from watchers.epaper.index import read_index
from watchers.epaper.labels import label_and_name
from watchers.epaper.skipping import skipped
from watchers.epaper.trouble import Trouble
from watchers.epaper.writing import Spot, written
from watchers.model import Article
from watchers.times import BEIJING

TEXT = "自5月15日起，东关大道封闭施工，公交3路、12路改走北环路，请市民提前安排出行。"


@pytest.mark.parametrize(
    ("title", "body", "why"),
    [
        ("本版责编：丁一舟", "", "责编"),
        ("责编 丁一舟 校对 李娜", "责编 丁一舟", "责编"),
        ("版式设计/李娜", "", "责编"),
        ("本版邮箱：a@example.com", "", "责编"),
        ("广告", "东关家具城全场八折，欢迎选购。", "广告"),
        ("公益广告（2）", "", "广告"),
        ("今日导读", TEXT, "导读"),
        ("■报头", "", "报头"),
        ("公告", "", "无正文"),
        ("图片新闻", "", "无正文"),
        ("", "", "无正文"),
        ("公告", TEXT, ""),
        ("启事", TEXT, ""),
        ("图片报道", TEXT, ""),
        ("导读时代的阅读", TEXT, ""),
        ("广告法修订草案公开征求意见", TEXT, ""),
        ("责编的一天：他们怎样做出一张报纸", TEXT * 4, ""),
        ("编辑部的故事", TEXT * 4, ""),
        ("电话诈骗又出新花样", TEXT, ""),
        ("统筹城乡发展 东关镇先行一步", TEXT, ""),
        ("热线：供暖哪天开始？", TEXT, ""),
        ("新闻热线：0371-00000000", "", "责编"),
        ("一句话消息", "今天有雨。", ""),
    ],
)
def test_what_is_no_article(title: str, body: str, why: str) -> None:
    assert skipped(title, body) == why


@pytest.mark.parametrize(
    ("words", "label", "name"),
    [
        ("第01版：要闻", "1", "要闻"),
        ("01版:要闻", "1", "要闻"),
        ("A01： 头版", "A01", "头版"),
        ("第01版：旅游报01版", "1", "旅游报01版"),
        ("第A04版", "A04", ""),
        ("第三版：文化", "3", "文化"),
        ("Ｃ０４版：体育·娱乐", "C04", "体育·娱乐"),
        ("第24版：广告", "24", "广告"),
        ("下一版", "", ""),
        ("返回目录", "", ""),
        ("3月12日要闻", "", ""),
    ],
)
def test_what_a_link_to_a_page_says(words: str, label: str, name: str) -> None:
    assert label_and_name(words) == (label, name)


def of(*paragraphs: str, signed: str = "", **more: str) -> Article:
    printed = Printed(title="东关桥通车", signed=signed, paragraphs=paragraphs, **more)  # type: ignore[arg-type]
    return written(printed, Spot(paper="商都日报", day=DAY, page="1", order=1, url="http://x/1"))


def test_a_dateline_and_a_jump_are_taken_from_the_text() -> None:
    article = of("本报讯（记者 林晓雨 通讯员 周明）昨日，东关桥通车。", "公交车先开了过去，(下转三版)")
    assert (article.reporters, article.correspondents) == (("林晓雨",), ("周明",))
    assert article.body == "昨日，东关桥通车。\n公交车先开了过去，"
    assert article.jump_to == 3


def test_a_signature_below_the_text() -> None:
    article = of("昨日，东关桥通车。", "本报记者 林晓雨")
    assert (article.reporters, article.body) == (("林晓雨",), "昨日，东关桥通车。")


def test_items_of_a_round_up_keep_their_datelines() -> None:
    second = "本报讯（记者 高远）西关桥也要修了。"
    article = of("本报讯（记者 林晓雨）东关桥通车。", second)
    assert article.body == f"东关桥通车。\n{second}"
    assert article.reporters == ("林晓雨", "高远")


def test_an_author_line_with_its_paper() -> None:
    article = of("昨日，东关桥通车。", signed="本报记者 林晓雨 高远")
    assert article.reporters == ("林晓雨", "高远")
    assert article.byline == "本报记者 林晓雨 高远"


def test_headlines_that_are_printed_again_are_no_text() -> None:
    assert of("东关桥通车", "昨日，东关桥通车。").body == "昨日，东关桥通车。"


def test_a_picture_with_a_headline_has_its_caption_as_text() -> None:
    printed = Printed(title="夏收", captions=("五月的麦田，收割机排成一行。",), pictures=("http://x/1.jpg",))
    article = written(printed, Spot(paper="商都日报", day=DAY, page="1", order=1, url="http://x/1"))
    assert (article.body, article.captions) == ("五月的麦田，收割机排成一行。", ())


def test_the_remark_is_no_body() -> None:
    page = (
        "<html><body><td class=font01>东关桥通车</td></body></html><!--enpproperty <founder-title>东关桥通车</founder-title>"
        "<founder-content>商都日报</founder-content> /enpproperty-->"
    )
    printed = read_article(page.encode(), "", "http://x/content_1.htm")
    assert (printed.title, printed.paragraphs) == ("东关桥通车", ())


def test_a_login_instead_of_the_text() -> None:
    page = "<html><body><h1>东关桥通车</h1><div id=ozoom><p>请登录后阅读全文</p></div></body></html>"
    printed = read_article(page.encode(), "", "http://x/content_1.htm")
    assert (printed.trouble, printed.paragraphs) == (Trouble.LOGIN, ())


def test_articles_drawn_as_shapes() -> None:
    page = "<html><body><p>2026年5月11日 星期一</p><svg><polygon class=area data-contentid=746 title='绿电进村'></polygon></svg></body></html>"
    found = read_index(page.encode(), "", "http://x.cn/202605/11/index.html")
    assert [(one.url, one.title) for one in found.articles] == [("http://x.cn/202605/11/con-746.html", "绿电进村")]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


def habit(minute: int, rest: int | None = None) -> list[Arrival]:
    days = [DAY - timedelta(days=back) for back in range(1, 29)]
    return [Arrival(day=day, minute=None if day.weekday() == rest else minute + day.day % 5) for day in reversed(days)]


def test_the_hour_is_learnt_and_the_looks_come_close_around_it() -> None:
    seen = habit(7 * 60)
    hope = expected(seen, DAY)
    assert hope.usual is not None
    assert abs(hope.usual - at(DAY, 7)) <= timedelta(minutes=5)
    every = timedelta(minutes=10)
    assert next_look(seen, DAY, at(DAY, 1), every) - at(DAY, 1) == timedelta(hours=1)
    assert next_look(seen, DAY, at(DAY, 6), every) == hope.first
    assert next_look(seen, DAY, at(DAY, 7), every) - at(DAY, 7) == every
    assert next_look(seen, DAY, at(DAY, 15), every) - at(DAY, 15) == timedelta(minutes=30)


def test_a_weekday_without_issues_is_left_alone() -> None:
    seen = habit(7 * 60, rest=DAY.weekday())
    assert expected(seen, DAY).rests
    assert not expected(seen, DAY + timedelta(days=1)).rests
    assert next_look(seen, DAY, at(DAY, 7), timedelta(minutes=10)) - at(DAY, 7) == timedelta(hours=1)


def test_a_late_issue_is_told_once_it_is_late_and_then_no_more() -> None:
    system = SYSTEMS["F1 A"]
    web = FakeWeb()
    reader = Visitor(web, source(system.front(DAY)), now=datetime(2026, 5, 4, 22, 0, tzinfo=UTC))
    for day in (DAY - timedelta(days=back) for back in range(6, 0, -1)):
        reader.now = at(day, 6, 30).astimezone(UTC)
        reader.visit()
        web.pages = dict(system.files(paper(day)))
        reader.later(minutes=30).visit()
    reader.now = at(DAY, 7, 0).astimezone(UTC)
    reader.visit()
    assert not any("还没有出来" in note for note in reader.notes)
    reader.now = at(DAY, 9, 30).astimezone(UTC)
    reader.visit()
    assert any("5月11日的报纸还没有出来，往常07:00左右就有" in note for note in reader.notes)
    web.pages = dict(system.files(paper(DAY)))
    reader.later(minutes=30).visit()
    assert len(reader.of(DAY)) == 6
    assert not any("还没有出来" in note for note in reader.notes)
