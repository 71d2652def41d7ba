"""`baoxiao`: the command line. A command's module is imported when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from bot.commands.line import asked_for

MODULES = {"try": "trial", "backup": "copies", "restore": "copies", "chat": "talk"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _open_streams()
    asked = asked_for(arguments)
    command = importlib.import_module(f"bot.commands.{MODULES.get(asked.command, asked.command)}")
    import sqlite3

    from watchers.errors import BaoxiaoError, refusal

    try:
        status: int = getattr(command, asked.command if asked.command != "try" else "trial")(asked)
        sys.stdout.flush()
    except BaoxiaoError as wrong:
        return _failed(str(wrong))
    except sqlite3.DatabaseError as wrong:
        from watchers.sqlite.trouble import explained

        return _failed(str(explained(wrong)))
    except BrokenPipeError:
        _drop_stdout()
        return 1
    except OSError as wrong:
        _drop_stdout()
        return _failed(
            f"读写{f' {wrong.filename} ' if wrong.filename else ''}出错（{refusal(wrong)}）：请检查权限和磁盘空间。"
        )
    except KeyboardInterrupt:
        return 130
    return status


def _failed(sentence: str) -> int:
    print(f"baoxiao: {sentence}", file=sys.stderr)
    return 1


def _open_streams() -> None:
    """Streams that the caller closed (`<&-`) are there and empty, and no encoding of a terminal ends the program."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="replace")


def _drop_stdout() -> None:
    """Nobody reads stdout any more, or it is full; Python would complain of it once more at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    raise SystemExit(main())
