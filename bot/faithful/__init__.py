"""Whether a short retelling says only what an article says: a rule of words, for nobody reads along. Pure.

A sentence that is made of an article's figures and names can still be false: it may tell of something else, turn 应当
into 可以不, give one district the number of another, or call certain what is planned. So each of its words has to be
found in the article, and what is done has to be done there by the same one, and to be denied, allowed, demanded or
planned there as here. Whatever is doubtful counts as false: the article's own sentences are shown then, and nobody
misses anything. No rule of words understands a text; this one is meant to let nothing pass that a hurried reader would
notice, and to refuse some sentences that are true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.faithful.clauses import Clause, Deed, Words, plain, tokens
from bot.faithful.clauses import clauses as clauses_of
from bot.faithful.vocabulary import AGAINST, BINDING, BOUND, DENIED, LIGHT, MARK, POLAR, STRONG, WEIGHTY, YEARS
from watchers.model import Article

__all__ = ["Words", "doubt"]

# Of the things named four in five stand in the article: a summary may say 居民 of 住户, but not bring a matter of its
# own. In each part between two commas half of them do: one invented clause must not hide behind true ones.
MOST_STRANGE, MOST_STRANGE_IN_CLAUSE = 0.2, 0.5
# A figure of so many digits calls somebody (12345); it counts nothing, and anything may stand behind it.
NUMBER = 5
# What a clause says is said within two sentences of the article; the third part may come from elsewhere.
TOGETHER, SENTENCES = 0.65, 2

_SENTENCE = re.compile(r"[。！？!?；;\n]+")
_FIGURE = re.compile(r"(?P<figure>\d+(?:\.\d+)?)\s*(?P<unit>[\u4e00-\u9fff%‰℃]?)")


def doubt(told: str, article: Article, words: Words) -> str:
    """Why a retelling may say what the article does not say, in a word or two; "" when nothing speaks against it."""
    printed = plain("\n".join((article.kicker, article.headline, article.subhead, article.body)))
    sentences = [clauses_of(one, words) for one in _SENTENCE.split(printed)]
    source = [clause for sentence in sentences for clause in sentence]
    clauses = clauses_of(plain(told), words)
    if why := _strange(clauses, printed, words) or _ended(clauses, printed):
        return why
    for clause in clauses:
        why = (
            _figures(clause.text, printed)
            or _counted(clause, printed)
            or _told_otherwise(clause, source)
            or _scattered(clause, printed)
        )
        if (
            why := why
            or _whose(clause, sentences)
            or _done_by(clause, sentences)
            or _hasty(clause, sentences)
            or _joined(clause, printed)
        ):
            return why
    return _headline(clauses, article, words) or _of_another(clauses, printed, words) or _reversed(clauses, source)


# -- words that the article does not have ------------------------------------------------------------------------------


def _strange(clauses: Sequence[Clause], printed: str, words: Words) -> str:
    for found in STRONG.findall("\n".join(one.text for one in clauses)):
        if found not in printed:
            return f"stronger: {found}"
    missing = known = 0
    for clause in clauses:
        for name in _names(clause, words):
            if name not in printed:
                return f"a name: {name}"
        for deed in clause.deeds:
            if deed.word not in LIGHT and not _there(deed.word, printed):
                return f"a deed: {deed.word}"
        strange = [one for one in clause.things if not _there(one, printed)]
        if len(strange) > 1 and len(strange) > MOST_STRANGE_IN_CLAUSE * len(clause.things):
            return f"a clause: {clause.text}"
        missing, known = missing + len(strange), known + len(clause.things)
    return f"{missing} of {known} words" if missing > MOST_STRANGE * known else ""


def _there(word: str, printed: str) -> bool:
    """As it is; or its characters one after the other with little between, as 改建 in 改扩建 and 应公示 in 应当公示."""
    if word in printed:
        return True
    loose = r"[^，,。；;\n]{0,2}".join(map(re.escape, word))
    return word not in POLAR and re.search(loose, printed) is not None


def _names(clause: Clause, words: Words) -> Iterator[str]:
    """Of people and places; and characters in a row of which no word list knows what they mean together."""
    run = ""
    for token in (*clause.tokens, ""):
        if len(token) == 1 and token not in BINDING and "\u4e00" <= token <= "\u9fff":
            run += token
            continue
        if len(run) > 1:
            yield run
        run = ""
        if words.kind(token) in ("person", "place") or (token[:1] in AGAINST and len(token) == 2):
            yield token


# -- how it is told ----------------------------------------------------------------------------------------------------


def _told_otherwise(clause: Clause, source: Sequence[Clause]) -> str:
    """`source`: whole sentences of the article, and clauses of them."""
    plain = [Deed(one, frozenset()) for one in clause.things if one not in {deed.word for deed in clause.deeds}]
    for deed in (*clause.deeds, *plain):
        weighty = bool(deed.marks & WEIGHTY)
        printed = [other.marks for one in source for other in one.deeds if other.word == deed.word]
        unmarked = not weighty and any(deed.word in one.things for one in source)
        if not unmarked and (printed or weighty) and not any(_alike(deed.marks, other) for other in printed):
            return f"told otherwise: {deed.word}"
        if unmarked and _left_out(deed.word, clause, source):
            return f"left out: {deed.word}"
        if (
            "done" in deed.marks
            and any("planned" in one for one in printed)
            and not any("done" in one for one in printed)
        ):
            return f"not done yet: {deed.word}"
    return ""


def _left_out(thing: str, clause: Clause, source: Sequence[Clause]) -> bool:
    """Whether the article only ever says of it what is not, and the retelling something else."""
    kinds = [{MARK.get(token) for token in one.tokens} & DENIED for one in source if thing in one.tokens]
    return bool(kinds) and all(kinds) and not {MARK.get(token) for token in clause.tokens} & DENIED


def _whose(clause: Clause, sentences: Sequence[Sequence[Clause]]) -> str:
    """Who may, must or must not, what rises or ends: half of what stands before it is about it in the article, too."""
    for deed in clause.deeds:
        if deed.word in clause.things or not (deed.marks & WEIGHTY or deed.word in POLAR):
            continue
        before, _ = _sides(clause, deed.word)
        about = [
            {thing for one in sentence for thing in one.tokens}
            for sentence in sentences
            if any(
                other.word == deed.word and _alike(deed.marks, other.marks) for one in sentence for other in one.deeds
            )
        ]
        if before and about and not any(2 * sum(one in tokens for one in before) >= len(before) for tokens in about):
            return f"who: {deed.word}"
    return ""


def _done_by(clause: Clause, sentences: Sequence[Sequence[Clause]]) -> str:
    """What stands next before a deed stands in its sentence in the article, too: 由财政承担 is not 由家长承担."""
    for deed in clause.deeds:
        before, _ = _sides(clause, deed.word)
        said = [{token for part in one for token in part.tokens} for one in sentences]
        theirs = [tokens for tokens in said if deed.word in tokens]
        if before and theirs and not any(before[-1] in tokens for tokens in theirs):
            return f"done by another: {before[-1]} {deed.word}"
    return ""


def _hasty(clause: Clause, sentences: Sequence[Sequence[Clause]]) -> str:
    """What is called done is not planned in the sentence that speaks of it."""
    said = {token for token in clause.tokens if len(token) > 1 or token.isdigit()}
    kinds = {MARK.get(token) for token in clause.tokens}
    if "done" not in kinds:
        return ""
    best = max(sentences, key=lambda one: len(said & {token for part in one for token in part.tokens}), default=())
    printed = {MARK.get(token) for part in best for token in part.tokens}
    return f"not done yet: {clause.text}" if "planned" in printed and "done" not in printed else ""


def _ended(clauses: Sequence[Clause], printed: str) -> str:
    """取消, 停止 and 推迟 are three things."""
    for token in (token for clause in clauses for token in clause.tokens):
        if MARK.get(token) == "ended" and token not in printed:
            return f"ended: {token}"
    return ""


def _headline(clauses: Sequence[Clause], article: Article, words: Words) -> str:
    """What the headline denies or ends is the news: a retelling that neither denies nor ends anything missed it."""
    heads = {MARK.get(token) for token in tokens(plain(article.headline), words)} & DENIED
    told = {MARK.get(token) for clause in clauses for token in clause.tokens} & DENIED
    return "the headline denies something" if heads and not told else ""


def _alike(told: Collection[str], printed: Collection[str]) -> bool:
    """Denied, allowed and demanded alike."""
    return {*told} & WEIGHTY == {*printed} & WEIGHTY


# -- who and how many --------------------------------------------------------------------------------------------------


def _figures(told: str, printed: str) -> str:
    """Every figure counts the same as in the article, and is as exact: 超过300家 are not 不足300家."""
    known: dict[tuple[str, str], set[str]] = {}
    for found in _FIGURE.finditer(printed):
        known.setdefault((found["figure"], found["unit"]), set()).add(_bound(printed, found))
    for found in _FIGURE.finditer(told):
        bounds = [bound for (figure, unit), kept in known.items() for bound in kept if figure == found["figure"]
                  and (found["unit"] in (unit, "") or len(figure) >= NUMBER)]  # fmt: skip
        bound = _bound(told, found)
        if bound not in bounds:
            return f"a figure: {found[0]}"
        told_of = [one for one in _SENTENCE.split(printed) if found[0] in one]
        if told_of and all("分别" in one for one in told_of) and "分别" not in told:
            return f"one of several: {found[0]}"  # which of them is left to the reader's counting
    return ""


def _bound(text: str, found: re.Match[str]) -> str:
    around = text[max(0, found.start() - 4) : found.start()] + " " + text[found.end() : found.end() + 4]
    bound = BOUND.search(around)
    return (bound.lastgroup or "") if bound else ""


def _scattered(clause: Clause, printed: str) -> str:
    """What stands in one clause belongs together in the article, too."""
    held = [one for one in (*clause.things, *(deed.word for deed in clause.deeds)) if one in printed]
    if len(held) < 3:
        return ""
    sentences = [one for one in _SENTENCE.split(printed) if one]
    windows = ("\n".join(sentences[n : n + SENTENCES]) for n in range(len(sentences)))
    best = max((sum(word in window for word in held) for window in windows), default=0)
    return f"from several places: {clause.text}" if best < TOGETHER * len(held) else ""


def _of_another(clauses: Sequence[Clause], printed: str, words: Words) -> str:
    """Of several who are named, each has the deeds and figures that the article gives them, and so has each year."""
    told = "\n".join(one.text for one in clauses)
    figures = {one[0] for one in _FIGURE.finditer(told)}
    deeds = {deed.word for one in clauses for deed in one.deeds}
    names = {name for clause in clauses for token in clause.tokens if (name := _subject(token, words))}
    counted = [clause for clause in clauses if _FIGURE.search(clause.text)]
    near, first = (
        {one for clause in counted for one, _ in _near(clause)},
        {one.things[0] for one in counted if one.things},
    )
    for owners, anchors, open_ in (
        (names, deeds | figures, False), ({*YEARS.findall(told)}, figures, False),
        (near, figures, True), (first, figures, True),
    ):  # fmt: skip
        if len(owners) < 2:
            continue
        anyone = re.compile("|".join(sorted(map(re.escape, owners), key=len, reverse=True)))
        for anchor in anchors:
            theirs = _owners(anchor, printed, anyone)
            unsaid = open_ and "" in theirs  # the article's sentence leaves to the one before it of whom it speaks
            if not unsaid and not _owners(anchor, told, anyone) <= theirs | {""}:
                return f"of another: {anchor}"
    return ""


def _near(clause: Clause) -> Iterator[tuple[str, str]]:
    """The word next before each figure, and the figure's first digits."""
    last = figure = ""
    for token in (*clause.tokens, ""):
        if token.isdigit() or (figure and token == "."):
            figure += token
            continue
        if figure and last:
            yield last, figure
        figure, last = "", token if _says(token) else last


