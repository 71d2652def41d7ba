"""What an answer is made from: the person, the moment, the stores, and the words to say it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

from bot import calendar, query
from bot.chat.unready import Known, UnreadyError
from bot.compose import Item
from bot.dispatch import Matching
from bot.errors import QueryError
from bot.health import Watch
from bot.model import Address, Button, Delivery, Hall, Incoming, Message, Pack, Subscriber, Subscription
from bot.ports import Desk, Finder, Shown
from bot.steps import Steps, outcome
from bot.styled import Styled, code, join
from bot.texts import Texts, texts
from watchers.facts.places import Gazetteer
from watchers.model import SourceHealth
from watchers.ports import Archive, NewsStore

Reply = Sequence[Message]
T = TypeVar("T")


class Scouting(Protocol):
    """First looks at sources, which may take as long as a server does."""

    def begin(self, url: str, name: str) -> Future[object] | None:
        """What is at `url`, a Scouted or a BaoxiaoError, some time; None when too many looks wait.

        `name` is what the source is to be called; empty: what it calls itself.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew(Message):
    """An answer to a button that takes the place of the message under which it stands, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast(Message):
    """An answer to a button that is shown for a moment and leaves nothing in the chat; to a line it is a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell(Message):
    """The last word to a chat of which nothing is kept: it goes with all its traces when it has been sent."""


