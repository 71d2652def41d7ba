"""A web of a dict, an Apart that stays here, and a visitor who goes on until nothing is left."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import UTC, date, datetime, timedelta

from watchers.epaper import epaper_watcher
from watchers.errors import BaoxiaoError, MissingError
from watchers.model import Article, Harvest, Kind, Source
from watchers.ports import Fetched

NOON = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)  # nine in the morning in China
Answer = bytes | BaoxiaoError | Callable[[], bytes] | None
NOTHING: Mapping[str, Answer] = {}


@dataclass
class FakeWeb:
    """Pages by address; what is not there is missing. Validators are the bodies' hashes."""

    given: InitVar[Mapping[str, Answer]] = NOTHING
    pages: dict[str, Answer] = field(init=False)
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0
    content_type: str = "text/html"

    def __post_init__(self, given: Mapping[str, Answer]) -> None:
        self.pages = dict(given)

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        self.asked.append(url)
        page = self.pages.get(url)
        if page is None:
            raise MissingError(f"{url} 没有这一页（404）：请检查网址。")
        if isinstance(page, BaoxiaoError):
            raise page
        body = page() if callable(page) else page
        mark = str(hash(body))
        if mark == validator:
            self.unchanged += 1
            return Fetched(url=url, validator=mark, unchanged=True)
        return Fetched(url=url, body=body, content_type=self.content_type, validator=mark)


def apart(rule, /, *values, **named):  # type: ignore[no-untyped-def]
    """Here, but only with what could go to another process and come back."""
    values = pickle.loads(pickle.dumps(values))
    return pickle.loads(pickle.dumps(rule(*values, **named)))


def source(location: str = "", back: int = 0, name: str = "商都日报") -> Source:
    return Source(name=name, kind=Kind.EPAPER, location=location, every=timedelta(minutes=10), paper=name, back=back)


@dataclass
class Visitor:
    """Keeps what came as the store would: the latest of each key."""

    web: Callable[..., Fetched]
    source: Source
    now: datetime = NOON
    bookmark: str = ""
    presets: dict = field(default_factory=dict)  # type: ignore[type-arg]
    kept: dict[str, Article] = field(default_factory=dict)
    came: list[Article] = field(default_factory=list)
    harvests: list[Harvest] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def visit(self, most: int = 1000) -> BaoxiaoError | None:
        """One visit, ended behind `most` harvests; what went wrong, if anything did."""
        watch = epaper_watcher(self.web, apart, lambda article: article, self.presets)
        try:
            for harvest in watch(self.source, self.bookmark, self.now):
                self._keep(harvest)
                most -= 1
                if most == 0:
                    return None
        except BaoxiaoError as wrong:
            self.errors.append(str(wrong))
            return wrong
        return None

    def _keep(self, harvest: Harvest) -> None:
        self.bookmark = harvest.bookmark
        self.harvests.append(harvest)
        for article in harvest.articles:
            assert article.key
            self.came.append(article)
            self.kept[article.key] = article

    @property
    def notes(self) -> tuple[str, ...]:
        return self.harvests[-1].notes

    def later(self, **span: float) -> Visitor:
        self.now += timedelta(**span)
        return self

    def of(self, day: date) -> list[Article]:
        return [article for article in self.kept.values() if article.day == day]
