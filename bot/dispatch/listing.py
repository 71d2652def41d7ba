"""Articles as items of somebody's list: by whose words they came there, which story they tell, what they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import compose
from bot.dispatch.items import asked_first, merged, section
from bot.dispatch.placing import Placing
from bot.dispatch.wishes import Wishes, audible, met, rings
from bot.errors import QueryError
from bot.model import Address, Match, Subscriber, Subscription, Topic
from bot.ports import Desk, Finder
from bot.ranking import worth
from bot.steps import Steps, outcome
from watchers.model import Entry
from watchers.ports import Archive

REMEMBERED = 4096
# So many articles are read with one person's subscriptions before others have their turn, some ten milliseconds.
AT_ONCE = 20

Asked = Callable[[int], Subscription | None]


class Listing:
    """Makes items of articles. What many lists have in common is worked out once."""

    def __init__(self, archive: Archive, desk: Desk, finder: Finder, placing: Placing, wishes: Wishes) -> None:
        self._archive, self._desk, self._finder = archive, desk, finder
        self._placing, self._wishes = placing, wishes
        self._topics: dict[int, Sequence[Topic]] = {}
        self._earlier: dict[str, Entry | None] = {}

    def forget(self) -> None:
        """The log has grown: earlier reports may have been corrected."""
        self._earlier.clear()

    def items_of(self, address: Address, entries: Sequence[Entry], now: datetime) -> list[compose.Item]:
        """The articles among `entries` that one person's subscriptions meet, in the order given, not numbered yet."""
        mine = self._desk.subscriptions.of(address)
        return outcome(self.meeting(self._desk.subscriptions.subscriber(address), mine, entries, now))

    def meeting(
        self, person: Subscriber | None, mine: Sequence[Subscription], entries: Sequence[Entry], now: datetime
    ) -> Steps[list[compose.Item]]:
        """The same in steps, for `mine` of the person's subscriptions.

        Only these are asked: everybody's would be a thousand times the work.
        """
        found = list[compose.Item]()
        by_id = {one.id: one for one in mine}
        for begin in range(0, len(entries), AT_ONCE):
            if some := [*self._met(mine, entries[begin : begin + AT_ONCE], now)]:
                with self._desk.atomic():  # which story each of them tells is kept
                    items = [(self._item(*one, by_id.get), one) for one in some]
                found += [replace(item, muted=self._muted(person, *one, by_id, now)) for item, one in items]
            yield None
        yield merged(found)

    def ringing(self, address: Address, entry: Entry, now: datetime) -> list[Subscription]:
        """The person's subscriptions that ring for an article; where none does, all that meet it."""
        mine = {one.id: one for one in self._desk.subscriptions.of(address)}
        matches = [one for _, some in self._met([*mine.values()], [entry], now) for one in some]
        loud = [m for m in matches if rings(mine[m.subscription_id], m.finding)]
        return [mine[m.subscription_id] for m in loud or matches]

    def _met(
        self, mine: Sequence[Subscription], entries: Sequence[Entry], now: datetime
    ) -> Iterator[tuple[Entry, list[Match]]]:
        """The articles that some of the subscriptions meet."""
        asking = [one for one in mine if self._understood(one)]
        articles = ((entry.article, entry.source) for entry in entries)
        every = self._finder.meet_each([one.query for one in asking], articles) if asking else ()
        for entry, findings in zip(entries, every, strict=False):
            if met_ones := [met(one, entry, f, now) for one, f in zip(asking, findings, strict=True) if f]:
                yield entry, met_ones

    def _understood(self, subscription: Subscription) -> bool:
        """One that names a topic pack of earlier times finds nothing any more."""
        try:
            self._finder.check(subscription.query)
        except QueryError:
            return False
        return True

    def _muted(
        self,
        person: Subscriber | None,
        entry: Entry,
        matches: Sequence[Match],
        mine: Mapping[int, Subscription],
        now: datetime,
    ) -> bool:
        """Whether the person asked for silence about all that brought this article, or about the article itself."""
        if person is None:
            return False
        heard = any(audible(mine[match.subscription_id], now) for match in matches)
        return not heard or self._placing.hushed(person, entry, now)

    def item(self, entry: Entry, matches: Sequence[Match]) -> compose.Item:
        """One article of a list, not numbered yet, with the subscriptions that brought it."""
        return self._item(entry, matches, self._wishes.of)

    def _item(self, entry: Entry, matches: Sequence[Match], asked: Asked) -> compose.Item:
        # Where one subscription is what the article is about, another that it mentions in passing need not be named,
        # nor one that takes the whole paper.
        ranked = sorted(matches, key=lambda match: worth(match.finding), reverse=True)
        best = worth(ranked[0].finding)[:2]
        about = [match for match in ranked if worth(match.finding)[:2] == best]
        mine = _once(one for m in about if (one := asked(m.subscription_id)))
        placed, topics = self._placing.place(entry), asked_first(self._topics_of(entry), matches)
        return compose.Item(
            number=0,
            entry=entry,
            story=placed.story,
            follows=self._latest(placed.follows) if placed.follows else None,
            finding=ranked[0].finding,
            names=_names(mine),
            queries=_queries(mine),
            topics=topics,
            section=section(topics, about, mine),
        )

    def told(self, address: Address, entries: Sequence[Entry]) -> list[compose.Item]:
        """Articles that one person's subscriptions met before, as far as the kept matches say; not judged anew."""
        names = {uid: entry for entry in entries for uid in (entry.uid, *entry.joined)}
        found: dict[str, list[Subscription]] = {}
        self._wishes.refresh()
        for uid, ids in self._desk.outbox.met(address, names).items():
            found.setdefault(names[uid].uid, []).extend(mine for one in ids if (mine := self._wishes.of(one)))
        return [
            compose.Item(
                number=0,
                entry=entry,
                finding=None,
                story=self._placing.story(entry.uid),
                names=_names(_once(found[entry.uid])),
                queries=_queries(_once(found[entry.uid])),
            )
            for entry in entries
            if found.get(entry.uid)
        ]

    def _latest(self, uid: str) -> Entry | None:
        """The report that others carry on, read once until the log grows: ten thousand digests name the same ones."""
        if uid not in self._earlier:
            self._earlier[uid] = self._archive.latest(uid)
        return self._earlier[uid]

    def _topics_of(self, entry: Entry) -> Sequence[Topic]:
        """Classified once: a version of an article does not change, and ten thousand digests ask for the same ones."""
        if entry.id not in self._topics:
            if len(self._topics) >= REMEMBERED:
                self._topics.clear()
            self._topics[entry.id] = self._finder.topics(entry.article)
        return self._topics[entry.id]


def _once(mine: Iterable[Subscription]) -> list[Subscription]:
    """Two that ask the same are one."""
    found: dict[str, Subscription] = {}
    for one in mine:
        found.setdefault(one.query, one)
    return [*found.values()]


def _names(mine: Sequence[Subscription]) -> tuple[str, ...]:
    return tuple(s.name or s.query for s in mine)


def _queries(mine: Sequence[Subscription]) -> tuple[str, ...]:
    return tuple(s.query for s in mine)
