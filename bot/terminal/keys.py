"""What is typed or piped in: bytes as they come, in lines."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TextIO


def chunks(source: TextIO) -> asyncio.Queue[bytes]:
    """Bytes of `source` as they come, b"" at the end, read by a thread that dies with the program.

    Not `to_thread`, whose thread would keep a stopping program waiting for the Enter key; not the loop's `add_reader`,
    which refuses files; and below the buffered reader, whose lock a daemon thread must not hold at exit.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes] = asyncio.Queue()

    def pump() -> None:
        chunk = b"?"
        while chunk:
            try:
                chunk = os.read(source.fileno(), 65536)
            except (OSError, ValueError):
                chunk = b""
            try:
                loop.call_soon_threadsafe(queue.put_nowait, chunk)
            except RuntimeError:  # the loop is closed: nobody waits any more
                return

    threading.Thread(target=pump, name="stdin", daemon=True).start()
    return queue
