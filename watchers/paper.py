"""The watcher of newspapers that lie as text files in a folder, one file a page.

    <paper>/2026-05-11/01.txt    the paper's folder may be missing; the date also as 20260511, 2026/05/11, 2026-05/11
    <paper>/2026-05-11-01.txt    the same without a folder a day

An issue is read as a whole, because an article may jump from page to page, and again when one of its files changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from watchers import charset
from watchers.codec import recalled, to_json
from watchers.errors import BaoxiaoError, FetchError, ParseError
from watchers.model import Article, Harvest, Issue, Page, Source
from watchers.ports import Folder, Listed, Reader, Watcher

# A page of a broadsheet is 5,000 to 10,000 characters, 30 kB; a hundred times that is no page.
LARGEST = 4_000_000
# A writer that pauses longer than this between two blocks is rare; if it does, the issue is simply read again.
SETTLE = timedelta(seconds=2)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DATE = (
    r"(?:(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)[-_./年](?P<m2>\d{1,2})[-_./月](?P<d2>\d{1,2})日?"
    r"|(?P<y3>(?:19|20)\d\d)(?P<m3>\d\d)/(?P<d3>\d\d))"
)
BY_DAY = re.compile(rf"(?:(?P<paper>.+)/)?{DATE}/(?P<page>[^/]+)\.txt", re.IGNORECASE)
FLAT = re.compile(rf"(?:(?P<paper>.+)/)?{DATE}(?P<page>[^/\d][^/]*)?\.txt", re.IGNORECASE)

GATHERING = re.compile(r"[\d年月._-]*")

# Pages whose number nobody knows come after all that have one.
UNNUMBERED = 1000

NUMERALS = "零一二三四五六七八九"
LABEL = re.compile(r"第?(?P<letter>[A-Za-z]?)0*(?P<number>\d{1,3}?)(?!\d)(?:版|[^A-Za-z0-9].*|$)")
SPOKEN = re.compile(r"第?(?:(?P<front>头)|(?P<tens>[一二三四五六七八九]?十)?(?P<ones>[一二三四五六七八九])?)版.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A file that was changing when we looked: its state, and since when it has been in it."""

    size: int
    changed_at: datetime
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The bookmark: which issues were read in which state, what is still being written, what could not be read.

    Issues are keyed "paper/day"; their value is a fingerprint of names, sizes and times, because the bookmark is
    rewritten with every visit and must stay small. The notes of no particular issue stand under "".
    """

    issues: Mapping[str, str] = field(default_factory=dict)
    moving: Mapping[str, Moving] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A listed file with its place in the paper."""

    issue: Issue
    label: str
    listed: Listed


def folder_watcher(folder: Folder, read: Reader) -> Watcher:
    """A watcher of `Kind.FOLDER`; `read` turns the pages of an issue into articles."""

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        before = _recall(bookmark)
        issues, notes = _survey(source, folder)
        changed = [issue for issue, files in issues.items() if before.issues.get(_key(issue)) != _fingerprint(files)]
        moving = _moving(before, [file.listed for issue in changed for file in issues[issue]], now)
        ready = [issue for issue in changed if not any(file.listed.name in moving for file in issues[issue])]
        memory = _outline(before, issues, moving, notes)
        waiting = tuple(moving)
        for done, issue in enumerate(ready, 1):
            articles, memory = _harvest(source, folder, read, issue, issues[issue], memory)
            yield Harvest(
                bookmark=to_json(memory),
                issue=issue,
                articles=articles,
                remaining=len(ready) - done,
                waiting=waiting,
                notes=_all_notes(memory),
            )
        if not ready and (waiting or memory != before):
            yield Harvest(bookmark=to_json(memory), waiting=waiting, notes=_all_notes(memory))

    return watch


def place(source: Source, name: str) -> tuple[Issue, str] | None:
    """Issue and page label that a file's name tells; None when it tells no date."""
    return located(name, source.paper)


def located(name: str, paper: str) -> tuple[Issue, str] | None:
    """The same for any path with forward slashes; `paper` stands where no folder names one."""
    found = BY_DAY.fullmatch(name) or FLAT.fullmatch(name)
    if not found:
        return None
    year, month, day = (int(next(filter(None, found.group(k, k + "2", k + "3")))) for k in "ymd")
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    issue = Issue(paper=_paper(found["paper"] or "") or paper, day=on)
    return issue, page_label((found["page"] or "").lstrip("-_ "))


def _paper(folders: str) -> str:
    """The folder above the date; folders that only gather years or months are no newspapers."""
    names = [name for name in folders.split("/") if not GATHERING.fullmatch(name)]
    return names[-1] if names else ""


def page_label(stem: str) -> str:
    """What is printed on a page whose file is called `stem`: 01 → 1, 第03版 → 3, 头版 → 1, A02 stays; else ""."""
    if found := LABEL.fullmatch(stem):
        printed = stem[found.start("letter") : found.end("number")].upper()
        return printed if found["letter"] else printed.lstrip("0")
    spoken = SPOKEN.fullmatch(stem)
    return _spoken_number(spoken) if spoken else ""


def _spoken_number(spoken: re.Match[str]) -> str:
    if spoken["front"]:
        return "1"
    tens = 10 * NUMERALS.index(spoken["tens"].rstrip("十") or "一") if spoken["tens"] else 0
    number = tens + NUMERALS.index(spoken["ones"] or "零")
    return str(number) if number else ""


def _recall(bookmark: str) -> Memory:
    """The memory in a bookmark; without a usable one everything is read again, which adds nothing twice."""
    return recalled(bookmark, Memory)


