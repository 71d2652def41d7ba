"""A chat has moved, as a basic group does that becomes a supergroup: everything that is its own goes with it, once."""

from __future__ import annotations

from sqlite_utils import Database

from bot.model import Address
from bot.sqlite import halls
from bot.sqlite.subscriptions import touch

# What a chat may have several of; and what it has one of, where what comes along takes its place.
MANY = ("matches", "deliveries", "offers", "deeds", "leaflets", "feedback")
ONE = ("shown", "expected", "openings", "reviews")


def redirect(db: Database, old: Address, new: Address) -> None:
    """In one transaction; nothing happens when the addresses are the same."""
    if old == new:
        return
    values = {"old": str(old), "new": str(new)}
    with db.atomic():
        touch(db)  # whoever remembers subscriptions remembers their addresses
        _merge(db, values)
        db.execute(
            """UPDATE subscriptions SET address = :new, number = number +
                (SELECT coalesce(max(number), 0) FROM subscriptions WHERE address = :new) WHERE address = :old""",
            values,
        )
        for table in MANY:
            db.execute(f"UPDATE {table} SET address = :new WHERE address = :old", values)
        for table in ONE:
            db.execute(f"UPDATE OR REPLACE {table} SET address = :new WHERE address = :old", values)
        halls.moved(db, old, new)


def _merge(db: Database, values: dict[str, str]) -> None:
    """One subscriber row of two: the older acquaintance stays, for a chat that moved may have written meanwhile.

    Each row has its own mark of how far digests went. What neither was told yet gets ids above all others, so that
    one mark serves both and nothing is lost or told again.
    """
    both = "SELECT * FROM subscribers WHERE address IN (:old, :new) ORDER BY joined_at, address = :new"
    rows = list(db.query(both, values))
    if len(rows) == 2:
        told = {f"told{n}": row["digested"] for n, row in enumerate(rows)}
        names = {f"address{n}": row["address"] for n, row in enumerate(rows)}
        top = next(db.query("SELECT coalesce(max(id), 0) AS top FROM matches"))["top"]
        db.execute(
            """UPDATE matches SET id = id + :top WHERE (address = :address0 AND id > :told0)
                OR (address = :address1 AND id > :told1)""",
            {"top": top, **told, **names},
        )
        db.execute("DELETE FROM subscribers WHERE address = ?", [rows[1]["address"]])
        db.execute("UPDATE subscribers SET digested = ? WHERE address = ?", [top, rows[0]["address"]])
    db.execute("UPDATE subscribers SET address = :new WHERE address = :old", values)
