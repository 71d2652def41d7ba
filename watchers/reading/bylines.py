"""Who wrote it and where it comes from: datelines before a text, bylines on their own line, closing signatures.

Everything here is written against folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The common single surnames (they cover well over 95 % of Han names) and the common double ones.
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严"
    "牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席"
    "卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符"
    "奚穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾巩井仲乐虞卞封竺冼楚佟栗匡宗应台巫鞠僧"
    "桑荆谌薄岑习胥蔺寇广仝阙夔厍晁訾阚巢蒯荀於麴裘缪宰郦璩濮占肖付闫邰丑"
)
DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "令狐",
    "司徒",
    "慕容",
    "端木",
    "轩辕",
    "宇文",
    "长孙",
    "公孙",
)

_PLACE_ENDINGS = "市县区镇乡村州省街路"
_OFFICE = r"(?:本报|本刊|新华社|人民日报|中新社|[一-鿿]{2,6}(?:日报|晚报|新闻|在线|传媒|融媒体?|全媒体))"
_GRADE = r"(?:全媒体|融媒体?|首席|见习|实习|特派|特约|驻[一-鿿]{1,6}|资深|摄影|评论)"
ROLE = re.compile(rf"(?P<office>(?:{_OFFICE}社?[·/、\s]*)+)?{_GRADE}{{0,2}}(?P<role>记者|通讯员|实习生|评论员)")
_NOISE = re.compile(
    r"(?:[文图]\s*/\s*[文图]|(?:摄影|图文|综合|整理|联合)?报道|摄影|摄|(?<![一-鿿])(?:文图|图文|文|图|整理|编译|综合|发自.{2,4}))"
    r"(?![一-鿿])"
)
_NAME = re.compile(r"[一-鿿]{2,4}(?:·[一-鿿]{1,6})*|[一-鿿]{1,5}(?:·[一-鿿]{1,8})+")
_LONE = re.compile(r"(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])")
_SEPARATORS = re.compile(r"[\s、,;:/()\[\]【】〔〕□■●◎|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The people of a byline, by what they are; names only, in printed order."""

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reporters or self.correspondents)


NOBODY = Names()


def is_name(word: str) -> bool:
    """Whether `word` reads as a Han name: a surname and one or two signs (three with a double surname)."""
    if word.startswith(DOUBLE_SURNAMES):
        return 3 <= len(word) <= 4
    return 2 <= len(word) <= 3 and word[0] in SURNAMES and word[-1] not in _PLACE_ENDINGS


def _people(words: str) -> tuple[str, ...]:
    """The names in a stretch behind a role word; `李 娜`, set wide as papers do, is one name."""
    text = _NOISE.sub(" ", _LONE.sub(r"\1\2", words))
    return tuple(word for word in _SEPARATORS.split(text) if _NAME.fullmatch(word))


