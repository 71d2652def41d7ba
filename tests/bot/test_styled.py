"""The algebra of styled text: joining and cutting keep every mark on its characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.styled import Mark, Style, Styled, bold, code, italic, join, link, plain, quote, units

TEXTS = st.text(st.sampled_from("粮a🐓 \n<&"), max_size=12)


@st.composite
def styled(draw: st.DrawFn) -> Styled:
    text = draw(TEXTS)
    if not text:
        return Styled()
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=4))
    styles = st.sampled_from(Style)
    marks = (Mark(draw(styles), start, draw(st.integers(start + 1, len(text)))) for start in starts)
    return Styled(text, tuple(marks))


PLACES = st.integers(-15, 15) | st.none()


def characters(body: Styled) -> list[tuple[str, list[str]]]:
    """Each character with the styles that cover it: what a reader sees."""
    return [
        (char, sorted(mark.style for mark in body.marks if mark.start <= at < mark.end))
        for at, char in enumerate(body.text)
    ]


@settings(deadline=None)
@given(styled(), styled(), styled())
def test_joining_is_seen_side_by_side_and_associates(a: Styled, b: Styled, c: Styled) -> None:
    assert characters(a + b) == characters(a) + characters(b)
    assert (a + b) + c == a + (b + c)
    assert a + "" == "" + a == a + Styled() == a


@settings(deadline=None)
@given(styled(), TEXTS)
def test_strings_join_on_either_side(a: Styled, text: str) -> None:
    assert a + text == a + Styled(text)
    assert text + a == Styled(text) + a


@settings(deadline=None)
@given(styled(), PLACES, PLACES)
def test_cutting_cuts_marks_with_the_text(a: Styled, start: int | None, end: int | None) -> None:
    piece = a[start:end]
    assert characters(piece) == characters(a)[start:end]
    assert all(0 <= mark.start < mark.end <= len(piece) for mark in piece.marks)


@settings(deadline=None)
@given(styled(), st.integers(0, 12))
def test_cut_and_joined_again_looks_the_same(a: Styled, at: int) -> None:
    assert characters(a[:at] + a[at:]) == characters(a)


@settings(deadline=None)
@given(styled())
def test_stripping(a: Styled) -> None:
    assert a.strip().text == a.text.strip()
    assert a.strip().strip() == a.strip()
    gap = len(a.text) - len(a.text.lstrip())
    assert characters(a.strip()) == characters(a)[gap : gap + len(a.text.strip())]


@settings(deadline=None)
@given(TEXTS, st.lists(styled(), max_size=4))
def test_join_leaves_out_what_is_empty(separator: str, parts: list[Styled]) -> None:
    whole = join(separator, parts)
    assert whole.text == separator.join(part.text for part in parts if part)
    seen = [char for part in parts for char in characters(part)]
    if not separator:
        assert characters(whole) == seen


@settings(deadline=None)
@given(TEXTS)
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


def test_makers_mark_the_whole_text_and_nothing_that_is_empty() -> None:
    for made, style in ((bold("粮价"), Style.BOLD), (italic("粮价"), Style.ITALIC), (code("粮价"), Style.CODE)):
        assert made == Styled("粮价", (Mark(style, 0, 2),))
    assert quote(bold("粮") + "价") == Styled("粮价", (Mark(Style.QUOTE, 0, 2), Mark(Style.BOLD, 0, 1)))
    assert link("粮价", "https://example.org") == Styled("粮价", (Mark(Style.LINK, 0, 2, "https://example.org"),))
    assert link("粮价", "") == plain("粮价")
    assert not any((bold(""), italic(""), code(""), quote(""), link("", "https://example.org")))


def test_only_one_piece_can_be_cut() -> None:
    with pytest.raises(ValueError, match="one piece"):
        bold("粮价")[::2]
