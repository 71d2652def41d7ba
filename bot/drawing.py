"""Pictures by matplotlib: small charts for a phone, as PNG.

Drawn on a light card of their own, so that they read the same in a chat's light and dark mode; letters are those of
Noto Sans SC (SIL Open Font License), which comes with the package zhplot, so that nobody has to install a font. Colours
are told apart by those who see red and green alike: what matters is said in words and figures, too.

matplotlib takes half a second to load and 60 MB: these functions are to be called `Apart`.
"""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch

from bot.pictures import DayWeather, Districts, Picture, Temperatures, Trend
from watchers.warning import Colour

# A phone shows a picture some 360 points wide, on a screen of three dots a point.
WIDTH, DOTS = 3.6, 300
CARD, INK, FAINT, LINE = "#fbfaf6", "#22262b", "#6d747c", "#dcdad2"
WARM, COOL, RAIN, SNOW, BAR = "#c8452b", "#2a6fb0", "#5aa0d8", "#8fb7c9", "#b8862d"
# The colours of the signals themselves (气象灾害预警信号图标), and what can be read on them.
SIGNAL = {
    Colour.BLUE: ("#1f6fd1", "white"),
    Colour.YELLOW: ("#ffd21f", INK),
    Colour.ORANGE: ("#f28a1c", INK),
    Colour.RED: ("#d7261e", "white"),
    None: ("#8a9097", "white"),
}
MOST_DISTRICTS = 24
# How wide a letter of a sign is, in hundredths of the picture.
HAN, LATIN = 3.6, 1.6


def drawn(picture: Picture) -> bytes:
    """The picture as PNG. Raises ValueError for one that shows nothing."""
    if picture.temperatures:
        return _png(_temperatures(picture.temperatures))
    if picture.trend:
        return _png(_trend(picture.trend))
    if picture.districts:
        return _png(_districts(picture.districts))
    raise ValueError("a picture of nothing")


@cache
def _letters(size: float, bold: bool = False) -> FontProperties:
    spec = find_spec("zhplot")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    file = Path(spec.submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"
    return FontProperties(fname=str(file), size=size, weight="bold" if bold else "normal")


def _card(height: float, title: str, source: str) -> Figure:
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=CARD)
    FigureCanvasAgg(figure)
    figure.text(0.05, 1 - 0.13 / height, title, fontproperties=_letters(11), color=INK, va="top")
    figure.text(0.05, 0.1 / height, source, fontproperties=_letters(6.5), color=FAINT, va="bottom")
    return figure


