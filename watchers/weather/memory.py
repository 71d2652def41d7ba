"""What the watcher of warnings remembers between two visits: its bookmark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from watchers.codec import recalled
from watchers.weather.episode import Life
from watchers.weather.notice import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """`life`: the warnings. `validator` of the document, kept where nothing of it has to be asked for once more.

    `whole`: that was a list, complete and on one page. `seen`: entries of the feed, or files of the folder, that were
    read, with their state; those that are gone are forgotten, of a feed after a while. `pending`: entries still to be
    read, the gravest first. `notes` by what they are about.
    """

    life: Life = field(default_factory=Life)
    validator: str = ""
    whole: bool = False
    seen: Mapping[str, str] = field(default_factory=dict)
    pending: tuple[Link, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def recall(bookmark: str) -> Memory:
    """The memory in a bookmark.

    An unusable one is as none: what is in force is told anew under the same keys, which adds nothing to the log.
    """
    return recalled(bookmark, Memory)
