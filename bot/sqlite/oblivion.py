"""Deleting all that is kept about a chat, in SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from bot.model import Address

# Rows that bear no address of their own; every table that has a column `address` is found in the schema.
INDIRECT = (
    "DELETE FROM held WHERE subscription_id IN (SELECT id FROM subscriptions WHERE address = :address)",
    "DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE address = :address)",
    # A speaker is `channel:to:person`; the colon's successor ends the range, so that the index serves.
    """DELETE FROM inbox WHERE speaker >= :chat || ':' AND speaker < :chat || ';'
        AND coalesce(json_extract(incoming, '$.address.topic'), '') = :topic""",
    # What they said and pressed in groups and channels, where it bears their number. What waits for its answer needs it
    # until then; it goes when the last word has been sent.
    """DELETE FROM inbox WHERE json_extract(incoming, '$.group') AND json_extract(incoming, '$.person') = :person
        AND json_extract(incoming, '$.address.channel') = :channel AND handled_at IS NOT NULL""",
    # What they said to the operators, as it was sent there.
    """DELETE FROM attempts WHERE delivery_id IN (SELECT told.id FROM feedback JOIN deliveries AS told
        ON told.key >= 'feedback:' || feedback.id || ':' AND told.key < 'feedback:' || feedback.id || ';'
        WHERE :address IN (feedback.address, feedback.person) OR feedback.address LIKE :forum)""",
    """DELETE FROM deliveries WHERE id IN (SELECT told.id FROM feedback JOIN deliveries AS told
        ON told.key >= 'feedback:' || feedback.id || ':' AND told.key < 'feedback:' || feedback.id || ';'
        WHERE :address IN (feedback.address, feedback.person) OR feedback.address LIKE :forum)""",
    "DELETE FROM feedback WHERE person = :address OR address LIKE :forum",
    # What operators were told of a message that could not be delivered.
    "DELETE FROM events WHERE instr(fills, json_quote(:address)) > 0",
    "DELETE FROM holds WHERE chat = :address",
    # Into which chats somebody asked us.
    "DELETE FROM hosts WHERE substr(address, 1, instr(address, ':')) || person = :address",
    "DELETE FROM driving WHERE hall = :address",
)
ADDRESSED = """
SELECT one.name AS name FROM sqlite_master AS one, pragma_table_info(one.name) AS field
WHERE one.type = 'table' AND field.name = 'address' ORDER BY one.name"""


class SqliteOblivion:
    """Adapter of the Oblivion port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def forget(self, address: Address) -> None:
        chat = Address(address.channel, address.to)
        values = {
            "address": str(address),
            "chat": str(chat),
            "topic": address.topic,
            # What is said in any topic of a forum is the forum's, when that goes as a whole.
            "forum": f"{chat}:%" if not address.topic else "",
            "channel": address.channel,
            "person": address.to if not address.topic else "",
        }
        with self._unreadable():
            for sql in INDIRECT:
                self._db.execute(sql, values)
            for row in list(self._db.query(ADDRESSED)):
                self._db.execute(f"DELETE FROM [{row['name']}] WHERE address = :address", values)

    def erase(self, delivery_id: int) -> None:
        with self._unreadable():
            self._db.execute("DELETE FROM attempts WHERE delivery_id = ?", [delivery_id])
            self._db.execute("DELETE FROM deliveries WHERE id = ?", [delivery_id])

    def settle(self) -> bool:
        # What was overwritten in the file stands in its log (…-wal) as it was until the log is emptied. That has to
        # wait for those who read the log, and they are not waited for here.
        patience = next(iter(self._db.query("PRAGMA busy_timeout")))["timeout"]
        self._db.execute("PRAGMA busy_timeout = 0")
        try:
            return not next(iter(self._db.query("PRAGMA wal_checkpoint(TRUNCATE)")))["busy"]
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {patience}")

    @contextmanager
    def _unreadable(self) -> Iterator[None]:
        """What is deleted within is overwritten with zeros (https://www.sqlite.org/pragma.html#pragma_secure_delete).

        Which of two tables is deleted from first does not matter before the end of the transaction.
        """
        before = next(iter(self._db.query("PRAGMA secure_delete")))["secure_delete"]
        with self._db.atomic():
            self._db.execute("PRAGMA defer_foreign_keys = ON")
            self._db.execute("PRAGMA secure_delete = ON")
            try:
                yield
            finally:
                self._db.execute(f"PRAGMA secure_delete = {before}")
