"""Full-width signs are read as half-width ones, and every sign keeps its place."""

from __future__ import annotations

import unicodedata

import pytest

from watchers.widths import fold

FULL = "".join(map(chr, range(0xFF01, 0xFF5F)))


def test_letters_digits_and_signs_are_folded_as_unicode_has_them() -> None:
    assert fold(FULL) == unicodedata.normalize("NFKC", FULL) == "".join(map(chr, range(0x21, 0x7F)))


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("本报讯（记者　高远）", "本报讯(记者 高远)"),
        ("３％～５％，￥９．９；", "3%~5%,¥9.9;"),
        ("｢好｣､｡", "「好」、。"),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_line_is_folded_sign_by_sign(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize("text", ["", "plain (1)", "……㎡①《》“”——。、", "\u3000" * 3 + "龘"])
def test_nothing_else_changes_and_no_length_ever(text: str) -> None:
    assert fold(text) == text.replace("\u3000", " ")
