"""A web of a dict, and whoever follows a feed in it: every harvest kept as the log keeps it, by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from feed.written import HERE, NOW, SOURCE
from watchers.errors import MissingError
from watchers.feed import feed_watcher
from watchers.model import Article, Harvest, Source
from watchers.ports import Fetched


@dataclass(frozen=True, slots=True)
class Asked:
    url: str
    validator: str
    unchanged: bool


@dataclass(slots=True)
class Web:
    """Answers from `pages`; one that raises is an exception, one with a validator can be unchanged."""

    pages: dict[str, Fetched | Exception] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        page = self.pages.get(url, MissingError("没有这一页。"))
        if isinstance(page, Exception):
            self.asked.append(Asked(url, validator, False))
            raise page
        same = bool(validator) and validator == page.validator
        self.asked.append(Asked(url, validator, same))
        return Fetched(url=url, validator=validator, unchanged=True) if same else page


def here(rule: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    return rule(*args, **kwargs)


def untouched(article: Article) -> Article:
    return article


@dataclass(slots=True)
class Follower:
    """Visits the feed; `log` are all versions of articles by key, `sent` every article of every harvest."""

    web: Web = field(default_factory=Web)
    source: Source = SOURCE
    bookmark: str = ""
    now: datetime = NOW
    log: dict[str, list[Article]] = field(default_factory=dict)
    sent: list[Article] = field(default_factory=list)

    def put(self, text: str, validator: str = "", kind: str = "text/xml; charset=utf-8") -> None:
        self.web.pages[HERE] = Fetched(url=HERE, body=text.encode(), content_type=kind, validator=validator)

    def visit(self, most: int = 10_000) -> list[Harvest]:
        """At most so many harvests, each kept as soon as it comes."""
        harvests = []
        for harvest in feed_watcher(self.web, here, untouched)(self.source, self.bookmark, self.now):
            self.bookmark = harvest.bookmark
            for article in harvest.articles:
                versions = self.log.setdefault(article.key, [])
                if not versions or versions[-1] != article:
                    versions.append(article)
                self.sent.append(article)
            harvests.append(harvest)
            if len(harvests) == most:
                break
        return harvests

    def after(self, text: str) -> list[Article]:
        """What a visit brings when the feed says this."""
        self.put(text)
        return [article for harvest in self.visit() for article in harvest.articles]
