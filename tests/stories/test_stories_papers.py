"""On whole issues: the sample ones of our own, and the real pages where they lie beside the project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from bot.stories import Kind, Sketch, compare, keys, sketch
from watchers.model import Issue, Page
from watchers.reading import read_issue, read_page

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "papers" / "商都日报"
PAGES = sorted((ROOT.parent / "shared" / "pages").glob("*.txt"))


def issue(folder: Path) -> Iterator[tuple[str, Sketch]]:
    pages = [Page(label=file.stem.lstrip("0"), text=file.read_text("utf-8")) for file in sorted(folder.glob("*.txt"))]
    for article in read_issue(Issue(paper="商都日报", day=date.fromisoformat(folder.name)), pages):
        yield article.headline, sketch(article)


@pytest.fixture(scope="module")
def told() -> dict[str, Sketch]:
    return {headline: value for folder in sorted(SEEDS.iterdir()) for headline, value in issue(folder)}


def named(told: dict[str, Sketch], part: str) -> Sketch:
    return next(value for headline, value in told.items() if part in headline)


def test_a_short_on_the_front_page_and_the_report_inside_are_one_story(told: dict[str, Sketch]) -> None:
    short, report = named(told, "上线三款惠企新产品"), named(told, "都能找到合适的贷款")
    assert compare(report, short).kind.same
    assert compare(short, report).kind.same
    assert set(keys(short)) & set(keys(report))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("上线三款惠企新产品", "三日授信破十亿元"),  # a loan product, and what it has lent after three days
        ("停车有了“新规矩”", "首日收到建议1372条"),  # a draft law, and the first day of its consultation
        ("招募民间队伍", "观赛攻略"),  # a race looks for teams, and how to watch it
    ],
)
def test_what_happened_since_is_told_as_such(told: dict[str, Sketch], old: str, new: str) -> None:
    assert compare(named(told, new), named(told, old)).kind is Kind.FOLLOW_UP


def test_a_match_is_told_before_and_after(told: dict[str, Sketch]) -> None:
    assert not compare(named(told, "商都风江滩“抢”三分"), named(told, "商都风今晚做客江滩")).kind.same


def test_forecasts_of_three_days_are_three(told: dict[str, Sketch]) -> None:
    forecasts = [named(told, part) for part in ("本周最高气温", "高温橙色预警", "中到大雨")]
    assert not any(compare(new, old).kind.same for old, new in combinations(forecasts, 2))


def test_nothing_else_in_three_issues_is_the_same(told: dict[str, Sketch]) -> None:
    same = [
        (one, two)
        for (one, old), (two, new) in combinations(told.items(), 2)
        if compare(new, old).kind.same and "都能找到合适的贷款" not in two
    ]
    assert same == []


@pytest.mark.skipif(not PAGES, reason="the real pages are not here")
def test_on_real_pages_no_two_articles_are_the_same() -> None:
    pages = [read_page(Page(label="", text=file.read_text("utf-8")), paper="", day=date(2026, 3, 21)) for file in PAGES]
    values = [sketch(article) for page in pages for article in page.articles]
    assert not any(compare(new, old).kind.same for old, new in combinations(values, 2))
