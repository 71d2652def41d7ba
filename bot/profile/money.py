"""Sums as people type them: 50万, 200万元, 两百万, 1.5亿, 3000元; a bare small figure means 万元, as people speak."""

from __future__ import annotations

import re

from watchers.facts.numerals import ARABIC, cardinal
from watchers.widths import fold

# 万 alone begins names (万达, 万邦), not sums.
_SUM = rf"(?:{ARABIC}[十百千万亿]{{0,3}}|[一二两三四五六七八九十百千][一二两三四五六七八九十百千万亿]{{0,11}})"
MONEY = re.compile(rf"(?P<sum>{_SUM})\s?(?P<unit>元|块钱?|人民币|[wW](?![a-zA-Z]))?")
# Who asks for a loan of “50” means 50万元; no bank lends less than ten thousand yuan to a business.
_BARE_BELOW = 10_000
# 1000亿: more than any business of this size borrows, and far below what the database's integers hold.
MOST = 10**11


_FROM = re.compile(rf"{ARABIC}[万亿]?\s?(?:[-~—–]|到|至)\s?(?={ARABIC}[万亿])")
_ABOUT = re.compile(r"(?<=[0-9十百千万])(?:来|多|几|余)(?=[十百千万亿])")
_OR = re.compile(r"[一二两三四五六七八](?=[二三四五六七八九][十百千万亿个名人号位])")


# 两亿三, 一万五: as people say 两亿三千万, 一万五千.
_SHORT = re.compile(r"(?<=[万亿])[一二三四五六七八九](?![一二三四五六七八九十百千万亿个人年月])")
_BELOW = {"亿": "千万", "万": "千"}


def rounded(text: str) -> str:
    """Sums as people estimate them, each as one: 三四十万 and 30-40万 ask for 40万, 200来万 for 200万."""
    whole = _SHORT.sub(lambda found: found[0] + _BELOW[text[found.start() - 1]], text)
    return _OR.sub("", _ABOUT.sub("", _FROM.sub("", whole)))


def yuan(text: str, bare: bool = False) -> int:
    """The first sum in a text, in yuan; 0 for none. `bare`: a figure alone counts, too, in 万元 while it is small."""
    for found in MONEY.finditer(fold(text)):
        figure = cardinal(found["sum"])
        if figure is None or not figure:
            continue
        unit = found["unit"] or ""
        if unit in ("w", "W"):
            figure *= 10_000
        elif not unit and not re.search("[万亿]", found["sum"]):
            if not bare:
                continue
            figure = figure * 10_000 if figure < _BARE_BELOW else figure
        value = int(figure)
        if 0 < value <= MOST:
            return value
    return 0


def written(amount: int) -> str:
    """50万元, 1.5亿元, 3000元: the sum as a newspaper would print it."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if amount >= size:
            return f"{amount / size:.4f}".rstrip("0").rstrip(".") + unit + "元"
    return f"{amount}元"
