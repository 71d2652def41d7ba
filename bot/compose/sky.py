"""Printed forecasts as the weather of the coming days: lines, and values for a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.items import origin
from bot.model import Message
from bot.pictures import DayWeather, Picture, Rain, Temperatures
from bot.styled import Styled, bold, join
from bot.texts import Texts
from watchers.model import Article, ForecastDay

# The steps of the national standard for a day's rain and snow (GB/T 28592): under 10 mm, 25, 50, more. 阵雨 and 毛毛雨
# are light by their nature; a thundershower (雷阵雨, 强降水) is short and pours, so it counts for more than drizzle.
_FALLS = re.compile(
    r"(?P<much>特大暴|大暴|暴|大|中|小|雷阵|阵|冻|毛毛|细|强对流降|强降|降)?(?P<what>雨夹雪|雨|雪|水)(?!停|止|歇)"
)
_STEPS = {
    "特大暴": Rain.STORM, "大暴": Rain.STORM, "暴": Rain.STORM, "大": Rain.HEAVY, "强降": Rain.HEAVY,
    "中": Rain.MODERATE, "雷阵": Rain.MODERATE,
}  # fmt: skip
# What a forecast calls a sky. The longer before what it holds.
_SKY = re.compile(
    r"晴间多云|多云间晴|多云间阴|阴间多云|晴到多云|多云到晴|晴|多云|少云|阴|雨夹雪|雷阵雨|冻雨|"
    r"(?:小到中|中到大|大到暴|暴到大暴|特大暴|大暴|暴|大|中|小|阵)?[雨雪](?![停止歇])|大雾|浓雾|雾|霾|扬沙|浮尘|沙尘暴|大风"
)
# 无雨, 无降水, 没有雨: nothing falls, and the words for what might are there all the same.
_NOTHING = re.compile(r"(?:无|没有|不会有|未见)(?:明显|有效)?(?:降水|降雨|降雪|雨雪|雨|雪)")
LONGEST_SAID = 13
# One point is no line.
FEWEST_DRAWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sky:
    """The days of one printed forecast from today on; `place` is where it is for, as far as that is known.

    `wanted`: the place for which there is none, where this is told instead.
    """

    days: tuple[ForecastDay, ...]
    article: Article
    place: str = ""
    wanted: str = ""


def rain(text: str) -> tuple[Rain, bool]:
    """How much falls at most by the words of a forecast (小雨转中雨: moderate), and whether that is snow."""
    falls = [
        (_STEPS.get(found["much"] or "", Rain.LIGHT), "雪" in found["what"])
        for found in _FALLS.finditer(_NOTHING.sub("", text))
        if found["what"] != "水" or (found["much"] or "").endswith("降")
    ]
    return max(falls, default=(Rain.NONE, False))


def forecast(sky: Sky, t: Texts, today: date) -> Message:
    """Lines, one a day, and the picture of the same."""
    where = t.place(sky.place) if sky.place else sky.article.paper
    title = Styled("🌤 ") + t.styled("sky.title" if sky.place else "sky.title.paper", place=where)
    instead = "sky.elsewhere" if sky.place else "sky.unplaced"
    note = t.styled(instead, place=t.place(sky.wanted), where=where) if sky.wanted else ""
    lines = [_line(one, t, today) for one in sky.days]
    body = join("\n", [note, title, *lines, t("sky.by", where=origin(sky.article, t, today))])
    return Message(body=body, picture=_picture(sky, t.spot(sky.place) if sky.place else where, t, today))


def _line(one: ForecastDay, t: Texts, today: date) -> Styled:
    """今天（6月10日）晴间多云，25～38℃，南风3级."""
    told = [re.sub(r",\s*", t("sky.comma"), part) for part in (t.sky(one.text), warmth(one, t), t.wind(one.wind))]
    day = bold(_name(one.date, t, today)) + t("sky.day", day=t.dated(one.date, today))
    return day + t("sky.comma").join(part for part in told if part)


def warmth(day: ForecastDay, t: Texts) -> str:
    """24～37℃."""
    if day.low is None or day.high is None:
        known = day.high if day.high is not None else day.low
        return "" if known is None else f"{known}℃"
    return t("forecast.range", low=day.low, high=day.high)


def _name(day: date, t: Texts, today: date) -> str:
    near = {0: "sky.today", 1: "sky.tomorrow"}.get((day - today).days)
    return t(near) if near else t("weekdays.short").split()[day.weekday()]


def _picture(sky: Sky, where: str, t: Texts, today: date) -> Picture | None:
    days = tuple(_drawn(one, t, today) for one in sky.days)
    if sum(1 for one in days if one.high is not None or one.low is not None) < FEWEST_DRAWN:
        return None
    return Picture(
        temperatures=Temperatures(
            title=t("sky.picture", place=where, count=len(days)),
            days=days,
            source=origin(sky.article, t, today),
            alt=t("picture.alt", text=_alt(days, t)),
        )
    )


def _drawn(one: ForecastDay, t: Texts, today: date) -> DayWeather:
    falls, snow = rain(one.text)
    name = _name(one.date, t, today)
    words = "\n".join(_short(t.sky(word)) for word in gist(one.text).split("\n"))
    return DayWeather(name=name, day=one.date, text=words, low=one.low, high=one.high, rain=falls, snow=snow)


def _short(said: str) -> str:
    """What has room under a day: of light to moderate rain how much there may be, of thundershowers thunder."""
    if len(said) <= LONGEST_SAID:
        return said
    last = " ".join(said.split()[-2:])
    return last if len(last) <= LONGEST_SAID else last.split()[-1].replace("showers", "")


def gist(text: str) -> str:
    """So much of a forecast's words as has room under a day, in two lines: how it begins, and its heaviest fall.

    多云,夜里有雷阵雨转中雨 → 多云 / 中雨; without rain or snow how it ends.
    """
    words = [found.group() for found in _SKY.finditer(_NOTHING.sub("", text))]
    if not words:
        return text
    heaviest = max(words, key=rain)
    further = heaviest if rain(heaviest)[0] and heaviest != words[0] else words[-1]
    return "\n".join(dict.fromkeys((words[0], further)))


def _alt(days: Sequence[DayWeather], t: Texts) -> str:
    """最高气温 27～38℃，周五有雨."""
    highs = [one.high for one in days if one.high is not None]
    warm = t("sky.alt.highs", low=min(highs), high=max(highs)) if highs else ""
    wet = t("list.comma").join(one.name for one in days if one.rain and not one.snow)
    white = t("list.comma").join(one.name for one in days if one.rain and one.snow)
    falls = [t("sky.alt.rain", days=wet) if wet else "", t("sky.alt.snow", days=white) if white else ""]
    dry = t("sky.alt.dry") if not (wet or white) else ""
    return t("sky.comma").join(part for part in (warm, *falls, dry) if part)