def _counted(clause: Clause, printed: str) -> str:
    """提高到30%: what is said of a figure is said of it in the same sentence of the article."""
    sentences = _SENTENCE.split(printed)
    for word, figure in _near(clause):
        if word in printed and not any(word in one and figure in one for one in sentences):
            return f"not of this figure: {word} {figure}"
    return ""


def _says(token: str) -> bool:
    return len(token) > 1 and "\u4e00" <= token[0] <= "\u9fff" and token not in LIGHT and token not in MARK


def _joined(clause: Clause, printed: str) -> str:
    """Two words side by side stand in one sentence of the article, and 新政策 is not 原政策."""
    sentences, things = [one for one in _SENTENCE.split(printed) if one], {*clause.things}
    for one, other in pairwise(clause.tokens):
        if one in AGAINST and _says(other) and other in printed and one + other not in printed:
            return f"another: {one}{other}"
        both = {one, other} <= things and one in printed and other in printed
        if both and not any(one in sentence and other in sentence for sentence in sentences):
            return f"not together: {one} {other}"
    return ""


def _subject(token: str, words: Words) -> str:
    body = token.endswith(
        ("局", "公司", "法院", "医院", "政府", "协会", "街道", "集团", "银行", "大学", "学校", "公园")
    )
    return token if words.kind(token) in ("person", "place") or (body and len(token) > 2) else ""