def _plain(axes: Axes) -> None:
    """Without a frame and ticks: figures stand where they belong."""
    axes.set_facecolor("none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])


def _temperatures(picture: Temperatures) -> Figure:
    figure, days = _card(2.9, picture.title, picture.source), picture.days
    axes = figure.add_axes((0.03, 0.30, 0.94, 0.47))
    _plain(axes)
    places = range(len(days))
    highs = [(n, day.high) for n, day in enumerate(days) if day.high is not None]
    lows = [(n, day.low) for n, day in enumerate(days) if day.low is not None]
    for line, colour, lift, anchor in ((highs, WARM, 5, "bottom"), (lows, COOL, -5, "top")):
        if not line:
            continue
        xs, ys = [n for n, _ in line], [value for _, value in line]
        axes.plot(xs, ys, color=colour, linewidth=1.8, marker="o", markersize=4, solid_capstyle="round")
        for x, y in line:
            axes.annotate(
                f"{y}°", (x, y), xytext=(0, lift), textcoords="offset points", ha="center", va=anchor,
                color=colour, fontproperties=_letters(8.5),
            )  # fmt: skip
    every = [value for _, value in (*highs, *lows)] or [0]
    room = max(4, max(every) - min(every))
    axes.set_ylim(min(every) - 0.34 * room, max(every) + 0.34 * room)
    axes.set_xlim(-0.5, len(days) - 0.5)
    axes.set_xticks([])
    _under(figure, days, axes)
    for n in places:
        axes.axvline(n, color=LINE, linewidth=0.6, zorder=0)
    return figure


def _under(figure: Figure, days: tuple[DayWeather, ...], axes: Axes) -> None:
    """What stands below each day: what falls as drops, the words of the forecast, the day."""
    low = figure.add_axes((0.03, 0.085, 0.94, 0.21))
    _plain(low)
    low.set_xlim(axes.get_xlim())
    low.set_ylim(0, 1)
    low.set_xticks([])
    for n, day in enumerate(days):
        for drop in range(int(day.rain)):
            low.plot(
                n + 0.13 * (drop - (day.rain - 1) / 2), 0.93, marker="*" if day.snow else "o",
                markersize=4.4 if day.snow else 3.4, color=SNOW if day.snow else RAIN, linewidth=0,
            )  # fmt: skip
        low.text(n, 0.63, _short(day.text), ha="center", va="center", color=INK, fontproperties=_letters(6.6))
        low.text(n, 0.36, day.name, ha="center", va="center", color=INK, fontproperties=_letters(7.4))
        when = f"{day.day.month}/{day.day.day}"
        low.text(n, 0.16, when, ha="center", va="center", color=FAINT, fontproperties=_letters(6.2))


def _short(text: str) -> str:
    """So much as has room under a day: 晴间多云, 多云转小雨, mostly sunny in two lines."""
    if len(text) <= 4 or "\n" in text:
        return text
    if text.isascii():
        return "\n".join(text.rsplit(" ", 1))
    at = text.find("转")
    at = at if 0 < at <= 4 else 4
    return f"{text[:at]}\n{text[at : at + 4]}"


def _trend(picture: Trend) -> Figure:
    figure, counts = _card(2.4, picture.title, picture.source), picture.counts
    axes = figure.add_axes((0.06, 0.24, 0.88, 0.52))
    _plain(axes)
    days = [picture.first + timedelta(days=n) for n in range(len(counts))]
    axes.bar(range(len(counts)), counts, color=BAR, width=0.72)
    weeks = [sum(counts[max(0, n - 6) : n + 1]) / len(counts[max(0, n - 6) : n + 1]) for n in range(len(counts))]
    axes.plot(range(len(counts)), weeks, color=INK, linewidth=1.2)
    top = max(counts, default=0)
    if top:
        most = counts.index(top)
        axes.annotate(
            f"{top} {picture.unit}", (most, top), xytext=(0, 2), textcoords="offset points", va="bottom",
            ha="left" if most < len(counts) / 10 else "right" if most > len(counts) * 0.9 else "center",
            color=INK, fontproperties=_letters(8),
        )  # fmt: skip
    axes.axhline(0, color=LINE, linewidth=0.8)
    axes.set_ylim(0, max(1, top) * 1.25)
    axes.set_xlim(-0.8, len(counts) - 0.2)
    step = 7 if len(days) <= 45 else 14
    shown = [n for n in range(len(days)) if (len(days) - 1 - n) % step == 0]
    axes.set_xticks(shown, [f"{days[n].month}/{days[n].day}" for n in shown])
    for label in axes.get_xticklabels():
        label.set_fontproperties(_letters(7))
        label.set_color(FAINT)
    figure.text(0.95, 1 - 0.19 / 2.4, picture.average, fontproperties=_letters(7), color=FAINT, ha="right", va="top")
    return figure


def _districts(picture: Districts) -> Figure:
    rows = picture.districts[:MOST_DISTRICTS]
    height = 0.75 + 0.3 * max(1, len(rows))
    figure = _card(height, picture.title, picture.source)
    axes = figure.add_axes((0, 0.25 / height, 1, 0.3 * len(rows) / height)) if rows else figure.add_axes((0, 0, 1, 1))
    _plain(axes)
    axes.set_xticks([])
    axes.set_xlim(0, 100)
    axes.set_ylim(len(rows), 0)
    for n, row in enumerate(rows):
        axes.text(5, n + 0.5, row.name, va="center", color=INK, fontproperties=_letters(8.5))
        at = 36.0
        for colour, hazard in row.warnings:
            wide = 3.4 + sum(LATIN if letter.isascii() else HAN for letter in hazard)
            if at + wide > 97:
                axes.text(at + 1, n + 0.5, "…", va="center", color=FAINT, fontproperties=_letters(8.5))
                break
            ground, ink = SIGNAL[colour]
            axes.add_patch(
                FancyBboxPatch(
                    (at, n + 0.16), wide, 0.68, boxstyle="round,pad=0,rounding_size=1.1", mutation_aspect=0.25,
                    linewidth=0, facecolor=ground,
                )
            )  # fmt: skip
            axes.text(at + wide / 2, n + 0.5, hazard, ha="center", va="center", color=ink, fontproperties=_letters(7.6))
            at += wide + 1.6
        axes.axhline(n, color=LINE, linewidth=0.6)
    return figure


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=CARD, metadata={"Software": None})
    return out.getvalue()
