"""A digest as it would be: the last thing that a newcomer is shown."""

from __future__ import annotations

from dataclasses import replace

from bot import compose
from bot.chat import archive
from bot.chat.turn import Reply, Turn
from watchers.model import Entry

# So many articles make a page worth looking at where nothing has been chosen yet.
BEST = 5
FRONT = frozenset({"1", "01", "A1", "A01"})


def sample(turn: Turn) -> Reply:
    """The page as it would be for exactly these choices; where they bring nothing, what the newest issue has."""
    told = archive.sample(turn)
    if told:
        return [replace(told[0], body=turn.t.styled("start.sample") + "\n" + told[0].body), *told[1:]]
    entries = _best(turn)
    if not entries:
        return turn.say("start.sample.empty")
    items = [compose.Item(number=n, entry=entry, finding=None) for n, entry in enumerate(entries, 1)]
    paper = entries[0].article.paper
    turn.show(paper, items)
    title = turn.t.styled("start.sample.other", paper=paper, day=turn.t.dated(entries[0].article.day, turn.today))
    return [compose.digest(title, compose.Almanac(today=turn.today), items, turn.t)[0]]


def _best(turn: Turn) -> list[Entry]:
    """Of the newest issue what its makers put on the front page, the longest first."""
    newest = next(iter(turn.room.archive.days()), None)
    if newest is None:
        return []
    standing = [one for one in turn.room.archive.dated_between(newest, newest) if not one.article.warning]

    def rank(one: Entry) -> tuple[bool, int]:
        return one.article.page.upper() not in FRONT, -len(one.article.body)

    return sorted((one for one in standing if one.article.headline), key=rank)[:BEST]
