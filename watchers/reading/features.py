"""What can be seen of one line by itself: length, punctuation, and turns of phrase that papers keep for one place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watchers.reading import bylines
from watchers.reading.lines import Unit

_ENDS = "。!?…"
_QUOTES = "”’)》】」』"
SHORT = 90
# Headlines of dailies run to two decks of about twenty signs each; longer lines without a full stop are lists or text.
TITLE_LIMIT = 52

_MASTHEAD = re.compile(
    r"(?:.{0,10}(?:客户端|微信|微博|公众号|视频号|抖音号|日报|晚报|晨报|时报|早报|商报|App|APP|网)|[一-鿿]{2,4}新闻)$|"
    r".{0,12}(?:国内统一|统一刊号|邮发代号|今日\d+版|总第\s*\d+|第\s*\d+\s*期|农历|出版|社址|新闻热线|报料热线|零售价|扫码|二维码|广告许可).{0,40}$|"
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:\s*星期.)?.{0,16}$|星期[一二三四五六日]$|"
    r"(?:第\s*)?[A-Z]?\d{1,2}\s*版?(?:\s*[:·]?\s*[一-鿿]{2,4})?$|"
    r"(?:要闻|综合|时政|本地|国内|国际|中国|世界|文体|体育|财经|副刊|专版|专题|广告|公告|头版|综合新闻|文化|教育|社会|民生|热线|县区|区县)(?:\s*[A-Z]?\d{1,2}\s*版?)?$"
)
_TEASER_MARK = re.compile(
    r"(?:[(\[【]?\s*(?:详见|见|转|下见|→|>>+|▶)\s*(?:今日)?\s*第?[A-Z]?[\d一二三四五六七八九十]{1,3}\s*[、\-至到]?\s*[A-Z]?\d{0,2}\s*版\s*[)\]】]?|[A-Z]?\d{1,2}\s*版)\s*$"
)
_COLUMN_WORDS = re.compile(
    r"专栏|专题|系列|特别|聚焦|关注|视点|直击|进行时|走基层|之窗|影像|看点|速递|速览|简讯|连线|观察|时评|漫谈|故事|学习贯彻|深入学习|"
    r"扎实推进|扎实开展|奋战|开局起步|在行动|大家谈|面对面|进行中|行动派|新春|两会|主题教育|讲习|论坛|专访|编者按|快评|短评|一线|巡礼|"
    r"掠影|风采|快递|快讯|资讯|播报|直通车|追踪|动态|简报|天地|园地|纵横|热点|话题|讲堂|.{2,4}汇$|榜样|先锋|档案|百姓|微镜头|回眸|展望|新征程|新时代|高质量发展调研行|看.{1,4}$|"
    # Slogans of campaigns, under which a paper files its reports for months.
    r"走在前|上争先|挑大梁|谱新篇|新篇章|开新局|建新功|强信心|促发展|稳经济|勇担当|作表率|当先锋|我们的节日|在身边"
)
_NUMBERED = re.compile(
    r"(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.,)]|\(?\d{1,2}[.、)](?!\d)|第[一二三四五六七八九十]{1,2}[章节部条篇]|[①-⑩]|(?:其|之)[一二三四五六七八九十]\b|[●■◆▲★◎□▶])"
)
_COLON = re.compile(r"^[^:,。]{2,12}:\s*[^\s:].{3,}$|^[^:,。]{2,10}——[^—].{3,}$")
_PICTURED = re.compile(
    r"^(?:图为|上图|下图|左图|右图|题图|图①|图一|图\d)|(?:摄|供图|摄影报道|资料图片?|新华社发|图片由.{2,20}提供)\s*[)）]?\s*$|\((?:如图|资料图片?|图片|上图|下图|左图|右图)\)\s*[。]?$"
)
PLACE = re.compile(r"^[一-鿿]{1,5}(?:市|县|区|镇|乡|街道|办事处|新区|高新区|航空港区)$")
_FACT_ENDING = re.compile(
    r"(?:召开|举行|印发|发布|启动|开幕|闭幕|成立|揭牌|开工|通车|签约|开通|落幕|亮相|出炉|获批|挂牌|投用|发车|调研|会见|讲话|出台|举办|开展|启用)$"
)
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("(", ")"))
# With these words sentences go on or begin, never headings.
_SENTENCE = re.compile(
    r"(?:此次|据了解|据悉|据介绍|近年来|截至|随后|此外|今年以来|昨日|近日|日前|连日来|与此同时|活动现场|下一步,|"
    r"《[^》]{2,40}》(?:还)?(?:要求|提出|指出|明确|规定|强调))"
)
_RUNNING = re.compile(
    r"(?:目前|同时|当日|另外|其中|今年\d|昨天|记者|会议|现场|他说|她说|他们|我们|该|这|那|从此|因此|所以|但|而且|不仅|如今|当天|\d{1,2}月\d{1,2}日)"
)
_DEED = re.compile(
    r"(?:开启|上线|推动|推进|打造|助力|加快|提升|实现|聚焦|深化|擦亮|激活|赋能|破解|切实|着力|奋力|持续|对标|力争|确保|坚持|"
    r"全面|全力|进一步|不断|扎实|努力|让|为|把|将|以)"
)
_INTRODUCING = re.compile(r"(?:强调|指出|要求|主持召开|主持|批示|出席|讲话|获悉|一行|率队)$")


@dataclass(frozen=True, slots=True)
class Traits:
    """The look of one unit. Counts are of folded signs; `length` leaves blanks out."""

    length: int
    closed: bool
    broken: bool
    commas: int
    listed: int
    pieces: tuple[str, ...]
    titled: bool
    people: bylines.Names | None = None
    bare: bylines.Names | None = None
    credit: bool = False
    masthead: bool = False
    teaser: bool = False
    column: bool = False
    slogan: bool = False
    numbered: bool = False
    colon: bool = False
    pictured: bool = False
    dashed: bool = False
    lopsided: bool = False
    running: bool = False
    sentence: bool = False


def closes(text: str) -> bool:
    """Whether folded `text` ends a sentence: a full stop, also inside closing quotation marks or brackets."""
    return text.rstrip(_QUOTES + " ").endswith(tuple(_ENDS)) if text else False


def breaks_off(text: str, length: int) -> bool:
    """Whether running text ends in mid-sentence: no closing sign, and it is running text (a clause sign, or long)."""
    if not text or closes(text) or text[-1] in ":;":
        return False
    if any(sign in text for sign in ",。;"):
        return True
    return length >= 40 and text.count("、") < 2


def traits(unit: Unit) -> Traits:
    """What `unit` looks like. Long text is measured only; the patterns are for short lines."""
    text = unit.text
    length = len(text) - text.count(" ")
    closed = closes(text)
    commas = text.count(",") + text.count(";")
    listed = text.count("、")
    broken = unit.jump_out is None and unit.closing is None and breaks_off(text, length)
    if length > SHORT or not text:
        return Traits(length, closed, broken, commas, listed, (), False, pictured=_caption_like(text, length))
    return _short(unit, text, length, closed, broken, commas, listed)


def _caption_like(text: str, length: int) -> bool:
    return 0 < length <= 200 and bool(_PICTURED.search(text))


def _short(unit: Unit, text: str, length: int, closed: bool, broken: bool, commas: int, listed: int) -> Traits:
    pieces = tuple(text.split())
    people = bylines.byline(text)
    credit = people is None and bylines.credit(text)
    titled = unit.opening is None and unit.jump_in is None and unit.jump_out is None and people is None and not credit
    titled = titled and _title_like(unit, text, length, commas, listed)
    return Traits(
        length,
        closed,
        broken,
        commas,
        listed,
        pieces,
        titled,
        people=people,
        bare=bylines.bare_names(text) if people is None and not unit.line.marks else None,
        credit=credit,
        masthead=bool(_MASTHEAD.match(text)),
        teaser=bool(_TEASER_MARK.search(text)),
        column=_column_name(text, length) or bool(_COLUMN_WORDS.search(text)),
        slogan=_slogan(pieces),
        numbered=bool(_NUMBERED.match(text)),
        colon=bool(_COLON.match(text)),
        pictured=bool(_PICTURED.search(text)),
        dashed=text.startswith("——"),
        lopsided=any(text.count(left) != text.count(right) for left, right in _PAIRS),
        running=bool(_RUNNING.match(text)),
        sentence=bool(_SENTENCE.match(text)),
    )


def _column_name(text: str, length: int) -> bool:
    """`影像·本地`: a short name with a middle dot; `5·12` and the like are dates."""
    return "·" in text[1:-1] and length <= 12 and not any(sign.isdigit() for sign in text)


def _slogan(pieces: tuple[str, ...]) -> bool:
    """Phrases of nearly even length in a row: `稳经济 促发展 强信心`, the form of a column's name."""
    sizes = [len(piece) for piece in pieces]
    return len(sizes) > 1 and max(sizes) <= 6 and max(sizes) - min(sizes) <= 2


