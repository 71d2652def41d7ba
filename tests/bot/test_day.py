"""Killed at every statement of a day, nothing is lost and nothing told twice.

The day is lived once undisturbed: that is the oracle. Then it is lived again with a kill at the k-th statement, for
each k before which the file or the world has become another one. It must have told what the oracle told, word for word
and nothing else, but for one copy of a message that the channel had taken and whose settling the kill prevented; and
the database must look as if nothing had happened.

Every border between two steps is the beginning of some statement, so these kills are among them.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from house import Clock, House
from lived_day import ANN, LI, ZHAO, Day
from watchers.sqlite import damage

# With 1 the slow run takes every statement of the day, which needs some minutes; it was done, and all is well.
STRIDE = 61


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which nothing has happened: making its tables takes longer than a whole day."""
    folder = tmp_path_factory.mktemp("day")
    House(folder, Clock()).close()
    return folder


@pytest.fixture(scope="module")
def oracle(empty: Path) -> Iterator[Day]:
    folder = empty.with_name("oracle")
    shutil.copytree(empty, folder)
    day = Day(folder).lived()
    yield day
    day.house.close()


def test_the_day_itself(oracle: Day) -> None:
    """The oracle is worth comparing with: each article where it belongs, each once."""
    told = [(to, message.body.text) for to, message in oracle.world.ear.told]
    alerts = {to: "".join(text for who, text in told if who == to and text.startswith("🔔")) for to in (LI, ANN, ZHAO)}
    digests = {to: [text for who, text in told if who == to and text.startswith("🌅")] for to in (LI, ANN, ZHAO)}
    for n in (1, 4, 6, 7, 8, 9):
        assert alerts[LI].count(f"【{n}】") == 1
        assert sum(text.count(f"【{n}】") for text in digests[ANN]) == 1
    assert alerts[ANN] == ""
    assert alerts[ZHAO].count("【1】") == alerts[ZHAO].count("【4】") == 1, (
        "held while it was gone, told when it was back"
    )
    assert [("【2】" in text, "【5】" in text) for text in digests[LI]] == [(True, False)]
    assert [len(digests[to]) for to in (LI, ANN, ZHAO)] == [1, 2, 1]
    assert len(oracle.world.ear.refused) == 1, "who blocked us is tried once"
    assert "【3】" not in "".join(text for _, text in told)
    answered = [key for key, waits, error in oracle.state()["inbox"] if not waits and not error]
    assert answered == [update.key for update in oracle.world.updates]


def check(day: Day, oracle: Day) -> None:
    """The evening is as the oracle's, except for the copy that a lost answer excuses."""
    told, refused = day.told(), day.refused()
    assert oracle.told() - told == Counter(), "lost"
    assert oracle.refused() - refused == Counter()
    extra = (told - oracle.told()) + (refused - oracle.refused())
    assert extra - day.excused == Counter(), "told twice, or told what nobody should be told"
    assert extra.total() <= 1
    assert day.state() == oracle.state()
    assert damage(day.house.database) == ()


def die_at(kills: Sequence[int], empty: Path, tmp_path: Path, oracle: Day) -> int:
    """Live a day for each kill; how many of them needed an excused copy."""
    excused = 0
    for k in kills:
        folder = tmp_path / str(k)
        shutil.copytree(empty, folder)
        day = Day(folder, ends=k).lived()
        try:
            check(day, oracle)
        except AssertionError as wrong:
            raise AssertionError(f"killed at statement {k} of {oracle.lasted}") from wrong
        finally:
            day.house.close()
            shutil.rmtree(folder)
        excused += (day.told() - oracle.told()).total()
    return excused


def test_killed_where_it_makes_a_difference(empty: Path, tmp_path: Path, oracle: Day) -> None:
    """At every third of these places, which takes ten seconds; `make faults` is there for all the others."""
    assert die_at(oracle.deaths[::3], empty, tmp_path, oracle), (
        "no kill fell between a message's way out and its settling: the test does not test what it says"
    )


@pytest.mark.slow
def test_killed_anywhere(empty: Path, tmp_path: Path, oracle: Day) -> None:
    """That the other statements make no difference is a thought; here it is tried."""
    kills = range(1 + random.Random(20260511).randrange(STRIDE), oracle.lasted, STRIDE)
    die_at(kills, empty, tmp_path, oracle)
