"""How people and we stand to a group or channel: Telegram is asked, and what it does not say is unknown, not no."""

from __future__ import annotations

from collections.abc import Callable

from telegram import Bot, Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.errors import UnansweredError
from bot.model import Address, Hall
from bot.telegram.incoming import CHANNEL

Clean = Callable[[str], str]
"""Takes the token out of texts."""

ADMINISTER = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def administers(bot: Bot, address: Address, person: str, clean: Clean) -> bool:
    if person == address.to:
        return True
    if not person.isdecimal():  # another chat that speaks as itself, or nobody
        return False
    try:
        member = await bot.get_chat_member(address.to, int(person))
    except (BadRequest, Forbidden):  # no such member, no such chat
        return False
    except TelegramError as error:
        raise _unanswered(address.to, error, clean) from None
    return member.status in ADMINISTER


async def hall(bot: Bot, name: str, person: str, clean: Clean) -> Hall | None:
    try:
        chat = await bot.get_chat(name)
        if chat.type == Chat.PRIVATE:
            return None
        ours = await bot.get_chat_member(chat.id, (await bot.get_me()).id)
        theirs = await bot.get_chat_member(chat.id, int(person))
    except (BadRequest, Forbidden, ValueError):
        return None
    except TelegramError as error:
        raise _unanswered(name, error, clean) from None
    return Hall(
        address=Address(CHANNEL, str(chat.id)),
        title=f"@{chat.username}" if chat.username else chat.title or str(chat.id),
        posts=_may_post(ours, chat.type),
        administered=theirs.status in ADMINISTER,
    )


def _unanswered(name: str, error: Exception, clean: Clean) -> UnansweredError:
    return UnansweredError(clean(f"{name}：{type(error).__name__}: {error}"))


def _may_post(ours: ChatMember, kind: str) -> bool:
    """Whether we may write there. In a channel only administrators do, and not all of them."""
    if isinstance(ours, ChatMemberAdministrator):
        return kind != Chat.CHANNEL or bool(ours.can_post_messages)
    if isinstance(ours, ChatMemberRestricted):
        return bool(ours.is_member and ours.can_send_messages)
    return kind != Chat.CHANNEL and ours.status in (ChatMemberStatus.MEMBER, ChatMemberStatus.OWNER)
