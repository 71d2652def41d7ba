"""What an exception of python-telegram-bot means: was the message sent, and what next.

`BadRequest` and `TimedOut` are kinds of `NetworkError`, so the order of the cases matters: "retry every NetworkError"
sends twice, "never retry timeouts" loses. Telegram has no idempotency key, hence the third answer, Uncertain.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.errors import ChannelError
from bot.model import Astray, Dead, Later, Moved, Outcome, Uncertain

# The request never left this machine: refused, no such host, no connection in time, none free in the pool, a proxy that
# would not connect. Everything else after that moment (reset, cut answer, read timeout, 5xx) may have had its effect.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

# 400s that are about the chat and not about the message. Server codes in capitals are 403s of the layer below that
# arrive as 400.
GONE = (
    "chat not found",
    "chat_write_forbidden",
    "user_deactivated",
    "user_is_blocked",
    "not enough rights to send text messages",
)

# 400s about a forum's topic that was closed or deleted.
ASTRAY = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")

# 400s to an edit that leave nothing to be done: the message reads so already, or it is not there to be changed.
DONE = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "there is no text in the message to edit",
)

REFUSED = "Telegram 不认这个令牌：请检查 [telegram] token_file 里的内容是否与 @BotFather 给出的一致。"
RIVAL = "另有一个程序正用同一个令牌收消息（或设了 webhook）：一个令牌只能由一个报晓使用，请先停掉另一个。"


def outcome_of(error: Exception, clean: Callable[[str], str]) -> Outcome:
    """The outcome of a send that raised `error`; `clean` takes the token out of texts.

    Raises ChannelError when the channel as a whole is refused (token, second poller), without the original exception:
    its text and its chain hold the token.
    """
    stop_if_refused(error)
    why = clean(f"{type(error).__name__}: {error}")
    match error:
        case RetryAfter():
            return Later(why, wait=seconds(error.retry_after))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Dead(why, gone=True)
        case BadRequest() if any(sign in str(error).lower() for sign in ASTRAY):
            return Astray(why)
        case BadRequest():
            return Dead(why, gone=any(sign in str(error).lower() for sign in GONE))
    return Later(why) if never_sent(error) else Uncertain(why)


def nothing_to_change(error: Exception) -> bool:
    """Whether an edit was refused because it is done, or can never be."""
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in DONE)


def stop_if_refused(error: Exception) -> None:
    """Raises ChannelError for what no retry can mend."""
    if isinstance(error, InvalidToken):
        raise ChannelError(REFUSED) from None
    if isinstance(error, Conflict):
        raise ChannelError(RIVAL) from None


def never_sent(error: Exception) -> bool:
    return isinstance(error, TelegramError) and isinstance(error.__cause__, NEVER_SENT)


def seconds(wait: float | timedelta) -> float:
    """`RetryAfter.retry_after` is a number or a timedelta, depending on PTB_TIMEDELTA."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
