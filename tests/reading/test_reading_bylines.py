"""Signatures, datelines and jump marks one by one."""

from __future__ import annotations

import pytest

from watchers.reading import bylines, jumps, names
from watchers.widths import fold


@pytest.mark.parametrize(
    ("line", "reporters", "correspondents"),
    [
        ("本报记者 林晓雨", ["林晓雨"], []),
        ("本报记者 林晓雨 高远 文/图", ["林晓雨", "高远"], []),
        ("本报记者 林晓雨 高远 文图", ["林晓雨", "高远"], []),
        ("本报记者 林晓雨 通讯员 沈立文", ["林晓雨"], ["沈立文"]),
        ("本报记者 林晓雨/文 高远/图", ["林晓雨", "高远"], []),
        ("记者 林晓雨、高远", ["林晓雨", "高远"], []),
        ("□ 本报记者 李 娜 王 宇", ["李娜", "王宇"], []),
        ("云溪日报全媒体记者 林晓雨", ["林晓雨"], []),
        ("通讯员 沈立文", [], ["沈立文"]),
        ("本报首席记者 欧阳若云", ["欧阳若云"], []),
        ("本报评论员", [], []),
        ("（记者 林晓雨 文/图）", ["林晓雨"], []),
    ],
)
def test_byline_lines(line: str, reporters: list[str], correspondents: list[str]) -> None:
    people = bylines.byline(fold(line))
    assert people is not None
    assert (list(people.reporters), list(people.correspondents)) == (reporters, correspondents)


@pytest.mark.parametrize(
    "line",
    [
        "记者调查：谁动了我的外卖",
        "记者节的早晨",
        "记者从市气象局获悉",
        "云溪区图书馆新馆开放",
        "本报记者连日走访发现，问题不少",
        "",
    ],
)
def test_lines_that_only_mention_reporters(line: str) -> None:
    assert bylines.byline(fold(line)) is None


@pytest.mark.parametrize("line", ["马海涛 沈立文", "李 娜", "高远 文/图", "欧阳若云 丁一舟"])
def test_bare_names(line: str) -> None:
    assert names.bare_names(line)


@pytest.mark.parametrize("line", ["老街 新貌", "金水区", "禾丰县", "春天来了", "星湖街道推出家庭病床", "甲"])
def test_words_that_are_no_names(line: str) -> None:
    assert names.bare_names(line) is None


@pytest.mark.parametrize(
    ("text", "taken", "people"),
    [
        ("本报讯(记者 林晓雨)昨日，", "本报讯(记者 林晓雨)", ("林晓雨",)),
        ("本报讯（记者 林晓雨 通讯员 沈立文）4月7日", "本报讯（记者 林晓雨 通讯员 沈立文）", ("林晓雨",)),
        ("本报讯【记者 林晓雨】昨日", "本报讯【记者 林晓雨】", ("林晓雨",)),
        ("本报讯 4月7日，", "本报讯", ()),
        ("本报讯 记者林晓雨报道：4月7日", "本报讯 记者林晓雨报道：", ("林晓雨",)),
        ("本报北京4月7日电(特派记者 林晓雨)会议", "本报北京4月7日电(特派记者 林晓雨)", ("林晓雨",)),
        ("新华社北京4月7日电 国务院", "新华社北京4月7日电", ()),
        ("据新华社北京４月７日电（记者林晓雨）国务院", "据新华社北京４月７日电（记者林晓雨）", ("林晓雨",)),
    ],
)
def test_openings(text: str, taken: str, people: tuple[str, ...]) -> None:
    found = bylines.opening(fold(text))
    assert found is not None
    assert text[found.start : found.end].strip() == taken
    assert found.people.reporters == people


@pytest.mark.parametrize(
    "text", ["本报开通热线电话，", "新华社区举办邻里节", "本报记者从电力公司获悉", "昨日，本报讯的作者"]
)
def test_sentences_that_open_nothing(text: str) -> None:
    assert bylines.opening(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("会议闭幕。(新华社北京4月7日电)", "会议闭幕。"),
        ("会议闭幕。据新华社电", "会议闭幕。"),
        ("大家都说好。(记者 林晓雨 文/图)", "大家都说好。"),
        ("大家都说好。”本报记者 林晓雨 摄", "大家都说好。”"),
    ],
)
def test_closings(text: str, rest: str) -> None:
    found = bylines.closing(text)
    assert found is not None
    assert text[: found.start] == rest


def test_a_sentence_about_an_agency_closes_nothing() -> None:
    assert bylines.closing("他后来去了新华社") is None


@pytest.mark.parametrize(
    ("mark", "number"),
    [
        ("(下转三版)", 3),
        ("（下转第二版）", 2),
        ("(下转04版)", 4),
        ("(下转A12版)", 12),
        ("(下转十二版)", 12),
        ("(下转二十版)", 20),
    ],
)
def test_jump_out_marks(mark: str, number: int) -> None:
    found = jumps.JUMP_OUT.search(fold("文字" + mark))
    assert found is not None
    assert jumps.marked_page(found) == number


@pytest.mark.parametrize(
    ("mark", "number"), [("(上接一版)", 1), ("（上接1版）", 1), ("（紧接A01版）", 1), ("上接第3版 ", 3)]
)
def test_jump_in_marks(mark: str, number: int) -> None:
    found = jumps.JUMP_IN.match(fold(mark + "文字"))
    assert found is not None
    assert jumps.marked_page(found) == number


def test_turning_to_a_platform_is_no_jump() -> None:
    assert jumps.JUMP_OUT.search("(已转入三版权局)") is None


@pytest.mark.parametrize(("label", "number"), [("1", 1), ("A02", 2), ("第3版", 3), ("", None), ("要闻", None)])
def test_label_numbers(label: str, number: int | None) -> None:
    assert jumps.label_number(label) == number


def test_writers_of_a_credits_block() -> None:
    assert bylines.writers("本期执笔:何晓燕 王志明").reporters == ("何晓燕", "王志明")
    assert not bylines.writers("统筹:何晓燕")
    assert bylines.credit("责编 王志明 校对 何晓燕")
    assert not bylines.credit("策划:一场没有终点的马拉松")
    assert not bylines.credit("编辑部的故事")
