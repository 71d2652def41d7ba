"""Nobody is led inside: by no spelling of an address, no redirect, no name server."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

import pytest

from local_site import Site, answer
from watchers.errors import FetchError
from watchers.http import Web
from watchers.http.addresses import checked, public

FORMS = (
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/", "http://0x7f000001:{port}/",
    "http://0.0.0.0:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://localhost:{port}/", "http://localhost.:{port}/", "http://LOCALHOST:{port}/", "http://a@127.0.0.1:{port}/",
    "http://x:y@127.0.0.1:{port}/", "http://x\\@127.0.0.1:{port}/", "http://127.0.0.1\\@x:{port}/",
    "http://127。0。0。1:{port}/", "http://017700000001:{port}/", "http://[::]:{port}/", "http://[::1]:{port}/",
    "http://[::127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "https://127.0.0.1:{port}/", "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/",
    "http://168.63.129.16/", "http://[fd00:ec2::254]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://224.0.0.1/",
)  # fmt: skip
OTHER = (
    "file:///etc/hostname", "ftp://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/", "data:text/html,x",
    "javascript:alert(1)", "//127.0.0.1:{port}/", "127.0.0.1:{port}", "/etc/hostname", "", "http://", "http:///x",
    "http:127.0.0.1", "http://127.0.0.1%20:{port}/", "http://127.0.0.1%00.x:{port}/", "http://a{{b}}:{port}/",
    "http://[::1%25lo]:{port}/", "http://x:99999/", "http://x:0/", "http://x:y/", "http://a\nb/", "http://x/\t",
    "http://[v1.x]/", "http://１２７.0.0.1:{port}/", "http://-x/", "ws://127.0.0.1:{port}/",
)  # fmt: skip


@pytest.fixture
def canaries(make_site: Callable[..., Site]) -> list[Site]:
    """Both loopback addresses, where there are two."""
    sites = [make_site()]
    if socket.has_ipv6:
        with contextlib.suppress(OSError):
            sites.append(make_site("::1"))
    return sites


@pytest.mark.parametrize("form", [*FORMS, *OTHER])
def test_no_spelling_leads_inside(form: str, canaries: list[Site]) -> None:
    web = Web(gap=0)
    for canary in canaries:
        with pytest.raises(FetchError, match=r"内部地址|网址|只认|连不上") as caught:
            web(form.replace("{port}", str(canary.port)).replace("{{", "{").replace("}}", "}"))
        assert str(caught.value).endswith("。")
    assert not any(canary.connections for canary in canaries)


@pytest.mark.parametrize("form", [*FORMS, *(other for other in OTHER if other and other[0] not in "/1h")])
def test_no_redirect_leads_inside(form: str, canaries: list[Site], site: Site, web: Web) -> None:
    there = form.replace("{port}", str(canaries[0].port))
    site.pages["/"] = answer(302, Location=there)
    with pytest.raises(FetchError):
        web(f"{site.root}/")
    assert not any(canary.connections for canary in canaries)
    assert len(site.asked) == 1


def test_the_refusal_says_what_to_do_about_it(site: Site) -> None:
    with pytest.raises(FetchError) as caught:
        Web(gap=0)(f"{site.root}/")
    assert f"[web] allow 里写上 {site.place}" in str(caught.value)


def test_who_is_led_inside_is_not_advised_to_allow_it(canaries: list[Site], site: Site, web: Web) -> None:
    site.pages["/"] = answer(302, Location=f"{canaries[0].root}/")
    with pytest.raises(FetchError, match="转到内部地址") as caught:
        web(f"{site.root}/")
    assert site.root in str(caught.value)
    assert "allow" not in str(caught.value)


def test_what_is_allowed_is_that_host_at_that_port(canaries: list[Site]) -> None:
    for canary in canaries:
        canary.pages["/"] = answer(200, b"inside")
        with Web(allowed=frozenset({canary.place.upper()}), robots=False) as web:
            assert web(f"{canary.root}/").body == b"inside"
        for other in ("127.0.0.1:1", f"127.0.0.2:{canary.port}", f"localhost:{canary.port}"):
            with pytest.raises(FetchError, match="内部地址"):
                Web(allowed=frozenset({other}), robots=False)(f"{canary.root}/")
        assert canary.connections == 1


def test_a_name_that_is_public_first_and_private_later(
    site: Site, canaries: list[Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked for once a connection, and the answer that was checked is the one connected to."""
    answers = ["93.184.216.34", canaries[0].place.rpartition(":")[0]]
    asked: list[str] = []
    really_ask, really_connect = socket.getaddrinfo, socket.socket.connect

    def getaddrinfo(host: str, port: int, *rest: object, **more: object) -> object:
        if host == "rebind.example":
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]
        return really_ask(host, port, *rest, **more)  # type: ignore[arg-type]

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        really_connect(self, ("127.0.0.1", site.port) if address[0] == "93.184.216.34" else address)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket.socket, "connect", connect)
    site.pages["/"] = answer(200, b"public", Connection="close")
    web = Web(gap=0, robots=False)
    url = f"http://rebind.example:{canaries[0].port}/"
    assert web(url).body == b"public"
    with pytest.raises(FetchError, match=r"rebind\.example 指向内部地址 127"):
        web(url)
    assert (asked, canaries[0].connections) == (["rebind.example"] * 2, 0)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FetchError, match=r"10\.0\.0\.5"):
        Web(robots=False)("http://two.example/")


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False), ("100.64.0.1", False),
        ("169.254.0.23", False), ("0.0.0.0", False), ("255.255.255.255", False), ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("198.18.0.1", False), ("192.0.2.1", False), ("168.63.129.16", False), ("::1", False), ("::", False),
        ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("fd00:ec2::254", False), ("fec0::1", False),
        ("ff02::1", False), ("2001:db8::1", False), ("::ffff:127.0.0.1", False), ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::a00:1", False), ("64:ff9b:1::a00:1", False), ("2002:a00:1::", False),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False), ("::ffff:0:127.0.0.1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, is_public: bool) -> None:
    assert public(address) is is_public


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (" HTTP://News.Example:80/a b?x={1}|2#c ", "http://news.example/a%20b?x={1}|2"),
        ("http://报晓.example/版", "http://xn--4ruv5f.example/%E7%89%88"),
        ("https://a_b.example.:8443", "https://a_b.example.:8443"),
        ("http://a.example?@127.0.0.1", "http://a.example?@127.0.0.1"),
    ],
)
def test_addresses_of_people_are_understood(written: str, asked: str) -> None:
    assert str(checked(written)) == asked


def test_a_chinese_host_is_shown_as_it_is_asked_for() -> None:
    with pytest.raises(FetchError, match=r"http://xn--[a-z0-9]+\.example/"):
        Web(robots=False)("http://报晓.example/")


@pytest.mark.parametrize("url", ["http://a.example/%0A2026%20ERROR?key=secret", "http://a{b}.example/?key=secret"])
def test_a_message_is_one_line_without_the_query(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        Web(gap=0, robots=False)(url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
