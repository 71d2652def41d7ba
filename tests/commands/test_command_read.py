"""`baoxiao read` over folders of several papers and days."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from commands.conftest import Call

JUMPS = "\n\n\n\n小学添了新操场 月底启用\n\n（记者 程野）桥头小学的新操场昨日完工，有四条跑道，花三十万。（下转二版）"
REST = "\n\n\n\n小学添了新操场\n\n（上接一版）操场月底启用，放学后和周末向附近居民开放，由学校和社区轮流派人看管。"


def rows(baoxiao: Call, *asked: str | Path) -> list[dict[str, Any]]:
    ran = baoxiao("read", *asked, "--json")
    assert (ran.status, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def lay(folder: Path, **pages: str) -> None:
    for name, text in pages.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".txt").write_text(text, "utf-8")


def told(found: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    return [(row["day"], row["page"], "轮流派人" in row["body"]) for row in found]


def test_pages_are_joined_paper_by_paper_and_day_by_day(baoxiao: Call, tmp_path: Path) -> None:
    for paper in ("晨光日报", "晚风报"):
        for day in ("2026-05-11", "2026-05-12"):
            lay(tmp_path / paper / day, **{"02": REST.replace("轮流", f"轮流派人（{paper}{day}）轮流"), "01": JUMPS})
    found = rows(baoxiao, tmp_path)
    assert len(found) == 4
    assert {(row["day"], row["page"], row["jump_to"]) for row in found} == {
        ("2026-05-11", "1", None),
        ("2026-05-12", "1", None),
    }
    for row in found:
        assert f"{row['file'].split('/')[-3]}{row['day']}" in row["body"], "no page of another paper or day"


def test_a_folder_without_folders_a_day(baoxiao: Call, tmp_path: Path) -> None:
    lay(tmp_path, **{"2026-05-11-02": REST, "2026-05-11-01": JUMPS, "2026-05-12-01": JUMPS})
    assert told(rows(baoxiao, tmp_path)) == [("2026-05-11", "1", True), ("2026-05-12", "1", False)]


def test_single_pages_of_an_issue_in_any_order(baoxiao: Call, tmp_path: Path) -> None:
    lay(tmp_path, **{"02": REST, "01": JUMPS})
    found = rows(baoxiao, tmp_path / "02.txt", tmp_path / "01.txt", "--day", "2026-05-11")
    assert told(found) == [("2026-05-11", "1", True)]


def test_pages_of_old_systems_are_joined_too(baoxiao: Call, tmp_path: Path) -> None:
    lay(tmp_path / "2026-05-11", **{"01": JUMPS})
    (tmp_path / "2026-05-11/02.txt").write_bytes(REST.encode("gb18030"))
    assert told(rows(baoxiao, tmp_path)) == [("2026-05-11", "1", True)]
    shutil.rmtree(tmp_path / "2026-05-11")


def test_words_about_the_article(baoxiao: Call, tmp_path: Path) -> None:
    lay(tmp_path / "2026-05-11", **{"01": JUMPS, "02": REST})
    (row,) = rows(baoxiao, tmp_path)
    assert row["summary"].startswith("桥头小学的新操场昨日完工")
    assert row["summary"] in row["body"]
    assert "操场" in "".join(row["keywords"])
    assert row["minutes"] == 1
    shown = baoxiao("read", tmp_path).out
    for words in ("摘要：桥头小学", "关键词：", "约 1 分钟读完"):
        assert words in shown
