"""Typed text → tokens, every one with its place in the text as it was typed."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TypedDict, Unpack

from bot.query import measures, miniflux
from bot.query.folding import folded
from bot.query.nodes import Node, Pattern, walk
from bot.query.patterns import compiled
from bot.query.refusals import LONGEST_NAME, LONGEST_QUERY, refuse
from bot.query.vocabulary import (
    BOTH_WORDS,
    DASHES,
    EITHER_WORDS,
    EXCLUDES,
    MARKS,
    MODES,
    PARTS,
    TRAITS,
    WIDE,
    Kind,
    Token,
)
from watchers.variants import simplified

# 级别>=橙, 金额：500万以上, date:7d. Between name and sign a blank may stand, after the sign too.
_MEASURE = re.compile(rf"({'|'.join(measures.NAMES)})\s*(>=|<=|==|[<>=:≥≤])\s*", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,4}|[一二两三四五六七八九十])之\s*(?=\()")
COUNTS = "一二三四五六七八九十"
_EXCLAIMS = re.compile(r"[!?…]+(?=\s|$)")
_TILDES = re.compile(r"(?<=\w)~+$")
_GAP = re.compile(r"~\s*(\d{1,4})")
_CAP = re.compile(r"@(\d{1,4})(?!\w)")
_ENTRY_END = re.compile(r"\s+(?=Entry[A-Z]\w*=|=>|@)|$")
# Two characters on either side of a paragraph's end still speak of each other; further apart, 且 says as much.
FARTHEST = 500
MOST_ARTICLES = 100


def tokens(typed: str) -> list[Token]:
    """The tokens of a query; raises QueryError at the first thing that cannot be one."""
    if len(typed) > LONGEST_QUERY:
        raise refuse("too_long", LONGEST_QUERY, length=len(typed), limit=LONGEST_QUERY)
    return _Scanner(typed).all()


class _More(TypedDict, total=False):
    written: bool
    number: int
    node: Node
    begins: bool


class _Scanner:
    def __init__(self, typed: str) -> None:
        self.typed = typed
        text, self.places = folded(typed)
        self.text = _TILDES.sub("", text.rstrip(_ENDING))
        self.plain = simplified(self.text)
        self.at = 0
        self.found: list[Token] = []

    def all(self) -> list[Token]:
        while self.at < len(self.text):
            if self.text[self.at].isspace():
                self.at += 1
            elif not self._worded():
                self._one()
        return self.found

    def _exclaims(self, at: int) -> int:
        """Where signs end that begin at `at` and only end what was said: 郑好融！ @即时; 0 where there are none."""
        joined = at and not self.typed[self.places[at - 1]].isspace()  # 【郑好融】！ has no blank before its end
        seen = _EXCLAIMS.match(self.text, at) if joined else None
        return seen.end() if seen else 0

    def _worded(self) -> bool:
        """Signs of several characters that begin like a word: 级别>=橙, 2之(…), EntryTitle=…, ~10, @5."""
        for look, take in (
            (_MEASURE, self._measure),
            (_COUNT, self._count),
            (_GAP, self._gap),
            (_CAP, self._cap),
            (miniflux.FIELD, self._entry),
        ):
            if seen := look.match(self.plain, self.at):
                take(seen)
                return True
        return False

    def _one(self) -> None:
        sign = self.text[self.at]
        if stop := self._exclaims(self.at):
            self.at = stop
        elif self.text.startswith("=>", self.at):
            self._name()
        elif sign == '"':
            self._run()
        elif sign == "/":
            self._regex()
        elif sign == "~":
            raise refuse("near", self.places[self.at])
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

    def _measure(self, seen: re.Match[str]) -> None:
        end = self._word_end(seen.end())
        place, value = self.places[self.at], self.plain[seen.end() : end]
        if not value:
            raise refuse("nothing", place, sign=seen[0].strip())
        node = measures.measure(seen[1].lower(), seen[2], value, place)
        self._emit(Kind.UNIT, self.text[self.at : end], node=node)

    def _count(self, seen: re.Match[str]) -> None:
        said = seen[1]
        count = int(said) if said.isdecimal() else COUNTS.index(said.replace("两", "二")) + 1
        self._emit(Kind.COUNT, seen[0], number=count)

    def _gap(self, seen: re.Match[str]) -> None:
        if not 0 < int(seen[1]) <= FARTHEST:
            raise refuse("far", self.places[self.at], limit=FARTHEST)
        self._emit(Kind.NEAR, seen[0], number=int(seen[1]))

    def _cap(self, seen: re.Match[str]) -> None:
        if not 0 < int(seen[1]) <= MOST_ARTICLES:
            raise refuse("cap", self.places[self.at], limit=MOST_ARTICLES)
        self._emit(Kind.CAP, seen[0], number=int(seen[1]))

    def _entry(self, seen: re.Match[str]) -> None:
        """A rule of Miniflux; its pattern runs to the next rule, or to where name and mode begin."""
        stop = _ENTRY_END.search(self.text, seen.end() + 1)
        end = stop.start() if stop else len(self.text)
        node = miniflux.entry(seen[0], self.text[seen.end() + 1 : end], self.places[self.at])
        for pattern in (part for part in walk(node) if isinstance(part, Pattern)):
            compiled(pattern)
        self._emit(Kind.UNIT, self.text[self.at : end], node=node)

    def _regex(self) -> None:
        """`/…/` or `/…/i`. Inside, `\\/` is a slash."""
        source, end = "", self.at + 1
        while end < len(self.text) and self.text[end] != "/":
            step = 2 if self.text[end] == "\\" else 1
            source += self.text[end : end + step].replace("\\/", "/")
            end += step
        place = self.places[self.at]
        if end >= len(self.text):
            raise refuse("regex_half", place)
        if not source:
            raise refuse("nothing", place, sign="//")
        flags = self.text[end + 1 : self._letters_end(end + 1)]
        if flags not in ("", "i", "I"):
            raise refuse("regex_flags", self.places[end + 1], flags=flags)
        pattern = Pattern(source, bool(flags), place)
        compiled(pattern)
        self._emit(Kind.UNIT, self.text[self.at : end + 1 + len(flags)], node=pattern)

    def _letters_end(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isascii() and self.text[at].isalnum():
            at += 1
        return at

    def _emit(self, kind: Kind, text: str, length: int = 0, **more: Unpack[_More]) -> None:
        self.found.append(Token(kind, text, self.places[self.at], **more))
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
        while (tail := re.search(r"@(\w+)\s*$", self.plain[begin:end])) and _is_tail(tail[1]):
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
        word = (self.text if sign == "#" else self.plain)[self.at + 1 : end]
        if not word:
            raise refuse("nothing", self.places[self.at], sign=sign)
        if sign == "@" and word.lower() not in MODES:
            raise refuse("mode", self.places[self.at], word=word)
        self._emit(Kind.PACK if sign == "#" else Kind.MODE, word, end - self.at)

    def _word(self) -> None:
        end = self._word_end(self.at)
        end = next((at for at in range(self.at + 1, end) if self._exclaims(at)), end)
        word, plain = self.text[self.at : end], self.plain[self.at : end]
        following = self.text[end : end + 1]
        if following == ":":
            self._prefix(word, plain, end)
        elif not any(map(_says, word)):
            raise self._stray(self.text[self.at])
        elif plain in BOTH_WORDS or plain in EITHER_WORDS:
            self._emit(Kind.BOTH if plain in BOTH_WORDS else Kind.EITHER, word, written=True)
        elif plain in EXCLUDES and self.text[end:].split():
            raise refuse("colon", self.places[self.at], word=word, next=self.text[end:].split()[0])
        elif following == "*":
            self._beginning(word, end)
        else:
            self._emit(Kind.NOT if word == "NOT" else Kind.WORD, word)

    def _beginning(self, word: str, end: int) -> None:
        """`mac*`: a Latin word is looked for whole, unless its end is opened."""
        if not (word[-1].isascii() and word[-1].isalnum()):
            raise refuse("star_chinese", self.places[end], word=word)
        if len(word) < 2:
            raise refuse("star_short", self.places[end])
        self._emit(Kind.WORD, word, end + 1 - self.at, begins=True)

    def _prefix(self, word: str, plain: str, end: int) -> None:
        name, length = plain.lower(), end + 1 - self.at
        if name in PARTS:
            self._emit(Kind.PART, plain, length)
        elif name in TRAITS:
            self._emit(Kind.TRAIT, plain, length)
        elif name in EXCLUDES:
            self._emit(Kind.NOT, word, length)
        elif name in WIDE:
            self._emit(Kind.WIDE, word, length)
        elif self.text.startswith("//", end + 1):
            raise self._stray(":")
        else:
            names = [*PARTS, *TRAITS, *EXCLUDES, *WIDE, *measures.NAMES]
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
        if sign in ":~":
            return before.isdigit() and after.isdigit()
        if sign == "+":
            return (before.isdigit() and after.isdigit()) or not after or after.isspace() or after in _STOPS
        if sign == "&":
            return _letter(before) and _letter(after)
        return sign not in _STOPS and not sign.isspace()

    def _stray(self, sign: str) -> Exception:
        near = " ".join(self.text[max(0, self.at - 4) : self.at + 5].replace('"', " ").split())
        return refuse("stray", self.places[self.at], sign=sign, near=near)


# How a sentence ends, which a query does not: 郑好融！ and 郑好融~ ask for 郑好融.
_ENDING = "。!?…; \t\n"
_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE, "=": Kind.SURE}
_ENDS = frozenset((Kind.WORD, Kind.RUN, Kind.CLOSE, Kind.PACK, Kind.UNIT))
_STOPS = frozenset('"()、,|=&[];:<>≤≥+*{}~\\')


def _is_tail(word: str) -> bool:
    return word.lower() in MODES or word.isdecimal()


def _says(sign: str) -> bool:
    """Whether a sign can be looked for: letters, digits, 汉字, and symbols such as ㎡ or ￥, but no punctuation."""
    return sign.isalnum() or unicodedata.category(sign) in ("So", "Sc")


def _letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
