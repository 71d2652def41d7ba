"""Every attempt as a row, and what is read out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.ledger import Attempt, Ending, Figures, Record
from bot.model import Address, Astray, Dead, Delivery, Lane, Later, Message, Moved, Outcome, Sent, State, Uncertain
from bot.sqlite.instants import instant, instant_or_none, stamp
from watchers.codec import from_json

Row = Mapping[str, Any]  # Any: a row of the database

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A channel may answer with a page of HTML; what it says first is enough.
LONGEST_ERROR = 300

# What a chat was told: not the answers to its own lines, nor the rows without words that stand for articles told in
# another row, nor the changes of a message, which stands there with what it said first.
TOLD = f"""
SELECT *, row_number() OVER (ORDER BY id) AS number FROM deliveries
WHERE address = :address AND lane NOT IN ({int(Lane.REPLY)}, {int(Lane.CHANGE)})
    AND json_extract(message, '$.body.text') <> ''"""
# The key of an alert ends in a story: the uid of the article that told it first, which need not be the one that was
# met. Further stories told in the same message stand in rows without words right behind it. Whatever subscription of
# the chat had met an article of one of them by then is a cause.
CAUSES = """
WITH stories_told AS (
    SELECT :story AS story
    UNION SELECT replace(key, rtrim(key, replace(key, ':', '')), '') FROM deliveries  -- what follows the last colon
        WHERE address = :address AND lane = :alert AND id > :id AND id < coalesce(
            (SELECT min(id) FROM deliveries WHERE id > :id AND json_extract(message, '$.body.text') <> ''), id + 1))
SELECT DISTINCT CASE name WHEN '' THEN query ELSE name END AS name FROM matches
JOIN subscriptions ON subscriptions.id = subscription_id
WHERE matches.address = :address AND found_at <= :due_at AND (uid IN (SELECT story FROM stories_told)
    OR uid IN (SELECT uid FROM stories WHERE story IN (SELECT story FROM stories_told)))
