"""`/search 式`: the subscription language over the whole archive, ten articles a page, the fitting ones first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import query
from bot.chat import apart, listed, whens
from bot.chat.trials import candidates, met
from bot.chat.turn import Anew, Reply, Turn
from bot.compose.excerpt import found_lines
from bot.errors import QueryError
from bot.model import Button, Finding, Message
from bot.outbox import MESSAGE_UNITS, fit
from bot.ports import Shown
from bot.relevance import Order, ranked
from bot.steps import Steps
from bot.styled import join
from watchers.model import Entry

PAGE = 10
# So many articles that hold a word are looked at. More are found by a word so common that nobody reads through them.
CANDIDATES = 400
# Ten milliseconds; a topic pack takes three times as long.
AT_ONCE = 20
_SORT = re.compile(r"(?:^|\s)(?:排序|sort)[\s:：]+(?P<by>\S+)\s*$|(?:^|\s)(?P<said>按时间|按相关)\s*$", re.IGNORECASE)
_BY_TIME = re.compile(r"新|时间|日期|按时间|new|time|date|latest", re.IGNORECASE)
# 近30天, 最近一周, last 30 days: how people say 日期:30天.
_LATELY = re.compile(
    r"(?<!\S)(?:最近|近|last|past)\s?(?P<count>\d{1,3}|半|一|两|三)?\s?个?(?P<unit>天|日|周|星期|月|年|days?|weeks?|months?|year)(?!\S)",
    re.IGNORECASE,
)
_COUNTS = {"半": 0.5, "一": 1, "两": 2, "三": 3}
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "年": 365, "day": 1, "week": 7, "month": 30, "year": 365}
_ROW = re.compile(r"(?P<day>\d{6}) (?P<uid>\S+)")
_BUTTON = re.compile(r"(?P<offer>\d{1,18}):(?P<order>[rn]):(?P<page>[1-9]\d{0,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a search found, as it waits for its buttons: (uid, day as an ordinal) of each article, the fitting first.

    `whole`: that is all there is.
    """

    text: str
    whole: bool
    found: tuple[tuple[str, int], ...]

    def uids(self, order: Order) -> list[str]:
        newest = order is Order.NEWEST
        return [uid for uid, _ in (sorted(self.found, key=lambda one: -one[1]) if newest else self.found)]

    def written(self) -> str:
        return "\n".join([self.text, "=" if self.whole else "+", *(f"{day} {uid}" for uid, day in self.found)])

    @classmethod
    def read(cls, text: str) -> Kept | None:
        """None for what another button waits for."""
        said, sign, rows = f"{text}\n\n".partition("\n=\n")
        if not sign:
            said, sign, rows = f"{text}\n\n".partition("\n+\n")
        found = [_ROW.fullmatch(row) for row in rows.split("\n") if row]
        if not found or not all(found):
            return None
        told = tuple((row["uid"], int(row["day"])) for row in found if row)
        return cls(text=said, whole=sign == "\n=\n", found=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What the query meets among the articles that were looked at; `whole`: these were all that may meet it."""

    found: Sequence[tuple[Entry, Finding]]
    whole: bool


def search(turn: Turn, rest: str) -> Reply:
    """The first page. `排序 新`, or 按时间, puts the newest first."""
    text, order = wish(rest)
    text, span = whens.behind(text, turn.today)
    text = f"{text} {span.query}" if span else text
    if not text:
        turn.room.desk.memory.expect(turn.address, "search")
        return turn.say("search.ask")
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        return turn.refused(error, text, "search")
    newest = order is Order.NEWEST or any(map(lives_on_news, query.walk(wanted.root)))
    work = turn.worked_out(("search", turn.today, newest, wanted), lambda: _searching(turn, wanted, newest))
    if not work.found:
        return _nothing(turn, text, wanted)
    best = ranked(work.found, Order.RELEVANT, turn.today)
    told = tuple((one.entry.uid, one.entry.article.day.toordinal()) for one in best)
    kept = Kept(text=text, whole=work.whole, found=told)
    offer = turn.room.desk.memory.offer(turn.address, kept.written(), turn.now) if len(best) > 1 else 0
    first = _page(turn, kept, query.canonical(wanted), order, 1, offer)
    # Below the question whether to search or to subscribe, which stays: its other button may be wanted next.
    return fit(Message(body=first.body, buttons=first.buttons, listed=first.listed), MESSAGE_UNITS)


def _nothing(turn: Turn, text: str, wanted: query.Query) -> Reply:
    """What the words would find one by one, if they find anything."""
    found = apart.readings(turn, wanted)
    if not found:
        return turn.say("search.nothing", query=text)
    key = "abroad.search" if found[0].gloss else "apart.search"
    body = join("\n", [turn.t.styled(key, query=text), apart.rows(turn, found)])
    return [Message(body=body, buttons=apart.buttons(turn, found, "search"))]


def lives_on_news(node: query.Node) -> bool:
    """A span of days, or a topic: its words stand in every third article, and weighing them all takes long."""
    return isinstance(node, query.Dated | query.Named) or (
        isinstance(node, query.Where) and node.trait is query.Trait.TYPE
    )


def _searching(turn: Turn, wanted: query.Query, newest: bool) -> Steps[Searched]:
    held, whole = candidates(turn.room.archive, turn.room.finder, wanted, CANDIDATES, newest)
    found: list[tuple[Entry, Finding]] = []
    for at in range(0, len(held), AT_ONCE):
        found += met(turn.room.finder, wanted, held[at : at + AT_ONCE])
        yield None
    yield Searched(found=found, whole=whole)


def wish(rest: str) -> tuple[str, Order]:
    """What is looked for, in the words of the language, and in which order it is wanted."""
    sort = _SORT.search(rest)
    text = rest[: sort.start()] if sort else rest
    newest = sort is not None and _BY_TIME.match(sort["by"] or sort["said"]) is not None
    return _LATELY.sub(_lately, text).strip(), Order.NEWEST if newest else Order.RELEVANT


def _lately(said: re.Match[str]) -> str:
    count = said["count"] or "一"
    unit = said["unit"].lower()
    days = (int(count) if count.isdecimal() else _COUNTS[count]) * _DAYS[unit if unit in _DAYS else unit.rstrip("s")]
    return f"日期:{max(1, round(days))}天"


def page(turn: Turn, rest: str) -> Reply:
    """Another page or order of what was found, in the place of the one that was shown."""
    asked = _BUTTON.fullmatch(rest) if rest.isascii() else None
    kept = Kept.read(turn.room.desk.memory.offered(turn.address, int(asked["offer"])) or "") if asked else None
    if asked is None or kept is None:
        return turn.say("choice.gone")
    try:
        canonical = query.canonical(turn.understood(kept.text))
    except QueryError:  # a topic pack that is no more
        return turn.say("choice.gone")
    return fit(
        _page(turn, kept, canonical, Order(asked["order"]), int(asked["page"]), int(asked["offer"])), MESSAGE_UNITS
    )


def _page(turn: Turn, kept: Kept, canonical: str, order: Order, number: int, offer: int) -> Anew:
    shown = [Shown(number=n, uid=uid, queries=(canonical,)) for n, uid in enumerate(kept.uids(order), 1)]
    turn.room.desk.memory.show(turn.address, turn.t("search.title", query=kept.text), shown)
    pages = -(-len(shown) // PAGE)
    number = min(number, pages)
    told = [one for row in shown[(number - 1) * PAGE : number * PAGE] if (one := listed.item(turn, row))]
    head = turn.t.styled(
        "search.found" if kept.whole else "search.found.many", query=kept.text, count=len(shown), looked=CANDIDATES
    )
    sorted_ = turn.t(f"search.order.{order.name.lower()}") if offer else ""
    where = turn.t("digest.page", number=number, pages=pages) if pages > 1 else ""
    rows = [found_lines(item, turn.t, turn.today) for item in told]
    body = join("\n\n", [join("\n", [head, join("　", [sorted_, where])]), *rows, turn.t("search.hint")])
    buttons = _buttons(turn, offer, order, number, pages) if offer else ()
    return Anew(body=body, buttons=buttons, listed=tuple((one.number, one.entry.uid) for one in told))


def _buttons(turn: Turn, offer: int, order: Order, number: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    def to(label: str, page: int, by: Order = order) -> Button:
        return Button(label=label, data=f"found:{offer}:{by.value}:{page}")

    back = [to(turn.t("button.before"), number - 1)] if number > 1 else []
    onward = [to(turn.t("button.onward"), number + 1)] if number < pages else []
    other = Order.NEWEST if order is Order.RELEVANT else Order.RELEVANT
    rows: Sequence[Sequence[Button]] = ([*back, *onward], [to(turn.t(f"button.sort.{other.name.lower()}"), 1, other)])
    return tuple(tuple(row) for row in rows if row)
