"""The other process: reads rules and values from its standard input, and writes what the rules return.

Started by `workshop.py` as `python -m watchers.apart.worker MEGABYTES SECONDS`; ends with its input, and by itself when
a rule takes so long that whoever started it must be gone.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from typing import Any

from watchers.apart.frames import pack, unpack
from watchers.errors import BaoxiaoError, ParseError

# An answer that is ready: (whether the rule returned, what it returned or raised).
Answer = tuple[bool, Any]


def answer(rule: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Answer:
    """What the rule returns; an error of ours as it is, any other told in a sentence."""
    try:
        return True, rule(*args, **kwargs)
    except BaoxiaoError as wrong:
        return False, wrong
    except MemoryError:
        return False, ParseError("这份内容要用的内存太多，没有读：请确认网址。")
    except RecursionError:
        return False, ParseError("这份内容一层套一层，套得太深，没有读：请确认网址。")
    except Exception as wrong:
        return False, ParseError(f"读这份内容时程序出错 {type(wrong).__name__}：{str(wrong)[:200]}")


def _bound(megabytes: int) -> None:
    """So much memory beyond what the interpreter has mapped by now; a core file of foreign bytes helps nobody."""
    used = 0
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  # before anything else is imported
        used = int(statm.read().split()[0]) * resource.getpagesize()
    limit = used + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    megabytes, seconds = int(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches all processes; ours tells us
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between frames
    _bound(megabytes)
    while True:
        try:
            rule, args, kwargs = unpack(asked)
        except EOFError:
            return
        signal.alarm(seconds)
        ready = answer(rule, args, kwargs)
        try:
            frame = pack(ready)
        except Exception as wrong:
            frame = pack((False, ParseError(f"读出的内容交不回来：{type(wrong).__name__}。")))
        signal.alarm(0)
        told.write(frame)
        told.flush()
        del rule, args, kwargs, ready, frame
        gc.collect(0)


if __name__ == "__main__":
    main()
