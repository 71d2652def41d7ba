"""Single paragraphs printed in another article: which go home, and that nothing else moves."""

from __future__ import annotations

from random import Random

import pytest
from reading_stories import BRIDGE, CLINIC, LIBRARY, WHEAT, flat, page, report
from reading_strays import outcome, printed, read, stories

LIBRARY_PAGE = ("云溪区图书馆新馆开放", *report(LIBRARY))
BRIDGE_PAGE = ("青石河大桥封闭维修", *report(BRIDGE))
CLINIC_PAGE = ("星湖街道推出家庭病床", *report(CLINIC))
# One that says what it speaks of by a township and a name; one whose only rare word others may have as well.
NAMED = "截至昨晚，柳林镇已有六成麦田浇完拔节水，种粮大户马长顺的喷灌机仍在地里转。"
VAGUE = "截至昨晚，六成地块已经浇完，机器仍在地里转。"


def test_no_paragraph_moves_on_a_page_in_order() -> None:
    told = stories()
    wrong = [line for seed in range(60) for line in outcome(printed(told, Random(seed), "")).wrong]
    assert wrong == []


@pytest.mark.parametrize(("way", "least"), [("inside", 10), ("above", 12), ("behind", 10)])
def test_last_paragraphs_go_home_and_nothing_else_does(way: str, least: int) -> None:
    told = stories()
    outcomes = [outcome(printed(told, Random(seed), way)) for seed in range(30)]
    assert sum(one.right for one in outcomes) >= least
    assert sum(len(one.wrong) for one in outcomes) <= 1


def bodies(*blocks: str) -> dict[str, str]:
    return {article.headline[:4]: flat(article.body) for article in read(page(*blocks)).articles}


def wheat(*more: str) -> tuple[str, ...]:
    return ("柳林镇麦田忙", *report(WHEAT), *more)


@pytest.mark.parametrize("text", [NAMED, VAGUE])
def test_a_paragraph_behind_another_article_needs_a_name(text: str) -> None:
    found = bodies(*BRIDGE_PAGE, text, *wheat(), *CLINIC_PAGE)
    assert found["柳林镇麦"].endswith(flat(text)) is (text == NAMED)
    assert found["青石河大"].endswith(flat(text)) is (text == VAGUE)


def test_the_sentence_that_a_stray_tore_is_whole_again() -> None:
    first, *rest = report(BRIDGE)
    torn = (rest[0][:33], NAMED, rest[0][33:])
    found = bodies("青石河大桥封闭维修", first, *torn, rest[1], *wheat())
    assert found["青石河大"] == flat("".join(BRIDGE))
    assert found["柳林镇麦"].endswith(flat(NAMED))


@pytest.mark.parametrize(
    "text",
    [
        "●" + NAMED,
        NAMED + "青石河大桥两侧的车辆请绕行滨河北路和三岔口立交，大货车经绕城高速通行。",
        "这些日子天不亮就有人来，看一阵，说几句，帮着递一把锤子，再去忙自己的事，谁也不觉得麻烦。" + NAMED,
    ],
    ids=["an item of a list", "speaks of its own article too", "names the other matter late"],
)
def test_what_stays(text: str) -> None:
    found = bodies(*LIBRARY_PAGE, *BRIDGE_PAGE, text, *wheat())
    assert found["青石河大"].endswith(flat(text))


@pytest.mark.parametrize("also", [True, False])
def test_what_two_articles_have_names_neither(also: bool) -> None:
    text = "截至昨晚，柳林镇的马长顺又睡在了地头。"
    insured = "柳林镇的马长顺投了保" if also else "城关的老李投了保"
    other = ("麦收保险开卖", f"本报讯（记者 高远）昨日，{insured}，一亩交六元钱。", "最高可赔一千元。")
    found = bodies(*BRIDGE_PAGE, text, *wheat(), *other)
    assert found["青石河大"].endswith(flat(text)) is also


def test_a_move_says_what_it_was_for() -> None:
    text = page(*BRIDGE_PAGE, NAMED, *wheat())
    (reason,) = [block.reason for block in read(text).blocks if text[block.start : block.end] == NAMED]
    assert reason.startswith("speaks of the matter of this article alone; ")
    assert "马长顺" in reason


def test_a_caption_inside_a_torn_sentence_is_text_that_names_another_matter() -> None:
    first, *rest = report(BRIDGE)
    text = page(
        "青石河大桥封闭维修",
        first,
        rest[0][:24],
        "马长顺的喷灌机仍在柳林镇的麦田里转。",
        rest[0][24:],
        rest[1],
        *wheat(),
    )
    found = {article.headline: article for article in read(text).articles}
    assert flat(found["柳林镇麦田忙"].body).endswith("马长顺的喷灌机仍在柳林镇的麦田里转。")
    assert found["青石河大桥封闭维修"].captions == ()
