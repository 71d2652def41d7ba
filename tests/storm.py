"""Warnings made by hand, put into the log of a House as their watcher would: one article each, a version a state.

storm = Storm(house)
storm.says("w1", area="中牟县", colour=Colour.ORANGE)      # the first version
storm.says("w1", Stage.CANCELLED)                           # the next one
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from house import House
from watchers import gazetteer
from watchers.model import Article, Entry, Facts, Harvest, Revision
from watchers.warning import Colour, Stage, WarningSignal

SHANGHAI = ZoneInfo("Asia/Shanghai")
SIGNS = {Colour.BLUE: "蓝色", Colour.YELLOW: "黄色", Colour.ORANGE: "橙色", Colour.RED: "红色", None: ""}
TEXT = "预计未来六小时，我县大部分乡镇将出现五十毫米以上降水，请注意防范。\n防御指南：1.停止户外集会；2.检查排水设施。"


def at(text: str) -> datetime:
    """2026-05-11 12:00 in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def signal(
    area: str = "中牟县",
    colour: Colour | None = Colour.ORANGE,
    stage: Stage = Stage.NEW,
    hazard: str = "暴雨",
    issued_at: datetime = datetime(2026, 5, 11, 2, 20, tzinfo=UTC),
    **further: object,
) -> WarningSignal:
    made = WarningSignal(
        hazard=hazard, issuer=f"{area}气象台", area=area, stage=stage, issued_at=issued_at, colour=colour
    )
    return replace(made, **further)  # type: ignore[arg-type]


def article(one: WarningSignal, key: str = "w", text: str = TEXT) -> Article:
    places = (*gazetteer.load().parents(one.area), one.area)
    return Article(
        paper="气象预警",
        day=one.issued_at.astimezone(SHANGHAI).date(),
        headline=f"{one.issuer}发布{one.hazard}{SIGNS[one.colour]}预警信号",
        body=text,
        key=key,
        warning=one,
        facts=Facts(places=places),
    )


@dataclass
class Storm:
    """The watcher's part. What is not said anew stays as it was said last."""

    house: House
    said: dict[str, WarningSignal] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def says(self, uid: str, stage: Stage = Stage.NEW, text: str = TEXT, **what: object) -> None:
        self.say_all([(uid, stage, what)], text)

    def say_all(self, states: Sequence[tuple[str, Stage, Mapping[str, object]]], text: str = TEXT) -> tuple[Entry, ...]:
        """Several warnings in one harvest."""
        return self.append([self._next(uid, stage, what, text) for uid, stage, what in states])

    def append(self, revisions: list[Revision]) -> tuple[Entry, ...]:
        now, news = self.house.hands(), self.house.news
        visit = news.claim(now, timedelta(minutes=1), due_only=False)
        assert visit
        articles = tuple(one.article for one in revisions)
        added = tuple(news.save(visit, Harvest(bookmark=visit.bookmark, articles=articles), revisions, now))
        news.settle(visit, now + timedelta(minutes=5), now)
        return added

    def _next(self, uid: str, stage: Stage, what: Mapping[str, object], text: str) -> Revision:
        before = self.said.get(uid)
        further = {"issued_at": self.house.hands(), "was": before.colour if before else None, **what}
        if before:
            self.said[uid] = replace(before, stage=stage, **further)  # type: ignore[arg-type]
        else:
            self.said[uid] = signal(stage=stage, **further)  # type: ignore[arg-type]
        self.versions[uid] = self.versions.get(uid, 0) + 1
        told = article(self.said[uid], uid, text)
        return Revision(uid=uid, version=self.versions[uid], article=told)

    def match(self) -> None:
        while self.house.matching.match_new():
            pass
