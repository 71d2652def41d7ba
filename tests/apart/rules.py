"""Rules that do to the worker what foreign bytes could."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from watchers.errors import LayoutError


def length(text: str) -> int:
    return len(text)


def echo(value: object) -> object:
    return value


def whoami() -> tuple[int, str]:
    """The process, and what it knows of the token."""
    return os.getpid(), os.environ.get("BAOXIAO_TELEGRAM_TOKEN", "")


def hang() -> None:
    while True:
        pass


def swell() -> int:
    kept: list[bytes] = []
    while True:
        kept.append(bytes(10**7))


def die() -> None:
    os._exit(3)


def break_down() -> None:
    raise KeyError("部首")


def refuse() -> None:
    raise LayoutError("没有目录")


def chatter() -> int:
    print("a library that prints")
    sys.stdout.flush()
    return 1


def nested(depth: int) -> int:
    return nested(depth + 1)


def unreturnable() -> Callable[[], int]:
    return lambda: 1
