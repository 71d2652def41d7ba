"""How often a host is asked, by clocks that only sleeping moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_site import Hands, Site, answer
from watchers.errors import FetchError, LaterError
from watchers.http import Web
from watchers.http.manners import MOST_HOSTS, Manners, crawl_delay, retry_after

NOW = datetime(2026, 5, 11, tzinfo=UTC)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def polite(site: Site, hands: Hands) -> Iterator[Web]:
    site.pages["/"] = answer(200, b"x")
    with Web(allowed=frozenset({site.place}), gap=2, monotonic=hands, sleep=hands.sleep) as web:
        yield web


def test_the_gap_is_kept_from_the_robots_file_on(site: Site, polite: Web, hands: Hands) -> None:
    for _ in range(3):
        polite(f"{site.root}/")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/", "/", "/"]
    assert len(hands.slept) == 3
    assert all(2 <= pause <= 3 for pause in hands.slept)
    assert len(set(hands.slept)) > 1, "jitter"


def test_redirects_keep_the_gap_too(site: Site, polite: Web, hands: Hands) -> None:
    site.pages["/moved"] = answer(301, Location="/")
    polite(f"{site.root}/moved")
    assert len(hands.slept) == 2


def test_hosts_do_not_wait_for_one_another(hands: Hands, make_site: Callable[[], Site]) -> None:
    sites = [make_site(), make_site()]
    for one in sites:
        one.pages["/"] = answer(200, b"x")
    with Web(frozenset(one.place for one in sites), robots=False, monotonic=hands, sleep=hands.sleep) as web:
        for one in sites:
            web(f"{one.root}/")
    assert hands.slept == []


def test_what_the_robots_file_asks_is_done_and_asked_once_a_day(site: Site, polite: Web, hands: Hands) -> None:
    site.pages["/robots.txt"] = answer(200, b"User-agent: *\nCrawl-delay: 5.5\n")
    polite(f"{site.root}/")
    polite(f"{site.root}/")
    assert 5.5 <= hands.slept[-1] <= 8.25
    hands.at += 24 * 3600
    site.pages["/robots.txt"] = answer(404)
    for _ in range(3):
        polite(f"{site.root}/")
    assert hands.slept[-1] <= 3
    assert [asked.path for asked in site.asked].count("/robots.txt") == 2


def test_a_robots_file_that_has_moved(site: Site, polite: Web, hands: Hands) -> None:
    site.pages["/robots.txt"] = answer(301, Location="/robots")
    site.pages["/robots"] = answer(200, b"\xef\xbb\xbfUser-agent: *\nCrawl-delay: 5")
    for _ in range(2):
        polite(f"{site.root}/")
    assert hands.slept[-1] >= 5


@pytest.mark.parametrize(
    "page", [answer(500), lambda asked: [None], answer(200, b"x" * 600_000), answer(302, Location="/robots.txt")]
)
def test_a_robots_file_that_cannot_be_had_stops_nobody(
    site: Site, polite: Web, page: bytes | Callable[[object], list[None]]
) -> None:
    site.pages["/robots.txt"] = page
    assert polite(f"{site.root}/").body == b"x"


def test_who_is_to_wait_long_is_told_how_long_and_asks_nobody(site: Site, polite: Web, hands: Hands) -> None:
    site.pages["/robots.txt"] = answer(200, b"User-agent: *\nCrawl-delay: 20")
    polite(f"{site.root}/")
    with pytest.raises(LaterError, match="秒后接着来") as caught:
        polite(f"{site.root}/")
    assert timedelta(seconds=10) < caught.value.after <= timedelta(seconds=30)
    asked = len(site.asked)
    hands.at += caught.value.after.total_seconds()
    polite(f"{site.root}/")
    assert len(site.asked) == asked + 1


@pytest.mark.parametrize("status", [429, 503])
def test_later_is_later_for_everybody(site: Site, polite: Web, hands: Hands, status: int) -> None:
    site.pages["/busy"] = answer(status, b"no", Retry_After="120")
    with pytest.raises(LaterError, match="要求 120 秒后再来") as caught:
        polite(f"{site.root}/busy")
    assert caught.value.after == timedelta(seconds=120)
    asked = len(site.asked)
    with pytest.raises(LaterError) as again:
        polite(f"{site.root}/")
    assert again.value.after <= timedelta(seconds=120)
    assert len(site.asked) == asked
    hands.at += 120
    assert polite(f"{site.root}/").body == b"x"


@pytest.mark.parametrize("said", ["", "soon", "-5"])
def test_busy_without_a_time_is_a_failure(site: Site, polite: Web, said: str) -> None:
    site.pages["/"] = answer(503, b"", Retry_After=said)
    with pytest.raises(FetchError, match="下次再试") as caught:
        polite(f"{site.root}/")
    assert not isinstance(caught.value, LaterError)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), (" 7 ", 7), ("0", 1), ("9" * 400, 86_400), ("Mon, 11 May 2026 00:02:00 GMT", 120),
        ("Mon, 11 May 2026 08:02:00 +0800", 120), ("Mon, 11 May 2020 00:00:00 GMT", 1),
        ("Mon, 11 May 2099 00:00:00 GMT", 86_400), ("Mon, 11 May 2026 00:02:00 -0000", 120),
    ],
)  # fmt: skip
def test_both_ways_to_say_later(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == timedelta(seconds=seconds)


@given(st.text(max_size=40))
def test_any_header_is_a_time_or_none(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or timedelta(seconds=1) <= found <= timedelta(days=1)


@pytest.mark.parametrize(
    ("robots", "seconds"),
    [
        ("", 0), ("User-agent: *\nDisallow: /", 0), ("User-agent: *\nCrawl-delay: 3", 3),
        ("user-AGENT:*\r\ncrawl-DELAY : 2.5 # please", 2.5),
        ("User-agent: Baidu\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 1", 1),
        ("User-agent: Baidu\nUser-agent: Baoxiao\nCrawl-delay: 9\nUser-agent: *\nCrawl-delay: 1", 9),
        ("User-agent: Baoxiao\nDisallow:\nUser-agent: *\nCrawl-delay: 8", 0), ("Crawl-delay: 8", 0),
        ("User-agent: *\nCrawl-delay: nan", 0), ("User-agent: *\nCrawl-delay: 1e9", 0),
        ("User-agent: *\nCrawl-delay: -4", 0), ("User-agent: *\nCrawl-delay: ٣", 0), ("<html>not: robots</html>", 0),
    ],
)  # fmt: skip
def test_what_robots_files_say(robots: str, seconds: float) -> None:
    assert crawl_delay(robots) == seconds


@given(st.text(max_size=60))
def test_any_robots_file_is_read(text: str) -> None:
    assert crawl_delay(f"User-agent: *\nCrawl-delay: {text}\n{text}: {text}") >= 0


def test_robots_that_want_us_gone_get_a_minute(hands: Hands) -> None:
    manners = Manners(1, hands, hands.sleep)
    manners.learn("a", "User-agent: *\nCrawl-delay: 86400")
    manners.wait("a")
    with pytest.raises(LaterError) as caught:
        manners.wait("a")
    assert timedelta(seconds=60) <= caught.value.after <= timedelta(seconds=90)


def test_hosts_are_forgotten_oldest_first(hands: Hands) -> None:
    manners = Manners(5, hands, hands.sleep)
    for number in range(MOST_HOSTS):
        manners.wait(f"{number}.example")
    manners.wait("0.example")
    manners.wait("new.example")
    assert len(hands.slept) == 1
    assert len(manners._hosts) == MOST_HOSTS
    manners.wait("1.example")
    assert len(hands.slept) == 1, "it was forgotten, so nothing is known of its gap"
