"""Three real pages, from the folder to the answer. Other people's work: read where it lies beside the project, never
copied into it; without the folder these tests are skipped."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from bot.__main__ import main

SHARED = Path(__file__).resolve().parents[2] / "shared" / "pages"
DAYS = {"000": "2026-03-21", "002": "2026-05-11", "003": "2023-03-10"}
LINES = (
    "/sub 郑好融",
    "/sub 高温 @即时",
    "/sub 征求意见 制造业",
    "/sub 中小微企业 融资",
    "/sub 动车",
    "/today",
    "/search 春耕",
    "/why 1",
    "/search 动车",
)

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared pages are not here")


def headline(page: str, number: int) -> str:
    gold = json.loads((SHARED / "gold" / f"{page}.json").read_text("utf-8"))
    return str(next(article["title"] for article in gold["articles"] if article["id"] == number))


def relevant(query: str) -> set[str]:
    """Headlines of the articles that the judges want for a query."""
    judged = json.loads((SHARED / "gold" / "queries.json").read_text("utf-8"))["queries"]
    one = next(one for one in judged if one["text"] == query)
    return {headline(page, number) for page, number in one["relevant"]}


def every_headline() -> set[str]:
    return {
        article["title"]
        for page in DAYS
        for article in json.loads((SHARED / "gold" / f"{page}.json").read_text("utf-8"))["articles"]
    }


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def shown(answer: str) -> set[str]:
    return {title for title in every_headline() if folded(title) in folded(answer)}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Line → answer of a piped chat over the three pages as three issues of a folder source."""
    folder = tmp_path_factory.mktemp("house")
    for page, day in DAYS.items():
        target = folder / "papers" / "郑州日报" / day
        target.mkdir(parents=True)
        shutil.copy(SHARED / f"{page}.txt", target / "01.txt")
        os.utime(target / "01.txt", (1_700_000_000, 1_700_000_000))
    config = folder / "config.toml"
    config.write_text('[[sources]]\nname = "郑州日报"\nkind = "folder"\npath = "papers"\n', "utf-8")
    told = _run(["ingest", "--config", str(config)])
    assert "3 期，新稿件 24 篇" in told
    said = folder / "said.txt"
    said.write_text("\n".join(LINES), "utf-8")
    with said.open(encoding="utf-8") as lines, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", lines)
        talk = _run(["chat", "--config", str(config)])
    parts = talk.split("› ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def _run(arguments: list[str]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(arguments) == 0
    return out.getvalue()


@pytest.mark.parametrize("query", ["郑好融", "征求意见 制造业", "中小微企业 融资", "高温"])
def test_a_subscription_shows_what_the_judges_want(answers: dict[str, str], query: str) -> None:
    line = next(line for line in LINES if line.startswith(f"/sub {query}"))
    assert shown(answers[line]) == relevant(query)


def test_the_page_of_today_holds_what_was_subscribed(answers: dict[str, str]) -> None:
    wanted = relevant("郑好融") | relevant("征求意见 制造业") | relevant("高温")
    assert shown(answers["/today"]) == wanted


def test_a_search_finds_the_article_and_says_why(answers: dict[str, str]) -> None:
    assert shown(answers["/search 春耕"]) == {headline("003", 5)}
    assert shown(answers["/why 1"]) == {headline("003", 5)}
    assert "春耕" in answers["/why 1"]


def test_a_train_is_no_motor_car(answers: dict[str, str]) -> None:
    """动车 stands inside 机动车 in one article; nobody who waits for trains wants it."""
    assert shown(answers["/sub 动车"]) == set()
    assert headline("000", 4) not in answers["/search 动车"]
