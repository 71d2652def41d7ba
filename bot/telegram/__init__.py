"""Telegram, by python-telegram-bot: updates in, messages out, every failure a value.

`telegram.Bot` and its `HTTPXRequest` are used directly, without Application and Updater: the Updater confirms a batch
when it is fetched into memory, before any handler ran, so that a crash loses up to a hundred commands.
"""

from bot.telegram.channel import Batch, Telegram
from bot.telegram.menus import Menus

__all__ = ["Batch", "Menus", "Telegram"]
