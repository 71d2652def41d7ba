"""Warnings of our own invention, in the forms that services print, and whoever follows them as the log would."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from watchers import gazetteer
from watchers.codec import from_json, to_json
from watchers.errors import BaoxiaoError, FetchError, MissingError
from watchers.model import Article, Harvest, Kind, Source
from watchers.ports import Fetched, Listed, Listing
from watchers.times import BEIJING
from watchers.warning import ENDED, Stage, WarningSignal
from watchers.weather import warnings_watcher

NOW = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)  # 10:00 in Beijing
LIST = "https://weather.example/rest/findAlarm?pageNo=1&pageSize=300"
FEED = "https://cap.example/rss.xml"
EVERY = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


INLINE = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.1">'
    "<entry><id>{name}</id><updated>2026-07-20T10:00:00+08:00</updated><title>{title}</title>"
    '<link href="https://cap.example/{name}.xml" type="application/cap+xml"/><summary>雨很大。</summary>'
    "<cap:event>暴雨</cap:event><cap:effective>2026-07-20T10:00:00+08:00</cap:effective>"
    "<cap:expires>2026-07-20T{expires}:00+08:00</cap:expires><cap:status>{status}</cap:status>"
    "<cap:msgType>{kind}</cap:msgType><cap:severity>Severe</cap:severity><cap:areaDesc>{area}</cap:areaDesc></entry></feed>"
)
"""An Atom feed of one entry that tells by itself what it points to."""


def source(location: str = LIST, area: str = "", paper: str = "预警发布") -> Source:
    return Source(name="预警", kind=Kind.WARNINGS, location=location, every=EVERY, paper=paper, area=area)


def local(at: datetime, form: str) -> str:
    return at.astimezone(BEIJING).strftime(form)


def alarm_id(at: datetime, code: str = "410122") -> str:
    return f"{code}41600000_{local(at, '%Y%m%d%H%M%S')}"


def item(
    at: datetime = NOW,
    *,
    code: str = "410122",
    office: str = "河南省郑州市中牟县气象台",
    hazard: str = "暴雨",
    colour: str = "橙",
    act: str = "发布",
    name: str = "",
) -> dict[str, str]:
    """One item of the national list."""
    own = name or alarm_id(at, code)
    return {
        "alertid": own,
        "issuetime": local(at, "%Y/%m/%d %H:%M"),
        "title": f"{office}{act}{hazard}{colour}色预警信号",
        "url": f"/publish/alarm/{own}.html",
        "pic": "https://image.example/p0002002.png",
    }


def answer(items: Sequence[dict[str, str]], *, pages: int = 1, count: int | None = None, code: int = 0) -> bytes:
    """One page of the national list."""
    page = {"pageNo": 1, "pageSize": 300, "count": len(items) if count is None else count, "totalPage": pages}
    data = {"page": {**page, "list": list(items)}, "provinceAlarms": [], "stat": {}}
    return json.dumps({"msg": "success", "code": code, "data": data}, ensure_ascii=False).encode()


def detail(text: str) -> bytes:
    return f'<html><body><div id="alarmtext"><p>{text}</p></div></body></html>'.encode()


def alert(
    name: str,
    at: datetime = NOW,
    *,
    kind: str = "Alert",
    refers: Sequence[str] = (),
    hazard: str = "暴雨",
    colour: str = "橙",
    headline: str = "",
    status: str = "Actual",
    span: timedelta | None = timedelta(hours=24),
    text: str = "未来三小时中牟县北部降雨将超过五十毫米。",
    code: str = "410122000000",
    person: str = "薛见山",
    extra: str = "",
) -> str:
    """One CAP message as the Chinese weather service writes it."""
    sent = at.astimezone(BEIJING).isoformat()
    act = {"Cancel": "解除"}.get(kind, "发布")
    told = headline or f"中牟县气象台{act}{hazard}{colour}色预警信号"
    severity = {"蓝": "Minor", "黄": "Moderate", "橙": "Severe", "红": "Extreme"}[colour]
    references = " ".join(f"office,{one},{sent}" for one in refers)
    expires = f"<expires>{(at + span).astimezone(BEIJING).isoformat()}</expires>" if span is not None else ""
    return (
        f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{name}</identifier>'
        f"<sender>Zhongmu_Observatory</sender><sent>{sent}</sent><status>{status}</status><msgType>{kind}</msgType>"
        f"<scope>Public</scope><references>{references}</references><info><language>zh-CN</language>"
        f"<category>Met</category><event>{hazard}</event>{extra}<urgency>Unknown</urgency>"
        f"<severity>{severity}</severity><certainty>Unknown</certainty>{expires}<senderName>{person}</senderName>"
        f"<headline>{told}</headline><description>{text}</description><area><areaDesc>中牟</areaDesc><geocode>"
        f"<valueName>CPEAS Geographic Code</valueName><value>{code}</value></geocode></area></info></alert>"
    )


def feed(entries: Sequence[tuple[str, str, str]]) -> bytes:
    """An RSS feed of CAP: (identifier, address, title) an entry."""
    items = "".join(
        f"<item><title>{title}</title><guid>{name}</guid><link>{url}</link>"
        f"<pubDate>Mon, 20 Jul 2026 02:00:00 GMT</pubDate></item>"
        for name, url, title in entries
    )
    return f'<rss version="2.0"><channel><title>CAP</title>{items}</channel></rss>'.encode()


@dataclass(slots=True)
class Web:
    """Answers from `pages`: bytes, an exception to raise, or a list of either, one after the other."""

    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        self.asked.append(url)
        page = self.pages.get(url, MissingError("没有这一页。"))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        if isinstance(page, Exception):
            raise page
        mark = str(hash(page))
        if validator == mark:
            self.unchanged += 1
            return Fetched(url=url, validator=mark, unchanged=True)
        return Fetched(url=url, body=page, validator=mark)


@dataclass(slots=True)
class Drawer:
    """A folder of a dict: name → (bytes, time of change)."""

    files: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    gone: bool = False

    def listing(self, location: str) -> Listing:
        if self.gone:
            raise FetchError("文件夹不在了。")
        found = (Listed(name=name, size=len(body), changed_at=at) for name, (body, at) in sorted(self.files.items()))
        return Listing(files=tuple(found))

    def read(self, location: str, name: str, limit: int) -> bytes:
        if len(self.files[name][0]) > limit:
            raise FetchError("太大。")
        return self.files[name][0]


def apart(rule: Any, /, *args: Any, **kwargs: Any) -> Any:
    return rule(*args, **kwargs)


def as_it_is(article: Article) -> Article:
    return article


@dataclass(slots=True)
class Follower:
    """Visits a source again and again and keeps each article's versions, as the log would; its rules are checked.

    `after`: a visit is cut after so many harvests, as the carrier may.
    """

    source: Source = field(default_factory=source)
    web: Web = field(default_factory=Web)
    drawer: Drawer = field(default_factory=Drawer)
    now: datetime = NOW
    bookmark: str = ""
    versions: dict[str, list[Article]] = field(default_factory=dict)
    harvests: list[Harvest] = field(default_factory=list)
    errors: list[BaoxiaoError] = field(default_factory=list)

    def visit(self, after: int = 1000) -> list[Article]:
        """The articles of one visit; an error of it is kept in `errors`."""
        watch = warnings_watcher(self.web, self.drawer, apart, as_it_is, gazetteer.load())
        told: list[Article] = []
        self.harvests = []
        try:
            for harvest in watch(self.source, self.bookmark, self.now):
                self.bookmark = harvest.bookmark
                self.harvests.append(harvest)
                told += self._keep(harvest)
                if len(self.harvests) >= after:
                    break
        except BaoxiaoError as wrong:
            self.errors.append(wrong)
        return told

    def visits(self, steps: int, every: timedelta = EVERY) -> list[Article]:
        """The articles of so many visits, the clock going on before each."""
        told = []
        for _ in range(steps):
            self.now += every
            told += self.visit()
        return told

    @property
    def stages(self) -> list[list[Stage]]:
        """Of each article, in the order of their first versions, the stages of its versions."""
        return [[signal(one).stage for one in versions] for versions in self.versions.values()]

    @property
    def alarms(self) -> int:
        """How many versions are news that people are woken for."""
        return sum(stage in (Stage.NEW, Stage.RAISED) for stages in self.stages for stage in stages)

    def last(self) -> Article:
        return list(self.versions.values())[-1][-1]

    def _keep(self, harvest: Harvest) -> Iterator[Article]:
        for article in harvest.articles:
            known = self.versions.setdefault(article.key, [])
            if not known or known[-1] != article:
                known.append(article)
                lawful(known)
                yield article


def signal(article: Article) -> WarningSignal:
    assert article.warning is not None
    assert from_json(to_json(article.warning), WarningSignal) == article.warning
    return article.warning


def lawful(versions: Sequence[Article]) -> None:
    """What holds of any warning's article, whatever came in whatever order."""
    signals = [signal(one) for one in versions]
    last = signals[-1]
    assert len({(one.key, one.day, one.paper) for one in versions}) == 1
    assert not any(one.stage in ENDED for one in signals[:-1]), "nothing comes after the end"
    assert [one.stage for one in signals].count(Stage.NEW) <= 1, "it is new once"
    if len(signals) == 1:
        assert last.stage in (Stage.NEW, Stage.RENEWED)
    if last.stage in (Stage.RAISED, Stage.LOWERED):
        assert last.was
        assert last.colour
        assert (last.colour > last.was) is (last.stage is Stage.RAISED)
        assert last.was == signals[-2].colour
    else:
        assert last.was is None
