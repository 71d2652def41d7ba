"""The seams of the chat side: what rules and carriers ask for, and adapters provide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.errors import QueryError
from bot.leaflets import Leaflet
from bot.ledger import Attempt, Concern, Event, Figures, Record
from bot.model import (
    Act,
    Address,
    Before,
    Deed,
    Delivery,
    Favourite,
    Finding,
    Hall,
    Incoming,
    Live,
    Match,
    Message,
    Mode,
    Outcome,
    Placed,
    State,
    Subscriber,
    Subscription,
    Topic,
)
from bot.openings import Habits, Sign
from bot.pictures import Picture
from bot.profile.model import Profile, Suited
from bot.retold import Retold
from bot.reviews import Review
from watchers.model import Article


class Subscriptions(Protocol):
    """Who is told, and what they asked for."""

    def subscriber(self, address: Address) -> Subscriber | None: ...

    def keep(self, subscriber: Subscriber) -> None:
        """Store a subscriber, new or changed."""

    def subscribers(self) -> Sequence[Subscriber]: ...

    def digests_due(self, now: datetime, limit: int | None = None) -> Sequence[Subscriber]:
        """Those not paused for whom something is to be done, earliest first, at most `limit` of them.

        Their `next_digest_at` has come; or they have held alerts and their `release_at` has come (or is not known); or
        one of their instants was written by a clock that has been set back since, and has to be planned anew.
        """

    def hold(self, matches: Sequence[Match], until: datetime) -> None:
        """Keep recorded matches of one subscriber as alerts that wait for the end of quiet hours."""

    def held(self, address: Address) -> Sequence[Match]:
        """The alerts that wait, in the order of their finding, of subscriptions still in force."""

    def let_go(self, address: Address) -> None:
        """Nothing waits any more for this subscriber, of ended subscriptions neither."""

    def subscribe(self, address: Address, query: str, name: str, mode: Mode, now: datetime) -> Subscription:
        """A new subscription; it gets the next number of its owner. Numbers are never used twice."""

    def retune(self, subscription_id: int, mode: Mode) -> None:
        """Change how a subscription speaks."""

    def revise(self, subscription_id: int, query: str, name: str, mode: Mode) -> None:
        """Change what a subscription asks for; its id, number and matches stay."""

    def mute(self, subscription_id: int, until: datetime | None) -> None:
        """Silence a subscription until then; None lets it speak again."""

    def unsubscribe(self, subscription_ids: Sequence[int], now: datetime) -> None:
        """End subscriptions; their matches and history stay."""

    def resubscribe(self, subscription_ids: Sequence[int]) -> None:
        """Take an `unsubscribe` back."""

    def of(self, address: Address) -> Sequence[Subscription]:
        """What one subscriber asked for, by number."""

    def subscription(self, subscription_id: int) -> Subscription | None: ...

    def all(self) -> Sequence[Subscription]:
        """Every subscription in force, those of paused subscribers too."""

    def counted(self) -> tuple[int, int]:
        """How many subscribers there are, and subscriptions in force."""

    def revision(self) -> int:
        """Grows whenever a subscription begins, changes or ends: the matcher's sign to look again."""

    def changed(self, after: int) -> Sequence[tuple[int, Subscription | None]]:
        """Ids of those that began, changed or ended since that revision; None with those that are not in force."""


