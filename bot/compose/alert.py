"""What is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.compose.gist import gist
from bot.compose.items import Item, deadline_line, lines, open_deadlines, origin, told_before, why
from bot.model import Button, Message
from bot.styled import Styled, bold, join
from bot.texts import Texts


def alert(item: Item, t: Texts, today: date) -> Message:
    """One article for one person, whichever of their subscriptions it met."""
    article = item.entry.article
    names = "".join(t("quoted", text=name) for name in item.names)
    body = join(
        "\n",
        [
            Styled("🔔 ") + t.styled("alert.title", names=names),
            join("\n", [article.kicker, bold(article.headline or t("untitled"))]),
            gist(article, item.finding),
            *(Styled("⏰ ") + deadline_line(d, t, today) for d in open_deadlines(article, today)[:3]),
            join(" · ", [origin(article, t, today), why(item, t)]),
            *told_before(item, t, today),
        ],
    )
    return Message(body=body, buttons=choices(item.entry.uid, t))


def choices(uid: str, t: Texts) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button(label=t("button.why"), data=f"why:{uid}"),
            Button(label=t("button.article"), data=f"article:{uid}"),
        ),
        (
            Button(label=t("button.mute", days=1), data=f"mute:1:{uid}"),
            Button(label=t("button.mute", days=7), data=f"mute:7:{uid}"),
            Button(label=t("button.mute.story"), data=f"hush:{uid}"),
        ),
    )


def alert_list(items: Sequence[Item], t: Texts, today: date) -> Message:
    """Several alerts of the same moment in one message: an issue that arrives whole should not ring five times."""
    title = Styled("🔔 ") + t.styled("alert.many", count=len(items))
    return Message(body=join("\n\n", [title, *(lines(item, t, today) for item in items), t("alert.hint")]))


def held_list(items: Sequence[Item], t: Texts, today: date) -> Message:
    """What quiet hours held back, as one message at their end."""
    title = Styled("🔔 ") + t.styled("held.title", count=len(items))
    body = join("\n\n", [title, *(lines(item, t, today) for item in items), t("alert.hint")])
    return Message(body=body, buttons=choices(items[0].entry.uid, t) if len(items) == 1 else ())
