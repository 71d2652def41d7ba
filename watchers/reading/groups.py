"""Lines known by their neighbours before any weighing: staff blocks, verse, boxes, signed notices, torn text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from watchers.reading.features import BEGINNING, PLACE, SHORT, Traits
from watchers.reading.lines import Unit
from watchers.reading.names import Names
from watchers.reading.seams import Words, seam

# How far around a break its torn word is searched: about a page, in lines and in signs of each.
_NEAR, _NEAR_SIGNS = 60, 1000
_PEN_NAME = re.compile(r"[一-鿿]{2,3}")
# Other short lines above the first paragraph.
_PART = re.compile(
    r"引子|前言|引言|导语|导读|序言|序幕|题记|开头语|开篇语|背景|摘要|[上中下]篇|之[一二三]|其[一二三]|一线|现场|现状|案例|缘起|问题|[一-鿿]?镜头"
)
_BULLETS = frozenset("●■◆▲★◎□▶◇○△☆※•·")
# What items of one list begin with; the items of a list share the form, whatever their number.
_ITEM_FORMS = tuple(
    re.compile(form)
    for form in (
        "——",
        "[一二三四五六七八九十]{1,3}、",
        r"\([一二三四五六七八九十]{1,3}\)",
        r"\d{1,2}[.、](?!\d)",
        r"\(\d{1,2}\)",
        "[①-⑳]",
    )
)
_CLOSING_SIGNS = ",、。;:!?)”》%"
_HAN_ONLY = re.compile(r"[一-鿿]+")
# Headlines and teasers are set in one to three lines; more of them without a blank line are verse or a list.
_STANZA = 4
# A line of this length with several clauses and no blank between them is a sentence, not a deck.
_SENTENCE = 36
# From here on a word list is sure that a break tore a word: of three hundred whole breaks none reached it.
TORN = 3.0
# Public notices are signed by who gives them, and dated.
_NOTICE = re.compile(r"公告|公示|通告|通知|声明|启事|公报|讣告")
_GIVER = re.compile(
    r"(?:中共|[一-鿿]{1,6}[省市县区镇乡]|[一-鿿]{1,6}街道)[一-鿿()、\s]{2,24}(?:局|委|部|厅|院|办|办公室|委员会|政府|支队|总队|大队|指挥部|中心|集团|公司|协会|学校|大学|医院|社|处|站)$"
)
_DATED = re.compile(
    r"(?:\d{4}|[二〇零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
)
_NOTICE_REACH = 12


class Printed:
    """The text around each line, in which torn words are looked up."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._starts = list(accumulate((min(len(unit.text), _NEAR_SIGNS) + 1 for unit in units), initial=0))
        self._text = "\n".join(unit.text[:_NEAR_SIGNS] for unit in units)

    def holds(self, words: str, near: int) -> bool:
        """Whether the lines around line `near` hold `words`."""
        last = len(self._starts) - 1
        return self._text.find(words, self._starts[max(0, near - _NEAR)], self._starts[min(last, near + _NEAR)]) >= 0


def recognise(units: Sequence[Unit], looks: list[Traits], printed: Printed, words: Words) -> None:
    """Correct the looks of lines by what surely stands around them."""
    _extend_credits(units, looks)
    _recognise_stanzas(units, looks)
    _recognise_givers(units, looks)
    _recognise_authors(units, looks)
    _recognise_text(units, looks, printed, words)
    _recognise_boxes(units, looks)


