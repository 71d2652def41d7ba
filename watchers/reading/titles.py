"""Which of an article's heading lines is its headline, and which are kickers (above it) and decks (below it)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.reading.features import COLUMN_WORDS, EVENT, PLACE, slogan
from watchers.reading.headings import Clue

_DEED = re.compile(
    r"(?:开启|上线|推动|推进|打造|助力|加快|提升|实现|聚焦|深化|擦亮|激活|赋能|破解|切实|着力|奋力|持续|对标|力争|确保|坚持|"
    r"全面|全力|进一步|不断|扎实|努力|让|为|把|将|以)"
)
_SPEAKER = re.compile(r"(?:律师|专家|记者|官方|警方|医生|部门|业内人士|当事人|回应|市民|家长)[:]")
_INTRODUCING = re.compile(r"(?:强调|指出|要求|主持召开|主持|批示|出席|讲话|获悉|一行|率队)$")
# An amount, a share or a rank: what a deck adds to the headline. Dates are no amounts.
_FIGURE = re.compile(
    r"\d+(?!月|日|年|\d)|[二两三四五六七八九十百千万亿]{2,}|[一二三四五六七八九十]成|第[二三四五六七八九十]"
)
_SIGNS = re.compile(r"[一-鿿\w]")
# Two lines alike in marks are oftener kicker and headline than headline and deck.
_SECOND = 0.4
# Names of columns are short and end in the telling word, give or take a sign (一线, 一线行).
_COLUMN_END = re.compile(rf"(?:{COLUMN_WORDS.pattern})[一-鿿]?$")
_COLUMN_NAME = 9


def main_line(heads: Sequence[tuple[str, int]]) -> tuple[int, list[str]]:
    """The place of the headline among folded heading lines with their marks, and for each the foremost reason."""
    if len(heads) == 1:
        return 0, ["only line"]
    weights = [title_weight(text, marks) for text, marks in heads]
    scores = [weight + _position(i, len(heads)) for i, (weight, _) in enumerate(weights)]
    for i in range(len(heads) - 1):
        if _names_column(heads[i][0], heads[i + 1][0]):
            scores[i] -= 2.0
    if len(heads) == 2:
        scores[0] += deck_weight(heads[0][0], heads[1][0])
    return scores.index(max(scores)), [reason for _, reason in weights]


def _position(index: int, count: int) -> float:
    """Of three lines the middle one is the headline."""
    if count < 3:
        return _SECOND * index
    return 0.5 if 0 < index < count - 1 else 0.2 * (index > 0)


def _names_column(text: str, below: str) -> bool:
    """A column's name above a longer line that is no deck: `文明实践在身边` stands above many headlines."""
    longer = len(below) > len(text) and not below.startswith(("—", "-"))
    named = len(text) <= _COLUMN_NAME and " " not in text and "的" not in text
    return longer and named and _COLUMN_END.search(text) is not None


def deck_weight(above: str, below: str) -> float:
    """How much the lower one of two lines looks like a deck: it follows a full headline, is longer, has the details.

    A kicker is short and names the matter; a deck comes in two phrases and brings the figures.
    """
    upper, lower = (len(_SIGNS.findall(text)) for text in (above, below))
    if lower < upper:
        return 0.0
    weight = max(-0.5, min(0.3, 0.1 * (upper - 11)))
    if " " in below and " " not in above:
        weight += 0.25
    if _FIGURE.search(below) and not _FIGURE.search(above):
        weight += 0.4
    if lower >= 1.25 * upper:
        weight += 0.2
    return max(0.0, weight)


def title_weight(text: str, marks: int) -> Clue:
    """How much a heading line looks like the main line rather than its kicker or deck, with the foremost reason."""
    pieces = text.split()
    length = len(text) - text.count(" ")
    clues = [(0.0, "only line")]
    if marks:
        clues.append((2.0 + 0.2 / marks, "carries heading marks"))
    if text.startswith(("—", "-")):
        clues.append((-6.0, "a deck begins with a dash"))
    if text.endswith(("——", ":")) or _INTRODUCING.search(text):
        clues.append((-1.2, "introduces the main line"))
    if length <= 5 or PLACE.match(text):
        clues.append((-2.0 if length == 5 else -2.6, "too short for a main line"))
    if length > 30:
        clues.append((-0.8 - 0.05 * (length - 30), "long for a main line"))
    if COLUMN_WORDS.search(text) and slogan(pieces):
        clues.append((-0.8, "words of a column"))
    if len(pieces) >= 3:
        clues.append((-0.7, "three phrases in a row make a deck"))
    if len(pieces) == 2 and len(pieces[0]) == len(pieces[1]):
        clues.append((-0.3, "parallel phrases are often a kicker"))
    if "," in text:
        clues.append((-0.8, "a clause, as decks have it"))
    if _SPEAKER.match(text):
        clues.append((-0.8, "somebody's comment on the main line"))
    if _DEED.match(text):
        clues.append((-0.6, "begins with a deed and leaves the doer to the main line"))
    if EVENT.search(text):
        clues.append((0.7, "states the event"))
    return sum(weight for weight, _ in clues), max(clues, key=lambda clue: abs(clue[0]))[1]
