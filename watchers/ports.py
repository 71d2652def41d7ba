"""The seams of the news side: what rules and carriers ask for, and adapters provide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from watchers.model import (
    WATCHED,
    Article,
    Entry,
    ForecastDay,
    Found,
    Harvest,
    Issue,
    IssueSize,
    Kind,
    Look,
    Page,
    Raw,
    Revision,
    SeenDay,
    Source,
    SourceHealth,
    Visit,
)

P = ParamSpec("P")
T = TypeVar("T")

Clock = Callable[[], datetime]
"""Answers the present instant, aware and in UTC. Rules never call it: they are given `now`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file of a folder. `name` is relative to the folder, with forward slashes."""

    name: str
    size: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is in a folder; `notes` name what could not be listed, with what to do."""

    files: tuple[Listed, ...]
    notes: tuple[str, ...] = ()


class Folder(Protocol):
    """A folder of files, as a watcher sees it."""

    def listing(self, location: str) -> Listing:
        """All files below `location`, hidden and temporary ones left out, by name.

        Raises FetchError when the folder itself is missing or may not be read.
        """

    def read(self, location: str, name: str, limit: int) -> bytes:
        """The bytes of one listed file, at most `limit`; raises FetchError when it is larger or cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What stands at an address.

    `url` is where it was found in the end; `content_type` as the server says it; `validator` is handed back with the
    next request for the same address. `unchanged`: nothing new since then, and no body.
    """

    url: str
    body: bytes = b""
    content_type: str = ""
    validator: str = ""
    unchanged: bool = False


class Fetch(Protocol):
    """One address of the web, fetched politely and within bounds."""

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        """Raises MissingError, LaterError, FetchError: each with one sentence that says what to do."""


