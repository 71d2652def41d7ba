"""What an article is about in three to eight words, and how long it takes to read. Pure.

Words are those that the article writes more often than running Chinese does: the log-likelihood of a word (Dunning,
Accurate Methods for the Statistics of Surprise and Coincidence, 1993) against the frequencies of a word list. Before
them stand the names that the facts hold: documents, programmes, places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil, log
from typing import Protocol

from watchers.model import Article

LEAST, MOST = 3, 8
# The school curriculum asks 300 characters a minute of a pupil of twelve, 500 of one of fifteen (silent reading of
# common modern texts); reading aloud, adults manage 255 (IReST, 2012). The middle of the curriculum suits all readers.
CHARACTERS_A_MINUTE = 400

# A headline names the matter: its words count so often more.
_HEADLINE = 3
# Natural logarithm of a share; what is not in the list is rarer than all that is.
_UNKNOWN = -20.0
# So many names of each sort, so that the words find room beside them.
_NAMES = 2
_LONGEST_NAME = 24
# Words of any news, which say nothing about this one.
_COMMON = frozenset(
    """
    记者 本报 负责人 有关 相关 方面 工作 情况 活动 全市 我市 全省 我省 市民 群众 人员
    单位 部门 问题 时间 地方 内容 方式 昨日 今日 近日 日前 目前 介绍 表示 进行 开展 推进
    加强 实施 提升 实现 推动 建设 发展 服务 管理 要求 重点 项目 作用 现场 社会 生活 重要
    基础 过程 结果 水平 能力 机制 体系 需求 特色 优势 大家 居民 城市 中心 人民 公里
    平方米 公斤 万元 亿元 公司 企业 国家 中国 全国 市场 领域 行业 名单 消息 加大 力度
    部分 区域 影响 变化 特征 全面 展开 发布 临近 面向 高于 通讯员 办公室 主任 书记 市长
    局长 处长 队长 先生 女士 师傅
    """.split()  # noqa: SIM905 - a list of a hundred lines would hide the rule below it
)
_QUOTED = re.compile(r"[“「]([^“”「」，。、\d]{2,8})[”」]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


class Dictionary(Protocol):
    """How common words are, and what they can do."""

    def weight(self, word: str) -> float | None:
        """Natural logarithm of the word's share of running words; None when unknown."""

    def reach(self, character: str) -> int:
        """The length of the longest word that begins with this character; 0 when none does."""

    def noun(self, word: str) -> bool:
        """Whether it names something."""

    def verb(self, word: str) -> bool: ...


def minutes(article: Article) -> int:
    """Reading time, at least one minute: all that is printed of it."""
    signs = sum(sign.isalnum() for text in (article.headline, article.body, *article.captions) for sign in text)
    return max(1, ceil(signs / CHARACTERS_A_MINUTE))


def keywords(article: Article, dictionary: Dictionary) -> tuple[str, ...]:
    """Three to eight, names first, then words by their weight; fewer when the article is too short for three."""
    chosen: list[str] = []
    often, once = _words(article, dictionary)
    for most, words in ((MOST, _names(article)), (MOST, often), (LEAST, once)):
        for word in words:
            if len(chosen) < most and not any(word in other or other in word for other in chosen):
                chosen.append(word)
    return tuple(chosen)


def _names(article: Article) -> Iterator[str]:
    facts = article.facts
    printed = article.headline + article.subhead + article.body
    for names in (facts.documents, facts.programmes, facts.places[::-1]):
        fit = [name for name in names if 2 <= len(name) <= _LONGEST_NAME]
        told = sorted(fit, key=lambda name: -printed.count(name))
        yield from told[:_NAMES]


def _words(article: Article, dictionary: Dictionary) -> tuple[list[str], list[str]]:
    """Words that come again or stand in the headline too, and words that come once; the most telling first."""
    headline = Counter(cut(f"{article.kicker}\n{article.headline}\n{article.subhead}", dictionary))
    body = Counter(cut(article.body, dictionary))
    counts = {word: count + _HEADLINE * headline[word] for word, count in body.items()}
    fit = {word: count for word, count in counts.items() if _fit(word, body[word], headline[word], dictionary, article)}
    quoted = Counter(_QUOTED.findall(f"{article.headline}\n{article.body}"))
    fit |= {word: count for word, count in quoted.items() if count >= 2 and dictionary.weight(word) is None}
    total = sum(counts.values()) + 1

    def telling(word: str) -> tuple[float, str]:
        common = dictionary.weight(word)
        return -fit[word] * (log(fit[word] / total) - (_UNKNOWN if common is None else common)), word

    order = sorted(fit, key=telling)
    return [word for word in order if fit[word] >= 2], [word for word in order if fit[word] < 2]


def _fit(word: str, often: int, in_headline: int, dictionary: Dictionary, article: Article) -> bool:
    """Nouns; of verbs those of the headline that the body says again. Names of who wrote it are no part of it."""
    if len(word) < 2 or word in _COMMON or word in article.byline:
        return False
    return dictionary.noun(word) or bool(in_headline and often >= 2 and dictionary.verb(word))


def cut(text: str, dictionary: Dictionary) -> Iterator[str]:
    """The words of the likeliest cut of each run of Chinese characters; numbers and Latin are left out."""
    for run in _CHINESE.findall(text):
        yield from _likeliest(run, dictionary)


def _likeliest(run: str, dictionary: Dictionary) -> Sequence[str]:
    best = [0.0] + [float("-inf")] * len(run)
    came = [0] * (len(run) + 1)
    for at in range(len(run)):
        for end in range(at + 1, min(len(run), at + max(1, dictionary.reach(run[at]))) + 1):
            weight = dictionary.weight(run[at:end])
            if weight is None and end > at + 1:
                continue
            score = best[at] + (_UNKNOWN if weight is None else weight)
            if score > best[end]:
                best[end], came[end] = score, at
    words, end = [], len(run)
    while end:
        words.append(run[came[end] : end])
        end = came[end]
    return words[::-1]
