"""Each new article → the story that it tells: one that was told already, its continuation, or a new one."""

from __future__ import annotations

from datetime import timedelta

from bot.model import Placed
from bot.ports import Stories
from bot.stories import Sketch, judge, keys, sketch
from watchers.codec import from_json, to_json
from watchers.model import Entry

# A rewrite comes on the same day, the evening feed or the next morning; a week covers a weekly's late retelling.
SPAN = timedelta(days=7)
# About one in ten unrelated articles shares a key; those that share most are enough.
CANDIDATES = 50
# Below this a link to an earlier report is as often wrong as right; the article is told either way.
SURE_LINK = 0.2
REMEMBERED = 4096


class Placing:
    """Finds the story of an article, once: a corrected version keeps it."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._known: dict[str, Placed] = {}

    def place(self, entry: Entry) -> Placed:
        """The place of an entry, made and kept when it is first asked for. Harmless when done twice."""
        known = self._placed(entry.uid)
        if known:
            return known
        own = sketch(entry.article)
        marks = keys(own)
        day = entry.article.day
        near = self._stories.near(marks, day - SPAN, day + SPAN, CANDIDATES)
        placed = _judged(entry, own, [one for one in near if one.uid != entry.uid])
        self._stories.place(placed, marks)
        return placed

    def story(self, uid: str) -> str:
        """The story of an article; an article nobody has placed is its own."""
        placed = self._placed(uid)
        return placed.story if placed else uid

    def _placed(self, uid: str) -> Placed | None:
        """Looked up once: a place never changes, and ten thousand digests ask for the same few hundred."""
        if uid not in self._known:
            found = self._stories.placed(uid)
            if found is None:
                return None
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[uid] = found
        return self._known[uid]


def _judged(entry: Entry, own: Sketch, near: list[Placed]) -> Placed:
    by_uid = {one.uid: one for one in near}
    likeness, uid = judge(own, [(one.uid, from_json(one.sketch, Sketch)) for one in near])
    alike = by_uid.get(uid or "")
    story, follows = entry.uid, ""
    if alike and likeness.kind.same:
        story, follows = alike.story, alike.follows
    elif alike and likeness.score >= SURE_LINK:
        follows = alike.story
    return Placed(uid=entry.uid, story=story, follows=follows, day=entry.article.day, sketch=to_json(own))
