"""The fetcher: one address, its redirects followed one by one, politely, within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx

from watchers.errors import FetchError, LaterError, MissingError
from watchers.http.addresses import checked, following, host_of, shown
from watchers.http.bodies import ACCEPTED, Mark, body, drain
from watchers.http.manners import GAP_SECONDS, Manners, retry_after
from watchers.http.network import Answer, Connections, InsideError
from watchers.http.told import advice
from watchers.ports import Fetched

AGENT = "Baoxiao/0.1 (+news alerts; one reader's server)"
# What one answer may cost. A page of an e-paper has 100 kB, a feed with full texts 5 MB.
MOST_BYTES = 15 * 2**20
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
# RFC 9309 lets a reader stop at 500 KiB of robots.txt; of the 30 seconds, it may take a third.
ROBOTS_BYTES = 512 * 1024
ROBOTS_SHARE = 3


@dataclass(slots=True)
class Web:
    """The Fetch port. `allowed` are `host:port` that may be inside: for tests and intranets. Threads may share it.

    `gap`: seconds between two requests to one host; `most_seconds`: the whole of a call, redirects, names, waiting for
    the host and all. Cookies live as long as one call: some sites set one and redirect to the same address, and
    nobody should be known by it tomorrow.
    """

    allowed: frozenset[str] = frozenset()
    gap: float = GAP_SECONDS
    robots: bool = True
    most_bytes: int = MOST_BYTES
    most_seconds: float = MOST_SECONDS
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _manners: Manners = field(init=False)
    _connections: Connections = field(init=False)

    def __post_init__(self) -> None:
        self._manners = Manners(self.gap, self.monotonic, self.sleep)
        self._connections = Connections(frozenset(one.lower() for one in self.allowed), self.monotonic)

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        """What stands at `url`, redirects followed one by one.

        `validator` is that of an earlier answer: when nothing changed since, the answer is `unchanged` and has no body.
        Raises MissingError (404, 410), LaterError (asked to wait) and FetchError, each with one sentence.
        """
        until = self.monotonic() + self.most_seconds
        known = Mark.read(validator)
        headers = {"Accept": accept, **known.conditions()}
        with self._found(checked(url), headers, until, self._polite) as (address, answer):
            if answer.status == 304 and validator:
                drain(answer)
                return Fetched(url=str(address), validator=validator, unchanged=True)
            self._refuse(address, answer)
            content = body(address, answer, self.most_bytes)
        mark = Mark.of(answer.headers, content)
        if mark.sha == known.sha:
            return Fetched(url=str(address), validator=mark.written(), unchanged=True)
        kind = answer.headers.get("Content-Type", "")
        return Fetched(url=str(address), body=content, content_type=kind, validator=mark.written())

    def close(self) -> None:
        """Close all connections; the next call opens new ones."""
        self._connections.close()

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *wrong: object) -> None:
        self.close()

    @contextmanager
    def _found(
        self, address: httpx.URL, headers: dict[str, str], until: float, polite: Callable[[httpx.URL, float], None]
    ) -> Iterator[tuple[httpx.URL, Answer]]:
        """The first answer that is no redirect, and where it was found. `polite` is called before each request."""
        start, cookies = address, httpx.Cookies()
        for _ in range(MOST_REDIRECTS + 1):
            polite(address, until)
            request = self._request(address, headers, cookies)
            with _led_inside(start, address), self._connections.asked(request, until) as answer:
                there = answer.location
                if there is None:
                    yield address, answer
                    return
                cookies.extract_cookies(httpx.Response(answer.status, headers=answer.headers, request=request))
                drain(answer)
            address = following(address, there)
        raise FetchError(f"{shown(start)} 转来转去超过 {MOST_REDIRECTS} 次：请检查网址。")

    def _request(self, address: httpx.URL, headers: dict[str, str], cookies: httpx.Cookies) -> httpx.Request:
        ours = {"User-Agent": AGENT, "Accept-Encoding": ACCEPTED}
        return httpx.Request("GET", address, headers={**headers, **ours}, cookies=cookies)

    def _refuse(self, address: httpx.URL, answer: Answer) -> None:
        """Raise what an answer means that is not the page; it is read to its end first, if that is near."""
        status = answer.status
        if status in (200, 203):
            return
        drain(answer)
        if status in (429, 503) and (after := retry_after(answer.headers.get("Retry-After", ""))):
            self._manners.rest(host_of(address), after.total_seconds())
            raise LaterError(f"{shown(address)} 要求 {after.total_seconds():.0f} 秒后再来。", after)
        if status in (404, 410):
            raise MissingError(f"{shown(address)} 没有这一页（{status}）：请检查网址。")
        raise FetchError(f"{shown(address)} 答复 {status}：{advice(status)}")

    # -- politeness --------------------------------------------------------------------------------------------------

    def _polite(self, address: httpx.URL, until: float) -> None:
        """Wait for the host's turn; where its robots.txt is not known, ask for that first, in a turn of its own."""
        host = host_of(address)
        if self.robots and self._manners.robots_due(host):
            text = self._robots(address, until)
            if text is not None:
                self._manners.learn(host, text)
        self._manners.wait(host)

    def _robots(self, address: httpx.URL, until: float) -> str | None:
        """The text of /robots.txt, empty when there is none; None when it cannot be had: what is known goes on."""
        until = min(until, self.monotonic() + self.most_seconds / ROBOTS_SHARE)
        with suppress(FetchError):
            there = address.copy_with(raw_path=b"/robots.txt")
            with self._found(there, {}, until, self._in_turn) as (found, answer):
                if answer.status == 200:
                    return body(found, answer, ROBOTS_BYTES).decode("utf-8-sig", "replace")
                drain(answer)
                return "" if 400 <= answer.status < 500 else None
        return None

    def _in_turn(self, address: httpx.URL, until: float) -> None:
        self._manners.wait(host_of(address))


@contextmanager
def _led_inside(start: httpx.URL, address: httpx.URL) -> Iterator[None]:
    """Who is sent inside by a site is not to allow it: that is what the site may be after."""
    try:
        yield
    except InsideError as wrong:
        if address == start:
            raise
        raise InsideError(
            f"{shown(start)} 转到内部地址 {host_of(address)}，没有跟过去：网站可能出了错，请在浏览器里打开网址看看。"
        ) from wrong
