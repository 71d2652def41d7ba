"""`baoxiao run` as an operator runs it: a folder, a configuration, a log, the fake server; started, killed, stopped.

    with World(tmp_path, now) as world:
        world.say(42, "/sub 路灯 @即时")
        world.live(until=lambda: world.heard("已订阅") == 1)
        world.kill_loop(kills=30, low=0.05, high=1.5).run(until=...)
        world.wrong()                  # what must never be: damage, tracebacks, the token in an output

Everything goes through what the outside has as well: the command line, signals, Telegram's protocol, files.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from fake_telegram import FakeTelegram
from faults.papers import Sheet
from faults.starting import Started, anew
from kill_loop import KillLoop

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
ZONE = ZoneInfo("Asia/Shanghai")
READY_SECONDS = 5.0  # promised; a start that takes longer is SLOW
PATIENCE_SECONDS = 60.0  # for what comes as soon as the machine lets it: other people may be using the cores

Row = dict[str, Any]  # Any: a row of the database, a message of the fake server
Thing = TypeVar("Thing")


class Loop(KillLoop):  # type: ignore[misc]
    """The crash loop, which also notes how long each start took until the program spoke to Telegram."""

    def __init__(self, world: World, **how: Any) -> None:  # Any: the crash loop's own parameters
        super().__init__(world.command("run"), **how)
        self.world = world
        self.starts: list[tuple[float, int, int]] = []
        self._rows: dict[str, int] = {}

    def start(self) -> Started:
        server = self.world.tg
        self.starts.append((time.time(), len(server.requests_log), len(server.sent_log)))
        self._rows.clear()
        self.process = self.world.start()
        return self.process

    def written(self, table: str) -> bool:
        """Whether the present start has added rows to a table."""
        rows = int(self.world.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"])
        return rows > self._rows.setdefault(table, rows)

    def ready(self) -> bool:
        """Whether the present start has spoken to Telegram."""
        return len(self.world.tg.requests_log) > self.starts[-1][1]

    def sent(self) -> bool:
        """Whether the present start has sent something."""
        return len(self.world.tg.sent_log) > self.starts[-1][2]

    def age(self) -> float:
        return time.time() - self.starts[-1][0]

    def slowest(self) -> float:
        """Seconds until the slowest start spoke to Telegram, of those that lived long enough."""
        log = self.world.tg.requests_log
        ends = [len_ for _, len_, _ in self.starts[1:]] + [len(log)]
        took = [log[n]["t"] - at for (at, n, _), end in zip(self.starts, ends, strict=True) if n < end]
        return max(took, default=0.0)


class World:
    """One operator's machine with its bot and its Telegram. `starting` is how a process comes to be."""

    starting: Callable[[Sequence[str], Mapping[str, str], Path, Path], Started] = staticmethod(anew)

    def __init__(self, folder: Path, *, sources: int = 1, limits: object = None) -> None:
        self.folder, self.log = folder, folder / "log.txt"
        self.config, self.database, self.papers = folder / "config.toml", folder / "news.db", folder / "papers"
        self.papers.mkdir(parents=True)
        self.log.touch()
        self.tg: Any = FakeTelegram(token=TOKEN, auto_chats=True).start()  # Any: the fake server is untyped
        self.tg._do(_overlook_cut_requests)
        if limits:
            self.tg.limits(limits)
        self.environment = {
            "BAOXIAO_TELEGRAM_TOKEN": TOKEN,
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_CACHE_HOME": str(folder / "cache"),  # what it leaves outside its own folder
        }
        self.printed: list[str] = []
        self.alive: list[Started] = []
        self._configure(sources)

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.alive:
            if process.poll() is None:
                process.kill()
                process.wait(10)
        self.tg._do(self.tg.server.close)
        self.tg.stop()

    def _configure(self, sources: int) -> None:
        """A digest time that does not come while we look; who needs one sets it."""
        away = (datetime.now(ZONE) + timedelta(hours=6)).strftime("%H:%M")
        head = f'[store]\npath = "news.db"\n[telegram]\nbase_url = "{self.tg.base_url}"\n[digest]\nat = "{away}"\n'
        tables = [
            f'[[sources]]\nname = "来源{n}"\nkind = "folder"\npath = "papers/{n}"\nwhen = "1s"\n'
            for n in range(1, sources + 1)
        ]
        self.config.write_text(head + "".join(tables), "utf-8")
        for n in range(1, sources + 1):
            (self.papers / str(n)).mkdir(exist_ok=True)

    def command(self, *words: str) -> list[str]:
        return [*words, "--config", str(self.config)]

    # -- what people and papers do ------------------------------------------------------------------------------------

    def say(self, chat: int, text: str) -> None:
        self.tg.say(chat, text)

    def drop(self, sheet: Sheet, paper: str, number: int, *, source: int = 1, day: date | None = None) -> None:
        sheet.write(self.papers / str(source), paper, day or datetime.now(ZONE).date(), number)

    # -- the program -----------------------------------------------------------------------------------------------

    def kill_loop(self, **how: Any) -> Loop:  # Any: the crash loop's own parameters
        return Loop(self, **how)

    def start(self, *words: str) -> Started:
        """`baoxiao run`, or another command, its output into our log."""
        process = self.starting(words or self.command("run"), self.environment, self.log, self.log)
        self.alive.append(process)
        return process

    def live(self, until: Callable[[], object], seconds: float = 60) -> bool:
        """Run the service until something is true; then stop it as an operator does. Whether it came true."""
        process = self.start()
        try:
            return wait_for(until, seconds)
        finally:
            self.stop(process)

    def stop(self, process: Started, number: int = signal.SIGTERM) -> tuple[int, float]:
        """(exit status, seconds) of an ending by a signal; one that does not end in 20 s is killed."""
        began = time.monotonic()
        process.send_signal(number)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
        return process.wait(1), time.monotonic() - began

    def run(self, *words: str, config: Path | None = None) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        argv = [*words, "--config", str(config or self.config)]
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            out, err = Path(folder) / "out", Path(folder) / "err"
            process = self.starting(argv, self.environment, out, err)
            self.alive.append(process)
            done = subprocess.CompletedProcess(argv, process.wait(60), out.read_text("utf-8"), err.read_text("utf-8"))
        self.printed.append(done.stdout + done.stderr)
        return done

    # -- what can be seen --------------------------------------------------------------------------------------------

    def rows(self, sql: str) -> list[Row]:
        """Rows of the database, read from outside as any tool would."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql)]

    def sent(self, since: int = 0) -> list[Row]:
        """Every message that took effect, from the `since`th on."""
        return list(self.tg.sent_log[since:])

    def heard(self, words: str) -> int:
        return sum(words in one["text"] for one in self.tg.sent_log)

    def early_retries(self) -> int:
        return int(self.tg.stats()["counters"].get("early_retries", 0))

    def wrong(self, *, faulty: bool = False) -> list[str]:
        """What must never be, whatever was done to the program. `faulty`: refusals were asked for."""
        said = [self.log.read_text("utf-8", "replace"), *self.printed]
        found = [] if intact(self.database) else ["the database is damaged"]
        if any("Traceback" in text for text in said):
            found.append("a traceback in an output")
        if any(TOKEN.partition(":")[2] in text for text in said):
            found.append("the token in an output")
        if not faulty:
            found += [f"the server refused {n}: {error}" for error, n in self.tg.stats()["refused"].items()]
        return found


def _overlook_cut_requests() -> None:
    """A request that a kill cut in two is what we are here for; the server need not print it."""

    def overlook(loop: asyncio.AbstractEventLoop, what: dict[str, Any]) -> None:  # Any: asyncio's own context
        if not isinstance(what.get("exception"), asyncio.IncompleteReadError):
            loop.default_exception_handler(what)

    asyncio.get_running_loop().set_exception_handler(overlook)


def intact(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        return [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]


def wait_for(holds: Callable[[], object], seconds: float) -> bool:
    """Whether something became true in time; looked at twenty times a second, for the machine is shared."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return bool(holds())


def next_minute(after: float = 15) -> datetime:
    """The first full minute that is at least so many seconds away (UTC)."""
    later = datetime.now(UTC) + timedelta(seconds=after)
    return later.replace(second=0, microsecond=0) + timedelta(minutes=1)


def spread(things: Sequence[Thing], over: int) -> list[list[Thing]]:
    """Things in order, dealt out evenly over so many moments."""
    return [list(things[len(things) * n // over : len(things) * (n + 1) // over]) for n in range(over)]
