"""What the operator configured, both sides of it, and the secrets that it names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import BotConfig, bot_config, read
from watchers.config import NewsConfig, news_config

if TYPE_CHECKING:
    from bot.hidden import Secret

DEFAULT_FILE = Path("config.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Both sides' configuration, and the file it came from (for messages)."""

    file: Path
    news: NewsConfig
    bot: BotConfig


def configuration(file: Path | None) -> Config:
    """The configuration of `file`; without one, `config.toml` of this folder; without that, the defaults."""
    chosen = file or DEFAULT_FILE
    document = read(chosen) if file or chosen.exists() else {}
    chosen = chosen.absolute()
    return Config(file=chosen, news=news_config(document, chosen), bot=bot_config(document, chosen))


def token(config: Config) -> Secret | None:
    """The Telegram token, from the environment, the configuration or its file; None when there is none."""
    from bot.secrets import load_token

    telegram = config.bot.telegram
    return load_token(telegram.token, telegram.token_file, os.environ)


def push_token(config: Config) -> Secret | None:
    """What whoever pushes has to show; None when nobody may."""
    from bot.secrets import load_push_token

    push = config.bot.push
    return load_push_token(push.token, push.token_file) if push else None


def summary_key(config: Config) -> Secret | None:
    """What the language model's endpoint wants to be shown; None where there is none, or it wants nothing."""
    from bot.secrets import load_summary_key

    summary = config.bot.summary
    return load_summary_key(summary.key, summary.key_file, os.environ) if summary else None


def exposed(config: Config) -> list[str]:
    """A sentence for each file that holds a token and that others on this machine can read."""
    from bot import secrets

    holders = [one for one in (config.bot.telegram, config.bot.push) if one]
    holding = [one.token_file for one in holders if one.token_file]
    if any(one.token.strip() for one in holders):
        holding.append(str(config.file))
    if summary := config.bot.summary:
        holding += [summary.key_file] if summary.key_file else []
        holding += [str(config.file)] if summary.key and str(config.file) not in holding else []
    return [warning for file in holding if (warning := secrets.exposure(file))]
