"""Pages of the web as a tree, by lxml: what is on them as real sites write it, tags unclosed and attributes unquoted.

The only place that knows lxml. It is the parser that reads broken HTML as browsers do, in C (a page of 100 kB in 2 ms;
html5lib is truer to the standard and takes a hundred times as long, and the standard library's has no tree). Nothing
is fetched, no entity is resolved, and what is nested too deep is an error. To be called `Apart` with foreign bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from watchers.errors import ParseError

# What begins a line of its own where a page is shown.
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "founder-content",
))  # fmt: skip
# What is no text of the page.
_SILENT = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "head", "title", "textarea",
    "select",
))  # fmt: skip
# Blanks as pages indent with: no-break and ideographic spaces among them.
_BLANKS = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_NAME = re.compile(r"[\w.-]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Node:
    """An element of a page or of an XML document. Names of tags and attributes are compared without case."""

    __slots__ = ("_element",)

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """The tag in small letters, without its namespace; empty for comments."""
        tag = self._element.tag
        # Not by etree.QName, which raises for what libxml2 lets pass as a name: `<p&nbsp;xmlns="">`.
        found = _NAME.match(tag.rpartition("}")[2]) if isinstance(tag, str) else None
        return found.group().lower() if found else ""

    def attribute(self, name: str) -> str:
        """The value of an attribute; empty where it is not there."""
        wanted = name.lower()
        for key, value in self._element.attrib.items():
            if str(key).rpartition("}")[2].lower() == wanted:
                return str(value)
        return ""

    @property
    def text(self) -> str:
        """All the text inside, in one line, runs of blanks as one; scripts and styles left out."""
        return _BLANKS.sub(" ", "".join(_spoken(self._element))).strip()

    @property
    def raw(self) -> str:
        """All the text inside as it stands, scripts and comments too."""
        return "".join(str(piece) for piece in self._element.itertext())

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as it is shown: a line for each paragraph or line break, none of them empty."""
        pieces = "".join(_spoken(self._element)).split("\n")
        return tuple(line for piece in pieces if (line := _BLANKS.sub(" ", piece).strip()))

    @property
    def tail(self) -> str:
        """The text right behind the element, up to the next one; runs of blanks as one."""
        return _BLANKS.sub(" ", self._element.tail or "").strip()

    def runs(self, without: Node | None = None) -> tuple[str, ...]:
        """Each piece of text that is shown inside, as the markup divides them, none empty; `without` is left out."""
        pieces = _spoken(self._element, without)
        return tuple(run for piece in pieces if (run := _BLANKS.sub(" ", piece).strip()))

    @property
    def own_text(self) -> str:
        """What stands in the element itself, not in another element of it but line breaks and comments."""
        return (self._element.text or "") + "".join(child.tail or "" for child in self._element)

    def lines_without(self, *others: Node) -> tuple[str, ...]:
        """The `lines` of the element but for what stands in these others inside it."""
        pieces = "".join(_spoken(self._element, *others)).split("\n")
        return tuple(line for piece in pieces if (line := _BLANKS.sub(" ", piece).strip()))

    @property
    def children(self) -> list[Node]:
        return [Node(child) for child in self._element if isinstance(child.tag, str)]

    @property
    def parent(self) -> Node | None:
        above = self._element.getparent()
        return None if above is None else Node(above)

    def all(self, *names: str) -> Iterator[Node]:
        """Elements inside (itself too) of these tags, in the order of the document; of any tag where none is named."""
        for element in self._element.iter():
            if isinstance(element.tag, str) and (not names or Node(element).name in names):
                yield Node(element)

    def select(self, css: str) -> list[Node]:
        """What a CSS selector finds inside, in the order of the document. Raises ParseError for a wrong selector."""
        try:
            return [Node(element) for element in self._element.cssselect(css)]
        except Exception as wrong:  # cssselect has errors of three unrelated classes
            raise ParseError(f"选择器 {css!r} 写得不对（{wrong}），请改正。") from wrong

    def first(self, *selectors: str) -> Node | None:
        """The first element of the first selector that finds any."""
        return next((found[0] for css in selectors if (found := self.select(css))), None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._element is other._element

    def __hash__(self) -> int:
        return hash(self._element)


def page(text: str) -> Node:
    """A page of the web from its text; raises ParseError where there is no page at all."""
    try:
        root = html.document_fromstring(_undeclared(text), parser=html.HTMLParser(encoding=None, huge_tree=False))
    except (etree.LxmlError, ValueError) as wrong:
        raise ParseError(f"这不是能读的网页（{wrong}）。") from wrong
    return Node(root)


def document(text: str) -> Node:
    """An XML document from its text; a broken one as far as it can be read. Raises ParseError."""
    plain = _undeclared(text).strip()
    if not plain.startswith("<"):
        raise ParseError("这不是 XML。")
    for recover in (False, True):
        parser = etree.XMLParser(
            recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
        )
        try:
            root = etree.fromstring(plain.encode("utf-8"), parser)
        except (etree.LxmlError, ValueError) as wrong:
            error = wrong
            continue
        if root is not None:
            return Node(root)
    raise ParseError(f"这份 XML 读不了（{error}）。") from error


def _undeclared(text: str) -> str:
    """What the text says of its own encoding is history: it has been decoded. XHTML pages say it too."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", _NOT_XML.sub("", text).lstrip("\ufeff"), count=1)


def _spoken(element: etree._Element, *without: Node | None) -> Iterator[str]:
    """The pieces of text that are shown, a line break around each block."""
    out = {node._element for node in without if node}
    stack: list[etree._Element | str] = [element]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
            continue
        name = Node(one).name
        after: list[etree._Element | str] = []
        if one in out:
            after = ["\n"]
        elif name and name not in _SILENT:
            edge = "\n" if name in _BLOCKS else ""
            inside: list[etree._Element | str] = [edge, _flat(one.text or "")]
            for child in one:
                inside += [child, _flat(child.tail or "")]
            after = [*inside, edge]
        stack.extend(reversed(after))


def _flat(text: str) -> str:
    """Line breaks of the source file are blanks."""
    return text.replace("\n", " ").replace("\r", " ")
