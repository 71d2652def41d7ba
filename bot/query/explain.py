"""A query in plain words, one sentence, so that its writer sees how it was understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from bot import closed
from bot.query.canonical import written
from bot.query.measures import money
from bot.query.nodes import (
    All,
    AtLeast,
    Dated,
    Edge,
    Either,
    Level,
    Money,
    Named,
    Near,
    Node,
    Not,
    Part,
    Pattern,
    Query,
    Sign,
    Term,
    Trait,
    Where,
    Within,
)
from watchers import latin
from watchers.variants import traditional_name
from watchers.warning import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The pieces of a sentence in one language. `topics`: how it calls them, by their simplified titles."""

    language: str
    quote: str
    then: str
    both: str
    either: str
    has: str
    has_all: str
    lacks: str
    comma: str
    brackets: str
    edges: dict[Edge, str]
    parts: dict[Part, str]
    traits: dict[Trait, str]
    fails: str
    topic: str
    begins: str
    case: str
    pattern: str
    near: str
    nearer: str
    some: str
    some_of: str
    colours: dict[Colour, str]
    levels: dict[Sign, str]
    sums: dict[Sign, str]
    yuan: str
    last: str
    today: str
    on: str
    since: str
    until: str
    between: str
    day: str
    most: str
    topics: Mapping[str, str] = field(default_factory=dict)


_ZH = _Words(
    language="zh-Hans",
    quote="「{}」",
    then="、",
    both="和",
    either="或",
    has="含有{}",
    has_all="同时含有{}",
    lacks="不含{}",
    comma="，",
    brackets="（{}）",
    edges={Edge.JUDGED: "{}", Edge.SURE: "{}（只算确定的）", Edge.ANY: "{}（每处都算）"},
    parts={Part.TITLE: "标题里{}", Part.BODY: "正文里{}"},
    traits={
        Trait.SOURCE: "来源是{}",
        Trait.PAGE: "在第 {} 版",
        Trait.AREA: "说的是{}的事",
        Trait.TYPE: "属于{}一类",
        Trait.AUTHOR: "作者是{}",
        Trait.WARNING: "讲的是{}预警",
    },
    fails="不要（{}）的",
    topic="主题{}",
    begins="以{}开头的词",
    case="{}（大小写也要一样）",
    pattern="符合正则 {} 的字句",
    near="相距 {gaps} 字以内的{words}",
    nearer="依次相距 {gaps} 字以内的{words}",
    some="{words}中的至少 {count} 个",
    some_of="至少符合 {count} 条：{clauses}",
    colours={Colour.BLUE: "蓝色", Colour.YELLOW: "黄色", Colour.ORANGE: "橙色", Colour.RED: "红色"},
    levels={
        Sign.AT_LEAST: "有{}及以上预警",
        Sign.MORE: "有高于{}的预警",
        Sign.EQUAL: "有{}预警",
        Sign.LESS: "有低于{}的预警",
        Sign.AT_MOST: "有{}及以下预警",
    },
    sums={
        Sign.AT_LEAST: "有 {}以上的金额",
        Sign.MORE: "有超过 {}的金额",
        Sign.EQUAL: "有 {}的金额",
        Sign.LESS: "有不到 {}的金额",
        Sign.AT_MOST: "有 {}以下的金额",
    },
    yuan="{figure} {unit}元",
    last="最近 {} 天见报",
    today="今天见报",
    on="{}见报",
    since="{}以后见报（含当天）",
    until="{}以前见报（含当天）",
    between="{}到{}见报",
    day="{0.year}年{0.month}月{0.day}日",
    most="每份日报最多 {} 篇",
)
_EN = _Words(
    language="en",
    quote="“{}”",
    then=", ",
    both=" and ",
    either=" or ",
    has="contains {}",
    has_all="contains {}",
    lacks="does not contain {}",
    comma=", ",
    brackets="({})",
    edges={Edge.JUDGED: "{}", Edge.SURE: "{} (certain hits only)", Edge.ANY: "{} (every occurrence)"},
    parts={Part.TITLE: "the headline {}", Part.BODY: "the body {}"},
    traits={
        Trait.SOURCE: "comes from {}",
        Trait.PAGE: "stands on page {}",
        Trait.AREA: "is about {}",
        Trait.TYPE: "belongs to {}",
        Trait.AUTHOR: "is by {}",
        Trait.WARNING: "tells of a {} warning",
    },
    fails="not ({})",
    topic="the topic {}",
    begins="a word beginning with {}",
    case="{} (with its capitals)",
    pattern="text matching {}",
    near="{words} within {gaps} characters of each other",
    nearer="{words} within {gaps} characters of each other in turn",
    some="at least {count} of {words}",
    some_of="meets at least {count} of these: {clauses}",
    colours={Colour.BLUE: "blue", Colour.YELLOW: "yellow", Colour.ORANGE: "orange", Colour.RED: "red"},
    levels={
        Sign.AT_LEAST: "tells of a warning of level {} or above",
        Sign.MORE: "tells of a warning above level {}",
        Sign.EQUAL: "tells of a warning of level {}",
        Sign.LESS: "tells of a warning below level {}",
        Sign.AT_MOST: "tells of a warning of level {} or below",
    },
    sums={
        Sign.AT_LEAST: "states a sum of at least {} yuan",
        Sign.MORE: "states a sum of more than {} yuan",
        Sign.EQUAL: "states a sum of {} yuan",
        Sign.LESS: "states a sum of less than {} yuan",
        Sign.AT_MOST: "states a sum of at most {} yuan",
    },
    yuan="{cny:,}",
    last="is from the last {} days",
    today="is from today",
    on="is from {}",
    since="is from {} or later",
    until="is from {} or earlier",
    between="is from {} to {}",
    day="{0:%Y-%m-%d}",
    most="at most {} in a digest",
)


