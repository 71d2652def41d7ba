"""The lines of a page that may be those of a list: neighbouring elements of one kind with a link to a document each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchers.markup import Node
from watchers.model import Selectors
from watchers.policy.addresses import joined, scripted
from watchers.policy.dates import FULL, has_day, is_date, without_day
from watchers.widths import bare

# A list page has some hundred links; what comes after so many is a site map.
MOST_LINKS = 1500
# A link stands so many elements deep in its list at most: the list, a row, a cell, a heading and some more.
HIGHEST = 10
# Below this many characters a link is a label beside the title (查阅全文, [通知公告], 政策解读), not one more document.
LABEL = 6
# What follows a line without being one: a date, an abstract, a ruled line.
MOST_FOLLOWING = 3
_NO_TITLE = re.compile(
    r"(?:首页|上一?页|下一?页|前一页|后一页|尾页|末页|更多|查看更多|more|详细|详情|查看全文|查阅全文|阅读全文|全文|点击查看|下载"
    r"|转到|确定|返回|打印|关闭|[<>«»›‹\d\s.…]*)[>»]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to something that may be a document. `tight`: its words stand in neighbouring elements without blanks."""

    node: Node
    url: str
    words: str
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its link, the elements that belong to it, and the pieces of text beside the link.

    `dated`: whether a date stands in it, beside the title or in it.
    """

    link: Link
    nodes: tuple[Node, ...]
    runs: tuple[str, ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that may be a list, and the elements in which they stand."""

    lines: tuple[Line, ...]
    containers: tuple[Node, ...]


def links(tree: Node, base: str) -> tuple[Link, ...]:
    """The links of a page that lead somewhere and say something, in its order."""
    found: list[Link] = []
    for node in tree.all("a"):
        words = _words(node)
        if not words or _NO_TITLE.fullmatch(words):
            continue
        href, call = node.attribute("href"), node.attribute("onclick")
        called = href.lower().startswith(("javascript:", "#")) or not href.strip()
        if url := joined(base, scripted(f"{href} {call}") if called else href):
            found.append(Link(node, url, words, _is_tight(node)))
        if len(found) >= MOST_LINKS:
            break
    return tuple(found)


def lines(tree: Node, found: Sequence[Link]) -> Iterator[Run]:
    """All runs of lines in a page, those of sibling containers together (a list is often set in blocks of five)."""
    inside = _by_element(found)
    containers = dict.fromkeys(parent for node in inside if (parent := node.parent))
    runs: dict[tuple[Node | None, str, str, str], list[tuple[Node, list[Line]]]] = {}
    for container in containers:
        for tag, own in _children(container, inside).items():
            key = (container.parent, container.name, container.attribute("class"), tag)
            runs.setdefault(key, []).append((container, own))
    whole = {child for blocks in runs.values() if len(blocks) > 1 or len(blocks[0][1]) > 1 for child in _rows(blocks)}
    for blocks in runs.values():
        if any(node in whole and len(own) > 1 for node, own in blocks):
            continue  # several links of one line: a document and what explains it
        yield Run(tuple(line for _, own in blocks for line in own), tuple(node for node, _ in blocks))


def _rows(blocks: Iterable[tuple[Node, list[Line]]]) -> Iterator[Node]:
    """The elements that are lines."""
    return (line.nodes[0] for _, own in blocks for line in own)


def selected(tree: Node, found: Sequence[Link], selectors: Selectors) -> tuple[Line, ...]:
    """The lines that the configuration names; its `title` is the link, stands in it, or is around it."""
    by_node = {link.node: link for link in found}
    picked: list[Line] = []
    for item in tree.select(selectors.item):
        inside = [by_node[node] for node in item.all("a") if node in by_node]
        if selectors.title:
            titled = [node for heading in item.select(selectors.title) for node in _around(heading)]
            inside = [link for link in inside if link.node in titled]
        if link := _main(inside):
            picked.append(_line(link, (item,), item.runs(link.node)))
    return tuple(picked)


