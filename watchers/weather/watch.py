"""The watcher of warnings, made from its ports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from watchers.facts.places import Gazetteer
from watchers.model import Harvest, Source
from watchers.ports import Apart, Fetch, Folder, Understand, Watcher
from watchers.weather.memory import recall
from watchers.weather.recognise import bulletin
from watchers.weather.sources import Reach
from watchers.weather.visit import Visit


def warnings_watcher(
    fetch: Fetch, folder: Folder, apart: Apart, understand: Understand, gazetteer: Gazetteer
) -> Watcher:
    """A watcher of `Kind.WARNINGS`: an interface, a feed or a file of the web, or a folder of CAP files."""
    reach = Reach(fetch=fetch, folder=folder, apart=apart)

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        return Visit(source, recall(bookmark), now, understand, gazetteer).whole(reach)

    return watch


def handed_warnings(
    apart: Apart, understand: Understand, gazetteer: Gazetteer
) -> Callable[[bytes, Source, str, datetime], Iterator[Harvest]]:
    """The same for a document that somebody hands over: (its bytes, its source, the bookmark, now) → harvests.

    Raises ParseError when it is no document of warnings.
    """

    def take(body: bytes, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        visit = Visit(source, recall(bookmark), now, understand, gazetteer)
        return visit.handed(apart(bulletin, body, ""))

    return take