def _survey(source: Source, folder: Folder) -> tuple[dict[Issue, list[PageFile]], tuple[str, ...]]:
    """The issues in the folder, oldest day first, each with its pages in order; and notes about the rest."""
    listing = folder.listing(source.location)
    texts = [listed for listed in listing.files if listed.name.lower().endswith(".txt")]
    issues: dict[Issue, list[PageFile]] = {}
    undated: list[str] = []
    for listed in texts:
        if placed := place(source, listed.name):
            issues.setdefault(placed[0], []).append(PageFile(issue=placed[0], label=placed[1], listed=listed))
        else:
            undated.append(listed.name)
    order = sorted(issues, key=lambda issue: (issue.day, issue.paper))
    notes = (*listing.notes, *_layout_notes(undated, other=len(listing.files) - len(texts), texts=len(texts)))
    return {issue: sorted(issues[issue], key=_page_order) for issue in order}, notes


def _layout_notes(undated: Sequence[str], other: int, texts: int) -> Iterator[str]:
    if undated:
        some = "、".join(undated[:3]) + (f" 等 {len(undated)} 个文件" if len(undated) > 3 else "")
        yield f"{some}看不出是哪一天的报纸，没有读：请放成 2026-05-11/01.txt 或 2026-05-11-01.txt 的样子。"
    if other and not texts:
        yield f"文件夹里有 {other} 个文件，但没有 .txt：请把每一版存成一个纯文本文件，例如 2026-05-11/01.txt。"


def _page_order(file: PageFile) -> tuple[str, int, str]:
    letter = file.label[:1] if file.label[:1].isalpha() else ""
    number = file.label[len(letter) :]
    return letter, int(number or UNNUMBERED), file.listed.name


def _key(issue: Issue) -> str:
    return f"{issue.paper}/{issue.day.isoformat()}"


def _fingerprint(files: Sequence[PageFile]) -> str:
    states = [
        (file.listed.name, file.listed.size, (file.listed.changed_at - EPOCH) // timedelta(microseconds=1))
        for file in files
    ]
    return hashlib.blake2b(to_json(states).encode(), digest_size=8).hexdigest()


def _moving(before: Memory, files: Sequence[Listed], now: datetime) -> dict[str, Moving]:
    """The files that may still be written: neither their own time nor our own looking shows SETTLE of rest.

    A time in the future (a wrong clock, a file server ahead of us) tells nothing: there only the looking counts.
    """
    moving: dict[str, Moving] = {}
    for listed in files:
        known = before.moving.get(listed.name)
        same = known is not None and (known.size, known.changed_at) == (listed.size, listed.changed_at)
        since = known.since if known and same and known.since <= now else now
        if now - listed.changed_at < SETTLE and now - since < SETTLE:
            moving[listed.name] = Moving(size=listed.size, changed_at=listed.changed_at, since=since)
    return moving


def _outline(
    before: Memory, issues: Mapping[Issue, object], moving: Mapping[str, Moving], notes: tuple[str, ...]
) -> Memory:
    """The memory of before without the issues that are gone, with what this look showed."""
    here = {_key(issue) for issue in issues}
    kept = {key: said for key, said in before.notes.items() if key in here}
    return Memory(
        issues={key: value for key, value in before.issues.items() if key in here},
        moving=moving,
        notes={**kept, "": notes} if notes else kept,
    )


def _all_notes(memory: Memory) -> tuple[str, ...]:
    return tuple(note for key in sorted(memory.notes) for note in memory.notes[key])


def _harvest(
    source: Source, folder: Folder, read: Reader, issue: Issue, files: Sequence[PageFile], memory: Memory
) -> tuple[tuple[Article, ...], Memory]:
    """The articles of an issue, and the memory after it. What could not be fetched is tried again at the next visit."""
    pages, notes, complete = _pages(source, folder, files)
    articles: tuple[Article, ...] = ()
    try:
        articles = tuple(read(issue, pages)) if pages else ()
    except Exception as wrong:
        # Whatever our reading makes of one strange issue, the others are read all the same.
        why = str(wrong) if isinstance(wrong, BaoxiaoError) else f"程序出错 {type(wrong).__name__}: {wrong}"
        notes = [*notes, f"{_key(issue)} 没有读成，其余照读：{why}"]
    key = _key(issue)
    seen = (
        {**memory.issues, key: _fingerprint(files)}
        if complete
        else {k: v for k, v in memory.issues.items() if k != key}
    )
    said = {k: v for k, v in memory.notes.items() if k != key} | ({key: tuple(notes)} if notes else {})
    return articles, replace(memory, issues=seen, notes=said)


def _pages(source: Source, folder: Folder, files: Sequence[PageFile]) -> tuple[list[Page], list[str], bool]:
    """The readable pages, notes about the others, and whether each file could at least be fetched."""
    pages: list[Page] = []
    notes: list[str] = []
    complete = True
    for file in files:
        try:
            pages.append(_page(source, folder, file))
        except ParseError as wrong:
            notes.append(f"{file.listed.name} 没有读：{wrong}")
        except FetchError as wrong:
            notes.append(str(wrong))
            complete = False
    return pages, notes, complete


def _page(source: Source, folder: Folder, file: PageFile) -> Page:
    name, size = file.listed.name, file.listed.size
    if size > LARGEST:
        raise ParseError(
            f"文件有 {size / 1e6:.0f} MB，不像一个版面（上限 {LARGEST / 1e6:.0f} MB），请拆成一版一个文件。"
        )
    text = charset.decode(folder.read(source.location, name, LARGEST))
    if not text.strip():
        raise ParseError("文件是空的，写好内容后会自动再读。")
    return Page(label=file.label, text=text, file=name)
