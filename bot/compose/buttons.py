"""The buttons of an article: under its alert, and under any list for the item that was picked.

Their data name the article and nothing else, so they mean the same after a restart, and whoever presses twice presses
once. What they do depends on the chat they are pressed in.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Button, Message
from bot.texts import Texts
from watchers.model import Article

Rows = tuple[tuple[Button, ...], ...]

# Telegram shows eight narrow buttons a row; three rows leave room for the text on a phone.
A_ROW, MOST_NUMBERS = 8, 24
WHOLE_WEB = ("http://", "https://")
# Verbs of buttons that take turns under one message; other buttons stay where they are.
OURS = frozenset({"why", "article", "silence", "save", "quit", "mute", "hush", "back", "items", "item", "fold"})


def of_article(uid: str, article: Article, t: Texts) -> Rows:
    """[为什么][全文][原文] / [静音…][收藏][退订]."""
    return (
        (
            Button(label=t("button.why"), data=f"why:{uid}"),
            Button(label=t("button.article"), data=f"article:{uid}"),
            *_original(article, t),
        ),
        (
            Button(label=t("button.silence"), data=f"silence:{uid}"),
            Button(label=t("button.save"), data=f"save:{uid}"),
            Button(label=t("button.unsub"), data=f"quit:{uid}"),
        ),
    )


def of_silence(uid: str, t: Texts) -> Rows:
    """How long, and the way back."""
    days = tuple(Button(label=t("button.mute.days", days=days), data=f"mute:{days}:{uid}") for days in (1, 7))
    story = Button(label=t("button.mute.story"), data=f"hush:{uid}")
    return ((*days, story), (Button(label=t("button.back"), data=f"back:{uid}"),))


def of_list(t: Texts) -> Rows:
    """One small button; the numbers come when it is pressed."""
    return ((Button(label=t("button.items"), data="items:"),),)


def of_numbers(listed: Sequence[tuple[int, str]], t: Texts) -> Rows:
    """A button for each number, and the way back."""
    numbers = [Button(label=str(number), data=f"item:{uid}") for number, uid in listed[:MOST_NUMBERS]]
    rows = [tuple(numbers[at : at + A_ROW]) for at in range(0, len(numbers), A_ROW)]
    return (*rows, (Button(label=t("button.back"), data="fold:"),))


def of_item(number: int, uid: str, article: Article, t: Texts) -> Rows:
    """The buttons of one article of a list; the last one says which it is, and leads back to the numbers."""
    return (*of_article(uid, article, t), (Button(label=t("button.item.back", number=number), data="items:"),))


def others(message: Message) -> Rows:
    """Buttons of the message that are not ours: they stay."""
    rows = (tuple(one for one in row if one.data and one.data.partition(":")[0] not in OURS) for row in message.buttons)
    return tuple(row for row in rows if row)


def shows(message: Message, verb: str, uid: str) -> bool:
    """Whether an article of the message, or one of its buttons, is meant by this press."""
    named = {one for _, one in message.listed}
    return uid in named or any(one.data == f"{verb}:{uid}" for row in message.buttons for one in row)


def _original(article: Article, t: Texts) -> tuple[Button, ...]:
    if not article.url.startswith(WHOLE_WEB):
        return ()
    return (Button(label=t("button.original"), url=article.url),)
