"""What a list consists of: one article, why it is there, and the lines that show it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.gist import gist
from bot.model import Finding, Strength, Topic
from bot.retold import Retold
from bot.styled import Styled, bold, join, link
from bot.texts import Texts
from bot.warnings import ending
from watchers.model import Article, Deadline, Entry

MOST_WORDS = 4
SAME_SHOWN = 3
# Before a sentence that the paper did not write.
RETOLD = "✎ "
FIELD_ORDER = ("headline", "kicker", "subhead", "column", "body", "captions", "byline", "reporters", "paper", "places")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article in a list. `names` are the subscriptions that brought it; `finding` the strongest.

    `story` is what its other reports (`same`) tell alike; `follows` an earlier report that it carries on.

    `muted`: the person asked for silence about it; it stands only in lists that they ask for, and with a mark.
    `retold`: what a language model made of it; the list that shows it says so.
    """

    number: int
    entry: Entry
    finding: Finding | None
    names: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    muted: bool = False
    story: str = ""
    same: tuple[Entry, ...] = ()
    follows: Entry | None = None
    retold: Retold | None = None

    @property
    def strong(self) -> bool:
        return self.finding is None or self.finding.strength is Strength.STRONG

    @property
    def topic(self) -> str:
        return self.topics[0].name if self.topics else ""


def origin(article: Article, t: Texts, today: date) -> str:
    """商都日报 6月9日 第2版."""
    page = t("page", page=article.page) if article.page else ""
    return " ".join(part for part in (article.paper, t.dated(article.day, today), page) if part)


def original(article: Article, t: Texts) -> Styled:
    """A link to where the article stands on the web, if it does."""
    return link(t("original"), article.url) if article.url.startswith(("http://", "https://")) else Styled()


def why(item: Item, t: Texts) -> str:
    """Which subscription, which words, where: the short form that stands under each item."""
    if item.finding is None:
        return ""
    words = _some(list(dict.fromkeys(hit.term for hit in item.finding.hits)), t)
    places = t("list.comma").join(
        _counted(field, item.finding, t) for field in FIELD_ORDER if any(h.field == field for h in item.finding.hits)
    )
    names = "".join(t("quoted", text=name) for name in item.names)
    short = t("why.words", words=words, places=places) if words else t("why.topic")
    return t("why.short", names=names, what=short) if names else short


def _some(words: Sequence[str], t: Texts) -> str:
    """The first few words; a topic pack can bring a dozen, and the reader wants to know why, not everything."""
    shown = t("list.comma").join(words[:MOST_WORDS])
    return shown if len(words) <= MOST_WORDS else t("why.and_more", words=shown, count=len(words))


def _counted(field: str, finding: Finding, t: Texts) -> str:
    times = sum(1 for hit in finding.hits if hit.field == field)
    name = t(f"field.{field}")
    return name if times == 1 else t("field.times", field=name, times=times)


def deadline_line(deadline: Deadline, t: Texts, today: date) -> Styled:
    """6月30日（还有21天）向市司法局反馈意见."""
    left = (deadline.date - today).days
    when = t("deadline.today") if left == 0 else t("deadline.left", days=left)
    return bold(t.dated(deadline.date, today)) + t("deadline.when", when=when) + deadline.what


def open_deadlines(article: Article, today: date) -> Sequence[Deadline]:
    return sorted((d for d in article.facts.deadlines if d.date >= today), key=lambda d: d.date)


def lines(item: Item, t: Texts, today: date, told: Collection[date] = ()) -> Styled:
    """The lines of one item: number and headline, the sentence, deadlines, where printed, why.

    `told` are days of which the list has said already what is due.
    """
    article = item.entry.article
    headline = bold(article.headline or t("untitled")) + _over(article, t)
    head = f"{item.number}. " + ("🔇 " if item.muted else "") + headline
    open_ones = [one for one in open_deadlines(article, today) if one.date not in told]
    due = [Styled("⏰ ") + deadline_line(one, t, today) for one in open_ones[:2]]
    foot = join(" · ", [origin(article, t, today), original(article, t), why(item, t)])
    said = RETOLD + item.retold.text if item.retold else gist(article, item.finding)
    return join("\n", [head, said, *due, foot, *told_before(item, t, today)])


def _over(article: Article, t: Texts) -> str:
    """A warning that is over is told so wherever it is listed."""
    over = article.warning is not None and article.warning.over
    return t("bracketed", text=t(f"warning.over.{ending(article.warning)}")) if over and article.warning else ""


def told_before(item: Item, t: Texts, today: date) -> list[str]:
    """The other reports of the same story, and the earlier one that this carries on."""
    shown = []
    if item.same:
        where = t("list.comma").join(dict.fromkeys(origin(one.article, t, today) for one in item.same[:SAME_SHOWN]))
        shown.append(t("story.same", count=len(item.same), where=where))
    if item.follows:
        earlier = item.follows.article
        shown.append(t("story.follows", day=t.dated(earlier.day, today), headline=earlier.headline))
    return shown
