"""The watchers of one process, each made when a source first needs it, with the fetcher and the worker they share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from watchers.config import WebConfig
from watchers.errors import ConfigError
from watchers.model import Article, Harvest, Kind, Source
from watchers.ports import Fetch, Reader, Watcher

if TYPE_CHECKING:
    from watchers.apart import Workshop
    from watchers.http import Web


class Lookout(Mapping[Kind, Watcher]):
    """`lookout[kind]` is the watcher of that kind. Threads may share it; `close` ends what they share.

    A folder needs the dictionary and no network, a feed the network and no dictionary: only what is watched is loaded.
    """

    def __init__(self, web: WebConfig, reader: Callable[[], Reader]) -> None:
        self._config, self._reader = web, reader
        self._made: dict[Kind, Watcher] = {}
        self._lock = threading.RLock()

    def __getitem__(self, kind: Kind) -> Watcher:
        with self._lock:
            if kind not in self._made:
                self._made[kind] = self._make(kind)
            return self._made[kind]

    def __iter__(self) -> Iterator[Kind]:
        return iter(Kind)

    def __len__(self) -> int:
        return len(Kind)

    @property
    def web(self) -> Web:
        with self._lock:
            return self._web

    @property
    def apart(self) -> Workshop:
        with self._lock:
            return self._apart

    @cached_property
    def _web(self) -> Web:
        from watchers.http import Web

        return Web(allowed=self._config.allowed, gap=self._config.gap.total_seconds())

    @cached_property
    def _apart(self) -> Workshop:
        from watchers.apart import Workshop

        return Workshop()

    def close(self) -> None:
        """Who is waiting for the network or the worker is told that it has ended."""
        for shared in ("_web", "_apart"):
            if shared in self.__dict__:
                self.__dict__[shared].close()

    def handed(self, body: bytes, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        """What a document of warnings that was handed over makes of those that its source has told of."""
        from watchers import gazetteer
        from watchers.weather import handed_warnings

        return handed_warnings(self.apart, understand, gazetteer.load())(body, source, bookmark, now)

    def over(self, kind: Kind, fetch: Fetch) -> Watcher:
        """A watcher of web pages that come from elsewhere. Raises ConfigError for kinds of which no pages are kept."""
        match kind:
            case Kind.EPAPER:
                from watchers.epaper import epaper_watcher

                return epaper_watcher(fetch, self.apart, understand)
            case Kind.POLICY:
                from watchers.policy import policy_watcher

                return policy_watcher(fetch, self.apart, understand)
            case _:
                raise ConfigError(f"{kind} 类来源的网页不留存，没有可重读的：只有数字报和文件列表可以重读。")

    def _make(self, kind: Kind) -> Watcher:
        from watchers.folder import LocalFolder

        match kind:
            case Kind.FOLDER:
                from watchers.paper import folder_watcher

                return folder_watcher(LocalFolder(), self._reader())
            case Kind.EPAPER | Kind.POLICY:
                return self.over(kind, self.web)
            case Kind.FEED:
                from watchers.feed import feed_watcher

                return feed_watcher(self.web, self.apart, understand)
            case Kind.WARNINGS:
                from watchers import gazetteer
                from watchers.weather import warnings_watcher

                return warnings_watcher(self.web, LocalFolder(), self.apart, understand, gazetteer.load())
            case Kind.PUSH:
                from watchers.handed import pushed_watcher

                return pushed_watcher(self.handed)


def understand(article: Article) -> Article:
    """The article with its facts."""
    from watchers import facts, gazetteer

    return facts.understand(article, gazetteer.load())
