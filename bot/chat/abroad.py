"""What somebody asks for in English, in the words of the papers: loan or subsidy → 贷款、补贴.

Also where only the small words between Chinese ones are English (贷款 or 补贴): capitals make them signs of the
subscription language (OR), which nobody types who is not told to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.chat.turn import Turn

# Of how many words an entry of the dictionary consists at most.
_LONGEST = 4
_EITHER, _BOTH = frozenset({"or"}), frozenset({"and", "&", "with", "plus"})
_LACKING = frozenset({"not", "without", "except", "excluding"})
_WHERE = frozenset({"in", "at", "near", "around", "for", "from"})
_SMALL = frozenset(
    "a an the of for about on in at to from any all my our new news please articles tell me once".split()  # noqa: SIM905
)
_EDGES = ".,;!?“”\"'"
_LETTERS = re.compile("[A-Za-z]{2}")


def in_chinese(turn: Turn, text: str) -> str:
    """The query in Chinese; "" where nothing in it is known, or nothing in it is English."""
    if not _LETTERS.search(text) or re.search('["“:：/@#()]', text):
        return ""
    placed = turn.room.places.in_chinese(text)
    words = [word.strip(_EDGES) for word in placed.split()]
    parts = list(_parts(turn, [word for word in words if word], turn.room.dictionary))
    known = any(kind != "kept" for kind, _ in parts)
    return _joined(parts) if known and any(kind in ("word", "kept") for kind, _ in parts) else ""


def _parts(turn: Turn, words: Sequence[str], dictionary: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each word as (what it is, how it is written): a known word, a place, a sign between words, or kept."""
    at = 0
    while at < len(words):
        many, chinese = _known(words[at:], dictionary)
        plain = words[at].lower()
        if many:
            yield "word", chinese
        elif plain in _EITHER or plain in _LACKING:
            yield ("or" if plain in _EITHER else "not"), ""
        elif turn.room.places.named(words[at]) and at and words[at - 1].lower() in _WHERE:
            yield "place", f"地区:{words[at]}"
        elif plain not in _SMALL and plain not in _BOTH:
            yield "kept", words[at]
        at += many or 1


def _known(words: Sequence[str], dictionary: Mapping[str, str]) -> tuple[int, str]:
    """The longest entry with which the words begin, by its number of words."""
    for many in range(min(_LONGEST, len(words)), 0, -1):
        for said in _singular(" ".join(words[:many]).lower()):
            if said in dictionary:
                return many, dictionary[said]
    return 0, ""


def _singular(said: str) -> Iterator[str]:
    yield said
    if said.endswith("ies"):
        yield said.removesuffix("ies") + "y"
    if said.endswith("es"):
        yield said.removesuffix("es")
    if said.endswith("s"):
        yield said.removesuffix("s")
    if said == "children":
        yield "child"


def _joined(parts: Sequence[tuple[str, str]]) -> str:
    """Marks between alternatives, a minus before what is not wanted, places last."""
    told, before = list[str](), ""
    for kind, written in parts:
        if kind in ("or", "not"):
            before = kind
            continue
        if before == "or" and told and not told[-1].startswith("-"):
            told[-1] += f"、{written}"
        elif kind != "place":
            told += [f"-{one}" for one in written.split("、")] if before == "not" else [written]
        before = ""
    return " ".join([*told, *(written for kind, written in parts if kind == "place")])
