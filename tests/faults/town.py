"""Six sites with publications of their own: an e-paper, two feeds, a list of notices, two services of warnings.

with Town(random.Random(1), clock) as town:
    town.publish()                 # something new here and there
    town.draw()                    # how each site answers until it is drawn anew
    town.recover()                 # everybody is well
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from epaper.papers import SYSTEMS, Leaf, Paper, Story
from faults.places import ILL, WELL, Clock, Place, bomb
from feed.written import Told, rss
from local_site import Asked, Site
from policy.policy_pages import METADATA, Notice, document, trs
from watchers.times import BEIJING
from weather import written

COUNTIES = (
    ("中牟县", "410122"), ("兰考县", "410225"), ("新安县", "410323"), ("宝丰县", "410421"), ("安阳县", "410522"),
    ("淇县", "410622"), ("新乡县", "410721"), ("修武县", "410821"), ("清丰县", "410922"), ("鄢陵县", "411024"),
    ("舞阳县", "411121"), ("南召县", "411321"), ("宁陵县", "411423"), ("罗山县", "411521"), ("扶沟县", "411621"),
    ("西平县", "411721"), ("杞县", "410221"), ("栾川县", "410324"), ("叶县", "410422"), ("汤阴县", "410523"),
    ("获嘉县", "410724"), ("武陟县", "410823"), ("南乐县", "410923"), ("临颍县", "411122"), ("方城县", "411322"),
    ("柘城县", "411424"), ("光山县", "411522"), ("西华县", "411622"), ("上蔡县", "411722"), ("卢氏县", "411224"),
)  # fmt: skip


@dataclass
class Feed(Place):
    """RSS of the last sixty stories, of which each points to a canary with its picture and its enclosure."""

    stories: list[Told] = field(default_factory=list)
    generation: int = 0
    moods: ClassVar[tuple[str, ...]] = ("good", "reordered", "renamed", "edited")

    @property
    def front(self) -> str:
        return "/rss.xml"

    def publish(self) -> None:
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            number, title = self.headline()
            at = self.clock().strftime("%a, %d %b %Y %H:%M:%S GMT")
            text = f'{self.words()}<img src="{self.canary}/p.png">'
            link = f"{self.site.root}/n/{number}.html"
            self.stories.insert(0, Told(guid=f"0-{number}", title=title, text=text, link=link, at=at))
        del self.stories[60:]

    def draw(self, mood: tuple[str, ...]) -> None:
        super().draw(mood)
        # An edit and new names are never between the same two good looks: nobody could tell what is what.
        if self.given.get(self.front) != self._mark() or not self.stories:
            return
        if self.mood == "edited":
            at = self.chance.randrange(min(8, len(self.stories)))
            self.stories[at] = replace(self.stories[at], title=f"{self.stories[at].title}更新")
        elif self.mood == "renamed":
            self.generation += 1
            self.stories = [
                replace(one, guid=f"{self.generation}-{one.guid.partition('-')[2]}") for one in self.stories
            ]

    def _mark(self) -> str:
        body = self.whole(self.front) or b""
        return f'"{hashlib.sha256(body).hexdigest()[:16]}"'

    def whole(self, path: str) -> bytes | None:
        if path != self.front:
            return None
        shown = sorted(self.stories, key=lambda one: one.guid) if self.mood == "reordered" else self.stories
        extra = f'<enclosure url="{self.canary}/a.mp3" length="1" type="audio/mpeg"/>'
        return rss(shown, extra=extra).encode()


@dataclass
class Newspaper(Place):
    """An e-paper whose front door leads to the day's issue; half of the pages come an hour after the others."""

    issues: dict[date, tuple[Paper, datetime]] = field(default_factory=dict)
    pages: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    moods: ClassVar[tuple[str, ...]] = ("good", "good", "yesterday")

    @property
    def front(self) -> str:
        return "/sdrb/"

    def publish(self) -> None:
        """Today's issue, from some time of the early morning on."""
        now = self.clock().astimezone(BEIJING)
        if now.date() in self.issues or now.hour < 6:
            return
        leaves = tuple(
            Leaf(label=f"{n:02}", name=name, stories=tuple(self._story(now.date(), 4 * n + k) for k in range(3)))
            for n, name in enumerate(("头版", "综合", "要闻", "副刊"), 1)
        )
        paper = Paper(day=now.date(), leaves=leaves)
        self.issues[paper.day] = (paper, self.clock())
        system = replace(SYSTEMS["F1 A"], root=f"{self.site.root}{self.front}")
        for place, leaf in enumerate(leaves):
            at = self.clock() + (timedelta(hours=1) if place > 1 else timedelta(0))
            self._put(system.leaf_url(paper.day, place, leaf.label), system.index(system, paper, place), at)
            for story in leaf.stories:
                self._put(system.story_url(paper.day, story, leaf.label), system.page(system, paper, leaf, story), at)

    def _put(self, url: str, text: str, at: datetime) -> None:
        self.pages[url.removeprefix(self.site.root)] = (text.encode(), at)

    def _story(self, day: date, place: int) -> Story:
        _, title = self.headline()
        return Story(
            number=day.toordinal() * 100 + place, title=title, paragraphs=(f"{self.words()}。", f"{self.words()}。")
        )

    def whole(self, path: str) -> bytes | None:
        if path == self.front:
            days = sorted(self.issues)[: -1 if self.mood == "yesterday" and len(self.issues) > 1 else None]
            there = f"html/{days[-1]:%Y-%m/%d}/node_3.htm" if days else "html/"
            return f'<html><head><meta http-equiv="refresh" content="0;url={there}"></head></html>'.encode()
        body, at = self.pages.get(path, (b"", self.clock() + timedelta(days=1)))
        return body if at <= self.clock() else None