def names(byline: str) -> Names:
    """The people of a folded byline such as `本报讯(记者 甲 乙 通讯员 丙 文/图)`; empty when none is named."""
    marks = list(ROLE.finditer(byline))
    if not marks:
        return Names(reporters=tuple(word for word in _people(byline) if is_name(word)))
    found: dict[str, list[str]] = {"reporters": [], "correspondents": []}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        people = _people(byline[mark.end() : after.start() if after else len(byline)])
        found["correspondents" if mark["role"] == "通讯员" else "reporters"].extend(people)
    if not found["reporters"] and not found["correspondents"]:
        return Names(reporters=tuple(word for word in _people(byline[: marks[0].start()]) if is_name(word)))
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
OWN = re.compile(
    rf"\s*(?P<line>本报(?:综合)?(?:讯|消息)|本报(?!记者|评论)[一-鿿]{{0,8}}\s*{_DATE}\s*(?:专?电|讯)){_WHO}{_SPOKEN}"
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


def opening(text: str, start: int = 0) -> Opening | None:
    """The dateline with which folded `text` opens at `start`, or None."""
    head = text[start : start + 240]
    agency = AGENCY.match(head)
    if agency:
        return _opening(agency, start, agency.span("line"), agency.span("who"))
    own = OWN.match(head)
    if own is None:
        return None
    return _opening(own, start, None, (own.start("line"), own.end()))


def _opening(found: re.Match[str], start: int, agency: tuple[int, int] | None, who: tuple[int, int]) -> Opening:
    def moved(span: tuple[int, int]) -> tuple[int, int] | None:
        return (start + span[0], start + span[1]) if span[0] >= 0 else None

    people = names(found.group()) if ROLE.search(found.group()) else NOBODY
    first = found.start("line")
    return Opening(
        start=start + first,
        end=start + found.end(),
        agency=moved(agency) if agency else None,
        who=moved(who),
        people=people,
    )


# A signature behind the last full stop: the agency, or the reporter who wrote or photographed.
_CLOSING_AGENCY = re.compile(r"[(\[【〔]?\s*(?P<line>(?:据|综合|均据)?新华社[^()。]{0,24}?(?:电|消息)?)\s*[)\]】〕]?$")
_CLOSING_OWN = re.compile(
    rf"(?:[(\[【〔]\s*(?:{_OFFICE}\s*)?{_GRADE}{{0,2}}(?:记者|通讯员)[^()。,]{{1,40}}[)\]】〕]|"
    rf"(?:{_OFFICE}\s*){_GRADE}{{0,2}}(?:记者|通讯员)\s[^()。,]{{1,40}})$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A signature at the end of a text, `[start, end)` of the text it was searched in."""

    start: int
    end: int
    agency: bool
    people: Names


_TAIL = 80


def closing(text: str) -> Closing | None:
    """The signature that ends folded `text` behind a finished sentence, or None."""
    base = max(0, len(text) - _TAIL)
    tail = text[base:].rstrip()
    for pattern, agency in ((_CLOSING_AGENCY, True), (_CLOSING_OWN, False)):
        found = pattern.search(tail)
        if found and _finished(tail[: found.start()]) and (agency or names(found.group())):
            people = names(found.group()) if ROLE.search(found.group()) else NOBODY
            return Closing(start=base + found.start(), end=base + found.end(), agency=agency, people=people)
    return None


def _finished(text: str) -> bool:
    return text.rstrip().rstrip("”’)").endswith(("。", "!", "?", "…"))


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
    first = ROLE.search(line)
    if first is None:
        return None
    who = names(line)
    rest = _NOISE.sub(" ", ROLE.sub(" ", _LONE.sub(r"\1\2", line)))
    words = {word for word in _SEPARATORS.split(rest) if word}
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


def bare_names(line: str) -> Names | None:
    """One to four names and nothing else, as some papers sign at the end of a text."""
    if not 2 <= len(line) <= 24:
        return None
    text = _NOISE.sub(" ", _LONE.sub(r"\1\2", line))
    words = [word for word in _SEPARATORS.split(text) if word]
    if 1 <= len(words) <= 4 and all(is_name(word) for word in words):
        return Names(reporters=tuple(words))
    return None


_CREDIT_ROLE = (
    r"(?:本版|本期|本报|总)?(?:策划|统筹|执行|执笔|撰文|采写|文字|校审|校对|责编|责任编辑|编辑|版式|版式设计|美编|美术编辑|审核|审读|"
    r"监制|制图|图表|摄影|图片|出品|总策划|总监制|总统筹|总值班|值班编委|值班主任|组版|组稿|编审|制作|设计|视觉|视频|海报|邮箱|电话|新闻热线|投稿邮箱)"
)
CREDIT = re.compile(rf"\s*(?P<role>{_CREDIT_ROLE})(?:\s*[:/]\s*|\s+)(?P<who>\S.*)$")
_WRITERS = ("执笔", "撰文", "采写", "文字")
# Those who made the page, not the article.
_PAGE_STAFF = re.compile(
    r"\s*(?:本版|总值班|值班|责编|责任编辑|编辑|校对|版式|美编|组版|邮箱|电话|新闻热线|投稿邮箱|编审)"
)


def credit(line: str) -> bool:
    """Whether folded `line` names staff by their tasks (`策划:甲 乙`, `责编 甲 校对 乙`)."""
    if len(line) > 120:
        return False
    found = CREDIT.match(line)
    if found is None or "。" in line or "," in line:
        return False
    words = [word for word in _SEPARATORS.split(found["who"]) if word]
    if ":" in line[: found.end("role") + 2]:
        return bool(words) and (any(is_name(word) for word in words) or "@" in line or any(c.isdigit() for c in line))
    return bool(words) and is_name(words[0])


def page_staff(line: str) -> bool:
    """Whether a credit line belongs to the page (责编, 校对, 版式) rather than to an article."""
    return bool(_PAGE_STAFF.match(line))


def writers(line: str) -> tuple[str, ...]:
    """Those whom a folded credit line names as writers: 执笔, 撰文, 采写, 文字."""
    found = CREDIT.match(line)
    if found is None or not found["role"].endswith(_WRITERS):
        return ()
    return tuple(word for word in _people(found["who"]) if len(word) <= 4)
