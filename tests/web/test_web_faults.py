"""Servers that are slow, silent, rude or not who they say: one sentence each, and never longer than allowed."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from local_site import Site, answer
from watchers.errors import FetchError
from watchers.http import Web

Make = Callable[..., Site]
REALLY = httpx.create_ssl_context


@pytest.fixture
def hasty(site: Site) -> Iterator[Web]:
    with Web(allowed=frozenset({site.place}), gap=0, robots=False, most_seconds=0.3) as web:
        yield web


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 x\r\nX: ",
        b"HTTP/1.1 200 x\r\nContent-Length: 90000\r\n\r\n",
        b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n",
        b"HTTP/1.1 302 x\r\nLocation: /\r\nContent-Length: 9000\r\n\r\n",
    ],
    ids=["first line", "headers", "body", "chunks", "redirect"],
)
def test_a_byte_at_a_time_is_given_up(site: Site, hasty: Web, head: bytes) -> None:
    line = b"HTTP/1.1 200 x" if not head else b"x" * 5000
    site.pages["/"] = lambda asked: site.drip([head, *(line[at : at + 1] for at in range(len(line)))])
    with pytest.raises(FetchError, match=r"及时|太慢"):
        hasty(f"{site.root}/")


def test_a_server_that_only_promises(site: Site, hasty: Web) -> None:
    site.pages["/"] = lambda asked: site.drip([b"HTTP/1.1 102 wait\r\n\r\n"] * 5000)
    with pytest.raises(FetchError, match="及时"):
        hasty(f"{site.root}/")


def test_a_server_that_says_nothing(site: Site, hasty: Web) -> None:
    site.pages["/"] = lambda asked: site.drip([], 5) if site.closed.wait(5) else []
    with pytest.raises(FetchError, match="及时"):
        hasty(f"{site.root}/")


def test_a_name_server_that_says_nothing(hasty: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    enough = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: enough.wait(20) and [])
    with pytest.raises(FetchError, match="及时"):
        hasty("http://slow.example/")
    enough.set()


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ([None], "没有答复就断了"),
        ([b"SSH-2.0-OpenSSH_9.6\r\n"], "不合 HTTP 规矩"),
        ([b"HTTP/1.1 200 x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nxxx"], "不合 HTTP 规矩"),
        ([b"HTTP/1.1 200 x\r\n" + b"X: " + b"x" * 400_000 + b"\r\n\r\n"], "不合 HTTP 规矩"),
        ([b"HTTP/1.1 200 x\r\n" + b"X: y\r\n" * 40_000 + b"\r\n"], "不合 HTTP 规矩"),
        ([], "没有答复就断了"),
    ],
    ids=["reset", "not http", "two lengths", "a long header", "many headers", "closed"],
)
def test_answers_that_are_none(site: Site, web: Web, page: list[bytes | None], says: str) -> None:
    site.pages["/"] = lambda asked: page
    with pytest.raises(FetchError, match=says):
        web(f"{site.root}/")


def test_nobody_there(site: Site, web: Web) -> None:
    site.close()
    with pytest.raises(FetchError, match="对方拒绝连接"):
        web(f"{site.root}/")
    with pytest.raises(FetchError, match=r"找不到主机 gone\.example"):
        web("http://gone.example/")


def test_no_encryption_where_it_was_expected() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        place = f"127.0.0.1:{plain.getsockname()[1]}"
        talking = threading.Thread(target=_refuse_in_plain_text, args=(plain,))
        talking.start()
        with Web(allowed=frozenset({place}), robots=False) as web, pytest.raises(FetchError, match="谈不成加密连接"):
            web(f"https://{place}/")
        talking.join(10)


def _refuse_in_plain_text(plain: socket.socket) -> None:
    taken, _ = plain.accept()
    with taken:
        taken.recv(9999)
        taken.sendall(b"HTTP/1.1 400 x\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and the certificate that it signed itself, in one file."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl command to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "cert"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("this openssl makes no such certificate")
    both = folder / "both.pem"
    both.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return both


@pytest.fixture
def safe_site(make_site: Make, certificate: Path) -> Site:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site = make_site(context=context)
    site.pages["/"] = answer(200, b"safe")
    return site


def test_a_certificate_that_nobody_vouches_for(safe_site: Site) -> None:
    with (
        Web(allowed=frozenset({safe_site.place}), robots=False) as web,
        pytest.raises(FetchError, match=r"证书不可信.*self.signed"),
    ):
        web(f"{safe_site.root}/")
    assert safe_site.asked == []


def test_a_certificate_of_the_house(safe_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "create_ssl_context", REALLY)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Web(allowed=frozenset({safe_site.place}), robots=False) as web:
        assert web(f"{safe_site.root}/").body == b"safe"
