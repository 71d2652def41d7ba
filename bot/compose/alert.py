"""What is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.compose.buttons import of_article, of_list
from bot.compose.gist import gist
from bot.compose.items import Item, deadline_line, labels, lines, open_deadlines, origin, told_before, why
from bot.compose.typeset import typeset
from bot.model import Message
from bot.styled import Styled, bold, join
from bot.texts import Texts

# A subscription without a name is called by its words, and they may be many.
LONGEST_NAME = 30


def alert(item: Item, t: Texts, today: date) -> Message:
    """One article for one person, whichever of their subscriptions it met."""
    article = item.entry.article
    body = join(
        "\n",
        [
            Styled("🔔 ") + t.styled("alert.title", names=labels(item.names, t, LONGEST_NAME)),
            join("\n", [typeset(article.kicker), bold(typeset(article.headline) or t("untitled"))]),
            gist(article, item.finding),
            *(Styled("⏰ ") + deadline_line(d, t, today) for d in open_deadlines(article, today)[:3]),
            join(" · ", [origin(article, t, today), why(item, t, named=False)]),
            *told_before(item, t, today),
        ],
    )
    uid = item.entry.uid
    return Message(body=body, buttons=of_article(uid, article, t), listed=((1, uid),))


def alert_list(items: Sequence[Item], t: Texts, today: date) -> Message:
    """Several alerts of the same moment in one message: an issue that arrives whole should not ring five times."""
    title = Styled("🔔 ") + t.styled("alert.many", count=len(items))
    body = join("\n\n", [title, *(lines(item, t, today) for item in items)])
    return Message(body=body, buttons=of_list(t), listed=tuple((item.number, item.entry.uid) for item in items))


def held_list(items: Sequence[Item], t: Texts, today: date) -> Message:
    """What quiet hours held back, as one message at their end."""
    title = Styled("🔔 ") + t.styled("held.title", count=len(items))
    body = join("\n\n", [title, *(lines(item, t, today) for item in items)])
    first = items[0].entry
    rows = of_article(first.uid, first.article, t) if len(items) == 1 else of_list(t)
    return Message(body=body, buttons=rows, listed=tuple((item.number, item.entry.uid) for item in items))
