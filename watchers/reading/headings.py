"""What speaks for and against a heading-like line being a headline, a sub-heading, a column, a teaser or masthead."""

from __future__ import annotations

from collections.abc import Iterator

from watchers.reading.features import PLACE
from watchers.reading.groups import TORN
from watchers.reading.place import Ahead, Place

Clue = tuple[float, str]

# Likeness of the text above and below a heading line: neighbouring articles stay below this, parts of one above it.
_KINDRED = 0.3
_MATTER = 5.0
# Columns are wider than this, so that no column's end leaves so short a piece of a paragraph's first line.
_BALANCED = 11


def headline(place: Place) -> Iterator[Clue]:
    look, below = place.look, place.below
    if place.notice:
        yield 4.0, "the heading of a notice or of briefs"
    if place.ahead is Ahead.SIGNED and place.behind_text:
        yield -2.0, "a signature below it closes the text above"
    if place.unit.line.marks:
        yield 1.5, "carries heading marks"
    if place.ahead is Ahead.OPENED:
        yield (0.0, 4.0, 2.5, 1.0)[below] if below <= 3 else 0.0, "stands above a dateline, a byline or a jump mark"
    elif place.ahead is Ahead.TEXT:
        yield (1.5, "heading lines in a row open an article") if place.run > 1 and below <= 3 else (0.5, "above text")
        if place.unsigned:
            yield -1.5, "nobody signs the text below"
        if place.run == 1:
            yield _MATTER * (_KINDRED - place.likeness), "the text below speaks of something else"
        yield -1.0 * min(2, place.parallel), "one of a series"
        if look.event and place.run == 1:
            yield 1.0, "states an event"
        if place.echo:
            yield 1.0, "the text below begins with its subject"
    elif place.ahead is Ahead.NOTHING:
        yield -1.0, "nothing below it"
    if len(look.pieces) > 1 and not look.colon and below == 1:
        yield (1.0 if place.ahead is Ahead.OPENED else 0.5), "two phrases with a blank between"
    if place.after_gap >= 2 and below == 1:
        yield 1.5, "a picture stood below it"
    if look.dashed:
        yield 0.5, "a deck behind a dash"
    if place.close_under and not place.unit.line.marks:
        yield -1.5, "set close under a finished paragraph"
    if below_picture(place):
        yield -1.5, "a picture stood between the headline and it"
    yield from _unlikely_title(place)


def below_picture(place: Place) -> bool:
    """A plain line between a picture under a headline and the text: a caption, where the line above is no kicker."""
    look, above = place.look, place.before
    if place.unit.line.gap < 3 or place.unit.line.marks or above is None or not above.titled or above.column:
        return False
    return place.below == 1 and len(look.pieces) == 1 and (look.scene or above.length >= look.length)


def _unlikely_title(place: Place) -> Iterator[Clue]:
    look = place.look
    if look.column and look.length <= 12 and place.below > 1:
        yield -1.0, "words of a column"
    if look.length < 4 and not PLACE.match(place.unit.text):
        yield -1.5, "too short"
    if look.length > 36:
        yield -0.08 * (look.length - 36), "long"
    if look.days:
        yield -4.0, "a date and nothing else"
    if look.numbered:
        yield -3.0, "numbered"
    elif look.colon and place.run == 1 and place.ahead is Ahead.TEXT:
        yield -1.0, "label and colon"
    if look.closed:
        yield -1.0, "ends like a sentence"
    if look.commas > 1:
        yield -0.7 * (look.commas - 1), "clauses"
    if clauses(place):
        yield -2.0, "as long as a sentence, with clauses"
    if place.inside >= TORN:
        yield -5.0, "stands inside a word"
    if torn(place):
        yield (-1.5 if place.run == 1 else -1.0), "a clause sign and no full stop"
    if look.listed > 1:
        yield -0.7 * (look.listed - 1), "a list"
    if look.lopsided:
        yield -1.2, "quotation marks do not balance"
    if look.masthead:
        yield -2.0, "words of the masthead"
    if look.pictured:
        yield -2.0, "words of a picture"
    if look.scene and place.illustrated and not place.unit.line.marks:
        yield -1.0, "a scene, as pictures show it"
    if place.before and place.before.broken and place.ahead is not Ahead.OPENED and place.plain_next:
        yield -2.5, "stands inside a sentence"


