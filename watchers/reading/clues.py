"""The weighted clues for each role that a line could play. One function a role; every clue names its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watchers.reading.context import Ahead, Place
from watchers.reading.features import PLACE
from watchers.reading.model import Role

Clue = tuple[float, str]

# Likeness of the text above and below a heading line: neighbouring articles stay below this, parts of one above it.
_KINDRED = 0.3
_MATTER = 5.0


@dataclass(frozen=True, slots=True)
class Guess:
    """A role that a line could play, how much speaks for it, and the foremost reason."""

    role: Role
    score: float
    reason: str


def guesses(place: Place) -> list[Guess]:
    """The roles that come into question for a line; running text of any length has few."""
    unit, look = place.unit, place.look
    if unit.opening or unit.jump_in:
        return [Guess(Role.BODY, 6.0, "opens with a dateline" if unit.opening else "goes on from another page")]
    if look.people is not None:
        return [Guess(Role.BYLINE, 6.0, "names its reporters and nothing else")]
    if look.credit:
        return [Guess(Role.CREDITS, 6.0, "names staff by their tasks")]
    if not unit.text:
        return [Guess(Role.BODY, 4.0, "a jump mark on its own line")]
    if look.titled:
        return _headings(place)
    return [*_summed(Role.BODY, _body(place)), *_summed(Role.CAPTION, _text_caption(place))]


def _summed(role: Role, clues: Iterator[Clue]) -> list[Guess]:
    total, best, reason = 0.0, 0.0, "nothing speaks against it"
    for weight, why in clues:
        total += weight
        if weight > best:
            best, reason = weight, why
    return [Guess(role, total, reason)]


def _headings(place: Place) -> list[Guess]:
    found = [
        *_summed(Role.HEADLINE, _headline(place)),
        *_summed(Role.CAPTION, _caption(place)),
        *_summed(Role.BODY, _short_body(place)),
    ]
    if place.ahead is not Ahead.OPENED:
        found += _summed(Role.SUBHEADING, _subheading(place))
    if place.below > 1:
        found += _summed(Role.COLUMN, _column(place))
    if place.tight or place.look.teaser:
        found += _summed(Role.TEASER, _teaser(place))
    if place.look.masthead or _below_masthead(place):
        found += _summed(Role.MASTHEAD, _masthead(place))
    if place.look.bare:
        found += _summed(Role.BYLINE, _bare_names(place))
    return found


def _headline(place: Place) -> Iterator[Clue]:
    look, below = place.look, place.below
    if place.unit.line.marks:
        yield 1.5, "carries heading marks"
    if place.ahead is Ahead.OPENED:
        yield (0.0, 4.0, 2.5, 1.0)[below] if below <= 3 else 0.0, "stands above a dateline, a byline or a jump mark"
    elif place.ahead is Ahead.TEXT:
        yield (1.5, "heading lines in a row open an article") if place.run > 1 and below <= 3 else (0.5, "above text")
        if place.run == 1:
            yield _MATTER * (_KINDRED - place.likeness), "the text below speaks of something else"
        yield -1.0 * min(2, place.parallel), "one of a series"
    elif place.ahead is Ahead.NOTHING:
        yield -1.0, "nothing below it"
    if len(look.pieces) > 1 and not look.colon and below == 1:
        yield (1.0 if place.ahead is Ahead.OPENED else 0.5), "two phrases with a blank between"
    if place.after_gap >= 2 and below == 1:
        yield 1.5, "a picture stood below it"
    if look.dashed:
        yield 0.5, "a deck behind a dash"
    yield from _unlikely_title(place)


def _unlikely_title(place: Place) -> Iterator[Clue]:
    look = place.look
    if look.column and look.length <= 12 and place.below > 1:
        yield -1.0, "words of a column"
    if look.length < 4 and not PLACE.match(place.unit.text):
        yield -1.5, "too short"
    if look.length > 36:
        yield -0.08 * (look.length - 36), "long"
    if look.numbered:
        yield -3.0, "numbered"
    elif look.colon and place.run == 1 and place.ahead is Ahead.TEXT:
        yield -1.0, "label and colon"
    if look.closed:
        yield -1.0, "ends like a sentence"
    if look.commas > 1:
        yield -0.7 * (look.commas - 1), "clauses"
    if _torn(place):
        yield (-1.5 if place.run == 1 else -1.0), "a clause sign and no full stop"
    if look.listed > 1:
        yield -0.7 * (look.listed - 1), "a list"
    if look.lopsided:
        yield -1.2, "quotation marks do not balance"
    if look.masthead:
        yield -2.0, "words of the masthead"
    if look.pictured:
        yield -2.0, "words of a picture"
    if place.before and place.before.broken and place.ahead is not Ahead.OPENED and place.plain_next:
        yield -2.5, "stands inside a sentence"


def _torn(place: Place) -> bool:
    """A lone line with a comma above plain text: headings use blanks instead, so half a sentence is likelier."""
    look = place.look
    above_text = place.below == 1 and place.ahead is Ahead.TEXT and place.plain_next and not place.unit.line.marks
    return above_text and (look.broken or place.bridged or look.running) and not look.numbered and not look.colon


def _subheading(place: Place) -> Iterator[Clue]:
    look = place.look
    yield -0.5, "seldom"
    if place.unit.line.marks:
        yield 1.5, "carries heading marks"
    if place.ahead is Ahead.TEXT:
        yield (1.0, "single line above text") if place.below == 1 else (-1.5, "another heading below it")
        if place.run == 1 and not _torn(place):
            yield _MATTER * (place.likeness - _KINDRED), "the text below goes on with the matter"
        yield 1.0 * min(2, place.parallel), "one of a series"
    else:
        yield -3.0, "no text of this article below it"
    if look.numbered:
        yield 3.0, "numbered"
    elif look.colon:
        yield 1.5, "label and colon"
    if place.after_gap >= 2:
        yield -1.0, "a picture stood below it"
    if look.length > 30 and not look.numbered:
        yield -1.0, "long"
    if look.lopsided:
        yield -1.2, "quotation marks do not balance"
    if look.pictured or look.masthead:
        yield -2.0, "words of a picture or masthead"
    if _torn(place):
        yield -3.5, "a clause sign and no full stop"
    if place.before and place.before.broken and place.plain_next:
        yield -2.0, "stands inside a sentence"


def _caption(place: Place) -> Iterator[Clue]:
    """A caption without a full stop, which looks like a title."""
    look, before = place.look, place.before
    yield -1.5, "seldom"
    if place.unit.line.marks:
        yield -3.0, "carries heading marks"
    if place.unit.line.gap >= 2 and before is not None:
        yield 2.0, "a picture stood above it"
    if before is not None and before.people is not None:
        yield (2.5, "behind a byline that names pictures") if place.pictures else (1.5, "behind a byline")
    if before is not None and before.broken and place.plain_next and place.run == 1:
        yield 4.0, "inside a sentence, where no heading stands"
    if look.pictured:
        yield 4.0, "words of a picture"
    if look.length < 4:
        yield -2.0, "too short"
    if place.ahead is Ahead.OPENED and place.below == 1:
        yield -2.0, "above a dateline"
    if place.ahead is Ahead.SIGNED and place.below == 1:
        yield 1.0, "above a signature"
    if len(look.pieces) > 1:
        yield -0.5, "phrases like a title"


def _column(place: Place) -> Iterator[Clue]:
    look = place.look
    yield -1.5, "seldom"
    if look.column:
        yield 2.0, "words of a column"
    if look.slogan:
        yield 1.2, "a slogan of even phrases"
    if place.unit.line.marks:
        yield 1.5, "carries heading marks"
    if (look.column or look.slogan) and place.banner:
        yield 2.5, "a banner above smaller headings"
    if place.below >= 3:
        yield 1.5, "above kicker and headline"
    if look.length > 24 or look.commas:
        yield -2.0, "long for a column"
    if any(sign.isdigit() for sign in place.unit.text):
        yield -0.7, "figures"
    if place.ahead in (Ahead.NOTHING, Ahead.OTHER):
        yield -1.0, "no article below it"
    if "”" in place.unit.text:
        yield -0.5, "quotation marks"


def _teaser(place: Place) -> Iterator[Clue]:
    look = place.look
    yield -2.0, "seldom"
    if look.teaser:
        yield 5.0, "points to another page"
    if place.tight:
        yield 4.5, "lines set together without text"
    if place.unit.line.marks:
        yield -3.0, "carries heading marks"
    if look.length > 22:
        yield -1.0, "long"
    if place.ahead is Ahead.OPENED and place.run <= 2 and not look.teaser:
        yield -3.0, "above a dateline"
    if place.ahead is Ahead.TEXT and place.run <= 2 and not look.teaser:
        yield -2.0, "above text"


def _short_body(place: Place) -> Iterator[Clue]:
    """A short paragraph or a scrap of one that happens to look like a title."""
    look, before = place.look, place.before
    yield -2.5, "short"
    if place.unit.line.marks:
        yield -3.0, "carries heading marks"
    if look.listed >= 2:
        yield 1.5, "a list"
    if look.commas >= 1:
        yield 0.7 * look.commas, "clauses"
    if _torn(place):
        yield (3.0 if place.run == 1 else 2.0), "half a sentence: a clause sign and no full stop"
    if place.bridged and not place.unit.line.marks:
        yield 3.0, "half a word: the page has the whole one elsewhere"
    if look.lopsided:
        yield 1.2, "quotation marks do not balance"
    if look.closed:
        yield 2.0, "ends like a sentence"
    if before is not None and before.broken:
        yield 1.0, "the sentence above is not finished"
    if look.dashed and before is not None and not before.titled:
        yield 1.5, "an item of a list"
    if place.unit.text[0] in "“‘" and look.closed:
        yield 1.0, "direct speech"


def _below_masthead(place: Place) -> bool:
    """Labels of a paper's own channels stand together at the top, some without a telling word."""
    short = place.look.length <= 5 and len(place.look.pieces) == 1 and place.below > 1
    return short and place.before is not None and place.before.masthead and not PLACE.match(place.unit.text)


