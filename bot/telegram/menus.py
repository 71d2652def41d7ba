"""The menus of commands: by who opens them and where, in the languages that Telegram tells apart.

Telegram knows an app's language by two letters, so all Chinese is one there, and the simplified menu is shown. A chat
that chose a language for itself gets a menu of its own, which goes before all others
(https://core.telegram.org/bots/api#determining-list-of-commands). A menu is a convenience: a failure is logged and
nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import TelegramError

from bot.model import Address

log = logging.getLogger(__name__)

Menu = Mapping[str, Sequence[tuple[str, str]]]
"""By language: (Latin name, description)."""

# What apps in Chinese see, and all others.
SHOWN = (("en", None), ("zh-Hans", "zh"))
# Behind the answer to `/lang`, which is there already.
SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Menus:
    """`private` where nothing else stands; `operators` in the private chats of `operated`; two for groups."""

    private: Menu
    operators: Menu = field(default_factory=dict)
    members: Menu = field(default_factory=dict)
    administrators: Menu = field(default_factory=dict)
    operated: Collection[Address] = ()

    def everywhere(self) -> Iterator[tuple[BotCommandScope | None, Menu]]:
        yield None, self.private
        if self.members:
            yield BotCommandScopeAllGroupChats(), self.members
        if self.administrators:
            yield BotCommandScopeAllChatAdministrators(), self.administrators
        for one in self.operated:
            if one.channel == "telegram":
                yield BotCommandScopeChat(one.to), self.operators or self.private

    def of(self, chat: Address) -> Iterator[tuple[BotCommandScope, Menu]]:
        """Groups and channels have negative ids."""
        if chat.to.startswith("-"):
            yield BotCommandScopeChat(chat.to), self.members
            yield BotCommandScopeChatAdministrators(chat.to), self.administrators
        else:
            yield BotCommandScopeChat(chat.to), self.operators if chat in self.operated else self.private


async def publish(bot: Bot, menus: Menus, clean: Callable[[str], str]) -> None:
    """All that are the same for everybody. `clean` takes the token out of texts."""
    for scope, menu in menus.everywhere():
        for spoken, code in SHOWN:
            await _set(bot, menu.get(spoken, ()), scope, code, clean)


async def follow(bot: Bot, menus: Menus, chat: Address, language: str, clean: Callable[[str], str]) -> None:
    """The chat's own, in the language it chose; one in no language that we speak is taken away."""
    try:
        async with asyncio.timeout(SECONDS):
            for scope, menu in menus.of(chat):
                if language in menu:
                    await _set(bot, menu[language], scope, None, clean)
                else:
                    await bot.delete_my_commands(scope=scope)
    except (TelegramError, TimeoutError) as error:
        log.warning("the command menu of %s was not published: %s", chat, clean(str(error)))


async def _set(
    bot: Bot,
    menu: Sequence[tuple[str, str]],
    scope: BotCommandScope | None,
    code: str | None,
    clean: Callable[[str], str],
) -> None:
    try:
        await bot.set_my_commands([BotCommand(*one) for one in menu], scope=scope, language_code=code)
    except TelegramError as error:
        log.warning("the command menu was not published: %s", clean(str(error)))
