"""Which lines of a page are its list: by how many there are, and by what titles, dates and addresses they have.

Every line counts for or against: a date and a title of a sentence's length speak for a document, two or four
characters and a link to a folder for navigation. Boxes at the side have fewer lines, shorter titles and no dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from watchers.markup import Node
from watchers.policy.addresses import is_file, shape
from watchers.policy.dates import address_day
from watchers.policy.lines import Line, Run

# Titles of government documents have 15 to 40 characters, the names of columns two to six.
_SHORT, _LONG = 6, 30
_DATED, _ADDRESSED, _ALIKE, _BELOW = 3.0, 1.0, 1.0, 1.5
_COLUMN = -2.0
# By its titles alone a box at the side can pass for a list: this much a line has to have on average, and more where
# no line has a date.
LEAST, LEAST_UNDATED = 1.2, 2.2
_ASIDE = frozenset((
    "nav", "navbar", "navi", "menu", "submenu", "foot", "footer", "copyright", "crumb", "breadcrumb", "crumbs",
    "friend", "friendlink", "links", "yqlj", "recommend", "related", "hot", "rank", "side",
    "sidebar", "aside", "header", "search", "banner", "swiper", "slide", "slider", "pager", "pagination",
))  # fmt: skip
_ASIDE_TAGS = frozenset(("nav", "header", "footer", "aside"))
_PAGED = re.compile(
    r"下一?页|尾页|末页|共\s*\d+\s*[页条]|createPage|countPage|laypage|pageCount|totalPage", re.IGNORECASE
)
_NEAR = 3  # elements around a list in which its pages are counted
_OUT = 8  # elements around a list whose names are looked at
_WEIGHT_ASIDE, _WEIGHT_PAGED = 0.4, 1.25


def best(runs: Iterable[Run], url: str) -> tuple[Line, ...]:
    """The lines of the list; empty where nothing on the page looks like one."""
    found: tuple[float, tuple[Line, ...]] = (0.0, ())
    for run in runs:
        lines = _proper(run.lines)
        score = _score(lines, url)
        dated = any(line.dated for line in lines)
        if not lines or score < (LEAST if dated else LEAST_UNDATED) * len(lines) or (len(lines) == 1 and not dated):
            continue
        score *= _standing(run)
        if score > found[0]:
            found = score, lines
    return found[1]


def is_sure(lines: Sequence[Line], url: str) -> bool:
    """Whether more than titles speaks for these lines: dates, or addresses below that of the list."""
    folder = urlsplit(url).path.rpartition("/")[0]
    return any(line.dated or address_day(line.link.url) or _below(line, folder) for line in lines)


def _below(line: Line, folder: str) -> bool:
    return len(folder) > 1 and urlsplit(line.link.url).path.startswith(f"{folder}/")


def _proper(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without those that are labels: the heading of the box among its own links."""
    return tuple(line for line in lines if line.dated or chinese(line.link.words) >= 2)


def chinese(text: str) -> int:
    """How many Chinese characters there are, and Latin letters for a third."""
    wide = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return wide + sum(char.isascii() and char.isalnum() for char in text) // 3


def _score(lines: Sequence[Line], url: str) -> float:
    """How much the lines look like documents, all together."""
    shapes = Counter(shape(line.link.url) for line in lines)
    folder = urlsplit(url).path.rpartition("/")[0]
    numbers = set(re.findall(r"\d{2,}", urlsplit(url).path + urlsplit(url).query))
    return sum(_line_score(line, shapes[shape(line.link.url)] * 2 >= len(lines), folder, numbers) for line in lines)


def _line_score(line: Line, alike: bool, folder: str, numbers: set[str]) -> float:
    there = urlsplit(line.link.url)
    length = chinese(line.link.words)
    dated = line.dated
    score = _DATED if dated else 0.0
    if length >= _SHORT:
        score += min(length, _LONG) / 10
    elif not dated:
        score -= 1.5
    if address_day(line.link.url):
        score += _ADDRESSED
    told = any(char.isdigit() for char in there.path + there.query)
    if told or is_file(line.link.url):
        score += _ALIKE if alike else 0.0
    elif not dated:
        score += _COLUMN
    if _below(line, folder) or numbers & set(re.findall(r"\d{2,}", there.path + there.query)):
        score += _BELOW
    return score


def _standing(run: Run) -> float:
    """What the elements around say: navigation and boxes at the side count less, what has pages counts more."""
    weight = 1.0
    node: Node | None = run.containers[0]
    for out in range(_OUT):
        if node is None or node.name in ("body", "html"):
            break
        if node.name in _ASIDE_TAGS or _names(node) & _ASIDE:
            weight *= _WEIGHT_ASIDE
            break
        if 0 < out <= _NEAR and weight == 1.0 and _PAGED.search(_behind(node, run)):
            weight = _WEIGHT_PAGED
        node = node.parent
    return weight


def _behind(node: Node, run: Run) -> str:
    """What stands in an element outside the list, scripts too."""
    return " ".join(child.raw for child in node.children if child not in run.containers and child.name != "style")[
        :20000
    ]


def _names(node: Node) -> set[str]:
    """The words of an element's class and id: subNav-left → sub, nav, left."""
    named = f"{node.attribute('class')} {node.attribute('id')}"
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", named)}