class Outbox(Protocol):
    """What was found, and what is on its way. The only writer of matches, topics and deliveries."""

    def cursor(self) -> int:
        """The id of the last log line that was matched."""

    def record(self, cursor: int, matches: Sequence[Match], deliveries: Sequence[Delivery]) -> None:
        """In one transaction: the matches, the messages they cause, and the cursor (which never goes back).

        A match of the same subscription with a later version of the same article keeps its place; a delivery whose key
        is known is left as it is. So recording twice changes nothing. One that was withdrawn is due again when it tells
        of a later line of the log.
        """

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Messages that no match caused (answers, digests); known keys are left as by `record`.

        Of what waits to be said of one message only the newest is still to be said: withdrawn are all its changes but
        the last, and answers to it that tell of an earlier line of the log than the newest.
        """

    def delivered(self, chat: Address, message_id: str) -> Delivery | None:
        """What the channel took under this name in the chat (an address without its topic), as it reads now."""

    def rung(self, address: Address, since: datetime) -> int:
        """How many alerts were written for one address since then."""

    def lives(self, uid: str) -> Sequence[Live]:
        """Who was told, or is to be told, of this warning."""

    def lives_of(self, address: Address) -> Sequence[Live]:
        """The warnings of which one address was told, or is to be told."""

    def met(self, address: Address, uids: Collection[str]) -> Mapping[str, tuple[int, ...]]:
        """Which of these articles the address's subscriptions, ended ones too, have met, and which ones have."""

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        channels: Collection[str],
        resting: Mapping[Address, datetime] | None = None,
    ) -> Sequence[Delivery]:
        """Deliveries of these channels that are due, urgent lanes first, marked as being sent until now + lease.

        What tells of a warning goes out as it stands: with the newest change that waits for it, and not at all once it
        is over (`until`), unless it may have arrived already. What refers to a delivery never overtakes it.

        At most one for each chat (an address without its topic), and none while another of the same chat is being sent
        or waits to be sent again: order is kept. None of a subscriber that is gone, none of a chat on hold, none of the
        `resting` chats. A delivery whose lease ran out comes back with one more doubt (nobody knows whether it
        arrived), unless its chat rests: then the caller may be sending it still. What was planned by a clock that has
        been set back (leases and due times that are further off than they can be) is mended: due now.
        """

    def next_ready(
        self, now: datetime, channels: Collection[str], resting: Mapping[Address, datetime]
    ) -> datetime | None:
        """After a claim that found nothing more: the next instant at which time alone may make something claimable.

        Later than `now`; None when only an event can. `resting`: chats, and from when on they may be called.
        """

    def calls_since(self, since: datetime) -> Sequence[tuple[Address, datetime]]:
        """When deliveries were last claimed, as far back as that: what limits have to remember over a restart."""

    def hold(self, chat: Address, now: datetime, until: datetime) -> None:
        """The channel wants no call to this chat (an address without topic) before `until`."""

    def settle(self, delivery: Delivery, now: datetime, message_id: str = "") -> None:
        """Write down how it went: `delivery` carries the new state, due time and doubts.

        Without effect when its lease ran out and it was claimed again meanwhile: then the later claim decides.
        """

    def note(self, delivery: Delivery, error: str) -> None:
        """The reason of the last failure, for the operator."""

    def recover(self, now: datetime) -> int:
        """At start, when no other process can be sending: what was being sent is due again, in doubt."""

    def redirect(self, old: Address, new: Address) -> None:
        """A chat has moved: everything that is its own goes with it, once.

        When both addresses are known the older acquaintance's settings stay, and what either was not told yet remains
        to be told.
        """

    def next_due(self) -> datetime | None:
        """When the first delivery that may go falls due; what is held for those who are gone does not count."""

    def waiting(self) -> Mapping[State, int]: ...

    def matches_after(self, address: Address, match_id: int) -> Sequence[Match]:
        """Matches of one subscriber with an id above, oldest first, of subscriptions still in force."""

    def matches_since(self, address: Address, since: datetime, limit: int) -> Sequence[Match]:
        """The latest `limit` matches of one subscriber, those found since then, of subscriptions still in force."""

    def matches_of(self, subscription_id: int, since: datetime) -> int: ...

    def hits(self, address: Address, since: datetime) -> Mapping[int, tuple[int, datetime]]:
        """Of each subscription of the address that has met anything: how much since then, and when it last did."""

    def met_since(self, address: Address, since: datetime, limit: int) -> Sequence[int]:
        """The log lines that the last `limit` matches of one subscriber since then are about."""

    def pass_over(self, address: Address, after: int, up_to: int, told: Collection[int]) -> None:
        """A digest took the subscriber's matches with ids in (after, up_to], told these and kept the others back."""

    def told(self, address: Address, up_to: int) -> frozenset[str]:
        """uids that this subscriber was told in a digest already: by matches up to that id, none passed over."""

    def alerted(self, address: Address) -> frozenset[str]:
        """The stories (uids of the articles that told them first) of alerts to this address.

        Without those that were put aside or withdrawn.
        """


FLOOD = "flood"
"""The `error` of an update that was not answered because its sender had said too much."""


FAREWELL = "farewell:"
"""How the key of a last word begins: the delivery is deleted with all its traces when it has been sent."""


