"""The seams of the chat side: what rules and carriers ask for, and adapters provide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import (
    Address,
    Delivery,
    Finding,
    Incoming,
    Match,
    Message,
    Mode,
    Outcome,
    State,
    Subscriber,
    Subscription,
    Topic,
)
from watchers.model import Article


class Subscriptions(Protocol):
    """Who is told, and what they asked for."""

    def subscriber(self, address: Address) -> Subscriber | None: ...

    def keep(self, subscriber: Subscriber) -> None:
        """Store a subscriber, new or changed."""

    def subscribers(self) -> Sequence[Subscriber]: ...

    def digests_due(self, now: datetime) -> Sequence[Subscriber]:
        """Those not paused whose `next_digest_at` has come, earliest first."""

    def subscribe(self, address: Address, query: str, name: str, mode: Mode, now: datetime) -> Subscription:
        """A new subscription; it gets the next number of its owner. Numbers are never used twice."""

    def retune(self, subscription_id: int, mode: Mode) -> None:
        """Change how a subscription speaks."""

    def unsubscribe(self, subscription_ids: Sequence[int], now: datetime) -> None:
        """End subscriptions; their matches and history stay."""

    def resubscribe(self, subscription_ids: Sequence[int]) -> None:
        """Take an `unsubscribe` back."""

    def of(self, address: Address) -> Sequence[Subscription]:
        """What one subscriber asked for, by number."""

    def subscription(self, subscription_id: int) -> Subscription | None: ...

    def all(self) -> Sequence[Subscription]:
        """Every subscription in force, those of paused subscribers too."""

    def revision(self) -> int:
        """Grows whenever a subscription begins, changes or ends: the matcher's sign to look again."""


class Outbox(Protocol):
    """What was found, and what is on its way. The only writer of matches, topics and deliveries."""

    def cursor(self) -> int:
        """The id of the last log line that was matched."""

    def record(self, cursor: int, matches: Sequence[Match], deliveries: Sequence[Delivery]) -> None:
        """In one transaction: the matches, the messages they cause, and the cursor (which never goes back).

        A match of the same subscription with a later version of the same article keeps its place; a delivery whose key
        is known is left as it is. So recording twice changes nothing.
        """

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Messages that no match caused (answers, digests); known keys are left as they are."""

    def claim(self, now: datetime, lease: timedelta, limit: int, channels: Collection[str]) -> Sequence[Delivery]:
        """Deliveries of these channels that are due, urgent lanes first, marked as being sent until now + lease.

        At most one for each address, and none while another of the same address is being sent or waits to be sent
        again: order is kept, and a pause is the whole chat's. None of a subscriber that is gone. A delivery whose lease
        ran out comes back with one more doubt: nobody knows whether it arrived.
        """

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

    def matches_of(self, subscription_id: int, since: datetime) -> int: ...

    def told(self, address: Address, up_to: int) -> frozenset[str]:
        """uids that this subscriber was told in a digest already (matches up to that id) ."""

    def alerted(self, address: Address) -> frozenset[str]:
        """uids of articles for which an alert to this address was recorded."""


class Inbox(Protocol):
    """What people sent, stored before the channel is told that it was received."""

    def offset(self, channel: str) -> int:
        """Where to go on asking the channel."""

    def store(self, incoming: Sequence[Incoming], now: datetime, channel: str = "", offset: int = 0) -> int:
        """Keep updates (known keys are ignored) and the channel's offset in one transaction; how many are new."""

    def waiting(self, limit: int) -> Sequence[Incoming]:
        """Not handled yet, in the order of arrival."""

    def done(self, incoming: Incoming, now: datetime, error: str = "") -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An item of the list that a chat was shown last: what `/why 2` and `/article 2` mean by 2.

    `queries` are the canonical queries that brought it there, `names` how they are called.
    """

    number: int
    uid: str
    queries: tuple[str, ...]
    names: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the bot keeps, with `atomic()` to change several of them in one transaction."""

    subscriptions: Subscriptions
    outbox: Outbox
    inbox: Inbox
    memory: Memory
    atomic: Callable[[], AbstractContextManager[object]]


class Finder(Protocol):
    """Finds the queries that an article meets. The first one walks a small index; a faster one slots in here."""

    def check(self, text: str) -> str:
        """The query as it is kept, its topics by their titles; raises QueryError when it cannot be matched."""

    def put(self, key: Hashable, query: str) -> None:
        """Take a query (text of the subscription language) in; the key's earlier query is replaced."""

    def drop(self, key: Hashable) -> None: ...

    def find(self, article: Article, source: str = "") -> Mapping[Hashable, Finding]: ...

    def meet(self, query: str, article: Article, source: str = "") -> Finding | None:
        """The same judgement for one query, for previews, search and reasons."""

    def topics(self, article: Article) -> Sequence[Topic]: ...


class Channel(Protocol):
    """A way to reach people."""

    async def send(self, address: Address, message: Message) -> Outcome:
        """One call, one message; every failure is an Outcome."""

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        """Tell the channel that a button was heard; never raises."""

    async def administers(self, address: Address, person: str) -> bool:
        """Whether a person may change what a group is told; False also when that cannot be learned."""
