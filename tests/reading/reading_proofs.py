"""Proofs: pages with their truth in the margin, as a proof-reader would mark them, and the figures of a reading.

A file of `pages/` opens with a comment (`%`) and facts of its articles (`@1 by 甲 乙 / 丙`: reporters, correspondents;
`@1 to 3`, `@1 from 1`: jumps; `@1 col 栏目`; `@1 or 另一题`: another reading of its title that is as good). Then comes
the page, every printed line behind its margin:

    M masthead and other furniture, C column, T teaser line; with the number of the article before it: K kicker,
    H headline, D deck, Y byline, R credits, P caption, B paragraph, S sub-heading, + goes on with the paragraph above
    it in its article, > a paragraph that belongs to the end of its article, >+ the end of its last paragraph.

In a line, ⟦…⟧ is no body (dateline, signature, jump mark) and ⟪…⟫ names the margin of what is glued on behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from watchers.reading import Reading

PROOFS = Path(__file__).parent / "pages"
_MARGIN = re.compile(r"(?P<number>\d*)(?P<what>[MCTKHDYRPBS]|\+|>\+?)\|(?P<text>.*)")
_GLUED = re.compile(r"⟪([^⟫]*)⟫")
_OUTSIDE = re.compile(r"⟦[^⟧]*⟧")


@dataclass
class Truth:
    """What is true of one article."""

    heads: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tail: list[tuple[bool, str]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    people: frozenset[str] = frozenset()
    column: str = ""
    jump_to: int | None = None
    jump_from: int | None = None

    @property
    def body(self) -> str:
        whole = list(self.paragraphs)
        for joins, text in self.tail:
            whole[-1:] = [whole[-1] + text] if joins else [whole[-1], text]
        return "\n".join(whole)


@dataclass
class Proof:
    """A page with its truth."""

    name: str
    text: str
    articles: list[Truth]
    teasers: list[str]
    furniture: list[str]


@cache
def proofs() -> tuple[Proof, ...]:
    return tuple(proof(file) for file in sorted(PROOFS.glob("*.txt")))


def proof(file: Path) -> Proof:
    facts = []
    lines = file.read_text("utf-8").split("\n")
    while lines and (not lines[0] or lines[0][0] in "%@"):
        facts.append(lines.pop(0))
    found = Proof(file.stem, "", [], [], [])
    articles: dict[int, Truth] = {}
    page = [_printed(line, articles, found) for line in lines]
    for fact in facts:
        if fact.startswith("@"):
            _fact(fact, articles)
    found.text = "\n\n\n\n" + "\n".join(page).rstrip("\n")
    found.articles = [articles[number] for number in sorted(articles)]
    return found


def _printed(line: str, articles: dict[int, Truth], found: Proof) -> str:
    if not line:
        return ""
    mark = _MARGIN.fullmatch(line)
    assert mark, line
    first, *glued = _GLUED.split(mark["text"])
    parts = [(mark["number"], mark["what"], first)]
    for margin, text in zip(glued[::2], glued[1::2], strict=True):
        again = _MARGIN.fullmatch(margin + "|" + text)
        assert again, line
        parts.append((again["number"], again["what"], text))
    for number, what, text in parts:
        _sort(number, what, text, articles, found)
    return re.sub("[⟦⟧]", "", "".join(text for *_, text in parts))


def _sort(number: str, what: str, printed: str, articles: dict[int, Truth], found: Proof) -> None:
    text = re.sub(r"^#+\s*", "", _OUTSIDE.sub("", printed)).strip()
    if what == "T":
        found.teasers.append(text)
        return
    if what in "MC":
        found.furniture.append(text)
        return
    truth = articles.setdefault(int(number), Truth())
    if what in "KHD":
        truth.heads.append((what, text))
        truth.titles += [text] if what == "H" else []
    elif what in "BS":
        truth.paragraphs += [text] if text else []
    elif what == "+":
        truth.paragraphs[-1] += text
    elif what.startswith(">"):
        truth.tail.append((what == ">+", text))
    elif what == "P":
        truth.captions.append(text)


def _fact(line: str, articles: dict[int, Truth]) -> None:
    number, what, *rest = line.removeprefix("@").split(" ", 2)
    truth, value = articles[int(number)], rest[0] if rest else ""
    if what == "by":
        truth.people = frozenset(value.replace("/", " ").split())
    elif what == "col":
        truth.column = value
    elif what == "or":
        truth.titles.append(value)
    else:
        assert what in ("to", "from"), line
        setattr(truth, f"jump_{what}", int(value))


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", re.sub(r"(?m)^\s*#+", "", text)).split())


def shingles(text: str) -> Counter[str]:
    plain = folded(text)
    return Counter(plain[i : i + 8] for i in range(max(1, len(plain) - 7))) if plain else Counter()


def likeness(left: Counter[str], right: Counter[str]) -> float:
    """F1 of runs of eight signs."""
    return 2 * (left & right).total() / (left.total() + right.total()) if left or right else 1.0


def marks(truth: Proof, reading: Reading) -> list[tuple[str, str, float]]:
    """(figure, where and what went wrong, 0..1) for every article of a proof, as the reader is judged."""
    wanted = [shingles(one.body) for one in truth.articles]
    read = [shingles(one.body) for one in reading.articles]
    pairs = sorted(((likeness(w, r), i, j) for i, w in enumerate(wanted) for j, r in enumerate(read)), reverse=True)
    best: dict[int, tuple[int, float]] = {}
    for share, i, j in pairs:
        if share > 0 and i not in best and all(j != taken for taken, _ in best.values()):
            best[i] = j, share
    out: list[tuple[str, str, float]] = []
    for i, one in enumerate(truth.articles):
        where = f"{truth.name}/{i + 1}"
        j, share = best.get(i, (-1, 0.0))
        found = reading.articles[j] if j >= 0 else None
        out += [("body", f"{where} {share:.3f}", share), ("whole", f"{where} {share:.3f}", float(share >= 0.98))]
        title = found.headline if found else None
        out.append(("title", f"{where} {title!r}", float(folded(title or "") in {folded(t) for t in one.titles})))
        people = {*found.reporters, *found.correspondents} if found else set()
        out.append(("byline", f"{where} {sorted(people)}", float(people == one.people)))
        jumps = (found.jump_to, found.jump_from) if found else (None, None)
        if any(jumps) or one.jump_to or one.jump_from:
            out.append(("jump", f"{where} {jumps}", float(jumps == (one.jump_to, one.jump_from))))
        column = found.column if found else ""
        if column or one.column:
            out.append(("column", f"{where} {column!r}", float(folded(column) == folded(one.column))))
        captions = found.captions if found else ()
        if captions or one.captions:
            out.append(
                ("captions", f"{where} {captions}", float([*map(folded, captions)] == [*map(folded, one.captions)]))
            )
        heads = _heads(one)
        if found and len(one.heads) > 1:
            out.append(("heads", f"{where} {found.kicker!r} | {found.headline!r} | {found.subhead!r}",
                        float([*map(folded, (found.kicker, found.subhead))] == heads)))  # fmt: skip
    return out


def _heads(truth: Truth) -> list[str]:
    return [folded("".join(text for what, text in truth.heads if what == kind)) for kind in "KD"]


def figures(scored: list[tuple[Proof, Reading]]) -> dict[str, tuple[float, list[str]]]:
    """Figure → (mean, what was not right)."""
    rows = [row for one, reading in scored for row in marks(one, reading)]
    found: dict[str, tuple[float, list[str]]] = {}
    for figure in dict.fromkeys(figure for figure, *_ in rows):
        values = [(text, value) for kind, text, value in rows if kind == figure]
        found[figure] = sum(v for _, v in values) / len(values), [text for text, v in values if v < 0.98]
    wanted, read = sum(len(one.articles) for one, _ in scored), sum(len(r.articles) for _, r in scored)
    found["count"] = 1 - abs(read - wanted) / wanted, [f"{read} read, {wanted} printed"]
    return found
