"""From the folder into the log: each article once, whatever happens on the way."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from contracts.folder import write
from contracts.samples import MINUTE, NOW, simple_reader, source, ticking
from watchers.errors import FetchError, LaterError, LayoutError, MissingError, ParseError, StoreError
from watchers.folder import LocalFolder
from watchers.ingest import Report, visit_due, visit_now
from watchers.model import Article, Fault, Found, Harvest, Kind, Source
from watchers.paper import folder_watcher
from watchers.ports import Watcher
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database

LATER = datetime.now(UTC) + timedelta(days=1)  # the files are still, however long the tests before took


class House:
    """A folder, a store, and the one watcher; each visit takes place `LATER`, when all files are still."""

    def __init__(self, tmp_path: Path) -> None:
        self.papers = tmp_path / "papers"
        self.papers.mkdir()
        self.db: Database = open_database(tmp_path / "baoxiao.db")
        self.store = SqliteNewsStore(self.db)
        self.archive = SqliteArchive(self.db)
        self.source = source(location=str(self.papers))
        self.watchers: dict[Kind, Watcher] = {Kind.FOLDER: folder_watcher(LocalFolder(), simple_reader)}
        self.store.enlist([self.source], LATER)

    def visit(self, now: datetime = LATER) -> Report:
        report = visit_now(self.store, self.watchers, self.source.name, lambda: now)
        assert report
        return report

    def log(self) -> list[tuple[str, int]]:
        return [(entry.article.headline, entry.version) for entry in self.archive.after(0, 99)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.db.close()


def test_a_page_becomes_articles_once(house: House) -> None:
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。\n\n老街动工\n工期八个月。")
    report = visit_due(house.store, house.watchers, lambda: LATER)
    assert report == Report(source="晨光", new=2, issues=1)
    assert visit_due(house.store, house.watchers, lambda: LATER) is None
    assert house.visit() == Report(source="晨光")
    assert house.log() == [("渡口恢复开航", 1), ("老街动工", 1)]


def test_the_same_file_put_there_again_adds_nothing(house: House) -> None:
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。")
    house.visit()
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。")
    (house.papers / "20260511-03.txt").write_text("老街动工\n工期八个月。", "utf-8")
    assert house.visit() == Report(source="晨光", new=1, issues=1)


def test_a_corrected_page_is_version_two_of_the_same_article(house: House) -> None:
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。\n\n老街动工\n工期八个月。")
    house.visit()
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船六点。\n\n老街动工\n工期八个月。")
    assert house.visit() == Report(source="晨光", changed=1, issues=1)
    assert house.log() == [("渡口恢复开航", 1), ("老街动工", 1), ("渡口恢复开航", 2)]
    first, _, second = house.archive.after(0, 9)
    assert first.uid == second.uid


def test_what_vanishes_from_a_page_stays_in_the_log(house: House) -> None:
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。\n\n老街动工\n工期八个月。")
    house.visit()
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。")
    assert house.visit() == Report(source="晨光", issues=1)
    assert len(house.archive.search(["老街"], 9)) == 1


def test_a_growing_file_is_looked_at_again_soon(house: House) -> None:
    page = house.papers / "2026-05-11/01.txt"
    write(page, "写到一")
    now = datetime.fromtimestamp(page.stat().st_mtime, UTC)
    report = house.visit(now)
    assert report.waiting == ("2026-05-11/01.txt",)
    assert house.store.health()[0].due_at == now + timedelta(seconds=2)
    assert house.visit(now + timedelta(seconds=2)) == Report(source="晨光", new=1, issues=1)


def test_failures_put_off_longer_and_longer_and_are_forgotten(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.papers.rmdir()
    waits = []
    for _ in range(3):
        report = house.visit()
        waits.append((house.store.health()[0].due_at - LATER) // MINUTE)
    assert waits == [10, 20, 40]
    assert "不存在" in report.error
    assert "不存在" in caplog.text
    house.papers.mkdir()
    assert house.visit().error == ""
    assert house.store.health()[0].due_at == LATER + 5 * MINUTE


def test_an_error_of_the_program_stops_nobody_else(house: House, caplog: pytest.LogCaptureFixture) -> None:
    def broken(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        yield Harvest(bookmark="半路")
        raise IndexError("没想到")

    house.watchers[Kind.FOLDER] = broken
    assert "IndexError" in house.visit().error
    assert house.store.health()[0].failures == 1
    assert any(record.exc_info for record in caplog.records)


def test_a_kind_without_a_watcher_is_told(house: House) -> None:
    house.watchers.clear()
    assert "folder" in house.visit().error


def test_a_note_is_logged_once_and_stands_in_each_report(house: House, caplog: pytest.LogCaptureFixture) -> None:
    write(house.papers / "2026-05-11/01.txt", "")
    with caplog.at_level(logging.WARNING):
        reports = [house.visit(), house.visit()]
        write(house.papers / "2026-05-12/01.txt", "")
        reports.append(house.visit())
    assert [len(report.notes) for report in reports] == [1, 1, 2]
    assert house.store.health()[0].notes == reports[-1].notes
    assert len(caplog.records) == 2


def test_progress_is_told_after_each_issue(house: House) -> None:
    for day in (11, 12, 13):
        write(house.papers / f"2026-05-{day}/01.txt", f"{day}日")
    told = []
    visit_now(
        house.store,
        house.watchers,
        "晨光",
        lambda: LATER,
        progress=lambda harvest, added: told.append((harvest.remaining, len(added), house.archive.last_id())),
    )
    assert told == [(2, 1, 1), (1, 1, 2), (0, 1, 3)]


def test_a_long_visit_is_done_in_pieces(house: House) -> None:
    for day in (11, 12, 13):
        write(house.papers / f"2026-05-{day}/01.txt", f"{day}日")
    clock = ticking(LATER, timedelta(seconds=10))
    report = visit_due(house.store, house.watchers, clock, lease=MINUTE)
    assert report
    assert (report.new, report.unfinished) == (2, True)
    report = visit_due(house.store, house.watchers, clock, lease=MINUTE)
    assert report
    assert (report.new, report.unfinished) == (1, False)


@pytest.mark.parametrize("dies", range(1, 8))
def test_killed_between_any_two_steps_nothing_is_lost_or_doubled(house: House, dies: int) -> None:
    for day in (11, 12, 13):
        write(house.papers / f"2026-05-{day}/01.txt", f"{day}日\n第一\n\n{day}日二\n第二")
    left = [dies]

    def clock() -> datetime:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return LATER

    with pytest.raises(KeyboardInterrupt):
        visit_now(house.store, house.watchers, "晨光", clock)
    assert house.archive.last_id() % 2 == 0
    assert visit_now(house.store, house.watchers, "晨光", lambda: LATER) is None
    assert house.visit(LATER + 2 * MINUTE)
    assert len(house.log()) == len(set(house.log())) == 6


def test_who_lost_the_lease_adds_nothing(house: House) -> None:
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。")
    watch = house.watchers[Kind.FOLDER]

    def slow(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        for harvest in watch(source, bookmark, now):
            assert house.store.claim(now + 2 * MINUTE, MINUTE)
            yield harvest

    house.watchers[Kind.FOLDER] = slow
    with pytest.raises(StoreError):
        house.visit()
    assert house.log() == []


def test_an_unknown_source(house: House) -> None:
    assert visit_now(house.store, house.watchers, "无名", lambda: NOW) is None


PAGES = ("2026-05-11/01.txt", "2026-05-11/02.txt", "2026-05-12/01.txt")
TEXTS = (
    "渡口恢复开航\n首班船七点。",
    "渡口恢复开航\n首班船六点。",
    "老街动工\n工期八个月。\n\n渡口恢复开航\n首班船七点。",
    "",
    "%PDF",
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PAGES), st.sampled_from((None, *TEXTS))), min_size=1, max_size=8))
def test_after_any_changes_the_archive_holds_what_the_pages_say(steps: list[tuple[str, str | None]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        house = House(Path(place))
        for name, text in steps:
            if text is None:
                (house.papers / name).unlink(missing_ok=True)
            else:
                write(house.papers / name, text)
            house.visit()
        entries = list(house.archive.after(0, 999))
        current = [entry for entry in entries if not entry.replaced]
        assert len({entry.uid for entry in current}) == len(current)
        assert len({(entry.uid, entry.version) for entry in entries}) == len(entries)
        present = [(path.relative_to(house.papers).as_posix(), path) for path in house.papers.rglob("*.txt")]
        for name, path in present:
            for block in filter(None, path.read_text("utf-8").replace("%PDF", "").split("\n\n")):
                said = [entry for entry in current if entry.article.day.isoformat() == name[:10]]
                assert block in [f"{entry.article.headline}\n{entry.article.body}" for entry in said]
        assert house.visit().new == 0
        house.db.close()


def test_a_span_ends_a_visit_long_before_its_lease(house: House) -> None:
    for day in (11, 12, 13):
        write(house.papers / f"2026-05-{day}/01.txt", f"{day}日")
    clock = ticking(LATER, timedelta(seconds=2))
    report = visit_due(house.store, house.watchers, clock, span=timedelta(seconds=5))
    assert report
    assert (report.new, report.unfinished) == (2, True)
    assert house.store.health()[0].due_at <= clock(), "and it comes back at once"


class Told:
    """A watcher that wants to be called again at `look_at`, and may fail first."""

    def __init__(self, look_at: datetime | None = None, wrong: Exception | None = None) -> None:
        self.look_at, self.wrong = look_at, wrong

    def __call__(self, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        yield Harvest(bookmark="b", look_at=self.look_at)
        if self.wrong:
            raise self.wrong


@pytest.mark.parametrize(
    ("wanted", "due"),
    [
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(days=90), timedelta(days=7)),
        (timedelta(0), timedelta(seconds=1)),
        (-timedelta(days=1), timedelta(seconds=1)),
        (None, 5 * MINUTE),
    ],
)
def test_a_watcher_says_when_to_look_next(house: House, wanted: timedelta | None, due: timedelta) -> None:
    house.watchers[Kind.FOLDER] = Told(None if wanted is None else LATER + wanted)
    house.visit()
    assert house.store.health()[0].due_at == LATER + due


@pytest.mark.parametrize(
    ("wanted", "due"), [(MINUTE, 5 * MINUTE), (7 * MINUTE, 7 * MINUTE), (99 * MINUTE, 10 * MINUTE)]
)
def test_after_a_failure_it_comes_no_sooner_than_usual_and_no_later_than_the_back_off(
    house: House, wanted: timedelta, due: timedelta
) -> None:
    house.watchers[Kind.FOLDER] = Told(LATER + wanted, FetchError("断了。"))
    house.visit()
    assert house.store.health()[0].due_at == LATER + due


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (FetchError("断了。"), Fault.UNREACHABLE),
        (MissingError("没有。"), Fault.UNREACHABLE),
        (LayoutError("变了样。"), Fault.LAYOUT),
        (ParseError("读不了。"), Fault.UNREADABLE),
        (IndexError("没想到"), Fault.PROGRAM),
        (LaterError("等等。", MINUTE), Fault.LATER),
        (None, None),
    ],
)
def test_the_way_of_failing_is_remembered(house: House, wrong: Exception | None, fault: Fault | None) -> None:
    house.watchers[Kind.FOLDER] = Told(None, wrong)
    house.visit()
    (look,) = house.store.looks("晨光")
    assert look.found.fault is fault


def test_what_a_visit_read_is_remembered(house: House) -> None:
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船七点。\n\n老街动工\n工期八个月。")
    house.visit()
    write(house.papers / "2026-05-11/01.txt", "渡口恢复开航\n首班船六点。\n\n老街动工\n工期八个月。")
    house.visit(LATER + timedelta(hours=1))
    assert [look.found for look in house.store.looks("晨光")] == [
        Found(new=2, articles=2, issues=1),
        Found(changed=1, articles=2, issues=1),
    ]


def test_an_article_whose_day_moved_is_found_by_its_key(house: House) -> None:
    def keyed(headline: str, day: int) -> Iterator[Harvest]:
        article = Article(paper="晨光日报", day=date(2026, 5, day), headline=headline, body="短。", key="k/1")
        yield Harvest(bookmark="b", articles=(article,))

    for headline, day in (("渡口恢复开航", 11), ("渡口推迟开航", 14), ("渡口推迟开航", 14)):
        house.watchers[Kind.FOLDER] = lambda source, bookmark, now, h=headline, d=day: keyed(h, d)
        house.visit()
    assert house.log() == [("渡口恢复开航", 1), ("渡口推迟开航", 2)]
