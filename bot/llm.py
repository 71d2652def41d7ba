"""A language model behind an OpenAI-compatible endpoint (`POST …/chat/completions`), which many of them speak.

By httpx, which is here for Telegram anyway; the official client would bring a dozen packages for this one call. Proxies
of the environment are used here, as the operator chose the address; redirects are not followed, for the key would go
along.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx

from bot.errors import ModelError
from bot.hidden import Secret
from watchers.codec import from_json

# One or two sentences, and what the counting of tokens differs by.
MOST_TOKENS = 200
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class _Said:
    content: str = ""


@dataclass(frozen=True, slots=True)
class _Choice:
    message: _Said


@dataclass(frozen=True, slots=True)
class _Answer:
    choices: tuple[_Choice, ...]


class LanguageModel:
    """`name` is the model's, as the endpoint knows it; `seconds` the longest that a call may take in all."""

    def __init__(self, url: str, name: str, key: Secret | None, seconds: float) -> None:
        self.name = name
        self._url, self._key = url.rstrip("/") + "/chat/completions", key
        self._seconds = seconds
        # Minutes may pass between two calls: no connection is kept open for the next one.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.AsyncClient(timeout=seconds, follow_redirects=False, limits=limits)

    async def say(self, messages: tuple[tuple[str, str], ...]) -> str:
        """The answer to (role, text) messages. Raises ModelError, whose text holds neither key nor article."""
        body = {
            "model": self.name,
            "messages": [{"role": role, "content": text} for role, text in messages],
            "temperature": 0.2,
            "max_tokens": MOST_TOKENS,
        }
        headers = {"Authorization": f"Bearer {self._key.reveal()}"} if self._key else {}
        try:
            async with asyncio.timeout(self._seconds):  # httpx bounds each step, not the whole
                return await self._asked(body, headers)
        except (httpx.HTTPError, TimeoutError) as wrong:
            raise ModelError(f"语言模型没有应答（{type(wrong).__name__}）：请检查 [summary] url 和网络。") from None

    async def close(self) -> None:
        await self._client.aclose()

    async def _asked(self, body: dict[str, Any], headers: dict[str, str]) -> str:  # Any: JSON
        async with self._client.stream("POST", self._url, json=body, headers=headers) as answer:
            if answer.status_code != 200:
                raise ModelError(f"语言模型答复 {answer.status_code}：请检查 [summary] 的 url、model 和密钥。")
            got = bytearray()
            async for piece in answer.aiter_bytes():
                got += piece
                if len(got) > MOST_BYTES:
                    raise ModelError("语言模型的答复太长，没有用。")
        try:
            choices = from_json(bytes(got), _Answer).choices
        except Exception as wrong:
            raise ModelError("语言模型的答复不是约定的格式：url 应指向 OpenAI 兼容的接口，写到 /v1 为止。") from wrong
        return choices[0].message.content if choices else ""
