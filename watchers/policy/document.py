"""A document's own page → its title, metadata, text and files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from watchers import markup
from watchers.errors import LayoutError
from watchers.markup import Node
from watchers.policy.attachments import attachments, bare_lines
from watchers.policy.body import LEAST, body_of
from watchers.policy.header import day_of, headed, header
from watchers.policy.model import Document, Header
from watchers.policy.noise import without_noise
from watchers.webtext import web_text
from watchers.widths import bare

_TITLE_NAMES = ("ArticleTitle", "og:title", "title")
_DAY_NAMES = ("PubDate", "publishdate", "firstpublishedtime", "article:published_time", "PublishDate")
_TITLE_PLACES = ("h1", ".article-title", ".xxgk_title", ".bt_title", ".title", "h2", "h3", "#title")
_SITE = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,30}$|_[^_]{2,30}$")
_GONE = re.compile(
    r"404|页面?不存在|找不到|未找到|已(?:被)?删除|无法(?:访问|显示|找到)|出错|访问(?:受限|异常|禁止|被)|Not Found",
    re.IGNORECASE,
)
# A heading that is no title but the whole head of the page.
_MORE = re.compile(r"(?:发布|更新)?(?:时间|日期)\s*[:：]|来源\s*[:：]|浏览")
_ALIKE = 6  # characters from which on a heading that holds the title of the list is the same title


def read_document(body: bytes, content_type: str, url: str, title: str, selector: str) -> Document:
    """The document at `url`; `title` is what the list calls it, `selector` where its text stands, empty if unknown.

    Raises LayoutError where neither text nor a file is found, and ParseError for what is no page.
    """
    read = web_text(body, content_type)
    if read.garbled:
        raise LayoutError("文件页的文字读出来是乱码，暂时不能用。")
    tree = markup.page(read.text)
    named = tree.first("title")
    if named and len(named.raw.strip()) < 40 and _GONE.search(named.raw) and not _GONE.search(title):
        raise LayoutError(f"文件页现在是“{named.raw.strip()}”：文件可能撤下了。")
    found = body_of(tree, selector)
    files = attachments(tree, found, url)
    lines = found.lines if found else ()
    own = headed(lines)
    heading = _title(tree, title)
    text = _text(lines[own:], heading or title, bare_lines(files))
    if sum(map(len, text)) < LEAST and not files:
        raise LayoutError(
            "文件页上找不到正文：网页可能改版了，或者正文是图片，请打开原文看看；也可以用 body 选择器指明。"
        )
    outside = tree.lines_without(found) if found else tree.lines
    told = header((*lines[:own], *outside), heading or title)
    return Document(title=heading or told.title, paragraphs=text, attachments=files, header=_dated(told, tree))


def _text(lines: Sequence[str], title: str, files: frozenset[str]) -> tuple[str, ...]:
    """The paragraphs: without noise, without the title once more at their head, without names of files told below."""
    kept = [line for line in without_noise(lines) if bare(line) not in files]
    start = 1 if kept and bare(kept[0]) == bare(title) else 0
    return tuple(kept[start:])


def _title(tree: Node, listed: str) -> str:
    """The title that the page prints or names, if it can be told that it is the one of the list."""
    named = [_meta(tree, name) for name in _TITLE_NAMES]
    shown = [node.text for css in _TITLE_PLACES for node in tree.select(css)[:5]]
    titled = tree.first("title")
    site = [titled.raw] if titled else []
    cut = bare(re.sub(r"(?:…+|\.{2,})\s*$", "", listed))
    for one in (*named, *shown, *site):
        plain = " ".join(one.split())
        plain = shorter if cut in bare(shorter := _SITE.sub("", plain)) else plain
        if len(cut) >= _ALIKE and cut in bare(plain) and len(plain) <= 200 and not _MORE.search(plain):
            return plain
    return ""


def _dated(told: Header, tree: Node) -> Header:
    """With the day that the page names for machines, where none is printed."""
    if told.published:
        return told
    day = next((day for name in _DAY_NAMES if (day := day_of(_meta(tree, name)))), None)
    return replace(told, published=day) if day else told


def _meta(tree: Node, name: str) -> str:
    """What a meta element of this name says; empty where it is not there."""
    for node in tree.all("meta"):
        if name.lower() in (node.attribute("name").lower(), node.attribute("property").lower()):
            return node.attribute("content").strip()
    return ""
