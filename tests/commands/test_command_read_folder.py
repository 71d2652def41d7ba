"""`baoxiao read DIR`: all issues in a folder, each read as a whole, jumps joined inside an issue and nowhere else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from commands.conftest import PAPERS, Call

FRONT = "\n\n图书馆新馆开放\n\n本报讯(记者 林晓雨)图书馆新馆昨日开放，藏书四十万册，读者排起了长队，(下转二版)\n"
INNER = "\n\n图书馆新馆开放\n\n(上接一版)馆长说，{who}捐来的三千册古籍也将同读者见面，每晚开放到九点。\n"


def read(baoxiao: Call, *paths: Path) -> list[dict[str, object]]:
    ran = baoxiao("read", "--json", *paths)
    assert (ran.status, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_all_sample_issues_are_read_and_their_jumps_joined(baoxiao: Call) -> None:
    found = read(baoxiao, PAPERS)
    assert {article["day"] for article in found} == {"2026-06-08", "2026-06-09", "2026-06-10"}
    assert [article["headline"] for article in found if article["jump_to"] or article["jump_from"]] == []


def test_days_and_papers_of_one_folder_are_kept_apart(baoxiao: Call, tmp_path: Path) -> None:
    for paper, day, who in (("晨报", "2026-06-08", "甲"), ("晨报", "2026-06-09", "乙"), ("晚报", "2026-06-08", "丙")):
        folder = tmp_path / paper / day
        folder.mkdir(parents=True)
        (folder / "01.txt").write_text(FRONT, "utf-8")
        (folder / "02.txt").write_text(INNER.format(who=who), "utf-8")
    found = read(baoxiao, tmp_path)
    assert sorted(str(article["day"]) for article in found) == ["2026-06-08", "2026-06-08", "2026-06-09"]
    assert {(article["jump_to"], article["jump_from"]) for article in found} == {(None, None)}
    bodies = [str(article["body"]) for article in found]
    assert [body.count("古籍") for body in bodies] == [1, 1, 1]
    assert sorted(who for body in bodies for who in "甲乙丙" if who in body) == sorted("甲乙丙")


def test_the_order_of_the_files_does_not_matter(baoxiao: Call, tmp_path: Path) -> None:
    issue = shutil.copytree(PAPERS / "商都日报" / "2026-06-08", tmp_path / "2026-06-08")
    files = sorted(issue.glob("*.txt"))
    bodies = [[article["body"] for article in read(baoxiao, *order)] for order in (files, files[::-1])]
    assert bodies[0] == bodies[1]
