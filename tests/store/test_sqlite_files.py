"""The database file: never an empty start over what is not ours; backup, restore; two processes; crashes."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from contracts.samples import ISSUE, MINUTE, NOW, article, first, put, source
from watchers.errors import BusyError, StoreError
from watchers.model import Harvest, Revision
from watchers.sqlite import (
    APPLICATION_ID,
    SqliteArchive,
    SqliteNewsStore,
    backup,
    damage,
    database,
    migrate,
    open_database,
    restore,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "baoxiao.db"


def filled(path: Path, *headlines: str) -> None:
    db = open_database(path)
    store = SqliteNewsStore(db)
    store.enlist([source()], NOW)
    put(store, first(*map(article, headlines)))
    db.close()


def headlines(path: Path) -> list[str]:
    with open_database(path) as db:
        return [entry.article.headline for entry in SqliteArchive(db).after(0, 999)]


def test_durable_and_ours(path: Path) -> None:
    db = open_database(path)

    def pragma(name: str) -> object:
        return next(iter(next(db.query(f"PRAGMA {name}")).values()))

    assert [pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")] == [
        "wal", 2, 1, 5000,
    ]  # fmt: skip
    assert pragma("application_id") == APPLICATION_ID
    assert damage(db) == ()
    db.close()


def test_what_was_kept_is_there_at_the_next_start(path: Path) -> None:
    filled(path, "甲")
    assert headlines(path) == ["甲"]


def a_text(path: Path) -> None:
    path.write_text("这是我的日记，不是数据库。" * 20, "utf-8")


def a_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")


def another_application(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 1196444487")


def a_newer_version(path: Path) -> None:
    filled(path, "甲")
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('watchers', 'from_tomorrow')")


def a_truncated_one(path: Path) -> None:
    filled(path, *(f"{number}号线开通" for number in range(200)))
    path.write_bytes(path.read_bytes()[:6000])


def garbage_inside(path: Path) -> None:
    if not path.exists():
        filled(path, "甲")
    path.write_bytes(path.read_bytes()[:16] + b"\xa5" * 20_000)


def an_emptied_one_with_a_log(path: Path) -> None:
    path.touch()
    path.with_name(path.name + "-wal").write_bytes(b"x" * 100)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (a_text, "不是 SQLite 数据库"),
        (a_foreign_database, "别的程序的数据库"),
        (another_application, "别的程序的数据库"),
        (a_newer_version, "请升级报晓"),
        (a_truncated_one, "恢复"),
        (garbage_inside, "恢复"),
        (an_emptied_one_with_a_log, "恢复"),
        (a_folder, "是文件夹"),
    ],
)
def test_refuses_and_leaves_alone_what_it_cannot_use(path: Path, made: Callable[[Path], None], says: str) -> None:
    made(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=says):
        open_database(path)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_says_that_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="不存在：请"):
        open_database(tmp_path / "no" / "baoxiao.db")


def test_says_that_another_process_holds_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, "甲")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    db = open_database(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="请稍后再试"):
            SqliteNewsStore(db).claim(NOW, MINUTE, due_only=False)
    db.close()


def test_a_full_disk_loses_nothing(path: Path) -> None:
    filled(path, "甲")
    db = open_database(path)
    pages = next(db.query("PRAGMA page_count"))["page_count"]
    db.execute(f"PRAGMA max_page_count = {pages}")
    store = SqliteNewsStore(db)
    visit = store.claim(NOW, MINUTE, due_only=False)
    assert visit
    with pytest.raises(StoreError, match="磁盘已满"):
        store.save(visit, Harvest(bookmark="满"), first(article("乙", "长" * 50_000)), NOW)
    db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    assert store.save(visit, Harvest(bookmark="通"), first(article("乙")), NOW)
    db.close()
    assert headlines(path) == ["甲", "乙"]


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_file_that_may_not_be_written(path: Path) -> None:
    filled(path, "甲")
    path.chmod(0o400)
    with pytest.raises(StoreError, match="读写权限"):
        open_database(path)


def test_damage_in_the_middle_is_found_and_told(path: Path) -> None:
    filled(path, *(f"{number}号线开通" for number in range(300)))
    raw = bytearray(path.read_bytes())
    raw[8192 : len(raw) - 4096] = b"\xa5" * (len(raw) - 12288)
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="已损坏：请"):
        headlines(path)


def test_two_may_start_at_once_on_a_new_file(path: Path) -> None:
    start = threading.Barrier(4)
    failed: list[BaseException] = []

    def begin() -> None:
        start.wait()
        try:
            open_database(path).close()
        except StoreError as wrong:
            failed.append(wrong)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_of_two_claims_one_wins(path: Path) -> None:
    filled(path)
    start = threading.Barrier(4)
    won: list[str] = []

    def claim() -> None:
        store = SqliteNewsStore(open_database(path))
        start.wait()
        won.extend("one" for _ in range(5) if store.claim(NOW + 10 * MINUTE, MINUTE))
        store._db.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == ["one"]


@pytest.mark.parametrize("step", range(12))
def test_a_crash_between_any_two_statements_leaves_all_or_nothing(path: Path, step: int) -> None:
    filled(path, "甲")
    db = open_database(path)
    store = SqliteNewsStore(db)
    visit = store.claim(NOW, MINUTE, due_only=False)
    assert visit
    uid = first(article("甲"))[0].uid
    changes = (Revision(uid=uid, version=2, article=article("甲", "更正。")), *first(article("乙")))
    left = [step]

    def crash(sql: str, _: object = None) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    db._tracer = crash
    with suppress(KeyboardInterrupt):
        store.save(visit, Harvest(bookmark="之后", issue=ISSUE), changes, NOW)
    db.close()
    db = open_database(path)
    archive = SqliteArchive(db)
    (row,) = db.query("SELECT bookmark FROM sources")
    state = (archive.last_id(), len(archive.search(["更正"], 9)), str(row["bookmark"]))
    crashed = left[0] < 0
    assert state == ((1, 0, "b") if crashed else (3, 1, "之后"))
    # UPDATE, the day, INSERT, UPDATE, two to the index; INSERT, one to the index; nothing after
    assert crashed == (step < 8)
    assert damage(db) == ()
    db.close()


def test_the_other_side_keeps_its_own_tables_in_the_file(path: Path) -> None:
    chats = Migrations("bot")

    @chats()
    def subscriptions(db: Database) -> None:
        db.table("subscriptions").create({"id": int})

    db = open_database(path)
    migrate(db, chats)
    migrate(db, chats)
    assert "subscriptions" in db.table_names()
    db.close()


class TestBackup:
    def test_a_consistent_copy_of_a_running_database(self, path: Path, tmp_path: Path) -> None:
        filled(path, "甲")
        db = open_database(path)
        store = SqliteNewsStore(db)
        put(store, first(article("乙")))
        copy = backup(path, tmp_path / "copy.db")
        put(store, first(article("丙")))
        assert headlines(copy) == ["甲", "乙"]
        db.close()

    def test_never_overwrites(self, path: Path, tmp_path: Path) -> None:
        filled(path, "甲")
        a_text(tmp_path / "copy.db")
        with pytest.raises(StoreError, match="已经存在"):
            backup(path, tmp_path / "copy.db")

    def test_of_nothing(self, path: Path, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="不存在"):
            backup(path, tmp_path / "copy.db")
        assert list(tmp_path.iterdir()) == []


class TestRestore:
    def test_puts_the_copy_in_place_and_keeps_the_present_one(self, path: Path, tmp_path: Path) -> None:
        filled(path, "甲")
        copy = backup(path, tmp_path / "copy.db")
        db = open_database(path)
        put(SqliteNewsStore(db), first(article("乙")))
        db.close()
        kept = restore(copy, path, NOW)
        assert kept
        assert kept.name == "baoxiao.db.before-restore-20260511T003000"
        assert headlines(path) == ["甲"]
        assert headlines(kept) == ["甲", "乙"]

    def test_on_a_new_machine(self, path: Path, tmp_path: Path) -> None:
        filled(path, "甲")
        copy = backup(path, tmp_path / "copy.db")
        assert restore(copy, tmp_path / "new.db", NOW) is None
        assert headlines(tmp_path / "new.db") == ["甲"]

    def test_over_a_damaged_one(self, path: Path, tmp_path: Path) -> None:
        filled(path, "甲")
        copy = backup(path, tmp_path / "copy.db")
        garbage_inside(path)
        path.with_name(path.name + "-wal").write_bytes(b"stale")
        broken = path.read_bytes()
        kept = restore(copy, path, NOW)
        assert kept
        assert kept.read_bytes() == broken
        assert headlines(path) == ["甲"]

    def test_refuses_while_somebody_has_it_open(self, path: Path, tmp_path: Path) -> None:
        filled(path, "甲")
        copy = backup(path, tmp_path / "copy.db")
        db = open_database(path)
        SqliteArchive(db).last_id()
        with pytest.raises(BusyError, match="请先停下报晓"):
            restore(copy, path, NOW)
        put(SqliteNewsStore(db), first(article("乙")))
        db.close()
        assert headlines(path) == ["甲", "乙"]

    @pytest.mark.parametrize("made", [a_text, a_foreign_database, a_newer_version, a_truncated_one, garbage_inside])
    def test_refuses_what_is_no_good(self, path: Path, tmp_path: Path, made: Callable[[Path], None]) -> None:
        filled(path, "甲")
        made(tmp_path / "copy.db")
        with pytest.raises(StoreError):
            restore(tmp_path / "copy.db", path, NOW)
        assert headlines(path) == ["甲"]
        assert not list(tmp_path.glob("*restor*"))


def test_superseded_versions_leave_the_index_whole(path: Path) -> None:
    filled(path, "甲")
    db = open_database(path)
    store = SqliteNewsStore(db)
    one = first(article("甲"))[0]
    for version in range(2, 6):
        put(store, [replace(one, version=version, article=article("甲", f"第{version}次更正。"))])
    assert len(SqliteArchive(db).search(["更正"], 99)) == 1
    db.execute("INSERT INTO article_search (article_search) VALUES ('integrity-check')")
    db.close()
