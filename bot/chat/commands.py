"""The commands: their Latin names (Telegram allows no others), the Chinese words for them, and how a line is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot import hours
from watchers.variants import simplified

# Whether a span is understood does not depend on the day.
SOME_DAY = datetime(2001, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`words` are what people may type instead, as plain text. `glued` words need no blank after them (订阅暴雨).

    `field`: the word is a field of the subscription language, too, and with a colon it begins a query (预警:暴雨).
    `also`: other Latin names, which the menu leaves out. `operators`: for them only, and so not in the menu.
    """

    name: str
    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    glued: bool = False
    field: bool = False
    operators: bool = False


# In the order of help and menu.
COMMANDS = (
    Command(name="start", words=("开始", "你好", "您好", "设置"), also=("hello", "hi", "settings")),
    Command(name="help", words=("帮助", "怎么用")),
    Command(name="sub", words=("订阅",), also=("subscribe",), glued=True),
    Command(name="unsub", words=("退订", "取消订阅"), also=("unsubscribe",), glued=True),
    Command(name="unsub_all", words=("全部退订",)),
    Command(name="list", words=("列表", "我的订阅")),
    Command(name="edit", words=("修改", "改订阅")),
    Command(name="undo", words=("撤销", "恢复刚才")),
    Command(name="packs", words=("主题包", "主题")),
    Command(name="import", words=("导入",)),
    Command(name="export", words=("导出",)),
    Command(name="try", words=("试试",), also=("preview",)),
    Command(name="today", words=("今日", "今天")),
    Command(name="warnings", words=("预警",), field=True),
    Command(name="weather", words=("天气", "天气预报")),
    Command(name="trend", words=("趋势",)),
    Command(name="search", words=("搜索", "搜寻", "查找", "搜"), glued=True),
    Command(name="issue", words=("期", "看报", "版面")),
    Command(name="article", words=("全文", "稿件")),
    Command(name="why", words=("为什么",)),
    Command(name="profile", words=("企业画像", "画像")),
    Command(name="digest", words=("日报",)),
    Command(name="review", words=("一周回顾", "回顾")),
    Command(name="calendar", words=("日历",)),
    Command(name="remind", words=("提醒",)),
    Command(name="area", words=("地区", "我的地区"), field=True),
    Command(name="level", words=("级别", "预警级别"), field=True),
    Command(name="quiet", words=("免打扰", "勿扰")),
    Command(name="mute", words=("静音",)),
    Command(name="unmute", words=("取消静音", "解除静音")),
    Command(name="tz", words=("时区",)),
    Command(name="lang", words=("语言",)),
    Command(name="pause", words=("暂停",)),
    Command(name="resume", words=("恢复", "继续")),
    Command(name="sources", words=("来源", "状况"), also=("status",)),
    Command(name="source", words=("加来源", "管理来源"), operators=True),
    Command(name="history", words=("记录", "发送记录")),
    Command(name="resend", words=("重发",)),
    Command(name="feedback", words=("反馈", "意见")),
    Command(name="privacy", words=("隐私",)),
    Command(name="delete_me", words=("删除我",)),
    Command(name="saved", words=("收藏", "我的收藏"), also=("save",)),
    Command(name="channel", words=("频道",)),
    Command(name="bind", words=("绑定",)),
    Command(name="cap", words=("上限",)),
    Command(name="cancel", words=("取消", "算了")),
)
NAMES = {name: command for command in COMMANDS for name in (command.name, *command.also)}
# How other bots call what we have too. Only with a slash: without one they are words (health, feed).
FOREIGN = {
    foreign: NAMES[name]
    for name, all_ in {
        "start": "set config menu",
        "help": "commands about",
        "sub": "follow add",
        "unsub": "unfollow remove",
        "unsub_all": "unsubscribe_all unfollow_all clear",
        "list": "subs subscriptions",
        "source": "feed rss source_add",
        "sources": "feeds health",
        "area": "location city",
        "cap": "limit",
        "tz": "timezone",
        "lang": "language",
    }.items()
    for foreign in all_.split()
}

# What people want to do → the commands for it: those that are shown with a line of their own, and others. What stands
# on no shelf stands on the last.
SHELVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "follow": (("sub", "packs", "list", "try"), ("edit", "unsub", "unsub_all", "undo", "import", "export")),
    "look": (
        ("today", "search", "warnings", "why"),
        ("review", "article", "issue", "weather", "trend", "calendar", "profile", "saved", "sources"),
    ),
    "settings": (
        ("digest", "area", "quiet", "mute"),
        ("unmute", "level", "cap", "remind", "pause", "resume", "tz", "lang"),
    ),
    "more": (
        ("start", "help", "cancel"),
        ("channel", "bind", "history", "resend", "feedback", "privacy", "delete_me", "source"),
    ),
}
# Telegram's menu is a list to be looked through with a thumb: the dozen that is used most.
MENU = (
    "today", "sub", "list", "packs", "search", "warnings", "digest", "area", "quiet", "undo", "help", "start",
)  # fmt: skip
# In a group: what anyone may do, and what its administrators may.
MEMBERS_MENU = (
    "today", "search", "warnings", "list", "weather", "trend", "issue", "why", "history", "sources", "help",
)  # fmt: skip
ADMINISTRATORS_MENU = (
    "today", "sub", "list", "packs", "search", "warnings", "digest", "area", "quiet", "cap", "bind", "undo", "help",
)  # fmt: skip
OPERATORS_MENU = (*MENU, *(command.name for command in COMMANDS if command.operators), "sources", "history")

