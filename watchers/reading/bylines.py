"""Who wrote it and where it comes from: datelines before a text, bylines on their own line, closing signatures.

Everything here is written against folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchers.reading.names import NOBODY, Names, bare_names, is_name, named, plain_words

# Papers, agencies, broadcasters, their websites and joint newsrooms.
_OFFICE = (
    r"(?:本报|本刊|新华社|中新社|[一-鿿]{1,7}(?:日报|晚报|晨报|早报|时报|商报|快报|都市报|周报|电视台|电台|广播|"
    r"新闻|在线|传媒|融媒(?:体(?:中心)?)?|全媒体|客户端|发布|网))"
)
_GRADE = r"(?:全媒体|融媒体?(?:中心)?|首席|见习|实习|特派|特约|驻[一-鿿]{1,6}|资深|摄影|评论)"
# Quicker to look for than a whole role with its office and grade.
_ROLE_WORD = re.compile(r"记者|通讯员|实习生|评论员")
ROLE = re.compile(rf"(?P<office>(?:{_OFFICE}社?[·/、\s]*)+)?{_GRADE}{{0,2}}(?P<role>记者|通讯员|实习生|评论员)")


def names(byline: str) -> Names:
    """The people of a folded byline such as `本报讯(记者 甲 乙 通讯员 丙 文/图)`; empty when none is named."""
    return _people(byline, list(ROLE.finditer(byline)))


def _people(byline: str, marks: Sequence[re.Match[str]]) -> Names:
    """The people of a byline whose roles stand at `marks`."""
    if not marks:
        return Names(reporters=tuple(word for word in named(byline) if is_name(word)))
    found: dict[str, list[str]] = {"reporters": [], "correspondents": []}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        who = named(byline[mark.end() : after.start() if after else len(byline)])
        found["correspondents" if mark["role"] == "通讯员" else "reporters"].extend(who)
    if not found["reporters"] and not found["correspondents"]:
        return Names(reporters=tuple(word for word in named(byline[: marks[0].start()]) if is_name(word)))
    return Names(
        reporters=tuple(dict.fromkeys(found["reporters"])), correspondents=tuple(dict.fromkeys(found["correspondents"]))
    )


_DATE = r"(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日"
_WHO = r"\s*(?P<who>[(\[【〔](?=[^()\[\]【】〔〕]{0,12}(?:记者|通讯员|实习生))[^()\[\]【】〔〕。]{2,120}[)\]】〕])?"
_SPOKEN = r"(?:\s*(?P<spoken>(?:记者|通讯员)\s*[一-鿿、 ]{2,24}?\s*报道)\s*[:,]?)?"
AGENCY = re.compile(
    rf"\s*(?P<line>(?:(?:综合|据)\s*)?(?:新华社|中新社|新华网|中新网)[一-鿿/、]{{0,12}}\s*(?:{_DATE}\s*(?:专?电|消息|讯)|(?<=社)专?电)|"
    rf"(?:综合|据)\s*(?:新华社|中新社|新华网|中新网|央视新闻)(?:电|消息|报道|讯))\s*{_WHO}"
)
# A paper reports under its own name too: 晚报讯, 商报讯.
OWN = re.compile(
    rf"\s*(?P<line>(?:本报|[一-鿿]{{0,4}}[日晚晨早时商快]报|[一-鿿]{{0,4}}都市报)(?:综合)?(?:讯|消息)|"
    rf"本报(?!记者|评论)[一-鿿]{{0,8}}\s*{_DATE}\s*(?:专?电|讯)){_WHO}{_SPOKEN}"
)
# Short items open with their writer alone: `(通讯员 甲)`.
_WRITER = re.compile(
    rf"\s*(?P<line>[(\[【〔]\s*(?:{_OFFICE}\s*)?{_GRADE}{{0,2}}(?:记者|通讯员)[^()\[\]【】〔〕。,]{{1,40}}[)\]】〕])"
)
# `本报讯(记者` never occurs inside a sentence, so it marks a beginning even when the layout was lost.
INNER_OPENING = re.compile(r"本报讯\s*[(\[【〔]\s*(?:本报|见习|首席|实习|全媒体)?\s*(?:记者|通讯员)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A dateline and byline in front of the first sentence. Offsets count from the start of the matched text."""

    start: int
    end: int
    agency: tuple[int, int] | None
    who: tuple[int, int] | None
    people: Names


