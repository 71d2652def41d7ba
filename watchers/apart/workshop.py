"""The Apart port: one or more workers, each started when it is first needed and again when it had to be killed."""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeVar

from watchers.apart.frames import pack, unpack
from watchers.errors import ParseError

log = logging.getLogger(__name__)
T = TypeVar("T")

# A page of 100 kB takes 10 ms, a feed of 4 MB two and a half seconds.
SECONDS = 10.0
# Beyond what the interpreter takes itself: 15 MB of page (the most that is fetched) as text and as a tree.
MEGABYTES = 512
# What a parser does not give back goes with the worker: a new one costs a third of a second.
MOST_TASKS = 2000
CHUNK = 2**16


@dataclass(slots=True)
class _Worker:
    """A running process; `done` counts the rules that it has been given."""

    process: subprocess.Popen[bytes]
    done: int = 0

    def ask(self, frame: bytes, until: float) -> Any:
        """The answer to a frame. Raises TimeoutError and EOFError; after either the worker is good for nothing."""
        assert self.process.stdin
        assert self.process.stdout
        self.done += 1
        sending, got, needed = memoryview(frame), bytearray(), 8
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            waiting.register(self.process.stdin, selectors.EVENT_WRITE)
            while len(got) < needed:
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                for key, _ in waiting.select(left):
                    if key.fileobj is self.process.stdin:
                        sending = sending[self._send(sending) :]
                        if not sending:
                            waiting.unregister(self.process.stdin)
                    else:
                        needed = self._receive(got)
        return unpack(BytesIO(got))

    def _send(self, rest: memoryview) -> int:
        assert self.process.stdin
        try:
            return os.write(self.process.stdin.fileno(), rest[:CHUNK])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            raise EOFError from None

    def _receive(self, got: bytearray) -> int:
        """Take what is there; how many bytes the whole answer has, as far as is known."""
        assert self.process.stdout
        piece = os.read(self.process.stdout.fileno(), CHUNK)
        if not piece:
            raise EOFError
        got += piece
        return 8 + int.from_bytes(got[:8], "little") if len(got) >= 8 else 8

    def end(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe and pipe.close()
        self.process.wait()


@dataclass(slots=True)
class Workshop:
    """Runs rules in `workers` processes. Threads may share it: a caller waits for a free worker.

    `seconds` and `megabytes` bound one call; the time of waiting for a worker does not count.
    """

    workers: int = 1
    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)
    _free: threading.Semaphore = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._free = threading.Semaphore(self.workers)

    def __call__(self, rule: Callable[..., T], /, *args: object, **kwargs: object) -> T:
        """What `rule` returns; the errors of the Apart port."""
        frame = pack((rule, args, kwargs))
        with self._free:
            worker, sound = self._taken(), False
            try:
                good, value = worker.ask(frame, time.monotonic() + self.seconds)
                sound = True
            except TimeoutError:
                raise ParseError(f"这份内容 {self.seconds:.0f} 秒还没有读完，放弃了：请确认网址。") from None
            except EOFError:
                raise ParseError("读这份内容的进程意外结束了，放弃了：请确认网址。") from None
            finally:
                self._put_back(worker, sound)
        if good:
            answer: T = value
            return answer
        raise value

    @property
    def busy(self) -> int:
        """How many rules are under way."""
        return len(self._busy)

    def close(self) -> None:
        """End all workers, also those at work: their callers are told that the process has ended."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.process.kill()  # who waits for it meets the end of its pipe, and clears up
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *wrong: object) -> None:
        self.close()

    def _taken(self) -> _Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
            if worker is None or worker.process.poll() is not None:
                worker = _Worker(_start(self.megabytes, self.seconds))
            self._busy.append(worker)
        return worker

    def _put_back(self, worker: _Worker, sound: bool) -> None:
        with self._lock:
            self._busy.remove(worker)
            if sound and worker.done < MOST_TASKS and not self._closed:
                self._idle.append(worker)
                return
        worker.end()


def _start(megabytes: int, seconds: float) -> subprocess.Popen[bytes]:
    """A new interpreter that finds modules where this one does, and knows nothing else of our environment."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    environment = {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "watchers.apart.worker", str(megabytes), str(int(seconds) + 5)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env=environment,
    )
    assert process.stdin
    os.set_blocking(process.stdin.fileno(), False)
    return process
