"""What an English-speaking owner writes about the business: retail shop, 12 staff, Erqi district, need 500k for stock.

Read beside the Chinese, so a line may mix both; what is not there stays unsaid. Names of places are the gazetteer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.profile.model import NOTHING, Guarantee, Profile, Purpose, Size
from bot.profile.money import MOST

_TO_TWELVE = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: n for n, word in enumerate(re.findall(r"\w+", _TO_TWELVE))}
_WORDS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_COUNT = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+(?:\.[0-9]+)?|{'|'.join(_WORDS)}"
_UNITS = {"k": 10**3, "thousand": 10**3, "w": 10**4, "wan": 10**4, "m": 10**6, "mn": 10**6, "mio": 10**6, "mil": 10**6}
_UNITS |= {"million": 10**6, "bn": 10**9, "billion": 10**9, "hundred thousand": 10**5}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_CURRENCY = r"rmb|cny|yuan|kuai|¥"
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})?\s?(?<![\w.,])(?P<part>half (?=an? )|quarter of (?=an? ))?(?P<count>{_COUNT})"
    rf"(?:\s?-?(?P<unit>{_UNIT})(?![\w²]))?(?:\s?(?P<after>{_CURRENCY})(?!\w))?",
    re.IGNORECASE,
)
# A bare figure this large is money; 12 is staff, 2019 a year.
_BARE_FROM = 10_000
# What a business has, takes in or owes is not what it wants; each of them before or behind its sum.
_OTHER = re.compile(
    r"revenues?|turnover|turns over|sales|takings|capital of|registered|profits?|worth|assets|invested|saved"
    r"|savings|debt"
    r"|\bowe|\brent of|\bwe have\b|\bi have\b|\bhave\b|of (?:my|our) own|per month|a month",
    re.IGNORECASE,
)
_TAKEN_IN = re.compile(r"revenues?|turnover|turns? over|sales|takings", re.IGNORECASE)
_MONTHLY = re.compile(r"month", re.IGNORECASE)
_WANTED = re.compile(
    r"\bneed|\bwant|\bborrow|\bloan|\blend|\bshort of|\bshortfall|\blooking for|\bseek|\bfinanc|\brequire|\bcredit"
    r"|\bask|\bget\b|\brefinanc|\braise|\bapply",
    re.IGNORECASE,
)
_STAFF = r"staff|employees?|people|persons?|workers?|crew|team members|hands"
_OTHERS = (
    r"drivers?|teachers?|cooks?|chefs?|waiters?|engineers?|developers?|nurses?|stylists?|members?|technicians?|clerks?"
)
_PEOPLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<n>{_COUNT})\+?[ -](?:\w+[ -])?(?:{_STAFF})\b",
        rf"\b(?:staff|team|workforce|crew|headcount)(?: size)?(?: of|:| is)? (?P<n>{_COUNT})\b",
        rf"\bemploy(?:s|ing)? (?:about |around |some )?(?P<n>{_COUNT})\b",
        rf"\b(?P<n>{_COUNT}) of us\b",
        rf"\b(?P<n>{_COUNT})\+?[ -](?:\w+[ -])?(?:{_OTHERS})\b",
    )
)
_MOST_PEOPLE = 100_000
_FIRM = r"(?:compan(?:y|ies)|firms?|enterprises?|business(?:es)?|factory|manufacturers?|shop|store|sized?)"
_SIZES = (
    (
        Size.SOLE,
        r"sole (?:trader|propriet\w+)|self-?employed|one-(?:man|woman|person)|family[- ]run|individual business"
        r"|mom[- ](?:and|&)[- ]pop|\bstalls?\b|street vendor|just me\b|by myself|on my own\b",
    ),
    (Size.MICRO, r"\bmicro\b"),
    (Size.MEDIUM, r"\bmedium\b|\bmid-?siz"),
    (Size.SMALL, rf"\bsmall(?:[- ](?!medium)\w+)?[- ]{_FIRM}\b"),
)
_BUYS = r"(?:for|buy|buying|purchas\w+|replac\w+|upgrad\w+|new|another|second|install\w*|invest\w* in)"
_THINGS = (
    r"trucks?|vans?|vehicles?|lorr(?:y|ies)|cars?|oven|tractor|forklift|freezers?|lathe|press|drones?"
    r"|harvesters?|computers?|scanners?"
)
_PURPOSES = (
    (
        Purpose.WORKING,
        r"working capital|cash ?flow|\b(?:re)?stock(?:ing)?\b|inventory|payroll|wages|salar|raw material"
        r"|supplies\b|\brent\b"
        r"|\bgoods\b|ingredients|\bfeed\b|fertili[sz]er|pay (?:our |my )?(?:suppliers|bills)|liquidity|day-to-day"
        r"|operating",
    ),
    (
        Purpose.EQUIPMENT,
        rf"equipment|\bmachiner?(?:y|es)\b|\bmachines?\b(?! shop)|production line|\bcnc\b"
        rf"|{_BUYS}\b[^,.;]{{0,24}}\b(?:{_THINGS})\b",
    ),
    (
        Purpose.STARTUP,
        r"start-?up|start(?:ing)? (?:up|a|an|my|our)\b|set(?:ting)? up|\bopen(?:ing)? (?:up )?(?:a|an|my"
        r"|our)\b(?! (?:second|new branch))"
        r"|just start(?:ed|ing)",
    ),
    (Purpose.RESEARCH, r"\br ?(?:&|and|n) ?d\b|research|develop\w* (?:of )?(?:an? |our |the )?new|prototyp"),
    (
        Purpose.RENEWAL,
        r"\brenew|refinanc|roll(?:ing)? ?over|bridge (?:loan|financ)|(?:old|existing|current|bank) loan (?:is "
        r")?(?:due|expir|matur)"
        r"|loan (?:\w+ )?(?:falls? due|matur|expir|is due)",
    ),
    (Purpose.EXPORT, r"\bexport|overseas|foreign orders|abroad"),
)
_HOUSE = (
    r"(?:house|flat|apartment|building|factory|workshop|plant|shop|property|properties|premises|home|land|real estate)"
)
_GUARANTEES = (
    (
        Guarantee.NONE,
        rf"\bno (?:\w+ )?(?:collateral|security|guarant\w+|mortgage|assets|{_HOUSE})|without (?:any "
        rf")?(?:collateral|security|guarant)"
        rf"|unsecured|collateral[- ]free|nothing to (?:pledge|mortgage|offer)|(?:don'?t|do not) (?:have"
        rf"|own)[^,.;]{{0,16}}"
        rf"(?:collateral|{_HOUSE})|(?:can ?not|can'?t) (?:offer|provide|mortgage|pledge)|^none$|^nothing$|^no$",
    ),
    (Guarantee.PLEDGE, r"receivable|\bpatent|\bpledge|purchase orders|warehouse receipts?"),
    (
        Guarantee.MORTGAGE,
        rf"mortgage|collateral|\bown (?:the |an? |our |my )?(?:own )?{_HOUSE}\b|{_HOUSE} as (?:security|a "
        rf"guarantee)|own(?:ed)? premises",
    ),
    (Guarantee.GUARANTOR, r"guarantor|guarantee|vouch"),
)
_MONTHS = {name: n for n, name in enumerate(re.findall(r"\w+", "jan feb mar apr may jun jul aug sep oct nov dec"), 1)}
_BEGUN = r"founded|opened|established|started|registered|incorporated|set up|since|began|launched"
_FOUNDED = re.compile(
    rf"\b(?:{_BEGUN})\b(?: (?:in|back in|around))?(?: (?P<month>{'|'.join(_MONTHS)})[a-z]*\.?)? (?P<year>(?:19"
    rf"|20)[0-9]{{2}})\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"\b(?P<n>{_COUNT})[ -]years?[ -](?:old\b|in business|of (?:operation|trading|history))"
    rf"|\b(?:for|running|open|operating|trading)(?: for)?(?: about| over)? (?P<n2>{_COUNT}) years?\b",
    re.IGNORECASE,
)
_AGO = re.compile(rf"\b(?:{_BEGUN})\b(?: \w+)? (?P<when>last|this) year\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """A sum of money in a line, with the clause that stands around it."""

    yuan: int
    before: str
    around: str


def heard(line: str, today: date) -> Profile:
    """All that the English of a line says; the industry and the place are read elsewhere. `line` in half width."""
    if not re.search("[A-Za-z¥]", line):
        return NOTHING
    sums = list(_sums(line))
    return Profile(
        size=next((size for size, pattern in _SIZES if _says(pattern, line)), None),
        people=_people(line),
        turnover=next((_yearly(one) for one in sums if _TAKEN_IN.search(one.around)), 0),
        purposes=tuple(purpose for purpose, pattern in _PURPOSES if _says(pattern, line)),
        amount=_wanted(sums),
        guarantee=next((kind for kind, pattern in _GUARANTEES if _says(pattern, line)), None),
        founded=_founded(line, today),
    )


def _says(pattern: str, line: str) -> bool:
    return bool(re.search(pattern, line, re.IGNORECASE))


def _number(text: str) -> float:
    word = _WORDS.get(text.lower())
    return float(word) if word is not None else float(text.replace(",", ""))


def _sums(line: str) -> Iterator[_Sum]:
    for found in _MONEY.finditer(line):
        unit = (found["unit"] or "").lower()
        number = _number(found["count"]) * _UNITS.get(unit, 1)
        share = {"h": 0.5, "q": 0.25}.get((found["part"] or " ")[0].lower(), 1)
        value = int(number * share)
        spoken = unit or found["before"] or found["after"] or value >= _BARE_FROM
        if spoken and 0 < value <= MOST:
            yield _around(line, found, value)


def _around(line: str, found: re.Match[str], value: int) -> _Sum:
    """A clause ends at a comma, but not within 1,500,000; and where another thing is said: and, but."""
    marks = list(re.finditer(r"[,;。](?!\d)|\.(?!\d)|\b(?:and|but)\b", line))
    start = max((mark.end() for mark in marks if mark.end() <= found.start()), default=0)
    end = min((mark.start() for mark in marks if mark.start() >= found.end()), default=len(line))
    return _Sum(yuan=value, before=line[start : found.start()], around=line[start:end])


def _wanted(sums: list[_Sum]) -> int:
    """The sum behind a word of wanting; else the first that is said of nothing else."""
    free = [one for one in sums if not _OTHER.search(one.around)]
    asked = [one for one in sums if _WANTED.search(one.before)] or [one for one in free if _WANTED.search(one.around)]
    return next((one.yuan for one in asked or free), 0)


def _yearly(one: _Sum) -> int:
    return one.yuan * (12 if _MONTHLY.search(one.around) else 1)


def _people(line: str) -> int:
    found = next((found for pattern in _PEOPLE if (found := pattern.search(line))), None)
    count = int(_number(found["n"])) if found else 0
    return count if count <= _MOST_PEOPLE else 0


def _founded(line: str, today: date) -> date | None:
    if found := _FOUNDED.search(line):
        day = date(int(found["year"]), _MONTHS.get((found["month"] or "jan").lower(), 1), 1)
        return day if day <= today else None
    if found := _AGE.search(line):
        years = int(_number(found["n"] or found["n2"]))
        return date(today.year - years, today.month, 1) if years < 100 else None
    if found := _AGO.search(line):
        return date(today.year - (found["when"].lower() == "last"), 1, 1)
    return None
