"""A CAP document that is pushed goes the way of all warnings: told, renewed, ended, and run out by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from bot.lookout import understand
from watchers import gazetteer
from watchers.errors import ParseError
from watchers.handed import Hands, pushed_watcher, take
from watchers.ingest import visit
from watchers.model import Entry, Kind
from watchers.ports import Reader
from watchers.pushed import Document, Taken
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database
from watchers.warning import Colour, Stage
from watchers.weather import handed_warnings

P = ParamSpec("P")
T = TypeVar("T")
AT = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CAP = """<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{name}</identifier><sender>yingchuan</sender><sent>{sent}</sent><status>Actual</status>
<msgType>{kind}</msgType><scope>Public</scope>{more}<info><language>zh-CN</language><category>Met</category>
<event>暴雨</event><urgency>Immediate</urgency><severity>Moderate</severity><certainty>Likely</certainty>
<expires>{expires}</expires><senderName>中牟县气象台</senderName>
<headline>中牟县气象台{verb}暴雨黄色预警信号</headline><description>未来六小时雨量较大。</description>
<area><areaDesc>中牟县</areaDesc></area></info></alert>"""


def here(rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return rule(*args, **kwargs)


def reader() -> Reader:
    raise AssertionError("no page here")


WARNINGS = handed_warnings(here, understand, gazetteer.load())
HANDS = Hands(read=reader, understand=understand, warnings=WARNINGS)


def cap(name: str, sent: datetime, kind: str = "Alert", verb: str = "发布", more: str = "") -> bytes:
    times = {"sent": sent.isoformat(), "expires": (sent + 6 * HOUR).isoformat()}
    return CAP.format(name=name, kind=kind, verb=verb, more=more, **times).encode()


class Door:
    def __init__(self, folder: Path) -> None:
        self.db = open_database(folder / "baoxiao.db")
        self.store, self.archive = SqliteNewsStore(self.db), SqliteArchive(self.db)

    def take(self, body: bytes, now: datetime) -> Taken:
        return take(self.store, HANDS, Document(body=body), now, now.date())

    def stages(self) -> list[Stage]:
        return [entry.article.warning.stage for entry in self.entries() if entry.article.warning]

    def entries(self) -> list[Entry]:
        return list(self.archive.after(0, 100))


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    yield door
    door.db.close()


def test_told_once_and_ended(door: Door) -> None:
    first = door.take(cap("a1", AT), AT)
    assert first.new
    (entry,) = door.entries()
    assert entry.article.warning
    assert (entry.article.warning.hazard, entry.article.warning.colour) == ("暴雨", Colour.YELLOW)
    assert not door.take(cap("a1", AT), AT + HOUR).new, "the same document again is no news"
    end = cap("a2", AT + HOUR, "Cancel", "解除", f"<references>yingchuan,a1,{AT.isoformat()}</references>")
    over = door.take(end, AT + 2 * HOUR)
    assert (over.uids, over.new) == (first.uids, True)
    assert door.stages() == [Stage.NEW, Stage.CANCELLED]


def test_it_runs_out_by_itself(door: Door) -> None:
    door.take(cap("a1", AT), AT)
    (health,) = door.store.health()
    assert health.due_at == AT + 6 * HOUR
    due = door.store.claim(AT + 6 * HOUR, HOUR, kinds=(Kind.PUSH,))
    assert due
    visit(door.store, {Kind.PUSH: pushed_watcher(WARNINGS)}, due, lambda: AT + 6 * HOUR)
    assert door.stages() == [Stage.NEW, Stage.EXPIRED]


@pytest.mark.parametrize("body", [b"<html><p>login</p></html>", b"not xml", b"<alert", b"\xff"])
def test_what_is_no_warning_is_refused_and_leaves_nothing(door: Door, body: bytes) -> None:
    with pytest.raises(ParseError):
        door.take(body, AT)
    assert door.entries() == []
    assert door.take(cap("a1", AT), AT).new, "and the source is free again"