ORDER BY subscription_id"""
GONE = "(SELECT address FROM subscribers WHERE gone)"


class SqliteHistory:
    """Adapter of the History port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def began(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        with self._db.atomic():
            for delivery in deliveries:
                self._db.execute(
                    "UPDATE attempts SET ended_at = ?, ending = 'lost', error = 'lost' "
                    "WHERE delivery_id = ? AND ended_at IS NULL",
                    [stamp(now), delivery.id],
                )
                self._db.execute(
                    "INSERT INTO attempts (delivery_id, number, begun_at) VALUES (?, ?, ?) "
                    "ON CONFLICT(delivery_id, number) DO NOTHING",
                    [delivery.id, delivery.attempts, stamp(now)],
                )

    def ended(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        ending, message_id, error = _ending(outcome)
        self._db.execute(
            "UPDATE attempts SET ended_at = ?, ending = ?, message_id = ?, error = ? "
            "WHERE delivery_id = ? AND number = ?",
            [stamp(now), ending.value, message_id, error[:LONGEST_ERROR], delivery.id, delivery.attempts],
        )

    def attempts(self, delivery_id: int) -> Sequence[Attempt]:
        rows = self._db.query("SELECT * FROM attempts WHERE delivery_id = ? ORDER BY number", [delivery_id])
        return [_attempt(row) for row in rows]

    def told(self, address: Address, limit: int, skip: int = 0) -> Sequence[Record]:
        sql = f"SELECT * FROM ({TOLD}) ORDER BY number DESC LIMIT :limit OFFSET :skip"
        return list(self._records(sql, address=str(address), limit=limit, skip=skip))

    def told_in_all(self, address: Address) -> int:
        return self._count(f"SELECT count(*) AS n FROM ({TOLD})", address=str(address))

    def record(self, address: Address, number: int) -> Record | None:
        found = self._records(f"SELECT * FROM ({TOLD}) WHERE number = :number", address=str(address), number=number)
        return next(iter(list(found)), None)

    def deliveries(self, state: State | None = None, to: Address | None = None, limit: int = -1) -> Sequence[Record]:
        sql = f"SELECT *, 0 AS number FROM deliveries {_where(state, to)} ORDER BY id DESC LIMIT :limit"
        return list(self._records(sql, **_wanted(state, to), limit=limit))

    def counted(self, state: State | None = None, to: Address | None = None) -> int:
        return self._count(f"SELECT count(*) AS n FROM deliveries {_where(state, to)}", **_wanted(state, to))

    def replay(self, delivery_id: int, now: datetime) -> bool:
        sql = "UPDATE deliveries SET state = 'due', due_at = ? WHERE id = ? AND state = 'dead'"
        return bool(self._db.execute(sql, [stamp(now), delivery_id]).rowcount)

    def figures(self, now: datetime) -> Figures:
        at = stamp(now)
        free = f"FROM deliveries WHERE state = 'due' AND address NOT IN {GONE}"
        lanes = list(
            self._db.query(f"SELECT lane, count(*) AS n, min(due_at) AS oldest {free} AND due_at <= ? GROUP BY 1", [at])
        )
        oldest = min((row["oldest"] for row in lanes), default=None)
        failed = list(
            self._db.query("SELECT error, ended_at FROM attempts WHERE error <> '' ORDER BY ended_at DESC LIMIT 1")
        )
        since = "SELECT count(*) AS n FROM attempts WHERE {what} AND ended_at > :since"
        sent, bad = since.format(what="ending = 'sent'"), since.format(what="error <> ''")
        in_hour, failed_hour = self._since(sent, now - HOUR), self._since(bad, now - HOUR)
        return Figures(
            queue=tuple((Lane(row["lane"]), int(row["n"])) for row in lanes),
            oldest_due_at=instant_or_none(oldest),
            later=self._count(f"SELECT count(*) AS n {free} AND due_at > :now", now=at),
            held=self._count(f"SELECT count(*) AS n FROM deliveries WHERE state = 'due' AND address IN {GONE}"),
            sent_minute=self._since(sent, now - MINUTE),
            sent_hour=in_hour,
            sent_day=self._since(sent, now - DAY),
            tried=in_hour + failed_hour,
            failed=failed_hour,
            attempts=self._count("SELECT coalesce(max(id), 0) AS n FROM attempts"),
            last_error=failed[0]["error"] if failed else "",
            last_error_at=instant(failed[0]["ended_at"]) if failed else None,
        )

    def _since(self, sql: str, since: datetime) -> int:
        return self._count(sql, since=stamp(since))

    def _count(self, sql: str, **values: object) -> int:
        return next(int(row["n"]) for row in self._db.query(sql, values))

    def _records(self, sql: str, **values: object) -> Iterator[Record]:
        for row in list(self._db.query(sql, values)):
            yield _record(row, self._causes(row), self.attempts(row["id"]))

    def _causes(self, row: Row) -> tuple[str, ...]:
        if row["lane"] != Lane.ALERT:
            return ()
        wanted = {name: row[name] for name in ("id", "address", "due_at")}
        found = self._db.query(CAUSES, {**wanted, "alert": int(Lane.ALERT), "story": row["key"].rpartition(":")[2]})
        return tuple(one["name"] for one in found)


def _ending(outcome: Outcome) -> tuple[Ending, str, str]:
    """(how it ended, message id, error); a failure never has an empty error."""
    match outcome:
        case Sent(message_id=message_id):
            return Ending.SENT, message_id, ""
        case Moved() | Astray():
            return Ending.MOVED, "", ""
        case Later(why=why):
            return Ending.LATER, "", why or "later"
        case Uncertain(why=why):
            return Ending.UNCERTAIN, "", why or "uncertain"
        case Dead(why=why):
            return Ending.DEAD, "", why or "dead"


def _where(state: State | None, to: Address | None) -> str:
    wanted = ["state = :state"] * (state is not None) + ["address = :to"] * (to is not None)
    return "WHERE " + " AND ".join(wanted) if wanted else ""


def _wanted(state: State | None, to: Address | None) -> dict[str, object]:
    return {**({"state": state.value} if state else {}), **({"to": str(to)} if to else {})}


def _record(row: Row, names: tuple[str, ...], attempts: Sequence[Attempt]) -> Record:
    delivery = Delivery(
        id=row["id"],
        key=row["key"],
        address=Address.parse(row["address"]),
        lane=Lane(row["lane"]),
        message=from_json(row["first_message"] or row["message"], Message),
        state=State(row["state"]),
        due_at=instant(row["due_at"]),
        attempts=row["attempts"],
        doubts=row["doubts"],
        about=row["about"],
    )
    return Record(
        delivery=delivery,
        settled_at=instant_or_none(row["settled_at"]),
        message_id=row["message_id"],
        error=row["error"],
        number=row["number"],
        names=names,
        attempts=tuple(attempts),
        later=from_json(row["message"], Message) if row["first_message"] else None,
    )


def _attempt(row: Row) -> Attempt:
    return Attempt(
        number=row["number"],
        begun_at=instant(row["begun_at"]),
        ended_at=instant_or_none(row["ended_at"]),
        ending=Ending(row["ending"]) if row["ending"] else None,
        message_id=row["message_id"],
        error=row["error"],
    )
