"""The watcher of newspapers in a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from contracts.folder import write
from contracts.samples import simple_reader, source
from watchers.errors import FetchError
from watchers.folder import LocalFolder
from watchers.model import Article, Harvest, Issue, Page
from watchers.paper import LARGEST, folder_watcher, page_label, place
from watchers.ports import Reader

LATER = datetime.now(UTC) + timedelta(days=1)  # the files are still, however long the tests before took
SECOND = timedelta(seconds=1)


def look(
    root: Path,
    bookmark: str = "",
    now: datetime = LATER,
    read: Reader = simple_reader,
    folder: LocalFolder | None = None,
) -> list[Harvest]:
    return list(folder_watcher(folder or LocalFolder(), read)(source(location=str(root)), bookmark, now))


def headlines(harvests: Sequence[Harvest]) -> list[list[str]]:
    return [[article.headline for article in harvest.articles] for harvest in harvests]


@pytest.mark.parametrize(
    ("name", "paper", "label"),
    [
        ("2026-05-11/01.txt", "晨光日报", "1"),
        ("20260511/A02.txt", "晨光日报", "A02"),
        ("2026/05/11/第03版.txt", "晨光日报", "3"),
        ("2026-05/11/1.TXT", "晨光日报", "1"),
        ("202605/11/1.txt", "晨光日报", "1"),
        ("2026年5月11日/头版.txt", "晨光日报", "1"),
        ("晚报/2026-05-11/000.txt", "晚报", ""),
        ("合集/晚报/20260511/12.txt", "晚报", "12"),
        ("2026-05-11-01.txt", "晨光日报", "1"),
        ("2026-05-11_B03.txt", "晨光日报", "B03"),
        ("20260511-第十二版.txt", "晨光日报", "12"),
        ("晚报/2026-05-11-02 要闻.txt", "晚报", "2"),
        ("2026-05-11.txt", "晨光日报", ""),
        ("2026/2026-05-11/01.txt", "晨光日报", "1"),
        ("晚报/2026年/5月/2026-05-11/01.txt", "晚报", "1"),
    ],
)
def test_layouts(name: str, paper: str, label: str) -> None:
    assert place(source(), name) == (Issue(paper=paper, day=date(2026, 5, 11)), label)


@pytest.mark.parametrize(
    "name", ["01.txt", "readme.txt", "2026-13-01/01.txt", "2026-05-11/sub/01.txt", "202605110.txt"]
)
def test_names_without_a_date(name: str) -> None:
    assert place(source(), name) is None


LABELS = {
    "1": "1",
    "010": "10",
    "00": "",
    "a1": "A1",
    "第A05版": "A05",
    "01版：要闻": "1",
    "第二十一版": "21",
    "2版": "2",
}
UNKNOWN = ("要闻", "2026", "", "版", "T恤")


@pytest.mark.parametrize(("stem", "label"), [*LABELS.items(), ("十版", "10"), *((stem, "") for stem in UNKNOWN)])
def test_page_labels(stem: str, label: str) -> None:
    assert page_label(stem) == label


def test_an_issue_a_harvest_oldest_first_pages_in_order(tmp_path: Path) -> None:
    for name in ("2026-05-12/01", "2026-05-11/A02", "2026-05-11/10", "2026-05-11/2", "今报/2026-05-11/01"):
        write(tmp_path / f"{name}.txt", name)
    harvests = look(tmp_path)
    assert headlines(harvests) == [
        ["今报/2026-05-11/01"],
        ["2026-05-11/2", "2026-05-11/10", "2026-05-11/A02"],
        ["2026-05-12/01"],
    ]
    assert [harvest.remaining for harvest in harvests] == [2, 1, 0]
    assert [harvest.issue and harvest.issue.paper for harvest in harvests] == ["今报", "晨光日报", "晨光日报"]
    assert look(tmp_path, harvests[-1].bookmark) == []


def test_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    for day in (11, 12, 13):
        write(tmp_path / f"2026-05-{day}/01.txt", f"{day}日")
    assert headlines(look(tmp_path, look(tmp_path)[0].bookmark)) == [["12日"], ["13日"]]


def test_a_changed_a_new_and_a_removed_page_bring_the_whole_issue_again(tmp_path: Path) -> None:
    write(tmp_path / "2026-05-11/01.txt", "一")
    write(tmp_path / "2026-05-12/01.txt", "别的")
    bookmark = look(tmp_path)[-1].bookmark
    write(tmp_path / "2026-05-11/02.txt", "二")
    harvests = look(tmp_path, bookmark)
    assert headlines(harvests) == [["一", "二"]]
    write(tmp_path / "2026-05-11/01.txt", "一改")
    harvests = look(tmp_path, harvests[-1].bookmark)
    assert headlines(harvests) == [["一改", "二"]]
    (tmp_path / "2026-05-11/02.txt").unlink()
    assert headlines(look(tmp_path, harvests[-1].bookmark)) == [["一改"]]


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "2026-05-11/01.txt"
    write(page, "刚写到一")
    write(tmp_path / "2026-05-10/01.txt", "昨天的")
    begun = datetime.fromtimestamp(page.stat().st_mtime, UTC)
    os.utime(tmp_path / "2026-05-10/01.txt", (begun.timestamp() - 9, begun.timestamp() - 9))
    harvests = look(tmp_path, now=begun + SECOND)
    assert headlines(harvests) == [["昨天的"]]
    assert harvests[0].waiting == ("2026-05-11/01.txt",)
    write(page, "刚写到一半就停")
    os.utime(page, (begun.timestamp() + 2, begun.timestamp() + 2))
    (harvest,) = look(tmp_path, harvests[0].bookmark, now=begun + 3 * SECOND)
    assert (harvest.issue, harvest.waiting) == (None, ("2026-05-11/01.txt",))
    (harvest,) = look(tmp_path, harvest.bookmark, now=begun + 5 * SECOND)
    assert headlines([harvest]) == [["刚写到一半就停"]]
    assert harvest.waiting == ()


def test_a_time_in_the_future_is_still_when_it_was_looked_at_twice(tmp_path: Path) -> None:
    page = tmp_path / "2026-05-11/01.txt"
    write(page, "未来")
    os.utime(page, (LATER.timestamp() + 9000, LATER.timestamp() + 9000))
    (first,) = look(tmp_path)
    assert first.waiting == ("2026-05-11/01.txt",)
    (soon,) = look(tmp_path, first.bookmark, LATER + SECOND)
    assert soon.waiting == ("2026-05-11/01.txt",)
    assert headlines(look(tmp_path, soon.bookmark, LATER + 2 * SECOND)) == [["未来"]]


def test_a_page_that_is_no_text_is_told_once_and_stops_no_other(tmp_path: Path) -> None:
    write(tmp_path / "2026-05-11/01.txt", "好的")
    (tmp_path / "2026-05-11/02.txt").write_bytes(b"%PDF-1.4 ...")
    write(tmp_path / "2026-05-11/03.txt", " \n")
    (tmp_path / "2026-05-11/04.txt").write_bytes(b"a" * (LARGEST + 1))
    (tmp_path / "2026-05-12").mkdir()
    (tmp_path / "2026-05-12/01.txt").write_bytes(b"\x00\x01")
    write(tmp_path / "2026-05-13/01.txt", "也好")
    harvests = look(tmp_path)
    assert headlines(harvests) == [["好的"], [], ["也好"]]
    notes = harvests[-1].notes
    assert [note.split(" ")[0] for note in notes] == [
        "2026-05-11/02.txt",
        "2026-05-11/03.txt",
        "2026-05-11/04.txt",
        "2026-05-12/01.txt",
    ]
    assert all("请" in note or "自动再读" in note for note in notes)
    assert look(tmp_path, harvests[-1].bookmark) == []
    write(tmp_path / "2026-05-12/01.txt", "修好了")
    (mended,) = look(tmp_path, harvests[-1].bookmark)
    assert headlines([mended]) == [["修好了"]]
    assert mended.notes == notes[:3]


def test_undated_files_are_told_with_the_layout_that_is_wanted(tmp_path: Path) -> None:
    write(tmp_path / "要闻.txt", "字")
    (harvest,) = look(tmp_path)
    assert harvest.issue is None
    assert "要闻.txt" in harvest.notes[0]
    assert "2026-05-11/01.txt" in harvest.notes[0]
    assert look(tmp_path, harvest.bookmark) == []
    (tmp_path / "要闻.txt").unlink()
    (gone,) = look(tmp_path, harvest.bookmark)
    assert gone.notes == ()


def test_a_folder_of_other_files_is_told(tmp_path: Path) -> None:
    write(tmp_path / "2026-05-11/01.pdf", "字")
    (harvest,) = look(tmp_path)
    assert "没有 .txt" in harvest.notes[0]


def test_an_empty_folder_says_nothing(tmp_path: Path) -> None:
    assert look(tmp_path) == []


def test_a_page_that_cannot_be_fetched_is_tried_again(tmp_path: Path) -> None:
    class Flaky(LocalFolder):
        def read(self, location: str, name: str, limit: int) -> bytes:
            if name.endswith("02.txt"):
                raise FetchError(f"读不了 {name}：请检查权限。")
            return super().read(location, name, limit)

    write(tmp_path / "2026-05-11/01.txt", "一")
    write(tmp_path / "2026-05-11/02.txt", "二")
    (harvest,) = look(tmp_path, folder=Flaky())
    assert headlines([harvest]) == [["一"]]
    assert "02.txt" in harvest.notes[0]
    (harvest,) = look(tmp_path, harvest.bookmark)
    assert headlines([harvest]) == [["一", "二"]]
    assert harvest.notes == ()


def test_an_issue_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    def read(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
        if issue.day.day == 11:
            raise ZeroDivisionError("一个错")
        return simple_reader(issue, pages)

    write(tmp_path / "2026-05-11/01.txt", "一")
    write(tmp_path / "2026-05-12/01.txt", "二")
    harvests = look(tmp_path, read=read)
    assert headlines(harvests) == [[], ["二"]]
    assert "ZeroDivisionError" in harvests[-1].notes[0]
    assert look(tmp_path, harvests[-1].bookmark) == []


def test_gb18030_and_a_very_long_line(tmp_path: Path) -> None:
    (tmp_path / "2026-05-11").mkdir()
    (tmp_path / "2026-05-11/01.txt").write_bytes("旧系统的版面\r\n正文在此。".encode("gb18030"))
    write(tmp_path / "2026-05-11/02.txt", "长" * 1_300_000)
    (harvest,) = look(tmp_path)
    assert (harvest.articles[0].headline, harvest.articles[0].body) == ("旧系统的版面", "正文在此。")
    assert len(harvest.articles[1].headline) == 1_300_000


@pytest.mark.parametrize("bookmark", ["{", "[]", '{"issues": 3}', "旧的"])
def test_a_bookmark_that_cannot_be_read_starts_over(tmp_path: Path, bookmark: str) -> None:
    write(tmp_path / "2026-05-11/01.txt", "一")
    assert headlines(look(tmp_path, bookmark)) == [["一"]]


def test_the_bookmark_stays_small_and_forgets_what_is_gone(tmp_path: Path) -> None:
    for day in range(1, 29):
        for page in range(1, 9):
            write(tmp_path / f"2026-02-{day:02}/{page:02}.txt", "字")
    bookmark = look(tmp_path)[-1].bookmark
    assert len(bookmark) < 28 * 60
    for path in (tmp_path / "2026-02-01").iterdir():
        path.unlink()
    (harvest,) = look(tmp_path, bookmark)
    assert "2026-02-01" not in harvest.bookmark


def test_a_missing_folder_is_an_error_of_the_visit(tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        look(tmp_path / "nowhere")


def test_files_and_pages_are_named(tmp_path: Path) -> None:
    write(tmp_path / "2026-05-11/A02.txt", "一")
    (harvest,) = look(tmp_path)
    assert replace(harvest.articles[0]).file == "2026-05-11/A02.txt"
    assert harvest.articles[0].page == "A02"
