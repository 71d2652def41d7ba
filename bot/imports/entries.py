"""What becomes of the lines of a foreign list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import QueryError
from bot.query import Node, Query, Term, canonical, parse


class Change(StrEnum):
    """What a query means otherwise than the line did where it comes from."""

    WORDS = "words"
    """There any run of characters in a title; here words, in the whole article."""
    EXCLUDES_HERE = "excludes_here"
    """There an exclusion silenced every group; here its own, as that system's handbook says."""
    EXCLUDES_ALL = "excludes_all"
    """A list of exclusions for all groups now stands in each of them."""
    ANY_CASE = "any_case"
    """There capital letters counted."""
    FLAGS = "flags"
    """Letters after a pattern that mean nothing here were left out."""
    NAMES = "names"
    """Names of single lines were left out: a query has one name."""
    SITE = "site"
    """There an internet address; here the name of a paper."""
    WEEKLY = "weekly"
    """There once a week; here in the digest."""


class Left(StrEnum):
    """Why a line is not taken."""

    QUERY = "query"
    """It is not to be understood as a query; `error` says why."""
    NOT_A_RULE = "not_a_rule"
    DATE_ALONE = "date_alone"
    ONLY_EXCLUDES = "only_excludes"
    NO_ADDRESS = "no_address"
    XML = "xml"
    DTD = "dtd"
    TOO_MANY = "too_many"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Lines of the list from `number` (counted from 1): the query that they become, or why they become none."""

    number: int
    text: str
    query: str = ""
    changes: tuple[Change, ...] = ()
    left: Left | None = None
    error: QueryError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of a list of feeds."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    entries: tuple[Entry, ...] = ()
    feeds: tuple[Feed, ...] = ()

    @property
    def queries(self) -> tuple[str, ...]:
        """What can be subscribed to, each once."""
        return tuple(dict.fromkeys(entry.query for entry in self.entries if entry.query))


def taken(number: int, text: str, query: Query, changes: Sequence[Change] = ()) -> Entry:
    """The query, if our language says it too; else its refusal."""
    try:
        written = canonical(parse(canonical(query)))
    except QueryError as error:
        return refused(number, text, error)
    return Entry(number=number, text=text, query=written, changes=tuple(dict.fromkeys(changes)))


def left(number: int, text: str, why: Left) -> Entry:
    return Entry(number=number, text=text, left=why)


def refused(number: int, text: str, error: QueryError) -> Entry:
    return Entry(number=number, text=text, left=Left.QUERY, error=error)


def word(text: str) -> Node:
    """A run of characters that other systems take literally: as a word where it is one, else as an exact run."""
    plain = " ".join(text.split())
    try:
        if parse(plain).root == Term(plain):
            return Term(plain)
    except QueryError:
        pass
    return Term(plain.translate(_QUOTES), exact=True)


_QUOTES = dict.fromkeys(map(ord, '"“”„‟「」『』〝〞'))