@cache
def _hant() -> _Words:
    """The same in traditional characters, made from it so that the two never differ."""
    from bot.texts.zh_hant import converted  # which knows of the refusals of this package

    said = {one.name: getattr(_ZH, one.name) for one in fields(_ZH)}
    return _Words(**{**{name: _converted(pieces, converted) for name, pieces in said.items()}, "language": "zh-Hant"})


def _converted(pieces: Any, to: Callable[[str], str]) -> Any:  # Any: a piece of a sentence, or a table of them
    if isinstance(pieces, str):
        return to(pieces)
    return {key: to(piece) for key, piece in pieces.items()}


def explain(query: Query, language: str, topics: Mapping[str, str] | None = None) -> str:
    """One sentence in Chinese (`zh…`) or English: 同时含有「融资」和（「小微」或「中小微企业」），不含「招聘」。

    `topics`: titles of topics in that language, by the simplified ones that a query has.
    """
    say = _hant() if language == "zh-Hant" else _ZH if language.startswith("zh") else _EN
    say = replace(say, topics=topics) if topics else say
    return say.comma.join([_clause(query.root, say), *([say.most.format(query.most)] if query.most else [])])


def _clause(node: Node, say: _Words) -> str:
    match node:
        case All(parts):
            return _all(parts, say)
        case Either(parts) if not _wordy(node):
            return say.either.join(say.brackets.format(_clause(part, say)) for part in parts)
        case Not(part):
            return say.lacks.format(_phrase(part, say)) if _wordy(part) else say.fails.format(_clause(part, say))
        case Within(where, part):
            return say.parts[where].format(_clause(part, say))
        case Where(trait, values):
            return say.traits[trait].format(_series([_value(trait, value, say) for value in values], say.either, say))
        case AtLeast(count, parts) if not _wordy(node):
            clauses = say.then.join(say.brackets.format(_clause(part, say)) for part in parts)
            return say.some_of.format(count=count, clauses=clauses)
        case Level(sign, colour):
            return say.levels[_plainly(sign, colour)].format(say.colours[colour])
        case Money(sign, cny):
            return say.sums[sign].format(_sum(cny, say))
        case Dated():
            return _dated(node, say)
        case _:
            return say.has.format(_phrase(node, say))


