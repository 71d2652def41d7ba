"""The channel itself: one connection for long polling, a small pool for sending."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import httpx
import telegram
from telegram import (
    Bot,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, RetryAfter
from telegram.request import HTTPXRequest

from bot.errors import ChannelError, UnansweredError
from bot.hidden import Redactor, Secret
from bot.model import Address, Attachment, Dead, Hall, Incoming, Later, Message, Outcome, Sent
from bot.pictures import Picture
from bot.ports import Draw
from bot.styled import units
from bot.telegram import standing
from bot.telegram.incoming import WANTED, incoming
from bot.telegram.menus import Menus, follow, publish
from bot.telegram.outcome import nothing_to_change, outcome_of, seconds, stop_if_refused
from bot.telegram.outgoing import entities, keyboard, whole

log = logging.getLogger(__name__)

# python-telegram-bot 22 warns on every 429 unless its coming type (a timedelta) is asked for; both are understood here.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# It also writes a traceback for each answer that is no JSON, which is what a proxy sends all through an outage.
logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)

OFFICIAL = "https://api.telegram.org/bot"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Telegram's limits of a text after parsing, and of one under a picture or file, read strictly (in UTF-16 units).
MOST_UNITS, MOST_CAPTION = 4096, 1024
# An answer to a button, and as much of it as can be read while it passes by; more is shown until it is closed.
MOST_SHOWN, MOST_PASSING = 200, 50
MOST_PICTURES = 256  # of so many it is remembered what Telegram calls them
AT_ONCE = 40  # calls in flight, 32 of them sends: httpx slows down sharply above 80, and Telegram takes 30 a second
ANSWER_SECONDS = 20.0  # the server itself may hold a flooded request for 3 s; an early timeout only makes doubt
# With these a send ends within 45 s, and with the 12 s that a picture may take before it within a minute, for which a
# delivery is leased to it.
CONNECT_SECONDS, POOL_SECONDS, WRITE_SECONDS = 10.0, 5.0, 10.0
Where = dict[str, Any]  # Any: what all of the library's calls for sending take alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one poll brought, to be stored before the next. Polling from `offset` confirms it to Telegram."""

    incoming: tuple[Incoming, ...]
    offset: int


