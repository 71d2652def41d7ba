"""How often the same story is known as such, measured over pairs written in the manner of city dailies."""

from __future__ import annotations

from collections import Counter

import pytest
from story_pairs import BATCHES, TRUTHS, pairs, score


def test_the_set_is_large_and_mixed() -> None:
    known = list(pairs())
    kinds = Counter(pair.kind for pair in known)
    assert len(known) >= 260
    assert set(kinds) == set(TRUTHS)
    assert min(kinds.values()) >= 50
    assert len({pair.id for pair in known}) == len(known)
    assert kinds["copy"] <= len(known) / 3  # the part that was made by rule
    parts = Counter(pair.part for pair in known)
    assert parts["held-out"] >= 0.25 * len(known)


@pytest.mark.parametrize("part", ["dev", "held-out", "second", "third", "all"])
def test_a_story_is_told_once_and_news_are_told(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [pair for pair in pairs() if part in (pair.part, "all")]
    result = score(chosen)
    with capsys.disabled():
        print(f"\n[{part}: {len(chosen)} pairs]\n{result}")
    assert result.precision >= 0.98
    assert result.recall >= 0.90
    assert result.recognised >= (0.60 if part in BATCHES.values() else 0.70)  # six and eight pairs only
    assert result.found == sum(pair.same for pair in chosen)  # no same-story pair is missed by the look-up
