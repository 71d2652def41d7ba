"""Names of people: how a Han name reads, and the names in a stretch of a byline. Against folded text."""

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
    "桑荆谌薄岑习胥蔺寇广仝阙夔厍晁訾阚巢蒯荀於麴裘缪宰郦璩濮占肖付闫邰丑骆逯麦帅撒粟伊贡钮闻蓝步初衣冀桓晋昝尉戎谯滑隗蔚岐逄亓"
)
DOUBLE_SURNAMES = tuple(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方皇甫令狐司徒慕容端木轩辕宇文长孙公孙南宫申屠公良澹台钟离呼延夏侯尉迟闻人西门公冶宗政濮阳淳于太史公羊赫连万俟"
        "拓跋完颜仲孙乐正左丘谷梁鲜于闾丘司空百里独孤第五东郭南门巫马",
    )
)

_PLACE_ENDINGS = "市县区镇乡村州省街路"
_NOISE = re.compile(
    r"(?:[文图]\s*/\s*[文图]|(?:摄影|图文|综合|整理|联合)?报道|摄影|摄|(?<![一-鿿])(?:文图|图文|文|图|整理|编译|综合|发自.{2,4}))"
    r"(?![一-鿿])"
)
_NAME = re.compile(r"[一-鿿]{2,4}(?:·[一-鿿]{1,6})*|[一-鿿]{1,5}(?:·[一-鿿]{1,8})+")
_LONE = re.compile(r"(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])")
# Begins with a sign that begins neither a name nor a remark, or has more signs in a row than a name with a remark
# behind it (摄影报道): most headings, which need no closer look.
_FIRST_SIGNS = "".join(SURNAMES) + "".join(name[0] for name in DOUBLE_SURNAMES) + "文图摄联综整编发报"
_NO_NAMES = re.compile(rf"(?![{_FIRST_SIGNS}])[一-鿿]|.*[一-鿿]{{9}}")
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


def named(words: str) -> tuple[str, ...]:
    """The names in a stretch behind a role word; `李 娜`, set wide as papers do, is one name."""
    return tuple(word for word in plain_words(words) if _NAME.fullmatch(word))


def plain_words(line: str) -> list[str]:
    """The words of a line without the remarks of bylines (文/图, 摄), names set wide closed up."""
    closed_up = _LONE.sub(r"\1\2", line) if len(line.split()) > 1 else line
    text = _NOISE.sub(" ", closed_up)
    return [word for word in _SEPARATORS.split(text) if word]


def bare_names(line: str) -> Names | None:
    """One to four names and nothing else, as some papers sign at the end of a text."""
    if not 2 <= len(line) <= 24 or _NO_NAMES.match(line):
        return None
    words = plain_words(line)
    if 1 <= len(words) <= 4 and all(is_name(word) for word in words):
        return Names(reporters=tuple(words))
    return None
