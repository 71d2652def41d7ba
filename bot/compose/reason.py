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
MOST_HITS = 8


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
    more = len(hits) - MOST_HITS
    return join(
        "\n",
        [
            title,
            strength,
            *(_hit(article, hit, t) for hit in hits[:MOST_HITS]),
            t("reason.more", count=more) if more > 0 else "",
        ],
    )


def _place(field: str) -> int:
    return FIELD_ORDER.index(field) if field in FIELD_ORDER else len(FIELD_ORDER)


def _hit(article: Article, hit: Hit, t: Texts) -> Styled:
    """标题：…进入**高温**时段… — with the pack it came through, and a mark where the word border is doubtful."""
    notes = [t("reason.via", pack=hit.via) if hit.via else "", "" if hit.sure else t("reason.doubtful")]
    tail = t("list.comma").join(note for note in notes if note)
    line = Styled("· ") + t("reason.field", field=t(f"field.{hit.field}")) + _context(article, hit)
    return line + t("reason.note", note=tail) if tail else line


def _context(article: Article, hit: Hit) -> Styled:
    text = _text(article, hit.field)
    start, end = max(0, hit.start - AROUND), min(len(text), hit.end + AROUND)
    middle = Styled(text[start:end], (Mark(Style.BOLD, hit.start - start, hit.end - start),))
    flat = Styled(middle.text.replace("\n", " "), middle.marks)
    return ("…" if start else "") + flat + ("…" if end < len(text) else "")


def _text(article: Article, field: str) -> str:
    value = getattr(article, field, "")
    return value if isinstance(value, str) else "\n".join(value)
