"""Starting the program: anew, as an operator does, or as a fork of a process that has all of it in memory.

A start anew takes one and a half seconds of a core, most of it for imports and the dictionary. The suite starts the
program some thirty times to kill it, and forks; `make faults` starts it anew, and so do the tests of the start itself
(tests/test_telegram_day.py, tests/commands). From the first line of `main` on both are the same: a process of its own
with its own group, environment and streams, over the same files.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parents[2]
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(["faults.warm"])
# Two threads must not read the same ending: multiprocessing looks at all of its children whenever it starts one.
_ONE = Lock()


class Fork:
    """What the scripts use of subprocess.Popen. `settings` are constants of ours by their full names."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], out: Path, err: Path, **settings: object
    ) -> None:
        given = list(words), dict(environment), str(out), str(err), settings
        self._process = FORKING.Process(target=_live, args=given)
        with _ONE:
            _ready()
            self._process.start()
        assert self._process.pid
        self.pid = self._process.pid
        while self.poll() is None and not self._leads():
            time.sleep(0.001)

    @property
    def returncode(self) -> int | None:
        return self.poll()

    def poll(self) -> int | None:
        with _ONE:
            return self._process.exitcode

    def wait(self, timeout: float) -> int:
        end = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("baoxiao", timeout)
            time.sleep(0.005)
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        with _ONE:
            self._process.kill()

    def _leads(self) -> bool:
        """Whether it has a group of its own, so that the group can be killed."""
        try:
            return os.getpgid(self.pid) == self.pid
        except ProcessLookupError:
            return True


Started = Fork | subprocess.Popen[bytes]


def anew(words: Sequence[str], environment: Mapping[str, str], out: Path, err: Path) -> Started:
    """`python -m bot` with these words; its output is appended to files."""
    with out.open("ab") as stdout, err.open("ab") as stderr:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )


def _ready() -> None:
    """The process that forks looks for our modules where we do; Python 3.11 does not tell it where that is."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before


def _live(words: list[str], environment: dict[str, str], out: str, err: str, settings: dict[str, object]) -> None:
    os.setsid()
    os.chdir(ROOT)
    os.environ.update(environment)
    for number, name in ((0, os.devnull), (1, out), (2, err)):
        opened = os.open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    for name, value in settings.items():
        module, _, constant = name.rpartition(".")
        setattr(import_module(module), constant, value)
    from bot.__main__ import main

    sys.exit(main(words))