def _is_list(text: str) -> bool:
    """Three or more items of about one length with 、 between them, as boxes print them, without a full stop."""
    sizes = [len(item) for item in text.split("、")]
    return len(sizes) >= 3 and min(sizes) >= 4 and max(sizes) <= 1.6 * min(sizes) + 1


def _title_like(unit: Unit, text: str, length: int, commas: int, listed: int) -> bool:
    """Could be any kind of heading line: short, without a full stop, not a list, no clause cut off at its end."""
    if length > TITLE_LIMIT or "。" in text or ";" in text or text[-1] in ",、:;":
        return False
    if text[0] in ",。、;:!?)”》":
        return False
    if unit.line.marks:
        return True
    return commas <= 3 and listed <= 3 and not _is_list(text)


def title_weight(text: str, marks: int) -> tuple[float, str]:
    """How much a heading line looks like the main line rather than its kicker or deck, with the foremost reason."""
    pieces = text.split()
    length = len(text) - text.count(" ")
    clues = [(0.0, "only line")]
    if marks:
        clues.append((2.0 + 0.2 / marks, "carries heading marks"))
    if text.startswith(("—", "-")):
        clues.append((-6.0, "a deck begins with a dash"))
    if text.endswith(("——", ":")) or _INTRODUCING.search(text):
        clues.append((-1.2, "introduces the main line"))
    if length <= 5 or PLACE.match(text):
        clues.append((-1.5 if length == 5 else -2.6, "too short for a main line"))
    if length > 30:
        clues.append((-0.8 - 0.05 * (length - 30), "long for a main line"))
    if _COLUMN_WORDS.search(text) and _slogan(tuple(pieces)):
        clues.append((-0.8, "words of a column"))
    if len(pieces) >= 3:
        clues.append((-0.7, "three phrases in a row make a deck"))
    if len(pieces) == 2 and len(pieces[0]) == len(pieces[1]):
        clues.append((-0.3, "parallel phrases are often a kicker"))
    if "," in text:
        clues.append((-0.8, "a clause, as decks have it"))
    if _DEED.match(text):
        clues.append((-0.6, "begins with a deed and leaves the doer to the main line"))
    if _FACT_ENDING.search(text):
        clues.append((0.7, "states the event"))
    return sum(weight for weight, _ in clues), max(clues, key=lambda clue: abs(clue[0]))[1]
