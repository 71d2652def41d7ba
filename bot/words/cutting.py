"""A run of characters as the words of which it is most probably made: 停水停电 is 停水 and 停电."""

from __future__ import annotations

from bot.words.lattice import LONGEST, UNKNOWN, Lexicon


def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The most probable words; characters that no word takes are words by themselves."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        best.append(max((best[at][0] + _weight(text[at:end], lexicon), at) for at in range(max(0, end - LONGEST), end)))
    words, end = list[str](), len(text)
    while end:
        at = best[end][1]
        words.append(text[at:end])
        end = at
    return tuple(reversed(words))


def _weight(word: str, lexicon: Lexicon) -> float:
    known = lexicon.weight(word)
    return UNKNOWN * len(word) if known is None else known
