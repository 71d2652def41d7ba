"""What a line or a press asks for, and who answers it: the one table of commands and their answers."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import (
    agenda,
    archive,
    area,
    articles,
    editing,
    exporting,
    favourites,
    helping,
    history,
    importing,
    issues,
    listing,
    privacy,
    profile,
    replies,
    reviewing,
    rooms,
    searching,
    settings,
    silence,
    sky,
    sources,
    subscribing,
    trend,
    undo,
    warnings,
    welcome,
)
from bot.chat.choices import choose
from bot.chat.commands import Line, nearest, read
from bot.chat.turn import Reply, Turn
from bot.model import Incoming
from watchers.variants import simplified

# What Telegram takes as one message; a pipe could bring megabytes, and every refusal quotes what was said.
LONGEST_LINE = 4096

ANSWERS: dict[str, Callable[[Turn, str], Reply]] = {
    "start": welcome.start,
    "help": helping.help_,
    "sub": subscribing.subscribe,
    "unsub": subscribing.unsubscribe,
    "unsub_all": subscribing.unsubscribe_all,
    "list": listing.listing,
    "edit": editing.edit,
    "undo": undo.undo,
    "packs": subscribing.packs,
    "import": importing.import_,
    "export": exporting.export,
    "try": subscribing.try_,
    "today": archive.today,
    "search": searching.search,
    "warnings": warnings.warnings,
    "issue": issues.issue,
    "article": articles.article,
    "why": archive.why,
    "profile": profile.profile,
    "digest": settings.digest,
    "review": reviewing.review,
    "area": area.area,
    "level": area.level,
    "quiet": silence.quiet,
    "mute": silence.mute,
    "unmute": silence.unmute,
    "tz": settings.timezone,
    "lang": settings.language,
    "pause": settings.pause,
    "resume": settings.resume,
    "sources": settings.sources,
    "source": sources.source,
    "history": history.history,
    "resend": history.resend,
    "weather": sky.weather,
    "trend": trend.trend_,
    "calendar": agenda.calendar,
    "remind": agenda.remind,
    "privacy": privacy.privacy,
    "delete_me": privacy.delete_me,
    "saved": favourites.saved,
    "channel": rooms.channel,
    "bind": rooms.bind,
    "cap": rooms.cap,
    "reply": replies.numbered,  # no command: the number of an item that a reply left open
    "cancel": settings.cancel,
    "welcome": welcome.answer,  # no command: what is said while somebody is shown around
}


# What is looked for is kept as it was typed. Settings are said in few words, which are known in simplified characters.
AS_TYPED = frozenset({"sub", "try", "trend", "search", "import", "source", "edit"})

# What anyone in a group may do: it changes nothing for the others.
LOOKING = frozenset(
    {
        "weather",
        "trend",
        "calendar",
        "start",
        "help",
        "list",
        "try",
        "today",
        "search",
        "warnings",
        "issue",
        "article",
        "why",
        "sources",
        "history",
        "privacy",
        "saved",
        "channel",
    }
)
# What is somebody's own, and neither told nor shown where others read along.
PERSONAL = frozenset({"profile"})
LOOKING_AT = frozenset(
    {"save", "saved", "list", "one", "help", "why", "article", "page", "found", "part", "rest", "changed", "leaf"}
)


def looks_only(incoming: Incoming) -> bool:
    """Whether an update only asks to see something."""
    if incoming.broadcast:  # thousands may press, and what is answered would be published; 收藏 is told to one alone
        return incoming.data.partition(":")[0] == "save"
    if incoming.data:
        return incoming.data.partition(":")[0] in LOOKING_AT
    if incoming.dropped:
        return False
    line = read(incoming.text)
    return bool(line.unknown) or line.command in LOOKING


def is_personal(incoming: Incoming) -> bool:
    """Whether an update is about what nobody else should read."""
    asked = incoming.data.partition(":")[0] if incoming.data else read(incoming.text).command
    return asked in PERSONAL


def answer(turn: Turn, incoming: Incoming) -> Reply:
    """The answer to a line, a press or a file, for the subscriber of the turn."""
    if incoming.data:
        return choose(turn, incoming.data)
    if incoming.dropped:
        return importing.dropped(turn, incoming.dropped, read(incoming.text))
    if len(incoming.text) > LONGEST_LINE:
        return turn.say("unknown.long", length=len(incoming.text), most=LONGEST_LINE)
    line = read(incoming.text)
    memory = turn.room.desk.memory
    expected, _, given = memory.expected(turn.address).partition(" ")
    if expected and line.command != "cancel":
        memory.expect(turn.address, "")
    if (about := replies.answer(turn, line)) is not None:
        return about
    if line.command:
        return ANSWERS[line.command](turn, line.rest if line.command in AS_TYPED else simplified(line.rest))
    if line.unknown:
        return _no_such(turn, line.unknown)
    if not line.rest:
        return turn.say("unknown.empty")
    if expected in ANSWERS:
        return ANSWERS[expected](turn, f"{given} {line.rest}".strip())
    return _plain(turn, line)


def _no_such(turn: Turn, command: str) -> Reply:
    near = nearest(command)
    return (
        turn.say("unknown.near", command=command, near=near) if near else turn.say("unknown.command", command=command)
    )


def _plain(turn: Turn, line: Line) -> Reply:
    """Words that are no command and answer no question."""
    if line.rest.isdecimal():
        return articles.article(turn, line.rest)  # a bare number is the item of the list that was just shown
    return subscribing.unknown(turn, line.rest)
