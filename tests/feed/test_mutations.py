"""Random damage is read or refused, never a crash. `mutations.py` does more of it."""

from __future__ import annotations

from feed.mutations import own, read, traps, tried


def test_damage_is_read_or_refused() -> None:
    outcome = read(own(), 300)
    assert outcome.crashes == []
    assert outcome.became["read"] > 100


def test_no_pattern_looks_for_its_end_again_and_again() -> None:
    outcome = tried(traps(3000))
    assert outcome.crashes == []
    assert outcome.became.total() == len(traps(1))
