"""What meets a warning: its hazard, its colour, and the place that it is for, whichever way round places lie."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import lexicon, packs, urgency
from bot.finder import WordFinder
from bot.match import matcher
from bot.model import Strength
from watchers import gazetteer
from watchers.model import Article, Facts
from watchers.warning import Colour, Stage, WarningSignal

QUERIES = (
    "预警:暴雨",
    "预警:大风",
    "地区:郑州",
    "地区:中牟",
    "地区:洛阳",
    "级别>=橙",
    "级别=黄",
    "#天气预警",
    "中牟 暴雨",
    "预警:暴雨 地区:中牟 级别>=橙",
    "#天气预警 -地区:郑州",
)


@pytest.fixture(scope="module")
def finder() -> WordFinder:
    made = WordFinder(lexicon.load(), packs.load(), gazetteer=gazetteer.load())
    assert not made.put_all([(query, query) for query in QUERIES])
    return made


def warning(
    area: str = "中牟县",
    hazard: str = "暴雨",
    colour: Colour | None = Colour.ORANGE,
    stage: Stage = Stage.NEW,
    headline: str = "",
    **further: tuple[str, ...],
) -> Article:
    issued = datetime(2026, 6, 9, 2, 20, tzinfo=UTC)
    made = WarningSignal(hazard=hazard, issuer=f"{area}气象台", area=area, stage=stage, issued_at=issued, colour=colour)
    return Article(
        paper="气象预警",
        day=date(2026, 6, 9),
        headline=headline or f"{area}气象台发布{hazard}橙色预警信号",
        body="预计未来六小时将出现强降水，此前发布的大风蓝色预警继续有效。",
        warning=replace(made, **further),  # type: ignore[arg-type]
    )


def met(finder: WordFinder, article: Article) -> set[str]:
    found = finder.find(article)
    assert {query for query in QUERIES if finder.meet(query, article)} == set(found)
    assert all(one.strength is Strength.STRONG for one in found.values())
    return {str(key) for key in found}


def test_a_county_s_warning_is_its_city_s_too(finder: WordFinder) -> None:
    assert met(finder, warning()) == {
        "预警:暴雨",
        "地区:郑州",
        "地区:中牟",
        "级别>=橙",
        "#天气预警",
        "中牟 暴雨",
        "预警:暴雨 地区:中牟 级别>=橙",
    }


@pytest.mark.parametrize("area", ["郑州市", "河南省"])
def test_what_holds_in_the_city_or_the_province_holds_in_the_county(finder: WordFinder, area: str) -> None:
    told = met(finder, warning(area))
    assert {"地区:中牟", "地区:郑州", "预警:暴雨 地区:中牟 级别>=橙"} <= told
    assert ("地区:洛阳" in told) == (area == "河南省")
    assert ("#天气预警 -地区:郑州" in told) is False


def test_only_a_warning_holds_in_what_lies_within(finder: WordFinder) -> None:
    paper = replace(warning("郑州市"), warning=None, facts=Facts(places=("河南省", "郑州市")))
    assert "地区:中牟" not in finder.find(paper)
    assert "地区:郑州" in finder.find(paper)


def test_the_colour_is_the_warning_s_and_no_word_of_its_text(finder: WordFinder) -> None:
    told = met(finder, warning(colour=Colour.YELLOW, headline="中牟县暴雨红色预警降为黄色预警"))
    assert "级别=黄" in told
    assert "级别>=橙" not in told
    assert {"级别=黄", "级别>=橙"}.isdisjoint(met(finder, warning(colour=None)))
    assert {"级别=黄", "级别>=橙"}.isdisjoint(met(finder, warning(stage=Stage.CANCELLED)))


def test_the_hazard_is_the_warning_s_and_no_word_of_its_text(finder: WordFinder) -> None:
    assert "预警:大风" not in met(finder, warning())
    assert "预警:大风" in met(finder, warning(hazard="雷雨大风"))


def test_every_warning_belongs_to_its_topic_whatever_language_it_speaks(finder: WordFinder) -> None:
    foreign = replace(warning("郑州市", headline="Severe storm"), body="Stay inside.")
    assert {"#天气预警", "预警:暴雨", "级别>=橙", "地区:中牟"} <= met(finder, foreign)


def test_a_warning_for_several_counties_is_for_no_other(finder: WordFinder) -> None:
    several = warning("郑州市", areas=("新郑市", "登封市"), within=("河南省", "郑州市"))
    told = met(finder, several)
    assert "地区:郑州" in told
    assert "地区:中牟" not in told
    assert "地区:中牟" in met(finder, warning("郑州市", areas=("新郑市", "中牟县")))


def test_a_place_that_no_gazetteer_knows_lies_where_the_warning_says(finder: WordFinder) -> None:
    assert "地区:洛阳" in met(finder, warning("石桥新区", within=("河南省", "洛阳市")))


def test_an_exercise_is_a_word_of_newspapers_only() -> None:
    drill = warning(headline="暴雨应急演练红色预警")
    assert not urgency.exercise(drill)
    assert urgency.exercise(replace(drill, warning=None))


def test_thousands_of_subscriptions_meet_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the great stock a query is found by other ways."""
    monkeypatch.setattr(matcher, "MOST_FRESH", 4)
    many = WordFinder(lexicon.load(), packs.load(), gazetteer=gazetteer.load())
    many.put_all([(query, query) for query in QUERIES])
    for article in (warning(), warning("河南省"), warning("郑州市", colour=None), replace(warning(), warning=None)):
        assert set(many.find(article)) == {query for query in QUERIES if many.meet(query, article)}
