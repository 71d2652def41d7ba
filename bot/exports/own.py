"""Our own JSON: all that a chat has chosen, as it is typed, so that a person can read and mend it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from bot.model import Mode, Mute
from bot.profile.model import Profile
from watchers.codec import from_json, to_builtins
from watchers.errors import ParseError

VERSION = 1
# Not to be taken for something else: a file of another program is no export.
NAME = "baoxiao"
_OURS = re.compile(r"\{[^{}\[\]]{0,200}\"format\"\s*:\s*\"" + NAME + r"\"")
# How the reader of JSON names the place of what does not fit: - at `$.settings.cap`.
_PLACE = re.compile(r"at `\$\.?([^`]*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """A subscription as it is typed; `number` only tells the reader which one it was."""

    query: str
    name: str = ""
    mode: Mode = Mode.DIGEST
    number: int = 0
    muted_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`digest`, `review` and `quiet` as their types write themselves (07:30 18:00; 22:30-07:00 orange), empty for none.

    `level` is the name of a colour in small letters, empty for none. What is not there, or null, stays as it is: a file
    may be older than a setting, or cut down by hand.
    """

    language: str | None = None
    timezone: str | None = None
    digest: str | None = None
    even_nothing: bool | None = None
    mentions: bool | None = None
    quiet: str | None = None
    place: str | None = None
    level: str | None = None
    remind: tuple[int, ...] | None = None
    mutes: tuple[Mute, ...] | None = None
    cap: int | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An article that was put aside."""

    uid: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An export. `settings` None: the file only has subscriptions.

    `profile` and `favourites`, the latest first, only where the chat is private.
    """

    format: str = NAME
    version: int = VERSION
    made_at: datetime | None = None
    subscriptions: tuple[Subscribed, ...] = ()
    settings: Settings | None = None
    profile: Profile | None = None
    favourites: tuple[Saved, ...] = ()


class DamagedError(ParseError):
    """The file is ours, but cannot be read. `where`: the place in it, "" where the file itself is not whole."""

    def __init__(self, where: str, told: str) -> None:
        super().__init__(told)
        self.where = where


def written(kept: Kept) -> str:
    """The export as text: indented, Chinese as it is."""
    return json.dumps(to_builtins(kept), ensure_ascii=False, indent=2) + "\n"


def own(text: str) -> Kept | None:
    """The export that a text is, None when it is none of ours.

    Raises DamagedError, or ParseError when it is newer than this program.
    """
    plain = text.lstrip("\ufeff").strip()
    if not _OURS.match(plain):
        return None
    try:
        kept = from_json(plain, Kept)
    except ParseError as wrong:
        place = _PLACE.search(str(wrong))
        raise DamagedError(place[1] if place else "", str(wrong)) from wrong
    if kept.version > VERSION:
        raise ParseError(f"这个文件是更新版本的报晓导出的（{kept.version}），这里只认得到 {VERSION}。")
    return kept