class Inbox(Protocol):
    """What people sent, stored before the channel is told that it was received."""

    def offset(self, channel: str) -> int:
        """Where to go on asking the channel."""

    def store(self, incoming: Sequence[Incoming], now: datetime, channel: str = "", offset: int = 0) -> int:
        """Keep updates (known keys are ignored) and the channel's offset in one transaction; how many are new."""

    def waiting(self, limit: int) -> Sequence[Incoming]:
        """Not handled yet. Everybody's first line comes before anybody's second; else in the order of arrival."""

    def crowd(self, incoming: Incoming, span: timedelta) -> tuple[int, bool]:
        """How much the same person said in the same chat in the `span` before this, and whether any of it was FLOOD."""

    def done(self, incoming: Incoming, now: datetime, error: str = "") -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An item of the list that a chat was shown last: what `/why 2` and `/article 2` mean by 2.

    `queries` are the canonical queries that brought it there, `names` how they are called; `muted` that the person had
    asked for silence about it.
    """

    number: int
    uid: str
    queries: tuple[str, ...]
    names: tuple[str, ...] = ()
    muted: bool = False


class Stories(Protocol):
    """Which article tells which story."""

    def place(self, placed: Placed, keys: Sequence[str]) -> None:
        """Keep where an article belongs, findable by its keys; one that is placed already stays where it is."""

    def near(self, keys: Sequence[str], first: date, last: date, limit: int) -> Sequence[Placed]:
        """Articles dated in [first, last] that share keys, those that share most first."""

    def placed(self, uid: str) -> Placed | None: ...

    def unite(self, story: str, into: str) -> None:
        """Two stories turned out to be parts of one article: from now on `story` is called `into`."""

    def united(self) -> Mapping[str, str]:
        """What stories that were united with another are called now."""

    def together(self, story: str) -> Sequence[str]:
        """The uids of all articles that tell one story, in the order in which they came."""


class Memory(Protocol):
    """What a conversation has to remember between two lines, also over a restart."""

    def show(self, address: Address, title: str, items: Sequence[Shown]) -> None:
        """Replace the list that the chat was shown last."""

    def shown(self, address: Address) -> tuple[str, Sequence[Shown]]:
        """Its title and items; ("", ()) when there is none."""

    def offer(self, address: Address, text: str, now: datetime) -> int:
        """Keep a text that a button will act upon; the id goes into the button."""

    def offered(self, address: Address, offer_id: int) -> str | None:
        """The text, if it was offered to this very chat."""

    def expect(self, address: Address, command: str) -> None:
        """The chat's next plain line belongs to `command`; "" ends the waiting."""

    def expected(self, address: Address) -> str: ...


class Deeds(Protocol):
    """What people did that can be taken back."""

    def add(self, address: Address, act: Act, about: str, before: Before, now: datetime) -> int:
        """Remember a deed; the id goes into the button that takes it back."""

    def deed(self, address: Address, deed_id: int) -> Deed | None:
        """The deed, if it was done by this very chat."""

    def recent(self, address: Address, since: datetime, limit: int) -> Sequence[Deed]:
        """Those done since then and not taken back, the newest first."""

    def undone(self, deed_id: int, now: datetime) -> None:
        """It was taken back."""


class Favourites(Protocol):
    """What people put aside, each by themselves."""

    def add(self, address: Address, uid: str, title: str, now: datetime) -> bool:
        """Keep an article; False when it is kept already."""

    def drop(self, address: Address, uid: str) -> bool:
        """Keep it no longer; False when it was not kept."""

    def of(self, address: Address, limit: int, skip: int = 0) -> Sequence[Favourite]:
        """The latest first."""

    def counted(self, address: Address) -> int: ...

    def holds(self, address: Address, uid: str) -> bool: ...


class Halls(Protocol):
    """What is kept of groups, forums and channels beside their subscriptions."""

    def bind(self, chat: Address, topic: str) -> None:
        """From now on all that this forum is told goes to one topic of it; "" ends that."""

    def bound(self, chat: Address) -> str:
        """The topic, or ""."""

    def kin(self, chat: Address) -> Sequence[Address]:
        """The addresses of this chat, with topic and without, that are subscribers."""

    def drive(self, address: Address, hall: Hall, until: datetime) -> None:
        """What is said at this address is meant for that hall, until then."""

    def driven(self, address: Address, now: datetime) -> tuple[Address, str] | None:
        """For which hall somebody speaks now, and its title."""

    def leave(self, address: Address) -> None:
        """They speak for themselves again."""

    def invited(self, chat: Address, person: str) -> None:
        """Who asked us into this chat."""

    def host(self, chat: Address) -> str:
        """That person, or ""."""


class Oblivion(Protocol):
    """The way out."""

    def forget(self, address: Address) -> None:
        """Delete all that is kept about a chat, in every table, so that it cannot be read from the disk either."""

    def erase(self, delivery_id: int) -> None:
        """Delete one delivery in the same way."""

    def settle(self) -> bool:
        """Outside of any transaction: what was deleted leaves the database's log, too; False while others read that."""


