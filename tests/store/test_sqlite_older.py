"""A database of the version before keys, looks and kept pages is taken over whole; kept pages stay within bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from contracts.samples import DAY, ISSUE, MINUTE, NOW, article, source
from watchers.codec import to_json
from watchers.ingest import keep
from watchers.model import Harvest, Raw, SeenDay
from watchers.sqlite import APPLICATION_ID, SqliteNewsStore, damage, open_database, schema
from watchers.sqlite import raw as pages
from watchers.sqlite.search import columns

BODY = "城南老街的改造工程昨日动工，工期八个月，沿街商户可以照常营业，行人改走东侧的便道。"


def older(path: Path) -> None:
    """A file as that version left it, with an article that somebody had been told of."""
    db = Database(path)
    schema.migrations.apply(db, stop_before="adopted_sources")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old = article("老街改造动工", BODY)
    name, at = "晨光", f"{NOW:%Y-%m-%dT%H:%M:%S.%fZ}"
    db.execute("INSERT INTO sources (name, settings, due_at) VALUES (?, ?, ?)", [name, to_json(source()), at])
    db.execute(
        "INSERT INTO articles (uid, version, source, paper, day, page, seen_at, first_seen_at, value) "
        "VALUES ('u-1', 1, ?, ?, ?, '1', ?, ?, ?)",
        [name, old.paper, old.day.isoformat(), at, at, to_json(old)],
    )
    db.execute("INSERT INTO article_search (rowid, headline, body) VALUES (1, ?, ?)", columns(old))
    db.conn.commit()
    db.close()


def test_an_older_database_is_taken_over(tmp_path: Path) -> None:
    older(tmp_path / "baoxiao.db")
    db = open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(db)
    assert store.days_seen("晨光") == (SeenDay(day=DAY, first_at=NOW, articles=1),)
    assert (store.looks("晨光"), store.kept("晨光", NOW)) == ((), ())
    (known,) = store.current("晨光", ISSUE)
    visit = store.claim(NOW, MINUTE, due_only=False)
    assert visit
    keyed = replace(known.article, key="http://paper/1", url="http://paper/1")
    (line,) = keep(store, visit, Harvest(bookmark="", articles=(keyed,)), NOW)
    assert (line.uid, line.version) == (known.uid, 2), "the same article, by its text"
    moved = replace(keyed, day=DAY + timedelta(days=1), headline="老街动工了")
    (line,) = keep(store, visit, Harvest(bookmark="", articles=(moved,)), NOW)
    assert (line.uid, line.version) == (known.uid, 3), "and from now on by its key"
    assert damage(db) == ()
    db.close()


def test_kept_pages_stay_within_their_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_BYTES", 1000)
    db = open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(db)
    store.enlist([source()], NOW)
    visit = store.claim(NOW, MINUTE)
    assert visit
    for n in range(30):
        body = bytes((n * 37 + k * k * 11) % 256 for k in range(300))
        page = Raw(url=f"http://paper/{n:02}", body=body)
        store.save(visit, Harvest(bookmark="", raw=(page,)), (), NOW + n * timedelta(seconds=1))
    kept = store.kept("晨光", NOW)
    assert 2 <= len(kept) < 10
    assert kept[-1] == "http://paper/29"
    assert list(kept) == sorted(kept)[-len(kept) :], "the newest stay"
    assert next(db.query("SELECT sum(size) AS bytes FROM raw"))["bytes"] <= 1000
    db.close()
