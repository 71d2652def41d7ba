"""Connections: to public addresses only, and never longer than a request may take.

httpcore hands its time limits to the network backend unread, and starts each of them anew with every piece that comes:
a server that sends one byte of its headers a second would hold us for a day. So the limits that we hand in are not
spans but the instant at which the request must be over, and only the backend below knows it.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from watchers.errors import FetchError
from watchers.http.addresses import public
from watchers.http.told import told

Monotonic = Callable[[], float]
# A server that says nothing for so long will not say anything.
SILENT_SECONDS = 10.0
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of what came back, its body (packed as it was sent) still to be read, once."""

    status: int
    headers: httpx.Headers
    chunks: Iterator[bytes]

    @property
    def location(self) -> bytes | None:
        """Where a redirect leads, as the server wrote it; None when this is no redirect."""
        if self.status not in REDIRECTS:
            return None
        return next((value for name, value in self.headers.raw if name.lower() == b"location"), None)


class InsideError(FetchError):
    """The address is not on the public internet, and nobody allowed it."""


class Connections:
    """A pool of checked connections. Threads may share it; it opens nothing before the first request."""

    def __init__(self, allowed: frozenset[str], monotonic: Monotonic) -> None:
        self._network = _Network(allowed, monotonic)
        self._lock = threading.Lock()
        self._opened: httpcore.ConnectionPool | None = None

    @contextmanager
    def asked(self, request: httpx.Request, until: float) -> Iterator[Answer]:
        """The answer to `request`, which must have come by the instant `until`; raises FetchError.

        A connection whose answer was not read to its end is closed with it.
        """
        with told(request.url):
            answer = self._sent(request, until)
            try:
                yield Answer(answer.status, httpx.Headers(answer.headers), answer.iter_stream())
            finally:
                answer.close()

    def _sent(self, request: httpx.Request, until: float) -> httpcore.Response:
        """The head of the answer. A kept connection may turn out to be dead: then another is taken, at last a new one.

        Some servers close after each answer without saying so; without this their redirects would fail.
        """
        opened: list[str] = []
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        extensions = {
            "timeout": {"pool": SILENT_SECONDS, "connect": until, "read": until, "write": until},
            "trace": lambda event, _: opened.append(event) if event.startswith("connection.connect_tcp") else None,
        }
        while True:
            asking = httpcore.Request("GET", url, headers=request.headers.raw, extensions=extensions)
            try:
                return self._pool().handle_request(asking)
            except (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError):
                if opened:
                    raise

    def close(self) -> None:
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            opened.close()

    def _pool(self) -> httpcore.ConnectionPool:
        """Made when it is needed: reading the certificates takes 70 ms."""
        with self._lock:
            if self._opened is None:
                self._opened = httpcore.ConnectionPool(
                    ssl_context=httpx.create_ssl_context(),  # honours SSL_CERT_FILE, for the CA of an intranet
                    max_connections=20,
                    max_keepalive_connections=10,
                    keepalive_expiry=15,
                    network_backend=self._network,
                )
            return self._opened


class _Network(httpcore.NetworkBackend):
    """Resolves, checks, and connects to exactly what was checked. Its `timeout`s are instants (see above)."""

    def __init__(self, allowed: frozenset[str], monotonic: Monotonic) -> None:
        self._plain, self._allowed, self._monotonic = httpcore.SyncBackend(), allowed, monotonic

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # Any: httpcore's own type, a tuple of many shapes
    ) -> httpcore.NetworkStream:
        wrong: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError(f"找不到主机 {host}")
        for address in self._addresses(host, port, timeout):
            try:
                left = self.left(timeout)
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                wrong = failed
        raise wrong

    def left(self, until: float | None) -> float:
        """How many seconds the next step may take; raises TimeoutException when there are none left."""
        left = SILENT_SECONDS if until is None else until - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no time left")
        return min(left, SILENT_SECONDS)

    def _addresses(self, host: str, port: int, until: float | None) -> list[str]:
        addresses = _resolved(host, port, self.left(until))
        name = f"[{host}]" if ":" in host else host.lower()
        inside = [address for address in addresses if not public(address)]
        if inside and f"{name}:{port}" not in self._allowed:
            what = "是内部地址" if inside[0] in name else f"指向内部地址 {inside[0]}"
            raise InsideError(f"{name} {what}，没有连接：确实要看它，就在 [web] allow 里写上 {name}:{port}。")
        return addresses


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, network: _Network) -> None:
        self._stream, self._network = stream, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._network.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._network)

    def get_extra_info(self, info: str) -> Any:  # Any: whatever the stream below has
        return self._stream.get_extra_info(info)


def _resolved(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host. In a thread of its own, because the system's resolver knows no time limit."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))
        except (OSError, ValueError) as wrong:  # ValueError: a label that is too long
            answers.put(wrong)

    threading.Thread(target=look_up, name="resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"{host}") from None
    if isinstance(answer, Exception):
        raise httpcore.ConnectError(f"找不到主机 {host}") from answer
    return answer
