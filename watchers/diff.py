"""What changed between two versions of an article: paragraphs added, removed and reworded, and its head.

Only what is different, with a few characters around it: who reads it wants to see 6月9日 become 6月30日 at a glance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from watchers.model import Article


class How(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


class Part(StrEnum):
    """Where it stands. BODY: a paragraph of the text; the others are the whole field."""

    HEADLINE = "headline"
    KICKER = "kicker"
    SUBHEAD = "subhead"
    DAY = "day"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `before` is empty for what was added, `after` for what was removed; … stands for what is left out."""

    how: How
    part: Part
    before: str = ""
    after: str = ""


# Two paragraphs with half of their characters in common are one reworded; less, and they are two.
ALIKE = 0.5
AROUND = 12  # characters shown on both sides of what changed
NEAR = 16  # two places in a paragraph that are nearer than this are shown as one
LONGEST = 160  # characters of a paragraph that is shown by itself
# Comparing takes the product of two lengths: longer paragraphs, and more of them, are compared by their ends only.
MOST_CHARS = 3000
MOST_PAIRS = 900


def changes(before: Article, after: Article) -> Sequence[Change]:
    """What is different in `after`, the head first, then the text in its order; empty where readers see no difference.

    Blanks alone are no difference.
    """
    fields = (
        (Part.HEADLINE, before.headline, after.headline),
        (Part.KICKER, before.kicker, after.kicker),
        (Part.SUBHEAD, before.subhead, after.subhead),
        (Part.DAY, before.day.isoformat(), after.day.isoformat()),
    )
    head = [_field(part, _plain(old), _plain(new)) for part, old, new in fields if _plain(old) != _plain(new)]
    return (*head, *_paragraphs(_lines(before.body), _lines(after.body)))


def _field(part: Part, old: str, new: str) -> Change:
    how = How.REWORDED if old and new else How.ADDED if new else How.REMOVED
    return Change(how=how, part=part, before=_short(old), after=_short(new))


def _lines(body: str) -> list[str]:
    return [plain for line in body.split("\n") if (plain := _plain(line))]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The changes of the text, paragraph by paragraph."""
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = _pairs(old[start:end], new[first:last])
        for one, other in pairs:
            if one and other:
                yield from _reworded(one, other)
            elif one:
                yield Change(how=How.REMOVED, part=Part.BODY, before=_short(one))
            else:
                yield Change(how=How.ADDED, part=Part.BODY, after=_short(other))


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Paragraphs that stand at the same place, each with what it was reworded to; the others alone, in their order."""
    if len(old) * len(new) > MOST_PAIRS:
        return [*((one, "") for one in old), *(("", other) for other in new)]
    pairs: list[tuple[str, str]] = []
    at = 0
    for one in old:
        there = next((n for n in range(at, len(new)) if _alike(one, new[n])), None)
        if there is None:
            pairs.append((one, ""))
            continue
        pairs += [("", other) for other in new[at:there]]
        pairs.append((one, new[there]))
        at = there + 1
    return [*pairs, *(("", other) for other in new[at:])]


def _alike(one: str, other: str) -> bool:
    """Whether one paragraph is the other reworded; the two bounds cost little and keep most pairs from the third."""
    matcher = SequenceMatcher(None, one[:MOST_CHARS], other[:MOST_CHARS], autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return False
    return matcher.ratio() >= ALIKE


def _reworded(old: str, new: str) -> Iterator[Change]:
    """The places at which a paragraph was changed, neighbours together, each with the words around it."""
    for start, end, first, last in _places(old, new):
        yield Change(
            how=How.REWORDED, part=Part.BODY, before=_excerpt(old, start, end), after=_excerpt(new, first, last)
        )


def _places(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """Spans in the old and the new paragraph that differ."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    inner, outer = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(inner), len(outer)) > MOST_CHARS:
        return [(head, head + len(inner), head, head + len(outer))]
    found: list[tuple[int, int, int, int]] = []
    for tag, start, end, first, last in SequenceMatcher(None, inner, outer, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if found and head + start - found[-1][1] < NEAR:
            found[-1] = (found[-1][0], head + end, found[-1][2], head + last)
        else:
            found.append((head + start, head + end, head + first, head + last))
    return found


def _common(one: str, other: str) -> int:
    """How many characters at the beginning are the same."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _excerpt(text: str, start: int, end: int) -> str:
    """The span with what stands around it; a number that it cuts is shown whole."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while first > 0 and first > start - 2 * AROUND and text[first].isdigit() and text[first - 1].isdigit():
        first -= 1
    while last < len(text) and last < end + 2 * AROUND and text[last - 1].isdigit() and text[last].isdigit():
        last += 1
    return f"{'…' if first else ''}{_short(text[first:last])}{'…' if last < len(text) else ''}"


def _short(text: str) -> str:
    """A text as far as it is shown: its beginning and its end."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}…{text[-half:]}"
