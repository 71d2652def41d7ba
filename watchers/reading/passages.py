"""What speaks for and against a line being text, a caption, or the names of those who wrote."""

from __future__ import annotations

from collections.abc import Iterator

from watchers.reading.groups import TORN
from watchers.reading.headings import Clue, below_picture, clauses, torn
from watchers.reading.place import Ahead, Place

# No caption that is a sentence has so few signs; the last line of a paragraph has, also below a picture.
_REST = 5


def body(place: Place) -> Iterator[Clue]:
    look = place.look
    if look.pictured and look.length <= 200:
        yield -1.0, "words of a picture"
    yield 0.5, "running text"
    if place.goes_on >= TORN:
        yield 5.0, "goes on with the word above"
    if look.length < 20 and look.closed and place.unit.line.gap >= 2:
        yield -0.5, "short"


def short_body(place: Place) -> Iterator[Clue]:
    """A short paragraph or a scrap of one that happens to look like a title."""
    look, before = place.look, place.before
    yield -2.5, "short"
    if place.unit.line.marks:
        yield -3.0, "carries heading marks"
    if look.listed >= 2:
        yield 1.5, "a list"
    if look.commas >= 1:
        yield 0.7 * look.commas, "clauses"
    if torn(place):
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
    if place.ahead is Ahead.NOTHING and place.run == 1 and not place.unit.line.marks:
        yield 1.5, "the last line of the page"
    if clauses(place):
        yield 2.5, "as long as a sentence, with clauses"
    if place.goes_on >= TORN:
        yield 5.0, "goes on with the word above"


def caption(place: Place) -> Iterator[Clue]:
    """A caption without a full stop, which looks like a title."""
    look, before = place.look, place.before
    yield -1.5, "seldom"
    if place.unit.line.marks:
        yield -3.0, "carries heading marks"
    if place.unit.line.gap >= 2 and before is not None:
        yield 2.0, "a picture stood above it"
    if look.scene:
        yield (2.5 if place.illustrated else 0.8), "a scene, as pictures show it"
    if place.unit.line.gap >= 3 and place.closes_before and place.plain_next and not place.bridged:
        yield 1.5, "a picture stood between two finished paragraphs"
    if before is not None and before.people is not None:
        yield (2.5, "behind a byline that names pictures") if place.pictures else (1.5, "behind a byline")
    if before is not None and before.broken and place.plain_next and place.run == 1:
        yield 4.0, "inside a sentence, where no heading stands"
    if place.inside >= TORN:
        yield 4.0, "inside a word, which goes on below"
    if look.pictured:
        yield 4.0, "words of a picture"
    if look.length < 4:
        yield -2.0, "too short"
    if place.close_under:
        yield 2.5, "set close under a finished paragraph"
    if below_picture(place):
        yield 3.0, "a picture stood between the headline and it"
    elif place.ahead is Ahead.OPENED and place.below == 1:
        yield -2.0, "above a dateline"
    if place.ahead is Ahead.SIGNED and (place.below == 1 or place.behind_text):
        yield (2.0 if place.behind_text else 1.0), "above a signature"
    if len(look.pieces) > 1:
        yield -0.5, "phrases like a title"


def text_caption(place: Place) -> Iterator[Clue]:
    """A caption that is a sentence: short, by a picture, or between a byline and the first paragraph."""
    look, before, text = place.look, place.before, place.unit.text
    yield -2.0, "seldom"
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
        if place.pictures and look.scene and look.closed:
            yield 2.0, "a scene behind a byline that names pictures"
    if place.between_pictures and look.length <= 45 and sentences <= 1:
        yield 2.8, "between two pictures"
    if place.inside >= TORN:
        yield 6.0, "inside a word, which goes on below"
    elif before is not None and before.broken and not look.pictured:
        if place.stranger and place.plain_next:
            yield 3.0, "begins a sentence of its own inside another one"
        elif place.unit.line.gap < 2 or not place.plain_next or (look.closed and look.length <= _REST):
            yield -3.0, "finishes the sentence above"
    if before is not None and before.titled and not place.plain_next and place.after_gap < 3:
        yield 0.5, "between headline and dateline"


def bare_names(place: Place) -> Iterator[Clue]:
    yield 0.5, "names and nothing else"
    if place.look.bare and len(place.look.bare.reporters) > 1:
        yield 1.5, "several names and nothing else"
    if place.closes_before:
        yield 2.0, "names behind a finished text"
    if place.ahead is Ahead.TEXT and place.below == 1 and place.closes_before:
        yield -1.5, "text goes on below"
