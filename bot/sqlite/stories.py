"""Which article tells which story, in SQLite: sketches, found again by the keys they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlite_utils import Database

from bot.model import Placed


class SqliteStories:
    """Adapter of the Stories port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def place(self, placed: Placed, keys: Sequence[str]) -> None:
        with self._db.atomic():
            self._db.execute(
                "INSERT INTO stories (uid, story, follows, day, sketch) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT(uid) DO NOTHING",
                [placed.uid, placed.story, placed.follows, placed.day.isoformat(), placed.sketch],
            )
            for key in keys:
                self._db.execute(
                    "INSERT INTO story_keys (key, day, uid) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    [key, placed.day.isoformat(), placed.uid],
                )

    def near(self, keys: Sequence[str], first: date, last: date, limit: int) -> Sequence[Placed]:
        if not keys:
            return ()
        marks = ",".join("?" * len(keys))
        rows = self._db.query(
            f"""SELECT stories.* FROM (
                SELECT uid, count(*) AS shared FROM story_keys WHERE key IN ({marks}) AND day BETWEEN ? AND ?
                GROUP BY uid ORDER BY shared DESC, uid LIMIT ?) JOIN stories USING (uid) ORDER BY shared DESC, uid""",
            [*keys, first.isoformat(), last.isoformat(), limit],
        )
        return [_placed(row) for row in rows]

    def placed(self, uid: str) -> Placed | None:
        rows = self._db.query("SELECT * FROM stories WHERE uid = ?", [uid])
        return next((_placed(row) for row in rows), None)

    def unite(self, story: str, into: str) -> None:
        with self._db.atomic():
            self._db.execute(
                "INSERT INTO stories_united (story, into_story) VALUES (?, ?) "
                "ON CONFLICT(story) DO UPDATE SET into_story = excluded.into_story",
                [story, into],
            )
            self._db.execute("UPDATE stories_united SET into_story = ? WHERE into_story = ?", [into, story])

    def united(self) -> Mapping[str, str]:
        rows = self._db.query("SELECT story, into_story FROM stories_united")
        return {str(row["story"]): str(row["into_story"]) for row in rows}


def _placed(row: Mapping[str, str]) -> Placed:
    return Placed(
        uid=row["uid"],
        story=row["story"],
        follows=row["follows"],
        day=date.fromisoformat(row["day"]),
        sketch=row["sketch"],
    )
