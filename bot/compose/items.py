"""What a list consists of: one article, why it is there, and the lines that show it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose import signs
from bot.compose.gist import gist
from bot.compose.typeset import typeset
from bot.model import Finding, Strength, Topic
from bot.ranking import in_words
from bot.retold import Retold
from bot.styled import Styled, bold, join, link
from bot.texts import Texts
from bot.warnings import ending
from watchers.model import Article, Deadline, Entry

MOST_WORDS = 3
# A subscription without a name is called by its words; the first of them will do under an article.
LONGEST_NAME = 14
# Two say why it is there; seven are a wall.
MOST_NAMES = 2
SAME_SHOWN = 3
# 中牟县 above the headline of a report from there.
LONGEST_PLACE, PLACE_ENDS = 6, ("省", "市", "县", "区", "旗", "镇", "乡")
_NO_BRACKETS = str.maketrans("", "", "()")
# Before a sentence that the paper did not write.
RETOLD = "✎ "
FIELD_ORDER = ("headline", "kicker", "subhead", "column", "body", "captions", "byline", "reporters", "paper", "places")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article in a list. `names` are the subscriptions that brought it; `finding` the strongest.

    `section` is the person's own title for it: a pack as `#name`, or what a subscription of theirs is called; "" for
    what stands under 其他.

    `story` is what its other reports (`same`) tell alike; `follows` an earlier report that it carries on.

    `muted`: the person asked for silence about it; it stands only in lists that they ask for, and with a mark.
    `retold`: what a language model made of it; the list that shows it says so. `late`: an old issue that was read only
    now, which is none of the day's news.
    """

    number: int
    entry: Entry
    finding: Finding | None
    names: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    section: str = ""
    muted: bool = False
    story: str = ""
    same: tuple[Entry, ...] = ()
    follows: Entry | None = None
    retold: Retold | None = None
    late: bool = False

    @property
    def strong(self) -> bool:
        return self.finding is None or self.finding.strength is Strength.STRONG

    @property
    def in_words(self) -> bool:
        """Whether its own words brought it, and not only where or when it was printed."""
        return in_words(self.finding)

    @property
    def topic(self) -> str:
        return self.topics[0].name if self.topics else ""


def about(items: Sequence[Item]) -> int:
    """How many articles a list announces: those about the reader's matters; of mere mentions, all. No old ones."""
    news = [item for item in items if not item.late]
    return sum(item.strong for item in news) or len(news)


def origin(article: Article, t: Texts, today: date) -> str:
    """商都日报 6月9日 第2版."""
    page = t("page", page=article.page) if article.page else ""
    return " ".join(part for part in (article.paper, t.dated(article.day, today), page) if part)


def original(article: Article, t: Texts) -> Styled:
    """A link to where the article stands on the web, if it does."""
    return link(t("original"), article.url) if article.url.startswith(("http://", "https://")) else Styled()


def why(item: Item, t: Texts, named: bool = True) -> str:
    """Which subscription (unless it was `named` above), which words, where: the short form under each item."""
    if item.finding is None:
        return ""
    words = _some(list(dict.fromkeys(hit.term for hit in item.finding.hits)), t)
    places = t("list.comma").join(
        t(f"field.{field}") for field in FIELD_ORDER if any(hit.field == field for hit in item.finding.hits)
    )
    names = asked(item, t) if named else ""
    short = t("why.words", words=words, places=places) if words else t("why.topic")
    return t("why.short", names=names, what=short) if names else short


def asked(item: Item, t: Texts) -> str:
    """The subscriptions that brought it; with which words, is a press away."""
    return labels(item.names, t, LONGEST_NAME)


def labels(names: Sequence[str], t: Texts, longest: int) -> str:
    """「#政策」「立法」等 7 条."""
    every = dict.fromkeys(names)
    shown = "".join(t("quoted", text=brief(name, longest)) for name in [*every][:MOST_NAMES])
    return shown if len(every) <= MOST_NAMES else t("why.and_names", names=shown, count=len(every))


def brief(text: str, most: int) -> str:
    """At most so many characters, cut with `…`; the brackets of a query go first."""
    if len(text) <= most:
        return text
    bare = text.translate(_NO_BRACKETS)
    return bare if len(bare) <= most else bare[: most - 1].rstrip(" 　，,、“") + "…"


def _some(words: Sequence[str], t: Texts) -> str:
    """The first few words; a topic pack can bring a dozen, and the reader wants to know why, not everything.

    Of 征求意见 and 征求意见稿 the longer one says both.
    """
    telling = [word for word in words if not any(word != other and word in other for other in words)]
    shown = t("list.comma").join(telling[:MOST_WORDS])
    return shown if len(telling) <= MOST_WORDS else t("why.and_more", words=shown, count=len(words))


def deadline_line(deadline: Deadline, t: Texts, today: date) -> Styled:
    """6月30日 17时前（还有 21 天）向市司法局反馈意见."""
    left = (deadline.date - today).days
    near = {0: "deadline.today", 1: "deadline.tomorrow"}.get(left)
    when = t(near) if near else t("deadline.left", days=left)
    return (
        bold(t.dated(deadline.date, today) + hour(deadline, t))
        + t("deadline.when", when=when)
        + t.matter(deadline.what)
    )


def hour(deadline: Deadline, t: Texts) -> str:
    """17时前: who comes at six is late."""
    return t("deadline.hour", time=t.clock(clock(deadline.time))) if deadline.time else ""


def clock(printed: str) -> str:
    """17:30 for 17 : 30."""
    return "".join(printed.split())


def open_deadlines(article: Article, today: date) -> Sequence[Deadline]:
    return sorted((d for d in article.facts.deadlines if d.date >= today), key=lambda d: d.date)


def lines(item: Item, t: Texts, today: date, told: Collection[date] = ()) -> Styled:
    """The lines of one item: number and headline, the sentence, deadlines, where printed, why.

    `told` are days of which the list says elsewhere what is due, or that hold no longer.
    """
    article = item.entry.article
    head = f"{item.number}. " + ("🔇 " if item.muted else "") + titled(article, t) + _over(article, t)
    open_ones = [one for one in open_deadlines(article, today) if one.date not in told]
    due = [Styled("⏰ ") + deadline_line(one, t, today) for one in open_ones[:2]]
    foot = join(" · ", [origin(article, t, today), original(article, t), asked(item, t) or why(item, t)])
    said = RETOLD + item.retold.text if item.retold else gist(article, item.finding)
    return join("\n", [head, said, *due, foot, *told_before(item, t, today)])


def titled(article: Article, t: Texts) -> Styled:
    """The headline, with the line above it where that one says what it is about (of a page of reports, the place)."""
    headline = bold(typeset(article.headline) or t("untitled"))
    kicker = typeset(article.kicker)
    return kicker + "　" + headline if kicker and _telling(kicker, article.headline) else headline


def _telling(kicker: str, headline: str) -> bool:
    place = len(kicker) <= LONGEST_PLACE and kicker.endswith(PLACE_ENDS) and kicker not in headline
    asked = signs.CONSULTED.search(kicker) and not signs.CONSULTED.search(headline)
    return bool(place or asked or signs.news(kicker) > max(0, signs.news(headline)))


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
