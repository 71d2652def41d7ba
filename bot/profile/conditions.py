"""What an offer asks beside its taker and place, and whom it shuts out, in the article's own words.

纳税信用等级须为B级及以上, 年营业收入不低于500万元, 新招用人员达到10%: some can be decided from what the owner told,
most cannot, and then they are what is missing. 不支持房地产行业, 餐饮、娱乐行业除外 shut some out. All texts are folded
to half width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.profile.money import yuan
from watchers.facts.numerals import cardinal
from watchers.facts.sentences import clause_end, clause_start


class Asked(StrEnum):
    """What a condition is about."""

    TAX = "tax"
    CREDIT = "credit"
    TURNOVER = "turnover"
    STAFF = "staff"
    HIRING = "hiring"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`words` are the article's; `least` the yuan or heads that it asks for, 0 where it asks for no number."""

    about: Asked
    words: str
    least: int = 0


_MUST = re.compile(
    r"须|应(?:当|为|具|在|满|达|无)|必须|需(?:要)?(?:满足|具备|符合|达|为|在|有|提供|持|经|取得)|要求|具备|具有"
    r"|符合|不[低少]于|以上|达到|超过|不超过|近[一二两三0-9]+年"
    r"|前提|条件[:为是]"
)
_ABOUT = (
    (Asked.TAX, re.compile(r"纳税信用|纳税评级|纳税额|年纳税|缴税|税收贡献|纳税(?:满|记录)|开票")),
    (Asked.CREDIT, re.compile(r"征信|信用(?:记录|状况)|不良记录|逾期|失信|违法违规|行政处罚|安全事故|信用良好")),
    (
        Asked.TURNOVER,
        re.compile(
            r"(?:营业收入|销售收入|销售额|营业额|营收|主营业务收入|产值|流水)[^,。;]{0,8}(?:[0-9]"
            r"|[一二两三四五六七八九十百千])"
        ),
    ),
    (Asked.HIRING, re.compile(r"招用|吸纳[^,。;]{0,6}就业|带动[^,。;]{0,8}就业|不裁员|裁员率|稳定?就业")),
    (
        Asked.STAFF,
        re.compile(r"(?:员工|职工|从业人员|参保|缴纳社保|用工)[^,。;]{0,10}(?:[0-9一二两三四五六七八九十百]+)人"),
    ),
    (
        Asked.OTHER,
        re.compile(
            r"毕业生|退役军人|返乡|重点群体|登记失业|(?:拥有|持有|取得|具有|获得)[^,。;]{1,16}(?:专利|知识产权"
            r"|软件著作权|资质|许可证?|证书|认证|认定|备案)"
            r"|投资额|(?:研发|设备|固定资产)[^,。;]{0,6}(?:投入|投资)[^,。;]{0,8}(?:占|不低于|达到|[0-9])"
            r"|增长[0-9一二三四五六七八九十百.]+%?|资产负债率"
            r"|上年度|纳入[^,。;]{0,10}(?:名单|目录|库)"
            r"|推荐名单|白名单|承租|租赁合同|营业面积|种植面积|[0-9]亩以上"
        ),
    ),
)
# What the money does, costs or did is no condition of having it.
_TOLD = re.compile(
    r"给予|奖励(?!对象|申报)|补贴标准|额度|利率|期限|累计|余额|同比|授信(?:超|总)|发放|去年|截至|据介绍|负责人"
    r"|表示|一家|某|了解"
)
_OUT = re.compile(
    r"(?:不予?支持|不(?:包括|包含|含|适用于?|面向|受理|纳入)|除外|以外的?(?:行业|企业|领域)|不在[^,。;]{0,8}范围"
    r"|不得申[请报领]|不(?:能|可)申[请报领]|不(?:再)?享受"
    r"|禁止(?:准入|申请)|限制(?:类|准入))"
)
_OUT_BEHIND = re.compile(r"除外|不在|以外|不得申|不能申|不可申|不享受|不再享受")
_MOST, _LONGEST = 3, 44
_NUMBER = re.compile(r"([0-9]{1,6}|[一二两三四五六七八九十百]{1,5})(?:名|个)?人")


def conditions(text: str) -> tuple[Condition, ...]:
    """What has to be so, beside what other rules read; the first few, each kind once."""
    found: dict[Asked, Condition] = {}
    for clause in _clauses(text):
        about = next((kind for kind, pattern in _ABOUT if pattern.search(clause)), None)
        if about and about not in found and _MUST.search(clause) and not _TOLD.search(clause):
            found[about] = Condition(about=about, words=clause[:_LONGEST], least=_least(about, clause))
    return tuple(found.values())[:_MOST]


def _clauses(text: str) -> Iterator[str]:
    for found in re.finditer(r"[^,。;:\n]+", text):
        yield found[0].strip()


def _least(about: Asked, clause: str) -> int:
    if about is Asked.TURNOVER:
        return yuan(clause)
    people = _NUMBER.search(clause) if about is Asked.STAFF else None
    return int(cardinal(people[1]) or 0) if people else 0


def barred(text: str) -> tuple[str, ...]:
    """The clauses that shut somebody out, each with what it enumerates."""
    return tuple(dict.fromkeys(_barred(text)))[:_MOST]


def _barred(text: str) -> Iterator[str]:
    for found in _OUT.finditer(text):
        start, end = clause_start(text, found.start()), clause_end(text, found.end())
        words = text[start:end].strip() if _OUT_BEHIND.match(found[0]) else text[found.start() : end].strip()
        if len(words) <= _LONGEST and not re.search(r"重复|同一|已享受|同类", words):
            yield words
