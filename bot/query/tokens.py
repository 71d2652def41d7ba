"""Typed text → tokens: widths and quotation marks folded, every token with its place in the text as it was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.model import Mode
from bot.query.nodes import Part, Trait
from bot.query.refusals import LONGEST_NAME, LONGEST_QUERY, refuse

QUOTES = frozenset('"“”„‟「」『』〝〞')
DASHES = frozenset("-–—−")
MARKS = frozenset("、,|")

PARTS = {
    "标题": Part.TITLE,
    "title": Part.TITLE,
    "intitle": Part.TITLE,
    "正文": Part.BODY,
    "body": Part.BODY,
}
TRAITS = {
    "来源": Trait.SOURCE,
    "source": Trait.SOURCE,
    "site": Trait.SOURCE,
    "版": Trait.PAGE,
    "page": Trait.PAGE,
    "地区": Trait.AREA,
    "area": Trait.AREA,
    "类": Trait.TYPE,
    "type": Trait.TYPE,
    "作者": Trait.AUTHOR,
    "author": Trait.AUTHOR,
}
EXCLUDES = frozenset(("不含", "排除"))
WIDE = "宽"
MODES = {
    "即时": Mode.ALERT,
    "alert": Mode.ALERT,
    "日报": Mode.DIGEST,
    "digest": Mode.DIGEST,
    "静音": Mode.SILENT,
    "silent": Mode.SILENT,
}
BOTH_WORDS = frozenset(("且", "并且", "AND"))
EITHER_WORDS = frozenset(("或", "或者", "OR"))

# What the whole language has and this version has not, by the look of it. Named plainly, never taken as words to find.
NOT_YET = (
    (re.compile(r"/[^/\s]+/\w*"), "正则表达式", "可以先列出几个词，用顿号隔开"),
    (re.compile(r"~\d+"), "两词相近", "可以先用空格隔开，表示两词都要有"),
    (re.compile(r"[\d一二两三四五六七八九十]+之(?=\()"), "至少几个", "可以先用空格或顿号组合"),
    (re.compile(r"(?:级别|金额|level|amount)\s*(?:[<>]=?|=|:)"), "按级别或金额筛选", "可以先只写词"),
    (re.compile(r"(?:日期|date)\s*(?:[<>]=?|=|:)"), "按日期筛选", "可以先用 /search 看最近的"),
    (re.compile(r"预警\s*:"), "预警类别", "可以先写 #天气预警 加上灾种，比如：#天气预警 暴雨"),
    (re.compile(r"Entry(?:Title|URL|Content|Author|Tag|Date)\s*="), "Miniflux 规则", "可以先改写成 标题:词 或 正文:词"),
    (re.compile(r"@\d+"), "限定条数", "可以先用 @日报 收成一条"),
    (re.compile(r"[\w.-]+\*"), "通配符", "可以先列出几个完整的词，用顿号隔开"),
)


class Kind(StrEnum):
    WORD = "word"
    RUN = "run"
    OPEN = "open"
    CLOSE = "close"
    BOTH = "both"
    EITHER = "either"
    NOT = "not"
    PART = "part"
    TRAIT = "trait"
    SURE = "sure"
    WIDE = "wide"
    PACK = "pack"
    NAME = "name"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as it is meant; `at` where it begins in the typed text; `written` for 且 and 或 spelt as words."""

    kind: Kind
    text: str
    at: int
    written: bool = False


def folded(text: str) -> tuple[str, list[int]]:
    """`text` with widths folded and one kind of quotation mark, and for each character the place where it was typed.

    NFKC where one sign stands for one sign; what it would take apart (㎡, ①, …) stays as newspapers print it.
    """
    characters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        normal = unicodedata.normalize("NFKC", text[at:end])
        for character in normal if len(normal) == 1 else text[at:end]:
            characters.append('"' if character in QUOTES else character)
            places.append(at)
        at = end
    return "".join(characters), [*places, len(text)]


def tokens(typed: str) -> list[Token]:
    """The tokens of a query; raises QueryError at the first thing that cannot be one."""
    if len(typed) > LONGEST_QUERY:
        raise refuse("too_long", LONGEST_QUERY, length=len(typed), limit=LONGEST_QUERY)
    return _Scanner(typed).all()


