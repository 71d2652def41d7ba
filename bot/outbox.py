"""What next for a delivery: pure decisions about time, order, failure and size."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Astray, Dead, Delivery, Lane, Later, Message, Moved, Outcome, Sent, State, Uncertain
from bot.styled import Styled, units

# Telegram takes 4096 units after parsing; the rest is a margin for the note that a repeat may carry.
MESSAGE_UNITS = 3900
# Of what stands under a picture or a file it takes 1024.
CAPTION_UNITS = 900

# Passing failures: 2 s, 4 s, 8 s … at most 30 s between two tries, and up to a quarter more, so that what failed
# together does not come back together. So everything is told within a minute of the end of an outage, of which a call
# that hangs may take 20 s. After a day and a half of them (every try refused) the message is put aside as dead and
# stays visible to the operator.
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=30)
SPREAD = 0.25
MOST_ATTEMPTS = 4000

# Nobody knows whether it arrived. Telegram's send has no idempotency key, so the choice is to lose or to repeat: it is
# sent again after a pause, one extra copy at most for each lost answer.
PAUSE_AFTER_DOUBT = timedelta(seconds=5)


def wait_after(attempts: int) -> timedelta:
    """The pause before the next try, after `attempts` tries that failed for a passing reason."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 16)
    return min(doubled, LONGEST_WAIT)


def decide(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """The delivery as it has to be written down after one call; its new state and due time say what comes next."""
    match outcome:
        case Sent():
            return replace(delivery, state=State.SENT)
        case Dead(gone=gone):
            plain = Message(body=Styled(delivery.message.in_words.text), listed=delivery.message.listed)
            if gone:
                return replace(delivery, state=State.DUE, due_at=now)  # held until the chat can be reached again
            if plain == delivery.message:
                return replace(delivery, state=State.DEAD)
            # Our own fault, most likely a mark, button or picture it does not like: the words matter more, so once
            # without.
            return replace(delivery, state=State.DUE, due_at=now, message=plain)
        case Moved(to=to):
            # To where it is already, or a second time and more: nothing is gained by hurrying.
            lost_way = to == delivery.address.to or delivery.attempts > 2
            return _again(delivery, now + spread(wait_after(delivery.attempts), delivery) if lost_way else now)
        case Astray():
            return replace(delivery, state=State.DUE if delivery.address.topic else State.DEAD, due_at=now)
        case Uncertain():
            pause = max(PAUSE_AFTER_DOUBT, wait_after(delivery.attempts))
            return replace(_again(delivery, now + spread(pause, delivery)), doubts=delivery.doubts + 1)
        case Later(wait=wait):
            backed_off = spread(wait_after(delivery.attempts), delivery)
            return _again(delivery, now + (backed_off if wait is None else timedelta(seconds=wait)))


def spread(pause: timedelta, delivery: Delivery) -> timedelta:
    """`pause` and up to a quarter more, different for each delivery and try, and always the same for the same."""
    # Knuth's multiplicative hash (2^32 divided by the golden ratio): neighbouring ids fall far from each other.
    share = (delivery.id + 7919 * delivery.attempts) * 2654435769 % 2**32 / 2**32
    return pause + pause * SPREAD * share


def _again(delivery: Delivery, due_at: datetime) -> Delivery:
    state = State.DUE if delivery.attempts < MOST_ATTEMPTS else State.DEAD
    return replace(delivery, state=state, due_at=due_at)


def worded(delivery: Delivery, repeat_note: str) -> Message:
    """The message as it is to be sent now: an alert whose first copy may have arrived says so.

    Digests and answers are sent again byte for byte: a note would look like news, and the parts of a digest are frozen.
    """
    if delivery.doubts and delivery.lane is Lane.ALERT:
        return replace(delivery.message, body=delivery.message.body + f"\n{repeat_note}")
    return delivery.message


def fit(message: Message, limit: int = MESSAGE_UNITS) -> tuple[Message, ...]:
    """The message in pieces that the channel takes, cut between paragraphs, lines, sentences, in this order.

    Nothing is lost but white space at the cuts; a picture or file stays with the first piece, buttons on the last.
    """
    pieces: list[Styled] = []
    rest, room = message.body.strip(), min(limit, CAPTION_UNITS) if message.picture or message.file else limit
    while units(rest.text) > room:
        cut = _cut(rest.text, room)
        pieces.append(rest[:cut].strip())
        rest, room = rest[cut:].strip(), limit
    if not pieces:
        return (replace(message, body=rest),)
    first, *further = [*pieces, rest]
    later = Message(body=Styled(), silent=message.silent, listed=message.listed, behalf=message.behalf)
    early = [replace(message, body=first, buttons=()), *(replace(later, body=one) for one in further)]
    return (*early[:-1], replace(early[-1], buttons=message.buttons))


def _cut(text: str, limit: int) -> int:
    """Where to cut so that the first piece has at most `limit` units: late, and at a natural border."""
    window = text
    while units(window) > limit:
        window = window[: len(window) - max(1, (units(window) - limit) // 2)]
    for border in ("\n\n", "\n", "。", "；", "，", " "):
        at = window.rfind(border, len(window) // 3)
        if at > 0:
            return at + len(border)
    return len(window)
