"""The database's trouble while the service runs: disk full, read-only, disk errors, damage.

One episode is said once, however many stages meet it. It has passed when nothing has complained for a while and a row
can be written; until then every stage tries again by itself, so the service goes on when the cause is gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchers.errors import TroubleError
from watchers.ports import Clock
from watchers.sqlite import explained

# Stages try again every two seconds: who has not complained for this long has nothing to complain of.
CALM = timedelta(seconds=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What it was, and from when to when."""

    sentence: str
    began_at: datetime
    last_at: datetime


class Trouble:
    """Knows whether there is trouble now. `said` is called once for each episode, with its sentence."""

    def __init__(self, clock: Clock, said: Callable[[str], None]) -> None:
        self._clock, self._said = clock, said
        self._episode: Episode | None = None

    @property
    def sentence(self) -> str:
        """What the database complains of now; empty when it does not."""
        return self._episode.sentence if self._episode else ""

    def met(self, wrong: BaseException) -> bool:
        """Whether an exception is trouble of the database; if so it has been taken note of."""
        sentence, now = sentence_of(wrong), self._clock()
        if not sentence:
            return False
        if self._episode is None:
            self._episode = Episode(sentence=sentence, began_at=now, last_at=now)
            self._said(sentence)
        else:
            self._episode = Episode(sentence=self._episode.sentence, began_at=self._episode.began_at, last_at=now)
        return True

    def passing(self) -> Episode | None:
        """The episode, when it has been calm for a while: to be written down, and then `over`."""
        calm = self._episode and not timedelta(0) <= self._clock() - self._episode.last_at < CALM
        return self._episode if calm else None

    def over(self) -> None:
        self._episode = None


def sentence_of(wrong: BaseException | None) -> str:
    """The operator's sentence if the database underneath failed, or the failure was caused by such a one; else "".

    A rollback that fails after the disk is full hides the first error behind its own: hence the walk along the chain.
    """
    while wrong is not None:
        told = explained(wrong) if isinstance(wrong, sqlite3.DatabaseError) else wrong
        if isinstance(told, TroubleError):
            return str(told)
        wrong = wrong.__cause__ or wrong.__context__
    return ""
