"""The nouns of the news side: sources, issues, pages, articles and the facts read from them.

Plain values: frozen, slotted, keyword-only, tuples inside. Instants are aware UTC datetimes and end in `_at`;
`day` is the local date that the paper prints. Text is as printed unless a field says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from watchers.warning import WarningSignal

Day = date  # for a class that has a field `date` and another day besides


class Kind(StrEnum):
    """How a source is watched. `[[sources]] kind = "…"` in the configuration, but for PUSH: that comes by itself."""

    FOLDER = "folder"
    EPAPER = "epaper"
    FEED = "feed"
    POLICY = "policy"
    WARNINGS = "warnings"
    PUSH = "push"


WATCHED = tuple(kind for kind in Kind if kind is not Kind.PUSH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where things stand on the pages of a `policy` source, as CSS selectors; empty where the structure tells it.

    `item` is one line of the list page; `title` (a link) and `date` stand in it; `body` is on the document's own page.
    """

    item: str = ""
    title: str = ""
    date: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that is watched, as the operator configured it.

    `location` is a folder or an address, empty where the watcher knows it by `paper`; `every` is the time between two
    visits; `paper` is the name that readers see (the source's own name when the configuration gives none).

    `full_text`: a feed's short entries are read in full from their pages. `back`: how many days before today are caught
    up. `area`: only warnings for this place, full name, for what lies in it, and for what it lies in; empty for all.
    """

    name: str
    kind: Kind
    location: str
    every: timedelta
    paper: str
    full_text: bool = False
    back: int = 7
    area: str = ""
    selectors: Selectors = Selectors()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page (版) of an issue as raw text, before it is read.

    `label` is what is printed on it: "1", "A02"; empty when nobody knows.
    """

    label: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One day's newspaper of one paper (一期)."""

    paper: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSize:
    """An issue as the archive has it: how many pages with articles, and how many articles."""

    issue: Issue
    pages: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDay:
    """One day of a printed forecast. `text` and `wind` as printed; temperatures in ℃, None when not printed."""

    date: date
    text: str
    wind: str = ""
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something can be done. `words` is the printed clause, shown beside the computed date.

    `time` is the time of that day as printed (17时); `first` the day from which on it can be done, where a span is
    printed. `counted` marks a day that is not printed but counted from one (自5月12日起，为期30日).
    """

    date: date
    what: str
    words: str
    time: str = ""
    first: Day | None = None
    counted: bool = False


class Bound(StrEnum):
    """How exactly a sum is stated: 5亿元, 约5亿元, 逾5亿元, 最高5亿元."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UPTO = "upto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money. `text` as printed with what it is the amount of; `cny` its value in yuan.

    `of` is that noun alone (总投资, 授信, 一次性奖励), empty where none stands beside the sum.
    """

    text: str
    cny: int
    of: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A financing programme and what the article says of it, each as printed and empty where it says nothing.

    `amount` is the most that one can get or the sum that was given, `who` those who may apply.
    """

    name: str
    provider: str = ""
    amount: str = ""
    rate: str = ""
    term: str = ""
    who: str = ""
    hotline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that takes place, from the `first` day to the `last` (the same for one day).

    `first` is None where only its end is printed (将持续到10月7日); `time` and `place` as printed, empty where the
    sentence does not say.
    """

    what: str
    first: date | None
    last: date
    time: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number in one form (0371-67181234, 400-111-2233, 12345) and what stands before it (咨询电话)."""

    number: str
    whose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """A short name (条例, 河南农大) for a document or an organisation that the article also names in full."""

    short: str
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an article states, read by rules. Empty means that it is not printed, never a guess.

    `places` are full names from the gazetteer (郑州市, 金水区), broadest first; `documents` are titles without 《》;
    `programmes` are named financing programmes and platforms, and `financing` says what is told of each of them;
    `organisations` are named as printed, without those that are a short form of another one.
    """

    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    amounts: tuple[Amount, ...] = ()
    forecast: tuple[ForecastDay, ...] = ()
    programmes: tuple[str, ...] = ()
    financing: tuple[Programme, ...] = ()
    events: tuple[Event, ...] = ()
    organisations: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article (稿件), as a reader would cut it out.

    `page` is the label of the page on which its headline stands, `pages` all pages in reading order when a jump was
    joined; `order` is its place on that page, from 1. `body` holds paragraphs joined by a newline, false breaks mended.
    `jump_to`/`jump_from` are page numbers that the paper names and that are *not* joined in here. `summary` is a
    source's own abstract where it gives one; `url` where the article can be opened, `pictures` and `pdf` (the printed
    page) where these can. `key` is what its source calls it, for ever and whatever else of it changes; empty where the
    source has no names for its articles. `warning` is the warning that the article *is*, not one that it tells of.
    """

    paper: str
    day: date
    headline: str
    body: str
    page: str = ""
    pages: tuple[str, ...] = ()
    order: int = 1
    kicker: str = ""
    subhead: str = ""
    column: str = ""
    byline: str = ""
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    dateline: str = ""
    jump_to: int | None = None
    jump_from: int | None = None
    captions: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    pdf: str = ""
    summary: str = ""
    url: str = ""
    file: str = ""
    key: str = ""
    warning: WarningSignal | None = None
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the append-only log: an article as it stood when it was seen.

    `id` grows with every line and is what cursors point at; `uid` stays the same when the paper corrects the article,
    `version` then counts up from 1. `replaced` tells that a later version exists, or that the article is now a part of
    another one; `joined` are the uids of articles that were known by themselves before they became a part of this one.
    """

    id: int
    uid: str
    version: int
    source: str
    seen_at: datetime
    article: Article
    replaced: bool = False
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A line that is to be appended to the log: version 1 under a new `uid`, or the next version of a known one.

    `joined` are all uids that are parts of it from now on; those that still stood by themselves are replaced by it.
    """

    uid: str
    version: int
    article: Article
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A page of the web as it came, kept so that a better reader can read it again."""

    url: str
    body: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one look at a source brought: the articles of one issue, and where to go on next time.

    `bookmark` is the watcher's own memory, opaque to everyone else; `remaining` counts the harvests still to come in
    this visit (for progress), `waiting` the files that are still being written; `notes` are sentences for the operator
    about what cannot be read: all that hold now, not only the new ones, so that a mended file takes its note along.
    `raw` are the pages that were read, as they came. `look_at`: when to look next, where the watcher knows better than
    the source's own pace; the last harvest of a visit decides.
    """

    bookmark: str
    issue: Issue | None = None
    articles: tuple[Article, ...] = ()
    remaining: int = 0
    waiting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    raw: tuple[Raw, ...] = ()
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The right to visit a source, held until `until` (a lease): nobody else visits it meanwhile.

    `failures` counts the visits in a row that went wrong, `notes` is what the last harvest had to say. `lease` is how
    long each harvest may take: every save begins it anew, and `until` stays the name of this visit.
    """

    source: Source
    bookmark: str
    until: datetime
    failures: int = 0
    notes: tuple[str, ...] = ()
    lease: timedelta = timedelta(0)


class Fault(StrEnum):
    """In what way a visit did not go well. LATER: the source asked for time, which is nobody's failure."""

    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"
    LAYOUT = "layout"
    PROGRAM = "program"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one visit came to: new articles, corrected ones, and how many there were to read in how many harvests."""

    new: int = 0
    changed: int = 0
    articles: int = 0
    issues: int = 0
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Visits of one source that came to the same, one after the other, as the watchdog remembers them.

    `times` visits, the first at `begun_at`, the last at `at`. Those that brought something are one only where they are
    pieces of a long one; then `found` is their sum.
    """

    begun_at: datetime
    at: datetime
    found: Found
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDay:
    """A day of a source's articles: when its first one was seen, and how many there are."""

    day: date
    first_at: datetime
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source is doing, for `status` and `sources`. `adopted`: by a command, not by the configuration."""

    source: Source
    due_at: datetime
    last_good_at: datetime | None = None
    last_new_at: datetime | None = None
    last_day: date | None = None
    articles: int = 0
    failures: int = 0
    last_error: str = ""
    notes: tuple[str, ...] = ()
    adopted: bool = False