@dataclass
class Office(Place):
    """A list of notices as TRS writes it, with their documents."""

    notices: list[tuple[Notice, bytes]] = field(default_factory=list)
    moods: ClassVar[tuple[str, ...]] = ("good", "reordered", "edited")

    @property
    def front(self) -> str:
        return "/zwgk/tzgg/index.shtml"

    def publish(self) -> None:
        if self.notices and self.chance.random() < 0.6:
            return
        number, title = self.headline()
        day = self.clock().astimezone(BEIJING).date()
        title = f"颍川区交通局关于{title}的通告"
        body = "".join(f"<p>　　{self.words()}。</p>" for _ in range(4))
        path = f"/zwgk/tzgg/{day:%Y%m}/t{day:%Y%m%d}_{number}.shtml"
        page = document(title, METADATA["table"].format(validity="有效"), body)
        self.notices.insert(0, (Notice(title=title, path=path, day=day), page.encode()))

    def whole(self, path: str) -> bytes | None:
        if path == self.front:
            lines = [notice for notice, _ in self.notices[:20]]
            if self.mood == "reordered":
                lines = lines[::-1]
            elif self.mood == "edited" and lines:
                lines[0] = replace(lines[0], title=f"{lines[0].title}（修订）")
            return trs(lines).encode()
        return next((page for notice, page in self.notices if notice.path == path), None)


@dataclass(slots=True)
class Alarm:
    """A warning as it really is. `seen`: it went out to us whole; `stale_at`: when an old answer told of it last."""

    hazard: str
    county: str
    code: str
    name: str
    begun_at: datetime
    ends_at: datetime
    orange: bool = False
    seen: bool = False
    stale_at: datetime | None = None


@dataclass
class Weather(Place):
    """What the two services of warnings have in common: counties that are warned of, one after the other."""

    alarms: list[Alarm] = field(default_factory=list)
    moods: ClassVar[tuple[str, ...]] = ("good",)
    hazard: ClassVar[str] = ""

    def publish(self) -> None:
        now = self.clock()
        live = [one for one in self.alarms if one.ends_at > now]
        for one in live:
            if not one.orange and now - one.begun_at > timedelta(minutes=40) and self.chance.random() < 0.1:
                one.orange = True
        if len(live) < 4 and self.chance.random() < 0.15 and len(self.alarms) < len(COUNTIES):
            county, code = COUNTIES[len(self.alarms)]
            span = timedelta(minutes=self.chance.randint(60, 400))
            self.alarms.append(Alarm(self.hazard, county, code, written.alarm_id(now, code), now, now + span))

    @property
    def live(self) -> list[Alarm]:
        return [one for one in self.alarms if one.begun_at <= self.clock() < one.ends_at]

    def serve(self, asked: Asked) -> Iterator[bytes | None]:
        """Stale answers are remembered: who was never told better cannot know."""
        if self.mood == "old" and (old := self.before.get(asked.path)):
            for one in self.alarms:
                if one.county.encode() in old:
                    one.stale_at = self.clock()
        yield from super().serve(asked)
        if self.mood == "good":
            for one in self._told_at(asked.path):
                one.seen = True

    def _told_at(self, path: str) -> list[Alarm]:
        raise NotImplementedError


