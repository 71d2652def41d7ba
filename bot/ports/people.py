"""What is kept of people: who they are, what they asked for, chose and put aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Address, Favourite, Hall, Match, Mode, Subscriber, Subscription
from bot.openings import Habits, Sign
from bot.profile.model import Profile, Suited
from bot.reviews import Review


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

    def rested(self, now: datetime, limit: int) -> Sequence[Subscriber]:
        """At most `limit` of those whose pause is over by itself; nobody who cannot be reached."""

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


class Favourites(Protocol):
    """What people put aside, each by themselves."""

    def add(self, address: Address, uid: str, title: str, now: datetime) -> bool:
        """Keep an article; False when it is kept already."""

    def drop(self, address: Address, uid: str) -> bool:
        """Keep it no longer; False when it was not kept."""

    def of(self, address: Address, limit: int, skip: int = 0) -> Sequence[Favourite]:
        """The latest first."""

    def counted(self, address: Address) -> int: ...

    def one(self, address: Address, uid: str) -> Favourite | None:
        """None when it is not kept."""


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


class Feedback(Protocol):
    """Who gave which feedback; what they said is in the message to the operator."""

    def add(self, address: Address, person: Address | None, now: datetime) -> int:
        """Its number. `person`: the private chat of who gave it, where that is known."""

    def since(self, address: Address, at: datetime) -> Sequence[datetime]:
        """When this chat gave feedback after that, in order."""

    def writer(self, number: int) -> Address | None:
        """None when they had themselves deleted."""


class Oblivion(Protocol):
    """The way out."""

    def forget(self, address: Address) -> None:
        """Delete all that is kept about a chat, in every table, so that it cannot be read from the disk either."""

    def erase(self, delivery_id: int) -> None:
        """Delete one delivery in the same way."""

    def settle(self) -> bool:
        """Outside of any transaction: what was deleted leaves the database's log, too; False while others read that."""


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
