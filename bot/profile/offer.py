"""An offer as a value: a loan or a subsidy, and what its article says of who gets it on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.profile.conditions import Condition
from bot.profile.model import Purpose, Size
from watchers.model import Deadline


class Kind(StrEnum):
    LOAN = "loan"
    SUBSIDY = "subsidy"


class Security(StrEnum):
    """What a loan wants behind it: nothing, a guarantor whom the state provides, rights or goods, houses or land."""

    CREDIT = "credit"
    BACKED = "backed"
    PLEDGE = "pledge"
    MORTGAGE = "mortgage"


class Aspect(StrEnum):
    """What is looked at, in the order in which it is told."""

    WHO = "who"
    TRADE = "trade"
    PLACE = "place"
    AMOUNT = "amount"
    GUARANTEE = "guarantee"
    PURPOSE = "purpose"
    FOUNDED = "founded"
    CONDITION = "condition"
    BARRED = "barred"
    RATE = "rate"
    TERM = "term"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The limit for some of the takers."""

    words: str
    most: int
    sizes: frozenset[Size]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one article offers. Texts are the article's own words, in half width, empty where it says nothing.

    `nameless`: it goes by its article's headline; `story` is what joins that article with others about the same event.
    `most` is the limit in yuan (0: none printed), `least` what one has to borrow at least, in the words of `floor`;
    `tiers` are limits by taker, where there are several; `conditions` what is asked beside, `barred` the clauses that
    shut somebody out. `places` are full names, broadest first, `chief` those that a heading
    names; `purposes` are those to which the money is bound; `youngest`/`oldest` the age in years that a business must
    have reached, or must not have passed. `deadlines` are days until which one can apply, `beside` those that end a
    subsidy beside the loan only. `silent` are the aspects of which the whole article says nothing; `wide` tells that it
    speaks of all its city or province, `of_paper` that it names no place, so that its paper's own is taken.
    """

    kind: Kind
    name: str
    day: date
    nameless: bool = False
    story: str = ""
    provider: str = ""
    who: str = ""
    limit: str = ""
    most: int = 0
    floor: str = ""
    least: int = 0
    tiers: tuple[Tier, ...] = ()
    conditions: tuple[Condition, ...] = ()
    barred: tuple[str, ...] = ()
    rate: str = ""
    term: str = ""
    guarantee: str = ""
    security: Security | None = None
    purposes: tuple[Purpose, ...] = ()
    purpose: str = ""
    founded: str = ""
    youngest: float | None = None
    oldest: float | None = None
    places: tuple[str, ...] = ()
    chief: tuple[str, ...] = ()
    wide: bool = False
    of_paper: bool = False
    deadlines: tuple[Deadline, ...] = ()
    beside: tuple[Deadline, ...] = ()
    hotline: str = ""
    silent: frozenset[Aspect] = frozenset()

    @property
    def key(self) -> str:
        """The same for all articles that tell of it: a loan goes by its name, what has none by its story."""
        return f"{self.kind}:{(self.nameless and self.story) or self.name}"

    @property
    def fullness(self) -> int:
        """How much is told: of several articles about one loan the reader wants the one that says most."""
        said = (self.who, self.limit, self.rate, self.term, self.guarantee, self.purpose, self.founded, self.hotline)
        return sum(map(bool, said))