# Without one of these near its start, a line opens with no dateline; most lines of a page have none.
_DATELINE_WORD = re.compile(r"讯|电|消息|报道")


def opening(text: str, start: int = 0) -> Opening | None:
    """The dateline with which folded `text` opens at `start`, or None."""
    head = text[start : start + 240]
    if not _DATELINE_WORD.search(head, 0, 40):
        own = _writer(head)
        return _opening(own, start, None, own.span("line")) if own else None
    agency = AGENCY.match(head)
    if agency:
        return _opening(agency, start, agency.span("line"), agency.span("who"))
    own = OWN.match(head) or _writer(head)
    if own is None:
        return None
    return _opening(own, start, None, (own.start("line"), own.end()))


def _writer(head: str) -> re.Match[str] | None:
    """Only in front of text: alone on its line it is a byline, above or below its article."""
    if head[:1] not in "([【〔":
        return None
    found = _WRITER.match(head)
    return found if found and head[found.end() :].strip() and names(found["line"]) else None


def _opening(found: re.Match[str], start: int, agency: tuple[int, int] | None, who: tuple[int, int]) -> Opening:
    def moved(span: tuple[int, int]) -> tuple[int, int] | None:
        return (start + span[0], start + span[1]) if span[0] >= 0 else None

    people = names(found.group()) if _ROLE_WORD.search(found.group()) else NOBODY
    first = found.start("line")
    return Opening(
        start=start + first,
        end=start + found.end(),
        agency=moved(agency) if agency else None,
        who=moved(who),
        people=people,
    )


