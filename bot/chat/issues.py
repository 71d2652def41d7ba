"""`/issue 商都日报 6月9日`: a newspaper's issue by its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from bot import compose, days
from bot.chat.turn import Anew, Reply, Turn
from bot.compose import contents
from bot.model import Button, Message
from bot.outbox import MESSAGE_UNITS, fit
from bot.styled import Styled, bold, join
from watchers.model import Issue, IssueSize
from watchers.variants import simplified

# More papers than this are not chosen from by buttons.
MOST_PAPERS = 20
RECENT = 6
# A row of four labels such as 第A02版 fits a phone.
IN_ROW = 4
MOST_LEAVES = 60
# What a reply to the message can mean by a number.
MOST_LISTED = 200
# 商都日报 for 商都曰报, 商城日报; not for another 日报.
ALIKE = 0.6
_MARKS = re.compile(r"[《》〈〉“”\"「」\s]+")
_BUTTON = re.compile(r"(?P<offer>\d{1,18}):(?P<leaf>\d{1,3})")


def issue(turn: Turn, rest: str) -> Reply:
    """`/issue`, `/issue 商都日报`, `/issue 商都日报 6月9日`, `/issue 昨天`; the newest is never passed for another."""
    known = turn.room.archive.newest_issues()
    if not known:
        return turn.say("issue.none")
    if none := days.impossible(rest):
        return turn.say("days.none", day=none)
    day, said = days.found(rest, turn.today)
    if not said:
        return _papers(turn, known) if day is None else _of_day(turn, known, day)
    paper = _called(said, [one.issue.paper for one in known])
    if paper is None:
        return _unknown(turn, known, said, day)
    return _leaf(turn, Issue(paper=paper, day=day), 0) if day else _newest(turn, paper)


def _newest(turn: Turn, paper: str) -> Reply:
    return _leaf(turn, turn.room.archive.issues_of(paper, 1)[0].issue, 0)


def _papers(turn: Turn, known: Sequence[IssueSize]) -> Reply:
    """The newest issue of each paper; of one paper its newest issues."""
    rows = known[:MOST_PAPERS] if len(known) > 1 else turn.room.archive.issues_of(known[0].issue.paper, RECENT)
    return _choice(turn, turn.t.styled("issue.papers"), rows)


def _of_day(turn: Turn, known: Sequence[IssueSize], day: date) -> Reply:
    """The papers of one day; when it is a single one, that one."""
    papers = [one.issue.paper for one in known[:MOST_PAPERS]]
    there = [one for paper in papers if (one := _size(turn, Issue(paper=paper, day=day)))]
    if len(there) == 1:
        return _leaf(turn, there[0].issue, 0)
    said = turn.t.dated(day, turn.today)
    if not there:
        return _choice(turn, turn.t.styled("issue.not_that_day", day=said), known[:MOST_PAPERS])
    return _choice(turn, turn.t.styled("issue.of_day", day=said, count=len(there)), there)


def _size(turn: Turn, wanted: Issue) -> IssueSize | None:
    found = turn.room.archive.of_issue(wanted)
    pages = len({entry.article.page for entry in found})
    return IssueSize(issue=wanted, pages=pages, articles=len(found)) if found else None


def _called(said: str, papers: Sequence[str]) -> str | None:
    """The paper of that name, or the only one of which it is a part."""
    wanted = _plain(said)
    exact = [paper for paper in papers if _plain(paper) == wanted]
    parts = [paper for paper in papers if wanted in _plain(paper) or _plain(paper) in wanted]
    found = exact or parts
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    return _MARKS.sub("", simplified(name)).casefold()


def _unknown(turn: Turn, known: Sequence[IssueSize], said: str, day: date | None) -> Reply:
    """What was probably meant, as buttons for that day."""
    near = sorted(known, key=lambda one: -_likeness(said, one.issue.paper))
    near = [one for one in near if _likeness(said, one.issue.paper) >= ALIKE][:3]
    if not near:
        return _choice(turn, turn.t.styled("issue.no_paper", paper=said), known[:MOST_PAPERS])
    there = [one for paper in near if (one := _size(turn, Issue(paper=paper.issue.paper, day=day)))] if day else []
    return _choice(turn, turn.t.styled("issue.near", paper=said), there or near)


def _likeness(said: str, paper: str) -> float:
    wanted, name = _plain(said), _plain(paper)
    return 1.0 if wanted and wanted in name else SequenceMatcher(None, wanted, name).ratio()


def _choice(turn: Turn, head: Styled, sizes: Sequence[IssueSize]) -> Reply:
    """A line and a button for each issue."""
    t = turn.t
    rows = [
        Styled("· ")
        + bold(one.issue.paper)
        + t("issue.row", day=t.dated(one.issue.day, turn.today), pages=one.pages, count=one.articles)
        for one in sizes
    ]
    buttons = tuple(
        (
            Button(
                label=t("issue.button", paper=one.issue.paper, day=t.dated(one.issue.day, turn.today)),
                data=f"leaf:{_offer(turn, one.issue)}:0",
            ),
        )
        for one in sizes
    )
    return [Message(body=join("\n\n", [head, join("\n", rows), t("issue.how")]), buttons=buttons)]


# -- one issue ---------------------------------------------------------------------------------------------------------


def leaf(turn: Turn, rest: str) -> Reply:
    """A page of an issue, or with 0 all of its pages, in the place of what was shown."""
    asked = _BUTTON.fullmatch(rest) if rest.isascii() else None
    text = turn.room.desk.memory.offered(turn.address, int(asked["offer"])) if asked else None
    paper, _, day = (text or "").partition("\t")
    try:
        wanted = Issue(paper=paper, day=date.fromisoformat(day))
    except ValueError:
        return turn.say("choice.gone")
    assert asked
    return _leaf(turn, wanted, int(asked["leaf"]), int(asked["offer"]))


def _offer(turn: Turn, wanted: Issue) -> int:
    return turn.room.desk.memory.offer(turn.address, f"{wanted.paper}\t{wanted.day}", turn.now)


def _leaf(turn: Turn, wanted: Issue, number: int, offer: int = 0) -> Reply:
    """Page `number` of the issue, counted from 1; 0: what is on all of them."""
    t, said = turn.t, turn.t.dated(wanted.day, turn.today)
    entries = turn.room.archive.of_issue(wanted)
    if not entries:
        recent = turn.room.archive.issues_of(wanted.paper, RECENT)
        return _choice(turn, t.styled("issue.not_there", paper=wanted.paper, day=said), recent)
    items = [compose.Item(number=n, entry=entry, finding=None) for n, entry in enumerate(entries, 1)]
    title = t("issue.name", paper=wanted.paper, day=said)
    turn.show(title, items)
    pages = contents.leaves(items)
    number = min(number, len(pages))
    text = contents.page(pages[number - 1], t) if number else contents.contents(pages, t)
    head = t.styled("issue.title", name=title, pages=len(pages), count=len(items))
    offer = offer or _offer(turn, wanted)
    body = join("\n\n", [head, text, t("issue.hint")])
    shown = pages[number - 1].items if number else items
    told = tuple((item.number, item.entry.uid) for item in shown[:MOST_LISTED])
    return fit(Anew(body=body, buttons=_leaves(turn, pages, number, offer), listed=told), MESSAGE_UNITS)


def _leaves(turn: Turn, pages: Sequence[contents.Leaf], number: int, offer: int) -> tuple[tuple[Button, ...], ...]:
    """A button for each page, the one that is open marked; around it back, all pages, onward."""

    def to(label: str, leaf: int) -> Button:
        return Button(label=label, data=f"leaf:{offer}:{leaf}")

    if len(pages) == 1:
        return ()
    labels = [turn.t("page", page=page.label) if page.label else turn.t("issue.button.no_label") for page in pages]
    every = [to(("• " if n == number else "") + label, n) for n, label in enumerate(labels[:MOST_LEAVES], 1)]
    rows = [tuple(every[at : at + IN_ROW]) for at in range(0, len(every), IN_ROW)]
    if not number:
        return tuple(rows)
    turning = [
        *([to(turn.t("button.before"), number - 1)] if number > 1 else []),
        to(turn.t("button.contents"), 0),
        *([to(turn.t("button.onward"), number + 1)] if number < len(pages) else []),
    ]
    return (tuple(turning), *rows)
