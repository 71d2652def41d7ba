"""Where the text of a document stands on its page: what the systems call it, else where most of the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.errors import LayoutError
from watchers.markup import Node

# What the systems of government sites call the text, the narrowest first: TRS, gov.cn, 大汉, 博达 and their likes.
_KNOWN = (
    ".trs_editor_view", ".TRS_Editor", ".TRS_UEDITOR", "#UCAP-CONTENT", ".v_news_content", "#vsb_content",
    "founder-content", ".pages_content", "#zoom", "#Zoom", ".article-content", ".article_content", "#articlecontent",
    ".xxgk_content", ".bt_content", ".news_content", ".wzy_content", ".xl_content", ".view_content", ".detail-content",
    ".content_txt", ".zw_content", ".main-txt", ".ewb-article-info", ".con_text", ".article-con", ".txtcontent",
)  # fmt: skip
_ASIDE = frozenset((
    "nav", "menu", "foot", "footer", "copyright", "crumb", "breadcrumb", "share", "bdsharebuttonbox", "sidebar",
    "related", "recommend", "friend", "pager", "search", "login",
))  # fmt: skip
_BLOCKS = ("div", "td", "article", "section", "main", "p", "li", "blockquote", "center", "font", "span", "form")
_INLINE = frozenset(("p", "span", "font", "strong", "b", "blockquote", "center", "section", "li"))
# A sentence; a document page without even one is a scan, or not there.
LEAST = 20
_PLENTY = 60
_FAR = 20  # elements around something whose names are looked at
_STEP = 0.5  # a paragraph counts for what it stands in, and half for what that stands in


def body_of(tree: Node, selector: str) -> Node | None:
    """The element that holds the document's text; None where the page has none.

    Raises LayoutError where the configured selector finds nothing.
    """
    if selector:
        found = tree.select(selector)
        if not found:
            raise LayoutError(f"选择器 body = {selector!r} 在文件页上什么也没找到：网页可能改版了，请改选择器。")
        return max(found, key=lambda node: len(node.text))
    known = [node for css in _KNOWN for node in tree.select(css)]
    rich = next((node for node in known if len(node.text) >= _PLENTY), None)
    dense = _densest(tree)
    if rich:
        return rich
    if dense and (not known or len(dense.text) >= LEAST):
        return dense
    return max(known, key=lambda node: len(node.text), default=None)


def around(body: Node, out: int = 3) -> Iterator[Node]:
    """The elements that the body stands in, the nearest first, as far as they are of this document alone."""
    node = body.parent
    for _ in range(out):
        if node is None or node.name in ("body", "html"):
            return
        yield node
        node = node.parent


def is_aside(node: Node | None) -> bool:
    """Whether an element stands in navigation or in what surrounds every page of the site."""
    for _ in range(_FAR):
        if node is None or node.name in ("body", "html"):
            break
        named = re.findall(r"[a-z]+", f"{node.attribute('class')} {node.attribute('id')}".lower())
        if node.name in ("nav", "header", "footer", "aside") or _ASIDE & set(named):
            return True
        node = node.parent
    return False


def _densest(tree: Node) -> Node | None:
    """The element in which most of the text stands that is no link."""
    weight: dict[Node, float] = {}
    for node in tree.all(*_BLOCKS):
        own = _own_text(node)
        if own < LEAST or is_aside(node):
            continue
        above: Node | None = node
        share = float(own)
        while above and above.name in _INLINE and (higher := above.parent) and higher.name not in ("body", "html"):
            above = higher
        for _ in range(2):
            if above is None or above.name in ("body", "html"):
                break
            weight[above] = weight.get(above, 0.0) + share
            above, share = above.parent, share * _STEP
    densest = max(weight, key=lambda node: weight[node], default=None)
    return _whole(densest) if densest else None


def _whole(node: Node) -> Node:
    """What a paragraph stands in, where a page sets each of them in an element like its neighbours."""
    above = node.parent
    if above is None or above.name in ("body", "html") or len(node.lines) > 1:
        return node
    likes = [
        one for one in above.children if (one.name, one.attribute("class")) == (node.name, node.attribute("class"))
    ]
    return above if len([one for one in likes if one.text]) > 1 else node


def _own_text(node: Node) -> int:
    """Characters that stand in the element itself, not in another element of it, and are no link."""
    own = node.own_text
    return sum(not char.isspace() for char in own)
