"""Printed forecasts: what falls by their words, and the message with its picture."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.compose.sky import Sky, forecast, gist, rain
from bot.pictures import Rain
from bot.texts import texts
from watchers.model import Article, ForecastDay

TODAY = date(2026, 5, 13)  # a Wednesday
ZH, EN = texts("zh-Hans"), texts("en")
PAPER = Article(paper="颍川晚报", day=TODAY, headline="天气", body="", page="2")


@pytest.mark.parametrize(
    ("text", "falls", "snow"),
    [
        ("晴", Rain.NONE, False),
        ("多云转晴", Rain.NONE, False),
        ("小雨", Rain.LIGHT, False),
        ("阵雨", Rain.LIGHT, False),
        ("雷阵雨", Rain.MODERATE, False),
        ("小到中雨", Rain.MODERATE, False),
        ("阴天有中到大雨", Rain.HEAVY, False),
        ("大到暴雨,局部特大暴雨", Rain.STORM, False),
        ("多云,夜里有阵雨转中雨", Rain.MODERATE, False),
        ("中雨转小雨", Rain.MODERATE, False),
        ("强降水", Rain.HEAVY, False),
        ("雨夹雪", Rain.LIGHT, True),
        ("小雪转中雪", Rain.MODERATE, True),
        ("大雨转小雪", Rain.HEAVY, False),
        ("暴雪", Rain.STORM, True),
        ("无降水", Rain.NONE, False),
        ("晴,无明显降雨", Rain.NONE, False),
        ("雨停转多云", Rain.NONE, False),
        ("沙尘暴", Rain.NONE, False),
        ("", Rain.NONE, False),
    ],
)
def test_how_much_falls(text: str, falls: Rain, snow: bool) -> None:
    assert rain(text) == (falls, snow)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("多云", "多云"),
        ("晴天", "晴"),
        ("晴间多云", "晴间多云"),
        ("多云转晴", "多云\n晴"),
        ("多云,夜里有雷阵雨转大雨", "多云\n大雨"),
        ("阴天有中到大雨", "阴\n中到大雨"),
        ("小雨转多云", "小雨\n多云"),
        ("晴,无雨", "晴"),
        ("飞絮", "飞絮"),
    ],
)
def test_what_has_room_under_a_day(text: str, short: str) -> None:
    assert gist(text) == short


def day(ahead: int, text: str, low: int | None = None, high: int | None = None, wind: str = "") -> ForecastDay:
    return ForecastDay(date=TODAY + timedelta(days=ahead), text=text, low=low, high=high, wind=wind)


def test_the_forecast_is_lines_and_a_picture_of_the_same() -> None:
    days = (day(0, "晴", 12, 27, "南风3级"), day(1, "多云转小雨", 13, 24), day(2, "中雪", None, -1))
    message = forecast(Sky(days=days, article=PAPER, place="颍川市"), ZH, TODAY)
    assert message.body.text == (
        "🌤 颍川市天气预报\n今天（5月13日）晴，12～27℃，南风3级\n明天（5月14日）多云转小雨，13～24℃\n"
        "周五（5月15日）中雪，-1℃\n据颍川晚报 5月13日 第2版"
    )
    assert message.picture
    drawn = message.picture.temperatures
    assert drawn
    assert [(one.name, one.low, one.high, one.rain, one.snow) for one in drawn.days] == [
        ("今天", 12, 27, Rain.NONE, False),
        ("明天", 13, 24, Rain.LIGHT, False),
        ("周五", None, -1, Rain.MODERATE, True),
    ]
    assert message.picture.alt == "〔图〕最高气温 -1～27℃，明天有雨，周五有雪"


def test_one_day_or_none_with_figures_is_no_picture() -> None:
    assert forecast(Sky(days=(day(0, "晴", 12, 27),), article=PAPER), ZH, TODAY).picture is None
    assert forecast(Sky(days=(day(0, "晴"), day(1, "阴")), article=PAPER), ZH, TODAY).picture is None


def test_it_speaks_english_too() -> None:
    message = forecast(Sky(days=(day(0, "晴", 12, 27), day(1, "阴", 10, 20)), article=PAPER, place="颍川市"), EN, TODAY)
    assert message.body.text.startswith("🌤 Forecast for Yingchuan (颍川市)\nToday (13 May): sunny, 12")
    assert message.picture
    assert message.picture.alt == "[picture] highs of 20 to 27℃, no rain or snow"


@pytest.mark.parametrize(
    ("place", "wanted", "begins"),
    [
        ("", "", "🌤 颍川晚报的天气预报\n今天"),
        ("", "洛阳市", "最近的报纸上没有专门报洛阳市的。颍川晚报这份没写地点"),
        ("郑州市", "洛阳市", "最近的报纸上没有洛阳市的预报，这是郑州市的：\n🌤 郑州市天气预报\n今天"),
        ("郑州市", "", "🌤 郑州市天气预报\n今天"),
    ],
)
def test_a_forecast_is_told_as_what_it_is(place: str, wanted: str, begins: str) -> None:
    sky = Sky(days=(ForecastDay(date=TODAY, text="晴", low=1, high=9),), article=PAPER, place=place, wanted=wanted)
    assert forecast(sky, ZH, TODAY).body.text.startswith(begins)
