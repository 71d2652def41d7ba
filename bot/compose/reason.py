"""Why an article was told: the words in their context, field by field, and the rule that took them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.compose.items import FIELD_ORDER, origin
from bot.model import Finding, Hit, Strength
from bot.styled import Mark, Style, Styled, bold, join
from bot.texts import Texts
from watchers.model import Article

AROUND = 16
MOST_LINES = 8
LONGEST_RUN = 60


def reason(article: Article, found: Sequence[tuple[str, str, Finding | None]], t: Texts, today: date) -> Styled:
    """`found`: (name, what the query means, finding) of each subscription or search that brought the article.

    Without a name its meaning is left out, too: it was said above several articles at once.
    """
    head = join("\n", [bold(article.headline or t("untitled")), origin(article, t, today)])
    return join("\n\n", [head, *(_one(article, name, meaning, finding, t) for name, meaning, finding in found)])


def _one(article: Article, name: str, meaning: str, finding: Finding | None, t: Texts) -> Styled:
    title = t.styled("reason.rule", name=name, meaning=meaning) if name else Styled()
    if finding is None:
        return join("\n", [title, t("reason.no_longer")])
    strength = t("reason.strong" if finding.strength is Strength.STRONG else "reason.weak")
    hits = sorted(finding.hits, key=lambda hit: (_place(hit.field), hit.start))
    runs = _together(hits)
    more = sum(len(run) for run in runs[MOST_LINES:])
    before = ["", *(run[0].via for run in runs)]
    lines = [_line(article, run, told, t) for run, told in zip(runs[:MOST_LINES], before, strict=False)]
    return join("\n", [title, strength, *lines, t("reason.more", count=more) if more else ""])


def _together(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Neighbouring words of one field share a line: a topic's words stand close, and one sentence is shown once."""
    runs: list[list[Hit]] = []
    for hit in hits:
        run = runs[-1] if runs else []
        near = run and (run[0].field, run[0].via) == (hit.field, hit.via) and hit.start <= run[-1].end + AROUND
        if near and hit.end - run[0].start <= LONGEST_RUN:
            run.append(hit)
        else:
            runs.append([hit])
    return runs


def _place(field: str) -> int:
    return FIELD_ORDER.index(field) if field in FIELD_ORDER else len(FIELD_ORDER)


def _line(article: Article, run: Sequence[Hit], told: str, t: Texts) -> Styled:
    """标题：…进入**高温**时段… — with the pack it came through unless `told`, and a mark at a doubtful word border."""
    via = run[0].via
    title = t(f"topic.{via}") if t.knows(f"topic.{via}") else via
    notes = [t("reason.via", pack=title) if via and via != told else "", _instead(run, t), _doubt(run, t)]
    tail = t("list.comma").join(note for note in notes if note)
    line = Styled("· ") + t("reason.field", field=t(f"field.{run[0].field}")) + _context(article, run)
    return line + t("reason.note", note=tail) if tail else line


def _instead(run: Sequence[Hit], t: Texts) -> str:
    """The synonyms that stand for the words of the query."""
    words = dict.fromkeys(hit.instead for hit in run if hit.instead)
    return t("reason.synonym", words=t("list.comma").join(words)) if words else ""


def _doubt(run: Sequence[Hit], t: Texts) -> str:
    """Of what the doubtful words may be mere parts; matches that were kept by earlier versions do not know."""
    doubtful = [hit for hit in run if not hit.sure]
    wholes = dict.fromkeys(hit.part_of for hit in doubtful if hit.part_of)
    if wholes:
        return t("reason.part_of", words=t("list.comma").join(wholes))
    return t("reason.doubtful") if doubtful else ""


def _title(pack: str, t: Texts) -> str:
    return t(f"topic.{pack}") if t.knows(f"topic.{pack}") else pack


def _context(article: Article, run: Sequence[Hit]) -> Styled:
    text = _text(article, run[0].field)
    start, end = max(0, run[0].start - AROUND), min(len(text), max(hit.end for hit in run) + AROUND)
    middle = Styled(text[start:end], tuple(Mark(Style.BOLD, hit.start - start, hit.end - start) for hit in run))
    flat = Styled(middle.text.replace("\n", " "), middle.marks)
    return ("…" if start else "") + flat + ("…" if end < len(text) else "")


def _text(article: Article, field: str) -> str:
    value = getattr(article, field, "")
    return value if isinstance(value, str) else "\n".join(value)
