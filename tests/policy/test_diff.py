"""What is different between two versions of an article, short enough to be read in a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.policy_pages import PARAGRAPHS
from watchers.diff import LONGEST, Change, How, Part, changes
from watchers.model import Article

BEFORE = Article(
    paper="颍川市人民政府",
    day=date(2026, 11, 20),
    headline="关于贷款贴息的通知",
    body="\n".join(PARAGRAPHS),
    kicker="颍政办〔2026〕12号",
)


def test_what_is_the_same_has_no_changes() -> None:
    assert not changes(BEFORE, replace(BEFORE, body="\n\n".join(f" {line} " for line in PARAGRAPHS), order=3))


def test_a_number_that_changed_is_shown_with_what_stands_around_it() -> None:
    (change,) = changes(BEFORE, replace(BEFORE, body=BEFORE.body.replace("30万元", "50万元")))
    assert (change.how, change.part) == (How.REWORDED, Part.BODY)
    assert "30万元" in change.before
    assert "50万元" in change.after
    assert len(change.before) < 40


def test_paragraphs_come_and_go() -> None:
    lines = [*PARAGRAPHS[:2], "本通知由颍川市财政局会同市科技局负责解释。", *PARAGRAPHS[3:]]
    found = changes(BEFORE, replace(BEFORE, body="\n".join(lines)))
    assert {(one.how, one.before, one.after) for one in found} == {
        (How.REMOVED, PARAGRAPHS[2], ""), (How.ADDED, "", "本通知由颍川市财政局会同市科技局负责解释。")
    }  # fmt: skip


def test_two_places_of_one_paragraph_are_two_changes_and_neighbours_are_one() -> None:
    paragraph = PARAGRAPHS[2]
    far = paragraph.replace("扩大", "缩小").replace("30万元", "50万元")
    assert len(changes(BEFORE, replace(BEFORE, body=BEFORE.body.replace(paragraph, far)))) == 2
    near = paragraph.replace("1.5个", "2.5个").replace("百分点", "千分点")
    assert len(changes(BEFORE, replace(BEFORE, body=BEFORE.body.replace(paragraph, near)))) == 1


def test_the_head_comes_first() -> None:
    after = replace(
        BEFORE, headline="关于贷款贴息的通知（修订）", subhead="有效性：废止", kicker="", day=date(2026, 11, 21)
    )
    assert changes(BEFORE, after) == (
        Change(how=How.REWORDED, part=Part.HEADLINE, before="关于贷款贴息的通知", after="关于贷款贴息的通知（修订）"),
        Change(how=How.REMOVED, part=Part.KICKER, before="颍政办〔2026〕12号"),
        Change(how=How.ADDED, part=Part.SUBHEAD, after="有效性：废止"),
        Change(how=How.REWORDED, part=Part.DAY, before="2026-11-20", after="2026-11-21"),
    )


def test_a_text_that_was_written_anew_stays_readable() -> None:
    long = "".join(chr(0x4E00 + n * 7 % 9000) for n in range(9000))
    found = changes(replace(BEFORE, body=long), replace(BEFORE, body=long[:4000] + "改" * 3500 + long[4500:]))
    assert found
    assert all(len(one.before) <= LONGEST + 3 and len(one.after) <= LONGEST + 3 for one in found)


@pytest.mark.parametrize("count", [200, 400])
def test_hundreds_of_new_paragraphs_are_compared_in_no_time(count: int) -> None:
    old, new = ("\n".join(f"{word}{n}" * 20 for n in range(count)) for word in ("甲", "乙"))
    assert len(changes(replace(BEFORE, body=old), replace(BEFORE, body=new))) == 2 * count


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=6), st.lists(st.text("甲乙丙1。 ", max_size=12), max_size=6))
@settings(max_examples=60, deadline=None)
def test_there_are_changes_exactly_where_the_words_differ(old: list[str], new: list[str]) -> None:
    before, after = replace(BEFORE, body="\n".join(old)), replace(BEFORE, body="\n".join(new))
    same = [" ".join(line.split()) for line in old if line.strip()] == [
        " ".join(line.split()) for line in new if line.strip()
    ]
    assert (not changes(before, after)) == same
    assert not changes(before, before)
