"""What one message changes: which warning it belongs to, and what this is after it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers.codec import to_json
from watchers.warning import Colour, Stage
from watchers.weather.area import Spot
from watchers.weather.episode import Ended, Episode, Key, Life
from watchers.weather.notice import Notice

# Warning signals hold for a day unless they say otherwise; an office that means longer issues them again.
DEFAULT_SPAN = timedelta(hours=24)
# A date of expiry in another decade is a slip; no warning of this kind is in force for longer.
LONGEST_SPAN = timedelta(days=60)
# The weather service continues warnings that ran out days ago (one real Update refers to a message five days older);
# what is forgotten by then would be unknown, and its continuation no news.
REMEMBERED = timedelta(days=14)
MOST_IDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A notice with its place and its office as the gazetteer and people call them."""

    notice: Notice
    spot: Spot
    issuer: str

    @property
    def key(self) -> Key:
        return self.issuer, self.notice.hazard, self.spot.area


def digest_of(placed: Placed) -> str:
    """What makes a message the same one, whatever is mended in its wording."""
    notice = placed.notice
    content = (notice.headline, notice.colour, notice.issued_at, notice.expires_at, notice.ends)
    return hashlib.blake2b(to_json(content).encode(), digest_size=6).hexdigest()


def ended(one: Episode, stage: Stage, at: datetime) -> Episode:
    return replace(one, stage=stage, was=None, ended_at=at, dirty=True)


def memory_of(one: Episode) -> Ended:
    ended_at = one.ended_at or one.until
    until = min(max(ended_at + REMEMBERED, one.until + DEFAULT_SPAN), ended_at + LONGEST_SPAN)
    return Ended(ids=one.ids, key=one.key, ended_at=ended_at, keep_until=until, cancelled=one.stage is Stage.CANCELLED)


def _until(notice: Notice) -> datetime:
    return min(notice.expires_at or notice.issued_at + DEFAULT_SPAN, notice.issued_at + LONGEST_SPAN)


class Desk:
    """The life being changed message by message, with its indexes."""

    def __init__(self, life: Life, now: datetime, in_list: bool) -> None:
        self._now, self._in_list = now, in_list
        self._episodes = {one.name: one for one in life.episodes}
        self._past = list(life.past)
        self._names = {name: one.name for one in life.episodes if not one.over for name in one.ids}
        self._keys = {one.key: one.name for one in life.episodes if not one.over}
        self._gone: dict[str, Ended] = {}
        self._gone_keys: dict[Key, Ended] = {}
        for one in (*life.past, *(memory_of(one) for one in life.episodes if one.over)):
            self._bury(one)

    def life(self) -> Life:
        return Life(episodes=tuple(self._episodes.values()), past=tuple(self._past))

    def take(self, placed: Placed) -> None:
        notice = placed.notice
        own = (notice.identifier, *notice.names)
        if any(self._known(name) for name in own):
            return
        alive = self._alive(placed)
        if gone := next((self._gone[name] for name in own if name in self._gone), None):
            self._end_by_order(placed, alive, gone)
        elif self._too_late(placed, alive):
            pass
        elif notice.ends:
            self._end(placed, alive)
        elif alive:
            self._go_on(placed, alive)
        else:
            self._begin(placed)

    def _known(self, name: str) -> bool:
        """Whether this very message was taken before (not only referred to)."""
        if name in self._names:
            return bool(self._episodes[self._names[name]].ids.get(name))
        return name in self._gone and bool(self._gone[name].ids.get(name))

    def _alive(self, placed: Placed) -> list[Episode]:
        """What the message is about: by identifiers, else by key; the one that it continues first."""
        notice = placed.notice
        linked = dict.fromkeys(
            self._names[one] for one in (notice.identifier, *notice.references) if one in self._names
        )
        same = self._keys.get(placed.key) if any(placed.key) else None
        if not linked:
            return [self._episodes[same]] if same else []
        ordered = sorted(linked, key=lambda name: name != same)
        return [self._episodes[name] for name in ordered]

    def _too_late(self, placed: Placed, alive: list[Episode]) -> bool:
        """Whether it is from before the end of what it is about.

        Offices lift one colour and issue the next in the same minute: there only what it refers to tells.
        """
        notice = placed.notice
        if any(name in one.ids for one in alive for name in (notice.identifier, *notice.references)):
            return False
        keyed = self._gone_keys.get(placed.key) if notice.hazard else None
        linked = (self._gone[one] for one in notice.references if one in self._gone)
        before = keyed is not None and notice.issued_at < keyed.ended_at
        return before or any(notice.issued_at <= one.ended_at for one in linked)

    def _end_by_order(self, placed: Placed, alive: list[Episode], gone: Ended) -> None:
        """A message that a Cancel named before it came: it never holds, and ends what it would have continued."""
        for one in alive:
            if gone.cancelled and not _older(placed.notice, one):
                self._close(one, Stage.CANCELLED, gone.ended_at)

    def _end(self, placed: Placed, alive: list[Episode]) -> None:
        notice = placed.notice
        for one in [one for one in alive if _ends(notice, one)]:
            closed = self._close(one, Stage.CANCELLED, max(notice.issued_at, one.issued_at))
            self._put(
                _with_ids(
                    replace(closed, headline=notice.headline or one.headline, text=notice.text or one.text), placed
                )
            )
        if not alive:
            self._bury(_tombstone(placed, notice.issued_at, cancelled=True), keep=True)

    def _begin(self, placed: Placed) -> None:
        notice = placed.notice
        until = _until(notice)
        if until <= self._now:
            self._bury(_tombstone(placed, until, cancelled=False), keep=True)
            return
        known = any(one in self._gone and not self._gone[one].cancelled for one in notice.references)
        told = known or not notice.follows
        stage = Stage.NEW if told else Stage.RENEWED
        fresh = Episode(
            name=notice.identifier, ids={}, issuer=placed.issuer, hazard=notice.hazard, area=placed.spot.area,
            within=placed.spot.within, areas=placed.spot.areas, places=placed.spot.places,
            identifier=notice.identifier, headline=notice.headline, began_at=notice.issued_at,
            issued_at=notice.issued_at, until=until, stage=stage, colour=notice.colour, expires_at=notice.expires_at,
            last_refers=notice.references, text=notice.text, url=notice.url, told=told, in_list=self._in_list,
        )  # fmt: skip
        self._put(_with_ids(fresh, placed))

    def _go_on(self, placed: Placed, alive: list[Episode]) -> None:
        one, notice = alive[0], placed.notice
        if _older(notice, one):
            self._put(_with_ids(one if one.told else _confirmed(one), placed))
            return
        until = _until(notice)
        for other in alive[1:]:
            self._close(replace(other, heir=notice.headline), Stage.CANCELLED, notice.issued_at)
        if until <= self._now:
            self._put(_with_ids(self._close(one, Stage.EXPIRED, until), placed))
            return
        risen = one.published and _graver(notice.colour, one.shown)
        known = replace(one, told=one.told or risen or not notice.follows)
        stage = _stage(known, notice.colour)
        changed = replace(
            known, stage=stage, was=one.shown if stage in (Stage.RAISED, Stage.LOWERED) else None,
            issuer=placed.issuer, hazard=notice.hazard, area=placed.spot.area, within=placed.spot.within,
            areas=placed.spot.areas, places=placed.spot.places, identifier=notice.identifier, headline=notice.headline,
            issued_at=notice.issued_at, until=until, colour=notice.colour, expires_at=notice.expires_at,
            last_refers=notice.references, text=notice.text, url=notice.url, dirty=True, tries=0, missing=0,
            in_list=self._in_list,
        )  # fmt: skip
        self._put(_with_ids(changed, placed))

    def _put(self, one: Episode) -> None:
        self._episodes[one.name] = one
        if not one.over:
            self._names |= dict.fromkeys(one.ids, one.name)
            self._keys[one.key] = one.name
        else:
            self._bury(memory_of(one))

    def _close(self, one: Episode, stage: Stage, at: datetime) -> Episode:
        closed = ended(one, stage, at)
        self._names = {name: owner for name, owner in self._names.items() if owner != one.name}
        self._keys = {key: owner for key, owner in self._keys.items() if owner != one.name}
        self._put(closed)
        return closed

    def _bury(self, one: Ended, keep: bool = False) -> None:
        if keep:
            self._past.append(one)
        self._gone |= dict.fromkeys(one.ids, one)
        known = self._gone_keys.get(one.key)
        if one.key[1] and (known is None or known.ended_at < one.ended_at):
            self._gone_keys[one.key] = one


