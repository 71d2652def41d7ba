"""Here databases are made by their migrations, each from nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tables import Tables
from watchers import sqlite
from watchers.sqlite import database as opening


@pytest.fixture(scope="module", autouse=True)
def _migrated(tables: Tables) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_prepared", tables.really_prepared)
        patch.setattr(sqlite, "migrate", tables.really_migrate)
        yield
