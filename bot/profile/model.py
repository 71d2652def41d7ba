"""The profile as a value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum


class Step(StrEnum):
    """What is asked, in this order. The value is the field of the profile."""

    INDUSTRY = "industry"
    SIZE = "size"
    PLACE = "place"
    PURPOSES = "purposes"
    AMOUNT = "amount"
    GUARANTEE = "guarantee"
    FOUNDED = "founded"


class Size(StrEnum):
    """The classes of the statistics (工信部联企业〔2011〕300号), which divide by industry: so they are asked for."""

    SOLE = "sole"
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"


class Purpose(StrEnum):
    """What the money is for."""

    WORKING = "working"
    EQUIPMENT = "equipment"
    STARTUP = "startup"
    RESEARCH = "research"
    RENEWAL = "renewal"
    EXPORT = "export"


class Guarantee(StrEnum):
    """What can stand behind a loan. NONE: nothing to mortgage, so on credit or not at all."""

    NONE = "none"
    MORTGAGE = "mortgage"
    PLEDGE = "pledge"
    GUARANTOR = "guarantor"


class Telling(StrEnum):
    """When the owner hears of something new.

    ALERT: of what fits at once, of what may fit in the digest; DIGEST: of both in the digest; SILENT: when asked only.
    """

    ALERT = "alert"
    DIGEST = "digest"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody said of their business. Empty, None or 0: not said.

    `industry` in their own words; `place` a full name of the gazetteer; `amount` and `turnover` (a year's) in yuan;
    `founded` the first day of the month or year that was named. `asking` is the question that waits for its answer,
    `walking` that the others follow it.
    """

    industry: str = ""
    size: Size | None = None
    people: int = 0
    turnover: int = 0
    place: str = ""
    purposes: tuple[Purpose, ...] = ()
    amount: int = 0
    guarantee: Guarantee | None = None
    founded: date | None = None
    telling: Telling = Telling.ALERT
    asking: Step | None = None
    walking: bool = False

    def says(self, step: Step) -> bool:
        return bool(getattr(self, step.value))

    @property
    def empty(self) -> bool:
        """Nothing is known of the business."""
        return not any(map(self.says, Step)) and not self.people and not self.turnover

    @property
    def enough(self) -> bool:
        """Enough to look for what fits: where it is, and what kind of business."""
        return bool(self.place and (self.size or self.industry))

    def following(self, step: Step | None) -> Step | None:
        """The next question after `step` that has no answer yet; None: all is asked."""
        every = list(Step)
        later = every[every.index(step) + 1 :] if step else every
        return next((one for one in later if not self.says(one)), None)


NOTHING = Profile()
_SAID = tuple(one.name for one in fields(Profile) if one.name not in ("telling", "asking", "walking"))


def joined(known: Profile, said: Profile) -> Profile:
    """What was known, with what was said now in its place."""
    return replace(known, **{name: value for name in _SAID if (value := getattr(said, name))})


def without(known: Profile, step: Step) -> Profile:
    """The profile with one answer taken back."""
    taken: dict[Step, Profile] = {
        Step.INDUSTRY: replace(known, industry=""),
        Step.SIZE: replace(known, size=None, people=0, turnover=0),
        Step.PLACE: replace(known, place=""),
        Step.PURPOSES: replace(known, purposes=()),
        Step.AMOUNT: replace(known, amount=0),
        Step.GUARANTEE: replace(known, guarantee=None),
        Step.FOUNDED: replace(known, founded=None),
    }
    return taken[step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suited:
    """An offer (by its key) that was found to suit a business, and what came of it.

    `uid` is the article that tells of it, `name` how it is called. `fits`: surely; else it may. What is not `told` yet
    waits for the digest, or until `ring_at`, when quiet hours end.
    """

    offer: str
    uid: str
    name: str
    fits: bool
    told: bool = False
    ring_at: datetime | None = None