class Scouting(Protocol):
    """First looks at sources, beside the conversation."""

    def begin(self, address: Address, url: str, name: str) -> bool:
        """Look at `url` and tell the chat at `address` what is there, in a while; False when too many looks wait.

        `name` is what the source is to be called; empty: what it calls itself.
        """


class Leaflets(Protocol):
    """Lists of several pages, the latest few of each chat."""

    def keep(self, address: Address, title: str, pages: Sequence[Message], items: Sequence[Shown]) -> int:
        """Keep a list whose pages can be turned; the id goes into its buttons."""

    def leaflet(self, address: Address, leaflet_id: int) -> tuple[Leaflet, Sequence[Shown]] | None:
        """The list, and what its numbers mean, if it was made for this very chat and is still kept."""


class Openings(Protocol):
    """What chats asked to see more of, or no more of."""

    def note(self, address: Address, signs: Collection[Sign], weight: float, now: datetime) -> None:
        """Add a weight to each of them; the oldest make room for new ones."""

    def of(self, address: Address, now: datetime) -> Habits:
        """The weights as they stand now."""


class Reviews(Protocol):
    """Who gets their week in one message, and when."""

    def review(self, address: Address) -> Review | None: ...

    def keep(self, review: Review) -> None:
        """Store it, new or changed."""

    def end(self, address: Address) -> None:
        """No more of them."""

    def due(self, now: datetime, limit: int) -> Sequence[Review]:
        """Those of people not paused that are due, or were planned by a clock that has been set back since."""


class Summaries(Protocol):
    """What a language model wrote of articles. Each version of an article is asked about once, whatever came of it."""

    def keep(self, entry_id: int, text: str, model: str, now: datetime) -> None:
        """`text` is empty when nothing came of it that can be shown."""

    def of(self, entry_id: int) -> Retold | None:
        """What may be shown of this log line."""

    def asked_since(self, since: datetime) -> int:
        """How many articles were asked about since then."""

    def wanted(self, since: datetime, limit: int) -> Sequence[int]:
        """Log lines that were found since then, that somebody has a strong match with, not asked about yet."""


