"""The seams of the chat side: what rules and carriers ask for, and adapters provide."""

from bot.ports.channel import Channel, Draw, Filing, LanguageModel
from bot.ports.conversation import Deeds, Leaflets, Memory, Shown
from bot.ports.desk import Desk
from bot.ports.finder import Finder
from bot.ports.inbox import FAREWELL, FLOOD, Inbox
from bot.ports.outbox import Outbox
from bot.ports.people import Favourites, Feedback, Halls, Oblivion, Openings, Profiles, Reviews, Subscriptions
from bot.ports.record import Events, History, Reminders, Stories, Summaries

__all__ = [
    "FAREWELL",
    "FLOOD",
    "Channel",
    "Deeds",
    "Desk",
    "Draw",
    "Events",
    "Favourites",
    "Feedback",
    "Filing",
    "Finder",
    "Halls",
    "History",
    "Inbox",
    "LanguageModel",
    "Leaflets",
    "Memory",
    "Oblivion",
    "Openings",
    "Outbox",
    "Profiles",
    "Reminders",
    "Reviews",
    "Shown",
    "Stories",
    "Subscriptions",
    "Summaries",
]