class National(Weather):
    """The national list in JSON, with a page for the text of each, which is a canary's for some."""

    hazard: ClassVar[str] = "暴雨"

    @property
    def front(self) -> str:
        return "/rest/findAlarm?pageNo=1&pageSize=300"

    def whole(self, path: str) -> bytes | None:
        if path == self.front:
            return written.answer([self._item(one) for one in self.live])
        return written.detail("未来三小时当地降雨将超过五十毫米，请注意防范。") if "/publish/alarm/" in path else None

    def _item(self, one: Alarm) -> dict[str, str]:
        colour = "橙" if one.orange else "黄"
        made = written.item(
            one.begun_at, code=one.code, office=f"河南省{one.county}气象台", colour=colour, name=one.name
        )
        return {**made, "url": f"{self.canary}/x.html"} if one.code.endswith("4") else made

    def _told_at(self, path: str) -> list[Alarm]:
        return self.live if path == self.front else []


class International(Weather):
    """A feed of CAP documents; the feed shows those that have run out, too. One entry leads to a canary."""

    hazard: ClassVar[str] = "大风"

    @property
    def front(self) -> str:
        return "/cap/rss.xml"

    def whole(self, path: str) -> bytes | None:
        if path == self.front:
            shown = [one for one in self.alarms if one.begun_at <= self.clock()][-12:]
            entries = [(one.name, f"{self.site.root}/cap/{one.name}.xml", f"{one.county}大风预警") for one in shown]
            return written.feed([*entries, ("canary", f"{self.canary}/cap.xml", "许昌市大风预警")])
        return next((self._message(one).encode() for one in self.alarms if path == f"/cap/{one.name}.xml"), None)

    def _message(self, one: Alarm) -> str:
        told = f"{one.county}气象台发布大风黄色预警信号"
        text = written.alert(
            one.name, one.begun_at, hazard="大风", colour="黄", headline=told, span=one.ends_at - one.begun_at,
            code=f"{one.code}000000",
        )  # fmt: skip
        return text.replace("中牟", one.county.removesuffix("县"))

    def _told_at(self, path: str) -> list[Alarm]:
        return [one for one in self.live if path == f"/cap/{one.name}.xml"]


class Town:
    """All of them, and the canary that nobody may touch."""

    def __init__(self, chance: random.Random, clock: Clock) -> None:
        self.chance, self.canary = chance, Site()
        bomb()  # made now: its hundred megabytes are none of the service's
        numbers = iter(range(1001, 10**6))

        def made(kind: type[Place]) -> Place:
            return kind(random.Random(chance.random()), clock, self.canary.root, numbers)

        self.places: dict[str, Place] = {
            "晚报": made(Feed), "晨报": made(Feed), "商都日报": made(Newspaper), "交通局": made(Office),
            "全国预警": made(National), "国际预警": made(International),
        }  # fmt: skip

    def publish(self) -> None:
        for place in self.places.values():
            place.publish()

    def draw(self) -> None:
        """Each by itself: well for some time, ill for some time, or everything at once."""
        for place in self.places.values():
            if self.chance.random() < 0.35:
                place.draw(self.chance.choice((WELL + place.moods, place.moods, WELL, ILL, ILL + WELL)))

    def recover(self) -> None:
        for place in self.places.values():
            place.mood = "good"

    def __enter__(self) -> Town:
        return self

    def __exit__(self, *wrong: object) -> None:
        for place in self.places.values():
            place.site.close()
        self.canary.close()
