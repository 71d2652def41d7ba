"""Whatever happens to a page: every character ends in one place, in order, without an error, in linear work."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_damage import Made, change_gaps, damaged_pages, lose_marks, mix_widths, put_marks
from reading_proofs import proofs
from reading_stories import DAY, STORIES, assert_covered, flat, read

from bot import lexicon
from watchers.charset import decode
from watchers.errors import ParseError
from watchers.model import Article, Page
from watchers.reading import Block, Reading, Role, read_page
from watchers.widths import fold

TEXT = {Role.BODY, Role.SUBHEADING}
PROOF = {one.name: one.text for one in proofs()}
PROOFS = sorted(PROOF)
MOVED = ("finishes the text that breaks off", "speaks of the matter of this article")


def with_words(text: str) -> Reading:
    return read_page(Page(label="", text=text), paper="", day=DAY, words=lexicon.load())


@settings(max_examples=60, deadline=None)
@given(damaged_pages())
def test_every_character_ends_in_exactly_one_place(made: Made) -> None:
    for reading in (read(made.text), with_words(made.text)):
        assert_covered(made.text, reading)
        assert_fields_hold_their_blocks(made.text, reading)


def assert_fields_hold_their_blocks(text: str, reading: Reading) -> None:
    """What the blocks say is an article's is in the article's field for it; the rest is furniture or teasers."""
    for number, article in enumerate(reading.articles):
        mine = [block for block in reading.blocks if block.article == number]
        assert_text_in_order(text, article, [block for block in mine if block.role in TEXT])
        heads = flat(article.kicker + article.headline + article.subhead)
        assert_same(heads, text, mine, {Role.HEADLINE, Role.KICKER, Role.SUBHEAD})
        assert_same(flat("".join(article.captions)), text, mine, {Role.CAPTION})
    loose = [block for block in reading.blocks if block.article is None]
    elsewhere = flat("".join((*reading.furniture, *reading.teasers)))
    assert_same(elsewhere, text, loose, set(Role))


def assert_same(field: str, text: str, blocks: list[Block], roles: set[Role]) -> None:
    printed = flat("".join(text[block.start : block.end] for block in blocks if block.role in roles))
    assert Counter(field) == Counter(printed)


def assert_text_in_order(text: str, article: Article, blocks: list[Block]) -> None:
    """The body is its blocks in page order; only what was brought home from elsewhere may follow behind."""
    stayed = [flat(text[b.start : b.end]) for b in blocks if not b.reason.startswith(MOVED)]
    moved = [flat(text[b.start : b.end]) for b in blocks if b.reason.startswith(MOVED)]
    body = flat(article.body)
    assert Counter(body) == Counter("".join((*stayed, *moved)))
    at = 0
    for part in stayed:
        place = body.find(part, at)
        assert place >= 0, part
        at = place + len(part)


@settings(max_examples=40, deadline=None)
@given(damaged_pages(damages=(change_gaps, lose_marks, put_marks, mix_widths), most=4))
def test_what_hurts_only_the_eye_hurts_no_story(made: Made) -> None:
    """Marks, widths and gaps: every paragraph stays in one article, all of a story in the same one."""
    bodies = [fold(flat(article.body)) for article in with_words(made.text).articles]
    for story in STORIES.values():
        if fold(flat(story[0]))[-12:] in fold(flat(made.text)):
            assert any(all(fold(flat(paragraph)) in body for paragraph in story) for body in bodies), made.text


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PROOFS), st.integers(0, 2000), st.integers(0, 2000), st.sampled_from(["", "\n", "# ", "。"]))
def test_any_cut_of_a_proof_is_read(name: str, start: int, end: int, put: str) -> None:
    text = PROOF[name]
    for piece in (text[:start], text[start:], text[:start] + put + text[end:]):
        assert_covered(piece, with_words(piece))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PROOFS), st.integers(0, 3000), st.binary(max_size=8))
def test_any_bytes_in_a_page_are_read_or_refused(name: str, at: int, junk: bytes) -> None:
    raw = PROOF[name].encode()
    try:
        text = decode(raw[:at] + junk + raw[at + len(junk) :])
    except ParseError:
        return
    assert_covered(text, with_words(text))


def calls(text: str) -> int:
    """How many calls of our own functions reading a text takes: work that no other process can slow down."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    read("warm")
    sys.setprofile(seen)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", ["17-wrong-order", "03-counties", "22-briefs", "09-supplement"])
def test_three_times_the_page_is_three_times_the_work(name: str) -> None:
    """Each copy has names of its own, so that none is compared with the others for being alike."""
    many = [
        PROOF[name].translate({ord("一"): chr(0x4E00 + 40 * k), ord("的"): chr(0x4E07 + 40 * k)}) for k in range(60)
    ]
    small, large = calls("\n\n".join(many[:20])), calls("\n\n".join(many))
    assert large < 3.4 * small
