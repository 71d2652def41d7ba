"""The judged collections beside the project, where they are there: boundaries, relevance, topics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.lexicon import load as lexicon
from bot.match import Matcher
from bot.model import Strength
from bot.packs import load as packs
from bot.query import parse
from bot.topics import classify, topic_matcher
from watchers.model import Article

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PAIRS = SHARED / "samples" / "boundary" / "dev.jsonl"
GOLD = SHARED / "pages" / "gold"

pytestmark = pytest.mark.skipif(not PAIRS.exists(), reason="the judged collections are not part of the project")


def article(headline: str = "", body: str = "", **fields: str) -> Article:
    return Article(paper="", day=date(2026, 1, 1), headline=headline, body=body, **fields)  # type: ignore[arg-type]


def gold() -> Iterator[tuple[str, Any, Article]]:
    for path in sorted(GOLD.glob("[0-9]*.json")):
        page = json.loads(path.read_text("utf-8"))
        text = (GOLD.parent / f"{path.stem}.txt").read_text("utf-8")
        for entry in page["articles"]:
            body = "\n".join(text[start:end] for start, end in entry["body_spans"])
            kicker, subhead = " ".join(entry["kickers"] or ()), " ".join(entry["subtitles"] or ())
            column = entry["column"] or ""
            yield path.stem, entry, article(entry["title"], body, kicker=kicker, subhead=subhead, column=column)


def shares(hits: int, false: int, missed: int) -> tuple[float, float]:
    """Precision and recall."""
    return hits / max(hits + false, 1), hits / max(hits + missed, 1)


def test_boundaries() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    matcher = Matcher(lexicon())
    right = [(pair["label"], matcher.meet(parse(pair["kw"]), article(body=pair["text"])) is not None) for pair in pairs]
    precision, recall = shares(right.count((1, True)), right.count((0, True)), right.count((1, False)))
    refused = right.count((0, False)) / sum(not label for label, _ in right)
    assert 2 * precision * recall / (precision + recall) >= 0.978
    assert recall >= 0.97
    assert refused >= 0.95


def test_relevance() -> None:
    queries = json.loads((GOLD / "queries.json").read_text("utf-8"))["queries"]
    matcher = Matcher(lexicon(), packs())
    strong, anyhow = [], []
    for page, entry, paper in gold():
        for query in queries:
            if [page, entry["id"]] in query["borderline"]:
                continue
            found = matcher.meet(parse(query["text"]), paper)
            wanted = [page, entry["id"]] in query["relevant"]
            strong.append((wanted, found is not None and found.strength is Strength.STRONG))
            anyhow.append((wanted, found is not None))
    precision, recall = shares(strong.count((True, True)), strong.count((False, True)), strong.count((True, False)))
    assert precision >= 0.90
    assert recall >= 0.85
    assert shares(anyhow.count((True, True)), 0, anyhow.count((True, False)))[1] >= 0.95


def test_topics() -> None:
    matcher = topic_matcher(lexicon(), packs())
    right = 0
    for _, entry, paper in gold():
        found = {topic.name for topic in classify(paper, matcher)}
        required, optional = set(entry["topics"]), set((entry["optional"] or {}).get("topics") or ())
        right += required <= found <= required | optional
    assert right >= 20
