"""What SQLite complains of, as sentences that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchers.errors import BusyError, StoreError, TroubleError

# Primary result code of SQLite (https://sqlite.org/rescode.html) → what it means for the operator.
SENTENCES = {
    sqlite3.SQLITE_CORRUPT: "数据库{path}已损坏：请先停下报晓，再用 baoxiao restore 恢复最近的备份。",
    sqlite3.SQLITE_NOTADB: "{path}不是 SQLite 数据库：请检查 [store] path，或用 baoxiao restore 恢复备份。",
    sqlite3.SQLITE_READONLY: "数据库{path}是只读的：请给运行报晓的用户写权限（文件和所在文件夹都要）。",
    sqlite3.SQLITE_PERM: "没有权限打开数据库{path}：请检查文件和所在文件夹的权限。",
    sqlite3.SQLITE_CANTOPEN: "打不开数据库{path}：请检查所在文件夹是否存在、是否有读写权限。",
    sqlite3.SQLITE_FULL: "磁盘已满，数据库{path}写不进去：请腾出空间，已有的数据没有丢。",
    sqlite3.SQLITE_IOERR: "读写数据库{path}时磁盘出错：请检查磁盘空间和硬件，必要时恢复备份。",
}
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def told(path: Path | str = "") -> Iterator[None]:
    """Turn what SQLite raises inside into StoreError (BusyError when another process holds the database)."""
    try:
        yield
    except sqlite3.DatabaseError as wrong:
        raise explained(wrong, path) from wrong


def explained(wrong: sqlite3.DatabaseError, path: Path | str = "") -> StoreError:
    """The sentence for one error. An error that is ours (bad SQL, a broken rule) keeps its own text."""
    code = getattr(wrong, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    shown = f" {path} " if str(path) else ""
    if primary in BUSY:
        return BusyError(f"数据库{shown}正被另一个程序占用：请稍后再试，或停掉另一个报晓。")
    if primary in SENTENCES:
        return TroubleError(SENTENCES[primary].format(path=shown).strip())
    return StoreError(f"数据库{shown}出错（{wrong}）：请运行 baoxiao doctor 检查。")
