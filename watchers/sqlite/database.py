"""Opening the database file: never an empty start over something that is not ours, damaged or newer than we are."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from watchers.errors import BusyError, StoreError
from watchers.sqlite.schema import migrations
from watchers.sqlite.trouble import told

# "BAOX" in ASCII, in the header field for applications (https://sqlite.org/fileformat.html, offset 68).
APPLICATION_ID = 0x42414F58
# How long a writer waits for another: a save takes milliseconds, a backup none at all.
BUSY_SECONDS = 5.0
# An article that hundreds have asked for is written into hundreds of pages of the indexes: with the 2 MB and the log of
# 4 MB that SQLite begins with, the same pages are read and copied back again and again (a quarter of all work, and on a
# slow disk most of the time).
CACHE_KIB, LOG_PAGES = 16_000, 4_000


def open_database(path: Path | str) -> Database:
    """The database at `path`, made if there is none, brought up to this version's tables.

    Durable (WAL, synchronous FULL). One connection, for one thread at a time: a worker thread opens its own. Raises
    StoreError, or BusyError when another process holds it, each saying what to do.
    """
    path = Path(path)
    _refuse_strange(path)
    with told(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
        try:
            return _prepared(Database(connection), path)
        except BaseException:
            connection.close()
            raise


def migrate(db: Database, schema: Migrations) -> None:
    """Apply what is pending in `schema`; raises StoreError when the file has had migrations that we do not know.

    Looks again under the write lock, so that two processes may start at once on a new file.
    """
    refuse_newer(db, schema)
    if schema.pending(db):
        with told(), db.atomic():
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")  # the first write takes the lock
            schema.apply(db)
        with told():  # tables that stood in the log only would be gone with it, and the file look like a new one
            db.execute("PRAGMA wal_checkpoint(PASSIVE)")


def refuse_newer(db: Database, schema: Migrations) -> None:
    with told():
        applied = {migration.name for migration in schema.applied(db)}
    with Database(memory=True) as empty:
        ours = {migration.name for migration in schema.pending(empty)}
    if strange := sorted(applied - ours):
        raise StoreError(f"这个数据库是更新版本的报晓写的（多出 {'、'.join(strange)}）：请升级报晓，或恢复旧的备份。")


def refuse_foreign(db: Database, path: Path) -> None:
    """Raises StoreError unless the file is ours or still empty."""
    identity = next(db.query("PRAGMA application_id"))["application_id"]
    tables = next(db.query("SELECT count(*) AS n FROM sqlite_master"))["n"]
    if identity != APPLICATION_ID and (identity or tables):
        raise StoreError(f"{path} 是别的程序的数据库，没有动它：请把 [store] path 改到别处。")


def damage(db: Database, quick: bool = False) -> tuple[str, ...]:
    """What a full check finds broken, at most ten findings; empty when all is well. Reads the whole file.

    `quick` leaves out whether each index agrees with its table, which is most of the work.
    """
    check = "quick_check" if quick else "integrity_check"
    with told():
        found = [str(row[check]) for row in db.query(f"PRAGMA {check}(10)")]
    return tuple(line for line in found if line != "ok")


def refuse_damaged(path: Path | str) -> None:
    """Raises StoreError, naming the remedy, when the database at `path` is damaged. For the start of a service.

    No file, or one without a byte, is not looked at: whether that is a beginning or a loss, `open_database` and its
    caller know.
    """
    path = Path(path)
    if not path.is_file() or not path.stat().st_size:
        return
    with closing(open_database(path)) as db:
        try:
            found = damage(db, quick=True)
        except BusyError:
            raise
        except StoreError as wrong:
            found = (str(wrong.__cause__ or wrong),)
    if found:
        raise StoreError(
            f"数据库 {path} 已损坏（{found[0]}），没有启动：请用 baoxiao restore 恢复最近的备份，原来的会留在旁边。"
        )


def _refuse_strange(path: Path) -> None:
    """Looks without opening: closing any other handle of the file would drop the locks of all connections that this
    process has to it (https://sqlite.org/howtocorrupt.html, 2.2), and the next onlooker would delete the log in use.
    """
    if not path.parent.is_dir():
        raise StoreError(f"数据库所在的文件夹 {path.parent} 不存在：请先建立它，或改正 [store] path。")
    if path.is_dir():
        raise StoreError(f"{path} 是文件夹，不是数据库：请在 [store] path 写上文件名，例如 {path / 'baoxiao.db'}。")
    if not path.exists():
        return
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(f"数据库 {path} 不能读写：请给运行报晓的用户读写权限。")
    wal = path.with_name(path.name + "-wal")
    if not path.stat().st_size and wal.exists() and wal.stat().st_size:
        raise StoreError(f"数据库 {path} 是空的，旁边却有它的日志 {wal.name}，像是被截断了：请恢复备份。")


def _prepared(db: Database, path: Path) -> Database:
    refuse_foreign(db, path)
    db.execute("PRAGMA foreign_keys = ON")
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    migrate(db, migrations)
    return db
