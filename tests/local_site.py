"""A web server of a few lines whose answers are bytes, so that it can misbehave in every way.

site.pages["/"] = answer(200, b"hello", ETag='"1"')
site.pages["/slow"] = lambda asked: drip(b"...")       # any iterable of pieces; None in it resets the connection
site.asked[-1].headers["if-none-match"]
site.connections                                       # how often somebody connected at all
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    headers: dict[str, str]
    body: bytes = b""


Page = bytes | Callable[[Asked], Iterable[bytes | None]]


def answer(status: int = 200, body: bytes = b"", *, length: int | None = None, **headers: str) -> bytes:
    """A whole HTTP answer; `content_type="…"` becomes Content-Type. Without a body 304 has no length."""
    lines = [f"HTTP/1.1 {status} x", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    if status != 304:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


class Site:
    """Listens on one loopback address until closed; each connection has a thread and may bring many requests."""

    def __init__(self, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, 0), family=family)
        self._context = context
        self.port: int = self._socket.getsockname()[1]
        self.place = f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"
        self.root = f"{'https' if context else 'http'}://{self.place}"
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.closed = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.closed.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def drip(self, pieces: Iterable[bytes], seconds: float = 0.02) -> Iterator[bytes]:
        """The pieces with a pause after each, for as long as the site is open."""
        for piece in pieces:
            yield piece
            if self.closed.wait(seconds):
                return

    def _listen(self) -> None:
        while True:
            try:
                taken, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(taken,), daemon=True).start()

    def _serve(self, taken: socket.socket) -> None:
        with contextlib.suppress(OSError), taken:
            if self._context:
                taken = self._context.wrap_socket(taken, server_side=True)
            with taken, taken.makefile("rb") as lines:
                while asked := _request(lines):
                    self.asked.append(asked)
                    if not self._answer(taken, asked):
                        return

    def _answer(self, taken: socket.socket, asked: Asked) -> bool:
        page = self.pages.get(asked.path, answer(404))
        if isinstance(page, bytes):
            taken.sendall(page)
            return True
        for piece in page(asked):
            if piece is None:
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            taken.sendall(piece)
        return False


def _request(lines: BufferedReader) -> Asked | None:
    head: list[str] = []
    for line in lines:
        if not line.strip():
            break
        head.append(line.decode("latin-1").strip())
    if not head or " " not in head[0]:  # the end, or no HTTP at all (a hand for TLS, say)
        return None
    pairs = (line.partition(":") for line in head[1:])
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Asked(head[0].split(" ")[1], headers, lines.read(int(headers.get("content-length", 0))))


@dataclass
class Hands:
    """A monotonic clock that only sleeping moves; `slept` are the pauses."""

    at: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
