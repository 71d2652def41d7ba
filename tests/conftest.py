"""What holds for every test: no wall clock decides, nobody waits for a disk, what is always made alike is made once.

Commits are durable (`synchronous = FULL`): each waits for the disk, some ten thousand times in a run of the suite. None
of its tests pulls the plug, and after `kill -9` the kernel is alive and has everything. So the folders of tests lie in
memory where there is room for them; the program does what it always does.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from tables import Tables
from watchers import sqlite
from watchers.sqlite import database as opening

MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes; the folders of the whole suite come to a fifth of that

# Two busy cores make any example slow: what must not take long for its size is asked elsewhere, by counting.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# httpcore asks for sniffio at each of its locks; a package that is not there is looked for in every folder every time.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # how import is told that there is none


def pytest_configure() -> None:
    """Before the first `tmp_path` is asked for. Who chose a folder gets it."""
    if not os.environ.keys() & {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"} and _roomy(MEMORY):
        tempfile.tempdir = str(MEMORY)


def _roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > ROOM


@pytest.fixture(scope="session", autouse=True)
def tables() -> Iterator[Tables]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        tables = Tables(Path(folder))
        patch.setattr(opening, "_prepared", tables.prepared)
        patch.setattr(sqlite, "migrate", tables.migrate)
        yield tables
        tables.close()
