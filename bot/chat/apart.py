"""Words that are nowhere as they stand, and what their parts would find: 停水、停电 for 停水停电, 停气 in 二七区."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from bot import compose, query
from bot.chat import abroad, area, warned
from bot.chat.previews import looked_back
from bot.chat.turn import Reply, Turn, brief
from bot.errors import QueryError
from bot.model import Button, Message, Mode
from bot.query.vocabulary import MODES
from bot.styled import Styled, code, join
from watchers.facts.places import Place
from watchers.variants import simplified

# More ways to read a few words are no help.
MOST = 2
MOST_WORDS = 5
# Shorter runs are words, longer ones sentences.
SHORTEST, LONGEST = 3, 16
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"^[^\u3400-\u9fff]*[A-Za-z]{3}[^\u3400-\u9fff]*$")
_SLASH = re.compile(r"[\u3400-\u9fff]{2,}(?:/[\u3400-\u9fff]{2,})+")
# What stands between words and is none of them; what of two things asks for either.
PARTICLES = frozenset("的了")
SMALL = PARTICLES | frozenset("发 在 把 被 将 是 有 就 都 也 给 对 从 关于 有关 相关 方面 所有 一些 那些 这些".split())  # noqa: SIM905
JOINS = frozenset("和 与 及 跟 或 以及 或者 还有".split())  # noqa: SIM905
_WARNING = re.compile(r"(?P<hazard>.*?)(?:天气|气象)?(?:灾害)?(?:[蓝黄橙红]色)?(?:预警|警报)(?:信号|信息)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another query for the same words, and what it would have caught."""

    text: str
    past: compose.Preview
    gloss: str = ""


def readings(turn: Turn, wanted: query.Query) -> list[Reading]:
    """What the parts of a query would find, of which the whole finds nothing; nothing is changed.

    Of English words what the papers say for them, found or not.
    """
    said = query.bare(wanted)
    if (chinese := abroad.in_chinese(turn, said)) and (past := _past(turn, chinese)):
        return [Reading(text=chinese, past=past, gloss=said if said.isascii() else "")]
    run, words = _words(turn, wanted.root)
    found = list[Reading]()
    for text, parts in _texts(turn, run, words):
        past = _past(turn, text)
        if past is None or past.broad or any(_articles(past) == _articles(one.past) for one in found):
            continue
        if _all_there(past, parts) if parts else past.found or "地区:" in text:
            found.append(Reading(text=text, past=past))
    return found[:MOST]


def _articles(past: compose.Preview) -> set[int]:
    return {entry.id for entry, _ in past.found}


def _words(turn: Turn, root: query.Node) -> tuple[str, list[str]]:
    """The run of characters that a query is, and the words in it; nothing of a query that says more than words."""
    terms = [part for part in (root.parts if isinstance(root, query.All) else (root,)) if isinstance(part, query.Term)]
    plain = [one for one in terms if one.edge is query.Edge.JUDGED and not one.exact and not one.begins]
    parts = len(root.parts) if isinstance(root, query.All) else 1
    if len(plain) < parts:
        return "", []
    if len(plain) > 1:
        return simplified("".join(one.text for one in plain)), [simplified(one.text) for one in plain]
    text = simplified(plain[0].text)
    if _SLASH.fullmatch(text):
        return "", text.split("/")
    if not _CHINESE.fullmatch(text) or not SHORTEST <= len(text) <= LONGEST:
        return "", []
    return text, [*chain.from_iterable(_meaning(turn.room.finder.words(text)))]


def _meaning(words: Sequence[str]) -> list[list[str]]:
    """The words that say something, without the small ones between them: each with those of which one is enough."""
    found, joins = list[list[str]](), False
    for kind, run in groupby(_kinds(words), lambda one: one[0]):
        said = [word for _, word in run]
        if kind != "word":
            joins = kind == "join"
            continue
        for n, word in enumerate(_joined(said)):
            if found and ((joins and not n) or _alike(found[-1][-1], word)):
                found[-1].append(word)
            else:
                found.append([word])
    return found


