"""How often something comes: in days where the days were read, else by how much was read at all."""

from __future__ import annotations

from datetime import date

from bot.texts import Texts


def rate(total: int, days: int, read: int, t: Texts) -> str:
    """平均一天 1.4 篇, 平均 6 天一篇; of `days` days fewer than half of which were `read`, only that.

    `total` is at least 1.
    """
    if few(days, read):
        return t("rate.few", days=read)
    if total >= days:
        return t("rate.often", count=f"{total / days:.1f}")
    return t("rate.seldom", days=f"{days / total:.0f}")


def few(days: int, read: int) -> bool:
    """Whether too little was read of these days to say how often anything comes."""
    return read * 2 < days


def span(days: int, last: date, t: Texts, today: date) -> str:
    """最近 30 天; of an archive that ends long ago: 到最近一期（6月10日）为止的 30 天."""
    if last >= today:
        return t("span", days=days)
    return t("span.until", days=days, day=t.dated(last, today))
