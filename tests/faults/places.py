"""A site that does everything that sites do; what it publishes is told in `town.py`.

A `Place` knows what it published (`told`) by the numbers in the headlines: what has to be in the log follows from that
without asking the log.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import ClassVar

from local_site import Asked, Page, Site, answer

MARK = re.compile(r"渡口消息(\d+)号")
WELL = ("good",) * 6
ILL = (
    "404", "500", "429", "timeout", "empty", "soft 404", "login", "half", "cut", "old", "charset", "bomb", "loop",
    "slow", "tls", "reset", "canary", "refresh",
)  # fmt: skip
ENDLESS = 2.0  # seconds after which a hanging answer ends at the latest
SHELL = "<html><head><title>{0}</title></head><body><p>{0}</p><a href='/'>首页</a></body></html>"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Turn:
    """A request: when (monotonic, and by the clock of the service), for what, and how it was answered."""

    at: float
    now: datetime
    path: str
    mood: str
    told: bool
    unchanged: bool


@dataclass
class Place:
    """A site. `whole` is what it would serve by path; `window` how much of it the list shows."""

    chance: random.Random
    clock: Clock
    canary: str
    numbers: Iterator[int]
    site: Site = field(default_factory=Site)
    mood: str = "good"
    told: set[int] = field(default_factory=set)
    turns: list[Turn] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    moods: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        self.site.pages = _Everything(self)

    @property
    def front(self) -> str:
        raise NotImplementedError

    def publish(self) -> None:
        raise NotImplementedError

    def whole(self, path: str) -> bytes | None:
        raise NotImplementedError

    def draw(self, mood: tuple[str, ...]) -> None:
        """How it answers from now on."""
        self.mood = self.chance.choice(mood)

    def words(self) -> str:
        return "".join(self.chance.choice("春夏秋冬山川湖海日月星辰风云雨雪桥渠堤坝") for _ in range(90))

    def headline(self) -> tuple[int, str]:
        number = next(self.numbers)
        self.told.add(number)
        return number, f"{self.words()[:4]}渡口消息{number}号"

    # -- answers

    def serve(self, asked: Asked) -> Iterator[bytes | None]:
        path = asked.path
        body = b"" if path == "/robots.txt" else self.whole(path)
        mark = f'"{hashlib.sha256(body).hexdigest()[:16]}"' if body is not None else ""
        known = bool(body) and asked.headers.get("if-none-match") == mark
        could = bool(body) and self.given.get(path) == mark
        good = self.mood not in ILL
        self.turns.append(Turn(time.monotonic(), self.clock(), path, self.mood, could and good, known and good))
        if path == "/robots.txt":
            yield answer(404)
        elif body is None:
            yield answer(404, SHELL.format("页面不存在").encode(), content_type="text/html; charset=utf-8")
        elif not good:
            if self.mood in ("old", "charset"):
                self.given.pop(path, None)  # another page, as good as any: that is what is known now
            yield from self._ill(asked, body)
        elif known:
            yield answer(304, etag=mark)
        else:
            self.before.setdefault(path, body)
            if self.chance.random() < 0.2:
                self.before[path] = body
            self.given[path] = mark
            yield answer(200, body, etag=mark, content_type=_kind(body))

    def _ill(self, asked: Asked, body: bytes) -> Iterator[bytes | None]:
        kind = _kind(body)
        match self.mood:
            case "404" | "500":
                yield answer(int(self.mood), b"<html>error</html>")
            case "429":
                yield answer(429, retry_after="300")
            case "timeout":
                self.site.closed.wait(ENDLESS)
                yield None
            case "empty":
                yield answer(200, content_type=kind)
            case "soft 404" | "login":
                text = "您访问的页面不存在" if self.mood == "soft 404" else "请先登录后再访问"
                yield answer(200, SHELL.format(text).encode(), content_type="text/html; charset=utf-8")
            case "half":
                yield answer(200, body[: len(body) // 2], content_type=kind)
            case "cut":
                yield answer(200, body[: len(body) // 2], length=len(body), content_type=kind)
            case "old":
                yield answer(200, self.before.get(asked.path, body), content_type=kind)
            case "charset":
                mixed = body.decode("utf-8").encode("gb18030")
                yield answer(200, mixed, content_type=kind.replace("utf-8", "iso-8859-1"))
            case "bomb":
                yield answer(200, bomb(), content_encoding="gzip", content_type=kind)
            case "loop":
                yield answer(302, location=f"/loop{self.chance.random()}")
            case "slow":
                yield from self.site.drip([bytes([one]) for one in answer(200, body, content_type=kind)], 0.05)
            case "tls":
                yield answer(302, location=self.site.root.replace("http:", "https:") + "/")
            case "reset":
                yield None
            case "canary":
                yield answer(302, location=f"{self.canary}{asked.path}")
            case "refresh":
                text = f'<html><head><meta http-equiv="refresh" content="0;url={self.canary}/x"></head></html>'
                yield answer(200, text.encode(), content_type="text/html")


class _Everything(dict[str, Page]):
    """All paths of a place; a redirect loop goes on for ever."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    def get(self, path: str, default: object = None) -> Page:
        if path.startswith("/loop"):
            return answer(302, location=f"/loop{time.monotonic()}")
        return self._served

    def _served(self, asked: Asked) -> Iterable[bytes | None]:
        yield from self._place.serve(asked)


@cache
def bomb() -> bytes:
    """A hundred megabytes in one hundred kilobytes."""
    return gzip.compress(bytes(100 * 2**20), 1)


def _kind(body: bytes) -> str:
    if body.lstrip()[:1] in (b"{", b"["):
        return "application/json; charset=utf-8"
    return (
        "text/xml; charset=utf-8" if body.lstrip()[:5] in (b"<?xml", b"<rss ", b"<aler") else "text/html; charset=utf-8"
    )
