"""An article in full, as a phone reads it: its head, what it states in short, the text, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.compose.items import deadline_line, open_deadlines, origin
from bot.model import Message
from bot.outbox import fit
from bot.styled import Styled, bold, join, link, quote, units
from bot.texts import Texts
from watchers.diff import Change, How
from watchers.model import Article, Entry

# Three screens of a phone: so much is read before one wants to know whether there is more.
PART_UNITS = 1600
# A rest of a few lines stays with what it belongs to.
SHORT_REST = 400
# What an article states is looked up in short; the rest of it stands in the text below.
MOST_DEADLINES, MOST_SUMS, MOST_PLACES, MOST_DOCUMENTS = 3, 3, 4, 3
MOST_CHANGES = 12


def parts(entry: Entry, minutes: int, keywords: Sequence[str], t: Texts, today: date) -> tuple[Styled, ...]:
    """The whole article in parts of about PART_UNITS, cut between paragraphs where that can be."""
    whole = Message(body=_whole(entry, minutes, keywords, t, today))
    cut = [piece.body for piece in fit(whole, PART_UNITS)]
    if len(cut) > 1 and units(cut[-1].text) < SHORT_REST:
        cut[-2:] = [join("\n\n", cut[-2:])]
    return tuple(cut)


def _whole(entry: Entry, minutes: int, keywords: Sequence[str], t: Texts, today: date) -> Styled:
    told = entry.article
    text = [
        t("article.jump_from", page=told.jump_from) if told.jump_from else "",
        told.body.replace("\n", "\n\n"),
        t("article.jump_to", page=told.jump_to) if told.jump_to else "",
    ]
    captions = join("\n", [t("article.caption", text=caption) for caption in told.captions])
    corrected = t("article.corrected", version=entry.version) if corrections(entry) else ""
    head = _head(told, minutes, keywords, t, today)
    return join("\n\n", [head, stated(told, t, today), *text, captions, link(told.url, told.url), corrected])


def corrections(entry: Entry) -> bool:
    """Whether the paper changed it. What becomes of a warning is its life, and told as such."""
    return entry.version > 1 and entry.article.warning is None


def _head(told: Article, minutes: int, keywords: Sequence[str], t: Texts, today: date) -> Styled:
    return join(
        "\n",
        [
            told.kicker,
            bold(told.headline or t("untitled")),
            told.subhead,
            join(" · ", [origin(told, t, today), t("article.minutes", minutes=minutes)]),
            told.byline,
            t("article.keywords", words=t("list.comma").join(keywords)) if keywords else "",
        ],
    )


def stated(told: Article, t: Texts, today: date) -> Styled:
    """截止, 金额, 地点, 文件: what one looks for in an article before reading it, a line each. Only what is printed."""
    facts, comma = told.facts, t("list.comma")
    due = [Styled("⏰ ") + deadline_line(one, t, today) for one in open_deadlines(told, today)[:MOST_DEADLINES]]
    sums = comma.join(dict.fromkeys(one.text for one in facts.amounts[:MOST_SUMS]))
    papers = comma.join(_titled(one) for one in facts.documents[:MOST_DOCUMENTS])
    places = comma.join(map(t.spot, facts.places[:MOST_PLACES]))
    rows: list[Styled | str] = [
        *due,
        t("article.sums", sums=sums) if sums else "",
        t("article.places", places=places) if places else "",
        t("article.documents", documents=papers) if papers else "",
    ]
    return quote(join("\n", rows))


def _titled(document: str) -> str:
    """A title in its marks; a number (郑政办〔2026〕12号) has none."""
    return document if "〔" in document else f"《{document}》"


def changed(entry: Entry, found: Sequence[Change], seen: str, t: Texts) -> Styled:
    """What became different in this version of an article; `seen`: when that was noticed, on the reader's clock."""
    title = t.styled("changed.title", headline=entry.article.headline or t("untitled"))
    version = t("changed.version", version=entry.version, at=seen)
    if not found:
        return join("\n", [title, version, t("changed.nothing")])
    rows = [_change(one, t) for one in found[:MOST_CHANGES]]
    more = t("changed.more", count=len(found) - MOST_CHANGES) if len(found) > MOST_CHANGES else ""
    return join("\n\n", [join("\n", [title, version]), *rows, more])


def _change(one: Change, t: Texts) -> Styled:
    part = t(f"changed.part.{one.part}")
    if one.how is How.REWORDED:
        return t.styled("changed.reworded", part=part, before=one.before, after=one.after)
    return t.styled(f"changed.{one.how}", part=part, text=one.after or one.before)