class Apart(Protocol):
    """Runs a pure rule over foreign bytes where it can do no harm: out of this process, for a limited time and memory.

    `rule` is a function of a module, its values and its answer can be pickled.
    """

    def __call__(self, rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What `rule` returns. Raises what it raises when that is ours (BaoxiaoError); ParseError when it fails in any
        other way, takes too long or too much memory.
        """


class Watcher(Protocol):
    """Looks at one source and yields one harvest an issue, oldest first; it touches no store and no clock."""

    def __call__(self, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]: ...


NOTHING_FOUND = Found()


class NewsStore(Protocol):
    """The log of articles and the timetable of sources, for those who fill them."""

    def enlist(self, sources: Sequence[Source], now: datetime) -> None:
        """Make the timetable agree with the configuration: new sources are due at once, missing ones are retired."""

    def adopt(self, source: Source, now: datetime) -> bool:
        """Watch a source that is not configured, from now on; one adopted before under its name is changed.

        False, and nothing is done, when a configured source has that name. `enlist` leaves adopted ones in force,
        unless the configuration has taken up their name.
        """

    def dismiss(self, name: str) -> bool:
        """Watch an adopted source no more; its articles stay. False when none of that name is adopted."""

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        names: Sequence[str] = (),
        due_only: bool = True,
        kinds: Sequence[Kind] = WATCHED,
    ) -> Visit | None:
        """One source that is due and not leased, leased to the caller; None when there is none.

        `names` and `kinds` restrict the choice; `due_only=False` takes a source that is not due yet too.
        """

    def current(self, source: str, issue: Issue) -> Sequence[Entry]:
        """The latest versions of the articles of one issue from one source.

        After them those that became parts of another one (its `joined`), `replaced`: they may stand alone again.
        """

    def keyed(self, source: str, keys: Collection[str]) -> Mapping[str, Entry]:
        """Key → the latest version of the article that the source has called so at any time."""

    def save(self, visit: Visit, harvest: Harvest, revisions: Sequence[Revision], now: datetime) -> Sequence[Entry]:
        """Append `revisions`, move the bookmark, keep the notes and the raw pages, in one transaction; the new lines.

        `revisions` is what `revise` made of the harvest and of `current`: unchanged articles are not among them. The
        lease begins anew. Raises StoreError, and writes nothing, when somebody else holds it by now.
        """

    def settle(
        self, visit: Visit, due_at: datetime, now: datetime, error: str = "", found: Found = NOTHING_FOUND
    ) -> None:
        """Give the lease back; `error` empty means that the visit was good. `found` is what the watchdog remembers."""

    def postpone(self, visit: Visit, due_at: datetime, now: datetime) -> None:
        """Give the lease back, because the source asked for time: neither good nor a failure, all else stays."""

    def recover(self) -> None:
        """At start, when no other service can be visiting: nobody holds a lease, for their holders are dead."""

    def health(self) -> Sequence[SourceHealth]: ...

    def looks(self, source: str) -> Sequence[Look]:
        """How the visits of some weeks went, the latest last."""

    def days_seen(self, source: str) -> Sequence[SeenDay]:
        """The days of some weeks of which the source had articles, the latest last."""

    def kept(self, source: str, since: datetime) -> Sequence[str]:
        """The addresses whose pages were kept, as they came, since then."""

    def raw(self, source: str, url: str) -> Raw | None:
        """A kept page, as it came last."""


class Archive(Protocol):
    """The same log, for those who read it."""

    def after(self, cursor: int, limit: int) -> Sequence[Entry]:
        """Log lines with an id above `cursor`, in order."""

    def last_id(self) -> int: ...

    def entry(self, entry_id: int) -> Entry | None: ...

    def origins(self, entry_ids: Collection[int]) -> frozenset[str]:
        """The names of the sources of these log lines."""

    def latest(self, uid: str) -> Entry | None:
        """The current version of an article; of one that became a part of another, the whole."""

    def versions(self, uid: str) -> Sequence[Entry]:
        """All lines of the log about one article, the first version first."""

    def seen_between(self, start: datetime, end: datetime) -> Sequence[Entry]:
        """Current versions whose first version was seen in [start, end), oldest first."""

    def dated_between(self, first: date, last: date) -> Sequence[Entry]:
        """Current versions of articles whose issue day lies in [first, last], in the order of the paper."""

    def search(self, words: Sequence[str], limit: int, newest: bool = False) -> Sequence[Entry]:
        """Current versions that contain every one of `words` as a run of characters, best (or newest) first.

        Width, case, quotation marks, the blanks between Chinese characters and whether these are traditional or
        simplified do not count; Latin words and numbers match from their beginning. Words without a letter or digit
        are ignored; without any word nothing is found.
        """

    def holding(self, words: Collection[str], limit: int, newest: bool = False) -> Sequence[Entry]:
        """The same for articles that contain any one of `words`."""

    def holding_each(self, groups: Sequence[Collection[str]], limit: int, newest: bool = False) -> Sequence[Entry]:
        """The same for articles that contain, of each group, any one of its words."""

    def days(self) -> Mapping[date, int]:
        """How many current articles each issue day has, newest day first."""

    def newest_issues(self) -> Sequence[IssueSize]:
        """The newest issue of each newspaper, the newest first. What a feed or an office publishes is no newspaper."""

    def issues_of(self, paper: str, limit: int) -> Sequence[IssueSize]:
        """The newest issues of one newspaper, the newest first."""

    def of_issue(self, issue: Issue) -> Sequence[Entry]:
        """Current versions of the articles of one issue, in the order of the paper."""

    def warnings_in_force(self, now: datetime) -> Sequence[Entry]:
        """Current versions of articles that are warnings and neither over nor past their end, oldest first."""

    def forecasts(self, day: date) -> Sequence[tuple[Entry, ForecastDay]]:
        """Printed forecasts for `day`, the latest issue first."""

    def dating(self, first: date, last: date) -> Sequence[Entry]:
        """Current versions that print a deadline in [first, last], or an event of which a day lies in it, oldest first.

        Only articles of the half year before `first`.
        """


Understand = Callable[[Article], Article]
"""An article → the same with its facts."""

Reader = Callable[[Issue, Sequence[Page]], Sequence[Article]]
"""(issue, its pages in the order of the paper) -> articles with facts."""
