"""What the publishing system writes into comments: `<!--enpproperty <founder-date>…</founder-date> … /enpproperty-->`.

It stands before or after the body, often behind `</html>`, and has a `founder-content` of its own (the paper's name),
so that nothing of the body is ever looked for in it.
"""

from __future__ import annotations

import html
import re

_REMARK = re.compile(r"<!--\s*enpproperty\b(.*?)(?:/enpproperty\s*-->|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<\s*/?(?:br|p)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"[\s\u00a0\u3000]+")


def remark(text: str, name: str) -> str:
    """The value of one element of the page's remarks, in one line; empty where it is not there."""
    for found in _REMARK.finditer(text):
        value = re.search(rf"<{name}>(.*?)</{name}>", found[1], re.DOTALL | re.IGNORECASE)
        if value and (line := one_line(value[1])):
            return line
    return ""


def one_line(markup: str) -> str:
    """The text of a bit of markup in one line, its line breaks as blanks: `一题<br>二题` → 一题 二题."""
    plain = html.unescape(_TAG.sub("", _BREAK.sub(" ", markup)))
    return _BLANKS.sub(" ", plain).strip()
