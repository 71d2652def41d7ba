"""Reading kept pages again, with a better reader: what it reads differently is appended as corrected versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from watchers.errors import LaterError, MissingError
from watchers.ingest import keep
from watchers.model import Entry, Harvest, Visit
from watchers.ports import Clock, Fetch, Fetched, NewsStore, Watcher

Progress = Callable[[Harvest, Sequence[Entry]], None]


def kept_fetch(store: NewsStore, source: str, since: datetime) -> Fetch:
    """A web that consists of the pages that were kept of a source since then; all others are missing."""
    known = frozenset(store.kept(source, since))

    def fetch(url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        page = store.raw(source, url) if url in known else None
        if page is None:
            raise MissingError(f"{url} 没有留存。")
        return Fetched(url=page.url, body=page.body, content_type=page.content_type)

    return fetch


def reread(store: NewsStore, watcher: Watcher, claimed: Visit, clock: Clock, progress: Progress) -> None:
    """Let `watcher`, which was made over `kept_fetch`, look at everything as if for the first time.

    The source's bookmark, notes and pages stay as they are, and it is due at once: it goes on where it was. Raises what
    the watcher raises of pages that it still cannot read; what was read before is kept all the same.
    """
    try:
        for harvest in watcher(claimed.source, "", clock()):
            unmoved = replace(harvest, bookmark=claimed.bookmark, notes=claimed.notes, raw=())
            progress(harvest, keep(store, claimed, unmoved, clock()))
    except (MissingError, LaterError):
        pass  # the first page that was not kept, or one for which the watcher would wait: there is no more to read
    finally:
        store.postpone(claimed, clock(), clock())
