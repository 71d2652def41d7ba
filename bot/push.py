"""The event-driven door: other systems on this machine hand over what they have, and it is in the log when we answer.

    POST /items                                  {"title": …, "body": …, "url": …, "day": …, "source": …, "id": …}
    POST /cap?source=…                           a CAP document
    POST /page?paper=…&day=…&page=…&source=…     the raw text of a page

Off unless configured, on loopback only, and only for who shows the token. 201: it is in the log; 200: it was.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import date

from bot.asked import Answer, Asked
from bot.hidden import Secret
from watchers.codec import from_json, to_json
from watchers.errors import BaoxiaoError, ConfigError, ParseError, StoreError
from watchers.pushed import SOURCE, Document, Item, Print, Pushed, Taken

log = logging.getLogger(__name__)

MB = 2**20
# The longest articles have some 100 kB; CAP with polygons 89 KiB; a page of a paper 30 kB, damaged ones megabytes.
LARGEST = {"/items": MB, "/cap": 2 * MB, "/page": 10 * MB}
FORM = "application/json; charset=utf-8"
# A sender with a wrong token tries again every second; the log says it once a minute.
WARN_SECONDS = 60.0

Take = Callable[[Pushed], Awaitable[Taken]]


class Push:
    """Takes in what `token`'s holders send, by `take`."""

    def __init__(self, token: Secret, take: Take) -> None:
        self._expected = token.reveal().encode()
        self._take = take
        self._warned_at = float("-inf")

    def refuse(self, request: Asked) -> Answer | None:
        """Nobody without the token learns what is here."""
        scheme, _, shown = request.header("authorization").partition(" ")
        right = hmac.compare_digest(shown.strip().encode("utf-8", "replace"), self._expected)
        if not right or scheme.lower() != "bearer":
            self._warn()
            return _wrong(401, "令牌不对：请在 Authorization 里写 Bearer 和 [push] 的令牌。")
        if request.path not in LARGEST:
            return _wrong(404, f"没有 {request.path[:80]}，有：{'、'.join(LARGEST)}。")
        if request.method != "POST":
            return _wrong(405, "只接受 POST。")
        if request.length is None:
            return _wrong(411, "要在 Content-Length 里写明长度，不接受分块传送。")
        if request.length > LARGEST[request.path]:
            return _wrong(413, f"太大：{request.path} 最多 {LARGEST[request.path] // MB} MB。")
        return None

    async def answer(self, request: Asked, body: bytes) -> Answer:
        if not body.strip():
            return _wrong(400, "没有内容：请把要送的放在请求体里。")
        try:
            taken = await self._take(_read(request, body))
        except _UnreadableError as wrong:
            return _wrong(400, str(wrong))
        except ParseError as wrong:
            return _wrong(422, str(wrong))
        except ConfigError as wrong:
            return _wrong(409, str(wrong))
        except StoreError as wrong:
            return _wrong(503, str(wrong))
        uids = taken.uids
        told = {"uid": uids[0] if uids else "", "uids": uids, "new": taken.new}
        return Answer(status=201 if taken.new else 200, text=to_json(told) + "\n", form=FORM)

    def _warn(self) -> None:
        now = time.monotonic()
        if now - self._warned_at > WARN_SECONDS:
            self._warned_at = now
            log.warning("[push] 有请求的令牌不对，没有接受")


class _UnreadableError(BaoxiaoError):
    """The request is not even of the right form."""


def _read(request: Asked, body: bytes) -> Pushed:
    """What was handed over. Raises _UnreadableError and ParseError."""
    source = request.parameter("source") or SOURCE
    match request.path:
        case "/items":
            try:
                from_json(body, dict[str, object])
            except (ParseError, RecursionError):
                raise _UnreadableError("请求体应是一个 JSON 对象（UTF-8），请改正。") from None
            return from_json(body, Item)
        case "/cap":
            return Document(body=body, source=source)
        case _:
            wanted = {name: request.parameter(name) for name in ("paper", "day", "page")}
            if missing := [name for name, value in wanted.items() if not value]:
                raise _UnreadableError(f"网址里缺少 {missing[0]}：写成 /page?paper=报名&day=2026-06-10&page=1。")
            return Print(body=body, paper=wanted["paper"], day=_day(wanted["day"]), page=wanted["page"], source=source)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _UnreadableError(f"day 要写成 2026-06-10 这样，现在是 {written[:40]!r}。") from None


def _wrong(status: int, sentence: str) -> Answer:
    return Answer(status=status, text=to_json({"error": sentence}) + "\n", form=FORM)