def _older(notice: Notice, one: Episode) -> bool:
    """Whether the episode's present message is the later one: it refers to this one, or was issued after it.

    Offices issue to the minute; within one the identifiers, which hold the filing time, decide.
    """
    if one.identifier in notice.references or notice.identifier in one.last_refers:
        return notice.identifier in one.last_refers
    return (notice.issued_at, notice.identifier) < (one.issued_at, one.identifier)


def _ends(notice: Notice, one: Episode) -> bool:
    """Whether an end is that of the episode's present message, and not of one that this has replaced by now."""
    if one.identifier in notice.references or notice.issued_at > one.issued_at:
        return True
    earlier = any(name in one.ids for name in notice.references)
    other = None not in (notice.colour, one.colour) and notice.colour != one.colour
    return notice.issued_at == one.issued_at and not earlier and not other


def _confirmed(one: Episode) -> Episode:
    """A continuation whose beginning has turned up: now it is news."""
    return replace(one, told=True, dirty=True, stage=Stage.NEW, was=None)


def _stage(one: Episode, colour: Colour | None) -> Stage:
    """Where the episode is with this colour, as seen from what readers were last shown."""
    if one.told and not one.alarmed:
        return Stage.NEW
    if not one.published:
        return Stage.RENEWED
    if _graver(colour, one.shown):
        return Stage.RAISED
    return Stage.LOWERED if _graver(one.shown, colour) else Stage.RENEWED


def _graver(colour: Colour | None, other: Colour | None) -> bool:
    return colour is not None and other is not None and colour > other


def _with_ids(one: Episode, placed: Placed) -> Episode:
    """The episode knowing this message and those that it refers to; the oldest forgotten where there are too many."""
    ids = {**dict.fromkeys(placed.notice.references, ""), **one.ids, **_ids(placed)}
    return replace(one, ids=dict(list(ids.items())[-MOST_IDS:]))


def _ids(placed: Placed) -> Mapping[str, str]:
    return dict.fromkeys((placed.notice.identifier, *placed.notice.names), digest_of(placed))


def _tombstone(placed: Placed, at: datetime, *, cancelled: bool) -> Ended:
    ids = {**dict.fromkeys(placed.notice.references, ""), **_ids(placed)}
    until = min(max(at + REMEMBERED, _until(placed.notice) + DEFAULT_SPAN), at + LONGEST_SPAN)
    return Ended(ids=ids, key=placed.key, ended_at=at, keep_until=until, cancelled=cancelled)
