"""Tails printed far from their head: each piece of evidence by itself decides one page here."""

from __future__ import annotations

import pytest
from reading_stories import BRIDGE, CLINIC, LIBRARY, WHEAT, articles, body, flat, page, report

# The bridge's report breaks off; no word is torn, and nothing on the page repeats what stands around the break.
HEAD = (BRIDGE[0], "青石河大桥的支座老化，桥面也不平，")


def printed(*tail: str, right_before: bool, head: tuple[str, ...] = HEAD) -> tuple[str, str]:
    """The bodies of the article that broke off and of the one under which its tail was printed."""
    blocks = ["云溪区图书馆新馆开放", *report(LIBRARY), *tail]
    between = [] if right_before else ["星湖街道推出家庭病床", *report(CLINIC)]
    last = ["柳林镇麦田忙", *report(WHEAT)]
    found = articles(page(*blocks, *between, "青石河大桥封闭维修", *report(head), *last))
    host = next(article for article in found if "图书馆" in article.headline)
    home = next(article for article in found if "大桥" in article.headline)
    return flat(home.body), flat(host.body)


@pytest.mark.parametrize(
    ("tail", "right_before"),
    [
        (("滨河北路和三岔口立交的车辆都要改道，绕城高速也加派了人手。",), False),
        (("修好之后骑车的人再也不用颠簸了，老街坊们都盼着那一天早些到来，也好带孙辈去看看。",), True),
        (("30名工人分成三班，白天黑夜连轴转，吃住都在岸边的板房里，连端午也没有回过家。",), False),
        (("修好之后骑车的人不颠簸了。", "滨河北路和三岔口立交的车辆都要改道，绕城高速也加派了人手。"), False),
    ],
    ids=["shared names", "right before its headline", "a figure opens no sentence", "two paragraphs"],
)
def test_a_tail_comes_home(tail: tuple[str, ...], right_before: bool) -> None:
    home, host = printed(*tail, right_before=right_before)
    assert home.endswith(flat("".join(tail)))
    assert host == body(LIBRARY)


def test_a_name_torn_in_two_brings_the_tail_home() -> None:
    head = (
        BRIDGE[0] + "工程负责人佘冬青说，支座老化。",
        "为了不误市民出行，他们把最响的活都排在夜里，天亮之前收工，把路面扫得干干净净，车到山前必有路，佘冬",
    )
    home, _ = printed(
        "青带着徒弟守在桥头，一夜没有合眼，直到头班车平稳开过去才放下心来。", right_before=False, head=head
    )
    assert "佘冬青带着徒弟" in home


@pytest.mark.parametrize(
    "tail",
    [
        "据了解，借书证可以在手机上办，老街坊们都盼着那一天早些到来，也好带孙辈去看看。",
        "目前已有不少人办理了借书证，老街坊们都盼着那一天早些到来，也好带孙辈去看看。",
    ],
)
def test_what_begins_like_a_paragraph_finishes_no_sentence(tail: str) -> None:
    home, host = printed(tail, right_before=True)
    assert tail not in home
    assert host.endswith(tail)


def test_text_without_a_headline_goes_to_the_article_it_speaks_of() -> None:
    stray = "滨河北路和三岔口立交的车辆改道，青石河大桥两侧的公交也已改线，交通局派人守在绕城高速路口。"
    text = page(stray, "云溪区图书馆新馆开放", *report(LIBRARY), "青石河大桥封闭维修", *report(BRIDGE))
    library, bridge = articles(text)
    assert flat(library.body) == body(LIBRARY)
    assert flat(bridge.body) == body(BRIDGE) + flat(stray)


def test_a_paragraph_under_its_own_subheading_is_no_stray() -> None:
    last = "禾丰县农业农村局送来柳林镇高标准农田的新麦种，马长顺的两千亩小麦成了课本。"
    library = ["云溪区图书馆新馆开放", "本报记者 高远", *LIBRARY, "### 二、图书馆里的麦田", last]
    wheat, books = articles(page("柳林镇麦田忙", *report(WHEAT), *library))
    assert flat(wheat.body) == body(WHEAT)
    assert flat(books.body).endswith(last)
