"""One visit of a source of warnings, from the expiries that are due to the last file of a feed.

What has changed is first put into the memory, marked as not told yet, and then told in small harvests, the gravest
first: whatever cuts a visit short, the next one begins with what was left over, before it asks anybody anything. So an
expiry is told in time also when the server cannot be reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from watchers.codec import to_json
from watchers.errors import BaoxiaoError, FetchError, LaterError, MissingError, ParseError
from watchers.facts.places import Gazetteer
from watchers.model import Article, Harvest, Source
from watchers.ports import Understand
from watchers.warning import Stage
from watchers.weather.episode import Episode
from watchers.weather.life import advance, conflicts, expire, harvested, listed
from watchers.weather.memory import Memory
from watchers.weather.notice import Bulletin, Form, Link, Notice
from watchers.weather.placing import LONGEST_TEXT, placed, wanted
from watchers.weather.sources import Reach, is_local
from watchers.weather.telling import article

# Articles of one harvest: some ten milliseconds each with their facts.
BATCH = 25
# Documents of a feed read between two harvests; with a second between two requests, a few seconds.
BUNCH = 5
# Pages read for their text in one visit, and how often for one warning.
MOST_TEXTS, MOST_TRIES = 8, 3
# A feed with more unread entries than this is an archive; the gravest and newest are read.
MOST_PENDING = 1000
# Entries that the feed shows no more and that are still known: half a feed, or yesterday's, is followed by the whole.
MOST_GONE = 300
# A server that fails so often in a row fails for all.
MOST_FAILURES = 3
# Notes on what is tried anew with every visit, whether the document has changed or not.
TRIED_AGAIN = ("documents", "text")


@dataclass(slots=True)
class Visit:
    """One visit as it goes. `error`: what is raised once everything that came was told."""

    source: Source
    memory: Memory
    now: datetime
    understand: Understand
    gazetteer: Gazetteer
    error: BaoxiaoError | None = None
    waiting: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    _before: Harvest = field(init=False)

    def __post_init__(self) -> None:
        """A visit that changes nothing and has nothing to wait for yields nothing."""
        self._before = Harvest(bookmark=to_json(self.memory))

    def whole(self, reach: Reach) -> Iterator[Harvest]:
        """Everything that is due, then everything that is new; then the error, if there was one."""
        self.memory = replace(self.memory, life=expire(self.memory.life, self.now))
        yield from self._tell(0)
        self._note_area()
        if is_local(self.source):
            yield from self._folder(reach)
        else:
            yield from self._web(reach)
        yield from self._last()
        if self.error:
            raise self.error

    def handed(self, told: Bulletin) -> Iterator[Harvest]:
        """The messages of one document; a list that is handed over says nothing of what it leaves out."""
        self.memory = replace(self.memory, life=expire(self.memory.life, self.now))
        self._advance(told.notices)
        self._advance([link.inline for link in told.links if link.inline])
        yield from self._tell(0)
        yield from self._last()

    # -- where it comes from

    def _web(self, reach: Reach) -> Iterator[Harvest]:
        yield from self._documents(reach)  # what a visit that was cut short has left
        if self.error:
            return
        try:
            got, told = reach.document(self.source, self.memory.validator)
        except BaoxiaoError as wrong:
            self.error, self.notes = wrong, {**self.memory.notes, **self.notes}
            return
        if told is None:
            kept = {about: note for about, note in self.memory.notes.items() if about not in TRIED_AGAIN}
            self.notes = {**kept, **self.notes}
            if self.memory.whole:
                yield from self._as_before(reach)
        elif told.form is Form.LIST:
            yield from self._list(reach, told, got.validator)
        else:
            self._advance(told.notices)
            self.memory = replace(self.memory, validator=got.validator, whole=False)
            self._queue(told.links)
            yield from self._tell(len(self.memory.pending) // BUNCH)
            yield from self._documents(reach)

    def _as_before(self, reach: Reach) -> Iterator[Harvest]:
        """The list is what it was: it holds and leaves out what it did then."""
        there = [one for one in self.memory.life.episodes if one.in_list and not one.missing]
        names = {name for one in there for name in one.ids}
        self.memory = replace(self.memory, life=listed(self.memory.life, names, self.now))
        self._texts(reach)
        yield from self._tell(0)

    def _list(self, reach: Reach, first: Bulletin, validator: str) -> Iterator[Harvest]:
        polled = reach.rest(self.source, first)
        whole = polled.complete and first.pages <= 1  # of several pages, one alone may have changed
        self.memory = replace(self.memory, validator=validator if whole else "", whole=whole)
        self.error = polled.error
        self._advance(polled.bulletin.notices, in_list=True)
        if polled.note:
            self.notes["list"] = polled.note
        if polled.complete:
            names = {notice.identifier for notice in polled.bulletin.notices}
            self.memory = replace(self.memory, life=listed(self.memory.life, names, self.now))
        self._texts(reach)
        yield from self._tell(0)

    def _queue(self, links: Sequence[Link]) -> None:
        """The feed's unread entries, the gravest first; those that cannot concern us are read already."""
        shown = {link.key for link in links}
        gone = [key for key in self.memory.seen if key not in shown][-MOST_GONE:]
        seen = dict.fromkeys([*gone, *(link.key for link in links if link.key in self.memory.seen)], "")
        fresh = [link for link in links if link.key not in seen]
        passed = {link for link in fresh if not wanted(link, self.source, self.gazetteer, self.now)}
        queue = sorted((link for link in fresh if link not in passed), key=_gravity, reverse=True)
        seen |= {link.key: "" for link in passed}
        self.memory = replace(self.memory, seen=seen, pending=tuple(queue[:MOST_PENDING]))
        if len(queue) > MOST_PENDING:
            self._ask_again()

    def _ask_again(self) -> None:
        """Without its validator the feed comes whole next time, and with it the entries that were not read."""
        self.memory = replace(self.memory, validator="")

    def _documents(self, reach: Reach) -> Iterator[Harvest]:
        """The documents of the entries that wait, a few at a time; those that fail wait for the next visit."""
        later: list[Link] = []
        while self.error is None and (fresh := [link for link in self.memory.pending if link not in later]):
            bunch, rest = fresh[:BUNCH], fresh[BUNCH:]
            read = self._read(reach, bunch, later)
            unread = [link for link in bunch if link not in read and link not in later] + rest
            self.memory = replace(self.memory, pending=(*unread, *later))
            self._have_read(read)
            if len(later) >= MOST_FAILURES:
                self._speak_for_themselves(later)
                self._ask_again()
            if later:
                self.notes["documents"] = f"{len(later)} 份预警文件没有取到，下次再取：{later[0].url}"
            yield from self._tell(-(-len(unread) // BUNCH))

    def _read(self, reach: Reach, bunch: Sequence[Link], later: list[Link]) -> dict[Link, Sequence[Notice]]:
        """What the entries' documents say; where there is none, the entry speaks for itself if it can."""
        found: dict[Link, Sequence[Notice]] = {}
        for link in bunch:
            own = (link.inline,) if link.inline else ()
            try:
                found[link] = reach.linked(link.url, link.name) if link.url else own
            except LaterError as wrong:
                self.error = wrong
                break
            except (MissingError, ParseError):
                found[link] = own
            except FetchError as wrong:
                later.append(link)
                if len(later) >= MOST_FAILURES:
                    self.error = wrong
                    break
        return found

    def _have_read(self, read: Mapping[Link, Sequence[Notice]]) -> None:
        self._advance([notice for notices in read.values() for notice in notices])
        self.memory = replace(self.memory, seen={**self.memory.seen, **{link.key: "" for link in read}})

    def _speak_for_themselves(self, later: Sequence[Link]) -> None:
        """The documents' server is down, the feed's is not: what the entries tell is better than silence."""
        waiting = (*later, *self.memory.pending)
        self._have_read({link: (link.inline,) for link in waiting if link.inline})
        self.memory = replace(self.memory, pending=())

    def _folder(self, reach: Reach) -> Iterator[Harvest]:
        try:
            shelf = reach.shelf(self.source, self.memory.seen, self.now)
        except BaoxiaoError as wrong:
            self.error = wrong
            return
        self.waiting = shelf.waiting
        self.notes |= {note: note for note in shelf.notes}
        self.notes |= {name: said for name, said in self.memory.notes.items() if name in shelf.states}
        seen = {name: state for name, state in self.memory.seen.items() if name in shelf.states}
        notices: list[Notice] = []
        for one in shelf.fresh:
            self.notes.pop(one.name, None)
            try:
                told = reach.file(self.source, one)
                notices += [*told.notices, *(link.inline for link in told.links if link.inline)]
                seen[one.name] = shelf.states[one.name]
            except ParseError as wrong:
                self.notes[one.name] = f"{one.name} 没有读：{wrong}"
                seen[one.name] = shelf.states[one.name]
            except FetchError as wrong:
                self.notes[one.name] = str(wrong)
        self.memory = replace(self.memory, seen=seen)
        self._advance(notices)
        yield from self._tell(0)

    # -- what becomes of it

    def _advance(self, notices: Sequence[Notice], *, in_list: bool = False) -> None:
        known = placed(notices, self.source, self.gazetteer, self.now)
        if twice := conflicts(self.memory.life, known):
            self.notes["conflict"] = f"编号 {twice[0]} 的预警前后内容不一，没有采用后来的：请留意来源是否可靠。"
        self.memory = replace(self.memory, life=advance(self.memory.life, known, self.now, in_list=in_list))

    def _texts(self, reach: Reach) -> None:
        """The texts that the list lacks, for the gravest warnings; one page that hangs is waited for, no more."""
        lacking = [one for one in self.memory.life.episodes if _lacks_text(one)]
        for one in sorted(lacking, key=_rank, reverse=True)[:MOST_TEXTS]:
            try:
                self._put(_with_text(one, reach.text(one.url)))
            except LaterError as wrong:
                self.error = self.error or wrong
                break
            except (ParseError, MissingError) as wrong:
                self._put(replace(one, tries=one.tries + 1))
                self.notes["text"] = f"预警已收，但取不到正文：{wrong}"
            except FetchError as wrong:
                self.notes["text"] = f"预警已收，但取不到正文：{wrong}"
                break

    def _put(self, changed: Episode) -> None:
        life = self.memory.life
        episodes = tuple(changed if one.name == changed.name else one for one in life.episodes)
        self.memory = replace(self.memory, life=replace(life, episodes=episodes))

    def _tell(self, rest: int) -> Iterator[Harvest]:
        """What has changed, as articles, the gravest first. What is over before anybody heard of it is not told."""
        dirty = [one for one in self.memory.life.episodes if one.dirty]
        silent = {one.name for one in dirty if one.over and not one.published}
        self._harvested(silent)
        told = sorted((one for one in dirty if one.name not in silent), key=_rank, reverse=True)
        for at in range(0, len(told), BATCH):
            batch = told[at : at + BATCH]
            articles = tuple(article(one, self.source, self.understand) for one in batch)
            self._harvested({one.name for one in batch})
            self._before = self._harvest(articles=articles, remaining=rest + (len(told) - at - 1) // BATCH)
            yield self._before

    def _harvested(self, names: set[str]) -> None:
        self.memory = replace(self.memory, life=harvested(self.memory.life, names, self.now))

    def _last(self) -> Iterator[Harvest]:
        """The memory as it is in the end, where there is anything to remember or to look out for."""
        self.memory = replace(self.memory, notes=self.notes)
        self._harvested(set())
        harvest = self._harvest()
        before = self._before
        known = before.bookmark == harvest.bookmark and before.look_at == harvest.look_at
        if not known or harvest.waiting != before.waiting:
            yield harvest

    def _harvest(self, articles: tuple[Article, ...] = (), remaining: int = 0) -> Harvest:
        next_end = min((one.until for one in self.memory.life.episodes if not one.over), default=None)
        # A source that fails is visited less and less often, and what runs out is told in time all the same.
        soon = next_end if next_end and (self.error or next_end < self.now + self.source.every) else None
        return Harvest(
            bookmark=to_json(self.memory),
            articles=articles,
            remaining=remaining,
            waiting=self.waiting,
            notes=tuple(dict.fromkeys(self.notes.values())),
            look_at=soon,
        )

    def _note_area(self) -> None:
        area = self.source.area
        if area and not self.gazetteer.lookup(area):
            self.notes["area"] = f"地名表里没有“{area}”，只能按原文比对：请写全称，例如 郑州市、中牟县。"


def _rank(one: Episode) -> tuple[bool, int, datetime]:
    """What is told first: what is in force, the gravest, the latest."""
    return not one.over, one.colour or 0, one.issued_at


def _gravity(link: Link) -> tuple[int, str]:
    return (link.inline.colour or 0, link.inline.issued_at.isoformat()) if link.inline else (0, "")


def _with_text(one: Episode, text: str) -> Episode:
    """The episode with its text; where it was told without, it is told again, and that is no news."""
    stage, was = (Stage.RENEWED, None) if one.published and not one.dirty else (one.stage, one.was)
    return replace(one, text=text[:LONGEST_TEXT], stage=stage, was=was, dirty=True, tries=MOST_TRIES)


def _lacks_text(one: Episode) -> bool:
    return not (one.over or one.text) and bool(one.url) and one.tries < MOST_TRIES
