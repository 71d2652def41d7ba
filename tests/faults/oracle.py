"""What every fault script counts, and the table in which it says so.

    rows = [Row("kill at the send", tried=30, lost=0, excused=4, unexcused=0, early_retries=0)]
    print(table(rows))
    sys.exit(not all(row.passed for row in rows))

The oracle knows nothing of the bot's code: each article, digest line or message carries a marker 【n】, and who is due
which marker is known before the run. *Lost* is due but never sent, a *repeat* a copy too many; it is excused when the
answer to an earlier copy was lost, or when that copy fell into a moment in which the process was being killed.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

MARKER = re.compile(r"【(\d+)】")
LONGEST_STALL = 0.25  # seconds for which the event loop may stand still under any fault

Due = set[tuple[int, int]]
"""(chat, marker) that somebody has to be told."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `tried` is how many things were due; `wrong` names whatever else must never be.

    `slow` names what took longer than promised. The scripts fail for it, the suite does not: it also runs on machines
    whose cores other people are using.
    """

    fault: str
    tried: int
    lost: int
    excused: int
    unexcused: int
    early_retries: int
    note: str = ""
    wrong: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not (self.lost or self.unexcused or self.early_retries or self.wrong)

    @property
    def in_time(self) -> bool:
        return self.passed and not self.slow


def table(rows: Sequence[Row]) -> str:
    """The rows under a heading, columns aligned (a Chinese character is two wide), and a line that sums up."""
    head = ["fault", "tried", "lost", "excused", "unexcused", "early", "", "note"]
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(_width(line[n]) for line in lines) for n in range(len(head))]
    drawn = [
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    failed = sum(not row.in_time for row in rows)
    total = f"{len(rows)} faults, {sum(row.tried for row in rows)} tried: " + (
        f"{failed} FAILED" if failed else "all passed"
    )
    return "\n".join([*drawn, total])


def judged(
    fault: str,
    due: Due,
    tg: Any,  # Any: the fake server is untyped
    *,
    chats: Collection[int] | None = None,
    windows: Iterable[tuple[float, float]] = (),
    early: int = 0,
    note: str = "",
    wrong: Iterable[str] = (),
    slow: Iterable[str] = (),
) -> Row:
    """The row of a run that is over, from what the fake server took; of these `chats`, or of all.

    `windows`: wall times of kills, [from, to]. `early`: calls inside a pause that the server did not count itself.
    """
    due = {one for one in due if chats is None or one[0] in chats}
    told = {(sent["chat_id"], int(marker)) for sent in tg.sent() for marker in MARKER.findall(sent["text"])}
    strangers = sorted(one for one in told - due if chats is None or one[0] in chats)
    within = [list(window) for window in windows]
    counted = [
        tg.duplicates(pattern=MARKER.pattern, windows=within, **({} if chat is None else {"chat_id": chat}))
        for chat in (chats if chats is not None else [None])
    ]
    return Row(
        fault,
        tried=len(due),
        lost=len(due - told),
        excused=sum(one["excused"] for one in counted),
        unexcused=sum(one["unexcused"] for one in counted),
        early_retries=tg.stats()["counters"].get("early_retries", 0) + early,
        note=note,
        wrong=(*wrong, *([f"told without being due: {strangers[:5]}"] if strangers else [])),
        slow=tuple(slow),
    )


class StallMeter:
    """How late the event loop is for an appointment each 10 ms, while `async with` lasts."""

    STEP = 0.01

    def __init__(self) -> None:
        self._late: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> StallMeter:
        self._task = asyncio.create_task(self._measure())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task
        self._task.cancel()

    def worst(self) -> float:
        """Seconds."""
        return max(self._late, default=0.0)

    def share(self, part: float) -> float:
        """Seconds that `part` (0..1) of the appointments were not later than."""
        late = sorted(self._late)
        return late[min(len(late) - 1, int(part * len(late)))] if late else 0.0

    async def _measure(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(self.STEP)
            self._late.append(max(0.0, time.monotonic() - before - self.STEP))


def _cells(row: Row) -> list[str]:
    counts = [str(n) for n in (row.tried, row.lost, row.excused, row.unexcused, row.early_retries)]
    said = "; ".join([*row.wrong, *row.slow, *([row.note] if row.note else [])])
    return [row.fault, *counts, "ok" if row.in_time else "SLOW" if row.passed else "FAILED", said]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    blank = " " * (width - _width(text))
    return blank + text if text.isdecimal() else text + blank