def _masthead(place: Place) -> Iterator[Clue]:
    yield (2.0, "words of the masthead") if place.look.masthead else (0.5, "a label")
    if place.before is None or place.before.masthead:
        yield 3.0, "at the top of the page"
    if place.unit.line.marks:
        yield -2.0, "carries heading marks"


def _bare_names(place: Place) -> Iterator[Clue]:
    yield 0.5, "names and nothing else"
    if place.look.bare and len(place.look.bare.reporters) > 1:
        yield 1.5, "several names and nothing else"
    if place.closes_before:
        yield 2.0, "names behind a finished text"
    if place.ahead is Ahead.TEXT and place.below == 1 and place.closes_before:
        yield -1.5, "text goes on below"


def _body(place: Place) -> Iterator[Clue]:
    look = place.look
    if look.pictured and look.length <= 200:
        yield -1.0, "words of a picture"
    yield 0.5, "running text"
    if look.length < 20 and look.closed and place.unit.line.gap >= 2:
        yield -0.5, "short"


def _text_caption(place: Place) -> Iterator[Clue]:
    """A caption that is a sentence: short, by a picture, or between a byline and the first paragraph."""
    look, before, text = place.look, place.before, place.unit.text
    yield -2.0, "seldom"
    if look.length > 120 and not look.pictured:
        yield -6.0, "long"
        return
    if look.pictured:
        yield 3.0, "words of a picture"
    sentences = text.count("。") + text.count("!") + text.count("?")
    if look.length <= 45 and sentences <= 1:
        yield 0.8, "one short sentence"
    else:
        yield -1.5, "more than a caption"
    if place.unit.line.gap >= 2 and before is not None and not before.titled:
        yield 1.8, "a picture stood above it"
    if before is not None and before.people is not None and place.plain_next:
        yield 1.0, "between byline and text"
    if before is not None and before.broken and (place.unit.line.gap < 2 or not place.plain_next):
        yield -3.0, "finishes the sentence above"
    if before is not None and before.titled and not place.plain_next and place.after_gap < 3:
        yield 0.5, "between headline and dateline"