def _kinds(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word as (word, join or small). A single character may be half of a word that nobody knows: 商都融, 郑和."""
    for single, group in groupby(words, lambda word: len(word) == 1):
        run = [*group]
        small = not single or all(word in SMALL or word in JOINS for word in run)
        for word in run:
            if word in JOINS and small:
                yield "join", word
            else:
                yield "small" if word in SMALL and (small or word in PARTICLES) else "word", word


def _alike(one: str, other: str) -> bool:
    """停水停电: things of one kind, of which each is told by itself."""
    return len(one) == len(other) and one != other and any(a == b for a, b in zip(one, other, strict=True))


def _joined(words: Sequence[str]) -> list[str]:
    """Characters that no word takes belong together, a single one to the word before it: 商都融 贷款."""
    found = list[str]()
    single = False
    for word in words:
        if len(word) == 1 and found and (single or len(found[-1]) > 1):
            found[-1] += word
        else:
            found.append(word)
        single = len(word) == 1 and len(found[-1]) == 1
    return found


def _texts(turn: Turn, run: str, words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Queries that may be meant, the closest first; with the words of which each has to be there."""
    if any(run and pack.title("zh-Hans") == run for pack in turn.room.packs):
        yield f"#{run}", ()
    if place := _placed(turn, run):
        name, rest = place[0].name, place[1]
        warning = _WARNING.fullmatch(rest)
        if warning:
            hazard = f"预警:{warning['hazard']}" if warning["hazard"] else "级别>=蓝"
            yield f"{hazard} 地区:{name}", ()
            return
        if parts := " ".join("、".join(words) for words in _meaning(turn.room.finder.words(rest))):
            yield f"{parts} 地区:{name}", ()
            yield f"{run[: run.rindex(rest)].removesuffix('的')} {parts}", ()  # a place is not one of several words
        return
    if words and not run:  # 停车/违停: one of them
        yield "、".join(words), ()
        return
    enough = 1 < len(words) <= MOST_WORDS and all(len(word) > 1 for word in words)
    if enough:
        yield " ".join(words), ()
        yield "、".join(words), tuple(words)


def _placed(turn: Turn, run: str) -> tuple[Place, str] | None:
    """The place with which a run begins, and what follows it."""
    named = next(iter(turn.room.places.mentions(run)), None)
    if named is None or named.start or len(run[named.end :].strip("的")) < 2:
        return None
    places = turn.room.places
    home = turn.subscriber.place or next((one.name for one in area.region(turn)), "")
    near = [one for one in named.places if home and (places.within(one.name, home) or places.within(home, one.name))]
    return (*near, *named.places)[0], run[named.end :].strip("的")


def _past(turn: Turn, text: str) -> compose.Preview | None:
    try:
        return looked_back(turn, turn.understood(text))
    except QueryError:
        return None


def _all_there(past: compose.Preview, words: Sequence[str]) -> bool:
    """Whether each of the words was met: one that is nowhere would be hidden by the others."""
    met = {hit.term for _, finding in past.found for hit in finding.hits}
    return met >= {*words}


def told(text: str, mode: Mode | None) -> str:
    """The line that asks for a reading in the way that was asked for the whole."""
    word = next((word for word, one in MODES.items() if one is mode), "")
    return f"{text} @{word}" if word else text


# -- as an answer ------------------------------------------------------------------------------------------------------


def rows(turn: Turn, found: Sequence[Reading]) -> Styled:
    """· 停水、停电　最近 30 天 2 篇."""
    return join("\n", [_row(turn, one) for one in found])


def _row(turn: Turn, one: Reading) -> Styled:
    span = compose.span(one.past, turn.t)
    return Styled("· ") + code(one.text) + turn.t("apart.count", span=span, count=len(one.past.found))


def buttons(turn: Turn, found: Sequence[Reading], verb: str, before: str = "") -> tuple[tuple[Button, ...], ...]:
    """A button for each: `verb` is done with it (sub, search, edit); `before` stands before it in what waits."""
    offer = turn.room.desk.memory.offer
    return tuple(
        (
            Button(
                label=turn.t(f"button.apart.{verb}", query=_glossed(one)),
                data=f"{verb}:{offer(turn.address, f'{before}{one.text}', turn.now)}",
            ),
        )
        for one in found
    )


def _glossed(one: Reading) -> str:
    """停车 (parking)."""
    return f"{brief(one.text)} ({brief(one.gloss)})" if one.gloss else brief(one.text)


def unread(turn: Turn, wanted: query.Query) -> str:
    """Where words in Latin letters were never printed: that papers are written in Chinese."""
    return turn.t("abroad.none") if _LATIN.search(query.bare(wanted)) else ""


def warnings_of(turn: Turn, wanted: query.Query) -> Place | None:
    """The place whose warnings are meant: 中牟预警, 中牟 预警."""
    run, _ = _words(turn, wanted.root)
    placed = _placed(turn, run)
    warning = _WARNING.fullmatch(placed[1]) if placed else None
    return placed[0] if placed and warning and not warning["hazard"] else None


def following(turn: Turn, place: Place) -> Reply:
    """The offer to be told of a place's warnings; nothing where they are told already."""
    if warned.of(turn, place.name):
        return []
    button = Button(label=turn.t("button.area.warn", place=turn.t.spot(place.name)), data=f"area:warn:{place.code}")
    return [Message(body=turn.t.styled("apart.warnings", place=turn.t.place(place.name)), buttons=((button,),))]
