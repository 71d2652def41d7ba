"""The lists of 大汉 pages, which stand inside a script as records of HTML and are written into the page by it.

<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="…">]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/…">…</a><span>2024-03-01</span></li>]]></record>…
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPEN = re.compile(r"<(?:datastore|recordset)\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>\s*(?:<\?xml[^>]*\?>\s*)?$", re.IGNORECASE)
_CLOSE = re.compile(r"\s*</script\s*>", re.IGNORECASE)
_NEAR = 300  # characters before the store in which its script begins


def unwrapped(text: str) -> str:
    """The page with its records standing in it as elements; a page without such records as it is."""
    pieces: list[str] = []
    end = 0
    while store := _OPEN.search(text, end):
        tag = re.match(r"<(\w+)", store[0])
        assert tag
        close = text.find(f"</{tag[1]}>", store.end())
        if close < 0:
            break
        start = store.start() - _before(text, end, store.start())
        pieces += [text[end:start], _elements(text[store.end() : close])]
        end = close + len(tag[1]) + 3
        if shut := _CLOSE.match(text, end):
            end = shut.end()
    if not pieces:
        return text
    return "".join([*pieces, text[end:]])


def _before(text: str, end: int, start: int) -> int:
    """How many characters before the store belong to the tag of its script."""
    head = text[max(end, start - _NEAR) : start]
    at = head.lower().rfind("<script")
    found = _SCRIPT.match(head, at) if at >= 0 else None
    return len(head) - found.start() if found else 0


def _elements(store: str) -> str:
    records = "".join(f"<div>{one}</div>" for one in _inside(store, "record"))
    return f'<div class="records">{records}</div><div class="nextgroup">{"".join(_inside(store, "nextgroup"))}</div>'


def _inside(store: str, name: str) -> Iterator[str]:
    """What the elements of this name hold, without the marks of CDATA."""
    opening = re.compile(rf"<{name}\b[^>]*>", re.IGNORECASE)
    end = 0
    while found := opening.search(store, end):
        close = store.find(f"</{name}>", found.end())
        if close < 0:
            return
        yield store[found.end() : close].replace("<![CDATA[", "").replace("]]>", "")
        end = close
