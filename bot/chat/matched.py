"""Answers about what suits a business: the list, turned in its place, and why one article suits or does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.chat.turn import Anew, Reply, Turn
from bot.compose import profile as composed
from bot.dispatch.profiles import remembered
from bot.model import Button, Message
from bot.outbox import MESSAGE_UNITS, fit
from bot.profile.matches import Candidate, suiting
from bot.profile.model import Profile
from bot.profile.reasons import State, Verdict
from bot.styled import Styled, join, units
from watchers.model import Entry

PAGE = 5
# A page is one message, or it could not be turned in its place; its head and foot take so much of that.
ROOM = MESSAGE_UNITS - 700


def matches(turn: Turn, mine: Profile, page: int) -> Reply:
    """Numbered like every list, five to a page."""
    pages = _pages(turn, mine)
    if not pages:
        return turn.say("profile.no_match")
    if not 1 <= page <= len(pages):
        return turn.say("list.no_page", number=page, pages=len(pages))
    return [pages[page - 1]]


def turned(turn: Turn, mine: Profile, page: int) -> Reply:
    """Another page in the place of the one that is shown. The list may have become shorter since."""
    pages = _pages(turn, mine)
    if not pages:
        return turn.say("profile.no_match")
    shown = pages[min(max(page, 1), len(pages)) - 1]
    return [Anew(body=shown.body, buttons=shown.buttons)]


def why(turn: Turn, mine: Profile, entry: Entry) -> Reply | None:
    """What speaks for an article and against it; None where it offers nothing."""
    fits = [one.fit for one in turn.room.matching.offers.among(mine, [entry], turn.today)]
    if not fits:
        return None
    body = composed.reasons(fits, entry.article.headline, mine, turn.t, turn.today)
    buttons = ((Button(label=turn.t("button.article"), data=f"article:{entry.uid}"),),)
    return fit(Message(body=body, buttons=buttons))


def _pages(turn: Turn, mine: Profile) -> list[Message]:
    """All pages of what suits; what is listed counts as told from now on."""
    every = turn.room.matching.offers.weighed(mine, turn.today)
    found = suiting(every)
    turn.room.matching.offers.seen(turn.address, found)
    if found:
        turn.room.desk.memory.show(turn.address, turn.t("profile.match.title"), remembered(found))
    blocks = [composed.block(n, one, mine, turn.t, turn.today) for n, one in enumerate(found, 1)]
    cut = list(_cut(blocks))
    head = _head(turn, every, len(found))
    return [_page(turn, head, blocks, n, len(cut)) for n, blocks in enumerate(cut, 1)]


def _cut(blocks: Sequence[Styled]) -> Iterator[list[Styled]]:
    page = list[Styled]()
    for block in blocks:
        if page and (len(page) == PAGE or sum(units(one.text) + 2 for one in (*page, block)) > ROOM):
            yield page
            page = []
        page.append(block)
    if page:
        yield page


def _head(turn: Turn, every: Sequence[Candidate], found: int) -> Styled:
    """How many fit, and where the others fail: that is what the owner may want to widen."""
    t = turn.t
    sure = sum(one.fit.verdict is Verdict.FITS for one in every)
    head = t.styled("profile.match.head", sure=sure, maybe=found - sure)
    failed = Counter(
        next(reason.aspect for reason in one.fit.reasons if reason.state is State.FAILED) for one in every[found:]
    )
    said = t("list.comma").join(f"{t(f'profile.aspect.{aspect}')} {n}" for aspect, n in failed.most_common())
    against = t("profile.match.against", count=len(every) - found, why=said) if failed else ""
    return join("\n", [head, against])


def _page(turn: Turn, head: Styled, blocks: Sequence[Styled], page: int, pages: int) -> Message:
    t = turn.t
    place = t("digest.page", number=page, pages=pages) if pages > 1 else ""
    back = [Button(label=t("button.list.before"), data=f"profile:match:{page - 1}")] if page > 1 else []
    forward = [Button(label=t("button.list.after"), data=f"profile:match:{page + 1}")] if page < pages else []
    card = Button(label=t("profile.button.card"), data="profile:card")
    body = join("\n\n", [head, *blocks, place, t("profile.match.hint")])
    return Message(body=body, buttons=tuple(row for row in ((*back, *forward), (card,)) if row))