class History(Protocol):
    """Every attempt, and what is read out of them. Its writing calls belong into the sender's transactions."""

    def began(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """A call begins for each of these claimed deliveries; `attempts` is its number.

        What an earlier attempt left open is written down as lost: its process ended, or its lease ran out.
        """

    def ended(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """How the call of a claimed delivery ended; `delivery.attempts` says which."""

    def attempts(self, delivery_id: int) -> Sequence[Attempt]: ...

    def told(self, address: Address, limit: int, skip: int = 0) -> Sequence[Record]:
        """What a chat was told or is to be told, newest first; answers to its own lines are not among it."""

    def told_in_all(self, address: Address) -> int: ...

    def record(self, address: Address, number: int) -> Record | None:
        """One of `told` by its number."""

    def deliveries(self, state: State | None = None, to: Address | None = None, limit: int = -1) -> Sequence[Record]:
        """Every delivery, the newest first, answers too; `limit` below 0: all of them."""

    def counted(self, state: State | None = None, to: Address | None = None) -> int: ...

    def replay(self, delivery_id: int, now: datetime) -> bool:
        """Make a dead delivery due again, its attempts going on; False when it is not dead."""

    def figures(self, now: datetime) -> Figures: ...


class Reminders(Protocol):
    """What reminding needs to know beside the articles."""

    def due(self, now: datetime, limit: int) -> Sequence[Subscriber]:
        """Those not paused who want reminders and whose `remind_at` has come, is not planned, or lies too far ahead.

        Without those whose digest is due and not made yet: it may say all that there is to say.
        """

    def told(self, address: Address, uids: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """Which of these articles the address was told by subscriptions that still speak, and when each was found.

        Only what is about a subscription; not what a digest passed over, nor what still waits for one.
        """

    def reminded(self, address: Address) -> frozenset[str]:
        """What reminders were recorded for the address, each as `uid:deadline:days`."""


class Events(Protocol):
    """What operators are to hear. A row waits until it is told."""

    def add(self, events: Sequence[Event]) -> None:
        """Known keys are left as they are."""

    def untold(self) -> Sequence[Event]: ...

    def tell(self, events: Sequence[Event], now: datetime) -> None:
        """These are told by now; those of one call are one notice."""

    def told_within(self, span: timedelta, now: datetime) -> Sequence[Concern]:
        """One concern for each notice of the last `span`."""

    def latest(self, concern: Concern, subject: str) -> Event | None: ...

    def buried(self, notice_lane: int, now: datetime) -> Sequence[Event]:
        """An event for each dead letter that has none yet, those of the notices' own lane left out."""


class Profiles(Protocol):
    """What people told of their businesses, and what was found for them. Personal data: one owner, all deletable."""

    def of(self, address: Address) -> Profile | None: ...

    def keep(self, address: Address, profile: Profile) -> None: ...

    def remove(self, address: Address) -> bool:
        """Delete the profile with all that was found for it; False when there was none."""

    def all(self) -> Sequence[tuple[Address, Profile]]: ...

    def note(self, address: Address, suited: Sequence[Suited]) -> None:
        """Write down what was found; one offer once, its latest state counts."""

    def suited(self, address: Address) -> Sequence[Suited]:
        """All that was found for one owner, in the order of finding."""

    def ringing(self, now: datetime) -> Sequence[Address]:
        """The owners of what was to ring by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the bot keeps, with `atomic()` to change several of them in one transaction."""

    subscriptions: Subscriptions
    outbox: Outbox
    inbox: Inbox
    memory: Memory
    stories: Stories
    history: History
    events: Events
    profiles: Profiles
    deeds: Deeds
    favourites: Favourites
    halls: Halls
    oblivion: Oblivion
    reminders: Reminders
    leaflets: Leaflets
    openings: Openings
    reviews: Reviews
    summaries: Summaries
    atomic: Callable[[], AbstractContextManager[object]]


class Finder(Protocol):
    """Finds the queries that an article meets, however many there are."""

    def check(self, text: str) -> str:
        """The query as it is kept, its topics by their titles; raises QueryError when it cannot be matched."""

    def put_all(self, queries: Sequence[tuple[Hashable, str]]) -> Sequence[tuple[Hashable, QueryError]]:
        """Take queries (texts of the subscription language) in, one or a million; a key's earlier query is replaced.

        Those that are refused come back with the reason.
        """

    def drop(self, key: Hashable) -> None:
        """Forget a query; nothing happens when the key is not there."""

    def tidying(self) -> Callable[[], Callable[[], None]] | None:
        """When many queries are new: work for another thread, and what it returns is to be called in this one.

        Meanwhile the finder goes on as it is. One tidying at a time.
        """

    def find(self, article: Article, source: str = "") -> Mapping[Hashable, Finding]:
        """Keys and findings, to be read before the finder takes in or drops anything."""

    def meet(self, query: str, article: Article, source: str = "") -> Finding | None:
        """The same judgement for one query, for previews, search and reasons."""

    def meet_all(self, query: str, articles: Iterable[tuple[Article, str]]) -> Sequence[Finding | None]:
        """The same for many articles, each with the name of its source: getting ready for a query costs most of it."""

    def clues(self, query: str) -> Collection[str] | None:
        """Runs of characters of which one stands in every article that meets the query; None: it can do without."""

    def topics(self, article: Article) -> Sequence[Topic]: ...

    def keywords(self, article: Article) -> Sequence[str]:
        """What the article is about, three to eight names and words."""


Draw = Callable[[Picture], Awaitable[bytes | None]]
"""A picture as PNG; None where it cannot be drawn, or not soon enough."""

Beside = Callable[[Address, Iterator[Sequence[Message] | None]], None]
"""(chat, work): go on with what takes a second while others are answered.

The work yields None between its steps, and what is to be said at last.
"""


class LanguageModel(Protocol):
    """Somebody who can put an article into a sentence."""

    name: str

    async def say(self, messages: tuple[tuple[str, str], ...]) -> str:
        """The answer to (role, text) messages; raises ModelError."""

    async def close(self) -> None: ...


class Channel(Protocol):
    """A way to reach people."""

    async def send(self, address: Address, message: Message) -> Outcome:
        """One call, one message; every failure is an Outcome."""

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        """Put this in the place of a message of ours; once or twice makes no difference.

        Sent, too, where there is nothing left to change: it reads so already, it was deleted, it is too old.
        """

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        """Tell the channel that a button was heard; never raises."""

    async def administers(self, address: Address, person: str) -> bool:
        """Whether a person may change what a group is told; False also when that cannot be learned."""

    async def hall(self, name: str, person: str) -> Hall | None:
        """The group or channel of that @name or id, as one person and we stand to it; None where there is none."""


@runtime_checkable
class Filing(Protocol):
    """A channel into which people can drop files."""

    async def fetch(self, file_id: str, most: int) -> bytes | None:
        """The content of a file, at most `most` bytes; None when it is longer or cannot be had. Never raises."""
