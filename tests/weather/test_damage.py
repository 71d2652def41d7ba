"""Random damage is read or refused, never a crash. `damage.py` does more of it."""

from __future__ import annotations

from weather.damage import own, read


def test_damage_is_read_or_refused() -> None:
    outcome = read(own(), 400)
    assert outcome.crashes == []
    assert outcome.became["told"] > 50
    assert outcome.became["refused"] > 20
