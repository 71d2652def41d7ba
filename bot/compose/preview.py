"""What a query would have caught lately: counts, a few examples, what its exclusions kept out, and what to expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose import rate
from bot.compose.items import Item, origin
from bot.model import Finding, Strength
from bot.styled import Styled, bold, join
from bot.texts import Texts
from watchers.model import Entry

EXAMPLES = 3
# More than anybody reads in a day, or more than half of what is printed at all: that is no choice any more.
MANY_A_DAY = 30
MOST_SHARE = 0.5
# A share of fewer articles says nothing.
ENOUGH_ARTICLES = 40

Found = tuple[Entry, Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`found` dated in the `days` days up to `last`, of which `issues` days brought `articles` articles; best first.

    `last` is `today`, or the day of the newest issue where that was long ago. `kept_out` would have been found, too,
    but for the query's exclusions. `older`: where the span brought few, the newest before it that the query meets.
    """

    days: int
    last: date
    today: date
    issues: int
    articles: int
    found: tuple[Found, ...]
    kept_out: tuple[Found, ...] = ()
    older: tuple[Found, ...] = ()

    @property
    def a_day(self) -> float:
        """How many articles to expect on a day on which something is printed."""
        return len(self.found) / max(1, self.issues)

    @property
    def broad(self) -> bool:
        """Whether it takes so much that it chooses nothing."""
        share = len(self.found) / max(1, self.articles)
        return self.a_day >= MANY_A_DAY or (self.articles >= ENOUGH_ARTICLES and share > MOST_SHARE)

    def examples(self, canonical: str) -> list[Item]:
        """The first few as numbered items of a list, the older ones last."""
        return [
            Item(number=n, entry=entry, finding=finding, queries=(canonical,), late=n > len(self.found))
            for n, (entry, finding) in enumerate([*self.found, *self.older][:EXAMPLES], 1)
        ]


def counts(past: Preview, t: Texts, nothing: str = "preview.nothing") -> Styled:
    """How many it caught, and what it lets expect. `nothing` is the key of the sentence for none."""
    if not past.found:
        return t.styled(nothing, span=span(past, t))
    strong = sum(1 for _, finding in past.found if finding.strength is Strength.STRONG)
    key = "preview.found" if strong else "preview.mentions"
    told = t.styled(key, span=span(past, t), count=len(past.found), strong=strong)
    return told + "\n" + t("preview.rate", rate=rate.rate(len(past.found), past.days, past.issues, t))


def span(past: Preview, t: Texts) -> str:
    """Over which days it was looked back, in words."""
    return rate.span(past.days, past.last, t, past.today)


def example_lines(items: Sequence[Item], t: Texts, today: date) -> list[Styled]:
    return [
        f"{item.number}. "
        + bold(item.entry.article.headline or t("untitled"))
        + "\n"
        + origin(item.entry.article, t, today)
        for item in items
    ]


def kept_out(past: Preview, t: Texts) -> Styled:
    """What the exclusions removed, so that one that removes too much is seen."""
    if not past.kept_out:
        return Styled()
    headlines = (t("quoted", text=entry.article.headline or t("untitled")) for entry, _ in past.kept_out[:EXAMPLES])
    return t.styled("preview.kept_out", count=len(past.kept_out), headlines=t("list.comma").join(headlines))


def breadth(past: Preview, t: Texts) -> Styled:
    """Advice for a query that takes too much."""
    return t.styled("sub.broad", count=round(past.a_day)) if past.broad else Styled()


def preview(past: Preview, items: Sequence[Item], t: Texts, today: date, nothing: str = "preview.nothing") -> Styled:
    """All of it, for a chat: counts, the examples `items`, what was kept out."""
    recent, older = [item for item in items if not item.late], [item for item in items if item.late]
    earlier = join("\n", [t("preview.older"), *example_lines(older, t, today)]) if older else ""
    told = join("\n", [counts(past, t, nothing), *example_lines(recent, t, today), earlier])
    return join("\n\n", [told, kept_out(past, t)])
