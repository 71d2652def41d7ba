"""Each new article → the story that it tells: one that was told already, its continuation, or a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import mutes
from bot.model import Placed, Subscriber
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
        self._united: dict[str, str] | None = None

    def place(self, entry: Entry) -> Placed:
        """The place of an entry, made and kept when it is first asked for. Harmless when done twice.

        An article that was joined from parts tells the story of each: who was told one of them was told it.
        """
        placed = self._placed(entry.uid) or self._new(entry)
        for part in filter(None, map(self._placed, entry.joined)):
            self._unite(self.called(part.story), self.called(placed.story))
        story, follows = self.called(placed.story), self.called(placed.follows)
        return replace(placed, story=story, follows=follows if follows != story else "", sketch="")

    def _new(self, entry: Entry) -> Placed:
        """A warning is a story by itself: a newspaper that tells of it must never stand for it, nor it for that.

        Without keys and sketch no later article is compared with it.
        """
        if entry.article.warning:
            alone = Placed(uid=entry.uid, story=entry.uid, follows="", day=entry.article.day, sketch="")
            self._stories.place(alone, ())
            return alone
        own = sketch(entry.article)
        marks = keys(own)
        day = entry.article.day
        near = self._stories.near(marks, day - SPAN, day + SPAN, CANDIDATES)
        placed = _judged(entry, own, [one for one in near if one.uid != entry.uid])
        self._stories.place(placed, marks)
        return placed

    def forget(self) -> None:
        """Ask the store again for everything."""
        self._known.clear()
        self._united = None

    def story(self, uid: str) -> str:
        """The story of an article; an article nobody has placed is its own."""
        placed = self._placed(uid)
        return self.called(placed.story if placed else uid)

    def called(self, story: str) -> str:
        """What a story is called now: its name may be that of a part that was united with another."""
        if self._united is None:
            self._united = dict(self._stories.united())
        return self._united.get(story, story)

    def names_of(self, stories: Iterable[str]) -> frozenset[str]:
        """What these stories are called now."""
        return frozenset(map(self.called, stories))

    def hushed(self, person: Subscriber, entry: Entry, now: datetime) -> bool:
        """Whether the person muted the article's story or its source."""
        if not person.mutes:
            return False
        return any(mutes.hushed(person, entry, name, now) is not None for name in self.names(self.story(entry.uid)))

    def names(self, story: str) -> list[str]:
        """All names that a story has had."""
        return [story, *(old for old, now in (self._united or {}).items() if now == story)]

    def _unite(self, story: str, into: str) -> None:
        if story != into:
            self._stories.unite(story, into)
            self._united = None

    def _placed(self, uid: str) -> Placed | None:
        """Looked up once: a place never changes, and ten thousand digests ask for the same few hundred."""
        if uid not in self._known:
            found = self._stories.placed(uid)
            if found is None:
                return None
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[uid] = replace(found, sketch="")  # four kilobytes that nobody asks of it again
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
