"""How often a query was met, day by day: a few figures, and the picture of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.compose import rate
from bot.model import Button, Message
from bot.pictures import Picture, Trend
from bot.styled import Styled, join
from bot.texts import Texts

# Fewer days than a week are no trend, and are told in words.
FEWEST_DRAWN = 7
BRIEF = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Articles that meet a query, by issue day: `counts` of the days from `first` on, `read` of which brought anything.

    `before` is the sum of as many days before, None where too little was read of them. `young`: the archive does not
    reach back so far. `reached`: the query is met so often that only the days from `first` on were counted, fewer than
    were asked for.
    """

    first: date
    counts: tuple[int, ...]
    read: int
    before: int | None = None
    young: bool = False
    reached: bool = False

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.counts) - 1)

    @property
    def total(self) -> int:
        return sum(self.counts)


def counted(
    by_day: Mapping[date, int], first: date, last: date, oldest: date, read: Collection[date], reached: bool = False
) -> Counted:
    """Of [first, last], and as many days before; `oldest` is the first day of which all is known.

    `read` are the days of which there is anything in the archive.
    """
    span = (last - first).days + 1
    begin = max(first, min(oldest, last))
    counts = tuple(by_day.get(begin + timedelta(days=n), 0) for n in range((last - begin).days + 1))
    earlier = first - timedelta(days=span)
    before = sum(by_day.get(earlier + timedelta(days=n), 0) for n in range(span))
    known = oldest <= earlier and not rate.few(span, sum(earlier <= day < first for day in read))
    return Counted(
        first=begin,
        counts=counts,
        read=sum(begin <= day <= last for day in read),
        before=before if known else None,
        young=oldest > earlier,
        reached=reached and begin > first,
    )


def trend(name: str, of: Counted, buttons: Sequence[Button], t: Texts, today: date) -> Message:
    """The figures as lines; without any article a word of what to do instead."""
    days = len(of.counts)
    span = rate.span(days, of.last, t, today)
    if not of.total:
        return Message(body=t.styled("trend.nothing", query=name, span=span), buttons=(tuple(buttons),))
    most = max(range(days), key=lambda n: (of.counts[n], n))
    day = t.dated(of.first + timedelta(days=most), today)
    body = join(
        "\n",
        [
            Styled("📈 ") + t.styled("trend.title", query=name, span=span),
            t("trend.total", total=of.total, average=_average(of, t)),
            t("trend.most", day=day, count=of.counts[most]),
            _change(of, t),
            _limits(of, t, today),
        ],
    )
    return Message(body=body, buttons=(tuple(buttons),), picture=_picture(name, of, t, today))


def _average(of: Counted, t: Texts) -> str:
    return rate.rate(of.total, len(of.counts), of.read, t)


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
    key = "trend.reached" if of.reached else "trend.young" if of.young else ""
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
