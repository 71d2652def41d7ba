"""Pages as many dailies print them, marked by hand (`pages/`): the figures that the reader is judged by."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from reading_proofs import Proof, figures, folded, proofs
from reading_stories import DAY, assert_covered

from bot import lexicon
from watchers.model import Page
from watchers.reading import Reading, read_page

# The least of each figure over all proofs, slightly below what was measured when the line was last touched.
FLOORS = {
    "body": 0.99, "whole": 0.96, "title": 0.98, "byline": 0.99, "jump": 1.0, "count": 0.98, "heads": 0.76,
    "captions": 0.74,
}  # fmt: skip
# Two pages in one, so that far more can be confused; no figure may fall much.
PAIRED = {"body": 0.98, "whole": 0.94, "title": 0.975, "byline": 0.97, "jump": 1.0, "count": 0.97}


def read(proof: Proof) -> Reading:
    return read_page(Page(label="", text=proof.text), paper="", day=DAY, words=lexicon.load())


@cache
def scored() -> tuple[tuple[Proof, Reading], ...]:
    return tuple((one, read(one)) for one in proofs())


@cache
def paired() -> dict[str, tuple[float, list[str]]]:
    pages = []
    for one, two in pairwise(proofs()):
        name = f"{one.name} + {two.name}"
        both = Proof(name, one.text + "\n\n" + two.text.lstrip("\n"), one.articles + two.articles, [], [])
        pages.append((both, read(both)))
    return figures(pages)


def test_there_are_more_than_twenty_proofs_and_they_are_whole() -> None:
    assert len(proofs()) > 20
    for one in proofs():
        assert all(truth.titles and truth.body for truth in one.articles), one.name
        printed = folded(one.text)
        assert all(folded(paragraph[:9]) in printed for truth in one.articles for paragraph in truth.paragraphs)


@pytest.mark.parametrize("figure", FLOORS)
def test_proofs_are_read_well(figure: str) -> None:
    share, wrong = figures(list(scored()))[figure]
    assert share >= FLOORS[figure], f"{figure} {share:.3f}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("figure", PAIRED)
def test_proofs_set_on_one_page_are_read_well(figure: str) -> None:
    share, wrong = paired()[figure]
    assert share >= PAIRED[figure], f"{figure} {share:.3f}:\n" + "\n".join(wrong)


def test_every_character_of_a_proof_is_in_one_block() -> None:
    for one, reading in scored():
        assert_covered(one.text, reading)


def test_teasers_and_furniture_of_proofs_are_no_articles() -> None:
    for one, reading in scored():
        elsewhere = folded("".join((*reading.teasers, *reading.furniture)))
        missing = [line for line in (*one.teasers, *one.furniture) if folded(line) not in elsewhere]
        assert len(missing) <= 1, (one.name, missing)
