"""`/source`, for operators: what is watched; a first look at an address and a button to take it in; an end to one."""

from __future__ import annotations

from bot.chat.turn import Reply, Turn, health
from bot.chat.unready import UnreadyError
from bot.model import Button, Message
from bot.styled import Styled, bold, join
from watchers.codec import from_json, to_json
from watchers.errors import BaoxiaoError, ParseError
from watchers.model import Article, Source, SourceHealth
from watchers.scouting import Scouted

REMOVE = frozenset({"删除", "移除", "remove", "delete"})
EXAMPLES = 3
LONGEST_NAME = 40
LONGEST_TITLE = 60
# What a watcher noticed at its first look; more is not read on a phone.
MOST_NOTES = 3


def source(turn: Turn, rest: str) -> Reply:
    """Nothing: the list. An address, and a name if one likes: a look at it. `删除 名字`: no more of it."""
    if not _operates(turn):
        return turn.say("source.not_operator")
    first, _, more = rest.strip().partition(" ")
    if not first:
        return _listing(turn)
    if first.lower() in REMOVE:
        return _removed(turn, more.strip())
    url = first if first.lower().startswith(("http://", "https://")) else f"http://{first}"
    if "." not in first or not first.isascii():
        return turn.say("source.what", rest=rest)
    scouting = turn.room.scouting
    if scouting is None:
        return turn.say("source.not_here", url=url)
    wanted = "look", url, " ".join(more.split())[:LONGEST_NAME]
    if not turn.known or wanted not in turn.known:
        begun = scouting.begin(*wanted[1:])
        if begun is None:
            return turn.say("source.busy", url=url)
        raise UnreadyError(wanted, begun, turn.say("source.looking", url=url))
    found = turn.known[wanted]()
    assert isinstance(found, Scouted | BaoxiaoError)
    return _scouted(turn, found)


def _scouted(turn: Turn, found: Scouted | BaoxiaoError) -> Reply:
    """What a look has found, three examples of it, and the question whether to watch it."""
    if isinstance(found, BaoxiaoError):
        return turn.say("source.failed", error=str(found))
    offered, t = found.source, turn.t
    articles = found.harvest.articles if found.harvest else ()
    notes = found.harvest.notes if found.harvest else ()
    lines: list[Styled | str] = [
        t.styled("source.found", name=offered.name, kind=t(f"kind.{offered.kind}"), url=offered.location),
        t("source.read", count=len(articles)) if articles else t("source.nothing"),
        *(_example(turn, article) for article in articles[:EXAMPLES]),
        *(t("source.note", note=note) for note in notes[:MOST_NOTES]),
    ]
    same = [one.source for one in health(turn) if one.source.location == offered.location]
    taken = any(one.source.name == offered.name and not one.adopted for one in health(turn))
    if same or taken:
        lines.append(t("source.known", name=same[0].name) if same else t("source.name_taken", name=offered.name))
        return [Message(body=join("\n", lines))]
    number = turn.room.desk.memory.offer(turn.address, to_json(offered), turn.now)
    yes = Button(label=t("button.source.add"), data=f"adopt:{number}")
    no = Button(label=t("button.source.no"), data="decline:")
    return [Message(body=join("\n", [*lines, t("source.ask")]), buttons=((yes, no),))]


def adopt(turn: Turn, text: str) -> Reply:
    """Watch what was offered. The text was kept by us; whoever presses has to be an operator still."""
    if not _operates(turn):
        return turn.say("source.not_operator")
    try:
        wanted = from_json(text, Source)
    except ParseError:  # another offer's number
        return turn.say("choice.gone")
    done = turn.room.news.adopt(wanted, turn.now)
    return turn.say("source.added" if done else "source.name_taken", name=wanted.name)


def decline(turn: Turn, rest: str) -> Reply:
    return turn.say("source.declined")


def _removed(turn: Turn, name: str) -> Reply:
    known = next((one for one in health(turn) if one.source.name == name), None)
    if known is None:
        return turn.say("source.unknown", name=name or "…")
    if not known.adopted:
        return turn.say("source.configured", name=name)
    number = turn.room.desk.memory.offer(turn.address, to_json(known.source), turn.now)
    turn.room.news.dismiss(name)
    undo = Button(label=turn.t("button.undo"), data=f"adopt:{number}")
    return [Message(body=turn.t.styled("source.removed", name=name), buttons=((undo,),))]


def _listing(turn: Turn) -> Reply:
    rows = [_row(turn, one) for one in health(turn)]
    head = turn.t.styled("source.title", count=len(rows))
    return [Message(body=join("\n", [head, *rows, turn.t.styled("source.how")]))]


def _row(turn: Turn, one: SourceHealth) -> Styled:
    state = turn.t("sources.failing", times=one.failures) if one.failures else turn.t("sources.well")
    origin = turn.t("source.adopted") if one.adopted else ""
    kind = turn.t(f"kind.{one.source.kind}")
    row = Styled("· ") + bold(one.source.name) + turn.t("source.row", kind=kind, count=one.articles, state=state)
    return row + origin + (f"\n　{one.last_error}" if one.failures else "")


def _example(turn: Turn, article: Article) -> Styled:
    title = article.headline if len(article.headline) <= LONGEST_TITLE else article.headline[: LONGEST_TITLE - 1] + "…"
    return Styled(f"· {turn.t.dated(article.day, turn.today)}　{title or turn.t('untitled')}")


def _operates(turn: Turn) -> bool:
    return turn.address in turn.room.operators
