"""What concerns very many is matched in pieces: others have their turn between, and dying between loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dispatch import matching
from bot.model import Address, Mode
from house import House, Substrings
from watchers.ingest import visit_due

PAGE = "渡口重新通航\n\n本报讯 渡口昨日重新通航，两岸居民乘船往来。\n"
PEOPLE = [Address("fake", str(number)) for number in range(7)]


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MATCHES_AT_ONCE", 2)
    monkeypatch.setattr(matching, "ALERTED_AT_ONCE", 2)


def opened(folder: Path) -> House:
    """A house in which everybody asked for the same word, and one article has come in."""
    house = House(folder, finder=Substrings())
    for address in PEOPLE:
        house.hear(address, "/start")
        house.desk.subscriptions.subscribe(address, "渡口", "", Mode.ALERT, house.hands())
    house.page("晨光日报/2026-05-11/01.txt", PAGE)
    while visit_due(house.news, house.watchers, house.clock):
        pass
    return house


def pieces(house: House) -> int:
    done = 0
    while house.matching.match_new():
        done += 1
    return done


def recorded(house: House) -> tuple[int, int, bool]:
    """Matches, alerts, and whether the cursor has come to the end of the log."""
    matches = house.database.execute("SELECT count(*) FROM matches").fetchone()[0]
    alerts = house.database.execute("SELECT count(*) FROM deliveries WHERE key LIKE 'alert:%'").fetchone()[0]
    return matches, alerts, house.desk.outbox.cursor() == house.archive.last_id()


def test_the_cursor_moves_with_the_last_piece(tmp_path: Path) -> None:
    house = opened(tmp_path)
    seen = []
    while house.matching.match_new():
        seen.append(recorded(house))
    assert len(seen) == 7
    assert [ended for *_, ended in seen] == [False] * 6 + [True]
    assert seen[-1] == (7, 7, True)
    house.close()


@pytest.mark.parametrize("died_after", range(1, 7))
def test_who_dies_between_two_pieces_loses_and_repeats_nothing(tmp_path: Path, died_after: int) -> None:
    house = opened(tmp_path)
    for _ in range(died_after):
        assert house.matching.match_new()
    house.close()
    again = House(tmp_path, finder=Substrings())
    assert pieces(again)
    assert recorded(again) == (7, 7, True)
    again.close()


@pytest.mark.parametrize("came_after", range(1, 7))
def test_a_subscription_that_begins_meanwhile_is_met_too(tmp_path: Path, came_after: int) -> None:
    house = opened(tmp_path)
    for _ in range(came_after):
        assert house.matching.match_new()
    newcomer = Address("fake", "newcomer")
    house.hear(newcomer, "/start")
    house.desk.subscriptions.subscribe(newcomer, "通航", "", Mode.ALERT, house.hands())
    assert pieces(house) == 1, "the batch is begun anew and done in one go"
    assert recorded(house) == (8, 8, True)
    house.close()
