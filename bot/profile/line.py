"""What people write about their business → what it says: 郑州金水区的餐饮小店，想贷50万周转.

Read generously, because it is shown as understood and can be mended; what is not there stays unsaid. No line raises.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.profile import english, words
from bot.profile.model import NOTHING, Profile, Step, joined
from bot.profile.money import MONEY, rounded, yuan
from bot.profile.trades import trade_words
from watchers.facts.numerals import cardinal
from watchers.facts.places import Gazetteer, Place
from watchers.variants import simplified
from watchers.widths import fold

LONGEST_TRADE = 20  # characters: a label on the card
_MOST_PEOPLE = 100_000
_OLDEST = 1900

_HANDS = (
    r"员工|工人|职工|人(?!家|民|气|均|脉|工智)|阿姨|师傅|老师|教师|司机|店员|伙计|技工|技术员|厨师|护士|护工"
    r"|医生|会计|骑手|工友|小工|学徒|徒弟|设计师|程序员|工程师|销售员|主播|讲师|保安"
)
_PEOPLE = re.compile(
    rf"(?P<n>[0-9]{{1,6}}|[一二两三四五六七八九十百]{{1,5}})\s?(?:[多来几余]|大几)?(?:口子|[个名位号]|口)?(?:全职"
    rf"|兼职|正式)?(?:{_HANDS})"
)
_STAFF = re.compile(
    r"(?:员工|职工|人数|从业人员|雇了?|请了?|用工|主播|骑手|店员|司机|老师|阿姨"
    r"|工人)[^,。;0-9一二两三四五六七八九十百]{0,4}(?P<n>[0-9]{1,6}"
    r"|[一二两三四五六七八九十百]{1,5})(?![万0-9])"
)
# What a business takes in or is worth is not what it wants to borrow.
_TAKINGS = (
    r"营业额|营业收入|营收|流水|销售(?:额|收入)?|年?产值|年收入|收入"
    r"|(?:一年|每年|年|一个?月|每月|月)[^,。;0-9]{0,3}[卖做]"
)
_TURNOVER = re.compile(
    rf"(?P<month>月)?[均]?(?:{_TAKINGS})[^,。;0-9一二两三四五六七八九十百千]{{0,6}}(?P<money>{MONEY.pattern})"
)
_PLAIN_MONEY = MONEY.pattern.replace("?P<sum>", "?:").replace("?P<unit>", "?:")
# Neither is what stands in its papers, what its owner has or has paid, nor the rent.
_OWNED = re.compile(
    rf"(?:注册(?:资本|资金)|自有(?:资金)?|自己有|自己[出凑投]|手[里头上]有|已经?[有投]|投资?了|投入了?|总投资|欠"
    rf"|押金|房租|租金|利润|存款|积蓄)"
    rf"[^,。;0-9一二两三四五六七八九十百]{{0,6}}{_PLAIN_MONEY}"
)
_WANTS = r"贷款?|借|融资?|缺口?|需要?|要|额度|差|想用|申请|周转|续|够"
_ASKED = re.compile(rf"(?:{_WANTS})[^,。;0-9一二两三四五六七八九十百千]{{0,10}}(?P<money>{MONEY.pattern})")
_BORROWS = re.compile(r"贷|借|融|缺|需|要|额度|用钱|资金|差")
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s?(?:年|[-./])?\s?(?:(?P<month>1[0-2]|0?[1-9])(?:月|(?![0-9])))?")
_SINCE = re.compile(
    r"(?:成立|注册|开业|开店|开张|经营|营业|开|干|做)(?:这行)?了?(?:已?经?有?)?(?:快|大概|差不多)?"
    r"(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[来多几]?年|(?P<n2>[0-9]{1,2}"
    r"|[一二两三四五六七八九十]{1,3})年(?:老店|的店|了)"
)
# 19年成立, as people say it.
_SHORT_YEAR = re.compile(r"(?<![0-9])(?P<yy>[0-2][0-9])年?(?:底|初|年初|年底)?(?:开业|开张|开的|成立|注册|创办|办的)")
# So it is called in its city; in a paper 港区 is Hong Kong's.
_AIRPORT = re.compile(r"(?<![一-鿿])港区")
# 卖早点的 想贷3万: who leaves commas out means them, but not within English.
_BLANK = re.compile(r"(?<=[一-鿿])\s+|(?<=[0-9])\s+(?=[一-鿿])")
_AGO = {"今年": 0, "去年": 1, "前年": 2}
_BORN = re.compile(r"成立|注册|开业|开店|开张|开的|就有|创办|起步|办的|刚开|办了?执照")
# 科技研发 is what the money is for, not an industry.
_RESEARCH = re.compile(r"科技?研发|研发|科研")


def heard(text: str, places: Gazetteer, today: date, near: str = "") -> Profile:
    """All that one line says of a business, in Chinese, in English or in both.

    `near` is the full name of where its writer is: of several places called alike (高新区) the one there is meant.
    """
    typed = _AIRPORT.sub("航空港区", places.in_chinese(fold(simplified(text)).strip()))
    line = _BLANK.sub(",", typed)
    about = rounded(line)
    place = placed(line, places, near)
    turnover = _turnover(about)
    asked = _TURNOVER.sub(" ", _OWNED.sub(" ", about))
    chinese = Profile(
        industry="、".join(trade_words(_RESEARCH.sub(" ", _unplaced(line, places)))[:2])[:LONGEST_TRADE],
        size=words.size(line),
        people=_people(_TURNOVER.sub(" ", about)),
        turnover=turnover,
        place=place.name if place else "",
        purposes=words.purposes(line),
        amount=_amount(asked),
        guarantee=words.guarantee(line),
        founded=_founded(line, today),
    )
    spoken = english.heard(typed, today)
    every = tuple(dict.fromkeys((*spoken.purposes, *chinese.purposes)))
    return replace(joined(spoken, chinese), purposes=every)


def answered(step: Step, text: str, places: Gazetteer, today: date, near: str = "") -> Profile:
    """The answer to one question; NOTHING when it says nothing of that kind."""
    line = fold(simplified(text)).strip()
    said = heard(text, places, today, near)
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
            return replace(NOTHING, amount=said.amount or yuan(rounded(line), bare=True))
        case Step.GUARANTEE:
            return replace(NOTHING, guarantee=said.guarantee)
        case Step.FOUNDED:
            return replace(NOTHING, founded=said.founded or _year(line, today))


def told(said: Profile) -> int:
    """How many things a line says."""
    return sum(map(said.says, Step)) + bool(said.people) + bool(said.turnover)


def candidates(text: str, places: Gazetteer, near: str = "") -> tuple[Place, ...]:
    """The places that somebody may mean: one when it is clear, several when the name alone does not say which."""
    found = _called(places.in_chinese(fold(simplified(text)).strip()), places)
    here = {near, *places.parents(near)}
    close = tuple(place for place in found if here & {place.name, *_county_and_city(place, places)})
    return close if len(close) == 1 else found


def _county_and_city(place: Place, places: Gazetteer) -> tuple[str, ...]:
    """What a place lies in, without its province, in which everybody is."""
    return places.parents(place.name)[1:]


def _called(line: str, places: Gazetteer) -> tuple[Place, ...]:
    found = places.lookup(line)
    if found:
        return found
    mentions = places.mentions(line)
    if not mentions:  # 二七, 中原: names that mean something else in a sentence, but not where they stand alone
        alone = (places.lookup(part) for part in re.split(r"[,。;、\s]+", line) if part)
        return next((found for found in alone if found), ())
    everywhere = [place for one in mentions for place in one.places]
    narrow = max(mentions, key=lambda one: max(place.level for place in one.places))
    others = {place.name for place in everywhere} - {place.name for place in narrow.places}
    fitting = [place for place in narrow.places if others & set(places.parents(place.name))] or list(narrow.places)
    whole = [place for place in fitting if all(places.within(one.name, place.name) for one in fitting)]
    return tuple(whole or fitting)  # 新乡 is the city, not the county of its name in it


def placed(text: str, places: Gazetteer, near: str = "") -> Place | None:
    """The place that a line names, the narrowest; None when there is none, or several of one name."""
    found = candidates(text, places, near)
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
    return yuan(found["money"]) * (12 if found["month"] else 1) if found else 0


def _amount(line: str) -> int:
    """The sum behind a word of borrowing, else the first one. Heads are no money."""
    counted = _PEOPLE.sub(" ", line)
    wanted = _ASKED.search(counted)
    return (yuan(wanted["money"]) if wanted else 0) or yuan(counted) or _borrowed(counted)


def _borrowed(line: str) -> int:
    """想贷50: a bare figure behind a word of borrowing."""
    found = _BORROWS.search(line)
    bare = re.match(r"[^0-9,。;]{0,4}([0-9]{1,6})(?![0-9人个名年月天%号])", line[found.end() :]) if found else None
    return yuan(bare[1], bare=True) if bare else 0


def _founded(line: str, today: date) -> date | None:
    """The month or year of which a line says that the business began then."""
    since = _SINCE.search(line)
    count = cardinal(since["n"] or since["n2"]) if since else None
    if count and today.year - int(count) >= _OLDEST:
        return date(today.year - int(count), today.month, 1)
    if short := _SHORT_YEAR.search(line):
        day = date(2000 + int(short["yy"]), 1, 1)
        return day if day <= today else None
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
