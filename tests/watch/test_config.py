"""The configuration of sources: what is understood, and the sentence for each mistake."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from watchers.config import NewsConfig, news_config
from watchers.errors import ConfigError
from watchers.model import Kind, Source
from watchers.sections import Section, parse

FILE = Path("/etc/baoxiao/baoxiao.toml")
GOOD = """
[store]
path = "data/news.db"
[[sources]]
name = "晨光"
kind = "folder"
path = "papers"
when = "每5分钟"
paper = "晨光日报"
[bot]
anything = "is not ours"
"""


def read(text: str) -> NewsConfig:
    return news_config(parse(text, str(FILE)), FILE)


def test_a_whole_configuration() -> None:
    assert read(GOOD) == NewsConfig(
        path=Path("/etc/baoxiao/data/news.db"),
        sources=(
            Source(
                name="晨光",
                kind=Kind.FOLDER,
                location="/etc/baoxiao/papers",
                every=timedelta(minutes=5),
                paper="晨光日报",
            ),
        ),
    )


def test_what_need_not_be_said() -> None:
    assert read("") == NewsConfig(path=FILE.parent / "baoxiao.db", sources=())
    (source,) = read('[[sources]]\nname = "晨光"\nkind = "folder"\npath = "/papers"').sources
    assert (source.every, source.paper, source.location) == (timedelta(seconds=30), "晨光", "/papers")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[store]\npaht = 'x'", r"baoxiao.toml 的 \[store\]：没有 paht 这一项，是不是 path"),
        ("[store]\nzzz = 1", "可用的有 path"),
        ("[store]\npath = 3", r"path 应是文字（加引号），现在是 3"),
        ("store = 3", "应是小节"),
        ("[sources]\nname = 'x'", r"\[\[sources\]\]"),
        ("sources = [3]", r"第 1 个 \[\[sources\]\] 应是小节"),
        ("[[sources]]\nkind = 'folder'\npath = 'x'", "缺少 name"),
        ("[[sources]]\nname = ''\nkind = 'folder'\npath = 'x'", "name 不能是空的"),
        ("[[sources]]\nname = '甲'\nkind = 'folder'", r"（甲）：缺少 path"),
        ("[[sources]]\nname = '甲'\nkind = 'foldr'\npath = 'x'", "是不是 folder"),
        ("[[sources]]\nname = '甲'\nkind = 'xyz'\npath = 'x'", "可用的是 folder"),
        ("[[sources]]\nname = '甲'\nkind = 'epaper'\nurl = 'x'", "http:// 或 https:// 开头"),
        ("[[sources]]\nname = '甲'\nkind = 'folder'\npath = 'x'\nwhen = '五分钟'", "when 看不懂时间"),
        ("[[sources]]\nname = '甲'\nkind = 'folder'\npath = 'x'\nwhen = true", "现在是 true"),
        ("[[sources]]\nname = '甲'\nkind = 'folder'\npath = 'x'\nwehn = '5m'", "（甲）：没有 wehn 这一项，是不是 when"),
        ("[[sources]]\nname = '甲'\nkind = 'folder'\npath = 'x'\n" * 2, "两个来源都叫“甲”"),
        ("[store\n", "写法不对"),
    ],
)
def test_each_mistake_has_its_sentence(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        read(text)
    assert "baoxiao.toml" in str(caught.value)


def test_a_section_is_read_by_types() -> None:
    section = Section({"a": "x", "n": 3, "on": True, "names": ["甲"]}, "这里")
    assert (section.text("a"), section.number("n"), section.switch("on"), section.texts("names")) == (
        "x", 3, True, ("甲",),
    )  # fmt: skip
    assert (section.text("b", "y"), section.number("m", 0), section.texts("none", ())) == ("y", 0, ())
    section.done()


@pytest.mark.parametrize(
    ("value", "ask"), [(True, "number"), ("3", "number"), (1, "switch"), (["x", 3], "texts"), (3, "texts")]
)
def test_a_section_refuses_other_types(value: object, ask: str) -> None:
    with pytest.raises(ConfigError, match="这里：k"):
        getattr(Section({"k": value}, "这里"), ask)("k")
