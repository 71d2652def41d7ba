"""The carriers of the chat side: match what is new, freeze the digests that are due, send what waits.

Every deed is claim → compute → settle, and harmless when done twice. Nothing here judges: finding, composing and
deciding are pure functions; these classes bring them what they need and write down what they say.
"""

from __future__ import annotations

from bot.dispatch.digesting import Digesting
from bot.dispatch.matching import Matching
from bot.dispatch.sending import Sending

__all__ = ["Digesting", "Matching", "Sending"]
