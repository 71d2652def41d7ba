"""What somebody asked to see more of, or no more of, is remembered for a month: their lists are ordered by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.chat.turn import Turn
from bot.model import Deed
from bot.openings import OPENED, SILENCED, About, Sign, faded
from bot.ranking import signs
from watchers.model import Entry


def opened(turn: Turn, entry: Entry, queries: Sequence[str] = ()) -> None:
    """The text of an article was asked for, or why it was told."""
    about = signs(entry.article, queries, turn.room.finder.topics(entry.article))
    turn.room.desk.openings.note(turn.address, about, OPENED, turn.now)


def silenced(turn: Turn, about: Collection[Sign]) -> None:
    turn.room.desk.openings.note(turn.address, about, SILENCED, turn.now)


def forgiven(turn: Turn, deed: Deed) -> None:
    """A silence was taken back: it says nothing any more."""
    left = faded(SILENCED, deed.at, turn.now)
    turn.room.desk.openings.note(turn.address, deed.before.signs, -left, turn.now)


def story_signs(turn: Turn, entry: Entry) -> tuple[Sign, ...]:
    """Enough of one matter is not enough of its paper."""
    return tuple((About.TOPIC, topic.name) for topic in turn.room.finder.topics(entry.article)[:1])
