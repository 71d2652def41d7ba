"""All that the bot keeps, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.ports.conversation import Deeds, Leaflets, Memory
from bot.ports.inbox import Inbox
from bot.ports.outbox import Outbox
from bot.ports.people import Favourites, Feedback, Halls, Oblivion, Openings, Profiles, Reviews, Subscriptions
from bot.ports.record import Events, History, Reminders, Stories, Summaries


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the bot keeps, with `atomic()` to change several of them in one transaction."""

    subscriptions: Subscriptions
    outbox: Outbox
    inbox: Inbox
    memory: Memory
    stories: Stories
    history: History
    events: Events
    profiles: Profiles
    deeds: Deeds
    favourites: Favourites
    feedback: Feedback
    halls: Halls
    oblivion: Oblivion
    reminders: Reminders
    leaflets: Leaflets
    openings: Openings
    reviews: Reviews
    summaries: Summaries
    atomic: Callable[[], AbstractContextManager[object]]
