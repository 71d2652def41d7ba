"""Which subscriptions an article meets, how strongly, and where. Pure.

matcher = Matcher(lexicon, packs)
matcher.put("S-1", parse("郑州 地铁"))
matcher.find(article)  # {"S-1": Finding(strength, score, hits)}
"""

from __future__ import annotations

from bot.match.gates import NOWHERE
from bot.match.matcher import Matcher
from bot.match.thesaurus import NO_SYNONYMS
from bot.match.weight import STRONG

__all__ = ["NOWHERE", "NO_SYNONYMS", "STRONG", "Matcher"]
