"""What can be seen of one line by itself: length, punctuation, and turns of phrase that papers keep for one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchers.reading import bylines, names
from watchers.reading.lines import Unit

_ENDS = ("。", "!", "?", "…")
_BEHIND_ENDS = "”’)》】」』 "
SHORT = 90
# Headlines of dailies run to two decks of about twenty signs each; longer lines without a full stop are lists or text.
TITLE_LIMIT = 52

_MASTHEAD = re.compile(
    r"(?:.{0,10}(?:客户端|微信|微博|公众号|视频号|抖音号|日报|晚报|晨报|时报|早报|商报|App|APP|网|周刊|专刊|特刊)|[一-鿿]{2,4}新闻)$|"
    r".{0,12}(?:国内统一|统一刊号|邮发代号|今日\d+版|总第\s*\d+|第\s*\d+\s*期|农历|出版|社址|新闻热线|报料热线|零售价|扫码|二维码|广告许可).{0,40}$|"
    r"(?:[一-鿿]{1,6}[日晚晨早时商]报\s+)?\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:星期.)(?:\s.{0,40})?$|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,16}$|星期[一二三四五六日]$|"
    r"(?:第\s*)?[A-Z]?\d{1,2}\s*版?(?:\s*[:·|]?\s*[一-鿿·]{2,8})?$|"
    r"本版(?:热线|邮箱|电话|投稿|编辑|信箱).{0,60}$|"
    r"(?:要闻|综合|时政|时事|本地|国内|国际|中国|世界|文体|体育|财经|副刊|专版|专题|广告|公告|头版|综合新闻|文化|教育|社会|民生|热线|县区|区县)(?:\s*[A-Z]?\d{1,2}\s*版?)?$"
)
_TEASER_MARK = re.compile(
    r"(?:[(\[【]?\s*(?:详见|见|转|下见|→|>>+|▶)\s*(?:今日)?\s*第?[A-Z]?[\d一二三四五六七八九十]{1,3}\s*[、\-至到]?\s*[A-Z]?\d{0,2}\s*版\s*[)\]】]?|[(\[【]?[A-Z]?\d{1,2}\s*版[)\]】]?)\s*$"
)
# Each way begins with a sign of its own, so that the search passes over all others at once.
COLUMN_WORDS = re.compile(
    r"专栏|专题|系列|特别|聚焦|关注|视点|直击|进行时|走基层|之窗|影像|看点|速递|速览|简讯|连线|观察|时评|漫谈|故事|学习贯彻|深入学习|"
    r"扎实推进|扎实开展|奋战|开局起步|在行动|大家谈|面对面|进行中|行动派|新春|两会|主题教育|讲习|论坛|专访|编者按|快评|短评|一线|巡礼|"
    r"掠影|风采|快递|快讯|资讯|播报|直通车|追踪|动态|简报|天地|园地|纵横|热点|瞭望|话题|服务[台栏窗站榜墙厅]|便民[台栏窗站榜墙厅]|公告[台栏窗站榜墙厅]|信息[台栏窗站榜墙厅]|服务提示|温馨提示|讲堂|汇(?<=..汇)$|榜样|先锋|档案|百姓|微镜头|回眸|展望|新征程|新时代|高质量发展调研行|看[一-鿿]{2}$|"
    # Slogans of campaigns, under which a paper files its reports for months.
    r"走在前|上争先|挑大梁|谱新篇|新篇章|开新局|建新功|强信心|促发展|稳经济|勇担当|作表率|当先锋|我们的节日|在身边"
)
_NUMBERED = re.compile(
    r"(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.,)]|\(?\d{1,2}[.、)](?!\d)|第[一二三四五六七八九十]{1,2}[章节部条篇]|[①-⑩]|(?:其|之)[一二三四五六七八九十]\b|[●■◆▲★◎□▶])"
)
_COLON = re.compile(r"^[^:,。]{2,12}:\s*[^\s:].{3,}$|^[^:,。]{2,10}——[^—].{3,}$")
_PICTURED = re.compile(
    r"\((?:[左右中前后上下][一二三四1234]?(?:排.{0,3})?)\)|^这是.{2,24}(?:拍摄|摄)的|"
    r"^(?:图为|上图|下图|左图|右图|题图|图①|图一|图\d)|(?:剧照|效果图|示意图|航拍图?)$|"
    r"(?:摄|供图|摄影报道|资料图片?|新华社发|图片由.{2,20}提供)\s*[)）]?\s*$|\((?:如图|资料图片?|图片|上图|下图|左图|右图)\)\s*[。]?$"
)
# Signs of which words of a picture hold at least one; few other lines do.
_PICTURE_SIGN = re.compile(r"[(摄图照拍社]")
# A headline states what happened; a sub-heading seldom does.
EVENT = re.compile(
    r"(?:召开|举行|印发|发布|启动|开幕|闭幕|成立|揭牌|开工|通车|签约|开通|落幕|亮相|出炉|获批|挂牌|投用|发车|调研|会见|讲话|出台|举办|"
    r"开展|启用|开赛|收官|首演|竣工|投产|贯通|落成|封顶|开馆|开园|施行|夺冠|收枰|收拍|揭晓|公布|落地|改点|征稿|封闭|停运|复航|复工|出海|获奖|当选)$"
)
# Somebody at something: what captions say. Headings say what came of it.
_SCENE = re.compile(
    r"[人员工民客手们生者师众友徒弟主户童兵警长队孩士家农商匠官娘妇](?:正|在|从|沿|用|把|为|写下|体验|参观|观看|展示|操控|排队|采摘|分拣|"
    r"搭建|合影|欣赏|品尝|选购|练习|检查|清理|搬运|安装|调试|演示|演出|捡拾|表演).|"
    r"在.{1,8}(?:嬉戏|盛开|作业|施工|排队|游玩|觅食|合影|训练|操作|拍照|绽放)|"
    r"(?:现场|一角|全景|外景|盛况|合影|瞬间|夜景|雪景|美景|\(翻拍\))$"
)
_SCENE_LENGTH = 24
PLACE = re.compile(r"^[一-鿿]{1,5}(?:市|县|区|镇|乡|街道|办事处|新区|高新区|航空港区)$")
# The way sentences and paragraphs begin, and the rest of a broken sentence does not.
BEGINNING = re.compile(
    r"[“《]|\d+(?:月|日|年)|据|在|为|近|记者|目前|截至|今年|昨|同时|此外|另外|其中|下一步|[一-鿿]{1,5}(?:市|县|区|镇|乡|街道|村|局|公司)"
)
# Boxes beside an article print these above a few lines that belong to it.
_BOX = re.compile(
    r"[■●▲【\[]?(?:(?:新闻|相关|知识|法律|政策)?链接|(?:温馨|友情|特别|安全|重要|医生|专家|律师)?(?:提醒|提示)|小贴士|贴士|小知识|"
    r"(?:新闻|事件)背景|背景|名词解释|(?:延伸|相关)阅读|(?:人物|企业|新闻)?(?:档案|名片|简介)|记者手记|采访手记|手记|"
    r"(?:记者|专家|律师|编辑|业内)(?:观察|点评|说法|解读|建议|支招)|编后|编者按|短评|点评|评委点评|颁奖词)[】\]]?:?$"
)
# The label of a timetable's entry: a day or days, and nothing else.
_DAYS = re.compile(
    r"\d{1,2}月\d{1,2}日\s*(?:[至到~—-]+\s*(?:\d{1,2}月)?\d{1,2}日)?\s*(?:\([^()]{1,6}\)|上午|下午|晚上?|起|前)?"
)
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("(", ")"))
_PAIRED = re.compile(r"[“”‘’《》()]")
# A timetable's line; a remark on the text's author or source.
_NO_TITLE = re.compile(
    r"\d{1,2}月\d{1,2}日.{0,6}\d{1,2}:\d\d|\(?\s*(?:作者(?:单位|系|为)|原载|摘自|本文系|据.{2,12}(?:报|网)\)$)"
)
# With these words sentences go on or begin, never headings.
_SENTENCE = re.compile(
    r"(?:此次|据了解|据悉|据介绍|近年来|截至|随后|此外|今年以来|昨日|近日|日前|连日来|与此同时|活动现场|下一步,|"
    r"《[^》]{2,40}》(?:还)?(?:要求|提出|指出|明确|规定|强调))"
)
_RUNNING = re.compile(
    r"(?:目前|同时|当日|另外|其中|今年\d|昨天|记者(?!手记|观察|调查|札记|节|之家)|会议|现场|他说|她说|他们|我们|该|这|那|从此|因此|所以|但|而且|不仅|如今|当天|\d{1,2}月\d{1,2}日)"
)


@dataclass(slots=True)
class Traits:
    """The look of one unit. Counts are of folded signs; `length` leaves blanks out.

    Nobody changes one: a corrected look is a new one. (Frozen, its many fields would take five times as long to set.)
    """

    length: int
    closed: bool
    broken: bool
    commas: int
    listed: int
    pieces: tuple[str, ...]
    titled: bool
    people: names.Names | None = None
    bare: names.Names | None = None
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
    signs: bool = False
    verse: bool = False
    box: bool = False
    days: bool = False
    scene: bool = False
    event: bool = False


def closes(text: str) -> bool:
    """Whether folded `text` ends a sentence: a full stop, also inside closing quotation marks or brackets."""
    return text.rstrip(_BEHIND_ENDS).endswith(_ENDS)


def breaks_off(text: str, length: int) -> bool:
    """Whether running text ends in mid-sentence: no closing sign, and it is running text (a clause sign, or long)."""
    if not text or closes(text) or text[-1] in ":;":
        return False
    if text[0] == "“" and text.find("”") == len(text) - 1:
        return False  # somebody's words, whole
    if "," in text or "。" in text or ";" in text:
        return True
    return length >= 40 and text.count("、") < 2


def traits(unit: Unit) -> Traits:
    """What `unit` looks like. Long text is measured only; the patterns are for short lines."""
    text = unit.text
    length = len(text) - text.count(" ")
    closed = closes(text)
    commas = text.count(",") + text.count(";")
    listed = text.count("、")
    ends = closed or unit.jump_out is not None or unit.closing is not None
    broken = not ends and breaks_off(text, length)
    if length > SHORT or not text:
        pictured = _caption_like(unit, length)
        return Traits(length, closed, broken, commas, listed, (), False, pictured=pictured)
    if "。" in text:  # no byline, no staff, no heading
        masthead, pictured = _MASTHEAD.match(text) is not None, _caption_like(unit, length)
        scene = length <= _SCENE_LENGTH and not commas and text.find("。") == len(text) - 1
        scene = scene and _SCENE.search(text[:-1]) is not None
        return Traits(
            length, closed, broken, commas, listed, (), False, masthead=masthead, pictured=pictured, scene=scene
        )
    return _short(unit, text, length, closed, broken, commas, listed)


def _caption_like(unit: Unit, length: int) -> bool:
    if not 0 < length <= 200:
        return False
    photographed = unit.closing is not None and unit.closing.pictures
    return photographed or (_PICTURE_SIGN.search(unit.text) is not None and _PICTURED.search(unit.text) is not None)


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
        credit=credit,
        masthead=_MASTHEAD.match(text) is not None,
        pictured=_caption_like(unit, length),
        dashed=text.startswith("——"),
        bare=names.bare_names(text) if titled and not unit.line.marks else None,
        **(_words_of(text, length, pieces) if titled else {}),
    )


def _words_of(text: str, length: int, pieces: Sequence[str]) -> dict[str, bool]:
    """Turns of phrase that are asked for of heading-like lines only."""
    return {
        "teaser": "版" in text and _TEASER_MARK.search(text) is not None,
        "column": _column_name(text, length) or COLUMN_WORDS.search(text) is not None,
        "slogan": slogan(pieces),
        "numbered": _NUMBERED.match(text) is not None,
        "colon": _COLON.match(text) is not None,
        "lopsided": _PAIRED.search(text) is not None and _unbalanced(text),
        "running": _RUNNING.match(text) is not None,
        "sentence": _SENTENCE.match(text) is not None,
        "event": EVENT.search(text) is not None,
        "scene": len(pieces) == 1 and length <= _SCENE_LENGTH and _SCENE.search(text) is not None,
        "days": _DAYS.fullmatch(text) is not None,
        "box": length <= 8 and _BOX.match(text) is not None,
    }


def _unbalanced(text: str) -> bool:
    return any(text.count(left) != text.count(right) for left, right in _PAIRS)


def _column_name(text: str, length: int) -> bool:
    """`影像·本地`: a short name with a middle dot; `5·12` and the like are dates."""
    return "·" in text[1:-1] and length <= 12 and not any(sign.isdigit() for sign in text)


def slogan(pieces: Sequence[str]) -> bool:
    """Phrases of nearly even length in a row: `稳经济 促发展 强信心`, the form of a column's name."""
    sizes = [len(piece) for piece in pieces]
    return len(sizes) > 1 and max(sizes) <= 6 and max(sizes) - min(sizes) <= 2


def _is_list(text: str) -> bool:
    """Three or more items of about one length with 、 between them, as boxes print them, without a full stop."""
    sizes = [len(item) for item in text.split("、")]
    return len(sizes) >= 3 and min(sizes) >= 4 and max(sizes) <= 1.6 * min(sizes) + 1


def _title_like(unit: Unit, text: str, length: int, commas: int, listed: int) -> bool:
    """Could be any kind of heading line: short, without a full stop, not a list, no clause cut off at its end."""
    if length > TITLE_LIMIT or ";" in text or text[-1] in ",、:;":
        return False
    if text[0] in ",。、;:!?)”》" or _NO_TITLE.match(text):
        return False
    if unit.line.marks:
        return True
    return commas <= 3 and listed <= 3 and not _is_list(text)
