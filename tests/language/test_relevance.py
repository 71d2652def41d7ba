"""The order of what a search found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.model import Finding, Hit, Strength
from bot.relevance import Order, Reason, rank, ranked
from watchers.model import Article, Entry

TODAY = date(2026, 6, 10)


def met(*fields: str, score: float = 0.6, sure: bool = True) -> Finding:
    hits = tuple(Hit(term=f"词{n}", field=field, start=0, end=2, sure=sure) for n, field in enumerate(fields))
    return Finding(strength=Strength.STRONG if score >= 0.5 else Strength.WEAK, score=score, hits=hits)


def entry(number: int, day: date = TODAY) -> Entry:
    article = Article(paper="商都日报", day=day, headline="题", body="文")
    return Entry(
        id=number, uid=f"u{number}", version=1, source="x", seen_at=datetime(2026, 6, 10, tzinfo=UTC), article=article
    )


def test_the_headline_goes_before_the_body() -> None:
    assert rank(met("headline"), TODAY, TODAY).worth > rank(met("body"), TODAY, TODAY).worth


def test_a_doubtful_headline_is_worth_less() -> None:
    assert rank(met("headline"), TODAY, TODAY).worth > rank(met("headline", sure=False), TODAY, TODAY).worth


def test_more_of_the_words_are_better() -> None:
    assert rank(met("body", "body"), TODAY, TODAY).worth > rank(met("body"), TODAY, TODAY).worth


def test_of_two_alike_the_newer_goes_first() -> None:
    old = rank(met("headline"), TODAY - timedelta(days=90), TODAY)
    assert rank(met("headline"), TODAY, TODAY).worth > old.worth


def test_what_is_about_it_goes_before_a_mention_of_today_however_old_it_is() -> None:
    about = rank(met("headline", score=1.0), TODAY - timedelta(days=3650), TODAY)
    assert about.worth > rank(met("body", score=0.3), TODAY, TODAY).worth


def test_a_paper_dated_ahead_is_as_fresh_as_today() -> None:
    assert rank(met("body"), TODAY + timedelta(days=1), TODAY) == rank(met("body"), TODAY, TODAY)


def test_each_place_has_its_reasons() -> None:
    told = rank(met("headline", "body"), TODAY, TODAY)
    assert told.reasons == (Reason.HEADLINE, Reason.ABOUT, Reason.SEVERAL, Reason.FRESH)
    assert rank(met("body", score=0.2), TODAY - timedelta(days=30), TODAY).reasons == ()


def test_what_no_word_brought_is_ranked_by_its_score() -> None:
    assert 0 < rank(met(score=0.5), TODAY, TODAY).worth < rank(met(score=0.9), TODAY, TODAY).worth <= 1


def test_both_orders() -> None:
    weak, strong = (entry(1), met("body", score=0.2)), (entry(2, TODAY - timedelta(days=9)), met("headline", score=1.0))
    assert [one.entry.id for one in ranked([weak, strong], Order.RELEVANT, TODAY)] == [2, 1]
    assert [one.entry.id for one in ranked([weak, strong], Order.NEWEST, TODAY)] == [1, 2]
    twins = [(entry(4), met("body")), (entry(3), met("body"))]
    assert [one.entry.id for one in ranked(twins, Order.RELEVANT, TODAY)] == [3, 4]
