"""Forecast lists in several house styles, and prose about weather that is none. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from watchers.facts.forecast import forecast

ISSUED = date(2026, 7, 1)


def entries(body: str, issued: date = ISSUED) -> list[tuple[str, str, str, int | None, int | None]]:
    return [(d.date.isoformat(), d.text, d.wind, d.low, d.high) for d in forecast(body, issued)]


def test_the_weekly_list_with_optional_wind() -> None:
    assert entries("7月1日多云转阴天,夜里有小雨,北风2级,阵风5~6级,21℃~30℃;7月2日晴,20℃～33℃。") == [
        ("2026-07-01", "多云转阴天,夜里有小雨", "北风2级,阵风5~6级", 21, 30),
        ("2026-07-02", "晴", "", 20, 33),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "今天白天到夜里：阴天，南风2到3级，最高气温29℃，最低气温18℃。",
        "今日 阴天 南风2到3级 18℃-29℃",
        "7月1日(星期三)：阴天，南风2到3级，18℃/29℃",
        "1日（今天）：阴天，南风2到3级，气温在18到29摄氏度。",
        "今天，阴天，南风2到3级。最低温度：18到20度；最高温度：27到29度。",
    ],
)
def test_house_styles(body: str) -> None:
    assert entries(body) == [("2026-07-01", "阴天", "南风2到3级", 18, 29)]


def test_below_zero_and_over_the_new_year() -> None:
    body = "12月31日晴，-5℃~3℃；1月1日阴，零下6℃到零下1℃；2日小雪，-9--2℃。"
    assert entries(body, date(2026, 12, 31)) == [
        ("2026-12-31", "晴", "", -5, 3),
        ("2027-01-01", "阴", "", -6, -1),
        ("2027-01-02", "小雪", "", -9, -2),
    ]


def test_several_days_in_one_entry() -> None:
    assert [entry[0] for entry in entries("2日至4日多云，20-30℃。")] == ["2026-07-02", "2026-07-03", "2026-07-04"]


def test_a_list_may_leave_out_the_temperatures() -> None:
    assert [entry[1] for entry in entries("2日小雨转中雨，3日多云。")] == ["小雨转中雨", "多云"]


def test_rain_of_two_strengths() -> None:
    assert entries("2日到3日：小到中雨，18～22℃。") == [
        ("2026-07-02", "小到中雨", "", 18, 22),
        ("2026-07-03", "小到中雨", "", 18, 22),
    ]


def test_prose_and_list_for_one_day_are_one_entry() -> None:
    assert entries("2日有小雨，3日多云。7月2日小雨，18℃~22℃；7月3日多云，20℃~25℃。") == [
        ("2026-07-02", "小雨", "", 18, 22),
        ("2026-07-03", "多云", "", 20, 25),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "预计明天最高气温将达38℃，为今夏首个高温日。",
        "2日小雨淅沥，记者在村口见到了她。",
        "7月2日，晴川中学举行运动会。",
        "5月1日，晴，10~20℃，游园会如期举行。",
        "会议7月2日召开，气氛热烈。",
    ],
)
def test_no_forecast(body: str) -> None:
    assert entries(body) == []
