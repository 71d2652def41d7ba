"""`/export`: what somebody has chosen, as a file for themselves."""

from __future__ import annotations

from collections.abc import Callable

from bot import exports
from bot.chat.chosen import settings_of, weekly
from bot.chat.turn import Reply, Turn
from bot.model import Attachment, Button, Message

# With these a file stays far below what an import takes.
MOST_FAVOURITES = 500
_FORMS = {
    **dict.fromkeys(("json", "全部", "备份"), "json"),
    **dict.fromkeys(("words", "词表", "trendradar", "word list", "wordlist"), "words"),
    **dict.fromkeys(("lines", "一行一条", "一行", "文字", "txt"), "lines"),
}


def export(turn: Turn, rest: str) -> Reply:
    """`/export`: which form; `/export JSON`, `/export 词表`, `/export 一行一条`: the file."""
    said = rest.strip().lower()
    if not said:
        count = len(turn.room.desk.subscriptions.of(turn.address))
        forms = tuple(Button(label=turn.t(f"button.export.{form}"), data=f"export:{form}") for form in FILES)
        return [Message(body=turn.t.styled("export.which", count=count), buttons=(forms,))]
    form = _FORMS.get(said)
    return _sent(turn, form) if form else turn.say("export.what", rest=rest)


def chosen(turn: Turn, form: str) -> Reply:
    """A button."""
    return _sent(turn, form) if form in FILES else turn.say("choice.gone")


def _sent(turn: Turn, form: str) -> Reply:
    kept = taken_along(turn)
    if form != "json" and not kept.subscriptions:
        return turn.say("export.empty")
    text, ending = FILES[form](kept)
    left = sum(line.startswith(exports.REMARK) for line in text.splitlines()) if form == "words" else 0
    body = turn.t.styled(f"export.{form}", count=len(kept.subscriptions), left=left)
    name = turn.t("export.file", day=turn.today.isoformat()) + ending
    return [Message(body=body, file=Attachment(name=name, text=text))]


def taken_along(turn: Turn) -> exports.Kept:
    """All of this chat's own that an import can bring back. The profile is personal: in private only."""
    return exports.Kept(
        made_at=turn.now,
        subscriptions=tuple(
            exports.Subscribed(
                number=one.number, query=one.query, name=one.name, mode=one.mode, muted_until=one.muted_until
            )
            for one in turn.room.desk.subscriptions.of(turn.address)
        ),
        settings=settings_of(turn.subscriber, weekly(turn)),
        profile=None if turn.group else turn.room.desk.profiles.of(turn.address),
        favourites=() if turn.group else _favourites(turn),
    )


def _favourites(turn: Turn) -> tuple[exports.Saved, ...]:
    found = turn.room.desk.favourites.of(turn.address, MOST_FAVOURITES)
    return tuple(exports.Saved(uid=one.uid, title=one.title, at=one.at) for one in found)


def _json(kept: exports.Kept) -> tuple[str, str]:
    return exports.written(kept), ".json"


def _words(kept: exports.Kept) -> tuple[str, str]:
    return exports.wordlist(kept.subscriptions), ".txt"


def _lines(kept: exports.Kept) -> tuple[str, str]:
    return exports.lines(kept.subscriptions), ".txt"


FILES: dict[str, Callable[[exports.Kept], tuple[str, str]]] = {"json": _json, "words": _words, "lines": _lines}
