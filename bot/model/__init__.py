"""The nouns of the chat side: who is told what, by which subscription, in which message, and how that went."""

from bot.model.address import Address
from bot.model.delivery import Astray, Dead, Delivery, Lane, Later, Live, Moved, Outcome, Sent, State, Uncertain
from bot.model.finding import Finding, Hit, Match, Pack, Placed, Strength, Synonyms, Topic
from bot.model.incoming import Dropped, Incoming
from bot.model.message import Attachment, Behalf, Button, Message
from bot.model.subscriber import Favourite, Hall, Mute, Muted, Subscriber, Welcome
from bot.model.subscription import Act, Before, Deed, Mode, Subscription

__all__ = [
    "Act",
    "Address",
    "Astray",
    "Attachment",
    "Before",
    "Behalf",
    "Button",
    "Dead",
    "Deed",
    "Delivery",
    "Dropped",
    "Favourite",
    "Finding",
    "Hall",
    "Hit",
    "Incoming",
    "Lane",
    "Later",
    "Live",
    "Match",
    "Message",
    "Mode",
    "Moved",
    "Mute",
    "Muted",
    "Outcome",
    "Pack",
    "Placed",
    "Sent",
    "State",
    "Strength",
    "Subscriber",
    "Subscription",
    "Synonyms",
    "Topic",
    "Uncertain",
    "Welcome",
]