def _around(heading: Node) -> Iterator[Node]:
    """The links in a heading, and the one that it stands in."""
    yield from heading.all("a")
    above = heading.parent
    while above:
        if above.name == "a":
            yield above
        above = above.parent


def _words(node: Node) -> str:
    """What a link says: its text, else what its attribute or its picture says."""
    if text := " ".join(run for run in node.runs() if not is_date(run)):
        return text
    return node.attribute("title").strip() or node.attribute("alt").strip()


def _is_tight(node: Node) -> bool:
    """Whether the text is one word set in several inline elements: 关于<font>印发</font>方案."""
    return not any(child.name in ("div", "p", "h3", "h4", "br", "li", "em", "i") for child in node.all())


def _by_element(found: Sequence[Link]) -> Mapping[Node, list[Link]]:
    """Every element that holds links, with these."""
    inside: dict[Node, list[Link]] = {}
    for link in found:
        node: Node | None = link.node
        for _ in range(HIGHEST):
            if node is None or node.name in ("body", "html"):
                break
            inside.setdefault(node, []).append(link)
            node = node.parent
    return inside


def _children(container: Node, inside: Mapping[Node, list[Link]]) -> Mapping[str, list[Line]]:
    """The lines that are children of an element, by their tag."""
    children = container.children
    mains = {at: link for at, child in enumerate(children) if (link := _line_link(child, inside.get(child, ())))}
    by_tag: dict[str, list[int]] = {}
    for at in mains:
        by_tag.setdefault(children[at].name, []).append(at)
    return {tag: [*_lines(children, places, mains, inside)] for tag, places in by_tag.items()}


def _line_link(child: Node, own: Sequence[Link]) -> Link | None:
    """The link of a line; None for what holds several documents, or none."""
    told = {link.url for link in own if len(bare(link.words)) >= LABEL}
    if len(told) > 1 and (len(told) > 3 or sum(is_date(run) or bool(FULL.search(run)) for run in child.runs()) != 1):
        return None
    return _main(own)


def _main(own: Iterable[Link]) -> Link | None:
    """Of the links of one line, the one that says most."""
    return max(own, key=lambda link: len(link.words), default=None)


def _lines(
    children: Sequence[Node], places: Sequence[int], mains: Mapping[int, Link], inside: Mapping[Node, list[Link]]
) -> Iterator[Line]:
    """Each child with a link, with what follows it up to the next: dd after dt, a date after a bare link."""
    ahead = _ahead(children, places)
    for at, end in zip(places, [*places[1:], len(children)], strict=True):
        nodes = [children[at]]
        for other in children[at + 1 : min(end, at + 1 + MOST_FOLLOWING)]:
            if inside.get(other):
                break
            nodes.append(other)
        link = mains[at]
        runs = [run for node in nodes for run in (*node.runs(link.node), node.tail) if run]
        if ahead:
            before = children[at - 1] if at and not inside.get(children[at - 1]) else None
            runs = [*(before.runs() if before else ()), *children[at].runs(link.node)]
        yield _line(link, tuple(nodes), tuple(runs))


def _line(link: Link, nodes: tuple[Node, ...], runs: tuple[str, ...]) -> Line:
    dated = has_day((*runs, *link.node.runs())) or without_day(link.words)[1] is not None
    return Line(link, nodes, runs, dated)


def _ahead(children: Sequence[Node], places: Sequence[int]) -> bool:
    """Whether dates stand in elements of their own before the lines, not behind them."""
    first, last = places[0], places[-1]
    before = first > 0 and any(is_date(run) for run in children[first - 1].runs())
    behind = last + 1 < len(children) and any(is_date(run) for run in children[last + 1].runs())
    own = any(is_date(run) for run in children[first].runs()) or is_date(children[first].tail)
    return before and not behind and not own
