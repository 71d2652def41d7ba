"""What reading a page yields: its articles, what is not an article, and why each stretch was taken for what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watchers.model import Article


class Role(StrEnum):
    """What a stretch of a page is."""

    MASTHEAD = "masthead"
    COLUMN = "column"
    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    JUMP = "jump"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    CREDITS = "credits"
    TEASER = "teaser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch `[start, end)` of the page's text, in Python string indices, with the reason for its role.

    `article` is the place (from 0) in `Reading.articles` of the article that it belongs to; None for furniture.
    """

    role: Role
    start: int
    end: int
    reason: str
    article: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page that was read. Every printed character (white space and leading `#` marks aside) is in one block."""

    articles: tuple[Article, ...]
    teasers: tuple[str, ...]
    furniture: tuple[str, ...]
    blocks: tuple[Block, ...]
