"""The pages of an issue come one by one, in any order, a day apart, or are taken away: one article stays one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from late_issue import LOCKS, PAGES, SCHOOL

from contracts.folder import write
from contracts.samples import source
from watchers.folder import LocalFolder
from watchers.ingest import Report, visit_now
from watchers.model import Article, Entry, Kind
from watchers.paper import folder_watcher
from watchers.reading import read_issue
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database

LATER = datetime.now(UTC) + timedelta(days=1)  # the files are still, however long the tests before took
ORDERS = list(permutations(PAGES))


class Desk:
    """A folder of pages, the store, and who reads from the one into the other."""

    def __init__(self, folder: Path) -> None:
        self.papers = folder / "papers"
        self.papers.mkdir(parents=True)
        self.db = open_database(folder / "baoxiao.db")
        self.store, self.archive = SqliteNewsStore(self.db), SqliteArchive(self.db)
        self.store.enlist([source(location=str(self.papers))], LATER)
        self.now = LATER

    def put(self, page: str, text: str = "") -> None:
        write(self.papers / f"2026-05-11/{page}.txt", text or PAGES[page])

    def take(self, page: str) -> None:
        (self.papers / f"2026-05-11/{page}.txt").unlink()

    def visit(self) -> Report:
        self.now += timedelta(days=1)
        watchers = {Kind.FOLDER: folder_watcher(LocalFolder(), read_issue)}
        report = visit_now(self.store, watchers, "晨光", lambda: self.now)
        assert report
        assert not report.error
        return report

    def entries(self) -> list[Entry]:
        """The articles as the archive has them now, in the order of the paper."""
        standing = [entry for entry in self.archive.after(0, 999) if not entry.replaced]
        assert len({entry.uid for entry in standing}) == len(standing)
        return sorted(standing, key=lambda entry: (entry.article.page, entry.article.order))

    def articles(self) -> list[Article]:
        return [entry.article for entry in self.entries()]

    def about(self, words: str) -> Entry:
        (found,) = [entry for entry in self.entries() if words in entry.article.body]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.db.close()


def arrive(desk: Desk, pages: Sequence[str]) -> None:
    for page in pages:
        desk.put(page)
        desk.visit()


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    """The issue as it is read when all its pages are there."""
    desk = Desk(tmp_path_factory.mktemp("at once"))
    for page in PAGES:
        desk.put(page)
    desk.visit()
    articles = desk.articles()
    desk.db.close()
    return articles


def test_the_issue_read_at_once(at_once: list[Article]) -> None:
    assert [article.pages for article in at_once] == [("1", "2", "4"), ("1", "3"), ("2",), ("3",), ("4",)]
    assert all((article.jump_to, article.jump_from) == (None, None) for article in at_once)
    assert at_once[0].body.endswith("".join(LOCKS[4:]))
    assert at_once[1].body.split("\n")[1:] == list(SCHOOL[1:])


@pytest.mark.parametrize("order", ORDERS, ids=["-".join(order) for order in ORDERS])
def test_pages_that_come_one_by_one_end_in_the_same_articles(
    order: Sequence[str], desk: Desk, at_once: list[Article]
) -> None:
    arrive(desk, order)
    assert desk.articles() == at_once
    assert desk.visit() == Report(source="晨光")
    for entry in desk.archive.after(0, 999):
        now = desk.archive.latest(entry.uid)
        assert now, "whatever was once told can still be opened"
        assert not now.replaced
        told = entry.article.body.split("\n")[0][-40:]
        assert told in now.article.body
    assert len(desk.archive.search(["鱼道"], 9)) == 1


def test_the_second_half_a_day_later_is_a_new_version_of_the_first(desk: Desk) -> None:
    arrive(desk, ["01"])
    first = desk.about(LOCKS[0][-20:])
    assert first.article.jump_to == 2
    arrive(desk, ["02", "04"])
    whole = desk.about(LOCKS[0][-20:])
    assert (whole.uid, whole.version, whole.joined) == (first.uid, 3, ())
    assert desk.about(LOCKS[4]) == whole


def test_the_first_half_a_day_later_goes_on_under_the_uid_of_the_second(desk: Desk) -> None:
    arrive(desk, ["03"])
    second = desk.about(SCHOOL[2])
    arrive(desk, ["01"])
    whole = desk.about(SCHOOL[2])
    assert (whole.uid, whole.version, whole.article.page) == (second.uid, 2, "1")
    assert whole.article.headline == "南屏区小学课后延时服务开课"


def test_a_last_part_that_was_first_and_alone_lends_its_uid(desk: Desk) -> None:
    """It is a fifth of the whole, under another headline, on another page."""
    arrive(desk, ["04"])
    tail = desk.about(LOCKS[4])
    desk.put("01")
    arrive(desk, ["02"])
    whole = desk.about(LOCKS[4])
    assert (whole.uid, whole.version, whole.article.pages) == (tail.uid, 2, ("1", "2", "4"))


def test_a_middle_that_comes_last_makes_one_of_both_ends(desk: Desk) -> None:
    arrive(desk, ["01", "04"])
    head, tail = desk.about(LOCKS[0][-20:]), desk.about(LOCKS[4])
    assert head.uid != tail.uid
    arrive(desk, ["02"])
    whole = desk.about(LOCKS[4])
    assert (whole.uid, whole.joined) == (head.uid, (tail.uid,))
    gone = desk.archive.entry(tail.id)
    assert gone
    assert gone.replaced
    assert desk.archive.latest(tail.uid) == whole


def test_a_page_corrected_later_is_a_new_version_of_the_whole(desk: Desk) -> None:
    arrive(desk, ["01", "04", "02", "03"])
    whole = desk.about(LOCKS[4])
    for page, before, after in (
        ("04", "二十条", "二十四条"),
        ("01", "五十五分钟", "五十分钟"),
        ("02", "两条鱼道", "三条鱼道"),
    ):
        desk.put(page, (desk.papers / f"2026-05-11/{page}.txt").read_text("utf-8").replace(before, after))
        assert desk.visit() == Report(source="晨光", changed=1, issues=1)
        again = desk.about(after)
        assert (again.uid, again.version, again.joined) == (whole.uid, whole.version + 1, whole.joined)
        whole = again
    assert len(desk.entries()) == 5


def test_a_mark_that_a_correction_takes_away_parts_them_again(desk: Desk) -> None:
    """Read as a jump by mistake; the part gets its own uid back, so that old lists still lead to it."""
    arrive(desk, ["01", "04"])
    tail = desk.about(LOCKS[4])
    arrive(desk, ["02"])
    desk.put("02", PAGES["02"].replace("（下转四版）", ""))
    desk.put("04", PAGES["04"].replace("（上接二版）", ""))
    desk.visit()
    parted, rest = desk.about(LOCKS[4]), desk.about(LOCKS[0][-20:])
    assert (parted.uid, parted.version) == (tail.uid, 2)
    assert rest.joined == ()
    desk.put("02")
    desk.put("04")
    desk.visit()
    whole = desk.about(LOCKS[4])
    assert (whole.uid, whole.joined) == (rest.uid, (tail.uid,))
    assert desk.archive.latest(tail.uid) == whole
    assert desk.visit() == Report(source="晨光")


def test_pages_that_are_taken_away_once_they_were_read(desk: Desk, at_once: list[Article]) -> None:
    for page in ("04", "01", "02", "03"):
        desk.put(page)
        desk.visit()
        desk.take(page)
    assert desk.visit().new == 0
    assert sorted(article.body for article in desk.articles()) == sorted(article.body for article in at_once)


@pytest.mark.parametrize("kept", ["01", "02", "03", "04"])
def test_what_is_left_of_an_issue_does_not_take_the_whole_apart(kept: str, desk: Desk, at_once: list[Article]) -> None:
    arrive(desk, list(PAGES))
    for page in PAGES:
        if page != kept:
            desk.take(page)
    assert desk.visit().new == 0
    assert desk.articles() == at_once


def test_a_headline_on_both_pages_stands_for_a_lost_mark(desk: Desk) -> None:
    desk.put("01")
    desk.put("03", PAGES["03"].replace("（上接一版）", ""))
    desk.visit()
    assert desk.about(SCHOOL[2]).article.pages == ("1", "3")


def test_an_inner_page_that_begins_anew_is_not_printed_twice(desk: Desk) -> None:
    desk.put("01")
    desk.put("03", PAGES["03"].replace("（上接一版）", SCHOOL[0] + "\n\n"))
    desk.visit()
    found = desk.about(SCHOOL[2]).article
    assert (found.pages, found.body.count("三十二所小学")) == (("1", "3"), 1)
