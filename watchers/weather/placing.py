"""From the notices of a document to those that a source is watched for, each with its place and office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from watchers.facts.places import Gazetteer
from watchers.model import Source
from watchers.weather.area import concerns, office, spot
from watchers.weather.cap import ADMINISTRATIVE
from watchers.weather.desk import Placed
from watchers.weather.nmc import page_address
from watchers.weather.notice import Link, Notice

# Ten times the longest warning text; what an office writes beyond that is a report.
LONGEST_TEXT = 4000
LONGEST_NAME = 300
# Of places in one warning, and of messages that it continues.
MOST_NAMES = 40
# A clock that is wrong by a zone is forgiven; what was issued later than tomorrow was not issued.
MOST_AHEAD = timedelta(days=1)


def placed(notices: Iterable[Notice], source: Source, gazetteer: Gazetteer, now: datetime) -> list[Placed]:
    """Those for the source's area, or that end something (an end without a place ends what it refers to)."""
    found = []
    for notice in filter(None, (_bounded(one, source) for one in notices)):
        where = spot(notice, gazetteer)
        if notice.issued_at <= now + MOST_AHEAD and concerns(where, source.area, gazetteer):
            issuer = office(notice.issuer, where) or (source.paper if notice.hazard else "")
            found.append(Placed(notice=notice, spot=where, issuer=issuer))
    return found


def _bounded(notice: Notice, source: Source) -> Notice | None:
    """The notice as it may be remembered, with its whole address; None where its name is more than a name."""
    if len(notice.identifier) > LONGEST_NAME:
        return None
    names = (name for name in notice.references if len(name) <= LONGEST_NAME)
    return replace(
        notice,
        text=notice.text[:LONGEST_TEXT],
        url=page_address(source.location, notice.url),
        headline=notice.headline[:LONGEST_NAME],
        hazard=notice.hazard[:LONGEST_NAME],
        issuer=notice.issuer[:LONGEST_NAME],
        areas=tuple(area[:LONGEST_NAME] for area in notice.areas[:MOST_NAMES]),
        codes=notice.codes[:MOST_NAMES],
        references=tuple(names)[-MOST_NAMES:],
    )


def wanted(link: Link, source: Source, gazetteer: Gazetteer, now: datetime) -> bool:
    """Whether an entry's document is worth a request, by what the entry tells of its place and its expiry."""
    if link.inline:
        expires = link.inline.expires_at
        return not (expires and expires <= now) and bool(placed([link.inline], source, gazetteer, now))
    code = ADMINISTRATIVE.search(link.key)
    if not code or not source.area:
        return True
    known = Notice(identifier=link.key, headline="", hazard="", issued_at=now, codes=(code[1],))
    return concerns(spot(known, gazetteer), source.area, gazetteer)
