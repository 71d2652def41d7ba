"""Small invented values for the news side's tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from watchers.model import Article, Harvest, Issue, Kind, Page, Revision, Source
from watchers.ports import NewsStore

NOW = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)
DAY = date(2026, 5, 11)
MINUTE = timedelta(minutes=1)
ISSUE = Issue(paper="晨光日报", day=DAY)


def source(name: str = "晨光", location: str = "/papers", every: timedelta = 5 * MINUTE) -> Source:
    return Source(name=name, kind=Kind.FOLDER, location=location, every=every, paper="晨光日报")


def article(
    headline: str = "桥头小学添了新操场", body: str = "操场昨日启用。", page: str = "1", order: int = 1
) -> Article:
    return Article(paper="晨光日报", day=DAY, headline=headline, body=body, page=page, pages=(page,), order=order)


def first(*articles: Article) -> tuple[Revision, ...]:
    """Version 1 of each, under a uid made of its headline."""
    return tuple(Revision(uid=f"u-{one.headline}", version=1, article=one) for one in articles)


def put(store: NewsStore, revisions: Sequence[Revision], now: datetime = NOW, name: str = "晨光") -> tuple[int, ...]:
    """Claim, save and settle; the ids of the new lines."""
    visit = store.claim(now, MINUTE, names=(name,), due_only=False)
    assert visit
    harvest = Harvest(bookmark="b", issue=ISSUE, articles=tuple(one.article for one in revisions))
    added = store.save(visit, harvest, revisions, now)
    store.settle(visit, now + visit.source.every, now)
    return tuple(entry.id for entry in added)


def simple_reader(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
    """One article a block: its first line is the headline."""
    found = []
    for page in pages:
        for order, block in enumerate(page.text.strip().split("\n\n"), 1):
            headline, _, body = block.partition("\n")
            found.append(
                Article(
                    paper=issue.paper,
                    day=issue.day,
                    headline=headline,
                    body=body,
                    page=page.label,
                    pages=(page.label,),
                    order=order,
                    file=page.file,
                )
            )
    return found


def ticking(start: datetime = NOW, step: timedelta = timedelta(0)) -> Callable[[], datetime]:
    """A clock that moves on by `step` each time it is asked."""
    now = [start - step]

    def clock() -> datetime:
        now[0] += step
        return now[0]

    return clock