# Two words in one, of which the first alone would be another command.
_SPELT = {"取消收藏": "收藏 取消 ", "不收藏": "收藏 取消 "}
# Shorter names have more neighbours.
LONG = 6
_SLASH = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@\w+)?(?:\s+(?P<rest>.*))?$", re.DOTALL)
# A Latin name without its slash, alone or before figures only (mute 7d, digest 7:30): nobody looks for that in a paper.
_BARE = re.compile(r"(?P<name>[a-z_]+)(?:\s+(?P<rest>[\d:.,dhw-][\d\s:.,dhw-]*))?", re.IGNORECASE)
# Verbs, with what they are about: subscribe to parking, search loans, area Zhongmu, help sub. Nouns (weather, history)
# begin phrases that somebody may look for.
_VERB = re.compile(
    r"(?P<name>sub|subscribe|search|area|help|try|lang)\s+(?:(?:to|for)\s+)?(?P<rest>\S.{0,60})"
    r"|(?P<ending>unsub|unsubscribe)\s+(?P<which>all|#\S+)", re.IGNORECASE,
)  # fmt: skip
# What Taiwan and Hong Kong call them, where not only the characters differ; here in simplified ones, as all are read.
_ELSEWHERE = {
    "start": "设定", "import": "汇入", "export": "汇出", "list": "清单", "bind": "系结", "search": "查询",
    "history": "纪录 发送纪录 传送纪录 传送记录", "feedback": "回馈 意见回馈", "profile": "企业资料", "undo": "复原",
    "calendar": "行事历",
}  # fmt: skip
_WORDS = [(word, command) for command in COMMANDS for word in command.words]
_WORDS += [(word, NAMES[name]) for name, every in _ELSEWHERE.items() for word in every.split()]
_SPOKEN = sorted(_WORDS, key=lambda pair: -len(pair[0]))


@dataclass(frozen=True, slots=True)
class Line:
    """A line as understood: a known command and what follows it; or `unknown` slash text; or plain text."""

    command: str = ""
    rest: str = ""
    unknown: str = ""


def read(text: str) -> Line:
    """What a line means. A word counts as a command only where it stands alone or before a blank (or glued)."""
    line = _clean(text)
    slash = _SLASH.match(line.replace("／", "/", 1) if line.startswith("／") else line)
    if slash:
        name = slash["name"].lower()
        rest = (slash["rest"] or "").strip()
        known = NAMES.get(name) or FOREIGN.get(name)
        return Line(command=known.name, rest=rest) if known else Line(unknown=slash["name"], rest=rest)
    if line[:1] in ("/", "／") and simplified(line[1:]).startswith(tuple(word for word, _ in _SPOKEN)):
        line = line[1:]  # /订阅 高温
    for word, meant in _SPELT.items():
        if simplified(line).startswith(word):
            line = meant + line[len(word) :]
    plain = simplified(line)
    for word, command in _SPOKEN:
        if plain == word or (plain.startswith(word) and _ends(line, word, command)):
            return Line(command=command.name, rest=_object(line[len(word) :], command))
    bare = _BARE.fullmatch(line)
    named = NAMES.get(bare["name"].lower()) if bare else None
    if bare and named and not named.operators:
        return Line(command=named.name, rest=(bare["rest"] or "").strip())
    if verb := _VERB.fullmatch(line):
        said, rest = (verb["name"], verb["rest"]) if verb["name"] else (verb["ending"], verb["which"])
        return Line(command=NAMES[said.lower()].name, rest=rest)
    return Line(rest=line)


def _object(rest: str, command: Command) -> str:
    """What follows a word; 搜一下高温 and 订阅一下高温 ask for 高温."""
    softened = rest.removeprefix("一下") if command.glued else rest
    return softened.lstrip(" \t\n:：　")


def nearest(unknown: str) -> str:
    """The command that was probably meant, or "": a slip of the finger, not any name that looks alike."""
    said = unknown.lower()
    slips = 1 if len(said) < LONG else 2
    near = [(_apart(said, name), name) for name in NAMES if abs(len(said) - len(name)) <= slips]
    least, name = min(near, default=(slips + 1, ""))
    return name if least <= slips else ""


def _apart(one: str, other: str) -> int:
    """How many characters have to be put in, taken out, exchanged, or swapped with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for n, a in enumerate(one, 1):
        row = [n]
        for m, b in enumerate(other, 1):
            row.append(min(rows[-1][m] + 1, row[m - 1] + 1, rows[-1][m - 1] + (a != b)))
            if n > 1 and m > 1 and a == other[m - 2] and b == one[n - 2]:
                row[m] = min(row[m], rows[n - 2][m - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def _clean(text: str) -> str:
    """Without NUL, control and invisible direction marks, which only serve to confuse; line breaks stay."""
    kept = (ch for ch in text if ch in "\n\t" or unicodedata.category(ch) not in ("Cc", "Cf", "Cs"))
    return "".join(kept).strip()


def _ends(line: str, word: str, command: Command) -> bool:
    following = line[len(word)]
    if command.field and following in ":：":
        return False
    if following in " \t\n:：　" or line[len(word) :].isdecimal():  # 为什么3, 全文 3
        return True
    if command.name == "pause" and hours.until(simplified(line[len(word) :]), SOME_DAY):  # 暂停到周五, 暂停三天
        return True
    return command.glued and len(line) - len(word) <= 40
