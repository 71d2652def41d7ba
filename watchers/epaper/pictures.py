"""The pictures of an article and what is printed under them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from watchers.epaper.addresses import resolved
from watchers.epaper.variants import PICTURES
from watchers.markup import Node

# A caption has a sentence or two; what is longer around a picture is the text of the article.
_LONGEST = 160
_CLIMB = 4
# Ornaments of the site, not of the paper.
_ORNAMENTS = ("tplimg", "logo", "icon", "/ico", "button", "qrcode", "ewm", "weixin", "share", "spacer", "blank.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `around` is the element that holds it together with its caption, None where it has no caption."""

    url: str
    caption: str
    around: Node | None


def pictures(root: Node, boxes: Sequence[str], body: Node, heads: Collection[Node], base: str) -> Iterator[Picture]:
    """The pictures in the boxes of the layout and in the body, in the order of the page."""
    edge = {body} | {above for node in (body, *heads) for above in _above(node)} | {*heads}
    inside = [node for css in (*boxes, *PICTURES) for node in root.select(css)]
    drawn = {img for node in (*inside, body) for img in node.all("img")}
    seen: set[str] = set()
    for img in root.all("img"):
        url = resolved(base, img.attribute("src"))
        if img in drawn and url not in seen and _of_paper(url):
            seen.add(url)
            yield _picture(img, url, edge)


def _picture(img: Node, url: str, edge: Collection[Node]) -> Picture:
    """The caption is the first text around the picture, before the whole article comes around it."""
    for above in list(_above(img))[:_CLIMB]:
        if above in edge:
            break
        if words := " ".join(above.lines):
            return Picture(url, words, above) if len(words) <= _LONGEST else Picture(url, "", None)
    return Picture(url, "", None)


def _above(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _of_paper(url: str) -> bool:
    path = urlsplit(url).path.lower()
    return bool(url) and not path.endswith(".gif") and not any(word in path for word in _ORNAMENTS)
