"""What somebody put aside: the list of it, and how something gets into it and out of it.

Favourites are a person's own. What is put aside in a group is found in private; the group gets no message of it.
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from bot.chat import listed, undo
from bot.chat.numbers import leading
from bot.chat.turn import Anew, Reply, Toast, Turn, brief
from bot.compose.items import origin
from bot.model import Act, Address, Before, Button, Favourite, Message
from bot.ports import Shown
from bot.styled import Styled, bold, join
from watchers.model import Entry

PAGE = 8
# A line of a phone, and a row of the table.
LONGEST_TITLE = 200
_NUMBER = re.compile(r"\d{1,6}")
_PAGE = re.compile(r"\d\s*页|page", re.IGNORECASE)
_DROP = re.compile(r"^(?:取消收藏|取消|不要|删除|删|drop|remove)[\s:：]*", re.IGNORECASE)


def saved(turn: Turn, rest: str) -> Reply:
    """`/saved`; `收藏 3` keeps number 3 of the list that was shown; `/saved 第2页`, `/saved 取消 3`."""
    if _meant(turn, rest):
        return listed.each(turn, rest, "saved", lambda turn, _, entry: save(turn, entry))
    if turn.group:
        return turn.say("saved.private")
    number = _NUMBER.search(rest)
    dropping = _DROP.match(rest)
    if dropping and not number:
        return turn.say("saved.which")
    if dropping and number:
        return _drop_number(turn, int(number.group()))
    return [_listed(turn, int(number.group()) if number else 1)]


def _meant(turn: Turn, rest: str) -> bool:
    """Whether numbers are those of another list, in which they can be found; in the favourites they turn pages."""
    wanted, _ = leading(rest)
    title, shown = turn.room.desk.memory.shown(turn.address)
    if wanted is None or _PAGE.search(rest) or title == turn.t("saved.short"):
        return False
    return any(one.number in wanted for one in shown)


def page(turn: Turn, rest: str) -> Reply:
    """Another page, in the place of this one."""
    if turn.group or not _NUMBER.fullmatch(rest):
        return turn.say("choice.gone")
    told = _listed(turn, int(rest))
    return [Anew(body=told.body, buttons=told.buttons, listed=told.listed)]


def save(turn: Turn, entry: Entry) -> Reply:
    """Put an article aside for whoever asks; twice is once."""
    owner = turn.speaker
    if owner is None:
        return [Toast(body=turn.t.styled("saved.anonymous"))]
    title = (entry.article.headline or turn.t("untitled"))[:LONGEST_TITLE]
    new = turn.room.desk.favourites.add(owner, entry.uid, title, turn.now)
    said = turn.t.styled("saved.done" if new else "saved.already", title=title)
    if turn.group:
        return [Toast(body=turn.t.styled("saved.done.group" if new else "saved.already.group"))]
    undo = (Button(label=turn.t("button.unsave"), data=f"unsave:{entry.uid}"),)
    return [Message(body=said, buttons=(undo,))]


def unsave(turn: Turn, uid: str) -> Reply:
    """Take it out again: only one's own, and only in private."""
    store, owner = turn.room.desk.favourites, _owner(turn)
    found = None if turn.group else store.one(owner, uid)
    return _dropped(turn, found, turn.t.styled("saved.dropped")) if found else turn.say("choice.gone")


def _dropped(turn: Turn, one: Favourite, said: Styled) -> Reply:
    """With a way back, as everything that is taken away."""
    turn.room.desk.favourites.drop(one.address, one.uid)
    back = undo.done(turn, Act.UNSAVE, turn.t("quoted", text=brief(one.title)), Before(dropped=(one,)))
    return [Message(body=said, buttons=back)]


def _drop_number(turn: Turn, number: int) -> Reply:
    store, owner = turn.room.desk.favourites, _owner(turn)
    found = store.of(owner, 1, number - 1) if number else ()
    if not found:
        return turn.say("saved.no_such", number=number)
    return _dropped(turn, found[0], turn.t.styled("saved.dropped.one", title=found[0].title))


def _owner(turn: Turn) -> Address:
    return turn.speaker or turn.address


def _listed(turn: Turn, number: int) -> Message:
    """One page; its numbers mean something in the next line, as those of any list do."""
    store, owner = turn.room.desk.favourites, _owner(turn)
    count = store.counted(owner)
    if not count:
        turn.show("", ())
        return Message(body=turn.t.styled("saved.empty"))
    pages = -(-count // PAGE)
    number = min(max(number, 1), pages)
    first = (number - 1) * PAGE
    found = store.of(owner, PAGE, first)
    told = tuple((first + place, one.uid) for place, one in enumerate(found, 1))
    shown = [Shown(number=at, uid=uid, queries=()) for at, uid in told]
    turn.room.desk.memory.show(turn.address, turn.t("saved.short"), shown)
    rows = [_row(turn, at, one) for (at, _), one in zip(told, found, strict=True)]
    head = turn.t.styled("saved.title", count=count)
    where = turn.t("digest.page", number=number, pages=pages) if pages > 1 else ""
    body = join("\n\n", [head, *rows, join("\n", [where, turn.t.styled("saved.hint", number=first + 1)])])
    return Message(body=body, buttons=_turning(turn, number, pages), listed=told)


def _row(turn: Turn, number: int, one: Favourite) -> Styled:
    at = one.at.astimezone(ZoneInfo(turn.subscriber.timezone)).date()
    entry = turn.room.archive.latest(one.uid)
    where = origin(entry.article, turn.t, turn.today) if entry else turn.t("saved.gone")
    told = join(" · ", [where, turn.t("saved.at", day=turn.t.dated(at, turn.today))])
    return f"{number}. " + bold(entry.article.headline or one.title if entry else one.title) + "\n" + told


def _turning(turn: Turn, number: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    before = [Button(label=turn.t("button.back.page"), data=f"saved:{number - 1}")] if number > 1 else []
    after = [Button(label=turn.t("button.next.page"), data=f"saved:{number + 1}")] if number < pages else []
    return ((*before, *after),) if before or after else ()
