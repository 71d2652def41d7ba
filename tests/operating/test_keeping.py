"""The daily backup: when, what stays, what happens when it fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.keeping import Keeping, backups, due, last_backup
from house import DAWN, Clock
from watchers.errors import StoreError
from watchers.sqlite import backup, open_database

ZONE = "Asia/Shanghai"
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
HALF_PAST_FOUR = datetime(2026, 5, 10, 20, 30, tzinfo=UTC)  # on 11 May in Shanghai


@pytest.mark.parametrize(
    ("last", "now", "wanted"),
    [
        (HALF_PAST_FOUR - DAY, HALF_PAST_FOUR - MINUTE, False),
        (HALF_PAST_FOUR - DAY, HALF_PAST_FOUR + MINUTE, True),
        (HALF_PAST_FOUR + MINUTE, HALF_PAST_FOUR + 2 * MINUTE, False),
        (HALF_PAST_FOUR + MINUTE, HALF_PAST_FOUR + DAY - MINUTE, False),
        (HALF_PAST_FOUR + 12 * HOUR, HALF_PAST_FOUR + DAY + MINUTE, True),
        (HALF_PAST_FOUR - 5 * DAY, HALF_PAST_FOUR - HOUR, True),
        (None, DAWN, False),
        (None, DAWN + 11 * MINUTE, True),
    ],
)
def test_once_a_day_after_a_good_hour(last: datetime | None, now: datetime, wanted: bool) -> None:
    assert due(last, DAWN, now, ZONE) is wanted


@pytest.mark.parametrize("zone", [ZONE, "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kathmandu"])
def test_one_each_local_day_of_a_year(zone: str) -> None:
    """Also over the days on which the clock jumps, looked at every half hour."""
    now, last, made = DAWN, DAWN, 0
    while now < DAWN + 366 * DAY:
        now += 30 * MINUTE
        if due(last, DAWN, now, zone):
            assert last is DAWN or timedelta(hours=22) < now - last < timedelta(hours=26)
            last, made = now, made + 1
    assert made == 366


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return a_keeper(tmp_path, Clock())


def a_keeper(folder: Path, clock: Clock, keep: int = 3) -> Keeping:
    open_database(folder / "baoxiao.db").close()
    return Keeping(folder / "baoxiao.db", folder / "backups", keep, ZONE, clock, lambda: True)


def test_the_newest_stay_and_nothing_else_is_touched(tmp_path: Path) -> None:
    clock = Clock()
    keeping = a_keeper(tmp_path, clock)
    (tmp_path / "backups").mkdir()
    for name in ("baoxiao-mine.db", "notes.txt", "baoxiao-20200101.db"):
        (tmp_path / "backups" / name).write_text("mine")
    made = []
    for _ in range(5):
        clock.set(clock() + DAY)
        assert keeping.due()
        made.append(keeping.make())
        assert not keeping.due()
    assert [one.file for one in backups(tmp_path / "backups")] == made[2:]
    assert last_backup(tmp_path / "backups", clock()) == clock().replace(microsecond=0)
    assert len(list((tmp_path / "backups").iterdir())) == 6
    open_database(made[-1]).close()


def test_a_backup_from_a_wrong_clock_neither_stops_nor_outlives_the_others(tmp_path: Path) -> None:
    clock = Clock()
    keeping = a_keeper(tmp_path, clock, keep=2)
    clock.set(DAWN + 3650 * DAY)
    ahead = keeping.make()
    clock.set(DAWN + DAY)
    assert keeping.due()
    keeping.make()
    clock.set(DAWN + 2 * DAY)
    keeping.make()
    assert not ahead.exists()
    assert len(backups(tmp_path / "backups")) == 2


def test_a_failure_keeps_the_old_ones_and_is_tried_again(tmp_path: Path) -> None:
    clock = Clock(DAWN + DAY)
    keeping = a_keeper(tmp_path, clock, keep=1)
    first = keeping.make()
    whole = (tmp_path / "baoxiao.db").read_bytes()
    (tmp_path / "baoxiao.db").write_bytes(b"SQLite format 3\0" + b"\xa5" * 9000)
    clock.set(clock() + DAY)
    with pytest.raises(StoreError):
        keeping.make()
    assert (first.exists(), keeping.due()) == (True, False)
    assert not list((tmp_path / "backups").glob(".*")), "no half copy is left"
    (tmp_path / "baoxiao.db").write_bytes(whole)
    clock.set(clock() + 16 * MINUTE)
    assert keeping.due()
    keeping.make()
    assert not first.exists()


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    keeping = a_keeper(tmp_path, Clock())
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(StoreError, match="没有成功"):
        keeping.make()


def test_the_half_copy_of_a_killed_process_goes(tmp_path: Path, keeping: Keeping) -> None:
    (tmp_path / "backups").mkdir()
    half = tmp_path / "backups" / ".baoxiao-20260510T203000Z.db.part"
    half.write_text("half")
    keeping.make()
    assert not half.exists()


def test_a_copy_is_given_up_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    source = filled(tmp_path / "baoxiao.db")
    looks = 0

    def going() -> bool:
        nonlocal looks
        looks += 1
        return looks < 3

    with pytest.raises(StoreError, match="正在停下"):
        backup(source, tmp_path / "copy.db", going)
    assert [file.name for file in tmp_path.glob("*copy*")] == []


def test_a_copy_is_one_view_of_a_database_that_is_being_written(tmp_path: Path) -> None:
    source = filled(tmp_path / "baoxiao.db")
    with closing(sqlite3.connect(source, isolation_level=None)) as writer:

        def going() -> bool:
            writer.execute("INSERT INTO heap VALUES ('new')")
            return True

        backup(source, tmp_path / "copy.db", going)
        (later,) = writer.execute("SELECT count(*) FROM heap").fetchone()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM heap").fetchone() == (6000,)
    assert later > 6002


def filled(path: Path) -> Path:
    db = open_database(path)
    db.execute("CREATE TABLE heap (x)")
    db.execute("BEGIN")
    for _ in range(6000):
        db.execute("INSERT INTO heap VALUES (?)", ["字" * 700])
    db.execute("COMMIT")
    db.close()
    return path
