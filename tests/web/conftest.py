"""A local site, and a network that ends at this machine: whoever connects elsewhere fails the test."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator

import httpx
import pytest

from local_site import Site
from watchers.http import Web

Make = Callable[..., Site]


@pytest.fixture
def make_site() -> Iterator[Make]:
    made: list[Site] = []

    def make(*how: object, **more: object) -> Site:
        made.append(Site(*how, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(make_site: Make) -> Site:
    return make_site()


@pytest.fixture
def web(site: Site) -> Iterator[Web]:
    """May see the local site, and is in a hurry."""
    web = Web(allowed=frozenset({site.place}), gap=0, robots=False)
    yield web
    web.close()


@pytest.fixture(scope="session")
def authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@pytest.fixture(autouse=True)
def certificates_read_once(monkeypatch: pytest.MonkeyPatch, authorities: ssl.SSLContext) -> None:
    """Reading them takes 70 ms, and every test has a Web of its own."""
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: authorities)


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Names other than localhost are unknown; connections to anything but loopback are refused, and remembered."""
    outside: list[object] = []
    really_connect, really_ask = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        if not (address[0].startswith("127.") or address[0] == "::1"):
            outside.append(address)
            raise ConnectionRefusedError("outside")
        really_connect(self, address)

    def getaddrinfo(host: str, *rest: object, **more: object) -> object:
        if any(letter.isalpha() for letter in host.lower().removeprefix("0x")) and ":" not in host:
            known = host.rstrip(".").lower() == "localhost" or host.lower().startswith("0x")
            if not known:
                raise socket.gaierror(socket.EAI_NONAME, "unknown here")
            host = "127.0.0.1" if host.rstrip(".").lower() == "localhost" else host
        return really_ask(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield outside
    assert not outside
