"""A door on this machine: asyncio streams, one request a connection, everything bounded in size, time and number.

What is behind a door (figures, push) is a `Window`: it says from the head alone whether it wants the body, and then
answers. Loopback only; the configuration refuses other addresses.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Protocol

from bot.asked import CONTINUE, Answer, Asked, asked

log = logging.getLogger(__name__)

LONGEST_REQUEST = 8192
# For the head; for a body (15 MB over a loopback take a tenth of a second); for an answer, which may wait for the disk.
SECONDS = 5.0
BODY_SECONDS = 20.0
ANSWER_SECONDS = 30.0
MOST_CONNECTIONS = 16
# Who is still speaking when the answer goes out would lose it to a reset connection: it may finish, for so long.
PARTING_SECONDS = 1.0
CHUNK = 2**16


class Window(Protocol):
    """What is behind a door."""

    def refuse(self, request: Asked) -> Answer | None:
        """The answer to a request whose body nobody wants to see; None when it is wanted."""

    async def answer(self, request: Asked, body: bytes) -> Answer: ...


class Listener:
    """Serves a window on an address. Port 0 takes a free one."""

    def __init__(self, host: str, port: int, window: Window) -> None:
        self._host, self._port, self._window = host, port, window
        self._server: asyncio.Server | None = None
        self._open = 0

    @property
    def port(self) -> int:
        """Where it listens; known once it was started."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else self._port

    async def start(self) -> None:
        """Raises OSError when the address is taken."""
        self._server = await asyncio.start_server(self._serve, self._host, self._port, limit=LONGEST_REQUEST)

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._server.wait_closed(), 1)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            if self._open <= MOST_CONNECTIONS:
                await self._exchange(reader, writer)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            pass  # too slow, or gone: nobody waits for an answer
        finally:
            self._open -= 1
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                request = asked(await reader.readuntil(b"\r\n\r\n"))
        except asyncio.LimitOverrunError:
            await self._part(reader, writer, Answer(status=431, text="request too large\n"))
            return
        if request is None:
            await self._part(reader, writer, Answer(status=400, text="bad request\n"))
            return
        if refused := self._window.refuse(request):
            await self._part(reader, writer, refused, head_only=request.method == "HEAD")
            return
        body = await self._body(request, reader, writer)
        async with asyncio.timeout(SECONDS + ANSWER_SECONDS):
            writer.write((await self._answer(request, body)).written(head_only=request.method == "HEAD"))
            await writer.drain()

    async def _body(self, request: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        if not request.length:
            return b""
        async with asyncio.timeout(BODY_SECONDS):
            if request.header("expect").lower() == "100-continue":
                writer.write(CONTINUE)
                await writer.drain()
            return await reader.readexactly(request.length)

    async def _answer(self, request: Asked, body: bytes) -> Answer:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._window.answer(request, body)
        except TimeoutError:
            return Answer(status=503, text="没有及时办完，请稍后再送一次。\n")
        except Exception:
            log.exception("%s %s could not be answered", request.method, request.path)
            return Answer(status=500, text="程序出错，详情在日志里。\n")

    async def _part(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Answer, head_only: bool = False
    ) -> None:
        """Answer, and let the other side finish."""
        writer.write(answer.written(head_only))
        async with asyncio.timeout(PARTING_SECONDS):
            await writer.drain()
            with suppress(OSError):
                writer.write_eof()
            while await reader.read(CHUNK):
                pass
