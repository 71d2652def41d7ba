"""What a paragraph names: its words, how rare each is in the language, and which article of the page shares them.

A paragraph repeats words of its own article. How much one shared word proves is how unlikely it would be by chance:
a township's name nearly settles the matter, 公司 says nothing. Weights are log odds (nats).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from watchers.reading.names import SURNAMES, is_name
from watchers.reading.seams import Words
from watchers.reading.vocabulary import is_common

# A word of an article of some two hundred words comes back in its last paragraph about once in three times. Where the
# language has it once in thirteen thousand words or oftener (e⁻⁹·⁵), any other article may say it as well.
_CHANCE = 9.5
# Words come in company (a firm's name is three or four), so that no single one may settle a matter.
_MOST = 4.0
# A sign that the word list does not have: rare, or there is no list. The signs of one name come together.
_UNKNOWN = 6.0
_COMPANY = 3.0
# Townships, villages and communities are in the paper for one article a page.
_PLACE = 1.5
# A word of the headline is what the article is about; a common one stays common there.
_HEADED = 1.25
# A name in quotation marks, a person's full name.
_QUOTED = 2.0
_PERSON = 1.0
_LONGEST_WORD = 4
_LONGEST_NAME = 12
# Words of one trade come together.
_TOGETHER = 0.6
# One rare word may be the trade's; of two the second shows that it is the article's.
_PAIR = 2 / 3
# However often an article has a word, a common one tells nothing.
_OFTEN = 1.5

_HAN = re.compile(r"[一-鿿]+|[A-Za-z][A-Za-z0-9-]+")
_NUMBER = re.compile(
    r"[第约近超]?[〇零二两三四五六七八九十百千万亿]|一[〇零一二两三四五六七八九十百千万亿个月年天日次名家项座条位]"
)
_LOCAL = re.compile(r"镇|乡|村|街道|社区|[县区](?!域|别|间|块)")
# What the articles of any daily say whatever they are about. Word lists of all writing count these as rare.
_NEWS = """
微信 公众 公众号 微博 短信 手机 网站 客户端 小程序 二维码 扫码 登录 关注 预约 报名 查询 咨询
热线 电话 拨打 提醒 提示 市民 居民 群众 村民 读者 旅客 游客 记者 获悉 了解 据悉 介绍 表示
认为 截至 目前 今年 去年 明年 同期 同比 环比 月底 年底 年初 上半年 昨日 近日 日前 当日 当天
连日来 活动 现场 期间 仪式 免费 开放 负责人 负责同志 相关 有关 部门 单位 公司 企业 集团 项目
工程 平台 中心 基地 全市 我市 全省 我省 全国 全县 我县 全区 本市 市区 城区 郊区 街道 社区
印发 施行 出台 办法 细则 方案 有效期 推进 统筹 落实 打造 助力 赋能 惠及 覆盖 累计 新增 突破
达到 超过 预计 有望 力争 确保 纳入 签订 签约 签署 协议 合作 启动 举行 举办 召开 开展 投用
志愿者 志愿 工作日 小时 分钟 周末 假期 上午 下午 晚上 晚间 高峰 傍晚 早上 夜里 清晨 副主任
主任 处长 局长 副局长 书记 副书记 党委 党组 工委 支部 总经理 董事长 经理 主席 副主席 院长
校长 市政府 县政府 区政府 市委 县委 区委 管委会 办事处 管理局 管理处 服务 工作 责任 措施 资金
投资 总投资 高质量 发展 创新 融合 示范 试点 推广 运营 培训 宣传 管理 监管 检查 排查 整改
建设 改造 升级 保障 供电 供水 电力 自来水
"""
_ANYWHERE = frozenset(_NEWS.split())


@dataclass(frozen=True, slots=True)
class Claim:
    """What speaks for an article having a paragraph rather than the one it is printed in, less what speaks against.

    `firm` is what its names weigh: the foremost word, or two thirds of the two foremost.
    """

    weight: float
    firm: float
    named: tuple[str, ...]


class Terms:
    """Words and their rarity, asked of one word list."""

    def __init__(self, words: Words) -> None:
        self._weight = words.weight

    def of(self, text: str) -> tuple[str, ...]:
        """The words of folded `text` that may tell what it is about, and short runs of signs that form none."""
        found: list[str] = []
        for run in _HAN.findall(text):
            if run.isascii():
                found.append(run)
            else:
                found.extend(self._run(run))
        return tuple(dict.fromkeys(found))

    def _run(self, run: str) -> Iterator[str]:
        lone = last = ""
        for word in (*self._cut(run), ""):
            if len(word) == 2 and last in SURNAMES:
                yield last + word
            last = word or "-"
            if len(word) == 1:
                lone += word
                continue
            if len(lone) > 1:
                yield from _parts(lone)
            lone = ""
            if word and word not in _ANYWHERE and not _NUMBER.match(word):
                yield word

    def _cut(self, run: str) -> list[str]:
        """The likeliest way to cut a run of signs into words."""
        weight = self._weight
        best, came = [0.0], [0]
        for end, one in enumerate(map(weight, run), 1):
            top, at = best[-1] + (-2 * _UNKNOWN if one is None else one), end - 1
            for start in range(end - _LONGEST_WORD if end > _LONGEST_WORD else 0, end - 1):
                known = weight(run[start:end])
                if known is not None and best[start] + known > top:
                    top, at = best[start] + known, start
            best.append(top)
            came.append(at)
        words, end = [], len(run)
        while end:
            words.append(run[came[end] : end])
            end = came[end]
        return words[::-1]

    def rarity(self, word: str) -> float:
        """How surprising a word is, in nats."""
        known = self._weight(word)
        if known is not None:
            return -known
        if word.isascii():
            return 2 * _UNKNOWN
        signs = [self._weight(sign) for sign in word]
        return sum(_UNKNOWN if sign is None else -sign for sign in signs) - _COMPANY * (len(word) - 1)

    def claims(self, text: str, host: str, homes: Mapping[int, tuple[str, str]]) -> Iterator[tuple[int, Claim]]:
        """How much more `text` speaks of each of `homes` (headline and whole text) than of `host`, where it stands.

        What other articles have as well proves little. All folded; articles that share nothing are left out.
        """
        against: dict[str, float] = {}
        weights: dict[int, dict[str, float]] = {}
        for term in self.of(text):
            rarity = self.rarity(term) - _CHANCE
            if rarity <= -_OFTEN:
                continue
            having = [home for home, (_, whole) in homes.items() if term in whole]
            if term in host:
                against[term] = _share(rarity, host.count(term), len(having))
                continue
            for home in having:
                head, whole = homes[home]
                weight = _share(rarity, whole.count(term), len(having) - 1)
                if weight:
                    weight *= _HEADED if term in head else 1.0
                    extra = max(_local(text, term, whole, host), _own(text, term, whole, host))
                    weights.setdefault(home, {})[term] = weight + extra / len(having)
        for home, shared in weights.items():
            whole = homes[home][1]
            yield home, _claim(shared, sum([weight for term, weight in against.items() if term not in whole]))


def _claim(shared: Mapping[str, float], against: float) -> Claim:
    """Words of one trade come together: the second proves less than the first, the third less again."""
    order = sorted(shared, key=lambda term: -shared[term])
    total = sum([shared[term] * _TOGETHER**place for place, term in enumerate(order)])
    foremost = [shared[term] for term in order[:2]]
    return Claim(total - against, max(foremost[0], _PAIR * sum(foremost)), tuple(order[:3]))


def _share(rarity: float, count: int, others: int) -> float:
    """What one shared word weighs: rare in the language, often in the article, in no other one of the page."""
    surprise = rarity + log(count)
    return min(_MOST, surprise) / (1 + others) if surprise > 0 else 0.0


def _own(text: str, term: str, home: str, host: str) -> float:
    """What is added where the word is part of a name in quotation marks, or is a person's name."""
    if len(term) == 3 and is_name(term):
        return _PERSON
    start, end = text.rfind("“", 0, text.find(term)), text.find("”", text.find(term))
    if start < 0 or not 0 < end - start <= _LONGEST_NAME or "”" in text[start:end]:
        return 0.0
    name = text[start : end + 1]
    return _QUOTED if name in home and name not in host else 0.0


def _local(text: str, term: str, home: str, host: str) -> float:
    """What is added where the word is the name of a township or the like (大冶 with 镇 behind it, or 湖镇)."""
    end = text.find(term) + len(term)
    level = _LOCAL.match(text, end) or _LOCAL.match(text, end - 1)
    if level is None:
        return 0.0
    name = text[end - len(term) : level.end()]
    return _PLACE if name in home and name not in host else 0.0


def _parts(lone: str) -> Iterator[str]:
    """Runs of two and three signs, as names of people and places are long."""
    for length in (2, 3):
        for start in range(len(lone) - length + 1):
            part = lone[start : start + length]
            if not is_common(part):
                yield part
