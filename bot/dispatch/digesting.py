"""Matches → one digest a person, day and digest time, frozen into rows when it falls due; what quiet hours held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot import calendar, compose
from bot.compose import warning
from bot.compose.capped import capped
from bot.compose.digest import ordered, turned
from bot.compose.due import due
from bot.compose.outages import Outage
from bot.dispatch.alerts import late, over, together
from bot.dispatch.front import Front
from bot.dispatch.gaps import Gaps
from bot.dispatch.items import merged, shown
from bot.dispatch.matching import Matching
from bot.dispatch.reviewing import Reviewing
from bot.dispatch.waking import wake
from bot.model import Delivery, Lane, Match, Message, State, Subscriber
from bot.outbox import fit
from bot.ports import Desk
from bot.retold import Retold
from bot.styled import Styled
from bot.texts import Texts, texts
from bot.times import REGRET, SET_BACK
from watchers.model import Entry
from watchers.ports import Archive, Clock

# So many people share a transaction: a commit waits for the disk, and costs as much as composing a short digest.
TOGETHER = 20
SERVES = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a digest would hold now: numbered items, headlines that rang meanwhile, the last match that it takes.

    `held` are the numbers of the items that would have rung, but for quiet hours; `told` the ids of the matches that
    brought something, the others being kept from the person (silent, muted) or told before.

    `warnings` are those in force that concern the person, told or not, `elsewhere` how many more there are in the
    country by their topics, while nobody knows where they are; `ended` those that came since the last digest
    and are over, without a word to the person; `waiting` those that would have rung, but for quiet hours, with what
    met them; `warned`: one of the first two is new to the person. `missing` are sentences about sources on which the
    person depends and that are not well. `opened` are articles told earlier of which something is still to be done,
    with the numbers after those of the items.
    """

    items: tuple[compose.Item, ...]
    alerted: tuple[str, ...]
    last: int
    held: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    warnings: tuple[Entry, ...] = ()
    elsewhere: int = 0
    ended: tuple[Entry, ...] = ()
    waiting: tuple[tuple[Entry, tuple[Match, ...]], ...] = ()
    warned: bool = False
    missing: tuple[str, ...] = ()
    opened: tuple[compose.Item, ...] = ()
    outages: tuple[Outage, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing for which a digest would be made; a warning that lasts is no news every day."""
        return not (self.items or self.alerted or self.warned)


class Digesting:
    """Gathers, composes and freezes digests."""

    def __init__(
        self,
        archive: Archive,
        desk: Desk,
        matching: Matching,
        clock: Clock,
        gaps: Gaps | None = None,
        retold: Callable[[int], Retold | None] | None = None,
    ) -> None:
        self._archive, self._desk, self._matching, self._clock = archive, desk, matching, clock
        self._gaps, self._summaries, self._wishes = gaps, retold, matching.wishes
        self._retellings: dict[int, Retold | None] = {}
        self._items: dict[object, tuple[compose.Item, Sequence[Match]]] = {}
        self._front = Front(archive, desk, matching)
        self._reviewing = Reviewing(archive, desk, matching)
        # What many people are told together is read once in a round.
        self._read: dict[str, Entry | None] = {}
        self._composed: dict[object, Sequence[Message]] = {}
        self._since = clock()

    def freeze_due(self, most: int | None = None) -> int:
        """Serve everybody for whom the time has come (or has to be planned anew); returns how many people that were.

        Reviews of a week come after the digests.

        With `most` no more than that many, so that a carrier of ten thousand can do other work between.
        Rows, the person's cursor and their next time change in one transaction, so a digest is made once a slot however
        often the process dies; one that fell into downtime comes after it, once.
        """
        now = self._clock()
        self._forget(now)
        self._matching.offers.release(now)
        self._desk.deeds.fade(now - REGRET)
        wake(self._desk, now)
        due = self._desk.subscriptions.digests_due(now, most)
        for begin in range(0, len(due), TOGETHER):
            with self._desk.atomic():
                for subscriber in due[begin : begin + TOGETHER]:
                    self._serve(subscriber, now)
        left = TOGETHER if most is None else max(0, most - len(due))
        return len(due) + self._reviewing.freeze_due(now, left)

    def _serve(self, subscriber: Subscriber, now: datetime) -> None:
        """The digest if it is due, with what was held; else what was held alone. In quiet hours: when they end."""
        person = subscriber
        if person.planned_at and person.planned_at > now + SET_BACK:
            person = calendar.planned(person, now)
        due = person.next_digest_at is not None and person.next_digest_at <= now
        end = calendar.quiet_until(now, person.quiet, person.timezone)
        if end:
            following = end if due else person.next_digest_at
            self._desk.subscriptions.keep(replace(person, next_digest_at=following, release_at=end))
            return
        contents = self.contents(person)
        told = self._digest(person, contents, now) if due else self._released(person, contents, now)
        if rows := [*self._warned(person, contents, now), *told]:
            self._desk.outbox.add(rows)
        if due:
            stories = {item.story for item in contents.items}
            self._desk.outbox.add(self._matching.offers.digest(person, stories, now))
            self._desk.outbox.pass_over(person.address, person.digested, contents.last, contents.told)
            person = calendar.served(replace(person, digested=contents.last), now)
        self._desk.subscriptions.keep(person)
        self._desk.subscriptions.let_go(person.address)

    def _digest(self, person: Subscriber, contents: Contents, now: datetime) -> list[Delivery]:
        """The first page goes out; the rest is reached by its button, over the same frozen list.

        The key names the slot and where the digest ends: after a clock was set back by days a slot can come a second
        time, with what came after the first, and it must not pass for a repeat.
        """
        held = len(contents.held)
        if person.timetable is None or (contents.empty and not person.even_nothing):
            return []
        if held == len(contents.items) and not (contents.alerted or contents.warned or person.even_nothing):
            return self._released(person, contents, now)
        address, t = person.address, texts(person.language)
        slot = calendar.last_slot(person.timetable, person.timezone, now)
        pages = self.pages(person, contents, calendar.local_day(now, person.timezone))
        title, numbered = t("digest.title.short"), [shown(item) for item in (*contents.items, *contents.opened)]
        self._desk.memory.show(address, title, numbered)
        leaflet = self._desk.leaflets.keep(address, title, pages, numbered) if len(pages) > 1 else 0
        page = turned(pages, 1, leaflet, t)
        key = f"digest:{address}:{slot.day}T{slot.at:%H%M}:{contents.last}"
        rows = [
            Delivery(key=f"{key}:{n}", address=address, lane=Lane.DIGEST, message=part, due_at=now)
            for n, part in enumerate(fit(page), 1)
        ]
        return rows + self._as_told(person, contents, now)

    def _warned(self, person: Subscriber, contents: Contents, now: datetime) -> list[Delivery]:
        """Held warnings that are in force still have messages of their own, which can change with them."""
        waiting = [] if person.paused else contents.waiting
        return self._matching.warnings.alerts(person, waiting, self._desk.outbox.cursor(), now)

    def _released(self, person: Subscriber, contents: Contents, now: datetime) -> list[Delivery]:
        """What was held as one message of its own."""
        held = [item for item in contents.items if item.number in contents.held]
        if not held:
            return []
        items = [replace(item, number=n) for n, item in enumerate(held, 1)]
        t, today = texts(person.language), calendar.local_day(now, person.timezone)
        title = t("held.title", count=len(items))
        self._desk.memory.show(person.address, title, [shown(item) for item in items])
        stories = [item.story for item in items]
        return together(person.address, stories, fit(compose.held_list(items, t, today)), now)

    def _as_told(self, person: Subscriber, contents: Contents, now: datetime) -> list[Delivery]:
        """Rows that count as sent for what was held and is told in the digest: no correction rings for it later."""
        held = [item for item in contents.items if item.number in contents.held]
        listed = tuple((item.number, item.entry.uid) for item in held)
        rows = together(
            person.address, [one.story for one in held], [Message(body=Styled(), listed=listed)] * len(held), now
        )
        return [replace(row, state=State.SENT) for row in rows]

    def contents(self, subscriber: Subscriber) -> Contents:
        """What this person has not been told yet."""
        self._wishes.refresh()
        now, outbox = self._clock(), self._desk.outbox
        matches = outbox.matches_after(subscriber.address, subscriber.digested)
        told = {self._story(uid) for uid in outbox.told(subscriber.address, subscriber.digested)}
        rung = self._matching.alerted(subscriber.address)
        waiting = [m for m in self._desk.subscriptions.held(subscriber.address) if self._wishes.audible(m, now)]
        held = {self._story(match.uid) for match in waiting}
        by_article: dict[str, dict[int, Match]] = {}
        for match in [*waiting, *matches]:
            story = self._story(match.uid)
            if story in held or (story not in told and self._wishes.speaks(match, now)):
                whole = self._latest(match.uid)
                if whole and (current := self._wishes.brought(match, whole)):
                    by_article.setdefault(whole.uid, {})[match.id] = current
        found = [(entry, [*group.values()]) for uid, group in by_article.items() if (entry := self._latest(uid))]
        found = [(entry, group) for entry, group in found if not self._matching.placing.hushed(subscriber, entry, now)]
        about = [(entry, group) for entry, group in found if entry.article.warning]
        untold = [(entry, group) for entry, group in about if entry.uid not in rung]
        warnings = self._matching.warnings
        far = {entry.uid for entry, group in about if not warnings.concern(subscriber, entry, group)}
        theirs = [entry for entry, _ in untold if entry.uid not in far]
        over_by_now = tuple(entry for entry in theirs if over(entry, now))
        fresh_ones = any(not over(entry, now) and entry.uid not in held for entry in theirs)
        stories = merged(self._dated(entry, group) for entry, group in found if not entry.article.warning)
        taste = self._front.taste(subscriber, now)
        fresh = ordered((item for item in stories if item.story not in rung), taste)
        items = capped([item for item in fresh if item.strong or subscriber.mentions], held)
        left_out = {item.story for item in fresh} - {item.story for item in items} | far
        numbered = tuple(replace(one, number=n, retold=self._retold(one.entry.id)) for n, one in enumerate(items, 1))
        opened = self._front.opened(subscriber, taste.today, now, {item.story for item in items})
        further = self._front.numbered(subscriber, taste.today, now, numbered, opened)
        return Contents(
            items=numbered,
            alerted=self._front.alerted(subscriber, [item for item in stories if item.story in rung]),
            last=max((match.id for match in matches), default=subscriber.digested),
            held=tuple(n for n, item in enumerate(items, 1) if item.story in held),
            told=tuple(match.id for _, group in found for match in group if self._story(match.uid) not in left_out),
            warnings=tuple(warnings.standing(subscriber, now)),
            elsewhere=warnings.elsewhere(subscriber, now),
            ended=over_by_now,
            waiting=tuple((e, tuple(group)) for e, group in untold if e.uid in held and not over(e, now)),
            warned=fresh_ones or bool(over_by_now),
            missing=self._gaps.told(subscriber, now) if self._gaps else (),
            opened=further,
            outages=self._front.outages(subscriber, taste.today, now, numbered, further),
        )

    def _dated(self, entry: Entry, group: Sequence[Match]) -> compose.Item:
        """What was old when it was found is none of the day's news."""
        item = self._item(entry, group)
        return replace(item, late=True) if late(entry, min(match.found_at for match in group)) else item

    def _item(self, entry: Entry, group: Sequence[Match]) -> compose.Item:
        """An item as it was made for somebody else of this round whom the same words brought there."""
        asked = [self._wishes.words(match.subscription_id) for match in group]
        alike = entry.id, tuple((id(match.finding), *words) for match, words in zip(group, asked, strict=True))
        if alike not in self._items:
            self._items[alike] = (
                self._matching.listing.item(entry, group),
                group,
            )  # the group keeps its findings, and ids
        return self._items[alike][0]

    def _story(self, uid: str) -> str:
        return self._matching.placing.story(uid)

    def _forget(self, now: datetime) -> None:
        """What was read and composed for one person serves the next ones of the same minute, and no longer."""
        if not self._since <= now < self._since + SERVES:
            self._read.clear()
            self._composed.clear()
            self._retellings.clear()
            self._items.clear()
            self._front.forget()
            self._since = now

    def _latest(self, uid: str) -> Entry | None:
        if uid not in self._read:
            self._read[uid] = self._archive.latest(uid)
        return self._read[uid]

    def _retold(self, entry_id: int) -> Retold | None:
        """What a language model made of it, where there is one."""
        if self._summaries and entry_id not in self._retellings:
            self._retellings[entry_id] = self._summaries(entry_id)
        return self._retellings.get(entry_id)

    def pages(self, subscriber: Subscriber, contents: Contents, today: date) -> Sequence[Message]:
        """The digest as messages, page by page; what looks alike (many follow the same topics) is composed once."""
        told = tuple(entry.id for entry in (*contents.warnings, *contents.ended))
        person = (subscriber.language, subscriber.timezone if told else "", today)
        weather = self._front.weather(subscriber, today)
        said = contents.alerted, contents.held, contents.missing, contents.elsewhere, weather.where
        alike = (person, told, said, contents.outages, *map(_looks, contents.items), *map(_looks, contents.opened))
        if alike not in self._composed:
            self._composed[alike] = self._pages(subscriber, contents, today)
        return self._composed[alike]

    def _pages(self, subscriber: Subscriber, contents: Contents, today: date) -> Sequence[Message]:
        t = texts(subscriber.language)
        reader = warning.Reader(t=t, timezone=subscriber.timezone, now=self._clock())
        weather = self._front.weather(subscriber, today)
        almanac = compose.Almanac(
            today=today,
            forecast=weather.printed,
            where=weather.where,
            opened=contents.opened,
            outages=contents.outages,
            alerted=contents.alerted,
            held=contents.held,
            warnings=tuple(warning.line(one, reader) for one in contents.warnings),
            elsewhere=contents.elsewhere,
            ended=tuple(warning.ended_line(one, reader) for one in contents.ended),
            missing=contents.missing,
        )
        title = t.styled("digest.title", day=t.day(today), weekday=t.weekday(today))
        coming = len(contents.outages) + len(due([*contents.items, *contents.opened], today))
        title = title + counted(contents.items, coming, t)
        if not compose.about(contents.items) and not (contents.alerted or contents.warned or contents.warnings):
            title = title + "\n" + self._nothing(today, t)
        return compose.digest(Styled("🌅 ") + title, almanac, contents.items, t)

    def _nothing(self, today: date, t: Texts) -> str:
        """On a day without a paper it is not said that the papers had nothing."""
        newest = max(self._archive.days(), default=today)
        return t("digest.nothing") if newest >= today else t("digest.nothing.issue", day=t.dated(newest, today))


def counted(items: Sequence[compose.Item], coming: int, t: Texts) -> str:
    """与你有关的 12 篇 · 2 件要办."""
    about = compose.about(items)
    articles = t("digest.count", count=about) if about else ""
    told = [articles, t("digest.count.due", count=coming) if coming else ""]
    return t("digest.count.gap") + " · ".join(one for one in told if one) if any(told) else ""


def _looks(item: compose.Item) -> tuple[object, ...]:
    """All on which the look of an item depends: its finding follows from its entry and its queries."""
    same = tuple(entry.id for entry in item.same)
    asked = item.names, item.queries, item.section, item.topic
    return (item.number, item.entry.id, *asked, item.muted, same, item.story, item.retold, item.late)
