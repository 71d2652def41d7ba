"""What a line or a press asks for, and who answers it: the one table of commands and their answers."""

from __future__ import annotations

from collections.abc import Callable

from bot import hours
from bot.chat import (
    agenda,
    archive,
    area,
    articles,
    editing,
    ending,
    exporting,
    favourites,
    feedback,
    frames,
    helping,
    history,
    importing,
    issues,
    listing,
    offering,
    pressing,
    previews,
    privacy,
    profile,
    replies,
    reviewing,
    rooms,
    saying,
    searching,
    settings,
    sharing,
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
from bot.chat.frames import Wish
from bot.chat.turn import Reply, Turn
from bot.model import Incoming, Welcome
from watchers.variants import simplified

# What Telegram takes as one message; a pipe could bring megabytes, and every refusal quotes what was said.
LONGEST_LINE = 4096

ANSWERS: dict[str, Callable[[Turn, str], Reply]] = {
    "start": welcome.start,
    "help": helping.help_,
    "sub": subscribing.subscribe,
    "unsub": ending.unsubscribe,
    "unsub_all": ending.unsubscribe_all,
    "list": listing.listing,
    "edit": editing.edit,
    "undo": undo.undo,
    "packs": subscribing.packs,
    "import": importing.import_,
    "export": exporting.export,
    "try": previews.try_,
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
    "lang": welcome.language,
    "pause": silence.pause,
    "resume": settings.resume,
    "sources": settings.sources,
    "source": sources.source,
    "history": history.history,
    "resend": history.resend,
    "weather": sky.weather,
    "trend": trend.trend_,
    "calendar": agenda.calendar,
    "remind": agenda.remind,
    "feedback": feedback.feedback,
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
AS_TYPED = frozenset({"sub", "try", "trend", "search", "import", "source", "edit", "feedback"})

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
        "feedback",
        "privacy",
        "saved",
        "channel",
        "packs",
        "export",
        "resend",
    }
)
# Said alone, they show how it is.
ASKED_ALONE = frozenset({"digest", "review", "area", "level", "quiet", "mute", "unmute", "cap", "remind", "tz", "lang"})
# After these, what we asked for is still waited for; every other command is something new.
WAITING = frozenset({"cancel", "lang"})
# What is somebody's own, and neither told nor shown where others read along.
PERSONAL = frozenset({"profile"})
# Buttons that show something; those that open a list's items or fold them do it for all, as those that turn its pages.
LOOKING_AT = frozenset(
    """
    save saved list one help why article page found part rest changed leaf items item fold back search trial packs
    export at
    """.split()  # noqa: SIM905 - twenty words
)
# A reading of a doubtful query (`reading:search:12`) is looked up, or tried.
READ_TO_LOOK = ("reading:search:", "reading:try:", "reading:trend:")


def looks_only(incoming: Incoming) -> bool:
    """Whether an update only asks to see something."""
    if incoming.broadcast:  # thousands may press, and what is answered would be published; 收藏 is told to one alone
        return incoming.data.partition(":")[0] == "save"
    if incoming.data:
        return incoming.data.partition(":")[0] in LOOKING_AT or incoming.data.startswith(READ_TO_LOOK)
    if incoming.dropped:
        return False
    line = replies.meant(read(incoming.text)) if incoming.reply_to else read(incoming.text)
    return bool(line.unknown) or _looks(line, incoming.reply_to) or _only_talks(line)


def _looks(line: Line, reply_to: str = "") -> bool:
    """A reply acts on what it answers: 静音 alone is no question then."""
    if line.command in LOOKING:
        return True
    alone = not line.rest or (line.command == "review" and hours.plain(line.rest) in reviewing.NOW)
    return alone and line.command in ASKED_ALONE and not reply_to


def _asks_otherwise(line: Line) -> bool:
    """A sentence that is no answer to where somebody is, or what they want to follow."""
    said = frames.understood(line.rest)
    return said is not None and said.sure and said.wish in (Wish.LOOK, Wish.HUSH, Wish.DROP)


def _only_talks(line: Line) -> bool:
    """Thanks, a greeting, or a question what there is."""
    said = None if line.command or not line.rest else frames.understood(line.rest)
    if said is None:
        return False
    return said.wish in saying.COURTESY or (said.wish is Wish.LOOK and _looks(read(said.about)))


def is_personal(incoming: Incoming) -> bool:
    """Whether an update is about what nobody else should read."""
    asked = incoming.data.partition(":")[0] if incoming.data else read(incoming.text).command
    return asked in PERSONAL


def answer(turn: Turn, incoming: Incoming) -> Reply:
    """The answer to a line, a press or a file, for the subscriber of the turn."""
    if incoming.data:
        return choose(turn, incoming.data)
    if incoming.shared:
        return sharing.answer(turn, incoming.shared)
    if incoming.dropped:
        return importing.dropped(turn, incoming.dropped, read(incoming.text))
    if len(incoming.text) > LONGEST_LINE:
        return turn.say("unknown.long", length=len(incoming.text), most=LONGEST_LINE)
    line = read(incoming.text)
    memory = turn.room.desk.memory
    expected, _, given = memory.expected(turn.address).partition(" ")
    if expected and line.command not in WAITING:
        memory.expect(turn.address, "")
    if (about := feedback.answered(turn, incoming.text) or replies.answer(turn, line)) is not None:
        return about
    if (pressed := pressing.press(turn, line, bool(expected))) is not None:
        return pressed
    if line.command:
        return ANSWERS[line.command](turn, line.rest if line.command in AS_TYPED else simplified(line.rest))
    if line.unknown:
        return _no_such(turn, line.unknown)
    if not line.rest:
        return turn.say("unknown.empty")
    if expected == "welcome" and not _answers_where(turn, line) and _asks_otherwise(line):
        memory.expect(turn.address, expected)  # what's new? stop! The question waits on
        return _plain(turn, line)
    if expected in ANSWERS:
        return ANSWERS[expected](turn, f"{given} {line.rest}".strip())
    return _plain(turn, line)


def _answers_where(turn: Turn, line: Line) -> bool:
    """我住金水区: an answer to where somebody is, while that is asked."""
    return turn.subscriber.welcome is Welcome.PLACE and bool(area.meant(line.rest, turn.room.places))


def _no_such(turn: Turn, command: str) -> Reply:
    near = nearest(command)
    return (
        turn.say("unknown.near", command=command, near=near) if near else turn.say("unknown.command", command=command)
    )


def _plain(turn: Turn, line: Line) -> Reply:
    """Words that are no command and answer no question."""
    if line.rest.isdecimal():
        return articles.article(turn, line.rest)  # a bare number is the item of the list that was just shown
    said = frames.understood(line.rest)
    if said is None:
        return offering.unknown(turn, line.rest)
    if said.wish is not Wish.LOOK:
        return saying.answer(turn, said, line.rest)
    asked = read(said.about)
    if asked.command == "area" and asked.rest and not area.meant(asked.rest, turn.room.places):
        return offering.unknown(turn, line.rest)  # 我住酒店
    rest = saying.topical(turn, asked.rest) if asked.command == "search" else asked.rest
    return ANSWERS[asked.command](turn, rest)
