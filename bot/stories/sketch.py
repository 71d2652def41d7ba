"""An article as a small value: what is needed to tell later whether another one tells the same story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.stories import grams
from bot.stories.marks import Sort, marks, value, weight
from watchers.model import Article

# Sizes of the samples. Of 64 runs a share is known to ± 6 points; an article of 400 characters has about 150 content
# pairs, so that short texts, where a sample would tell little, are kept whole.
RUNS, LEAD_PAIRS, REST_PAIRS, HEAD_PAIRS = 64, 160, 96, 24
# An inverted pyramid tells the event in its first paragraphs; a front-page short is made from them.
LEAD = 320
_MARK_KEYS, _PAIR_KEYS, _RUN_KEYS = 20, 10, 8
# A number below this weight stands in too many articles to look anything up by it.
_TELLING = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """About 1.5 kB as JSON, never more than 4 kB. `runs`, `head`, `lead` and `rest` are packed samples of hashes.

    `size` counts letters, digits and Chinese characters; `pages` is (own page, jump to, jump from) as printed, "" where
    there is none.
    """

    paper: str
    day: date
    size: int
    runs: str
    head: str
    lead: str
    rest: str
    marks: tuple[str, ...]
    pages: tuple[str, str, str]


def sketch(article: Article) -> Sketch:
    """The sketch of an article: pure, linear in its length."""
    body = article.body or article.summary
    heading = f"{article.headline}\n{article.subhead}"
    text = grams.stream(body)
    return Sketch(
        paper=article.paper,
        day=article.day,
        size=len(text),
        runs=grams.pack(grams.runs(text), RUNS),
        head=grams.pack(grams.pairs(heading), HEAD_PAIRS),
        lead=grams.pack(grams.pairs(f"{heading}\n{body[:LEAD]}"), LEAD_PAIRS),
        rest=grams.pack(grams.pairs(body), REST_PAIRS) if len(body) > LEAD else "",
        marks=marks(article),
        pages=(article.page, _page(article.jump_to), _page(article.jump_from)),
    )


def _page(number: int | None) -> str:
    return "" if number is None else str(number)


def keys(sketch: Sketch) -> tuple[str, ...]:
    """At most 40 keys to look up candidates by: articles that tell the same story share at least one.

    Telling marks first (units left out, as they are printed in many ways), then the smallest hashes of both samples for
    copies without a telling mark, and the jump from one page to another.
    """
    told = sorted((mark for mark in sketch.marks if _finds(mark)), key=lambda mark: -weight(mark))
    found = [f"{mark[0]}{value(mark)}" for mark in told]
    found[:0] = (f"j{sketch.paper}/{sketch.day}/{name}" for name in sorted(jump(sketch)))
    found = list(dict.fromkeys(found))[:_MARK_KEYS]
    found += [f"g{number}" for number in grams.unpack(sketch.lead)[:_PAIR_KEYS]]
    found += [f"x{number}" for number in grams.unpack(sketch.runs)[:_RUN_KEYS]]
    return tuple(found)


def jump(sketch: Sketch) -> frozenset[str]:
    """The jumps that an article starts or continues, as "1>3": equal ones of one paper and day belong together."""
    page, to, since = sketch.pages
    number = page.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0")
    return frozenset([f"{number}>{to}"] * bool(to) + [f"{since}>{number}"] * bool(since))


def _finds(mark: str) -> bool:
    return weight(mark) >= _TELLING and mark[0] not in (Sort.DATE, Sort.EDITION)
