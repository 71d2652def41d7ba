"""What is printed on a page: `第01版：要闻`, `01版:要闻`, `A01： 头版`, `第三版`."""

from __future__ import annotations

import re

from watchers.paper import page_label
from watchers.widths import fold

_MARK = r"(?P<mark>[A-Za-z]{0,2}\s?\d{1,3}|头|[一二三四五六七八九十]{1,3})"
_LABELLED = (
    re.compile(rf"第\s*{_MARK}\s*版\s*[:.、\-]?\s*(?P<name>.*)"),
    re.compile(rf"{_MARK}\s*版\s*[:.、\-]?\s*(?P<name>.*)"),
    re.compile(r"(?P<mark>[A-Za-z]{0,2}\d{1,3})\s*[:、]\s*(?P<name>.*)"),
    re.compile(r"(?P<mark>[A-Za-z]\d{1,2}|0\d)(?:\s+(?P<name>.{1,20}))?"),
)
_LONGEST = 60


def label_and_name(words: str) -> tuple[str, str]:
    """Label and name of a page, as on a link to it; both empty where the words are something else."""
    plain = fold(words).strip(" [](){}【】·•▪■◆>»")
    if len(plain) > _LONGEST:
        return "", ""
    for form in _LABELLED:
        if found := form.fullmatch(plain):
            return shown_label(found["mark"]), (found["name"] or "").strip()
    return "", ""


def shown_label(mark: str) -> str:
    """The label in the form that all of the program uses: 01 → 1, 三 → 3, a02 → A02."""
    plain = re.sub(r"\s", "", fold(mark))
    return page_label(f"{plain.removesuffix('版')}版") or plain.upper()
