"""The daily backup: when it is due, its name, and which old ones go.

A good hour is half past four in the operator's time zone: after the last night work, before the papers and the digests.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from watchers.errors import StoreError, refusal
from watchers.ports import Clock
from watchers.sqlite import backup

log = logging.getLogger(__name__)

AT = time(4, 30)
# A trial run leaves nothing behind; who stays this long gets a first backup without waiting for the night.
SETTLED = timedelta(minutes=10)
RETRY = timedelta(minutes=15)
STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"baoxiao-(\d{8}T\d{6}Z)\.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A finished copy; its name says when it was made, in UTC."""

    file: Path
    made_at: datetime


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, oldest first; other files are not looked at."""
    found = [(file, named) for file in folder.glob("baoxiao-*.db") if (named := _NAME.fullmatch(file.name))]
    made = [Backup(file=file, made_at=datetime.strptime(named[1], STAMP).replace(tzinfo=UTC)) for file, named in found]
    return tuple(sorted(made, key=lambda one: one.made_at))


def last_backup(folder: Path, now: datetime) -> datetime | None:
    """When the newest was made; one from the future was made under a wrong clock and does not count."""
    return max((one.made_at for one in backups(folder) if one.made_at <= now), default=None)


def due(last_at: datetime | None, started_at: datetime, now: datetime, timezone: str) -> bool:
    """Whether a good hour has come since the last backup; without any, whether we have settled."""
    if last_at is None:
        return now >= started_at + SETTLED
    local = now.astimezone(ZoneInfo(timezone))
    day = local.date() if local.time() >= AT else local.date() - timedelta(days=1)
    return last_at < datetime.combine(day, AT, tzinfo=local.tzinfo)


class Keeping:
    """Makes the backups of one database, for a worker thread. `going` turns False when the service stops."""

    def __init__(
        self, database: Path, folder: Path, keep: int, timezone: str, clock: Clock, going: Callable[[], bool]
    ) -> None:
        self._database, self._folder, self._keep, self._timezone = database, folder, keep, timezone
        self._clock, self._going = clock, going
        self._started_at = clock()
        self._next_at = self._started_at
        self.failures = 0

    def due(self) -> bool:
        now = self._clock()
        if now < self._next_at <= now + RETRY:  # a later time was planned under a wrong clock
            return False
        return due(last_backup(self._folder, now), self._started_at, now, self._timezone)

    def make(self) -> Path:
        """One backup; the oldest go only after it. Raises StoreError, and tries again after a while."""
        now = self._clock()
        try:
            made = self._copy(now)
        except OSError as wrong:
            self._put_off(now)
            raise StoreError(f"备份到 {self._folder} 没有成功（{refusal(wrong)}）：请检查权限和磁盘空间。") from wrong
        except StoreError:
            self._put_off(now)
            raise
        self.failures = 0
        self._rotate(made, now)
        return made

    def _put_off(self, now: datetime) -> None:
        self.failures += 1
        self._next_at = now + RETRY

    def _copy(self, now: datetime) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for half in self._folder.glob(".baoxiao-*.db.part"):  # left by a process that was killed
            half.unlink()
        return backup(self._database, self._folder / f"baoxiao-{now.astimezone(UTC):{STAMP}}.db", self._going)

    def _rotate(self, made: Path, now: datetime) -> None:
        """The newest stay. What bears a date of the future was made under a wrong clock: older than it says."""
        oldest_first = sorted(backups(self._folder), key=lambda one: (one.made_at <= now, one.made_at))
        for file in [one.file for one in oldest_first][: -self._keep]:
            if file == made:
                continue
            try:
                file.unlink()
            except OSError as wrong:
                log.warning("旧备份 %s 删不掉（%s）", file, refusal(wrong))
