"""The article on a page of the web, without what is on the page beside it. By trafilatura; only this place knows it.

It is the one library that finds the article on pages that nobody looked at before, Chinese ones among them; it is
imported when the first page is read (half a second), in the process where foreign bytes are read `Apart`.
"""

from __future__ import annotations

import re

from watchers.errors import LayoutError, ParseError
from watchers.markup import Node, page
from watchers.webtext import web_text
from watchers.widths import bare

# So much of a teaser that stands on the page again is no accident.
_BEGINNING = 15
_LEAST = 6
# What sites print between headline and text: 2026-11-03 09:12 来源：颍川晚报 字号：大 中 小.
_ABOUT = re.compile(
    r"(?=.{0,80}\Z)(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:：]*(?:\Z|来源|作者|编辑|发布|阅读|浏览|字号|分享)"
    r"|(?:来源|作者|责任编辑|编辑|发布时间|时间|发布|阅读量?|浏览量?|字号|分享到?)\s*[:：])"
)
# An article's page has some thousand tags; a hundred thousand take ten seconds.
MOST_TAGS = 30_000
_HEADINGS = ("title", "h1", "h2")


def full_text(body: bytes, content_type: str, title: str, teaser: str) -> str:
    """The article's paragraphs, joined by a newline, from the page that an entry of a feed links to.

    Raises LayoutError where the page tells neither the entry's title nor the beginning of its teaser: a log-in, an
    error in the shape of a page, another article; ParseError where nothing on it can be read.
    """
    found = web_text(body, content_type)
    if found.garbled:
        raise ParseError("正文页读出来是乱码，没有采用。")
    if found.text.count("<") > MOST_TAGS:
        raise ParseError("正文页大得不像一篇文章，没有读。")
    tree = page(found.text)
    text = _extracted(found.text)
    if not (_headed(tree, title) or _begins(text, teaser)):
        raise LayoutError("正文页上没有这条的标题，也没有它的开头：可能要登录，或已经不在了。")
    lines = [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
    while lines and (bare(lines[0]) == bare(title) or _ABOUT.match(lines[0])):
        del lines[0]
    return "\n".join(lines)


def _extracted(text: str) -> str:
    from trafilatura import extract

    # Bytes of our own: a text that looks like an address would be one to it. For precision, because otherwise it takes
    # the whole page, menus and all, where the article is only a few lines.
    found = extract(text.encode("utf-8", "replace"), include_comments=False, favor_precision=True)
    return found or ""


def _headed(tree: Node, title: str) -> bool:
    """Whether a heading of the page says the title; the lists of other articles beside it have none."""
    wanted = bare(title)
    return len(wanted) >= _LEAST and any(wanted in bare(heading.raw) for heading in tree.all(*_HEADINGS))


def _begins(text: str, teaser: str) -> bool:
    wanted = bare(teaser)[:_BEGINNING]
    return len(wanted) >= _LEAST and wanted in bare(text)
