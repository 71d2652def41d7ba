"""The texts of entries, which are HTML, plain, or HTML that somebody escaped once too often → plain paragraphs."""

from __future__ import annotations

import html
import re

from watchers.errors import ParseError
from watchers.markup import page

# Tags that people put into feeds. `x < y` and `<书名>` are none of them.
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|big|blockquote|br|center|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|h[1-6]|hr|i|"
    r"iframe|img|ins|li|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|"
    r"ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# A newspaper page has 10,000 characters, the longest report ten pages.
LONGEST_TEXT = 100_000
LONGEST_TITLE = 200
# HTML that is longer than this is pictures in it; its text is in the first part or nowhere.
LONGEST_MARKUP = 4_000_000
# The end of a text that goes on elsewhere.
_MORE = re.compile(
    r"[\s>»》（(\[【]*(?:(?:点击|点此|请)?(?:阅读|查看|浏览|继续阅读)(?:全文|原文|更多|详情|详细内容)|全文阅读|阅读余下内容|"
    r"(?:continue reading|read (?:more|on|the full (?:article|story)))[^\n]{0,60})[\s>»》）)\]】→.…]*\Z",
    re.IGNORECASE,
)
_ENDING = 150
_OPEN_END = re.compile(r"(?:\.\.\.|…|\[&hellip;\]|\[…\]|\[\.\.\.\])[\s\]）)]*\Z")
_SENTENCE = re.compile(r"[^。！？!?\n]{2,40}[。！？!?]?")


def paragraphs(written: str, markup: bool) -> str:
    """The text as it is shown; `markup` where the feed says that it is HTML, else it may still be.

    Many an Atom feed calls its HTML plain text, and RSS has no word for either.
    """
    text = written[:LONGEST_MARKUP]
    for _ in range(2):  # what was escaped twice is HTML again after the first reading
        if _TAG.search(text):
            text = "\n".join(_shown(text))
        elif markup or _ENTITY.search(text):
            text = _unescaped(text)
    # HTML without any tag is a text whose line breaks are meant.
    text = _CONTROLS.sub("", text)
    return "\n".join(line for raw in text.splitlines() if (line := _BLANKS.sub(" ", raw).strip()))[:LONGEST_TEXT]


def title(written: str, markup: bool | None = None) -> str:
    """One line. `markup`: whether it is HTML, None where nobody says. Entities never mean themselves in a headline."""
    text = written[: LONGEST_MARKUP // 10]
    if markup or (markup is None and _TAG.search(text)):
        text = " ".join(_shown(text))
    one = _BLANKS.sub(" ", _CONTROLS.sub("", _unescaped(text))).strip()
    return one if len(one) <= LONGEST_TITLE else one[: LONGEST_TITLE - 1] + "…"


def _unescaped(text: str) -> str:
    """Signs by their names; `&copy=2` in an address is none, though HTML would take it for one."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _shown(markup: str) -> tuple[str, ...]:
    try:
        return page(f"<html><body><div>{markup}</div></body></html>").lines
    except ParseError:
        return ()


def without_more(text: str) -> tuple[str, bool]:
    """The text without a closing 阅读全文, and whether it says, by that or by `…`, that it goes on elsewhere."""
    start = max(0, len(text) - _ENDING)
    found = _MORE.search(text, start)
    kept = text[: found.start()] if found else text
    return kept, found is not None or bool(_OPEN_END.search(kept, max(0, len(kept) - _ENDING)))


def first_sentence(text: str) -> str:
    """What can stand for the headline of an entry that has none: its first sentence, at most 40 characters."""
    found = _SENTENCE.search(text)
    if not found:
        return ""
    words = found[0].strip()
    return words if words[-1:] in "。！？!?" or found.end() == len(text) or text[found.end()] == "\n" else words + "…"
