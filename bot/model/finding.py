"""Why an article is somebody's business: findings and matches, topics, stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.address import Address


class Strength(StrEnum):
    """Whether an article is about the subscription, or mentions it in passing."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a term of a query stands in an article.

    `field` is an Article field ("headline", "body" …), offsets are Python string indices into it. `sure` is False for
    a doubtful word boundary; `via` names the pack through which the term came, if any. `instead` is the synonym that
    stands there for the term; `part_of` the longer run of the text that a doubtful hit may be only a part of.
    """

    term: str
    field: str
    start: int
    end: int
    sure: bool = True
    via: str = ""
    instead: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why a query meets an article: how strongly (`score` 0..1) and where, in the order of the text."""

    strength: Strength
    score: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A finding that is kept: which subscription met which article, that is dated `day`. `id` 0 until it is stored."""

    subscription_id: int
    address: Address
    entry_id: int
    uid: str
    finding: Finding
    found_at: datetime
    id: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of an article, with the words that gave it. `name` is the pack's ("financing")."""

    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A topic pack: a named query that people can read, edit and subscribe to as `#title`.

    `name` is Latin and stable; `titles` and `abouts` map a language to what readers see; `aliases` are other names
    after `#`. `shelf`: articles are filed under it, and it stands over them in a digest.
    """

    name: str
    titles: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    query: str
    abouts: tuple[tuple[str, str], ...] = ()
    shelf: bool = True

    def title(self, language: str) -> str:
        return dict(self.titles).get(language, self.titles[0][1] if self.titles else self.name)

    def about(self, language: str) -> str:
        """What it covers, in a line; Chinese where nobody has written it in that language."""
        return dict(self.abouts).get(language, self.abouts[0][1] if self.abouts else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Words that may stand for each other (`same`), and what a word covers without being covered by it (`covers`)."""

    same: tuple[tuple[str, ...], ...] = ()
    covers: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where an article belongs among the stories: `story` is the uid of the first article that told it.

    `follows` is the story that this one carries on with new facts, or empty; `sketch` what the comparison needs, as
    JSON.
    """

    uid: str
    story: str
    follows: str
    day: date
    sketch: str
