"""What comes back from a site that behaves: pages, nothing new, nothing there, somewhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpcore
import pytest

from local_site import Site, answer
from watchers.errors import FetchError, MissingError
from watchers.http import Web
from watchers.ports import Fetched


def test_a_page(site: Site, web: Web) -> None:
    site.pages["/a?b=1"] = answer(200, "渡口".encode(), content_type="text/html; charset=utf-8")
    found = web(f"{site.root}/a?b=1#part", accept="text/html")
    assert (found.url, found.body, found.content_type) == (
        f"{site.root}/a?b=1", "渡口".encode(), "text/html; charset=utf-8",
    )  # fmt: skip
    sent = site.asked[0].headers
    assert (sent["host"], sent["accept"], sent["accept-encoding"]) == (site.place, "text/html", "gzip, deflate")
    assert "Baoxiao" in sent["user-agent"]


def test_what_has_not_changed_is_asked_for_by_its_marks(site: Site, web: Web) -> None:
    site.pages["/"] = answer(200, b"old", ETag='W/"7"', Last_Modified="Mon, 11 May 2026 00:00:00 GMT")
    first = web(f"{site.root}/")
    site.pages["/"] = answer(304)
    assert web(f"{site.root}/", first.validator) == Fetched(
        url=f"{site.root}/", validator=first.validator, unchanged=True
    )
    sent = site.asked[1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"7"', "Mon, 11 May 2026 00:00:00 GMT")


def test_the_same_body_is_unchanged_whatever_the_server_says(site: Site, web: Web) -> None:
    site.pages["/"] = answer(200, b"same", ETag='"1"')
    first = web(f"{site.root}/")
    site.pages["/"] = answer(200, b"same", ETag='"2"')
    second = web(f"{site.root}/", first.validator)
    assert (second.unchanged, second.body) == (True, b"")
    site.pages["/"] = answer(200, b"other", ETag='"2"')
    third = web(f"{site.root}/", second.validator)
    assert (third.unchanged, third.body) == (False, b"other")
    assert site.asked[2].headers["if-none-match"] == '"2"'


def test_marks_that_cannot_be_sent_back_are_dropped(site: Site, web: Web) -> None:
    site.pages["/"] = answer(200, b"x", ETag='"标记"', Last_Modified="x" * 5000)
    web(f"{site.root}/", web(f"{site.root}/").validator)
    assert not {"if-none-match", "if-modified-since"} & set(site.asked[1].headers)


@pytest.mark.parametrize("validator", ["{", "null", '{"sha": 3}', "旧的书签"])
def test_a_foreign_validator_is_none(site: Site, web: Web, validator: str) -> None:
    site.pages["/"] = answer(200, b"x")
    assert web(f"{site.root}/", validator).body == b"x"


def test_nothing_new_to_somebody_who_knows_nothing_is_an_error(site: Site, web: Web) -> None:
    site.pages["/"] = answer(304)
    with pytest.raises(FetchError, match="304"):
        web(f"{site.root}/")


@pytest.mark.parametrize(
    ("status", "says"), [(401, "登录"), (403, "登录"), (418, "检查网址"), (429, "when"), (500, "下次"), (204, "204")]
)
def test_other_answers_have_their_advice_and_hide_the_query(site: Site, web: Web, status: int, says: str) -> None:
    site.pages["/x?key=secret"] = answer(status, b"" if status == 204 else b"no")
    with pytest.raises(FetchError, match=says) as caught:
        web(f"{site.root}/x?key=secret")
    assert "secret" not in str(caught.value)
    assert not isinstance(caught.value, MissingError)


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there(site: Site, web: Web, status: int) -> None:
    site.pages["/"] = answer(status, b"gone")
    with pytest.raises(MissingError, match=str(status)):
        web(f"{site.root}/")


def test_redirects_are_followed_one_by_one(site: Site, web: Web) -> None:
    for step, (status, there) in enumerate(
        [(301, "/1"), (302, f"//{site.place}/2"), (303, "3"), (307, "?q=4"), (308, "/5#x")]
    ):
        site.pages[["/0", "/1", "/2", "/3", "/3?q=4"][step]] = answer(status, b"moved", Location=there)
    site.pages["/5"] = answer(200, b"here")
    found = web(f"{site.root}/0")
    assert (found.url, found.body) == (f"{site.root}/5", b"here")


def test_a_redirect_may_be_in_chinese(site: Site, web: Web) -> None:
    site.pages["/"] = "HTTP/1.1 302 x\r\nLocation: /报?版=1\r\nContent-Length: 0\r\n\r\n".encode("gbk")
    site.pages["/%B1%A8?%B0%E6=1"] = answer(200, b"here")
    assert web(f"{site.root}/").body == b"here"


@pytest.mark.parametrize("there", ["/", "/again", ""])
def test_a_loop_has_an_end(site: Site, web: Web, there: str) -> None:
    site.pages["/"] = site.pages["/again"] = answer(302, Location=there)
    with pytest.raises(FetchError, match=r"5 次|写得不对"):
        web(f"{site.root}/")
    assert len(site.asked) <= 6


def test_a_cookie_lives_as_long_as_the_call(site: Site, web: Web) -> None:
    def page(asked: object) -> list[bytes]:
        if "cookie" in site.asked[-1].headers:
            return [answer(200, b"welcome")]
        return [answer(302, Location="/", Set_Cookie="seen=1; Path=/")]

    site.pages["/"] = page
    assert web(f"{site.root}/").body == b"welcome"
    assert web(f"{site.root}/").body == b"welcome"
    assert ["cookie" in asked.headers for asked in site.asked] == [False, True, False, True]


def test_a_server_that_hangs_up_after_each_answer_without_a_word(site: Site, web: Web) -> None:
    site.pages["/"] = lambda asked: [answer(302, Location="/there")]
    site.pages["/there"] = lambda asked: [answer(200, b"x")]
    assert [web(f"{site.root}/").body for _ in range(5)] == [b"x"] * 5
    site.pages["/there"] = lambda asked: [None]
    with pytest.raises(FetchError, match="断了"):
        web(f"{site.root}/")
    assert site.asked[-1].path == "/there"


def test_a_redirect_without_an_address_is_an_error(site: Site, web: Web) -> None:
    site.pages["/"] = answer(302)
    with pytest.raises(FetchError, match="302"):
        web(f"{site.root}/")


def test_one_connection_serves_many_requests_also_after_errors(site: Site, web: Web) -> None:
    site.pages["/"] = answer(200, b"x", ETag='"1"')
    site.pages["/moved"] = answer(302, b"moved", Location="/")
    validator = web(f"{site.root}/").validator
    with pytest.raises(MissingError):
        web(f"{site.root}/none")
    web(f"{site.root}/moved")
    site.pages["/"] = answer(304)
    for _ in range(3):
        assert web(f"{site.root}/", validator).unchanged
    assert site.connections == 1


def test_a_connection_given_up_half_way_is_not_used_again(site: Site, web: Web) -> None:
    web.most_bytes = 1000
    site.pages["/large"] = lambda asked: [answer(200, b"x" * 2000, length=9_000_000)]
    site.pages["/chunked"] = lambda asked: [
        b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"800\r\n" + b"x" * 2048,
    ]
    site.pages["/"] = answer(200, b"x")
    for path in ("/large", "/chunked"):
        with pytest.raises(FetchError, match="超过"):
            web(site.root + path)
        assert web(f"{site.root}/").body == b"x"


def test_threads_share_one_pool(site: Site, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[httpcore.ConnectionPool] = []
    make: Callable[..., httpcore.ConnectionPool] = httpcore.ConnectionPool

    def pool(**how: object) -> httpcore.ConnectionPool:
        made.append(make(**how))
        return made[-1]

    monkeypatch.setattr(httpcore, "ConnectionPool", pool)
    start = threading.Barrier(8)
    for number in range(8):
        site.pages[f"/{number}"] = answer(200, str(number).encode())

    def fetch(number: int) -> bytes:
        start.wait(10)
        return web(f"{site.root}/{number}").body

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(fetch, range(8))) == [str(number).encode() for number in range(8)]
    assert len(made) == 1
    web.close()
    assert web(f"{site.root}/3").body == b"3"


def test_the_proxies_of_the_environment_are_not_used(
    site: Site, web: Web, monkeypatch: pytest.MonkeyPatch, make_site: Callable[[], Site]
) -> None:
    proxy = make_site()
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.root)
    site.pages["/"] = answer(200, b"x")
    assert web(f"{site.root}/").body == b"x"
    assert proxy.connections == 0
