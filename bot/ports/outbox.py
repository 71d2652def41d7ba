"""What was found, and what is on its way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.model import Address, Delivery, Live, Match, State


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

    def newest(self, address: Address, limit: int) -> Sequence[Delivery]:
        """What the channel took last at this address, as it reads now, the newest first; not what changed it since."""

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
        """Matches of one subscriber with an id above that no digest passed over, oldest first.

        Of subscriptions still in force.
        """

    def count_in(self, found: Sequence[Match]) -> None:
        """Articles from before the subscription that meets them: they count, and no digest tells of them."""

    def matches_dated(self, address: Address, first: date, last: date, limit: int) -> Sequence[Match]:
        """The matches of one subscriber with articles dated from `first` to `last`, of subscriptions still in force.

        The latest `limit`, in the order in which they were found.
        """

    def matches_of(self, address: Address, uids: Collection[str]) -> Sequence[Match]:
        """How the subscriptions of an address, ended ones too, met an article under any of its names."""

    def hits(self, address: Address, first: date) -> Mapping[int, tuple[int, date]]:
        """Of each subscription of the address that has met anything: how much from that day on, and the latest day."""

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

    def alerted_by(self, address: Address, stories: Collection[str]) -> Sequence[str]:
        """uids of the articles that stood in the alerts of these stories, the first alert's first; without the same."""
