"""The parts of the judgement one by one: lines, looks, likeness, states."""

from __future__ import annotations

import pytest
from reading_stories import BRIDGE, CLINIC, LIBRARY, WHEAT, articles, flat, page, report

from watchers.reading.context import places
from watchers.reading.features import breaks_off, closes, traits
from watchers.reading.labels import State, labels, step
from watchers.reading.lines import LINE_LIMIT, lines, unit
from watchers.reading.model import Role
from watchers.reading.place import Ahead
from watchers.reading.seams import NO_WORDS
from watchers.reading.titles import title_weight
from watchers.reading.vocabulary import Vocabulary, runs
from watchers.widths import fold


@pytest.mark.parametrize("text", ["（１２）：ＡＢ　～！", "云溪，新闻", "plain", "", "①㎡…￥"])
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_makes_signs_comparable() -> None:
    assert fold("（Ａ，１：％？；）") == "(A,1:%?;)"


def test_lines_know_marks_gaps_and_places() -> None:
    text = "\n\n## 标题\n\n\n\n正文。  \n紧跟"
    first, second, third = lines(text)
    assert [line.marks for line in (first, second, third)] == [2, 0, 0]
    assert [line.gap for line in (first, second, third)] == [2, 3, 0]
    assert [text[line.start : line.end] for line in (first, second, third)] == ["标题", "正文。", "紧跟"]


def test_endless_lines_are_kept_in_one_piece() -> None:
    found = list(lines("行\n" * (LINE_LIMIT + 50)))
    assert len(found) == LINE_LIMIT + 1
    assert found[-1].text.count("行") == 50


def test_a_line_is_cut_behind_a_jump_mark() -> None:
    first, second = lines("前文到此(下转三版)后文另起。")
    assert (first.text, second.text) == ("前文到此(下转三版)", "后文另起。")
    assert unit(first).text == "前文到此"


@pytest.mark.parametrize(
    ("text", "end"), [("完了。", True), ("完了。”", True), ("(完了。)", True), ("没完", False), ("", False)]
)
def test_closing_signs(text: str, end: bool) -> None:
    assert closes(text) is end


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("一边走,一边看风", True),
        ("短标题", False),
        ("看完了。", False),
        ("名单如下:", False),
        ("甲项目、乙项目、丙项目", False),
    ],
)
def test_text_that_breaks_off(text: str, torn: bool) -> None:
    assert breaks_off(text, len(text)) is torn


def test_marks_and_dashes_weigh_on_the_main_line() -> None:
    assert title_weight("家庭病床搬进老人家", 2)[0] > title_weight("家庭病床搬进老人家", 0)[0]
    assert title_weight("——云溪区见闻录之三", 2)[0] < 0


def test_likeness_tells_one_article_from_two() -> None:
    texts = [runs(text) for text in (*LIBRARY, *WHEAT)]
    words = Vocabulary(texts)
    same = words.likeness(texts[0] | texts[1], texts[2])
    other = words.likeness(texts[0] | texts[1], texts[4] | texts[5])
    assert other < 0.3 < same


def test_phrases_of_every_article_say_nothing() -> None:
    assert not runs("切实增强人民群众的获得感幸福感安全感")


def test_what_a_run_of_headings_leads_to() -> None:
    found = places(
        [unit(line) for line in lines(page("引题", "标题", *report(CLINIC), "小标题", CLINIC[1], "末行"))], NO_WORDS
    )
    assert [place.ahead for place in found if place.look.titled] == [
        Ahead.OPENED, Ahead.OPENED, Ahead.TEXT, Ahead.NOTHING,
    ]  # fmt: skip
    assert [place.below for place in found if place.look.titled] == [2, 1, 1, 1]


def test_states_of_an_article() -> None:
    state, _ = step(State.NONE, None, Role.HEADLINE, State.NONE, State.NONE)
    assert state is State.HEADED
    state, _ = step(state, Role.HEADLINE, Role.BYLINE, State.NONE, State.NONE)
    assert state is State.FEATURE
    state, _ = step(state, Role.BYLINE, Role.BODY, State.NONE, State.CLOSED)
    assert state is State.CLOSED
    _, sub = step(State.CLOSED, Role.BODY, Role.SUBHEADING, State.NONE, State.NONE)
    _, head = step(State.CLOSED, Role.BODY, Role.HEADLINE, State.NONE, State.NONE)
    assert head > sub


def test_labels_of_no_lines() -> None:
    assert labels([]) == []


def test_a_list_line_is_no_heading() -> None:
    (line,) = lines("新增停车泊位、新增口袋公园、新增社区食堂")
    assert not traits(unit(line)).titled


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("近年来星湖街道的家庭", "病床越来越多，覆盖了所有社区。"),
        ("居民温桂芝说“有了家庭医生", "我们心里踏实”，她每周都盼着护士来。"),
        ("医护人员已走访梧桐路沿线失能老", "人家庭，为他们建立档案，送去药品。"),
    ],
)
def test_first_half_of_a_sentence_below_a_subheading(above: str, below: str) -> None:
    text = page("病床搬回家", "本报记者 高远", *CLINIC[:2], "上门服务 温暖到家", above, below, CLINIC[2])
    (found,) = articles(text)
    assert above + below in found.body
    assert "上门服务 温暖到家" in found.body


def test_subheadings_inside_a_report_that_speaks_of_one_matter() -> None:
    text = page(
        "星湖街道推出家庭病床",
        *report(CLINIC[:2]),
        "医生上门 护士到家",
        "星湖街道的家庭医生团队每天出诊，失能老人不出家门就能换药、康复训练，家庭病床已有六十张。",
        "一人一档 每周巡诊",
        "卫生服务中心为失能和半失能老人建立档案，家庭医生每周巡诊一次，行动不便的老人还能预约护士。",
        "青石河大桥封闭维修",
        *report(BRIDGE),
    )
    first, second = articles(text)
    assert "医生上门 护士到家" in first.body.split("\n")
    assert flat(second.body) == flat("".join(BRIDGE))


def test_a_series_lies_inside_one_article() -> None:
    one = ["病床搬回家", "本报记者 高远", CLINIC[0], "医生上了门", CLINIC[1], "药也到了家", CLINIC[2]]
    two = ["柳林镇麦田忙", *report(WHEAT), "水渠通了水", WHEAT[1]]
    found = places([unit(line) for line in lines(page(*one, *two))], NO_WORDS)
    parallel = {place.unit.text: place.parallel for place in found if place.look.titled}
    assert (parallel["医生上了门"], parallel["药也到了家"], parallel["水渠通了水"]) == (1, 1, 0)


def test_likeness_looks_no_further_than_the_article() -> None:
    """The library's report stands one article above; only the bridge's is compared with the text below."""
    blocks = ["新馆开放", *report(LIBRARY), "大桥维修", *report(BRIDGE), "书香满城", *LIBRARY]
    found = places([unit(line) for line in lines(page(*blocks))], NO_WORDS)
    (lone,) = [place for place in found if place.unit.text == "书香满城"]
    assert lone.likeness < 0.3


def test_a_quotation_whose_beginning_was_lost_tears_no_heading() -> None:
    found = places(
        [unit(line) for line in lines(page(*CLINIC, "上门服务 温暖到家", "继挂牌。”护士长说，" + CLINIC[1]))], NO_WORDS
    )
    assert any(place.unit.text == "上门服务 温暖到家" and place.look.titled for place in found)
