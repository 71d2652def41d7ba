"""Search: every word that stands in an article finds it, whatever is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.samples import NOW, article, first, put, source
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database
from watchers.sqlite.search import columns, expression

CHINESE = "郑州市报晓金水区天地人和的了一二三，。；“”（）、 \n"
texts = st.text(st.sampled_from(CHINESE), min_size=1, max_size=40)
mixed = st.text(st.sampled_from(CHINESE + "aB5％Ｇ　"), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqliteNewsStore, SqliteArchive]]:
    db = open_database(tmp_path_factory.mktemp("search") / "baoxiao.db")
    store = SqliteNewsStore(db)
    store.enlist([source()], NOW)
    yield store, SqliteArchive(db)
    db.close()


@settings(max_examples=60, deadline=None)
@given(st.data(), texts, st.integers(0, 10**9))
def test_any_part_of_an_article_finds_it(
    shelf: tuple[SqliteNewsStore, SqliteArchive], data: st.DataObject, body: str, salt: int
) -> None:
    store, archive = shelf
    (line,) = put(store, first(article(f"{salt}-{archive.last_id()}", body)))
    start = data.draw(st.integers(0, len(body) - 1))
    word = body[start : data.draw(st.integers(start + 1, len(body)))]
    found = [entry.id for entry in archive.search([word], 10_000)]
    assert (line in found) == any(char.isalnum() for char in word)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=4))
def test_nothing_that_is_typed_is_syntax(shelf: tuple[SqliteNewsStore, SqliteArchive], words: list[str]) -> None:
    shelf[1].search(words, 5)


@pytest.mark.parametrize(
    "typed",
    ['"', "操场*", "headline:操场", "操场 OR 渡口", "NEAR(操场 渡口)", "^操场", "-操场", "'; DROP TABLE articles; --"],
)
def test_operators_are_letters_like_others(shelf: tuple[SqliteNewsStore, SqliteArchive], typed: str) -> None:
    store, archive = shelf
    before = archive.last_id()
    archive.search([typed], 5)
    put(store, first(article(f"{typed}{before}")))
    assert archive.last_id() == before + 1


@given(mixed)
def test_tokens_hold_no_syntax_and_each_text_finds_itself(text: str) -> None:
    query = expression([text])
    phrases = re.findall(r'"([^"]*)"', query)
    assert re.sub(r'"[^"]*"\*?| OR |[()]', "", query) == ""
    assert all(char.isalnum() or char == " " for phrase in phrases for char in phrase)
    assert not phrases or any(f" {phrase}" in f" {columns(article(text))[0]}" for phrase in phrases)


@pytest.mark.parametrize(("typed", "printed"), [("颱風", "台风过境"), ("台风", "颱風過境"), ("臺灣", "臺灣同胞")])
def test_either_kind_of_characters_finds_the_other(
    shelf: tuple[SqliteNewsStore, SqliteArchive], typed: str, printed: str
) -> None:
    store, archive = shelf
    put(store, first(article(printed)))
    assert archive.last_id() in [entry.id for entry in archive.search([typed], 10)]


@pytest.mark.parametrize(
    ("body", "word", "found"),
    [
        ("已建成5G基站三千个", "5g基站", True),
        ("已建成５Ｇ基站三千个", "5G", True),
        ("打造AI 产业园", "AI产业", True),
        ("打造AI 产业园", "ai", True),
        ("CHAIN STORE", "ai", False),
        ("CHAIN STORE", "chain st", True),
        ("走在前 谱新篇", "走在前谱新篇", True),
        ("以“格”促治", "以格促治", True),
        ("总投资12000万元", "2000万元", False),
        ("总投资2000万元", "2000万", True),
        ("热线12345已开通", "12345", True),
    ],
)
def test_words_in_mixed_text(tmp_path: Path, body: str, word: str, found: bool) -> None:
    db = open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(db)
    store.enlist([source()], NOW)
    put(store, first(article("标题", body)))
    assert bool(SqliteArchive(db).search([word], 5)) is found
    db.close()


def test_no_phrase_reaches_from_one_part_into_the_next(shelf: tuple[SqliteNewsStore, SqliteArchive]) -> None:
    store, archive = shelf
    put(store, first(replace(article("甲乙丙丁", "子丑"), kicker="寅", subhead="卯", captions=("辰", "巳"))))
    assert not archive.search(["寅卯"], 5)
    assert not archive.search(["辰巳"], 5)
    assert not archive.search(["丁寅"], 5)
