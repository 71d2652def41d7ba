"""Sums as people type them: 50万, 200万元, 两百万, 1.5亿, 3000元; a bare small figure means 万元, as people speak."""

from __future__ import annotations

import re

from watchers.facts.numerals import ARABIC, cardinal
from watchers.widths import fold

_SUM = rf"(?:{ARABIC}[十百千万亿]{{0,3}}|[一二两三四五六七八九十百千万亿]{{1,12}})"
MONEY = re.compile(rf"(?P<sum>{_SUM})\s?(?P<unit>元|块钱?|人民币|[wW](?![a-zA-Z]))?")
# Who asks for a loan of “50” means 50万元; no bank lends less than ten thousand yuan to a business.
_BARE_BELOW = 10_000
# 1000亿: more than any business of this size borrows, and far below what the database's integers hold.
MOST = 10**11


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