def _owners(anchor: str, text: str, anyone: re.Pattern[str]) -> set[str]:
    """Whose name stands nearest before it in the sentence, at each place; "" where none does."""
    found = set[str]()
    for sentence in _SENTENCE.split(text):
        for place in re.finditer(rf"(?<!\d){re.escape(anchor)}", sentence):
            before = anyone.findall(sentence[: place.start()])
            found.add(before[-1] if before else "")
    return found


def _reversed(clauses: Sequence[Clause], source: Sequence[Clause]) -> str:
    """投诉: who stands before it in the article does not stand behind it here."""
    for clause in clauses:
        for deed in clause.deeds:
            before, after = _sides(clause, deed.word)
            for doer in before[-1:]:
                for object_ in after[:1]:
                    sides = [_sides(one, deed.word) for one in source if deed.word in one.tokens]
                    right = any(doer in left and object_ in other for left, other in sides)
                    wrong = any(object_ in left and doer in other for left, other in sides)
                    if wrong and not right:
                        return f"reversed: {deed.word}"
    return ""


def _sides(clause: Clause, word: str) -> tuple[list[str], list[str]]:
    at = clause.tokens.index(word) if word in clause.tokens else len(clause.tokens)
    things = {*clause.things}
    return (
        [one for one in clause.tokens[:at] if one in things],
        [one for one in clause.tokens[at + 1 :] if one in things],
    )
