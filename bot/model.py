"""The nouns of the chat side: who is told what, by which subscription, in which message, and how that went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from bot.pictures import Picture
from bot.styled import Styled, join
from bot.times import REMIND, QuietHours, Slot, Timetable
from watchers.warning import Colour


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a chat of a channel, and in a forum the topic. Written `channel:to[:topic]`."""

    channel: str
    to: str
    topic: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.channel, self.to, self.topic) if part)

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that `str()` wrote; raises ValueError."""
        channel, _, rest = text.partition(":")
        to, _, topic = rest.partition(":")
        if not channel or not to:
            raise ValueError(f"{text!r} is no address: channel:to[:topic] is wanted, for instance telegram:42")
        return cls(channel, to, topic)


class Mode(StrEnum):
    """How a subscription speaks: at once, in the daily digest, or only when asked."""

    ALERT = "alert"
    DIGEST = "digest"
    SILENT = "silent"


class Muted(StrEnum):
    """What a subscriber can silence, beside a subscription."""

    SOURCE = "source"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Nothing about `what` until then: a source by the name that readers see, or a story by its uid.

    `title` is what the person sees of a story.
    """

    kind: Muted
    what: str
    until: datetime
    title: str = ""


class Welcome(StrEnum):
    """How far somebody has come in getting to know us: the question that is asked next."""

    PLACE = "place"
    PACKS = "packs"
    DIGEST = "digest"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A chat that talks to us. `timetable` is local time in `timezone` (IANA); None means no digest.

    `next_digest_at` is the instant at which the next digest falls due, planned at `planned_at`; `served` the last
    digest time that was dealt with; `digested` the id of the last match that a digest has taken; `even_nothing` asks
    for a digest on quiet days too, `mentions` for a line about articles that only mention a word. `release_at`: before
    it nobody need look whether held alerts may go. `remind`: so many days before a deadline the person is told of it
    once more, `remind_at` when that is looked at next. `gone`: the chat cannot be reached (blocked); it is paused then,
    and what was on its way is held, until it writes again. `place`: where they are, by its full name; `level`: warnings
    below that colour ring nobody, and wait for the digest. `cap`: more alerts a day than this are not sent one by one,
    but in the digest; 0 is no cap.
    """

    address: Address
    language: str
    timezone: str
    timetable: Timetable | None
    joined_at: datetime
    next_digest_at: datetime | None = None
    planned_at: datetime | None = None
    served: Slot | None = None
    digested: int = 0
    even_nothing: bool = False
    mentions: bool = True
    quiet: QuietHours | None = None
    release_at: datetime | None = None
    mutes: tuple[Mute, ...] = ()
    remind: tuple[int, ...] = REMIND
    remind_at: datetime | None = None
    paused: bool = False
    gone: bool = False
    place: str = ""
    level: Colour | None = None
    welcome: Welcome = Welcome.DONE
    cap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Favourite:
    """An article that a person put aside; `title` is what they see of it when it is gone from the archive."""

    id: int
    address: Address
    uid: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A group or channel as its messenger has it: its name with @, if any, or its title.

    `posts`: we may write there; `administered`: by the person for whom it was asked.
    """

    address: Address
    title: str
    posts: bool
    administered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One thing that somebody wants to be told. `number` is how its owner calls it; `query` is canonical text.

    It is silent until `muted_until`; a moment that is past silences nothing.
    """

    id: int
    address: Address
    number: int
    query: str
    name: str
    mode: Mode
    created_at: datetime
    muted_until: datetime | None = None


class Act(StrEnum):
    """What can be taken back."""

    UNSUB = "unsub"
    EDIT = "edit"
    DIGEST = "digest"
    MUTE = "mute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How what was changed was before: the subscriptions whole, or what the person had chosen."""

    subscriptions: tuple[Subscription, ...] = ()
    timetable: str = ""
    mutes: tuple[Mute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that a person did and may take back. `about`: what it was done to, in the person's words."""

    id: int
    address: Address
    act: Act
    about: str
    before: Before
    at: datetime
    undone_at: datetime | None = None


class Strength(StrEnum):
    """Whether an article is about the subscription, or mentions it in passing."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a term of a query stands in an article.

    `field` is an Article field ("headline", "body" …), offsets are Python string indices into it. `sure` is False for
    a doubtful word boundary; `via` names the pack through which the term came, if any. `instead` is the synonym that
    stands there for the term; `part_of` the longer run of the text that a doubtful hit may be only a part of.
    """

    term: str
    field: str
    start: int
    end: int
    sure: bool = True
    via: str = ""
    instead: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why a query meets an article: how strongly (`score` 0..1) and where, in the order of the text."""

    strength: Strength
    score: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A finding that is kept: which subscription met which article. `id` 0 until it is stored."""

    subscription_id: int
    address: Address
    entry_id: int
    uid: str
    finding: Finding
    found_at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of an article, with the words that gave it. `name` is the pack's ("financing")."""

    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A topic pack: a named query that people can read, edit and subscribe to as `#title`.

    `name` is Latin and stable; `titles` maps a language to what readers see; `aliases` are other names after `#`.
    """

    name: str
    titles: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    query: str
    about: str = ""

    def title(self, language: str) -> str:
        return dict(self.titles).get(language, self.titles[0][1] if self.titles else self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Words that may stand for each other (`same`), and what a word covers without being covered by it (`covers`)."""

    same: tuple[tuple[str, ...], ...] = ()
    covers: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where an article belongs among the stories: `story` is the uid of the first article that told it.

    `follows` is the story that this one carries on with new facts, or empty; `sketch` what the comparison needs, as
    JSON.
    """

    uid: str
    story: str
    follows: str
    day: date
    sketch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice under a message. `data` comes back when it is pressed: at most 64 bytes, ids only.

    One with a `url` (http or https) opens that instead, and has no data.
    """

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a message. `name` ends in what it is (.ics, .json, .opml); `text` is its content, UTF-8."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one API call sends. `buttons` are rows; `silent`: it comes without a sound.

    Under a `picture` or a `file` stands at most a quarter of the text that a message may have else (CAPTION_UNITS).

    `reply_to` is the channel's own name of the message that this one answers; it is known only when this is sent.

    `listed` are the articles that it tells of: their numbers in it, and their uids.
    """

    body: Styled
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    file: Attachment | None = None
    silent: bool = False
    reply_to: str = ""
    listed: tuple[tuple[int, str], ...] = ()

    @property
    def in_words(self) -> Styled:
        """The text, before it what the picture shows: for where that cannot be seen."""
        return join("\n", [self.picture.alt if self.picture else "", self.body])


class Lane(IntEnum):
    """What goes first when several messages wait.

    A CHANGE alters a message that is there already: it rings nobody, so it lets all pass that does. A REMINDER is about
    days: it may come behind everything.
    """

    REPLY = 0
    ALERT = 1
    DIGEST = 2
    NOTICE = 3
    CHANGE = 4
    REMINDER = 5


class State(StrEnum):
    """The life of a delivery: due → sending → sent | due again | dead. What waits is `due`.

    `withdrawn`: what it says was no longer true when its turn came (a warning over by then, a change overtaken by the
    next one), so it was rightly not sent; nobody has to look after it, as after a dead letter.
    """

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message on its way: one row, one API call, frozen content. `key` makes a second recording harmless.

    `attempts` counts calls begun, `doubts` those whose answer was lost (the message may have arrived).

    What tells of a warning says which (`about`, the uid) as of which line of the log (`entry_id`), and until when it
    may be told as live (`until`; of a CHANGE: until when what it says holds). `refers` is the delivery whose message
    this one changes (in the lane CHANGE, and where a REPLY is the answer to a button of that message) or answers,
    `target` the channel's name of that message, "" if it was never sent; only a claimed delivery knows it.
    """

    key: str
    address: Address
    lane: Lane
    message: Message
    due_at: datetime
    id: int = 0
    state: State = State.DUE
    attempts: int = 0
    doubts: int = 0
    until: datetime | None = None
    about: str = ""
    entry_id: int = 0
    refers: int = 0
    target: str = ""

    @property
    def in_place(self) -> bool:
        """Whether it is put in the place of the message that it refers to."""
        return self.lane is Lane.CHANGE or (self.lane is Lane.REPLY and self.refers != 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A warning's message in a chat: the delivery `id` that told of it first, sent or on its way.

    `told` is the line of the log that was told last, by it or by what refers to it, 0 while nothing was; `known` the
    last line of which anything was written, told or not.
    """

    id: int
    address: Address
    uid: str
    told: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it."""

    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not taken, for a passing reason; `wait` seconds when the channel named them."""

    why: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The answer was lost: it may have arrived."""

    why: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Refused for good. `gone` tells that the whole chat is unreachable (blocked, deactivated)."""

    why: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new id (a group became a supergroup)."""

    to: str


@dataclass(frozen=True, slots=True)
class Astray:
    """The forum topic is closed or deleted; the chat itself is there."""

    why: str


Outcome = Sent | Later | Uncertain | Dead | Moved | Astray


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A file that a person put into the chat. `id` is the channel's name of it, `size` in bytes.

    `text` is what it holds, once it was fetched; `why` a sentence that says why it cannot be read.
    """

    id: str
    name: str
    size: int
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something a person did in a chat: a line of text, or a button (`data`). `key` is unique for each update.

    `under` is the channel's own name of the message under which a pressed button stands, "" where nobody knows;
    `reply_to` its name of the message that a line answers. `joins`: the person asked us into this chat just now.
    `broadcast`: it happened in a channel, where whatever we answer is published.
    """

    key: str
    address: Address
    text: str = ""
    data: str = ""
    language: str = ""
    callback_id: str = ""
    group: bool = False
    person: str = ""
    under: str = ""
    reply_to: str = ""
    joins: bool = False
    broadcast: bool = False
    dropped: Dropped | None = None