class Telegram:
    """A bot of Telegram. `async with` opens and closes its connections; it asks nothing of the network by itself."""

    def __init__(
        self,
        token: Secret,
        base_url: str = "",
        *,
        poll_seconds: int = 25,
        answer_seconds: float = ANSWER_SECONDS,
        draw: Draw | None = None,
        menus: Menus | None = None,
    ) -> None:
        """`base_url` is another Bot API server's address up to and without the token (`http://host:port/bot`).

        Without `draw` pictures are told in words.
        """
        self._clean = Redactor((token,))
        self._poll_seconds, self._answer_seconds, self._draw = poll_seconds, answer_seconds, draw
        self._menus = menus
        self._known: dict[Picture, str] = {}
        self._polling, self._sending = (
            HTTPXRequest(
                connection_pool_size=size,
                read_timeout=answer_seconds,
                write_timeout=WRITE_SECONDS,
                media_write_timeout=WRITE_SECONDS,
                connect_timeout=CONNECT_SECONDS,
                pool_timeout=POOL_SECONDS,
                httpx_kwargs={"verify": _trusted()},
            )
            for size in (1, AT_ONCE)
        )
        server = base_url or OFFICIAL
        self._bot = Bot(
            token.reveal(),
            server,
            base_file_url=server.removesuffix("bot") + "file/bot",
            request=self._sending,
            get_updates_request=self._polling,
        )
        self._name = ""

    async def __aenter__(self) -> Telegram:
        await self._polling.initialize()
        await self._sending.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._polling.shutdown()
        await self._sending.shutdown()

    async def name(self) -> str:
        """Our user name without @, asked for once. Raises ChannelError when the token is refused or nobody answers."""
        try:
            return await self._own_name()
        except Exception as error:
            stop_if_refused(error)
            raise ChannelError(f"连不上 Telegram，请检查网络或代理：{self._clean(str(error))}") from None

    async def updates(self, offset: int) -> Batch | Later:
        """One long poll from `offset`: what people did, oldest first, or why nothing could be learned just now.

        Nothing is confirmed by this call but what lies below `offset`, so a batch that was not stored comes again.
        Raises ChannelError when the token is refused or another process polls with it.
        """
        try:
            name = await self._own_name()
            raw = await self._poll(offset)
            return Batch(incoming=tuple(self._readable(raw, name)), offset=_next(raw, offset))
        except RetryAfter as flood:
            return Later(self._clean(str(flood)), wait=seconds(flood.retry_after))
        except Exception as error:
            stop_if_refused(error)
            return Later(self._clean(f"{type(error).__name__}: {error}"))

    async def send(self, address: Address, message: Message) -> Outcome:
        """One call, never repeated here. Raises ChannelError only when the channel as a whole is refused.

        A picture that cannot be had is told in words.
        """
        photo = await self._photo(message.picture)
        body = message.in_words if message.picture and photo is None else message.body
        text = whole(body.text)
        if refused := _unfit(text, caption=bool(photo or message.file)):
            return refused
        try:
            sent = await self._sent(text, entities(body), photo, message.file, _where(address, message))
        except BadRequest as error:
            if isinstance(photo, str) and message.picture:  # nothing was sent: the next try brings the picture itself
                self._known.pop(message.picture, None)
                return Later(self._clean(str(error)))
            return outcome_of(error, self._clean)
        except Exception as error:
            return outcome_of(error, self._clean)
        if message.picture and sent.photo:
            self._remember(message.picture, sent.photo[-1].file_id)
        if message.menu and self._menus:
            await follow(self._bot, self._menus, replace(address, topic=""), message.menu, self._clean)
        return Sent(str(sent.message_id))

    async def _sent(
        self, text: str, marks: Sequence[MessageEntity], photo: bytes | str | None, file: Attachment | None, to: Where
    ) -> telegram.Message:
        if photo is not None:
            return await self._bot.send_photo(photo=photo, caption=text, caption_entities=marks, **to)
        if file:
            content = whole(file.text).encode()
            return await self._bot.send_document(
                document=content, filename=file.name, caption=text, caption_entities=marks, **to
            )
        return await self._bot.send_message(text=text, entities=marks, link_preview_options=NO_PREVIEW, **to)

    async def _photo(self, picture: Picture | None) -> bytes | str | None:
        """The picture, or what Telegram calls it since it was sent last."""
        if picture is None or self._draw is None:
            return None
        return self._known.get(picture) or await self._draw(picture)

    def _remember(self, picture: Picture, name: str) -> None:
        self._known[picture] = name
        if len(self._known) > MOST_PICTURES:
            del self._known[next(iter(self._known))]

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        """One editMessageText, never repeated here; what cannot be changed any more counts as changed."""
        text = whole(message.body.text)
        if refused := _unfit(text):
            return refused
        if not message_id.isdecimal():
            return Sent(message_id)
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=address.to,
                message_id=int(message_id),
                entities=entities(message.body),
                reply_markup=keyboard(message),
                link_preview_options=NO_PREVIEW,
            )
        except Exception as error:
            return Sent(message_id) if nothing_to_change(error) else outcome_of(error, self._clean)
        return Sent(message_id)

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        """Stops the waiting sign on a pressed button, with a short line (at most 200 characters).

        Raises UnansweredError when it may be said again; of one too old or answered before there is nothing to say.
        """
        try:
            shown = whole(text)[:MOST_SHOWN]
            alert = len(shown) > MOST_PASSING or "\n" in shown
            await self._bot.answer_callback_query(callback_id, shown or None, show_alert=alert or None)
        except BadRequest as error:  # the button's effect stands anyway
            log.debug("a button press was not acknowledged: %s", self._clean(str(error)))
        except Exception as error:
            raise UnansweredError(self._clean(f"{type(error).__name__}: {error}")) from None

    async def administers(self, address: Address, person: str) -> bool:
        """Whether `person` (of an Incoming) may change what a group is told; a chat speaking as itself may.

        Raises UnansweredError when Telegram does not say.
        """
        return await standing.administers(self._bot, address, person, self._clean)

    async def hall(self, name: str, person: str) -> Hall | None:
        """The group or channel that is called `@name` or has this id; None when there is none that we may see.

        Raises UnansweredError when Telegram does not say.
        """
        return await standing.hall(self._bot, name, person, self._clean)

    async def fetch(self, file_id: str, most: int) -> bytes | None:
        """A file that somebody dropped into a chat; its length is known before it is read. Never raises."""
        try:
            file = await self._bot.get_file(file_id)
            if not file.file_size or file.file_size > most:
                return None
            return bytes(await file.download_as_bytearray())
        except Exception as error:
            log.warning("a dropped file could not be fetched: %s", self._clean(str(error)))
            return None

    async def publish_menus(self) -> None:
        """Those that are the same for everybody; never raises."""
        if self._menus:
            await publish(self._bot, self._menus, self._clean)

    async def _own_name(self) -> str:
        if not self._name:
            self._name = (await self._bot.get_me()).username or ""
        return self._name

    async def _poll(self, offset: int) -> Sequence[Mapping[str, Any]]:  # Any: Telegram's JSON
        """The raw updates. `Bot.get_updates` would parse them all or none, and one odd update would block the rest."""
        asked = {"offset": offset, "timeout": self._poll_seconds, "allowed_updates": _json_list(WANTED)}
        found = await self._polling.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}",
            read_timeout=self._poll_seconds + self._answer_seconds,
        )
        if not isinstance(found, list):
            raise TypeError("getUpdates answered no list")
        return found

    def _readable(self, raw: Sequence[Mapping[str, Any]], name: str) -> list[Incoming]:
        found = []
        for update in raw:
            try:
                found.append(incoming(update, name))
            except Exception as error:  # whatever it is, it must not stop those behind it
                log.warning("an update could not be read and is skipped: %s", self._clean(repr(error)))
        return [one for one in found if one]


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust, for both pools: to read the certificates takes 20 ms."""
    return httpx.create_ssl_context()


def _unfit(text: str, caption: bool = False) -> Dead | None:
    least, most = (0, MOST_CAPTION) if caption else (1, MOST_UNITS)
    if len(text.strip()) >= least and units(text) <= most:
        return None
    return Dead(f"a text of {units(text)} units: {least} to {most} are possible")


def _where(address: Address, message: Message) -> Where:
    return {
        "chat_id": address.to,
        "reply_markup": keyboard(message),
        "message_thread_id": int(address.topic) if address.topic.isdecimal() else None,
        "disable_notification": message.silent or None,
        "reply_parameters": _answering(message.reply_to),
    }


def _answering(message_id: str) -> ReplyParameters | None:
    """That message may be gone by now; the answer is told all the same."""
    return ReplyParameters(int(message_id), allow_sending_without_reply=True) if message_id.isdecimal() else None


def _next(raw: Sequence[Mapping[str, Any]], offset: int) -> int:
    return max((int(update["update_id"]) + 1 for update in raw), default=offset) if raw else offset


def _json_list(names: Sequence[str]) -> str:
    return "[" + ",".join(f'"{name}"' for name in names) + "]"
