"""How often a query was met, day by day: a few figures, and the picture of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.model import Button, Message
from bot.pictures import Picture, Trend
from bot.styled import Styled, join
from bot.texts import Texts

# Fewer days than a week are no trend, and are told in words.
FEWEST_DRAWN = 7
BRIEF = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Articles that meet a query, by issue day: `counts` of the days from `first` on.

    `before` is the sum of as many days before, None where the archive does not reach back so far. `reached`: the query
    is met so often that only the days from `first` on were counted, fewer than were asked for.
    """

    first: date
    counts: tuple[int, ...]
    before: int | None = None
    reached: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts)


def counted(by_day: Mapping[date, int], first: date, last: date, oldest: date, reached: bool = False) -> Counted:
    """Of [first, last], and as many days before; `oldest` is the first day of which all is known."""
    span = (last - first).days + 1
    begin = max(first, min(oldest, last))
    counts = tuple(by_day.get(begin + timedelta(days=n), 0) for n in range((last - begin).days + 1))
    earlier = first - timedelta(days=span)
    before = sum(by_day.get(earlier + timedelta(days=n), 0) for n in range(span)) if oldest <= earlier else None
    return Counted(first=begin, counts=counts, before=before, reached=reached and begin > first)


def trend(name: str, of: Counted, buttons: Sequence[Button], t: Texts, today: date) -> Message:
    """The figures as lines; without any article a word of what to do instead."""
    days = len(of.counts)
    if not of.total:
        return Message(body=t.styled("trend.nothing", query=name, days=days), buttons=(tuple(buttons),))
    most = max(range(days), key=lambda n: (of.counts[n], n))
    day = t.dated(of.first + timedelta(days=most), today)
    body = join(
        "\n",
        [
            Styled("📈 ") + t.styled("trend.title", query=name, days=days),
            t("trend.total", total=of.total, average=_average(of, t)),
            t("trend.most", day=day, count=of.counts[most]),
            _change(of, t),
            _limits(of, t, today),
        ],
    )
    return Message(body=body, buttons=(tuple(buttons),), picture=_picture(name, of, t, today))


def _average(of: Counted, t: Texts) -> str:
    """平均一天 1.4 篇, 平均 6 天一篇."""
    if of.total >= len(of.counts):
        return t("trend.often", count=f"{of.total / len(of.counts):.1f}")
    return t("trend.seldom", days=f"{len(of.counts) / of.total:.0f}")


def _change(of: Counted, t: Texts) -> str:
    """Against as many days before: in hundredths where there is enough to reckon with, else in articles."""
    if of.before is None:
        return ""
    more, days = of.total - of.before, len(of.counts)
    if not more:
        return t("trend.same", days=days, before=of.before)
    key = "trend.up" if more > 0 else "trend.down"
    share = f"{abs(more) * 100 / of.before:.0f}%" if of.before >= 10 else t("trend.articles", count=abs(more))
    return t(key, days=days, before=of.before, share=share)


def _limits(of: Counted, t: Texts, today: date) -> str:
    key = "trend.reached" if of.reached else "trend.young" if of.before is None else ""
    return t(key, day=t.dated(of.first, today)) if key else ""


def _picture(name: str, of: Counted, t: Texts, today: date) -> Picture | None:
    if len(of.counts) < FEWEST_DRAWN:
        return None
    brief = name if len(name) <= BRIEF else name[: BRIEF - 1] + "…"
    said = t("trend.alt", query=name, days=len(of.counts), total=of.total, most=max(of.counts))
    return Picture(
        trend=Trend(
            title=t("trend.picture", query=brief, days=len(of.counts)),
            first=of.first,
            counts=of.counts,
            unit=t("trend.unit"),
            average=_average(of, t),
            source=t("trend.source", day=t.dated(today, today)),
            alt=t("picture.alt", text=said),
        )
    )