# A signature behind the last full stop: the agency, or whoever wrote or photographed.
_CLOSING_AGENCY = re.compile(
    r"[(\[【〔]?\s*(?P<line>(?:据|综合|均据)?(?:新华社|中新社)(?:[^()。记]{0,24}?(?:专?电|消息|供本报专稿)|(?:/[一-鿿]{2,4})?发?)?)\s*[)\]】〕]?$"
)
_BRACKETED = re.compile(r"[(\[【〔]\s*(?P<who>[^()\[\]【】〔〕。,]{2,40})\s*[)\]】〕]$")
_LAST_STOP = re.compile(r".*[。!?…][”’)》]*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A signature at the end of a text, `[start, end)` of the text it was searched in.

    `pictures` tells that it is the photographer's.
    """

    start: int
    end: int
    agency: bool
    people: Names
    pictures: bool = False


_TAIL = 80
_UNSIGNED = ("。", "!", "?", ",", ";", ":", "、")
_PHOTOGRAPHED = re.compile(r"(?:摄|供图|/图|[文图]图|摄影报道|图片报道)\s*[)\]】〕]?$")
_PHOTOGRAPHER_ENDS = ("摄", "图", "道", ")", "]", "】", "〕")


def closing(text: str) -> Closing | None:
    """The signature that ends folded `text` behind a finished sentence, or None. `均据新华社` also stands alone."""
    if text.endswith(_UNSIGNED):
        return None
    base = max(0, len(text) - _TAIL)
    tail = text[base:].rstrip()
    if not tail or tail.endswith(_UNSIGNED):
        return None
    stop = _LAST_STOP.match(tail)
    cut = stop.end() if stop else 0
    rest = tail[cut:].lstrip()
    start = len(tail) - len(rest)
    alone = stop is None and base == 0 and rest[0] in "(据均综"
    if (stop or alone) and _CLOSING_AGENCY.fullmatch(rest):
        return Closing(start=base + start, end=base + len(tail), agency=True, people=NOBODY)
    people = _signed(rest) if stop and rest else None
    if people is None:
        return None
    pictures = _PHOTOGRAPHED.search(rest) is not None
    return Closing(start=base + start, end=base + len(tail), agency=False, people=people, pictures=pictures)


def pictures_only(line: str) -> bool:
    """Whether a folded signature is a photographer's and not a writer's."""
    return _PHOTOGRAPHED.search(line) is not None and "文" not in line


def _signed(words: str) -> Names | None:
    """The people, when all of `words` is a signature: with an office, or a name in brackets or behind 摄."""
    found = byline(words)
    if found:
        return found
    bracketed = _BRACKETED.fullmatch(words)
    if bracketed is None and not _PHOTOGRAPHED.search(words):
        return None
    inner = bracketed["who"] if bracketed else words
    return byline(inner) or bare_names(inner)


# A team signs a study or a series as its author.
_TEAM = re.compile(r"[一-鿿、·\s]{2,24}(?:课题组|调研组|采访组|报道组|编辑部|评论员)")


def byline(line: str) -> Names | None:
    """The people, when folded `line` is a byline and nothing else (`本报记者 甲 文/图`); None otherwise.

    The people are empty for a signature without a name (本报评论员).
    """
    if len(line) > 90 or "。" in line or "," in line or "!" in line:
        return None
    if _TEAM.fullmatch(line):
        return NOBODY
    marks = list(ROLE.finditer(line)) if _ROLE_WORD.search(line) else []
    if not marks:
        return _author(line)
    first, who = marks[0], _people(line, marks)
    words = set(plain_words(_between(line, marks)))
    if words - set(who.reporters) - set(who.correspondents):
        return None
    if who:
        spaced = line[first.end() : first.end() + 1] == " "
        sure = (
            first["office"]
            or spaced
            or all(is_name(word) or "·" in word for word in (*who.reporters, *who.correspondents))
        )
        return who if sure else None
    return who if first["role"] == "评论员" and first["office"] else None


def _between(line: str, marks: Sequence[re.Match[str]]) -> str:
    """What a byline holds beside its roles."""
    edges = [0, *(edge for mark in marks for edge in mark.span()), len(line)]
    return " ".join(line[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


# Papers set a sign before the author of an essay, or 文/ and 作者: `□ 甲`, `文/甲`.
_AUTHOR = re.compile(
    r"(?:[□■◎○●◇◆☆★△▲]\s*|(?:文|图|撰文|作者|编译|整理)\s*[/:]\s*)(?P<who>[一-鿿·\s、]{2,20})(?:/[文图])?"
)


def _author(line: str) -> Names | None:
    found = _AUTHOR.fullmatch(line)
    if found:
        return bare_names(found["who"].strip())
    return bare_names(line) if line.endswith(_PHOTOGRAPHER_ENDS) and _PHOTOGRAPHED.search(line) else None


_CREDIT_ROLE = (
    r"(?:本版|本期|本报|总)?(?:策划|统筹|执行|执笔|撰文|采写|文字|校审|校对|责编|责任编辑|编辑|版式|版式设计|美编|美术编辑|审核|审读|"
    r"监制|制图|图表|摄影|图片|出品|总策划|总监制|总统筹|总值班|值班编委|值班主任|组版|组稿|编审|制作|设计|视觉|视频|海报|邮箱|电话|新闻热线|投稿邮箱)"
)
CREDIT = re.compile(rf"\s*(?P<role>{_CREDIT_ROLE})(?:\s*[:/]\s*|\s+)(?P<who>\S.*)$")
# `责编 甲 校对 乙`: with a second task behind the first name, no surname needs to be known.
_SECOND_TASK = re.compile(rf"[一-鿿]{{1,4}}\s+{_CREDIT_ROLE}(?:\s*[:/]\s*|\s+)\S")
_WRITERS = ("执笔", "撰文", "采写", "文字")
# Those who made the page, not the article.
_PAGE_STAFF = re.compile(
    r"\s*(?:本版|总值班|值班|责编|责任编辑|编辑|校对|版式|美编|组版|邮箱|电话|新闻热线|投稿邮箱|编审)"
)


def credit(line: str) -> bool:
    """Whether folded `line` names staff by their tasks (`策划:甲 乙`, `责编 甲 校对 乙`)."""
    if len(line) > 120 or "。" in line or "," in line:
        return False
    found = CREDIT.match(line)
    if found is None:
        return False
    if _SECOND_TASK.search(found["who"]):
        return True
    words = plain_words(found["who"])
    if ":" in line[: found.end("role") + 2]:
        return bool(words) and (any(is_name(word) for word in words) or "@" in line or any(c.isdigit() for c in line))
    return bool(words) and is_name(words[0])


def page_staff(line: str) -> bool:
    """Whether a credit line belongs to the page (责编, 校对, 版式) rather than to an article."""
    return bool(_PAGE_STAFF.match(line))


def writers(line: str) -> Names:
    """Whom a folded credit line names as writers: 执笔, 撰文, 采写, 文字, and reporters whatever their task was."""
    found = CREDIT.match(line)
    if found is None:
        return NOBODY
    if ROLE.search(found["who"]):
        return names(found["who"])
    if not found["role"].endswith(_WRITERS):
        return NOBODY
    return Names(reporters=tuple(word for word in named(found["who"]) if len(word) <= 4))