def torn(place: Place) -> bool:
    """A lone line with a comma above plain text: headings use blanks instead, so half a sentence is likelier."""
    look = place.look
    if look.length <= _BALANCED and look.commas == 1 and place.closes_before and place.begins_below:
        return False
    above_text = place.below == 1 and place.ahead is Ahead.TEXT and place.plain_next and not place.unit.line.marks
    return above_text and (look.broken or place.bridged or look.running) and not look.numbered and not look.colon


def clauses(place: Place) -> bool:
    """Two clauses and more in one stretch without the blank that decks put between them."""
    look = place.look
    plain = not place.unit.line.marks and len(look.pieces) == 1
    return plain and (look.commas > 1 or (look.commas == 1 and look.length > 30))


def subheading(place: Place) -> Iterator[Clue]:
    look = place.look
    yield -0.5, "seldom"
    if place.unit.line.marks:
        yield 1.5, "carries heading marks"
    if place.ahead is Ahead.TEXT:
        yield (1.0, "single line above text") if place.below == 1 else (-1.5, "another heading below it")
        if place.run == 1 and not torn(place):
            yield _MATTER * (place.likeness - _KINDRED), "the text below goes on with the matter"
        yield 1.0 * min(2, place.parallel), "one of a series"
    else:
        yield -3.0, "no text of this article below it"
    if look.numbered:
        yield 3.0, "numbered"
    elif look.days and not (place.before and place.before.broken):
        yield 2.5, "a day, the label of an entry"
    elif look.colon:
        yield 1.5, "label and colon"
    if look.box:
        yield 2.5, "the label of a box beside the article"
    if place.after_gap >= 2:
        yield -1.0, "a picture stood below it"
    if place.unit.line.gap >= 3 and not place.unit.line.marks:
        yield -1.0, "a picture stood above it"
    if look.scene and place.illustrated and not place.unit.line.marks:
        yield -1.5, "a scene, as pictures show it"
    if look.length > 30 and not look.numbered:
        yield -1.0, "long"
    if look.lopsided:
        yield -1.2, "quotation marks do not balance"
    if look.pictured or look.masthead:
        yield -2.0, "words of a picture or masthead"
    if place.inside >= TORN:
        yield -5.0, "stands inside a word"
    if torn(place):
        yield -3.5, "a clause sign and no full stop"
    if place.before and place.before.broken and place.plain_next:
        yield -2.0, "stands inside a sentence"


def column(place: Place) -> Iterator[Clue]:
    look = place.look
    yield -1.5, "seldom"
    if place.deck_next:
        yield -2.5, "a deck stands below it"
    if look.column:
        yield 2.0, "words of a column"
    if place.board:
        yield 4.0, "the banner of a board of notices"
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


def teaser(place: Place) -> Iterator[Clue]:
    look = place.look
    yield -2.0, "seldom"
    if look.teaser:
        yield 5.0, "points to another page"
    if place.tight:
        yield 4.5, "lines set together without text"
    if place.unit.line.marks:
        yield -3.0, "carries heading marks"
    if place.ahead is Ahead.SIGNED and place.behind_text and not look.teaser:
        yield -4.0, "a signature below it closes the text above"
    if look.length > 22:
        yield -1.0, "long"
    if place.ahead is Ahead.OPENED and place.run <= 2 and not look.teaser:
        yield -3.0, "above a dateline"
    if place.ahead is Ahead.TEXT and place.run <= 2 and not look.teaser:
        yield -2.0, "above text"


def masthead(place: Place) -> Iterator[Clue]:
    yield (2.0, "words of the masthead") if place.look.masthead else (0.5, "a label")
    if place.before is None or place.before.masthead:
        yield 3.0, "at the top of the page"
    if place.unit.line.marks:
        yield -2.0, "carries heading marks"