def _value(trait: Trait, value: str, say: _Words) -> str:
    """金水区: Jinshui District (金水区); what English has no name for is quoted."""
    if trait is Trait.PAGE:
        return value
    known = {Trait.AREA: latin.english, Trait.WARNING: closed.hazard}.get(trait)
    if known and say.language == "zh-Hant":
        return say.quote.format(traditional_name(value))
    told = known(value) if known and say.language == "en" else ""
    return f"{told} ({value})" if told else say.quote.format(value)


def _all(parts: Sequence[Node], say: _Words) -> str:
    """What has to be there first, then conditions, then what must not be there."""
    words = [part for part in parts if _wordy(part)]
    others = [part for part in parts if not _wordy(part) and not isinstance(part, Not)]
    lacking = [part for part in parts if isinstance(part, Not)]
    has = say.has_all if len(words) > 1 else say.has
    clauses = [has.format(_series([_inner(part, say) for part in words], say.both, say))] if words else []
    if len(words) == 1:
        clauses = [_clause(words[0], say)]
    return say.comma.join([*clauses, *(_clause(part, say) for part in [*others, *lacking])])


def _plainly(sign: Sign, colour: Colour) -> Sign:
    """Nothing is above red, and nothing below blue."""
    ends = {(Sign.AT_LEAST, Colour.RED), (Sign.AT_MOST, Colour.BLUE)}
    return Sign.EQUAL if (sign, colour) in ends else sign


def _sum(cny: int, say: _Words) -> str:
    short = money(cny)
    figure = short.rstrip("万亿")
    return say.yuan.format(figure=figure, unit=short[len(figure) :], cny=cny)


def _dated(node: Dated, say: _Words) -> str:
    since, until = (day and say.day.format(day) for day in (node.since, node.until))
    if node.days:
        return say.today if node.days == 1 else say.last.format(node.days)
    if since and until:
        return say.on.format(since) if since == until else say.between.format(since, until)
    return say.since.format(since) if since else say.until.format(until)


def _wordy(node: Node) -> bool:
    """Whether the node is only words and topics, so that it reads as a list of them."""
    if isinstance(node, All | Either | AtLeast):
        return all(map(_wordy, node.parts))
    return isinstance(node, Term | Named | Pattern | Near)


def _phrase(node: Node, say: _Words) -> str:
    match node:
        case All(parts):
            return _series([_inner(part, say) for part in parts], say.both, say)
        case Either(parts):
            return _series([_inner(part, say) for part in parts], say.either, say)
        case Term(text, edge):
            quoted = say.quote.format(text)
            cased = node.exact and edge is Edge.SURE and text.isascii()
            edges = say.case if cased else say.edges[edge]
            return edges.format(say.begins.format(quoted) if node.begins else quoted)
        case Pattern():
            return say.pattern.format(written(node))
        case Near(parts, gaps):
            words = _series([_inner(part, say) for part in parts], say.both, say)
            same = gaps[:1] if len(set(gaps)) == 1 else gaps
            turn = say.near if len(parts) == 2 else say.nearer
            return turn.format(words=words, gaps=say.then.join(map(str, same)))
        case AtLeast(count, parts):
            words = _series([_inner(part, say) for part in parts], say.both, say)
            return say.some.format(count=count, words=words)
        case Named(name):
            return say.topic.format(say.quote.format(say.topics.get(name, name)))
        case _:
            return _clause(node, say)


def _inner(node: Node, say: _Words) -> str:
    phrase = _phrase(node, say)
    return say.brackets.format(phrase) if isinstance(node, All | Either | AtLeast | Near) else phrase


def _series(parts: Sequence[str], last: str, say: _Words) -> str:
    """甲、乙和丙."""
    return last.join(part for part in (say.then.join(parts[:-1]), parts[-1]) if part)
