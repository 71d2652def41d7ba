"""Warnings: one message for each in a chat, changed as its state changes; who was told of one is told how it ends.

What is to be done is said by the rules of `bot.warnings`; here they are brought what they need, and what they say is
written into the outbox. A change is a row of its own whatever has become of the message (waiting, under way, sent):
the outbox sees to it that a message that still waits goes out as things stand, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot import calendar, urgency, warnings
from bot.compose import warning
from bot.model import Address, Delivery, Lane, Live, Match, Message, Mode, Strength, Subscriber, Subscription
from bot.ports import Desk, Finder
from bot.query import parse
from bot.texts import texts
from bot.warnings import Course
from watchers.facts.places import Gazetteer
from watchers.model import Entry
from watchers.ports import Archive
from watchers.warning import WarningSignal

News = Sequence[tuple[Entry, Sequence[Match]]]

# So many people's messages are changed before others have their turn.
CHANGED_AT_ONCE = 20


class Warnings:
    """Tells of warnings and of their changes. `asked` is what a subscription in force asks for, by its id."""

    def __init__(
        self,
        archive: Archive,
        desk: Desk,
        finder: Finder,
        places: Gazetteer,
        asked: Callable[[int], Subscription | None],
        audible: Callable[[Subscription, datetime], bool],
        hushed: Callable[[Subscriber, Entry, datetime], bool],
    ) -> None:
        self._archive, self._desk, self._finder, self._places = archive, desk, finder, places
        self._asked, self._audible, self._hushed = asked, audible, hushed
        self._read: tuple[int, Sequence[Entry]] = (-1, ())
        self._force: tuple[datetime | None, Mapping[str, Entry]] = (None, {})
        self._kinship = warnings.Kinship((), places)
        self._composed: dict[tuple[object, ...], Message] = {}

    def in_force(self, now: datetime) -> Mapping[str, Entry]:
        """The warnings in force by uid, those too that are still to be matched; read again when the log has grown."""
        last = self._archive.last_id()
        if self._read[0] != last:
            self._read = last, self._archive.warnings_in_force(now)
            self._force = (None, {})
            self._kinship = warnings.Kinship((), self._places)
        if self._force[0] != now:  # thousands of people in one moment
            force = {one.uid: one for one in self._read[1] if not warnings.over(warnings.signal_of(one), now)}
            if force.keys() != self._force[1].keys():
                self._kinship = warnings.Kinship(force.values(), self._places)
            self._force = now, force
            self._composed.clear()
        return self._force[1]

    def standing(self, person: Address, now: datetime) -> list[Entry]:
        """Those in force that the person's subscriptions have met, but for silent and muted ones; gravest first."""
        force = self.in_force(now)
        met = self._desk.outbox.met(person, force) if force else {}
        mine = [force[uid] for uid, ids in met.items() if self._speaking(ids, now)]
        return sorted(mine, key=lambda one: (-warnings.grade(warnings.signal_of(one)), one.id))

    def news(self, entry: Entry) -> bool:
        """Whether who was not told of this warning is to be told now."""
        stages = {warnings.signal_of(entry).stage}
        if not warnings.alarming(stages):
            stages = {one.article.warning.stage for one in self._archive.versions(entry.uid) if one.article.warning}
        return warnings.alarming(stages)

    # -- how it goes on --------------------------------------------------------------------------------------------

    def changes(self, entries: Sequence[Entry], now: datetime) -> Iterator[None]:
        """Write down what these lines of the log change for those who were told of earlier ones; cut into pieces."""
        for entry in entries:
            if entry.article.warning is None or entry.replaced:
                continue
            lives = iter([live for live in self._desk.outbox.lives(entry.uid) if live.known < entry.id])
            while some := list(islice(lives, CHANGED_AT_ONCE)):
                with self._desk.atomic():
                    self._desk.outbox.add([row for live in some for row in self._change(live, entry, now)])
                yield

    def _change(self, live: Live, entry: Entry, now: datetime) -> list[Delivery]:
        """The message anew; and where it is worth a sound, a word about it before that."""
        person = self._desk.subscriptions.subscriber(live.address)
        if person is None:
            return []
        signal, ids = warnings.signal_of(entry), self._desk.outbox.met(live.address, [live.uid]).get(live.uid, ())
        told = self._archive.entry(live.told) if live.told else None
        rows = [self._anew(person, live, entry, ids, now)]
        went = warnings.course(told.article.warning if told else None, signal, now)
        wanted = not person.paused and self._speaking(ids, now) and not self._hushed(person, entry, now)
        if told and went in warnings.RINGING and wanted:
            rows.insert(0, self._notice(person, live, entry, went, now))
        return rows

    def _anew(self, person: Subscriber, live: Live, entry: Entry, ids: Collection[int], now: datetime) -> Delivery:
        signal = warnings.signal_of(entry)
        return Delivery(
            key=f"change:{person.address}:{entry.id}:{entry.uid}",
            address=person.address,
            lane=Lane.CHANGE,
            message=self._message(person, entry, ids, now),
            due_at=now,
            until=now if warnings.over(signal, now) else signal.expires_at,
            about=entry.uid,
            entry_id=entry.id,
            refers=live.id,
        )

    def _notice(self, person: Subscriber, live: Live, entry: Entry, went: Course, now: datetime) -> Delivery:
        beside = self._beside(person, entry, (), now) if went in warnings.ENDINGS else ()
        told = warning.notice(entry, went, beside, _reader(person, now))
        return Delivery(
            key=f"notice:{person.address}:{entry.id}:{entry.uid}",
            address=person.address,
            lane=Lane.ALERT,
            message=replace(told, silent=not _loud(person, entry, now)),
            due_at=now,
            until=None if went in warnings.ENDINGS else warnings.signal_of(entry).expires_at,
            about=entry.uid,
            entry_id=entry.id,
            refers=live.id,
        )

    # -- how it begins ---------------------------------------------------------------------------------------------

    def alerts(self, person: Subscriber, news: News, last: int, now: datetime) -> list[Delivery]:
        """What a person is told of warnings that are in force, and of which they were not told; each once.

        `last` is the line of the log up to which all was matched, or is just being.
        """
        fresh = {entry.uid: (entry, ids) for entry, group in news if (ids := [one.subscription_id for one in group])}
        mine = {live.uid: live for live in self._desk.outbox.lives_of(person.address)} if fresh else {}
        new = [entry for uid, (entry, _) in fresh.items() if uid not in mine]
        if not new:
            return []
        force = self.in_force(now)
        asked = {number for _, ids in fresh.values() for number in ids}
        coming = {one.uid for one in self._coming(person, new, asked, last, now)}
        plan = warnings.told_once(
            new, mine.keys() & force.keys(), coming, lambda one: self._named(asked, one), self._kinship, self._places
        )
        apart = mine.keys() | {entry.uid for entry in plan.alerts}
        rows = [self._alert(person, entry, fresh[entry.uid][1], fresh, apart, now) for entry in plan.alerts]
        return rows + self._lines(person, plan.beside, mine, fresh, now)

    def _alert(
        self,
        person: Subscriber,
        entry: Entry,
        ids: Collection[int],
        met: Collection[str],
        apart: Collection[str],
        now: datetime,
    ) -> Delivery:
        return Delivery(
            key=f"alert:{person.address}:{entry.uid}",
            address=person.address,
            lane=Lane.ALERT,
            message=self._message(person, entry, ids, now, met, apart),
            due_at=now,
            until=warnings.signal_of(entry).expires_at,
            about=entry.uid,
            entry_id=entry.id,
        )

    def _lines(
        self,
        person: Subscriber,
        beside: Sequence[tuple[Entry, Entry]],
        mine: Mapping[str, Live],
        met: Collection[str],
        now: datetime,
    ) -> list[Delivery]:
        """Messages that were told before, with a line about what is new beside them."""
        latest = {known.uid: (new, known) for new, known in sorted(beside, key=lambda pair: pair[0].id)}
        rows = []
        for new, known in latest.values():
            live = mine[known.uid]
            ids = self._desk.outbox.met(person.address, [known.uid]).get(known.uid, ())
            row = self._anew(person, live, known, ids, now)
            said = self._message(person, known, ids, now, met, mine.keys())
            key = f"change:{person.address}:{known.id}+{new.id}:{known.uid}"
            rows.append(replace(row, key=key, message=said, entry_id=live.known))
        return rows

    def _coming(
        self, person: Subscriber, new: Sequence[Entry], asked: Collection[int], last: int, now: datetime
    ) -> list[Entry]:
        """Of the warnings still to be matched those that will ring for the person and are like one that does now."""
        likes = {one.uid: one for entry in new for one in self._kinship.of(entry) if one.id > last}
        ringing = (one for one in likes.values() if any(self._rings(number, one) for number in asked))
        return [
            one
            for one in ringing
            if self.news(one)
            and urgency.grave_enough(person.level, one.article)
            and not self._hushed(person, one, now)
            and _loud(person, one, now)
        ]

    def _rings(self, number: int, entry: Entry) -> bool:
        wish = self._asked(number)
        met = self._finder.meet(wish.query, entry.article, entry.source) if wish and wish.mode is Mode.ALERT else None
        return met is not None and met.strength is Strength.STRONG

    # -- what is said ----------------------------------------------------------------------------------------------

    def _message(
        self,
        person: Subscriber,
        entry: Entry,
        ids: Collection[int],
        now: datetime,
        met: Collection[str] = (),
        apart: Collection[str] | None = None,
    ) -> Message:
        """`met` and `apart` as for `_beside`. Thousands who asked alike are told alike: that is composed once."""
        wishes = [wish for number in ids if (wish := self._asked(number))]
        names = tuple(dict.fromkeys(wish.name or wish.query for wish in wishes))
        beside = self._beside(person, entry, met, now, apart)
        alike = (entry.id, names, *(one.id for one in beside), person.language, person.timezone)
        if alike not in self._composed:
            self._composed[alike] = warning.live(entry, names, beside, _reader(person, now))
        return self._composed[alike]

    def _beside(
        self,
        person: Subscriber,
        entry: Entry,
        met: Collection[str],
        now: datetime,
        apart: Collection[str] | None = None,
    ) -> list[Entry]:
        """Its likes that hold here too, or for places within that the person asked for.

        Not those of which the person has a message anyway (`apart`; by default those that are written down). `met`:
        what their subscriptions meet, which need not be written down yet.
        """
        signal, force = warnings.signal_of(entry), self.in_force(now)
        likes = [one for one in self._kinship.of(entry) if one.uid in force]
        if not likes:
            return []
        if apart is None:
            apart = {live.uid for live in self._desk.outbox.lives_of(person.address)}
        mine = {*met, *self._desk.outbox.met(person.address, [one.uid for one in likes])}
        heard = (one for one in likes if one.uid not in apart)
        here = [
            one for one in heard if one.uid in mine or warnings.finer(signal, warnings.signal_of(one), self._places)
        ]
        return sorted(here, key=lambda one: (-warnings.grade(warnings.signal_of(one)), one.id))

    def _named(self, asked: Collection[int], signal: WarningSignal) -> bool:
        wishes = (wish for number in asked if (wish := self._asked(number)))
        return any(warnings.names_place(parse(wish.query).root, signal, self._places) for wish in wishes)

    def _speaking(self, ids: Collection[int], now: datetime) -> bool:
        wishes = (wish for number in ids if (wish := self._asked(number)))
        return any(wish.mode is not Mode.SILENT and self._audible(wish, now) for wish in wishes)


def _reader(person: Subscriber, now: datetime) -> warning.Reader:
    return warning.Reader(t=texts(person.language), timezone=person.timezone, now=now)


def _loud(person: Subscriber, entry: Entry, now: datetime) -> bool:
    """Whether it may make a sound now."""
    quiet = calendar.quiet_until(now, person.quiet, person.timezone) is not None and person.quiet is not None
    return not quiet or urgency.passes(person.quiet.floor if person.quiet else None, entry.article)