class _Scanner:
    def __init__(self, typed: str) -> None:
        self.typed = typed
        text, self.places = folded(typed)
        self.text = text.rstrip().rstrip("。")
        self.at = 0
        self.found: list[Token] = []

    def all(self) -> list[Token]:
        while self.at < len(self.text):
            if self.text[self.at].isspace():
                self.at += 1
            else:
                self._one()
        return self.found

    def _one(self) -> None:
        sign = self.text[self.at]
        self._refuse_not_yet()
        if self.text.startswith("=>", self.at):
            self._name()
        elif sign == '"':
            self._run()
        elif sign in _SIGNS:
            self._emit(_SIGNS[sign], sign)
        elif sign in MARKS:
            self._emit(Kind.EITHER, sign)
        elif sign in DASHES or sign == "!":
            self._emit(Kind.NOT, sign)
        elif sign == "+" and self._word_end(self.at + 1) > self.at + 1:
            self._plus()
        elif sign == "&":
            self._emit(Kind.BOTH, "&&" if self.text.startswith("&&", self.at) else "&")
        elif sign in "#@":
            self._marked(sign)
        elif sign == "[":
            self._bracketed()
        else:
            self._word()

    def _emit(self, kind: Kind, text: str, length: int = 0, *, written: bool = False) -> None:
        self.found.append(Token(kind, text, self.places[self.at], written))
        self.at += length or len(text)

    def _plus(self) -> None:
        """Between two words it joins them; before a word (TrendRadar's 必须词) it says what is so anyway."""
        joins = self.at > 0 and not self.text[self.at - 1].isspace() and self.found
        if joins and self.found[-1].kind in _ENDS:
            self._emit(Kind.BOTH, "+")
        else:
            self.at += 1

    def _run(self) -> None:
        end = self.text.find('"', self.at + 1)
        if end < 0:
            raise refuse("quote", self.places[self.at], near=self.text[self.at + 1 : self.at + 9])
        inside = " ".join(self.text[self.at + 1 : end].split())
        if not any(map(_says, inside)):
            raise refuse("nothing", self.places[self.at], sign=f"“{inside}”")
        self._emit(Kind.RUN, inside, end + 1 - self.at)

    def _name(self) -> None:
        """`=> 名称`, up to the marks of a mode at the end. A name is kept as it was typed."""
        begin, end = self.at + 2, len(self.text)
        while (tail := re.search(r"@(\w+)\s*$", self.text[begin:end])) and tail[1].lower() in MODES:
            end = begin + tail.start()
        self._emit_name(begin, end, end - self.at)

    def _bracketed(self) -> None:
        end = self.text.find("]", self.at)
        if end < 0:
            raise self._stray("[")
        self._emit_name(self.at + 1, end, end + 1 - self.at)

    def _emit_name(self, begin: int, end: int, length: int) -> None:
        name = " ".join(self.typed[self.places[begin] : self.places[end]].split())
        if len(name) > LONGEST_NAME:
            raise refuse("name_long", self.places[begin], limit=LONGEST_NAME, length=len(name))
        if not name:
            raise refuse("nothing", self.places[self.at], sign=self.text[self.at : begin])
        self._emit(Kind.NAME, name, length)

    def _marked(self, sign: str) -> None:
        end = self._word_end(self.at + 1)
        word = self.text[self.at + 1 : end]
        if not word:
            raise refuse("nothing", self.places[self.at], sign=sign)
        if sign == "@" and word.lower() not in MODES:
            raise refuse("mode", self.places[self.at], word=word)
        self._emit(Kind.PACK if sign == "#" else Kind.MODE, word, end - self.at)

    def _word(self) -> None:
        end = self._word_end(self.at)
        word = self.text[self.at : end]
        if self.text[end : end + 1] == ":":
            self._prefix(word, end)
        elif not any(map(_says, word)):
            raise self._stray(self.text[self.at])
        elif word in BOTH_WORDS or word in EITHER_WORDS:
            self._emit(Kind.BOTH if word in BOTH_WORDS else Kind.EITHER, word, written=True)
        elif word in EXCLUDES and (following := self.text[end:].split()):
            raise refuse("colon", self.places[self.at], word=word, next=following[0])
        else:
            self._emit(Kind.NOT if word == "NOT" else Kind.WORD, word)

    def _prefix(self, word: str, end: int) -> None:
        name, length = word.lower(), end + 1 - self.at
        if name in PARTS:
            self._emit(Kind.PART, word, length)
        elif name in TRAITS:
            self._emit(Kind.TRAIT, word, length)
        elif word in EXCLUDES:
            self._emit(Kind.NOT, word, length)
        elif word == WIDE:
            self._emit(Kind.WIDE, word, length)
        elif self.text.startswith("//", end + 1):
            raise self._stray(":")
        else:
            names = [*PARTS, *TRAITS, *EXCLUDES, WIDE]
            nearest = get_close_matches(name, names, 1, 0.3) or ["标题"]
            raise refuse("unknown_field", self.places[self.at], field=word, nearest=nearest[0])

    def _word_end(self, at: int) -> int:
        while at < len(self.text) and self._belongs(at):
            at += 1
        return at

    def _belongs(self, at: int) -> bool:
        """Whether the sign at `at` is part of the word around it: C++, AT&T, 1+7+7, 12:30, 1,000 and COVID-19 are."""
        sign, before, after = self.text[at], self.text[at - 1 : at], self.text[at + 1 : at + 2]
        if sign == ",":
            typed = self.typed[self.places[at]] == ","
            return typed and before.isdigit() and re.match(r"\d{3}(?!\d)", self.text[at + 1 :]) is not None
        if sign == ":":
            return before.isdigit() and after.isdigit()
        if sign == "+":
            return (before.isdigit() and after.isdigit()) or not after or after.isspace() or after in _STOPS
        if sign == "&":
            return _letter(before) and _letter(after)
        return sign not in _STOPS and not sign.isspace()

    def _refuse_not_yet(self) -> None:
        for look, what, advice in NOT_YET:
            seen = look.match(self.text, self.at)
            if seen:
                raise refuse("not_yet", self.places[self.at], sign=seen[0], what=what, advice=advice)

    def _stray(self, sign: str) -> Exception:
        near = " ".join(self.text[max(0, self.at - 4) : self.at + 5].replace('"', " ").split())
        return refuse("stray", self.places[self.at], sign=sign, near=near)


_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE, "=": Kind.SURE}
_ENDS = frozenset((Kind.WORD, Kind.RUN, Kind.CLOSE, Kind.PACK))
_STOPS = frozenset('"()、,|=&[];:<>+*{}\\')


def _says(sign: str) -> bool:
    """Whether a sign can be looked for: letters, digits, 汉字, and symbols such as ㎡ or ￥, but no punctuation."""
    return sign.isalnum() or unicodedata.category(sign) in ("So", "Sc")


def _letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
