"""List pages: every dialect with every line, title, address and day; what is no list says so."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from policy.policy_pages import ANYHOW, DIALECTS, HOST, TODAY, Notice, notices, shell
from watchers.errors import BaoxiaoError, LayoutError, ParseError
from watchers.model import Selectors
from watchers.policy.addresses import joined, key
from watchers.policy.listing import read_list
from watchers.policy.model import Listing

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "gov"


def read(text: str, url: str = f"{HOST}/tzgg/", selectors: Selectors = ANYHOW, today: date = TODAY) -> Listing:
    return read_list(text.encode(), "text/html", url, selectors, today)


@pytest.mark.parametrize("count", [20, 4, 2])
@pytest.mark.parametrize("name", DIALECTS)
def test_a_list_is_read_whole_in_every_dialect(name: str, count: int) -> None:
    dialect = DIALECTS[name]
    lines = notices(count, dialect.path, step=9)
    found = read(dialect.draw(lines), dialect.address)
    assert [(row.title, row.url, row.day) for row in found.rows] == [
        (one.title, joined(dialect.address, one.path), one.day) for one in lines
    ]


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("TRS", f"{HOST}/zwgk/tzgg/index_1.shtml"),
        ("大汉", f"{HOST}/module/web/jpage/dataproxy.jsp?page=1&columnid=11"),
        ("博达", f"{HOST}/tzgg/4.htm"),
        ("jhtml", f"{HOST}/tzgg/index_2.jhtml"),
        ("dl", ""),
    ],
)
def test_the_next_page_is_found_by_its_link_or_its_script(name: str, following: str) -> None:
    dialect = DIALECTS[name]
    assert read(dialect.draw(notices(9, dialect.path)), dialect.address).following == following


# Counted by hand on the pages: lines of the list, the first and the last day, and how many lines the last day has.
@pytest.mark.parametrize(
    ("name", "count", "first", "last", "on_last"),
    [
        ("cnta_list_1", 20, date(2017, 10, 14), date(2017, 8, 25), 1),
        ("gaoan_list_0", 12, date(2017, 10, 19), date(2017, 10, 12), 1),
        ("jxlyw_list_1", 15, date(2017, 10, 6), date(2017, 10, 1), 2),
        ("yichun_counties_1", 20, date(2017, 10, 13), date(2017, 9, 27), 1),
        ("yuanzhou_list_0", 25, date(2017, 10, 20), date(2017, 10, 10), 1),
    ],
)
def test_real_pages_are_read_whole(name: str, count: int, first: date, last: date, on_last: int) -> None:
    page = SAMPLES / f"{name}.html"
    if not page.exists():
        pytest.skip("the shared samples are not here")
    rows = read_list(page.read_bytes(), "", f"{HOST}/tzgg/", Selectors(), TODAY).rows
    days = [row.day for row in rows]
    assert (len(rows), days[0], days[-1], days.count(last)) == (count, first, last, on_last)
    assert all(6 <= len(row.title) <= 60 and "2017-" not in row.title and "..." not in row.title for row in rows)
    assert all(row.url.startswith("http") and any(char.isdigit() for char in row.url) for row in rows)
    assert len({key(row.url) for row in rows}) == count


def test_the_day_of_the_list_wins_over_that_of_the_address() -> None:
    rows = "".join(
        f'<li><a href="./t20240303_{n}.shtml">颍川市关于第{n}号事项的公告</a><span>2024-03-05</span></li>'
        for n in range(3)
    )
    assert {row.day for row in read(shell(f"<ul>{rows}</ul>")).rows} == {date(2024, 3, 5)}


def test_a_pinned_line_is_marked_and_does_not_move_the_years() -> None:
    days = ("03-05", "11-20", "10-02", "01-03", "12-28", "11-30")
    marks = ("[置顶]", "", "", "", "", "")
    rows = "".join(
        f'<li><a href="/a/{n}.jhtml">{mark}颍川市关于第{n}件事项的通知</a>[{day}]</li>'
        for n, (mark, day) in enumerate(zip(marks, days, strict=True))
    )
    found = read(shell(f"<ul>{rows}</ul>")).rows
    assert [row.day for row in found] == [
        date(2026, 3, 5), date(2026, 11, 20), date(2026, 10, 2), date(2026, 1, 3), date(2025, 12, 28),
        date(2025, 11, 30),
    ]  # fmt: skip
    assert [row.pinned for row in found] == [True, False, False, False, False, False]
    assert found[0].title == "颍川市关于第0件事项的通知"


def test_of_several_dates_that_of_the_publication_counts() -> None:
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="/w/{n}.html">颍川市燃气管理办法第{n}部分</a></td><td>颍政〔2026〕{n}号</td>'
        f"<td>成文日期：2026-10-0{n}</td><td>发布日期：2026-10-1{n}</td><td>有效期至2031-01-01</td></tr>"
        for n in range(1, 6)
    )
    assert [row.day for row in read(shell(f"<table>{rows}</table>")).rows] == [
        date(2026, 10, 10 + n) for n in range(1, 6)
    ]


def test_selectors_win() -> None:
    rows = "".join(
        f'<p class="it"><b><a href="/x/{n}.html">第{n}期</a></b> <a href="/y/{n}.html">'
        "颍川市人民政府公报全部目录和正文</a>"
        f'<i>2025-01-01</i><u class="d">2026-11-0{n}</u></p>'
        for n in range(1, 5)
    )
    found = read(shell(rows), selectors=Selectors(item="p.it", title="b", date=".d")).rows
    assert [(row.title, row.url, row.day) for row in found] == [
        (f"第{n}期", f"{HOST}/x/{n}.html", date(2026, 11, n)) for n in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("selectors", "error", "words"),
    [
        (Selectors(item="li[["), ParseError, "li[["),
        (Selectors(body="div >"), ParseError, "div >"),
        (Selectors(item=".nowhere"), LayoutError, ".nowhere"),
        (Selectors(date=".nowhere"), LayoutError, ".nowhere"),
    ],
)
def test_a_wrong_selector_is_named(selectors: Selectors, error: type[BaoxiaoError], words: str) -> None:
    page = DIALECTS["TRS"].draw(notices(9, DIALECTS["TRS"].path))
    with pytest.raises(error) as told:
        read(page, selectors=selectors)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (shell('<div id="app"></div><ul id="list"></ul>', extra="<script>$.ajax({url:'/api/list'})</script>"), "脚本"),
        (shell("<p>对不起，您访问的页面不存在</p>", title="404"), "404"),
        (shell("<form><input type=text><input type=password></form>", title="统一身份认证 登录"), "登录"),
        (shell("<p>本栏目正在建设中。</p>"), "找不到列表"),
        ("<html><body></body></html>", "找不到列表"),
    ],
)
def test_what_is_no_list_says_so(page: str, words: str) -> None:
    with pytest.raises(LayoutError) as told:
        read(page)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.gov.cn/x/t1.html", "https://www.a.gov.cn/x/t1.html#top"),
        ("http://a.gov.cn/x/", "http://a.gov.cn:80/x/index.html"),
        ("http://a.gov.cn/x.jsp;jsessionid=F00?id=3", "http://a.gov.cn/x.jsp?id=3&utm_source=wx&spm=1.2"),
        ("http://a.gov.cn/x?b=2&a=1", "http://A.gov.cn/x?a=1&b=2"),
    ],
)
def test_a_document_has_one_name_whichever_way_it_is_linked(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_different_documents_have_different_names() -> None:
    there = [
        "http://a.cn/News.shtml?p5=1",
        "http://a.cn/News.shtml?p5=2",
        "http://a.cn/News.shtml",
        "http://a.cn:81/News.shtml",
    ]
    assert len({key(one) for one in there}) == 4


def test_no_page_however_broken_ends_in_anything_but_rows_or_a_sentence() -> None:
    dice = random.Random(6)
    pages = [dialect.draw(notices(8, dialect.path)).encode() for dialect in DIALECTS.values()]
    for _ in range(150):
        page = bytearray(dice.choice(pages))
        for _ in range(dice.randint(1, 30)):
            at = dice.randrange(len(page))
            page[at : at + dice.choice((0, 1, 1, 40))] = dice.choice((b"<", b">", b'"', b"\xff", b"]]>", b"<!--", b""))
        try:
            found = read_list(bytes(page), "", f"{HOST}/tzgg/", Selectors(), TODAY)
        except BaoxiaoError as wrong:
            assert str(wrong)  # noqa: PT017
        else:
            assert all(row.title and row.url.startswith("http") for row in found.rows)


@dataclass(frozen=True, slots=True)
class Shape:
    """What one line looks like, and what is around all of them."""

    line: Callable[[Notice], str]
    around: str = "<ul>{}</ul>"


SHAPES = {
    "the date before the link": Shape(lambda n: f'<li><span>[{n.day}]</span><a href="{n.path}">{n.title}</a></li>'),
    "a link around a card": Shape(
        lambda n: f'<a href="{n.path}"><div>{n.title}</div><p>现将有关事项通知如下，请遵照执行。</p>'
        f"<span>{n.day}</span></a>",
        "<div>{}</div>",
    ),
    "a heading inside the link": Shape(
        lambda n: f'<li><a href="{n.path}"><h3>{n.title}</h3><em>{n.day}</em><p>现将有关事项通知如下</p></a></li>'
    ),
    "a category before and an explanation behind": Shape(
        lambda n: f'<li><a href="/zcwj/">[政策文件]</a><a href="{n.path}">{n.title}</a>'
        f'<a href="/jd{n.path}">图解：一图读懂</a>'
        f"<span>{n.day}</span></li>"
    ),
    "an attribute with everything": Shape(
        lambda n: f'<tr><td><a href="{n.path}" title="标题：{n.title}&#10;发布时间：{n.day} 10:20">'
        f"{n.title[:6]}…</a></td>"
        f"<td>{n.day} 10:20:33</td></tr>",
        "<table>{}</table>",
    ),
    "a span in which one can answer": Shape(
        lambda n: f'<li><a href="{n.path}">{n.title}</a><p>发布时间：{n.day}</p>'
        f"<p>征集时间：{n.day} 至 2026-12-31</p></li>"
    ),
    "tabs above": Shape(
        lambda n: f'<li><a href="{n.path}">{n.title}</a><i>{n.day:%Y.%m.%d}</i></li>',
        '<div class="tab"><ul><li><a href="/a1.html">政策文件</a></li>'
        '<li><a href="/a2.html">政策解读</a></li></ul><ul>{}</ul></div>',
    ),
    "a heading row": Shape(
        lambda n: f'<tr><td>1</td><td><a href="{n.path}">{n.title}</a></td><td>颍政〔2026〕1号</td>'
        f"<td>{n.day}</td></tr>",
        "<table><tr><th>序号</th><th>标题</th><th>文号</th><th>发布日期</th></tr>{}</table>",
    ),
    "days above their lines": Shape(
        lambda n: f'<dd>{n.day}</dd><dt><a href="{n.path}">{n.title}</a></dt>', "<dl>{}</dl>"
    ),
    "another list with dates beside it": Shape(
        lambda n: f'<li><a href="{n.path}">{n.title}</a><span>{n.day}</span></li>',
        "<ul>{}</ul><div><ul class=fr>"
        + "".join(f'<li><a href="/tj/{at}.html">颍川推荐文章...</a><span>11-0{at}</span></li>' for at in range(1, 9))
        + "</ul></div>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_list_is_read_whatever_its_lines_look_like(name: str) -> None:
    lines = notices(8, "/x/{n}.html")
    page = shell(SHAPES[name].around.format("".join(map(SHAPES[name].line, lines))))
    assert [(row.title, row.url, row.day) for row in read(page, f"{HOST}/x/").rows] == [
        (one.title, HOST + one.path, one.day) for one in lines
    ]
