"""Numbers as newspapers print them, Arabic, Chinese or mixed: 5.4亿, 三百, 3亿8000万, 1.5万亿."""

from __future__ import annotations

import re
from decimal import Decimal

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,12})(?:\.[0-9]{1,6})?"
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# As contracts, courts and tenders write sums, so that no stroke can be added: 壹佰贰拾捌万元.
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_TOKEN = re.compile(rf"{ARABIC}|[零〇一二两三四五六七八九十百千万亿]")


def cardinal(text: str) -> Decimal | None:
    """The number that `text` (half-width) says, or None when it says none: 三百 → 300; 两三百 is not one number."""
    whole, section, last, end = Decimal(0), Decimal(0), None, 0
    for token in _TOKEN.finditer(text):
        if token.start() != end:
            return None
        end, scale = token.end(), SCALES.get(token[0])
        if scale is None:
            if last:
                return None
            last = _number(token[0])
        elif scale < SCALES["万"]:
            section, last = section + (Decimal(1) if last is None else last) * scale, None
        else:
            whole, section, last = _raised(whole, section + (last or 0), scale), Decimal(0), None
    return whole + section + (last or 0) if end and end == len(text) else None


def _number(token: str) -> Decimal:
    return Decimal(DIGITS[token]) if token in DIGITS else Decimal(token.replace(",", ""))


def _raised(whole: Decimal, section: Decimal, scale: int) -> Decimal:
    """万 and 亿 count everything before them that is smaller: 1.5万亿 is 15,000 亿; 3亿8000万 is a sum."""
    if 0 < whole < scale:
        return (whole + section) * scale
    return whole + (section or (0 if whole else 1)) * scale
