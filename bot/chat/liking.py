"""What somebody asked to see more of, or no more of, is remembered for a month: their lists are ordered by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.chat.turn import Turn
from bot.openings import OPENED, SILENCED, About, Sign
from bot.ranking import signs
from watchers.model import Entry


def opened(turn: Turn, entry: Entry, queries: Sequence[str] = ()) -> None:
    """The text of an article was asked for, or why it was told."""
    about = signs(entry.article, queries, turn.room.finder.topics(entry.article))
    turn.room.desk.openings.note(turn.address, about, OPENED, turn.now)


def silenced(turn: Turn, about: Collection[Sign]) -> None:
    turn.room.desk.openings.note(turn.address, about, SILENCED, turn.now)


def silenced_story(turn: Turn, entry: Entry) -> None:
    """Enough of one matter is not enough of its paper."""
    silenced(turn, [(About.TOPIC, topic.name) for topic in turn.room.finder.topics(entry.article)[:1]])
