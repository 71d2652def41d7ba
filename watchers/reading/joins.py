"""False paragraph breaks: what a column's end or a picture cut in two becomes one paragraph again.

A break is false where the sentence above is not finished; headings inside the text always stand on their own.
"""

from __future__ import annotations

import re

from watchers.reading.drafts import Draft, Piece
from watchers.reading.model import Role

# `明确任务,压实责任。` in front of a paragraph: a heading run into the text, two short phrases and a full stop.
_RUN_IN = re.compile(r"[一-鿿“”、]{2,12}(?:,[一-鿿“”、]{2,14})?。")
_CLOSING_SIGNS = ",、。;:!?)”》%"


def mend(draft: Draft) -> None:
    """Join the paragraphs of a draft that are one."""
    series = sum(1 for paragraph in draft.paragraphs if _RUN_IN.match(paragraph[0].plain)) > 1
    mended: list[list[Piece]] = []
    for paragraph in draft.paragraphs:
        reason = _one(mended[-1][-1], paragraph[0], series and len(mended[-1]) == 1) if mended else ""
        if reason:
            paragraph[0].reason = reason
            mended[-1].extend(paragraph)
        else:
            mended.append(paragraph)
    draft.paragraphs = mended


def _one(above: Piece, below: Piece, series: bool) -> str:
    """Why two pieces are one paragraph; empty when they are two."""
    if Role.SUBHEADING in (above.role, below.role):
        return ""
    if above.broken:
        return "goes on with the sentence above"
    if below.plain and below.plain[0] in _CLOSING_SIGNS:
        return "begins with a closing sign"
    if series and _RUN_IN.fullmatch(above.plain):
        return "the heading run into its text stands above"
    return ""
