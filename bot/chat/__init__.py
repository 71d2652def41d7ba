"""One conversation core for every channel: what a line means, for whom it is meant, and what is answered.

`conversation` answers what waits, `addressing` finds whom it is about, `routing` who answers it; every family of
answers has a file named after its noun.
"""

from __future__ import annotations

from bot.chat.addressing import Defaults
from bot.chat.conversation import BATCH, MOST_A_MINUTE, Chat
from bot.chat.routing import ANSWERS, looks_only
from bot.chat.turn import Room

__all__ = ["ANSWERS", "BATCH", "MOST_A_MINUTE", "Chat", "Defaults", "Room", "looks_only"]
