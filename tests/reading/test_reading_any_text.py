"""Whatever the text: no exception, every character in one block, the same again, in time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_stories import (
    BRIDGE,
    CLINIC,
    DAY,
    LIBRARY,
    WHEAT,
    articles,
    assert_covered,
    body,
    flat,
    page,
    read,
    report,
)  # fmt: skip

from watchers.model import Issue, Page
from watchers.reading import read_issue
from watchers.widths import fold

PAGE = page(
    "云溪日报客户端",
    "## 影像·云溪",
    "### 云溪区图书馆新馆开放",
    *report(LIBRARY),
    "今年中考方案公布\n体育分值不变",
    "青石河大桥封闭维修",
    "本报记者 高远 文/图",
    "\n\n大桥施工现场",
    *BRIDGE[:2],
    "夜间吊装",
    BRIDGE[2] + "(下转二版)",
    "星湖街道推出家庭病床",
    "(上接一版)" + CLINIC[0],
    *CLINIC[1:],
    "策划:王志明\n执笔:何晓燕",
    "柳林镇麦田忙",
    "新华社北京4月7日电 " + WHEAT[0],
    WHEAT[1] + "(本报记者 高远)",
)
MARKS = [
    *("\n", "\n\n", "\n\n\n\n", "\r\n", "\u2028", "\x1c", "\u3000", " ", "#", "## ", "。", "，", "“", "——", "·", "版"),
    *(
        "(下转二版)",
        "（上接一版）",
        "本报讯(记者 高远)",
        "新华社北京4月7日电",
        "本报记者 高远 摄\n",
        "执笔:高远\n",
        "(记者",
    ),
]


@given(st.text())
def test_arbitrary_text(text: str) -> None:
    assert_covered(text, read(text))


@given(
    st.lists(st.sampled_from([*MARKS, *LIBRARY, *WHEAT, "云溪区图书馆新馆开放", "麦田", "高远"]), max_size=25).map(
        "".join
    )
)
def test_arbitrary_pieces_of_pages(text: str) -> None:
    reading = read(text)
    assert_covered(text, reading)
    assert [article.order for article in reading.articles] == list(range(1, len(reading.articles) + 1))


@settings(max_examples=60)
@given(st.integers(0, len(PAGE)), st.integers(0, 60), st.sampled_from(["", *MARKS]), st.integers(0, len(PAGE)))
def test_cut_and_mutated_pages(place: int, lost: int, put: str, turn: int) -> None:
    text = PAGE[:place] + put + PAGE[place + lost :]
    for version in (text, text[turn:] + text[:turn]):
        assert_covered(version, read(version))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["", "1", "2", "A03"]), st.integers(0, len(PAGE))), max_size=4))
def test_arbitrary_issues(parts: list[tuple[str, int]]) -> None:
    pages = [Page(label=label, text=PAGE[cut:]) for label, cut in parts]
    found = read_issue(Issue(paper="云溪日报", day=DAY), pages)
    assert sum(len(article.pages) for article in found) <= sum(
        len(read(page.text, page.label).articles) for page in pages
    )


@pytest.mark.parametrize("text", ["", " ", "\n\n\n\n", "#", "###\n\n##", "\u3000\u3000", "。"])
def test_nothing_to_read(text: str) -> None:
    assert read(text).articles == ()
    assert_covered(text, read(text))


def test_reading_twice_gives_the_same() -> None:
    assert read(PAGE) == read(PAGE)


def test_widths_of_punctuation_do_not_matter() -> None:
    narrow = PAGE.translate(str.maketrans("，；：（）", ",;:()"))
    first, second = articles(PAGE), articles(narrow)
    assert [fold(flat(article.body)) for article in first] == [fold(flat(article.body)) for article in second]
    assert [article.reporters for article in first] == [article.reporters for article in second]


def test_heading_marks_do_not_matter_for_reports() -> None:
    marked = page("# 云溪区图书馆新馆开放", *report(LIBRARY), "### 柳林镇麦田忙", *report(WHEAT))
    assert [flat(article.body) for article in articles(marked)] == [body(LIBRARY), body(WHEAT)]
    assert articles(marked) == articles(marked.replace("### ", "").replace("# ", ""))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["的" * 300_000, "中文标题\n" * 15_000, "(下转" * 100_000, "本报讯(记者 " * 10_000, "“" * 200_000, "甲 " * 150_000],
    ids=["one line", "short lines", "open marks", "openings", "quotes", "blanks"],
)
def test_a_megabyte_of_garbage_is_read_whole(text: str) -> None:
    """A quarter of one where each line, each opening is a block of its own, of which there are thousands then."""
    reading = read(text)
    printed = sum(len(flat(text[block.start : block.end])) for block in reading.blocks)
    assert printed == len(flat(text))
