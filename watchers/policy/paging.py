"""The page after this one: a link called 下一页, or the calls of scripts that would write such a link."""

from __future__ import annotations

import re

from watchers.markup import Node
from watchers.policy.addresses import joined, scripted

_NEXT = re.compile(r"\s*(?:下一?页|后一页|下页|next(?: page)?)\s*[>›»]*\s*|[>›»]", re.IGNORECASE)
# TRS: createPageHTML(9, 2, "list", "shtml") writes links to list_3.shtml and so on; pages count from 0.
_CREATED = re.compile(r"""createPage(?:HTML|Html)?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*["']([\w-]+)["']\s*,\s*["'](\w+)["']""")
_COUNTED = re.compile(r"countPage\s*=\s*(\d+)")
_CURRENT = re.compile(r"currentPage\s*=\s*(\d+)")
_EXTENSION = re.compile(r"""["']\.["']\s*\+\s*["'](\w{3,5})|["'](\w+)["']\s*\+\s*["']\.(\w+)["']""")


def following(tree: Node, text: str, base: str) -> str:
    """The address of the next page of the list at `base`; empty where there is none or nobody can tell."""
    for link in tree.all("a"):
        if _NEXT.fullmatch(link.text) or _NEXT.fullmatch(link.attribute("title") or "-"):
            href = link.attribute("href")
            there = joined(base, href) or joined(base, scripted(f"{href} {link.attribute('onclick')}"))
            if there and there.split("#")[0] != base.split("#")[0]:
                return there
    group = tree.first("div.nextgroup a")
    if group and (there := joined(base, group.attribute("href"))):
        return there
    return _by_script(text, base)


def _by_script(text: str, base: str) -> str:
    if created := _CREATED.search(text):
        pages, current, name, extension = int(created[1]), int(created[2]), created[3], created[4]
    elif (counted := _COUNTED.search(text)) and (at := _CURRENT.search(text)):
        pages, current, name = int(counted[1]), int(at[1]), "index"
        found = _EXTENSION.search(text, counted.end())
        extension = (found[1] or found[3]) if found else "html"
    else:
        return ""
    return joined(base, f"{name}_{current + 1}.{extension}") if current + 1 < pages else ""
