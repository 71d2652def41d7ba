"""Telephone numbers in every form that papers print, in one form, with whose they are.

0371-67181234 is printed with a hyphen, a dash (0371—), brackets ((0371)), blanks or +86 before it; 400 numbers in
any grouping; local numbers and mobiles bare, and hotlines of three to six digits (12345, 95598). A bare number may
as well be a sum, a date or an order number: it counts only directly behind a word of telephoning (电话, 拨打) or
before one (12345热线).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from watchers.facts.sentences import Sentence, clause_end, clause_start
from watchers.model import Phone

_JOINT = r"[\s)—–-]{1,3}"
_LOCAL = r"[2-8][0-9]{2,3}[\s-]?[0-9]{4}"
_EXTENSION = r"(?:(?:转|-)(?P<extension>[0-9]{1,5})(?:分机)?)?"
_SERVICE = r"1[012][0-9]{1,3}|95[0-9]{3,4}|96[0-9]{3,4}"
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?:"
    rf"(?:\+?86[\s-]?)?\(?(?P<area>0[1-9][0-9]{{1,2}}"
    rf"|(?<=86[\s-])[1-9][0-9]{{1,2}}){_JOINT}(?P<local>{_LOCAL})(?![0-9]){_EXTENSION}"
    r"|(?P<free>[48]00(?P<mark>[\s—–-]?)[0-9]{3,4}(?P=mark)[0-9]{3,4})(?![0-9])"
    r"|(?:\+?86[\s-]?)?(?P<mobile>1[3-9][0-9][\s-]?[0-9]{4}[\s-]?[0-9]{4})(?![0-9])"
    rf"|(?P<bare>{_LOCAL})(?![0-9年月日.]|[万亿元个人户名])"
    rf"|(?P<service>{_SERVICE})(?![0-9.%年月日万亿元个户名吨号]))"
)
_CUE = re.compile(
    r"(?:电话|热线|传真|手机号?|专线|拨(?![付款])打?|致电|联系方式|联系人|咨询|客服|值班|来电|(?:举报|投诉|反映|咨询|监督)(?:渠道|方式))[^0-9,。;]{0,10}$"
    r"|(?:联系人|联系)[^0-9。;]{0,10}$"
)
# Which stands behind a hotline's figure: 12345政务服务便民热线, 110报警.
_CUE_AFTER = re.compile(r"[”\"]?[一-鿿]{0,8}?(?:热线|电话|专线|报警|急救)")
_CHAIN = re.compile(r"\s?(?:[、,/]|,?或者?|和|(?:变更|调整|更改|更换|改)为)\s?")
# A list of numbers, each with its place or office before it: 值班电话:中牟县 62182200,新密市 69822000.
_ROW = re.compile(r"[,、:](?:\s?(?P<label>[一-鿿]{2,10})[:\s]\s?|(?P<area>[东西南北中老新一-鿿][区县市站]))")
_LABEL = re.compile(
    r"(?P<label>[一-鿿A-Za-z()]{0,14}(?:电话|热线|传真|手机号?|专线|值班室|联系方式|客服"
    r"|咨询|举报|投诉|报修))(?:\([^()]{1,8}\))?[统一号码均为是:“\"\s(]{0,6}$"
)
_LABEL_LEAD = re.compile(
    r"^(?:.*(?:请|可|欢迎|拨打|致电|通过|关注|登录|或|的|由|向|与|和|及|还能)|本报|其|该)(?=[一-鿿]{2})|^(?:[0-9]+"
    r"|小时)+"
)
_BARE_LABEL = re.compile(
    r"(?:联系|咨询|服务|报名|预约|监督|举报|投诉|办公|值班|报警|客服|联络|监督举报|24小时|\(\))*(?:电话|热线|传真"
    r"|手机号?|专线|值班室|联系方式|客服|咨询)"
)
_PERSON = re.compile(
    r"(?:联系人[:为]?|与)(?P<name>[小老]?[一-鿿]{1,3}(?:先生|女士|老师|师傅|主任|经理|律师)?)(?=[,、。\s:(]|联系|[0-9])"
)
# 客户经理王莉(1580000…): the bracket behind a name is its number.
_PERSON_BEFORE = re.compile(r"(?:经理|老师|主任|医生|律师|干事|联系人|负责人)(?P<name>[一-鿿]{2,3})\($")
_PERSON_LISTED = re.compile(r"联系人[:为](?P<name>[一-鿿]{1,4});$")
_PERSON_BEHIND = re.compile(r"\s?(?:与|找|联系|\()(?P<name>[一-鿿]{1,2}(?:先生|女士|老师|师傅|主任|经理|律师))")
# A clause of nothing but whose number it is, where the sentence telephones: 供水96300,供气…,还可拨打12345.
_LISTED = re.compile(r"[一-鿿]{2,8}:?\s?")
_CALLS = re.compile("电话|热线|拨打|致电")
_DIGITS = re.compile("[0-9]{3}")
_MOST = 200  # organisations that are looked for, far more than an article names
_NEAR = 40  # characters before a number in which its owner is named


def phones(text: Sequence[Sentence], organisations: Sequence[str]) -> tuple[Phone, ...]:
    """The numbers in order, each once.

    `organisations` are the names that may own one: the last that the sentence names, or the only one of the article.
    """
    found: dict[str, Phone] = {}
    only = organisations[0] if len(organisations) == 1 else ""
    for place, sentence in enumerate(text):
        if not _DIGITS.search(sentence.text):
            continue
        person = _PERSON_LISTED.search(text[place - 1].text) if place else None
        named = [name for name in organisations[:_MOST] if name in sentence.text]
        owner = max(named, key=sentence.text.rfind, default=person["name"] if person else only)
        # 值班电话:市应急局…;市水利局…: the rows of a list are told by its first
        goes_on = bool(place and found and text[place - 1].text.endswith(";") and not text[place - 1].ends_paragraph)
        for phone in _in(sentence.text, owner, goes_on):
            if phone.number not in found or (phone.whose and not found[phone.number].whose):
                found[phone.number] = phone
    return tuple(found.values())


def _in(text: str, owner: str, goes_on: bool) -> Iterator[Phone]:
    end, whose = -1, ""
    for number in _NUMBER.finditer(text):
        chained = end >= 0 and bool(_CHAIN.fullmatch(text, end, number.start()))
        row = _row(text, end, number)
        listed = _listed(text, number, calls=goes_on)
        if not chained and not (row and end >= 0) and not listed and not _is_called(text, number):
            continue
        whose = (row["label"] or row["area"]) if row else whose if chained else _whose(text, number, owner)
        end = number.end()
        yield Phone(number=_plain(number), whose=whose)


def _row(text: str, end: int, number: re.Match[str]) -> re.Match[str] | None:
    """The label of a bare number in a list: behind the number that ends at `end`, or behind the colon of the list."""
    begin = end if end >= 0 else text.rfind(":", 0, number.start())
    return _ROW.fullmatch(text, begin, number.start()) if number["bare"] and begin >= 0 else None


def _is_called(text: str, number: re.Match[str]) -> bool:
    if number["area"] or number["free"]:
        return True
    before = text[max(0, number.start() - 24) : number.start()]
    return bool(_CUE.search(before) or (number["service"] and _CUE_AFTER.match(text, number.end())))


def _person(text: str, lead: str, end: int) -> str:
    found = _PERSON_BEHIND.match(text, end) or _PERSON_BEFORE.search(lead) or _PERSON.search(lead)
    return found["name"] if found else ""


def _listed(text: str, number: re.Match[str], *, calls: bool = False) -> str:
    """Whose the number is where its clause says nothing else, empty elsewhere."""
    start = clause_start(text, number.start())
    alone = clause_end(text, number.end()) == number.end() and _LISTED.fullmatch(text, start, number.start())
    return alone[0].strip(": ") if alone and (calls or _CALLS.search(text)) else ""


def _plain(number: re.Match[str]) -> str:
    """One form for all: area-local, 400-ddd-dddd, eleven or fewer digits together."""
    if number["area"]:
        area = number["area"] if number["area"].startswith("0") else f"0{number['area']}"  # +86-371-…
        extension = f"转{number['extension']}" if number["extension"] else ""
        return f"{area}-{_digits(number['local'])}{extension}"
    digits = _digits(number[0])
    if number["free"]:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return _digits(number["mobile"] or number["bare"] or number["service"])


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _whose(text: str, number: re.Match[str], owner: str) -> str:
    """The label before the number, with the organisation where the label alone says little; or what follows 12345."""
    start = clause_start(text, number.start())
    before = text[max(start, number.start() - _NEAR) : number.start()]
    lead = text[max(0, number.start() - _NEAR) : number.start()]
    if person := _person(text, lead, number.end()):
        return person
    label = _LABEL.search(before)
    named = _LABEL_LEAD.sub("", label["label"]) if label else ""
    if not named and number["service"] and (behind := _CUE_AFTER.match(text, number.end())):
        return behind[0].strip('”"')
    named = named or _listed(text, number, calls=True)
    if not named or _BARE_LABEL.fullmatch(named):
        return owner + named if owner not in named else named
    return named
