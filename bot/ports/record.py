"""What was told and what happened, to be looked up again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.ledger import Attempt, Concern, Event, Figures, Record
from bot.model import Address, Delivery, Outcome, Placed, State, Subscriber
from bot.retold import Retold


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
