"""The body of an article on its page: by the system's own element, its comments, or at last by where the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchers.epaper.trouble import trouble
from watchers.epaper.variants import BODIES, LOOSE_BODIES
from watchers.markup import Node, page

_BETWEEN = re.compile(r"<!--\s*enpcontent\s*-->(.*?)<!--\s*/enpcontent\s*-->", re.DOTALL | re.IGNORECASE)
# What surrounds a text on these pages, each alone on its line.
_NOISE = re.compile(
    r"[\W_]*(?:(?:返回目录|返回|放大|缩小|默认|全文复制|复制全文|上一[篇版期条]|下一[篇版期条]|版面导航|标题导航|打印|分享|收藏|字号|大|中|小|"
    r"朗读|评论|关闭|pdf|版面目录)[\W_]*)+|[\W_]*(?:上一篇|下一篇)\s*[:：].*",
    re.IGNORECASE,
)
# Below this a block of a page is a line of its furniture; what stands at its foot may be longer.
_LEAST = 20
_FOOT = re.compile(r"版权|ICP备|Copyright|未经.{0,12}(?:许可|授权)|技术支持|举报电话|地址[:：]", re.IGNORECASE)
# In text, commas and full stops come every ten to twenty characters; a list of links has none.
_STOPS = re.compile(r"[。，、；：！？]")


@dataclass(frozen=True, slots=True)
class Body:
    """The element that holds the text. `node` is on the page, or of a piece of it that was parsed again."""

    node: Node

    def lines(self, without: Sequence[Node]) -> tuple[str, ...]:
        """The paragraphs, blanks at their edges and what is no text left out."""
        found = self.node.lines_without(*without)
        return tuple(line for line in found if not _NOISE.fullmatch(line))


def body_of(root: Node, text: str, first: Sequence[str]) -> Body | None:
    """The body of the page; None where it has none. `first` are the selectors of its layout."""
    return (
        _selected(root, [css for css in first if css not in LOOSE_BODIES])
        or _selected(root, BODIES)
        or _commented(text)
        or _found(root, first)
    )


def _selected(root: Node, selectors: Sequence[str]) -> Body | None:
    """What the first selector finds that finds any text; the longest where it finds several (some hide a copy)."""
    for css in selectors:
        bodies = [Body(node) for node in root.select(css)]
        full = [body for body in bodies if body.lines(()) or any(True for _ in body.node.all("img"))]
        if full:
            return max(full, key=lambda body: sum(map(len, body.lines(()))))
    return None


def _commented(text: str) -> Body | None:
    """What stands between the system's comments, which some pages print twice, one pair in the other or one by one."""
    pieces = dict.fromkeys(piece for piece in _BETWEEN.findall(text) if piece.strip())
    if not pieces:
        return None
    body = Body(page(f"<html><body>{''.join(pieces)}</body></html>"))
    return body if body.lines(()) else None


def _found(root: Node, first: Sequence[str]) -> Body | None:
    """By names that others use too, or by structure; never on a page that says that it is none."""
    if trouble(root) or any(node.attribute("href") for node in root.all("area")):
        return None
    return _selected(root, [*first, *LOOSE_BODIES]) or _densest(root)


def _densest(root: Node) -> Body | None:
    """The element whose own paragraphs hold the most text."""
    weights: dict[Node, int] = {}
    for node in _paragraphs(root):
        above = node.parent
        if above is not None:
            weights[above] = weights.get(above, 0) + len(node.text)
    best = max(weights, key=lambda node: weights[node], default=None)
    return Body(best) if best is not None and weights[best] >= _LEAST else None


def _paragraphs(root: Node) -> Iterator[Node]:
    return (node for node in root.all("p", "div", "td") if not node.children and _written(node.text))


def _written(words: str) -> bool:
    return bool(_STOPS.search(words)) and not _FOOT.search(words)
