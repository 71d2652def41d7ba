"""Killed while it changes the file itself: migration, backup, vacuum."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database, Migrations

import bot.sqlite
import watchers.sqlite.schema
from faults.crash import lay, printed
from faults.oracle import Row
from faults.papers import Press
from faults.program import World, intact
from faults.starting import Started
from watchers.sqlite import migrate, open_database

VACUUM = "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).execute('VACUUM')"

Schema = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A database of an earlier version, and the schemas that it may have on its way to ours."""

    file: Path
    steps: tuple[Schema, ...]


def k6_migration(folder: Path, kills: int, seed: int) -> Row:
    """Killed while the tables of each earlier version, an empty file among them, are brought to this one.

    A migration is one transaction for the news and one for the chat: before it or after it, never between.
    """
    with World(folder) as world:
        olds, chance, between, found = list(_olds(folder)), random.Random(seed), 0, []
        hit = 0
        for n in range(kills):
            old = olds[n % len(olds)]
            _put(old.file, world.database)
            touched = _touch(world.database)
            hit += _killed(world.start(*world.command("status")), lambda t=touched: _touch(world.database) != t, chance)  # type: ignore[misc]
            if (seen := schema(world.database)) not in old.steps:
                between += 1
                found.append(f"kill {n} of {old.file.name} left {len(seen)} of {len(old.steps[-1])} tables and indexes")
            if (then := world.run("status")).returncode or schema(world.database) != old.steps[-1]:
                found.append(f"kill {n}: the next start ends with {then.returncode}: {then.stderr[-200:]}")
        note = f"{hit} fell into it; {len(olds)} earlier versions"
        return _row("K6 kill in migration", world, kills, between, note, found)


def k6_backup(folder: Path, kills: int, seed: int) -> Row:
    """Killed while a backup is written: there is none, or one that can be restored; the next backup works."""
    with World(folder) as world:
        articles, chance, lost, found, hit = _stocked(world, seed), random.Random(seed), 0, [], 0
        for n in range(kills):
            room = folder / f"copies{n}"
            room.mkdir()
            to = room / "copy.db"
            process = world.start(*world.command("backup", str(to)))
            hit += _killed(process, lambda room=room: any(room.iterdir()), chance)  # type: ignore[misc]
            if not to.exists() and (then := world.run("backup", str(to))).returncode:
                found.append(f"kill {n}: the next backup ends with {then.returncode}: {then.stderr[-200:]}")
            if not _restorable(world, to, room, articles):
                lost += 1
                found.append(f"kill {n}: the backup cannot be restored")
        return _row("K6 kill in backup", world, kills, lost, f"{hit} fell into it; each copy restored", found)


def k6_vacuum(folder: Path, kills: int, seed: int) -> Row:
    """Killed while SQLite packs the file anew (an operator's VACUUM): nothing is missing, the next command works."""
    with World(folder) as world:
        articles, chance, lost, found, hit = _stocked(world, seed), random.Random(seed), 0, [], 0
        argv = [sys.executable, "-c", VACUUM, str(world.database)]
        for n in range(kills):
            touched = _touch(world.database)
            process = subprocess.Popen(argv, stdin=subprocess.DEVNULL)
            hit += _killed(process, lambda t=touched: _touch(world.database) != t, chance)  # type: ignore[misc]
            lost += not intact(world.database) or _articles(world.database) != articles
            if (then := world.run("status")).returncode:
                found.append(f"kill {n}: the next command ends with {then.returncode}: {then.stderr[-200:]}")
        return _row("K6 kill in vacuum", world, kills, lost, f"{hit} fell into it", found)


def _killed(process: Started, begun: Callable[[], bool], chance: random.Random) -> bool:
    """Kill it at most 40 ms after it has begun its work; whether it was still at it."""
    end = time.monotonic() + 20
    while process.poll() is None and not begun() and time.monotonic() < end:
        time.sleep(0.001)
    time.sleep(chance.uniform(0.0, 0.04))
    process.kill()
    return process.wait(10) != 0


def _olds(folder: Path) -> Iterator[Old]:
    """Every earlier version, made by our migrations themselves, stopped before one of them."""
    full = folder / "full.db"
    migrate(open_database(full), bot.sqlite.migrations)
    news, chat = watchers.sqlite.schema.migrations, bot.sqlite.migrations
    for n, (of_news, of_chat) in enumerate(
        [*((name, "") for name in _names(news)), *(("", name) for name in _names(chat))]
    ):
        file, half = folder / f"old{n}.db", folder / f"half{n}.db"
        for path, until in ((file, of_news), (half, "")):
            _apply(path, news, until)
            if of_chat:
                _apply(path, chat, of_chat)
        yield Old(file=file, steps=(schema(file), schema(half), schema(full)))


def _names(migrations: Migrations) -> list[str]:
    with Database(memory=True) as empty:
        return [migration.name for migration in migrations.pending(empty)]


def _apply(path: Path, migrations: Migrations, before: str) -> None:
    """Our migrations up to one, in a file that says that it is ours, as any earlier version left it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        db = Database(connection)
        if before and before == _names(migrations)[0]:
            return
        with db.atomic():
            db.execute(f"PRAGMA application_id = {watchers.sqlite.APPLICATION_ID}")
            migrations.apply(db, stop_before=before or None)


def schema(database: Path) -> Schema:
    """All tables and indexes, as SQLite writes them down."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT coalesce(sql, name) FROM sqlite_master").fetchall()
    return tuple(sorted(row[0] for row in rows))


def _put(origin: Path, database: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.copy(origin, database)


def _touch(database: Path) -> list[tuple[str, int, int]]:
    """Changes as soon as anybody writes to the database: its files with their sizes and times."""
    states = []
    for path in sorted(database.parent.glob(f"{database.name}*")):
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        states.append((path.name, state.st_size, state.st_mtime_ns))
    return states


def _stocked(world: World, seed: int) -> int:
    """Read 300 articles in, and return how many there are."""
    lay(world, printed(Press(seed)))
    if (done := world.run("ingest")).returncode:
        raise AssertionError(done.stderr)
    return _articles(world.database)


def _articles(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def _restorable(world: World, copy: Path, room: Path, articles: int) -> bool:
    config = room / "config.toml"
    config.write_text('[store]\npath = "restored.db"\n', "utf-8")
    done = world.run("restore", str(copy), config=config)
    restored = room / "restored.db"
    return done.returncode == 0 and intact(restored) and _articles(restored) == articles


def _row(fault: str, world: World, kills: int, lost: int, note: str, wrong: Sequence[str]) -> Row:
    return Row(
        fault=fault,
        tried=kills,
        lost=lost,
        excused=0,
        unexcused=0,
        early_retries=0,
        note=f"{kills} kills, {note}",
        wrong=(*wrong[:3], *world.wrong()),
    )
