"""Backup and restore. A copy counts only when it was checked."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from watchers.errors import BusyError, StoreError
from watchers.sqlite.database import APPLICATION_ID, damage, refuse_foreign, refuse_newer
from watchers.sqlite.schema import migrations
from watchers.sqlite.trouble import told

# So many pages (of 4 KiB) are copied between two looks whether to go on.
STEP = 1024
# So many instructions of SQLite's machine are run between two looks while the copy is checked: some milliseconds.
CHECK_STEP = 100_000


def _always() -> bool:
    return True


def backup(database: Path | str, to: Path | str, going: Callable[[], bool] = _always) -> Path:
    """A consistent copy of a database that may be in use; returns its path. Never overwrites anything.

    Gives up with StoreError soon after `going()` has turned False: whoever stops does not wait for a large copy.
    """
    database, to = Path(database), Path(to)
    if to.exists():
        raise StoreError(f"{to} 已经存在，没有覆盖：请换一个文件名。")
    if not to.parent.is_dir():
        raise StoreError(f"文件夹 {to.parent} 不存在：请先建立它。")
    _refuse_unfit(database, ())
    half = to.with_name(f".{to.name}.part")
    try:
        half.unlink(missing_ok=True)
        _copy(database, half, going)
        _publish(half, to)
    finally:
        half.unlink(missing_ok=True)
    return to


def restore(copy: Path | str, database: Path | str, now: datetime, schemas: Sequence[Migrations] = ()) -> Path | None:
    """Put `copy` in the place of `database`; returns where the present one was kept, None if there was none.

    Refuses a copy that is not ours, damaged, or newer than this program (`schemas`: other sets of tables that it
    knows), and a database that another process has open.
    """
    copy, database = Path(copy), Path(database)
    if database.exists() and copy.exists() and database.samefile(copy):
        raise StoreError(f"{copy} 就是正在用的数据库：请指定备份文件。")
    if not database.parent.is_dir():
        raise StoreError(f"文件夹 {database.parent} 不存在：请先建立它，或改正 [store] path。")
    _refuse_unfit(copy, schemas)
    half = database.with_name(f".{database.name}.restoring")
    try:
        half.unlink(missing_ok=True)
        _copy(copy, half)
        kept = _set_aside(database, now) if database.exists() else None
        half.replace(database)
        _sync(database.parent)
    finally:
        half.unlink(missing_ok=True)
    return kept


def _refuse_unfit(path: Path, schemas: Sequence[Migrations]) -> None:
    """Asks SQLite only: a backup runs in the service too, and closing a plain handle would drop the service's locks."""
    if not path.is_file():
        raise StoreError(f"{path} 不存在或不是文件：请检查文件名。")
    with told(path), closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        refuse_foreign(db, path)
        for schema in (migrations, *schemas):
            refuse_newer(db, schema)
        if next(db.query("PRAGMA application_id"))["application_id"] != APPLICATION_ID:
            raise StoreError(f"{path} 里没有报晓的数据：请检查文件名。")


class _StoppedError(Exception):
    """The copy is not wanted any more."""


def _copy(origin: Path, to: Path, going: Callable[[], bool] = _always) -> None:
    """Copy by SQLite's own online backup, check the copy, and bring it to disk.

    The open transaction holds one view of the origin: without it, each write of others between two steps would begin
    the copy anew, and a busy database would never be copied to its end.
    """

    def step(status: int, remaining: int, total: int) -> None:
        if not going():
            raise _StoppedError

    with told(origin), closing(sqlite3.connect(origin)) as source, closing(sqlite3.connect(to)) as target:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            source.backup(target, pages=STEP, progress=step)
            source.rollback()
            target.execute("PRAGMA journal_mode = DELETE")
            target.set_progress_handler(lambda: not going(), CHECK_STEP)
            found = damage(Database(target))
        except (_StoppedError, StoreError) as wrong:
            if going():
                raise
            raise StoreError(f"{to} 没有写完：报晓正在停下。") from wrong
        except sqlite3.OperationalError as wrong:
            if getattr(wrong, "sqlite_errorcode", None) != sqlite3.SQLITE_FULL:
                raise
            raise StoreError(f"{to.parent} 所在的磁盘已满，写不下：请腾出空间，原来的数据没有丢。") from wrong
    if found:
        raise StoreError(f"{origin} 已损坏（{found[0]}），没有采用：请换一个备份。")
    _sync(to)


def _publish(half: Path, to: Path) -> None:
    """Give the finished copy its name, unless somebody else has taken it meanwhile."""
    try:
        to.hardlink_to(half)
    except FileExistsError as wrong:
        raise StoreError(f"{to} 已经存在，没有覆盖：请换一个文件名。") from wrong
    except OSError:
        half.replace(to)  # a file system without hard links
    _sync(to.parent)


def _set_aside(database: Path, now: datetime) -> Path:
    """Keep the present database under another name, with its log if that cannot be folded in."""
    aside = database.with_name(f"{database.name}.before-restore-{now:%Y%m%dT%H%M%S}")
    if aside.exists():
        raise StoreError(f"{aside} 已经存在，没有覆盖：请先移走它。")
    _alone(database)
    for suffix in ("-wal", "-shm"):
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    try:
        aside.hardlink_to(database)
    except OSError:
        shutil.copy2(database, aside)
    return aside


def _alone(database: Path) -> None:
    """Raises BusyError when another process has the database open; folds its log into it.

    Leaving WAL mode needs every other connection gone, idle ones too. A database that is damaged cannot be asked;
    restoring over it is what a restore is for.
    """
    try:
        with told(database), closing(sqlite3.connect(database, timeout=0.5)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except BusyError:
        raise BusyError(f"数据库 {database} 正在使用：请先停下报晓，再恢复。") from None
    except StoreError:
        return


def _sync(path: Path) -> None:
    """Make a file, or a new name in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
