"""Newspapers made up for crash tests: known articles, each with its own 【n】 and exactly one of our words.

    paper = Press(seed=7)
    page = paper.page(WORDS)                 # one article for each word, in the sample format
    page.write(folder, "青禾晚报", date(2026, 5, 11), 3)
    page.pieces                              # (marker, word, headline, body): what a reader has to find

The due set follows by construction: who subscribes to a word is due every marker under that word. The articles are
unlike each other (own place, own numbers, own sentences in their own order), so that no rule that tells a story only
once may take two of them for one.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# Words of every dictionary, none of which is part of another or stands in the sentences below.
WORDS = ("路灯", "电梯", "公园", "食堂", "书店", "桥梁", "养老", "托育", "河道", "菜市场")

PAPERS = ("青禾晚报", "临川日报", "望江时报", "石桥晨报", "东湾早报")

_DEEDS = {
    "路灯": "更换",
    "电梯": "加装",
    "公园": "扩建",
    "食堂": "开张",
    "书店": "搬迁",
    "桥梁": "检修",
    "养老": "补贴",
    "托育": "登记",
    "河道": "清淤",
    "菜市场": "翻新",
}
_FIRST, _SECOND = "松柳荷桃杏梅竹枫桂榆槐杉", "溪岭坡湾渚塘洲冈坪浦"
_WHO = ("承办单位", "街道干部", "项目经理", "值班人员", "监理人员", "居民代表", "财务人员", "技术顾问")
_SAID = (
    "{who}说，眼下已经完成{a}处，余下{b}处排在下个月。",
    "这笔{a}万元的花费由镇里承担，住户不用出钱。",
    "从清点到验收一共用了{a}天，比原先的打算早了{b}天。",
    "{who}把{a}户人家挨个走了一遍，记下{b}条意见。",
    "为了不打扰休息，工人们每晚{b}点以前收工，{a}个夜晚都是如此。",
    "家住东头的老人数了数，门前一共多出{a}级台阶和{b}把长椅。",
    "按照公示的单子，第{b}批名额是{a}个，报名的人比名额多。",
    "{who}介绍，旧料有{a}吨，其中{b}成可以再用。",
    "{a}名志愿者轮班看守，最忙的一天接到{b}通询问。",
    "下雨的那{b}天停了工，后来又抽调{a}人赶了回来。",
    "附近{a}家店铺免了{b}个月的摊位费，生意渐渐回暖。",
    "清点之后发现，图纸上的尺寸同实地相差{b}厘米，{who}重新量了{a}次。",
    "学校的孩子们画了{a}幅画挂在围挡上，{b}幅得了奖。",
    "热线在{b}月里响了{a}次，问得最多的是什么时候能用。",
    "{who}算过一笔账：每年可以省下{a}千瓦时的电和{b}车沙土。",
    "有{a}位住户提出异议，经过{b}轮商量，方案改了三处。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article; its body is printed behind the dateline 本报讯."""

    marker: int
    word: str
    headline: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(f"# {piece.headline}\n\n本报讯 {piece.body}" for piece in self.pieces) + "\n"

    def write(self, folder: Path, paper: str, day: date, number: int) -> Path:
        """Lay the page into the watched folder, whole and old enough to count as finished."""
        path = folder / paper / day.isoformat() / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".tmp")
        half.write_text(self.text, "utf-8")
        os.utime(half, (time.time() - 60,) * 2)
        half.replace(path)
        return path


class Press:
    """Prints pages; every article has a number that no other one has."""

    def __init__(self, seed: int = 1, first: int = 1001) -> None:
        self._random, self._next = random.Random(seed), first

    def page(self, words: Sequence[str] = WORDS) -> Sheet:
        """A page with one article for each of `words`."""
        return Sheet(pieces=tuple(self._piece(word) for word in words))

    def issue(self, pages: int = 6) -> Iterator[Sheet]:
        """An issue of `pages` pages with ten articles each."""
        return (self.page() for _ in range(pages))

    def _piece(self, word: str) -> Piece:
        marker, self._next = self._next, self._next + 1
        place = self._random.choice(_FIRST) + self._random.choice(_SECOND) + self._random.choice("镇乡")
        headline = f"【{marker}】{word}{_DEEDS[word]} {place}办完第{marker - 1000}件事"
        lead = f"{place}的{word}{_DEEDS[word]}有了结果，编号{marker}。"
        said = "".join(self._sentence(form) for form in self._random.sample(_SAID, 6))
        return Piece(marker=marker, word=word, headline=headline, body=lead + said)

    def _sentence(self, form: str) -> str:
        pick = self._random
        return form.format(who=pick.choice(_WHO), a=pick.randrange(21, 980), b=pick.randrange(2, 10))
