"""Line breaking of Chinese and mixed text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.lines import CLOSING, OPENING, cells, wrap


def lines(text: str, width: int) -> list[str]:
    return [text[a:b] for a, b in wrap(text, width)]


def width(text: str) -> int:
    return sum(map(cells, text))


def test_chinese_breaks_anywhere_but_at_punctuation() -> None:
    assert lines("早上好，世界。再见", 6) == ["早上", "好，世", "界。再", "见"]
    assert lines("他说（你好）吗", 6) == ["他说", "（你", "好）吗"]
    assert lines("他说“早”。", 6) == ["他说", "“早”。"]


def test_words_and_numbers_stay_whole() -> None:
    assert lines("电话 12345678 热线", 10) == ["电话", "12345678", "热线"]
    assert lines("增长 2.5%，超预期", 8) == ["增长", "2.5%，超", "预期"]
    assert lines("支持App下载", 6) == ["支持", "App下", "载"]


def test_dashes_and_dots_are_not_torn() -> None:
    assert lines("一二三——四", 8) == ["一二三——", "四"]
    assert lines("一二——四", 5) == ["一二", "——四"]
    assert lines("一二三……", 7) == ["一二", "三……"]


def test_what_fits_nowhere_is_cut() -> None:
    assert lines("https://example.cn/abcdefgh", 10) == ["https://ex", "ample.cn/a", "bcdefgh"]


def test_newlines_and_spaces() -> None:
    assert lines("a\n\nb  ", 10) == ["a", "", "b"]
    assert lines("", 10) == [""]
    assert lines("早上 好", 4) == ["早上", "好"]


def test_widths() -> None:
    assert [cells(ch) for ch in "a中，é😀\u0301\u200b"] == [1, 2, 2, 1, 2, 0, 0]


ALPHABET = "中文字。，“”（）《》—…ab12 %\n😀\u0301."


@given(st.text(ALPHABET, max_size=80), st.integers(6, 30))
@example("1😀.。）", 6)
@example("中“““““““““““““文", 6)
def test_nothing_is_lost_and_nothing_sticks_out(text: str, room: int) -> None:
    spans = wrap(text, room)
    at = 0
    for a, b in spans:
        assert text[at:a].strip(" \n") == "", "only spaces and newlines lie between lines"
        assert width(text[a:b]) <= room
        at = b
    assert text[at:].strip(" \n") == ""


@given(st.text("中文字。，“”（）《》", max_size=60).filter(lambda t: "“" not in t[-1:] + t[:1]), st.integers(24, 40))
def test_no_line_begins_or_ends_wrongly(text: str, room: int) -> None:
    """As long as a line has one place to break at."""
    for n, (a, b) in enumerate(wrap(text, room)):
        runs = sum(1 for x, y in zip(text[a:b], text[a + 1 : b], strict=False) if x not in OPENING and y not in CLOSING)
        if n and runs and b < len(text) and text[a - 1] not in OPENING | CLOSING:
            assert text[a] not in CLOSING
            assert text[b - 1] not in OPENING or width(text[a:b]) < room
