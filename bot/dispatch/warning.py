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
from bot.dispatch.concern import Concern
from bot.model import Delivery, Lane, Live, Match, Message, Mode, State, Strength, Subscriber, Subscription
from bot.ports import Desk, Finder
from bot.styled import Styled
from bot.texts import texts
from bot.warnings import Course
from watchers.facts.places import Gazetteer
from watchers.model import Entry
from watchers.ports import Archive

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
        self._asked, self._hushed = asked, hushed
        self._concern = Concern(places, asked, audible)
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

    def standing(self, person: Subscriber, now: datetime) -> list[Entry]:
        """Those in force that are the person's business by a subscription neither silent nor muted; gravest first."""
        mine = [one for one, ids in self._met(person, now) if self._concern.holds(person, one, ids)]
        return sorted(mine, key=lambda one: (-warnings.grade(warnings.signal_of(one)), one.id))

    def elsewhere(self, person: Subscriber, now: datetime) -> int:
        """How many more who did not say where they are has met in force, by topics, from all over the country."""
        if person.place:
            return 0
        return sum(not self._concern.holds(person, one, ids) for one, ids in self._met(person, now))

    def there(self, place: str, now: datetime) -> list[Entry]:
        """Those in force at a place, gravest first, and the finest of these."""
        here = [one for one in self.in_force(now).values() if self._concern.near(one, place)]
        return sorted(here, key=lambda one: warnings.rank(one, self._places))

    def _met(self, person: Subscriber, now: datetime) -> list[tuple[Entry, Collection[int]]]:
        force = self.in_force(now)
        met = self._desk.outbox.met(person.address, force) if force else {}
        return [(force[uid], ids) for uid, ids in met.items() if self._concern.speaking(ids, now)]

    def concern(self, person: Subscriber, entry: Entry, matches: Sequence[Match]) -> bool:
        """Whether a warning that was met so is the person's business."""
        return self._concern.holds(person, entry, [one.subscription_id for one in matches])

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
        rows = [] if live.bare else [self._anew(person, live, entry, ids, now)]
        went = warnings.course(told.article.warning if told else None, signal, now)
        if told and went in warnings.RINGING and self._heeds(person, live, entry, ids, now):
            rows.insert(0, self._notice(person, live, entry, went, now))
        return rows

    def _heeds(self, person: Subscriber, live: Live, entry: Entry, ids: Collection[int], now: datetime) -> bool:
        """Whether the person still wants to hear of it: it may be about a place that is theirs no more."""
        if person.paused or not self._concern.speaking(ids, now) or not self._concern.rings(person, entry, ids):
            return False
        light = live.bare and not urgency.grave_enough(person.level, entry.article)  # it was told to who asked only
        return not light and not self._hushed(person, entry, now)

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
        fresh = {
            entry.uid: (entry, ids)
            for entry, group in news
            if (ids := [one.subscription_id for one in group]) and self._concern.rings(person, entry, ids)
        }
        mine = {live.uid: live for live in self._desk.outbox.lives_of(person.address)} if fresh else {}
        new = [entry for uid, (entry, _) in fresh.items() if uid not in mine]
        if not new:
            return []
        force = self.in_force(now)
        asked = {number for _, ids in fresh.values() for number in ids}
        coming = {one.uid for one in self._coming(person, new, asked, last, now)}
        plan = warnings.told_once(
            new,
            self._told(person, mine.values(), force),
            coming,
            lambda one: self._concern.named(asked, one),
            self._kinship,
            self._places,
            self._concern.places(person, asked),
        )
        apart = mine.keys() | {entry.uid for entry in plan.alerts}
        rows = [self._alert(person, entry, fresh[entry.uid][1], fresh, apart, now) for entry in plan.alerts]
        return rows + self._lines(person, plan.beside, mine, fresh, now)

    def _told(self, person: Subscriber, lives: Collection[Live], force: Mapping[str, Entry]) -> set[str]:
        """Those in force of which the person was told and that are their business still: they may have moved."""
        mine = {live.uid: live.bare for live in lives if live.uid in force}
        met = self._desk.outbox.met(person.address, mine)
        asking = {uid: [wish.id for wish in self._concern.wishes(met.get(uid, ()))] for uid in mine}
        return {
            uid for uid, ids in asking.items() if (ids or mine[uid]) and self._concern.rings(person, force[uid], ids)
        }

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
            if live.bare:
                continue
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
        ringing = [(one, [number for number in asked if self._rings(number, one)]) for one in likes.values()]
        return [
            one
            for one, ids in ringing
            if ids
            and self._concern.rings(person, one, ids)
            and self.news(one)
            and urgency.grave_enough(person.level, one.article)
            and not self._hushed(person, one, now)
            and _loud(person, one, now)
        ]

    def _rings(self, number: int, entry: Entry) -> bool:
        wish = self._asked(number)
        met = self._finder.meet(wish.query, entry.article, entry.source) if wish and wish.mode is Mode.ALERT else None
        return met is not None and met.strength is Strength.STRONG

    # -- what was said among other things --------------------------------------------------------------------------

    def said(self, person: Subscriber, entries: Sequence[Entry], now: datetime) -> None:
        """The person is told of these as they stand, in an answer: they do not ring anew, only when they go on."""
        lives = {live.uid: live.id for live in self._desk.outbox.lives_of(person.address)}
        rows = [
            Delivery(
                key=f"said:{person.address}:{entry.id}:{entry.uid}",
                address=person.address,
                lane=Lane.NOTICE,
                message=Message(body=Styled()),
                state=State.SENT,
                due_at=now,
                about=entry.uid,
                entry_id=entry.id,
                refers=lives.get(entry.uid, 0),
            )
            for entry in entries
        ]
        self._desk.outbox.add(rows)

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
        names = tuple(dict.fromkeys(wish.name or wish.query for wish in self._concern.wishes(ids)))
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


def _reader(person: Subscriber, now: datetime) -> warning.Reader:
    return warning.Reader(t=texts(person.language), timezone=person.timezone, now=now)


def _loud(person: Subscriber, entry: Entry, now: datetime) -> bool:
    """Whether it may make a sound now."""
    quiet = calendar.quiet_until(now, person.quiet, person.timezone) is not None and person.quiet is not None
    return not quiet or urgency.passes(person.quiet.floor if person.quiet else None, entry.article)
