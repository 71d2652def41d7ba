"""Word boundaries: sentences of our own, each with a run that is the word, or an accident of its neighbours."""

from __future__ import annotations

from math import inf, log
from pathlib import Path

import pytest

from bot.lexicon import load, own_words
from bot.words import Edges, Lattice, judge
from watchers.errors import ConfigError


def edges(sentence: str) -> Edges:
    """The judgement on the run that stands in [brackets]."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return judge(Lattice(text, frozenset(), load()), start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "我们去[北京]东站接人",
        "发展[都市]农业大有可为",
        "都市[农业]大有可为",
        "扶持中[小微]企业发展",
        "破解[融资]难题",
        "乘坐[动车]去外地",
        "[京东]物流园开工",
        "郑州[市委]召开会议",
        "帮助[大学]生就业",
        "送[小学]生回家",
        "[领事]馆今天开放",
        "精神[文明]建设",
        "新建一处[停车]场",
        "[平等]和自由",
        "[金水]区政府发布公告",
        "一座天主[教堂]",
        "享受[税收优惠]政策",
        "三条[地铁]线路同时开工",
        "[AI大模型]走进课堂",
        "[市长]江某陪同参观",
        "外交[总统]率团出访",
        "[山西]北部降温明显",
        "滩地越冬[候鸟]两万只",
        "老[造纸]厂搬迁",
        "市总[商会]换届",
        "旅游[车上]坐满了人",
        "签约[会上]掌声不断",
        "自来[水价]不变",
        "六成[本地]学生留下",
        "全年[产能],去年翻番",
        "空军[中将]到访",
        "寄往[远方]的信",
        "[国庆]节放假",
    ],
)
def test_a_word_is_a_word_also_inside_a_longer_one(sentence: str) -> None:
    assert edges(sentence) is Edges.SURE


@pytest.mark.parametrize(
    "sentence",
    [
        "提供产品[和服]务",
        "机[动车]不得占用",
        "到北[京东]站接人",
        "20[天后]开工",
        "其[中将]有三家上市",
        "[从小]学毕业",
        "在会[上将]发布成果",
        "这个称号名副[其实]",
        "市民王[建国]昨天说",
        "黑[龙江]省发布公告",
        "增加约20[余米]",
        "市[长江]某陪同参观",
        "巴[西北]部遭遇干旱",
        "记者赵[建国]报道",
        "根雕艺人陈[远方]办展",
        "陈[远方]告诉我们",
        "名单有:陈[远方]、李四平。",
        "培训[中将]发放教材",
        "车间噪声[高等]问题",
        "两[人均]已获救",
        "为[民办]成三件好事",
        "实验室[研究所]得的结论",
        "[从小]切口入手",
        "[服务人]员热情",
        "社[会上]流行短剧",
        "列[车间]隔缩短",
    ],
)
def test_an_accident_of_neighbours_is_none(sentence: str) -> None:
    assert edges(sentence) is Edges.CROSSING


@pytest.mark.parametrize(
    "sentence",
    [
        "只见赵[建国]推门进来",
        "老人[牛]思魁爱种树",
        "百岁老人[牛]德福",
        "[牛]师傅心善",
        "[牛]某被拘留",
        "这头奶[牛]产奶多",
        "自由和[平等]的社会",
    ],
)
def test_what_is_doubtful_is_said_to_be(sentence: str) -> None:
    assert edges(sentence) is Edges.DOUBTFUL


def test_a_character_by_itself_is_sure() -> None:
    assert edges("他家里有[牛]。") is Edges.SURE


class Few:
    """A word list that a reader can work out by hand: three characters and two words."""

    def weight(self, word: str) -> float | None:
        shares = {"甲乙": 1e-4, "乙丙": 1e-2, "甲": 1e-3, "乙": 1e-3, "丙": 1e-3}
        return log(shares[word]) if word in shares else None

    def longer(self, pair: str) -> None:
        return None

    def kind(self, word: str) -> str:
        return ""


def test_the_margin_is_the_best_way_that_keeps_the_edges_less_the_best_that_crosses_them() -> None:
    kept = log(1e-4) + log(1e-3)  # 甲乙 | 丙
    crossed = log(1e-3) + log(1e-2)  # 甲 | 乙丙
    assert Lattice("甲乙丙", frozenset(), Few()).margin(0, 2) == pytest.approx(kept - crossed)


def test_nothing_runs_across_an_edge_or_a_punctuation_mark() -> None:
    assert Lattice("甲乙丙", frozenset({2}), Few()).margin(0, 2) == inf
    assert Lattice("甲乙,丙", frozenset(), Few()).margin(0, 2) == inf


def test_unknown_characters_and_the_ends_of_the_window_do_no_harm() -> None:
    text = "〇" * 30 + "甲乙" + "龘" * 30 + "12345678901234567890公里"
    assert Lattice(text, frozenset(), Few()).margin(30, 32) == inf


def test_our_own_words_are_read(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# 平台\n郑好办\n豫事办 50  # 省里的\n\n", "utf-8")
    assert own_words(path) == {"郑好办": 300, "豫事办": 50}


def test_a_wrong_line_of_our_own_words_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("郑好办\n豫事办 很多\n", "utf-8")
    with pytest.raises(ConfigError, match="第 2 行"):
        own_words(path)


def test_the_word_list_knows_common_words_and_ours() -> None:
    words = load()
    common, ours = words.weight("发展"), words.weight("小微")
    assert common is not None
    assert ours is not None
    assert ours < common < 0
    assert words.weight("发展和") is None
    assert words.reach("发") >= 4
    assert words.kind("名副其实") == "idiom"