def _extend_credits(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Lines that touch a staff line are part of its block: the team above it, names that ran over below it."""
    for i in range(len(units) - 1, 0, -1):
        if looks[i].credit and units[i].line.gap == 0 and looks[i - 1].titled:
            looks[i - 1] = replace(looks[i - 1], credit=True, titled=False)
    for i in range(1, len(units)):
        if looks[i - 1].credit and units[i].line.gap == 0 and looks[i].titled and looks[i].bare:
            looks[i] = replace(looks[i], credit=True, titled=False)


def _recognise_stanzas(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Short lines set close together, more than any headline has: verse, or a list of names."""
    start = 0
    for i in range(1, len(units) + 1):
        joined = i < len(units) and units[i].line.gap == 0 and _bare_line(units[i], looks[i])
        if joined and (i - 1 > start or _bare_line(units[i - 1], looks[i - 1])):
            continue
        if i - start >= _STANZA and _may_open_verse(units, looks, start):
            for j in range(start, i):
                looks[j] = replace(looks[j], titled=False, broken=False, bare=None, verse=True)
        start = i


def _may_open_verse(units: Sequence[Unit], looks: Sequence[Traits], start: int) -> bool:
    """Verse stands under its title, its author or another stanza, a list under a colon; teasers stand anywhere."""
    if start == 0 or any(looks[i].teaser for i in range(start, start + _STANZA)):
        return False
    above = looks[start - 1]
    return above.titled or above.people is not None or above.verse or units[start - 1].text.endswith(":")


def _bare_line(unit: Unit, look: Traits) -> bool:
    return look.titled and not unit.line.marks and not unit.line.cut


def _recognise_givers(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Who gives a notice, and the day, below its text."""
    notice = -_NOTICE_REACH
    for i, (unit, look) in enumerate(zip(units, looks, strict=True)):
        if look.titled and _NOTICE.search(unit.text):
            notice = i
        elif look.titled and not unit.line.marks and i and _below_text(looks[i - 1]):
            dated = _DATED.fullmatch(unit.text) is not None
            followed = i + 1 < len(units) and _DATED.fullmatch(units[i + 1].text) is not None
            given = _GIVER.fullmatch(unit.text) and (followed or i - notice < _NOTICE_REACH)
            if dated or given:
                looks[i] = replace(
                    look, titled=False, masthead=False, broken=False, closed=True, signs=dated or not followed
                )


def _recognise_authors(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Two or three signs between a headline and its text: the pen name of an essay's author, whatever the surname."""
    for i in range(1, len(units) - 1):
        look, text = looks[i], units[i].text
        if not look.titled or look.bare or units[i].line.marks or not _PEN_NAME.fullmatch(text) or look.box:
            continue
        headed = looks[i - 1].titled and looks[i - 1].length >= 2 * look.length and looks[i + 1].closed
        label = any(other.titled and other.length == look.length for other in looks[i + 2 : i + 5])
        if headed and not label and plain_text(units[i + 1], looks[i + 1]) and not _names_part(text):
            looks[i] = replace(look, bare=Names(reporters=(text,)))


def _names_part(text: str) -> bool:
    return _PART.fullmatch(text) is not None or PLACE.match(text) is not None


def _below_text(above: Traits) -> bool:
    return not above.titled and above.closed


def _recognise_text(units: Sequence[Unit], looks: list[Traits], printed: Printed, words: Words) -> None:
    """Lines that look like headings but surely are the first half of the text below them."""
    for i in range(len(units) - 1):
        look = looks[i]
        if not look.titled or units[i].line.marks or look.closed:
            continue
        above, below = units[i].text, units[i + 1].text
        if look.length >= _SENTENCE and look.commas > 1 and len(look.pieces) == 1 and not look.dashed:
            looks[i] = replace(look, titled=False)
        elif plain_text(units[i + 1], looks[i + 1]) and (
            look.sentence
            or _quote_goes_on(above, below)
            or seam(above, below, words) >= TORN
            or _torn_word(above, below, printed, i)
        ):
            looks[i] = replace(look, titled=False, broken=True)


def _recognise_boxes(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Pairs of a short and a long line, again and again without any text between: a box, the long lines its text."""
    pair = [_box_pair(units, looks, i) for i in range(len(looks) - 1)]
    _recognise_answers(units, looks)
    _recognise_items(units, looks)
    _recognise_lists(units, looks)
    _recognise_timetables(units, looks)
    for i in range(len(pair) - 2):
        if pair[i] and pair[i + 2] and abs(looks[i].length - looks[i + 2].length) <= 1:
            for j in (i + 1, i + 3):
                looks[j] = replace(looks[j], titled=False, broken=False)


def _recognise_answers(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Short lines between questions, and the one below the last: boxes print answers without a full stop."""
    asks = [look.titled and unit.text.endswith("?") for unit, look in zip(units, looks, strict=True)]
    for i in range(len(asks) - 1):
        if not asks[i] or asks[i + 1] or units[i + 1].line.marks:
            continue
        if any(asks[max(0, i - 2) : i]) or any(asks[i + 1 : i + 3]):
            looks[i + 1] = replace(looks[i + 1], titled=False, broken=False)


def _recognise_items(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Lines in a row behind the same bullet are items of briefs; the last may lack its full stop."""
    for i, unit in enumerate(units):
        if unit.text[:1] in _BULLETS and not looks[i].closed and _same_bullet(units, i):
            goes_on = i + 1 < len(units) and plain_text(units[i + 1], looks[i + 1])
            broken = looks[i].broken and goes_on and units[i + 1].text[0] != unit.text[0]
            looks[i] = replace(looks[i], titled=False, broken=broken)


def _recognise_lists(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Items of a list need no full stop: where the next item follows none is broken, nor the last one among such."""
    forms = [_item_form(unit.text) for unit in units]
    without_stop = False
    for i, form in enumerate(forms):
        if form is None or (i and forms[i - 1] != form):
            without_stop = False
        if form is None or not looks[i].broken:
            continue
        last = i + 1 == len(units) or forms[i + 1] != form
        if not last or (without_stop and not _completed(units, looks, i)):
            looks[i] = replace(looks[i], broken=False)
        without_stop = True


def _recognise_timetables(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Days as labels, again and again: what stands between them is what happens then, with or without a full stop."""
    days = {i for i, look in enumerate(looks) if look.days}
    for i in days:
        entry = i + 1
        label = not days.isdisjoint((i - 2, i + 2)) and entry < len(units)
        if label and looks[entry].titled and not looks[entry].days and not units[entry].line.marks:
            looks[entry] = replace(looks[entry], titled=False, broken=False)


def _item_form(text: str) -> int | None:
    """Which of the forms the line begins with as an item."""
    return next((i for i, form in enumerate(_ITEM_FORMS) if form.match(text)), None)


def _completed(units: Sequence[Unit], looks: Sequence[Traits], i: int) -> bool:
    """Whether the line below is text that does not begin as sentences do: the rest of a torn item."""
    return i + 1 < len(units) and plain_text(units[i + 1], looks[i + 1]) and not BEGINNING.match(units[i + 1].text)


def _same_bullet(units: Sequence[Unit], i: int) -> bool:
    return any(other.text[:1] == units[i].text[0] for other in (*units[max(0, i - 1) : i], *units[i + 1 : i + 2]))


def _box_pair(units: Sequence[Unit], looks: Sequence[Traits], i: int) -> bool:
    """A short label, and below it more than a headline: a list, or clauses."""
    short, long = looks[i], looks[i + 1]
    sized = short.titled and (long.titled or long.broken) and short.length <= 8
    sized = sized and max(12, 2 * short.length) <= long.length <= SHORT
    return sized and units[i + 1].line.gap > 0 and long.listed + long.commas > 0


def _quote_goes_on(above: str, below: str) -> bool:
    """A quotation opened above and closed first thing below."""
    if above.count("“") <= above.count("”"):
        return False
    closes, opens = below.find("”"), below.find("“")
    return closes >= 0 and (opens < 0 or closes < opens)


def _torn_word(above: str, below: str, printed: Printed, i: int) -> bool:
    """Whether four signs across the break stand together elsewhere."""
    if not _joined_elsewhere(above, below, printed, i):
        return False
    bridges = [above[-left:] + below[: 4 - left] for left in (1, 2, 3)]
    return any(len(bridge) == 4 and _HAN_ONLY.fullmatch(bridge) and printed.holds(bridge, i) for bridge in bridges)


def _joined_elsewhere(above: str, below: str, printed: Printed, i: int) -> bool:
    """Whether the two signs at the break stand together elsewhere, as they must where a whole word does."""
    pair = above[-1] + below[0]
    return _HAN_ONLY.fullmatch(pair) is not None and printed.holds(pair, i)


def bridged(units: Sequence[Unit], printed: Printed, i: int) -> bool:
    """Whether the signs on both sides of the break above plain text stand together elsewhere: a word was torn."""
    above, below = units[i].text, units[i + 1].text
    if below[0] in _CLOSING_SIGNS or (above[-1].isdecimal() and below[0].isdecimal()):
        return True
    if not _joined_elsewhere(above, below, printed, i):
        return False
    bridges = [words for words in (above[-1] + below[:2], above[-2:] + below[0]) if len(words) == 3]
    return any(_HAN_ONLY.fullmatch(words) and printed.holds(words, i) for words in bridges)


def plain_text(unit: Unit, look: Traits) -> bool:
    """Running text that opens nothing: it belongs to what stands above it."""
    opens = unit.opening or unit.jump_in or look.people is not None or look.credit
    return not look.titled and not opens and bool(unit.text)
