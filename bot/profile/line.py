"""What people write about their business → what it says: 郑州金水区的餐饮小店，想贷50万周转.

Read generously, because it is shown as understood and can be mended; what is not there stays unsaid. No line raises.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.profile import words
from bot.profile.model import NOTHING, Profile, Step
from bot.profile.money import MONEY, yuan
from bot.profile.trades import trade_words
from watchers.facts.numerals import cardinal
from watchers.facts.places import Gazetteer, Place
from watchers.variants import simplified
from watchers.widths import fold

LONGEST_TRADE = 20  # characters: a label on the card
_MOST_PEOPLE = 100_000
_OLDEST = 1900

_PEOPLE = re.compile(
    r"(?P<n>[0-9]{1,6}|[一二两三四五六七八九十百]{1,5})\s?[多来几余]?(?:个|名|位)?(?:员工|工人|职工|人)"
)
_STAFF = re.compile(r"(?:员工|职工|人数|从业人员)[^,。;0-9]{0,4}(?P<n>[0-9]{1,6})")
# What a business takes in or is worth is not what it wants to borrow.
_TURNOVER = re.compile(
    rf"(?:营业额|营业收入|营收|流水|销售额|年?产值|年收入|卖|做)[^,。;0-9一二两三四五六七八九十百千]{{0,6}}(?P<money>{MONEY.pattern})"
)
_CAPITAL = re.compile(
    rf"注册(?:资本|资金)[^,。;0-9]{{0,4}}{MONEY.pattern.replace('?P<sum>', '?:').replace('?P<unit>', '?:')}"
)
_BORROWS = re.compile(r"贷|借|融|缺|需|要|额度|用钱|资金")
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s?(?:年|[-./])?\s?(?:(?P<month>1[0-2]|0?[1-9])(?:月|(?![0-9])))?")
_SINCE = re.compile(
    r"(?:成立|注册|开业|开店|经营|开|干|做)了?(?:已?经?有?)?(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年"
)
_AGO = {"今年": 0, "去年": 1, "前年": 2}
_BORN = re.compile(r"成立|注册|开业|开店|开的|创办|起步|办的|刚开")
# 科技研发 is what the money is for, not an industry.
_RESEARCH = re.compile(r"科技?研发|研发|科研")


def heard(text: str, places: Gazetteer, today: date) -> Profile:
    """All that one line says of a business."""
    line = fold(simplified(text)).strip()
    rest = _CAPITAL.sub(" ", line)
    turnover = _turnover(rest)
    asked = _TURNOVER.sub(" ", rest)
    people = _people(asked)
    place = placed(line, places)
    return Profile(
        industry="、".join(trade_words(_RESEARCH.sub(" ", _unplaced(line, places)))[:2])[:LONGEST_TRADE],
        size=words.size(line),
        people=people,
        turnover=turnover,
        place=place.name if place else "",
        purposes=words.purposes(line),
        amount=yuan(_PEOPLE.sub(" ", asked)) or _borrowed(asked),
        guarantee=words.guarantee(line),
        founded=_founded(line, today),
    )


def answered(step: Step, text: str, places: Gazetteer, today: date) -> Profile:
    """The answer to one question; NOTHING when it says nothing of that kind."""
    line = fold(simplified(text)).strip()
    said = heard(text, places, today)
    match step:
        case Step.INDUSTRY:
            return replace(NOTHING, industry=line[:LONGEST_TRADE])
        case Step.SIZE:
            return replace(NOTHING, size=said.size, people=said.people, turnover=said.turnover)
        case Step.PLACE:
            return replace(NOTHING, place=said.place)
        case Step.PURPOSES:
            return replace(NOTHING, purposes=said.purposes)
        case Step.AMOUNT:
            return replace(NOTHING, amount=yuan(line, bare=True))
        case Step.GUARANTEE:
            return replace(NOTHING, guarantee=said.guarantee)
        case Step.FOUNDED:
            return replace(NOTHING, founded=said.founded or _year(line, today))


def told(said: Profile) -> int:
    """How many things a line says."""
    return sum(map(said.says, Step)) + bool(said.people) + bool(said.turnover)


def candidates(text: str, places: Gazetteer) -> tuple[Place, ...]:
    """The places that somebody may mean: one when it is clear, several when the name alone does not say which."""
    line = fold(simplified(text)).strip()
    found = places.lookup(line)
    if found:
        return found
    mentions = places.mentions(line)
    if not mentions:
        return ()
    everywhere = [place for one in mentions for place in one.places]
    narrow = max(mentions, key=lambda one: max(place.level for place in one.places))
    others = {place.name for place in everywhere} - {place.name for place in narrow.places}
    fitting = [place for place in narrow.places if others & set(places.parents(place.name))]
    return tuple(fitting or narrow.places)


def placed(text: str, places: Gazetteer) -> Place | None:
    """The place that a line names, the narrowest; None when there is none, or several of one name."""
    found = candidates(text, places)
    return found[0] if len(found) == 1 else None


def _unplaced(line: str, places: Gazetteer) -> str:
    """The line without its places: 农业路 and 商城 are no industries."""
    kept, at = "", 0
    for mention in places.mentions(line):
        kept, at = kept + line[at : mention.start] + " ", mention.end
    return kept + line[at:]


def _people(line: str) -> int:
    found = _STAFF.search(line) or _PEOPLE.search(line)
    count = cardinal(found["n"]) if found else None
    return int(count) if count and count <= _MOST_PEOPLE else 0


def _turnover(line: str) -> int:
    found = _TURNOVER.search(line)
    return yuan(found["money"]) if found else 0


def _borrowed(line: str) -> int:
    """想贷50: a bare figure behind a word of borrowing."""
    found = _BORROWS.search(line)
    bare = re.match(r"[^0-9,。;]{0,4}([0-9]{1,6})(?![0-9人个名年月天%号])", line[found.end() :]) if found else None
    return yuan(bare[1], bare=True) if bare else 0


def _founded(line: str, today: date) -> date | None:
    """The month or year of which a line says that the business began then."""
    since = _SINCE.search(line)
    count = cardinal(since["n"]) if since else None
    if count and today.year - int(count) >= _OLDEST:
        return date(today.year - int(count), today.month, 1)
    if not _BORN.search(line):
        return None
    ago = next((years for word, years in _AGO.items() if word in line), None)
    return _year(line, today) or (date(today.year - ago, 1, 1) if ago is not None else None)


def _year(line: str, today: date) -> date | None:
    found = _YEAR.search(line)
    if not found:
        return next((date(today.year - years, 1, 1) for word, years in _AGO.items() if word in line), None)
    day = date(int(found["year"]), int(found["month"] or 1), 1)
    return day if date(_OLDEST, 1, 1) <= day <= today else None
