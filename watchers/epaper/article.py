"""The page of an article → what is printed on it: title, kicker, subhead, author, paragraphs, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchers.epaper.bodies import Body, body_of
from watchers.epaper.labels import shown_label
from watchers.epaper.pictures import Picture, pictures
from watchers.epaper.remarks import remark
from watchers.epaper.trouble import Trouble, trouble
from watchers.epaper.variants import PLAIN, VARIANTS, Variant
from watchers.markup import Node, page
from watchers.webtext import web_text
from watchers.widths import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An article as its page shows it. `label` is the page of the paper where the article says it; `signed` its author.

    `variant` is the layout that was recognised, empty where the structure had to do. `cut`: the page ends too early.
    `trouble` tells why nothing is there; a picture without words has none.
    """

    variant: str = ""
    title: str = ""
    kicker: str = ""
    subhead: str = ""
    signed: str = ""
    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    label: str = ""
    trouble: Trouble = Trouble.NONE
    cut: bool = False


# A title of two hundred characters is the text of a page that was laid out otherwise.
_LONGEST_TITLE = 160
_LONGEST_AUTHOR = 80
_LABEL = re.compile(r"第\s*([A-Za-z]{0,2}\s?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|^\s*([A-Za-z]{0,2}\d{1,3})\s*版")
_SOURCE = re.compile(r"《[^》]{1,20}》\s*[(（][^()（）]{0,60}[)）]|(?:来源|稿源)\s*[:：]\s*\S+|\d{4}\s*年.*?版[)）]?")
_WRITER = re.compile(r"^\s*(?:作\s*者|文)\s*[:：]\s*")
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
# What page titles end in: 某事_某某日报 , 某事-数字报.
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,24}$")


def read_article(body: bytes, content_type: str, url: str) -> Printed:
    """The article that stands at `url`. Raises ParseError where it is no page at all."""
    text = web_text(body, content_type).text
    if not text.strip():
        return Printed(trouble=Trouble.EARLY, cut=True)
    root = page(text)
    variant, title = _variant(root)
    found = body_of(root, text, variant.body)
    if found is None or _prompt(root, found):
        told = " ".join(title.lines) if title else remark(text, "founder-title")
        return Printed(variant=variant.name, title=told, trouble=trouble(root), cut=not _END.search(text))
    return _printed(root, text, url, variant, title, found)


def _printed(root: Node, text: str, url: str, variant: Variant, title: Node | None, body: Body) -> Printed:
    heads = _heads(root, variant, title)
    taken = [node for nodes in heads.values() for node in nodes] + ([title] if title else [])
    shown = list(pictures(root, variant.pictures, body.node, taken, url))
    lines = body.lines([*taken, *(picture.around for picture in shown if picture.around)])
    return Printed(
        variant=variant.name,
        title=_title(root, text, title, variant),
        kicker=_joined(heads["kicker"]),
        subhead=_joined(heads["subhead"]) or remark(text, "founder-subtitle"),
        signed=_signed(heads["signed"]) or remark(text, "founder-author"),
        paragraphs=tuple(line for line in lines if line),
        captions=_captions(shown),
        pictures=tuple(dict.fromkeys(picture.url for picture in shown)),
        label=shown_label(remark(text, "founder-pagenum")) or _label(root, variant),
        cut=not _END.search(text),
    )


def _variant(root: Node) -> tuple[Variant, Node | None]:
    for variant in (*VARIANTS, PLAIN):
        for css in variant.title:
            if node := next((node for node in root.select(css) if _titles(node)), None):
                return variant, node
    return PLAIN, None


def _titles(node: Node) -> bool:
    return 0 < len(node.text) <= _LONGEST_TITLE


def _heads(root: Node, variant: Variant, title: Node | None) -> dict[str, list[Node]]:
    """The elements beside the title: what stands before it is a kicker, behind it a subhead, unless a name says it."""
    heads = {
        "kicker": _all(root, variant.kicker),
        "subhead": _all(root, variant.subhead),
        "signed": _all(root, variant.signed),
    }
    decks = [node for node in _all(root, variant.decks) if node != title]
    if decks and title:
        order = {node: place for place, node in enumerate(root.all())}
        heads["kicker"] += [node for node in decks if order[node] < order[title]]
        heads["subhead"] += [node for node in decks if order[node] > order[title]]
    return heads


def _all(root: Node, selectors: Sequence[str]) -> list[Node]:
    """What the first selector finds that finds any text."""
    for css in selectors:
        if found := [node for node in root.select(css) if node.text and len(node.text) <= _LONGEST_TITLE]:
            return found
    return []


def _joined(nodes: Iterable[Node]) -> str:
    return " ".join(dict.fromkeys(" ".join(node.lines) for node in nodes))


def _title(root: Node, text: str, title: Node | None, variant: Variant) -> str:
    """What the layout shows, the system's own remark, or at last the title of the browser's window."""
    shown = " ".join(title.lines) if title else ""
    remarked = remark(text, "founder-title") or remark(text, "title")
    if variant is PLAIN and remarked:
        return remarked
    window = next((" ".join(node.raw.split()) for node in root.all("title")), "")
    return shown or remarked or _SITE.sub("", window)


def _signed(nodes: Iterable[Node]) -> str:
    lines = (_WRITER.sub("", _SOURCE.sub(" ", line)).strip(" \u3000|·:：") for node in nodes for line in node.lines)
    return " ".join(line for line in lines if line and len(line) <= _LONGEST_AUTHOR)


def _label(root: Node, variant: Variant) -> str:
    for node in _all(root, variant.label):
        if found := _LABEL.search(fold(node.text)):
            return shown_label(found[1] or found[2])
    return ""


def _captions(shown: Iterable[Picture]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(picture.caption for picture in shown if picture.caption))


def _prompt(root: Node, body: Body) -> bool:
    """Whether the body only says why there is none: 登录后阅读全文, 您访问的页面不存在."""
    return len("".join(body.lines([]))) < 80 and trouble(root) in (Trouble.LOGIN, Trouble.GONE, Trouble.EARLY)
