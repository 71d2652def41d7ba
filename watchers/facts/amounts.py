"""Sums of money, with the words that say what they are the amount of.

What counts is 元: 112万户, 57亿条 and 6000吨 are no money. Newspapers drop the 元 in one place only, after a noun of
money and before a pause (投资总额突破50亿，), and print classes without a figure (超亿元项目). Other currencies
are left out: their worth in yuan is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.facts.measures import bound, subject
from watchers.facts.numerals import ARABIC, FORMAL, SCALES, cardinal
from watchers.facts.sentences import Sentence, clause_start, sentences
from watchers.model import Amount

_MIXED = rf"(?:{ARABIC}[十百千万亿]{{1,3}}){{0,2}}{ARABIC}\s?[多余来]?[十百千万亿]{{0,3}}"
_QUANTITY = rf"(?:{_MIXED}|[零〇一二两三四五六七八九十百千万亿][零〇一二两三四五六七八九十百千万亿多余]{{0,15}})"
_AMOUNT = re.compile(
    rf"(?<![0-9.])(?:(?P<low>{_QUANTITY})(?:元)?(?:[~～至到—–-]{{1,2}}|以上))?(?P<sum>{_QUANTITY})\s?[多余来]?\s?"
    # 元 inside another word is no money: 多元化, 二元素, 元宇宙, 元旦.
    r"(?:(?P<yuan>元(?![化素宵旦月首帅老件器宇朝代气年始])|块钱|人民币)|(?P<coins>块(?=[,。;!?、”\"]|$))|(?P<pause>(?=[,。;!?、)]|以上|大关|$)))"
)
_MONEY_NOUN = re.compile(
    r"(?:投资|融资|资金|资产|金额|总额|余额|额度|产值|增加值|生产总值|GDP|市值|估值|营收|收入|利润|税收|成本|费用"
    r"|工资|存款"
    r"|流水|首付|净额|(?:签约|合同|到账|募集|采购|出口|进口|结算)额|贷款|授信|交易额|销售额|成交额|补[贴助]|奖[励补]|捐[款赠]|罚款"
    r"|(?:起拍|成交|起始|评估|挂牌|总|均|售|底|报)价|价格|租金|保证金|[押定彩]金)[^,。;:!?、]{0,8}$"
)
# “12块” is a price where the clause is one of buying and selling; a pause follows, for 三块地 are no money.
_PRICED = re.compile(r"[斤碗杯份串张件盒瓶袋贵价卖买钱花挣赚涨奖罚]|便宜|人均")
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖]")
_UNIT = re.compile("[元亿万块]|人民币")
_CLASS_BEFORE = re.compile(r"[超过上逾破近达]$")
_CLASS_AFTER = re.compile(r"以上|级|大关|项目|企业|产业")
_FOREIGN = re.compile("(?:港[币元]|[台日]币|美金|外币|[欧美日]元)[约超逾]?$")
_VAGUE = re.compile(r"[数几]$")  # 数十亿元, 几百元: how much is not said
_VERY = re.compile(r"[多余来\s]")  # 3000多万元: the value is the printed figure
# What a sum may be the amount of by the noun or verb before it alone: 总投资5亿元, 授信2000万元, 月薪7200元.
_SAID_BEFORE = re.compile(
    r"投资|融资|资金|资产|金额|总额|余额|额度|产值|增加值|生产总值|GDP|市值|估值|营收|收入|利润|税收|成本|费|工资"
    r"|薪|存款|贷款|授信|贴息"
    r"|成交|销售|交易|补[贴助偿]|奖|捐|善款|罚|分红|价|租金|押金|票|订单|花|赔|缴|售|收|产业|损失|支出|预算|规模"
    r"|注册资本|放款"
)
_SCALE_ONLY = re.compile(r"(?:设立|建立|成立|组建|规模|首期|总|约|超|达|为)+$")
_APPROXIMATE = (
    r"(?:超过?|逾|约|近|突破|达到?|高达|最高|最低|不低于|不高于|不超过|至少|顶格|首笔|第一笔|每[年月户人亩]|人均"
    r"|户均|单户|处|为|是|共|过"
    r"|[:“])"
)
_LABEL_BREAK = re.compile(
    r".*(?:、|元|该[市县区镇乡村校院行厂]?|[的了:《》]|(?<![作成认])为(?=[^0-9])|给予?|[将把对在从由并]"
    r"|全[市省县区年国]|带动|引进|力争|预计|其中|随着"
    r"|按照?|拿到|获得|拥?有|设立|出资|共计?(?=[0-9])|\s)"
)
_LABEL_LONGEST = 14
_EXACT_DIGITS = 3
_ROUNDED = 100  # a value may be off by one hundredth
_WHAT_AFTER = re.compile(
    r"(?:以[上下内])?(?:的(?![,。;:!?、)]))?(?:“[^”]{2,10}”)?(?:(?!用于|用来|支持|昨日|今日|已|将|和|及|与|到位"
    r"|即可|就能?|学|买|在|的)[^,。;:!?、()“”\n0-9]){0,12}"
    r"(?:[0-9]+[个项家])?"
)


def amounts(headline: str, body: str) -> tuple[Amount, ...]:
    """The sums in the body, each once; those of the headline only when the body has none, as a headline rounds."""
    return _distinct(body) or _distinct(headline)


def _distinct(text: str) -> tuple[Amount, ...]:
    found: dict[tuple[int, str], Amount] = {}
    for sentence in sentences(text):
        for amount in _read(sentence):
            found.setdefault((amount.cny, "" if _is_exact(amount.cny) else amount.text), amount)
    return tuple(found.values())


def _is_exact(cny: int) -> bool:
    """328亿 printed again is the same sum; 2000万 or 超亿元 may be said of several things."""
    return len(str(cny).rstrip("0")) >= _EXACT_DIGITS


def _read(sentence: Sentence) -> Iterator[Amount]:
    if not _UNIT.search(sentence.text):
        return
    text = sentence.text
    if _FORMAL.search(text):
        text = text.translate(FORMAL)
    for found in _AMOUNT.finditer(text):
        if not _is_money(text, found):
            continue
        start, end = _words(text, found)
        printed = sentence.printed[start:end].strip()
        what, exactly = subject(text, found.start(), found.end()), bound(text, found.start(), found.end())
        for value in _values(found["low"], found["sum"]):
            yield Amount(text=printed, cny=value, of=what, bound=exactly)


def _is_money(text: str, found: re.Match[str]) -> bool:
    before, quantity = text[max(0, found.start() - 16) : found.start()], found["sum"].strip()
    if _VAGUE.search(before) or before.endswith("第"):
        return False
    quantity = _VERY.sub("", quantity)
    if found["coins"]:
        clause = text[clause_start(text, found.start()) : found.end()]
        return quantity[0].isascii() and bool(_PRICED.search(clause))
    if _FOREIGN.search(before):
        return False
    if not found["yuan"]:
        if all(char in "百千万亿" for char in quantity):  # 签约额过百亿
            return quantity[-1] == "亿" and bool(_CLASS_BEFORE.search(before) and _MONEY_NOUN.search(before))
        return quantity[-1] in "万亿" and quantity[0].isascii() and bool(_MONEY_NOUN.search(before))
    if quantity[0].isascii():
        return True
    if all(char in "百千万亿" for char in quantity):
        return bool(_CLASS_BEFORE.search(before) or _CLASS_AFTER.match(text, found.end()))
    return any(char in SCALES for char in quantity) or found["yuan"] == "块钱"


def _values(low: str | None, high: str) -> Iterator[int]:
    """Whole yuan; a range gives both its ends, and its first end has the scale of the second (5至10万元)."""
    low, high = _VERY.sub("", low or ""), _VERY.sub("", high)
    most = cardinal(high)
    if low and most:
        scale = "" if low[-1] in SCALES else high.lstrip("0123456789.,")
        least = cardinal(low + scale)
        if least and least < most:
            yield round(least)
    if most and abs(most - round(most)) * _ROUNDED <= most:  # 0.9元 and 3.5元 are no whole yuan
        yield round(most)


def _words(text: str, found: re.Match[str]) -> tuple[int, int]:
    """The span to show: the noun before the sum (授信2000万元), or after it if none stands before (超5亿元项目2个)."""
    begin = max(clause_start(text, found.start()), found.start() - _LABEL_LONGEST)
    label = text[begin : found.start()]
    if broken := _LABEL_BREAK.match(label):
        begin += broken.end()
    label = text[begin : found.start()]
    if re.fullmatch(rf"{_APPROXIMATE}*", label) or not _SAID_BEFORE.search(_SCALE_ONLY.sub("", label)):
        after = _WHAT_AFTER.match(text, found.end())
        return begin, after.end() if after else found.end()
    return begin, found.end()
