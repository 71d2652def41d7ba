"""Short articles in the manner of city dailies, each with the facts that a careful reader notes, and how to compare.

`dailies/*.txt`, all texts our own: `= headline`, `@ day paper` (else 2026-05-11 of 郑州日报), lines of the body, and
`- kind key | details` for each fact. A kind with `?` may be found or left out; a fact that is not listed is wrong.
A line `% kinds` before the first article says that the file notes these kinds only; others are not judged there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from watchers.model import Article, Facts
from watchers.widths import fold

FOLDER = Path(__file__).parent / "dailies"
_ITEM = re.compile(r"(?m)^= ")
_KINDS = re.compile(r"(?m)^% (.+)$")


@dataclass
class Noted:
    """One fact that a reader noted: its key (a date, a sum, a title) and what is said of it."""

    kind: str
    key: str
    details: list[str]
    optional: bool


@dataclass
class Daily:
    """One article with everything noted in it."""

    article: Article
    noted: list[Noted]
    kinds: frozenset[str]  # those that were noted; empty for all


@dataclass
class Tally:
    """Facts found, made up and missed of one kind; `details` right and asked among those found."""

    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    right: int = 0
    asked: int = 0
    unlike: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / ((self.found + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        return self.found / ((self.found + len(self.missed)) or 1)

    @property
    def told(self) -> float:
        return self.right / (self.asked or 1)


def dailies(names: str = "*") -> Iterator[Daily]:
    for file in sorted(FOLDER.glob(f"{names}.txt")):
        head, *blocks = _ITEM.split(file.read_text("utf-8"))
        kinds = frozenset(kind for line in _KINDS.findall(head) for kind in line.split())
        for block in blocks:
            headline, *rows = [row.strip() for row in block.splitlines() if row.strip()]
            yield _daily(headline, rows, kinds)


def _daily(headline: str, rows: list[str], kinds: frozenset[str]) -> Daily:
    day, paper = "2026-05-11", "郑州日报"
    body, noted = [], []
    for row in rows:
        if row.startswith("@ "):
            _, day, paper = row.split()
        elif row.startswith("- "):
            kind, told = row[2:].split(maxsplit=1)
            key, *details = (part.strip() for part in told.split("|"))
            if kind == "amount" and not kinds:
                details += ["", "exact"][len(details) :]
            noted.append(Noted(kind=kind.rstrip("?"), key=key, details=details, optional=kind.endswith("?")))
        else:
            body.append(row)
    article = Article(paper=paper, day=date.fromisoformat(day), headline=headline, body="\n".join(body))
    return Daily(article=article, noted=noted, kinds=kinds)


def stated(facts: Facts) -> Iterator[tuple[str, str, list[str]]]:
    """(kind, key, details) of every fact that the rules read, in the words of the data files."""
    for deadline in facts.deadlines:
        yield "deadline", str(deadline.date), [deadline.what, "counted" if deadline.counted else ""]
    for amount in facts.amounts:
        yield "amount", str(amount.cny), [amount.of, amount.bound.value]
    for title in facts.documents:
        yield "document", _plain(title), []
    for one in facts.short_forms:
        yield "short", _plain(one.short), [_plain(one.full)]
    for day in facts.forecast:
        yield "forecast", str(day.date), [day.text, str(day.low), str(day.high)]
    for programme in facts.financing:
        told = ("provider", "amount", "rate", "term", "who", "hotline")
        yield "programme", programme.name, [f"{name}={getattr(programme, name)}" for name in told]
    for event in facts.events:
        yield "event", f"{event.first} {event.what}", [str(event.last), event.time, event.place]
    for name in facts.organisations:
        yield "organisation", name, []
    for phone in facts.phones:
        yield "phone", phone.number, [phone.whose]
    for place in facts.places:
        yield "place", place, []


def compare(daily: Daily, facts: Facts, tallies: dict[str, Tally]) -> None:
    """Adds one article to the tallies. Every wanted fact takes one found fact; what is left over is wrong."""
    left = [one for one in stated(facts) if not daily.kinds or one[0] in daily.kinds]
    for wanted in sorted(daily.noted, key=lambda one: one.optional):
        tally = tallies.setdefault(wanted.kind, Tally())
        same = [one for one in left if one[0] == wanted.kind and _same_key(wanted, one[1])]
        if not same:
            if not wanted.optional:
                tally.missed.append(f"{daily.article.headline}: {wanted.key}")
            continue
        best = max(same, key=lambda one: sum(_alike(want, one[2], wanted.kind, i) for i, want in _asked(wanted)))
        left.remove(best)
        if not wanted.optional:
            tally.found += 1
            _weigh(daily, wanted, best[2], tally)
    for kind, key, details in left:
        tallies.setdefault(kind, Tally()).wrong.append(f"{daily.article.headline}: {key} {details}")


def _weigh(daily: Daily, wanted: Noted, found: list[str], tally: Tally) -> None:
    for i, want in _asked(wanted):
        tally.asked += 1
        if _alike(want, found, wanted.kind, i):
            tally.right += 1
        else:
            tally.unlike.append(f"{daily.article.headline}: {wanted.key} wants {want!r}, has {found}")


def _asked(wanted: Noted) -> list[tuple[int, str]]:
    details = wanted.details[wanted.kind == "event" :]  # an event's first day is part of its key
    return [(i, want) for i, want in enumerate(details) if want and not want.endswith("=")]


def _same_key(wanted: Noted, found: str) -> bool:
    if wanted.kind == "event":
        first, what = found.split(" ", 1)
        return first == (wanted.details or [""])[0] and (wanted.key in what or what in wanted.key)
    return _plain(wanted.key) == found


def _alike(want: str, found: list[str], kind: str, place: int) -> bool:
    if kind == "programme":
        name, value = want.split("=")
        return any(one.startswith(f"{name}=") and value in one for one in found)
    have = found[place] if place < len(found) else ""
    want = _plain(want) if kind == "short" else want
    if kind in ("forecast", "short") or want in ("exact", "about", "over", "upto", "counted") or want[:2] == "20":
        return want == have or (kind == "forecast" and place == 0 and want in have)
    return bool(have) and (want in have or have in want)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", fold(text))
