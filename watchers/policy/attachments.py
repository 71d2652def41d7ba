"""The files that come with a document: their links in the text and near it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.markup import Node
from watchers.policy.addresses import is_file, joined, key
from watchers.policy.body import around, is_aside
from watchers.policy.model import Attachment
from watchers.widths import bare

_LABEL = re.compile(
    r"^[【\[]?\s*附\s*件\s*(?P<number>[0-9一二三四五六七八九十]{0,3})\s*[】\]]?\s*(?:[:：.、．-]|(?=\s)|(?<=\d))\s*"
)
_SIZE = re.compile(r"\s*[(（]\s*[\d.]+\s*[KM]B?\s*[)）]\s*$", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:点击|点此|此处)?(?:这里|此处)?(?:下载|查看|打开)?(?:附件|文件|原文|全文|PDF版?|Word版?)?", re.IGNORECASE
)
MOST = 40


def attachments(tree: Node, body: Node | None, url: str) -> tuple[Attachment, ...]:
    """The files of a document in their order, each once; links around the text only where they belong to it."""
    found: dict[str, Attachment] = {}
    inside = frozenset(body.all("a")) if body else frozenset[Node]()
    for link in _links(tree, body):
        there = joined(url, link.attribute("href"))
        name = link.text or link.attribute("title") or link.attribute("download")
        named = is_file(there, name, link.attribute("title"), link.attribute("download")) if there else False
        if named and (link in inside or not is_aside(link)):
            found.setdefault(key(there), _attachment(link, name, there))
    return tuple(found.values())[:MOST]


def bare_lines(files: tuple[Attachment, ...]) -> frozenset[str]:
    """How the files look as lines of the text, where they would be told twice."""
    return frozenset(bare(text) for one in files for text in (one.name, f"{one.label}{one.name}", f"附件{one.name}"))


def _links(tree: Node, body: Node | None) -> Iterator[Node]:
    """The links in the text, then those around it; of a page without text all that are not of the site."""
    if body is None:
        yield from tree.all("a")
        return
    yield from body.all("a")
    for node in around(body):
        yield from node.all("a")


def _attachment(link: Node, name: str, there: str) -> Attachment:
    plain = _SIZE.sub("", " ".join(name.split()))
    found = _LABEL.match(plain)
    before = link.parent.text if link.parent and not found else ""
    label = f"附件{found['number']}" if found else "附件"
    if found and found.end() < len(plain):
        plain = plain[found.end() :]
    if _PLAIN.fullmatch(plain):
        titled = link.attribute("title") or link.attribute("download") or _ahead(before, plain)
        plain = titled.strip() or plain or there.rpartition("/")[2]
    return Attachment(name=plain, url=there, label=label)


def _ahead(line: str, link: str) -> str:
    """What stands before a link that only says 下载."""
    before = line.partition(link)[0].strip(" :：（(") if link and len(line) < 120 else ""
    found = _LABEL.match(before)
    return before[found.end() :] if found else before
