"""Whose business a warning is: by where somebody is, and by what their subscriptions ask for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import lru_cache

from bot import warnings
from bot.model import Mode, Subscriber, Subscription
from bot.query import parse
from watchers.facts.places import Gazetteer
from watchers.model import Entry
from watchers.warning import WarningSignal

# A storm has some hundred warnings; neighbours live in one place, and many ask alike.
REMEMBERED = 4096


class Concern:
    """Judges for each person. `asked` is what a subscription in force asks for, by its id."""

    def __init__(
        self,
        places: Gazetteer,
        asked: Callable[[int], Subscription | None],
        audible: Callable[[Subscription, datetime], bool],
    ) -> None:
        self._places, self._asked, self._audible = places, asked, audible
        self._near = lru_cache(REMEMBERED)(lambda signal, place: warnings.concerns(signal, place, places))
        self._told_by = lru_cache(REMEMBERED)(
            lambda query, signal: warnings.asks_for(parse(query).root, signal, places)
        )
        self._asked_at = lru_cache(REMEMBERED)(lambda query: warnings.places_asked(parse(query).root, places))

    def wishes(self, ids: Collection[int]) -> list[Subscription]:
        """Those of these subscriptions that are in force."""
        return [wish for number in ids if (wish := self._asked(number))]

    def near(self, entry: Entry, place: str) -> bool:
        """Whether a warning is for a place, for a part of it or for what it lies in."""
        return bool(self._near(warnings.signal_of(entry), place))

    def holds(self, person: Subscriber, entry: Entry, ids: Collection[int]) -> bool:
        """Whether a warning that these subscriptions met is the person's business.

        It is when it holds where they are, or when one of them asks for it in so many words.
        """
        if person.place and self.near(entry, person.place):
            return True
        signal = warnings.signal_of(entry)
        return any(self._told_by(wish.query, signal) for wish in self.wishes(ids))

    def rings(self, person: Subscriber, entry: Entry, ids: Collection[int]) -> bool:
        """Who did not say where they are is told of all that they asked to be told of at once."""
        return not person.place or self.holds(person, entry, ids)

    def speaking(self, ids: Collection[int], now: datetime) -> bool:
        """Whether one of these subscriptions is in force, neither silent nor muted."""
        return any(wish.mode is not Mode.SILENT and self._audible(wish, now) for wish in self.wishes(ids))

    def named(self, ids: Collection[int], signal: WarningSignal) -> bool:
        """Whether one of them asks for the warning's very place by its name."""
        return any(warnings.names_place(parse(wish.query).root, signal, self._places) for wish in self.wishes(ids))

    def places(self, person: Subscriber, ids: Collection[int]) -> set[str]:
        """The places whose warnings are the person's business, by full names."""
        named = {name for wish in self.wishes(ids) for name in self._asked_at(wish.query)}
        return {person.place, *named} if person.place else named
