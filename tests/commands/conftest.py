"""Calling `baoxiao` as a user calls it, and a folder in which the sample issues have been read."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "seeds" / "papers"
REST = 1_700_000_000  # an old file is not being written any more


@dataclass(frozen=True)
class Ran:
    """What a call left: its exit status and what it said where."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on stderr of a call that failed."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("baoxiao")
        assert any("\u4e00" <= ch <= "\u9fff" for ch in lines[0])
        return lines[0]


class Call(Protocol):
    def __call__(self, *arguments: str | Path, said: str | bytes = "") -> Ran: ...


@pytest.fixture
def _same_logging() -> Iterator[None]:
    """`run` sets up logging for a process of its own; the next test is to find what this one found."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    formatters = [handler.formatter for handler in handlers]
    hooks = sys.excepthook, threading.excepthook
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for handler, formatter in zip(handlers, formatters, strict=True):
        handler.setFormatter(formatter)
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture
def baoxiao(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, _same_logging: None
) -> Call:
    """Calls the program in this process, in an empty folder; `said` is what is piped in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BAOXIAO_TELEGRAM_TOKEN", raising=False)

    def call(*arguments: str | Path, said: str | bytes = "") -> Ran:
        piped = tmp_path / "said"
        piped.write_bytes(said if isinstance(said, bytes) else said.encode("utf-8", "surrogatepass"))
        with piped.open(encoding="utf-8") as stdin, monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            try:
                status = main([str(one) for one in arguments])
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 1
        piped.unlink()
        told = capsys.readouterr()
        return Ran(status, told.out, told.err)

    return call


def shell(line: str, folder: Path, *values: str | Path) -> subprocess.CompletedProcess[str]:
    """A line of bash in which `baoxiao` is the program and $1, $2 … the values."""
    program = f'baoxiao() {{ "{sys.executable}" -m bot "$@"; }}; set -o pipefail; {line}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("BAOXIAO_TELEGRAM_TOKEN", None)
    command = ["bash", "-c", program, "bash", *map(str, values)]
    return subprocess.run(
        command, cwd=folder, env=environment, text=True, capture_output=True, timeout=60, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A watched folder with one issue of the samples, and a configuration beside it."""
    folder = tmp_path / "papers" / "商都日报" / "2026-06-09"
    shutil.copytree(PAPERS / "商都日报" / "2026-06-09", folder)
    settle(folder.iterdir())
    configure(tmp_path)
    return tmp_path


def settle(files: Iterable[Path], at: int = REST) -> None:
    for file in files:
        os.utime(file, (at, at))


def configure(folder: Path, text: str = "") -> Path:
    file = folder / "config.toml"
    file.write_text(text or '[[sources]]\nname = "商都日报"\nkind = "folder"\npath = "papers"\n', "utf-8")
    return file


@pytest.fixture(scope="session")
def _read_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("read")
    shutil.copytree(PAPERS, folder / "papers")
    settle((folder / "papers").rglob("*.txt"))
    config = configure(folder)
    assert main(["ingest", "--config", str(config)]) == 0
    return folder


@pytest.fixture
def archive(_read_archive: Path, tmp_path: Path) -> Path:
    """A folder whose database has read all sample issues; `config.toml` is in it."""
    shutil.copytree(_read_archive, tmp_path, dirs_exist_ok=True)
    return tmp_path
