"""The title of a line in a list: in full where the page only shows its beginning, without marks and numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.widths import bare

_BULLET = re.compile(r"^(?:[·•●○■□◆◇▪►▶▷>»›\-*☆★◎\s]+)")
_PINNED = re.compile(
    r"^[\[(（［【]?\s*置顶\s*(?:[\])）］】]|(?=[\s:：]))\s*[:：]?|[\[(（［【]\s*置顶\s*[\])）］】]$|^置顶$"
)
_MARK = re.compile(
    r"^[\[［]\s*(?:荐|推荐|图|图文|组图|热|新|顶|NEW|HOT)\s*[\]］]|[\[(（［【]\s*(?:new|hot|新|热|荐|顶)!?\s*[\])）］】]$"
    r"|(?:(?<=[^A-Za-z0-9 ])|(?<=\s))(?:NEW|New|new|HOT|hot)[!！]*$",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:…+|\.{2,}|。{3,}|⋯+)\s*$")
_NUMBER = re.compile(r"^[\[(（]?(\d{1,3})(?:[\])）]|[.、．])\s*(?=\D)")
_ATTRIBUTE = re.compile(r"(?:^|\n)\s*(?:信息|文件|文章)?(?:标题|名称|题名)\s*[:：]\s*([^\n]+)")
_EXTRA = re.compile(
    r"[\s,，;；]*(?:发布|更新|录入|添加)?(?:时间|日期|作者|点击数?|点击次数|来源)\s*[:：].*$", re.DOTALL
)
_LONGEST = 300


def full(visible: str, attributes: Sequence[str]) -> str:
    """The whole title: the attribute that goes on where the visible one was cut, else what is seen."""
    seen = _CUT.sub("", visible).strip()
    for attribute in attributes:
        written = _of_attribute(attribute)
        goes_on = bare(written).startswith(bare(seen)) if seen else True
        if written and goes_on and len(bare(written)) >= len(bare(seen)):
            return written
    return visible


def is_cut(title: str) -> bool:
    """Whether only the beginning of a title is there."""
    return bool(_CUT.search(title))


def unmarked(title: str) -> tuple[str, bool]:
    """The title without bullets and marks, and whether it is pinned to the top (置顶)."""
    pinned = False
    plain = title.strip()
    while True:
        before = plain
        plain = _BULLET.sub("", plain).strip()
        if found := _PINNED.search(plain):
            pinned = True
            plain = (plain[: found.start()] + plain[found.end() :]).strip()
        plain = _MARK.sub("", plain).strip()
        if plain == before:
            return plain, pinned


def unnumbered(titles: Sequence[str]) -> tuple[str, ...]:
    """Titles without the numbers of a list that counts its lines; a single “1.” may belong to its title."""
    found = [_NUMBER.match(title) for title in titles]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < 2 or len(numbers) * 2 < len(titles) or sorted(set(numbers)) != numbers:
        return tuple(titles)
    return tuple(title[one.end() :] if one else title for one, title in zip(found, titles, strict=True))


def _of_attribute(attribute: str) -> str:
    """The title that a `title` attribute holds; some say when it was put up and how often it was read as well."""
    text = attribute.strip()[: 2 * _LONGEST]
    named = _ATTRIBUTE.search(text)
    text = _EXTRA.sub("", named[1] if named else text)
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else ""
