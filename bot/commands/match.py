"""`baoxiao match`: subscriptions × articles from files. Touches no database."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.commands.output import line
from bot.model import Finding
from bot.wiring import finder
from watchers.errors import FetchError, ParseError, refusal
from watchers.model import Amount, Article, Facts

# The names of the contract for the article's own fields, where they differ.
GIVEN = {"title": "headline"}
SHOWN = {"headline": "title"}
_TEXTS = ("headline", "kicker", "subhead", "column", "byline", "dateline", "page", "body", "paper", "url", "summary")
_LISTS = ("captions", "reporters", "correspondents")


def match(asked: Namespace) -> int:
    """A subscription that cannot be understood is named on stderr; the others are matched; the status is then 1."""
    find, failed = finder(), False
    places: dict[Hashable, int] = {}
    queries: list[tuple[Hashable, str]] = []
    for place, row in _rows(asked.subscriptions):
        key = _id(row, asked.subscriptions, place)
        places[key] = place
        queries.append((key, _text(row, "query", asked.subscriptions, place)))
    for refused, wrong in find.put_all(queries):
        failed = True
        print(f"baoxiao: {asked.subscriptions} 第 {places[refused]} 行（{refused}）：{wrong}", file=sys.stderr)
    for place, row in _rows(asked.articles):
        key, article = _id(row, asked.articles, place), _article(row, asked.articles, place)
        source = row.get("source")
        for subscription, finding in find.find(article, source if isinstance(source, str) else "").items():
            shown = _object(subscription, key, finding, titled="title" in row)
            line(shown) if asked.json else _show(shown)
    return 1 if failed else 0


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for place, text in enumerate(lines, 1):
                if text.strip():
                    yield place, _row(text, file, place)
    except OSError as wrong:
        raise FetchError(f"读不了 {file}（{refusal(wrong)}）：请检查路径和权限。") from None
    except UnicodeDecodeError:
        raise ParseError(f"{file} 不是 UTF-8 编码：请另存为 UTF-8。") from None


def _row(text: str, file: Path, place: int) -> Mapping[str, object]:
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise ParseError(f"{file} 第 {place} 行不是 JSON：每行要是一个 {{…}} 对象。") from None
    if not isinstance(row, dict):
        raise ParseError(f"{file} 第 {place} 行应是一个 {{…}} 对象。")
    return row


def _id(row: Mapping[str, object], file: Path, place: int) -> str | int:
    key = row.get("id")
    if not isinstance(key, str | int):
        raise ParseError(f'{file} 第 {place} 行缺少 "id"（文字或整数）。')
    return key


def _text(row: Mapping[str, object], key: str, file: Path, place: int, needed: bool = True) -> str:
    value = row.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise ParseError(f'{file} 第 {place} 行的 "{key}" 应是文字。')
    return value


def _article(row: Mapping[str, object], file: Path, place: int) -> Article:
    """An article of the given fields. What is not given is empty; unknown fields are left alone."""
    named = {GIVEN.get(key, key): key for key in row}
    texts = {key: _text(row, named[key], file, place, needed=False) for key in _TEXTS if key in named}
    lists = {key: _list(row[key]) for key in _LISTS if key in row}
    facts = Facts(
        places=_list(row.get("places")),
        documents=_list(row.get("documents")),
        programmes=_list(row.get("programmes")),
        amounts=_amounts(row.get("amounts")),
    )
    day = _text(row, "day", file, place, needed=False)
    try:
        when = date.fromisoformat(day) if day else date(1970, 1, 1)
    except ValueError:
        raise ParseError(f'{file} 第 {place} 行的 "day" 应像 2026-06-10。') from None
    blank: dict[str, str] = {"paper": "", "headline": "", "body": ""}
    return Article(day=when, facts=facts, **{**blank, **texts}, **lists)  # type: ignore[arg-type]


def _amounts(value: object) -> tuple[Amount, ...]:
    """Sums as `baoxiao read --json` prints them; what is not of that form is left alone, as unknown fields are."""
    rows = value if isinstance(value, list) else []
    sums = [(row.get("text"), row.get("cny")) for row in rows if isinstance(row, dict)]
    return tuple(Amount(text=text, cny=cny) for text, cny in sums if isinstance(text, str) and isinstance(cny, int))


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _object(subscription: object, article: object, finding: Finding, *, titled: bool) -> dict[str, object]:
    names = SHOWN if titled else {}
    hits = [
        {"term": hit.term, "field": names.get(hit.field, hit.field), "start": hit.start, "end": hit.end}
        for hit in finding.hits
    ]
    return {
        "subscription": subscription,
        "article": article,
        "strength": finding.strength.value,
        "score": round(finding.score, 3),
        "hits": hits,
    }


def _show(found: Mapping[str, object]) -> None:
    hits = found["hits"]
    places = "、".join(f"{hit['field']}“{hit['term']}”" for hit in hits) if isinstance(hits, list) else ""
    print(f"{found['subscription']} × {found['article']}：{found['strength']} {found['score']}　{places}")
