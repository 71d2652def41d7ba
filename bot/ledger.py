"""What is kept of every sending: attempts, what a chat was told, what operators must hear, and the figures of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model import Delivery, Lane, Message, State
from watchers.model import SourceHealth

# A message that waits longer than this although nothing holds it back: the sender does not keep up, or stands still.
LATE_SECONDS = 600.0


class Ending(StrEnum):
    """How one call ended. `LOST`: nobody wrote it down, because the process ended first."""

    SENT = "sent"
    LATER = "later"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One call for one delivery, written before it was made. `ending` None: under way. `error` empty: it went well."""

    number: int
    begun_at: datetime
    ended_at: datetime | None = None
    ending: Ending | None = None
    message_id: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A delivery with what became of it.

    `number` is its place among all that its chat was told, from 1; it never changes, so people may call it by that.
    `names` are the subscriptions that caused it, `settled_at` when its last call ended. The delivery carries what was
    sent first, `later` what stands in its place since, where that was changed.
    """

    delivery: Delivery
    settled_at: datetime | None = None
    message_id: str = ""
    error: str = ""
    number: int = 0
    names: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    later: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the sending goes, at one instant.

    `queue` counts what could go now, lane by lane; `later` what has a later due time (quiet hours, a pause before the
    next try); `held` what waits for chats that cannot be reached. `tried` and `failed` are calls of the last hour.
    """

    queue: tuple[tuple[Lane, int], ...] = ()
    oldest_due_at: datetime | None = None
    later: int = 0
    held: int = 0
    sent_minute: int = 0
    sent_hour: int = 0
    sent_day: int = 0
    tried: int = 0
    failed: int = 0
    attempts: int = 0
    last_error: str = ""
    last_error_at: datetime | None = None

    @property
    def error_rate(self) -> float:
        """Failed calls of the last hour among all of them, 0..1."""
        return self.failed / self.tried if self.tried else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How everything is doing. `trouble` is what the database complains of now; `free` bytes are left on its disk."""

    at: datetime
    database: str
    sources: tuple[SourceHealth, ...]
    articles: int
    issues: int
    unmatched: int
    subscribers: int
    subscriptions: int
    unanswered: int
    states: tuple[tuple[State, int], ...]
    figures: Figures
    backups: str = ""
    last_backup_at: datetime | None = None
    free: int = 0
    trouble: str = ""

    @property
    def late(self) -> float:
        """Seconds by which the oldest message that could go is late."""
        due = self.figures.oldest_due_at
        return max(0.0, (self.at - due).total_seconds()) if due else 0.0

    @property
    def complaints(self) -> tuple[str, ...]:
        """Why the service does not do its work; empty when it does."""
        slow = f"最早的一条已经晚了 {self.late:.0f} 秒" if self.late > LATE_SECONDS else ""
        return tuple(one for one in (self.trouble, slow) if one)


class Concern(StrEnum):
    """What operators are told of. Each has its own hour."""

    DEAD = "dead"
    SOURCE = "source"
    STORE = "store"
    CRASH = "crash"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that operators are to hear once: `key` makes a second recording harmless.

    `text` names the sentence in `texts` and `values` fill it; `subject` is what it is about (a source's name).
    """

    concern: Concern
    key: str
    text: str
    at: datetime
    subject: str = ""
    values: tuple[tuple[str, str], ...] = ()
    id: int = 0
