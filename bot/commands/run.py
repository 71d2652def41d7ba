"""`baoxiao run`: the service."""

from __future__ import annotations

import asyncio
import logging
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import nullcontext

from bot import secrets
from bot.alone import the_only_one, the_only_one_with
from bot.chat.commands import ADMINISTRATORS_MENU, MEMBERS_MENU, MENU, OPERATORS_MENU
from bot.configured import Config, configuration, exposed, push_token, summary_key, token
from bot.hidden import Secret
from bot.service import Service, serve
from bot.terminal import Terminal
from bot.texts import TABLES, texts
from bot.wiring import wall_clock
from watchers.sqlite import refuse_damaged

log = logging.getLogger(__name__)


def run(asked: Namespace) -> int:
    """Until SIGTERM or SIGINT. Without a token the terminal is the chat."""
    config = configuration(asked.config)
    secret = token(config)
    secrets.setup_logging(logging.INFO, [one for one in (secret, push_token(config), summary_key(config)) if one])
    for warning in exposed(config):
        log.warning("%s", warning)
    if not config.news.sources:
        log.warning("没有配置来源：请在 %s 里加上 [[sources]]，否则没有报纸可读", config.file)
    with the_only_one(config), the_only_one_with(secret, config.bot.telegram.base_url) if secret else nullcontext():
        refuse_damaged(config.news.path)
        asyncio.run(_with_telegram(config, secret) if secret else _with_terminal(config))
    return 0


async def _with_telegram(config: Config, secret: Secret) -> None:
    from bot.gallery import Gallery
    from bot.telegram import Menus, Telegram

    shown = Menus(
        private=menus(MENU),
        operators=menus(OPERATORS_MENU),
        members=menus(MEMBERS_MENU),
        administrators=menus(ADMINISTRATORS_MENU),
        operated=config.bot.operators,
    )
    server = config.bot.telegram.base_url
    async with Gallery() as gallery, Telegram(secret, server, draw=gallery.draw, menus=shown) as telegram:
        service = Service(config, wall_clock, telegram=telegram)
        menu = asyncio.create_task(telegram.publish_menus())
        log.info("报晓已启动，%d 个来源，Telegram 聊天", len(config.news.sources))
        try:
            await serve(service)
        finally:
            menu.cancel()


async def _with_terminal(config: Config) -> None:
    log.info("没有 Telegram 令牌，用这个终端聊天；%d 个来源", len(config.news.sources))
    await serve(Service(config, wall_clock, terminal=Terminal(source=sys.stdin)))


def menus(names: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """A command menu in each language."""
    return {language: [(name, texts(language)(f"menu.{name}")) for name in names] for language in TABLES}
