"""Articles that their source has names for: the name decides, whatever else is edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.samples import DAY, NOW
from contracts.samples import article as made
from watchers.model import Article, Entry, Facts, Revision
from watchers.revise import revisions
from watchers.warning import Stage, WarningSignal

BODY = "城南老街的改造工程昨日动工，工期八个月，沿街商户可以照常营业，行人改走东侧的便道。"
OTHER = "市图书馆从本周起延长开放时间，周五和周六开到夜里十点，自习室同时增加两百个座位。"


def article(key: str, headline: str = "老街改造动工", body: str = BODY) -> Article:
    return replace(made(headline, body), key=key, url=f"http://paper/{key}")


class Log:
    """A log of one source that keeps what is appended, as the store does."""

    def __init__(self) -> None:
        self.lines: list[Entry] = []
        self.keys: dict[str, str] = {}

    def take(self, *articles: Article) -> list[tuple[str, int]]:
        """What was appended: (headline, version)."""
        found = revisions("晨光", self.current(articles), articles, self.keyed(articles))
        self.append(found)
        return [(one.article.headline, one.version) for one in found]

    def append(self, found: Sequence[Revision]) -> None:
        for one in found:
            known = {(line.uid, line.version) for line in self.lines}
            assert (one.uid, one.version) not in known
            assert one.version == 1 or (one.uid, one.version - 1) in known
            self.lines = [replace(line, replaced=line.replaced or line.uid == one.uid) for line in self.lines]
            line = Entry(
                id=len(self.lines) + 1,
                uid=one.uid,
                version=one.version,
                source="晨光",
                seen_at=NOW,
                article=one.article,
                joined=one.joined,
            )
            self.lines.append(line)
            if one.article.key:
                self.keys[one.article.key] = one.uid

    def standing(self) -> list[Entry]:
        return [line for line in self.lines if not line.replaced]

    def current(self, articles: Sequence[Article]) -> list[Entry]:
        issues = {(one.paper, one.day) for one in articles}
        return [line for line in self.standing() if (line.article.paper, line.article.day) in issues]

    def keyed(self, articles: Sequence[Article]) -> Mapping[str, Entry]:
        latest = {line.uid: line for line in self.lines}
        return {one.key: latest[self.keys[one.key]] for one in articles if one.key in self.keys}


@pytest.fixture
def log() -> Log:
    return Log()


def test_the_same_again_is_nothing_even_under_another_address(log: Log) -> None:
    assert log.take(article("1"), article("2", "图书馆延时", OTHER)) == [("老街改造动工", 1), ("图书馆延时", 1)]
    again = replace(article("1"), url="http://paper/1?session=7", order=5, file="x")
    assert log.take(article("2", "图书馆延时", OTHER), again) == []


@pytest.mark.parametrize(
    "edited",
    [
        replace(article("1"), headline="完全另一个题目"),
        replace(article("1"), body=OTHER),
        replace(article("1"), day=DAY + timedelta(days=3)),
        replace(article("1"), headline="另一个题目", body=OTHER, day=DAY - timedelta(days=1), page="A7"),
        replace(article("1"), facts=Facts(places=("城南区",))),
    ],
)
def test_whatever_is_edited_it_is_the_same_article(log: Log, edited: Article) -> None:
    log.take(article("1"))
    assert log.take(edited) == [(edited.headline, 2)]
    assert len({line.uid for line in log.lines}) == 1


def test_two_that_read_alike_stay_two(log: Log) -> None:
    assert log.take(article("1"), article("2")) == [("老街改造动工", 1), ("老街改造动工", 1)]
    assert log.take(article("2"), article("1")) == []
    assert log.take(article("1"), article("2"), article("3")) == [("老街改造动工", 1)]


def test_a_site_that_renames_all_says_nothing_new(log: Log) -> None:
    log.take(article("1"), article("2", "图书馆延时", OTHER))
    renamed = article("b/2", "图书馆延时", OTHER), article("b/1")
    assert {version for _, version in log.take(*renamed)} == {2}
    assert len(log.standing()) == 2
    assert log.take(*renamed) == []
    assert log.take(article("1"), article("2", "图书馆延时", OTHER)) == [], "nor when it takes its old names back"
    assert log.take(article("1", "老街动工了")) == [("老街动工了", 3)]
    reset = article("c/2", "“图书馆” 延时", OTHER.replace("，", ", "))
    assert log.take(reset) == [("“图书馆” 延时", 3)], "blanks and marks are no other text"


def test_a_short_text_or_another_day_tells_nothing(log: Log) -> None:
    log.take(article("1", "今日天气", "晴。"), article("2", "", BODY), article("3"))
    fresh = article("4", "今日天气", "晴。"), article("5", "", BODY), replace(article("6"), day=DAY + timedelta(days=1))
    assert {version for _, version in log.take(*fresh)} == {1}


def test_what_was_taken_for_one_and_comes_together_is_two_again(log: Log) -> None:
    log.take(article("1"))
    log.take(article("2"))
    assert len(log.standing()) == 1
    both = article("1", body=OTHER), article("2")
    assert log.take(*both) == [("老街改造动工", 1)]
    assert {line.article.key for line in log.standing()} == {"1", "2"}
    assert log.take(*both) == []
    assert log.take(article("1", body=BODY + OTHER)) == [("老街改造动工", 2)]


def test_of_several_with_one_name_the_first_counts(log: Log) -> None:
    both = article("1"), article("1", "图书馆延时", OTHER)
    assert log.take(*both) == [("老街改造动工", 1)]
    assert log.take(*both) == []


def test_what_had_no_name_is_taken_over(log: Log) -> None:
    """The database of an earlier version, or pages that were read from a folder before."""
    log.take(made("老街改造动工", BODY), made("图书馆延时", OTHER))
    mended = article("1", body=BODY.replace("八个月", "六个月"))
    assert log.take(mended) == [("老街改造动工", 2)]
    assert log.take(mended) == []
    assert sorted(line.article.key for line in log.standing()) == ["", "1"]
    assert log.take(made("图书馆延时", OTHER)) == [], "and what has none goes on as before"


def test_a_warning_goes_on_by_its_name_only(log: Log) -> None:
    def warning(key: str, stage: Stage) -> Article:
        signal = WarningSignal(
            hazard="暴雨", issuer="市气象台", area="城南区", stage=stage, issued_at=datetime(2026, 5, 11, tzinfo=UTC)
        )
        return replace(article(key, "暴雨橙色预警"), warning=signal)

    assert log.take(warning("1", Stage.NEW)) == [("暴雨橙色预警", 1)]
    assert log.take(warning("2", Stage.NEW)) == [("暴雨橙色预警", 1)]
    assert log.take(warning("2", Stage.CANCELLED)) == [("暴雨橙色预警", 2)]


harvests = st.lists(
    st.lists(
        st.builds(
            article,
            st.sampled_from(["1", "2", "3", "4"]),
            st.sampled_from(["甲题", "乙题"]),
            st.sampled_from([BODY, OTHER, "短。"]),
        ),
        max_size=4,
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(harvests)
def test_after_any_harvests_the_last_one_brings_nothing_again(steps: list[list[Article]]) -> None:
    log = Log()
    for step in steps:
        log.take(*step)
    assert log.take(*steps[-1]) == []
    first = {one.key: one for one in reversed(steps[-1])}
    for key, said in first.items():
        uid = log.keys[key]
        (entry,) = [line for line in log.standing() if line.uid == uid]
        assert (entry.article.headline, entry.article.body) == (said.headline, said.body)
