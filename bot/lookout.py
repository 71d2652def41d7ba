"""The watchers of one process, each made when a source first needs it, with the fetcher and the worker they share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from watchers.config import WebConfig
from watchers.model import Article, Kind
from watchers.ports import Reader, Watcher

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

    @cached_property
    def web(self) -> Web:
        from watchers.http import Web

        return Web(allowed=self._config.allowed, gap=self._config.gap.total_seconds())

    @cached_property
    def apart(self) -> Workshop:
        from watchers.apart import Workshop

        return Workshop()

    def close(self) -> None:
        """Who is waiting for the network or the worker is told that it has ended."""
        for shared in ("web", "apart"):
            if shared in self.__dict__:
                self.__dict__[shared].close()

    def _make(self, kind: Kind) -> Watcher:
        from watchers.folder import LocalFolder

        match kind:
            case Kind.FOLDER:
                from watchers.paper import folder_watcher

                return folder_watcher(LocalFolder(), self._reader())
            case Kind.EPAPER:
                from watchers.epaper import epaper_watcher

                return epaper_watcher(self.web, self.apart, understand)
            case Kind.FEED:
                from watchers.feed import feed_watcher

                return feed_watcher(self.web, self.apart, understand)
            case Kind.POLICY:
                from watchers.policy import policy_watcher

                return policy_watcher(self.web, self.apart, understand)
            case Kind.WARNINGS:
                from watchers.weather import warnings_watcher

                return warnings_watcher(self.web, LocalFolder(), self.apart, understand)


def understand(article: Article) -> Article:
    """The article with its facts."""
    from watchers import facts, gazetteer

    return facts.understand(article, gazetteer.load())