# What is wrong with a query is told with an example of how to write it, but for these.
WITHOUT_EXAMPLE = frozenset({"open", "close", "nothing", "quote", "stray"})
EXAMPLES = {verb: f"/{verb} 停车、违停" for verb in ("sub", "search", "try", "trend")}
# So much of a refused query is shown on either side of its mistake: a line on a phone.
AROUND = 20
# area:Jinshui, area:Zhongmu County.
_AREA = re.compile(
    r"(?P<field>(?:area|地区|地區)\s*[:：]\s*)(?P<name>[A-Za-zü]{2,}(?:'[a-z]+)?(?:\s(?:County|District|City)\b)?)",
    re.IGNORECASE,
)
# A button of Telegram's shows some thirty Chinese characters on a phone.
LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything that is the same for every turn. `scouting` None: nobody here can look at sources.

    `copies`: so many daily backups are kept, 0 where none are made. `dictionary`: everyday English words, lower case,
    and what the papers say for them.
    """

    desk: Desk
    archive: Archive
    news: NewsStore
    watch: Watch
    finder: Finder
    matching: Matching
    packs: Sequence[Pack]
    places: Gazetteer
    operators: Collection[Address] = ()
    scouting: Scouting | None = None
    copies: int = 0
    dictionary: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One line of one person, for the subscriber that is meant. `group`: others read it too.

    `said` is the line or press itself, `pressed` the message under which the button stands, `hall` what the channel
    says of the hall that is meant; `known` what was worked out for this line before. None: nobody waits for others.
    """

    room: Room
    subscriber: Subscriber
    now: datetime
    group: bool = False
    said: Incoming | None = None
    pressed: Delivery | None = None
    hall: Hall | None = None
    known: Known | None = None

    @property
    def address(self) -> Address:
        return self.subscriber.address

    @property
    def place(self) -> Address:
        """Where it was said, which is where the answer comes."""
        return self.said.address if self.said else self.address

    @property
    def speaker(self) -> Address | None:
        """The private chat of who speaks; None of who speaks in a group without a name of their own."""
        if not self.group:
            return self.place
        person = self.said.person if self.said else ""
        return Address(self.place.channel, person) if person.isdecimal() else None

    @property
    def t(self) -> Texts:
        return texts(self.subscriber.language)

    @property
    def today(self) -> date:
        return calendar.local_day(self.now, self.subscriber.timezone)

    def until(self, at: datetime) -> str:
        """到 18:00, 到 6月17日 08:00, on the person's clock."""
        return self.t("until", at=self.moment(at))

    def moment(self, at: datetime) -> str:
        """06:30, 6月9日 06:30, on the person's clock."""
        wall = at.astimezone(ZoneInfo(self.subscriber.timezone))
        day = "" if wall.date() == self.today else self.t.dated(wall.date(), self.today) + " "
        return f"{day}{wall:%H:%M}"

    def worked_out(self, wanted: Hashable, work: Callable[[], Steps[T]]) -> T:
        """What comes of the work, of which `wanted` says all on which that depends.

        Raises UnreadyError where others are answered meanwhile: ask before anything is changed.
        """
        if self.known is None:
            return outcome(work())
        if wanted not in self.known:
            raise UnreadyError(wanted, work())
        return cast(T, self.known[wanted]())

    def say(self, key: str, **values: str | int | Styled) -> Reply:
        """The sentence `key` as the whole answer."""
        return [Message(body=self.t.styled(key, **values))]

    def keep(self, subscriber: Subscriber) -> Turn:
        """Store the changed person; the turn goes on with it."""
        self.room.desk.subscriptions.keep(subscriber)
        return replace(self, subscriber=subscriber)

    def show(self, title: str, items: Sequence[Item]) -> None:
        """Remember the list that is being shown, so that its numbers mean something in the next line."""
        shown = [
            Shown(number=i.number, uid=i.entry.uid, queries=i.queries, names=i.names, muted=i.muted) for i in items
        ]
        self.room.desk.memory.show(self.address, title, shown)

    def understood(self, text: str) -> query.Query:
        """The query that a text means; raises QueryError when it means none that can be matched."""
        return query.parse(self.room.finder.check(_AREA.sub(self._placed, text)))

    def _placed(self, named: re.Match[str]) -> str:
        """area:Zhengzhou; what may be several places stays as it is written."""
        found = self.room.places.spelt(named["name"])
        return named["field"] + found[0].name if len(found) == 1 else named[0]

    def refused(self, error: QueryError, text: str, verb: str = "say") -> Reply:
        """What is wrong with a query, where, and how to write it.

        One that can be read in two ways is asked about: a button for each reading does then with it what `verb` says.
        """
        key = f"query.{error.code}"
        said = self.t.styled(key, **error.details) if self.t.knows(key) else Styled(str(error))
        where = self.t("query.where", place=error.at + 1)
        pointed = _pointed(text, error.at)
        line = EXAMPLES.get(verb, "") if error.code in WITHOUT_EXAMPLE else ""
        example = self.t.styled("query.example", line=line) if line else ""
        body = join("\n", [self.t.styled("query.refused", what=said), where + pointed, example])
        return [Message(body=body, buttons=self._readings(error, verb))]

    def _readings(self, error: QueryError, verb: str) -> tuple[tuple[Button, ...], ...]:
        """The readings wait in the store: a button holds only their numbers."""
        readings = (error.details["first"], error.details["second"]) if error.code == "mixed" else ()
        offer = self.room.desk.memory.offer
        return tuple(
            (Button(label=_short(one), data=f"reading:{verb}:{offer(self.address, one, self.now)}"),)
            for one in readings
        )


def is_id(number: str) -> bool:
    """Whether a button names something kept: SQLite's ids are below 2**63; a longer number is forged."""
    return number.isascii() and number.isdecimal() and len(number) <= 18


def brief(text: str) -> str:
    """What fits into a sentence, or beside a number on a button."""
    return text if len(text) <= 24 else text[:23] + "…"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _pointed(text: str, at: int) -> Styled:
    """The text with a finger at the character `at`; of a long one only what stands around it."""
    before, after = text[:at].rstrip(), text[at:]
    before = before if len(before) <= AROUND else "…" + before[-AROUND:]
    after = after if len(after) <= AROUND else after[:AROUND] + "…"
    return code(before) + " 👉 " + code(after) if before and after else code(before or after)


def explained(turn: Turn, wanted: query.Query) -> str:
    """What was understood, in the person's language."""
    titles = {pack.title("zh-Hans"): pack.title(turn.t.language) for pack in turn.room.packs}
    return query.explain(wanted, turn.t.language, titles)


def label(one: Subscription) -> str:
    """How a subscription is called: its name, else its query."""
    return one.name or one.query


def health(turn: Turn) -> Sequence[SourceHealth]:
    return turn.room.news.health()
