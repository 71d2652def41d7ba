"""The pages of an issue as lists of headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.compose.gist import gist
from bot.compose.items import Item
from bot.styled import Styled, bold, join
from bot.texts import Texts

# In the contents of a whole issue each page shows so many; the others are a press away.
FIRST_SHOWN = 3
# A short issue is shown whole: some two screens of a phone.
SHORT_ISSUE = 32
# Of a page with very many lines (classified notices) the first are told, all can be read by their numbers.
MOST_LINES = 40
# The sentence below a headline helps while a page is short.
MOST_TOLD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of an issue: its label, "" where nobody knows it, and its articles as numbered in the whole issue."""

    label: str
    items: tuple[Item, ...]


def leaves(items: Sequence[Item]) -> tuple[Leaf, ...]:
    """The pages of an issue whose articles are given in the order of the paper."""
    pages = groupby(items, key=lambda item: item.entry.article.page)
    return tuple(Leaf(label=label, items=tuple(run)) for label, run in pages)


def contents(found: Sequence[Leaf], t: Texts) -> Styled:
    """All pages, each with its first headlines; of a short issue all of them."""
    short = sum(len(leaf.items) for leaf in found) <= SHORT_ISSUE
    return join("\n\n", [_brief(leaf, len(leaf.items) if short else FIRST_SHOWN, t) for leaf in found])


def _brief(leaf: Leaf, most: int, t: Texts) -> Styled:
    rows = [_headline(item, t) for item in leaf.items[:most]]
    rest = len(leaf.items) - most
    return join("\n", [_title(leaf, t), *rows, t("issue.rest", count=rest) if rest > 0 else ""])


def page(leaf: Leaf, t: Texts) -> Styled:
    """One page: its headlines, and what each article is about."""
    told = len(leaf.items) <= MOST_TOLD
    rows = [join("\n", [_headline(item, t), gist(item.entry.article) if told else ""]) for item in leaf.items]
    rest = len(rows) - MOST_LINES
    more = t("issue.rest", count=rest) if rest > 0 else ""
    return join("\n\n" if told else "\n", [_title(leaf, t), *rows[:MOST_LINES], more])


def _title(leaf: Leaf, t: Texts) -> Styled:
    name = t("page", page=leaf.label) if leaf.label else t("issue.no_label")
    return bold(name) + t("issue.count", count=len(leaf.items))


def _headline(item: Item, t: Texts) -> Styled:
    article = item.entry.article
    return Styled(f"{item.number}. ") + bold(article.headline or t("untitled"))
