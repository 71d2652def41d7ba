"""The real pages that lie beside the project, where they do; the figures that the reader promises."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reading_stories import assert_covered

from watchers.model import Page
from watchers.reading import Reading, read_page
from watchers.widths import fold

PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "pages"
GOLD = sorted((PAGES / "gold").glob("[0-9][0-9][0-9].json"))

pytestmark = pytest.mark.skipif(not GOLD, reason="the real pages are not here")


def load(path: Path) -> tuple[dict[str, Any], str, Reading]:
    gold = json.loads(path.read_text("utf-8"))
    text = (PAGES / f"{path.stem}.txt").read_text("utf-8")
    day = date.fromisoformat(gold["issue_date_inferred"])
    return gold, text, read_page(Page(label="", text=text), paper="", day=day)


def plain(text: str) -> str:
    return "".join(fold(text.replace("#", "")).split())


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_articles_of_a_real_page(path: Path) -> None:
    gold, text, reading = load(path)
    assert_covered(text, reading)
    found = {plain(article.body): article for article in reading.articles}
    assert len(reading.articles) == len(gold["articles"])
    exact = 0
    for wanted in gold["articles"]:
        article = found.get(plain("".join(text[start:end] for start, end in wanted["body_spans"])))
        if article is None:
            continue
        exact += 1
        titles = {plain(title) for title in [wanted["title"], *wanted["title_accept"]]}
        assert plain(article.headline) in titles
        assert (article.jump_to, article.jump_from) == (wanted["jump_to"], wanted["jump_from"])
        people = set(article.reporters) | set(article.correspondents)
        assert people == set(wanted["reporters"]) | set(wanted["correspondents"])
    assert exact >= 0.92 * len(gold["articles"])
