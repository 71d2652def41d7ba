"""A query in plain words, one sentence, so that its writer sees how it was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.query.nodes import All, Edge, Either, Named, Node, Not, Part, Query, Term, Trait, Where, Within


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The pieces of a sentence in one language."""

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


_ZH = _Words(
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
    },
    fails="不要（{}）的",
    topic="主题{}",
)
_EN = _Words(
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
    },
    fails="not ({})",
    topic="the topic {}",
)


def explain(query: Query, language: str) -> str:
    """One sentence in Chinese (`zh…`) or English: 同时含有「融资」和（「小微」或「中小微企业」），不含「招聘」。"""
    return _clause(query.root, _ZH if language.startswith("zh") else _EN)


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
            quote = "{}" if trait is Trait.PAGE else say.quote
            return say.traits[trait].format(_series([quote.format(value) for value in values], say.either, say))
        case _:
            return say.has.format(_phrase(node, say))


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


def _wordy(node: Node) -> bool:
    """Whether the node is only words and topics, so that it reads as a list of them."""
    if isinstance(node, All | Either):
        return all(map(_wordy, node.parts))
    return isinstance(node, Term | Named)


def _phrase(node: Node, say: _Words) -> str:
    match node:
        case All(parts):
            return _series([_inner(part, say) for part in parts], say.both, say)
        case Either(parts):
            return _series([_inner(part, say) for part in parts], say.either, say)
        case Term(text, edge):
            return say.edges[edge].format(say.quote.format(text))
        case Named(name):
            return say.topic.format(say.quote.format(name))
        case _:
            return _clause(node, say)


def _inner(node: Node, say: _Words) -> str:
    phrase = _phrase(node, say)
    return say.brackets.format(phrase) if isinstance(node, All | Either) else phrase


def _series(parts: Sequence[str], last: str, say: _Words) -> str:
    """甲、乙和丙."""
    return last.join(part for part in (say.then.join(parts[:-1]), parts[-1]) if part)
