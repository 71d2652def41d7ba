"""What stands around a line: the run of heading-like lines it is in, what that run leads to, and whether the text below
goes on with the matter of the text above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from watchers.reading.around import PICTURES, between_pictures, look_for_pictures, look_for_signatures
from watchers.reading.boards import boards, notices
from watchers.reading.bylines import pictures_only
from watchers.reading.features import BEGINNING, Traits, closes, traits
from watchers.reading.groups import Printed, bridged, plain_text, recognise
from watchers.reading.lines import Unit
from watchers.reading.place import Ahead, Place
from watchers.reading.seams import Words, seam
from watchers.reading.vocabulary import NOTHING, Vocabulary, runs

_WINDOW = 6
# Who does what takes as many signs; what is shorter is the end of a sentence, though it begins like one.
_SENTENCE = 10


def places(units: Sequence[Unit], words: Words) -> list[Place]:
    """The units of a page with their surroundings, in order."""
    looks = [traits(unit) for unit in units]
    printed = Printed(units)
    recognise(units, looks, printed, words)
    aheads, below = _aheads(units, looks)
    tight = _tight(units)
    plain = [plain_text(unit, look) for unit, look in zip(units, looks, strict=True)]
    heads_notice = notices(units, looks, plain)
    names_board = boards(units, heads_notice)
    found: list[Place] = []
    run = 0
    for i, (unit, look) in enumerate(zip(units, looks, strict=True)):
        run = (run + 1 if i and looks[i - 1].titled else 1) if look.titled else 0
        place = Place(
            unit=unit,
            look=look,
            before=looks[i - 1] if i else None,
            ahead=aheads[i],
            run=run + below[i] - 1 if run else 0,
            below=below[i],
            tight=tight[i],
            notice=heads_notice[i],
            board=names_board[i],
            between_pictures=between_pictures(units, i),
        )
        found.append(place)
        if i:
            _look_up(place, units[i - 1], looks[i - 1])
        if i + 1 < len(units):
            _look_down(place, units[i + 1], looks[i + 1], plain[i + 1])
            place.bridged = look.titled and plain[i + 1] and bridged(units, printed, i)
            place.echo = look.titled and _echo(units, i)
        if i and looks[i - 1].broken:
            _look_across(place, units[i - 1], units[i + 1] if i + 1 < len(units) else None, words)
    _compare(found)
    look_for_signatures(found)
    look_for_pictures(found)
    return found


def _look_up(place: Place, above: Unit, look: Traits) -> None:
    """What the line above says of a line."""
    place.closes_before = above.jump_out is not None or look.closed
    place.pictures = look.people is not None and PICTURES.search(above.text) is not None
    place.close_under = place.tight and place.unit.line.gap == 0 and not look.titled and look.closed


def _look_down(place: Place, below: Unit, look: Traits, plain: bool) -> None:
    """What the line below says of a line."""
    place.plain_next, place.after_gap = plain, below.line.gap
    place.banner = 0 < place.unit.line.marks < below.line.marks
    place.deck_next = look.titled and look.dashed
    if place.look.titled and place.look.commas == 1:
        place.begins_below = BEGINNING.match(below.text) is not None


def _look_across(place: Place, above: Unit, below: Unit | None, words: Words) -> None:
    """Under a sentence that is not finished: whether it goes on in this line, or behind it."""
    place.goes_on = seam(above.text, place.unit.text, words)
    if below is not None:
        place.inside = seam(above.text, below.text, words)
        place.stranger = not place.look.commas and _stranger(place.unit, below)


def _tight(units: Sequence[Unit]) -> list[bool]:
    """Lines that touch a neighbour; none where most do, because then the converter puts no blank lines."""
    gaps = [unit.line.gap for unit in units]
    first = [gap == 0 and i > 0 and not units[i].line.cut for i, gap in enumerate(gaps)]
    if 2 * sum(first) > len(units):
        return [False] * len(units)
    return [first[i] or (i + 1 < len(units) and first[i + 1]) for i in range(len(units))]


def _aheads(units: Sequence[Unit], looks: Sequence[Traits]) -> tuple[list[Ahead], list[int]]:
    aheads, below = [Ahead.NOTHING] * len(units), [0] * len(units)
    coming, count = Ahead.NOTHING, 0
    for i in range(len(units) - 1, -1, -1):
        unit, look = units[i], looks[i]
        if look.titled:
            count += 1
            aheads[i], below[i] = coming, count
            continue
        aheads[i] = coming
        if unit.opening or unit.jump_in:
            coming = Ahead.OPENED
        elif look.people is not None:
            coming = _byline(units, looks, i, coming, count)
        elif look.credit or not unit.text:
            coming = Ahead.OTHER
        else:
            coming = Ahead.TEXT
        count = 0
    return aheads, below


def _byline(units: Sequence[Unit], looks: Sequence[Traits], i: int, coming: Ahead, count: int) -> Ahead:
    """A byline with text under it opens an article; one with headings or nothing under it has signed the last."""
    if coming is Ahead.TEXT and (count == 0 or (count == 1 and not pictures_only(units[i].text))):
        return Ahead.OPENED
    following = looks[i + 1] if i + 1 < len(looks) else None
    if following is not None and (following.people is not None or following.credit):
        return coming
    return Ahead.SIGNED


def _compare(found: list[Place]) -> None:
    """Single heading-like lines above text that nothing opens: series and shared vocabulary decide what they are."""
    for i in range(len(found)):
        if found[i].look.titled and not found[i].notice and _lead(found, i):
            found[i].parallel = 2
    doubtful = [
        i for i, place in enumerate(found) if place.look.titled and place.run == 1 and place.ahead is Ahead.TEXT
    ]
    if not doubtful:
        return
    series = _series(found)
    shapes = Counter((series[i], _shape(found[i])) for i in doubtful)
    words = Vocabulary(runs(place.unit.text) if not place.look.titled else NOTHING for place in found)
    for i in doubtful:
        found[i].parallel = 0 if found[i].notice else shapes[series[i], _shape(found[i])] - 1
        above, beneath = _stretch(found, i, -1), _stretch(found, i, 1)
        found[i].likeness = words.likeness(words.union(above), words.union(beneath))


def _series(found: Sequence[Place]) -> list[int]:
    """For every line the number of its stretch between sure beginnings of articles: a series lies inside one."""
    numbers, number = [], 0
    for place in found:
        opened = place.unit.opening is not None or place.unit.jump_in is not None
        if opened or (place.look.titled and place.below == 1 and (place.run > 1 or place.ahead is Ahead.OPENED)):
            number += 1
        numbers.append(number)
    return numbers


def _lead(found: Sequence[Place], i: int) -> bool:
    """The first label of a box stands right under its longer headline, and the next label looks like it."""
    place = found[i]
    asks = place.unit.text.endswith("?")
    if not (place.run > 1 and (asks or found[i - 1].look.length > place.look.length)):
        return False
    if not (place.below == 1 and place.ahead is Ahead.TEXT and place.look.length <= (24 if asks else 12)):
        return False
    for other in found[i + 1 : i + 4]:
        if other.look.titled:
            alike = abs(other.look.length - place.look.length) <= 4
            alike = other.unit.text.endswith("?") if asks else alike
            return other.run == 1 and other.ahead is Ahead.TEXT and alike and len(place.look.pieces) == 1
    return False


def _stranger(unit: Unit, below: Unit) -> bool:
    """Under an unfinished sentence: this line begins one of its own, the line below none."""
    if len(unit.text) < _SENTENCE and closes(unit.text):
        return False  # `9月。` and `在年底前。` end the sentence above
    return BEGINNING.match(unit.text) is not None and BEGINNING.match(below.text) is None


def _echo(units: Sequence[Unit], i: int) -> bool:
    """The text below begins with the subject of the heading, of which the text above does not speak."""
    subject = units[i].text.lstrip("“")[:3]
    below = units[i + 1].text[:16]
    return subject in below and not (i and subject in units[i - 1].text)


def _shape(place: Place) -> tuple[object, ...]:
    """What parallel sub-headings share: quotation marks, or the lengths of their phrases."""
    look, text = place.look, place.unit.text
    if "“" in text:
        return ("quoted", text[0] == "“", text[-1] == "”", min(3, len(look.pieces)))
    return ("lengths", *(len(piece) for piece in look.pieces)) if len(look.pieces) > 1 else ("length", look.length // 2)


def _stretch(found: Sequence[Place], start: int, step: int) -> list[int]:
    """The running text on one side of a line, up to a sure boundary between articles."""
    taken: list[int] = []
    i = start + step
    while 0 <= i < len(found) and len(taken) < _WINDOW:
        place = found[i]
        if place.look.titled:
            if place.run > 1 or place.ahead is Ahead.OPENED:
                break
        elif place.unit.opening or place.unit.jump_in or place.unit.jump_out:
            if step < 0:
                taken.append(i)
            break
        elif place.unit.text and place.look.people is None:
            taken.append(i)
        i += step
    return taken
