"""Articles that somebody has a strong match with → a sentence by a language model, before a digest needs it.

Whatever goes wrong, the sentences of the article itself are shown: nobody waits for a model, and nothing depends on it.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from bot import retelling
from bot.errors import ModelError
from bot.faithful import Words
from bot.ports import Desk, LanguageModel
from watchers.model import Article
from watchers.ports import Archive, Clock

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
# What fails now fails in a second, too; a key that was refused does not get better by asking.
PAUSE = timedelta(minutes=5)
# A shorter text is its own summary.
WORTH_IT = 120


class Retelling:
    """Asks about one article after the other, the newest first, `a_day` of them within any day."""

    def __init__(
        self, archive: Archive, desk: Desk, clock: Clock, model: LanguageModel, a_day: int, words: Words
    ) -> None:
        self._archive, self._desk, self._clock, self._words = archive, desk, clock, words
        self._model, self._a_day = model, a_day
        self._failed_at: datetime | None = None

    async def retell_next(self) -> bool:
        """One article; False when there is none to ask about now. Each is asked about once, whatever comes of it."""
        now = self._clock()
        if self._resting(now) or self._desk.summaries.asked_since(now - DAY) >= self._a_day:
            return False
        entry = next((self._archive.entry(one) for one in self._desk.summaries.wanted(now - DAY, 1)), None)
        if entry is None:
            return False
        if not _worth_it(entry.article):
            self._desk.summaries.keep(entry.id, "", "", now)
            return True
        said = await self._said(entry.article, now)
        # The first look into the word list takes half a second, of which the loop has none to give.
        told = await asyncio.to_thread(retelling.checked, said, entry.article, self._words)
        self._desk.summaries.keep(entry.id, told, self._model.name, now)
        return self._failed_at is None

    async def close(self) -> None:
        await self._model.close()

    def _resting(self, now: datetime) -> bool:
        """After a failure for a while; a clock that was set back ends it."""
        return self._failed_at is not None and self._failed_at <= now < self._failed_at + PAUSE

    async def _said(self, article: Article, now: datetime) -> str:
        try:
            said = await self._model.say(retelling.asked(article))
        except ModelError as wrong:
            if self._failed_at is None:  # said once, not every five minutes of a night
                log.warning("%s 日报先用原文里的句子。", wrong)
            self._failed_at = now
            return ""
        self._failed_at = None
        return said


def _worth_it(article: Article) -> bool:
    """A source's own abstract is better; a warning is told in the words of its issuer."""
    return article.warning is None and not article.summary and len(article.body) >= WORTH_IT
