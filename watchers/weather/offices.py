"""Offices that issue warnings, and the persons in them, who are not shown."""

from __future__ import annotations

import re

# What the names of offices end in, in Chinese and in English. A person's name has none of these.
_OFFICE = re.compile(
    r"(?:气象[台局站]|[台局署厅部院站处所办队]|中心|委员会|委|政府|办公室|指挥部|公司|组织|大队|总队|天文台|気象庁)$"
)
# 签发：张三; 预报员 李四、王五; at the end of a text, or in brackets.
_SIGNED = re.compile(
    r"[（(【\[]?(?:签发人?|预报员|首席预报员|预报签发|制作人?|制作|审核人?|审核|校对|值班员|值班预报员|发布人|撰稿|责任编辑|联系人)"
    r"\s*[：:]\s*[\u4e00-\u9fff·]{2,4}(?:\s*[、,，/ ]\s*[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff：:]))*[）)】\]]?"
)


def is_office(name: str) -> bool:
    """Whether a Chinese name is that of an office. 水利署 and 气象台 are; 薄小虎 is somebody."""
    bare = name.strip()
    return len(bare) > 2 and bool(_OFFICE.search(bare))


def unsigned(text: str, person: str = "") -> str:
    """The text without the names of those who wrote and signed it; `person` is one that the document tells.

    A name of two characters is a word as well (高原, 方向), so it only goes where it signs.
    """
    bare = _SIGNED.sub("", text)
    if len(person) > 2:
        bare = bare.replace(person, "")
    return "\n".join(line for piece in bare.split("\n") if (line := piece.strip(" ，,；;")))
