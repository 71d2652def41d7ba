"""`/import`: a word list of another system, or our own export. First what would change, then a button to do it."""

from __future__ import annotations

import json

from bot import exports, imports, query
from bot.chat import catching, restoring, undo
from bot.chat.commands import Line
from bot.chat.turn import Reply, Turn
from bot.chat.wanted import LONGEST_NAME, MOST_SUBSCRIPTIONS, known_as
from bot.drops import MOST_BYTES
from bot.errors import QueryError
from bot.model import Act, Before, Button, Dropped, Message, Mode
from bot.styled import Styled, bold, code, join
from watchers.errors import ParseError

# A line of a list is known again by its beginning.
LONGEST_SHOWN = 40
# More rows are not read on a phone; the button takes all of them.
MOST_ROWS = 40


def import_(turn: Turn, rest: str) -> Reply:
    """Nothing is subscribed yet: the queries that the list would become, with what changes and what cannot be taken."""
    kind, _, text = rest.partition("\n")
    named = kind.strip().lower() if kind.strip().lower() in imports.READERS else ""
    text = text if named or not kind.strip() else rest
    if not text.strip():
        turn.room.desk.memory.expect(turn.address, "import")
        return turn.say("import.ask")
    try:
        kept = exports.own(text)
    except ParseError as error:
        return restoring.refused(turn, error)
    if kept:
        return restoring.offer(turn, kept)
    if not named and text.lstrip().startswith(("{", "[{", "[\n")) and _is_json(text):
        return turn.say("import.json")
    found = imports.read(text, named)
    title = turn.t("import.kind." + (named or imports.kind_of(text)))
    head = turn.t.styled("import.title" if found.queries else "import.title.none", kind=title, count=len(found.queries))
    rows = [_row(turn, entry) for entry in found.entries]
    more = turn.t("import.more", count=len(rows) - MOST_ROWS) if len(rows) > MOST_ROWS else ""
    return [
        Message(
            body=join(
                "\n\n", [head, join("\n", [*rows[:MOST_ROWS], more]), _feeds(turn, found), _instead(turn, found)]
            ),
            buttons=_button(turn, found.queries),
        )
    ]


def _is_json(text: str) -> bool:
    """An array or object of another program; a list of queries can begin with a bracket, too."""
    try:
        return not isinstance(json.loads(text), str | int | float)
    except ValueError:
        return False


def _instead(turn: Turn, found: imports.Imported) -> Styled | str:
    """What can be sent, where nothing of what was sent can be used."""
    return "" if found.queries or found.feeds else turn.t.styled("import.instead")


def dropped(turn: Turn, file: Dropped, caption: Line) -> Reply:
    """A file put into the chat is meant to be imported; under it may stand `/import trendradar`."""
    turn.room.desk.memory.expect(turn.address, "")
    if file.size > MOST_BYTES:
        return turn.say("import.file.large", size=-(-file.size // 1000), most=MOST_BYTES // 1000)
    if file.why:
        return turn.say("import.file.unread", why=file.why)
    if not file.text.strip():
        return turn.say("import.file.failed" if file.size and not file.text else "import.file.empty", name=file.name)
    named = caption.rest.strip().lower() if caption.command == "import" else ""
    return import_(turn, (f"{named}\n" if named in imports.READERS else "\n") + file.text)


def _row(turn: Turn, entry: imports.Entry) -> Styled:
    t = turn.t
    if entry.query:
        changes = t("list.semicolon").join(t(f"import.{change}") for change in entry.changes)
        return "✅ " + code(entry.query) + (t("import.changed", changes=changes) if changes else "")
    shown = entry.text if len(entry.text) <= LONGEST_SHOWN else entry.text[: LONGEST_SHOWN - 1] + "…"
    return Styled(t("import.left", number=entry.number, text=shown, why=_why(turn, entry)))


def _why(turn: Turn, entry: imports.Entry) -> str:
    error = entry.error
    if error is None:
        return turn.t(f"import.{entry.left}")
    return turn.t(f"query.{error.code}", **error.details) if turn.t.knows(f"query.{error.code}") else str(error)


def _feeds(turn: Turn, found: imports.Imported) -> Styled:
    if not found.feeds:
        return Styled()
    rows = [bold(feed.name) + "　" + feed.address for feed in found.feeds[:MOST_ROWS]]
    return join("\n", [turn.t("import.feeds", count=len(found.feeds)), *rows])


def _button(turn: Turn, queries: tuple[str, ...]) -> tuple[tuple[Button, ...], ...]:
    if not queries:
        return ()
    number = turn.room.desk.memory.offer(turn.address, "\n".join(queries), turn.now)
    return ((Button(label=turn.t("button.import", count=len(queries)), data=f"import:{number}"),),)


def take(turn: Turn, text: str) -> Reply:
    """Do what was offered: restore an export, or subscribe to each line."""
    if text.startswith("{"):
        return restoring.take(turn, text)
    new, known, failed = dict[str, query.Query](), 0, 0
    store = turn.room.desk.subscriptions
    mine = {known_as(one.query) for one in store.of(turn.address)}
    for line in text.splitlines():
        try:
            wanted = turn.understood(line)
        except QueryError:  # a topic pack that this house does not have
            failed += 1
            continue
        same = query.sense(wanted)
        if same in mine:
            known += 1
        elif len(mine) >= MOST_SUBSCRIPTIONS:
            failed += 1
        else:
            new[query.bare(wanted)] = wanted
            mine.add(same)
    made, lately = list[int](), catching.lately(turn, new)
    for asked, wanted in new.items():
        name, mode = wanted.name[:LONGEST_NAME], wanted.mode or Mode.DIGEST
        one = store.subscribe(turn.address, asked, name, mode, turn.now)
        catching.caught_up(turn, one, lately)
        made.append(one.id)
    about = turn.t("import.own.counts", new=len(made), retuned=0, settings=0)
    back = undo.done(turn, Act.IMPORT, about, Before(made=tuple(made))) if made else ()
    return [Message(body=join("\n", _outcome(turn, len(made), known, failed)), buttons=back)]


def _outcome(turn: Turn, made: int, known: int, failed: int) -> list[Styled | str]:
    return [
        turn.t.styled("import.done", count=made),
        turn.t("import.known", count=known) if known else "",
        turn.t("import.failed", count=failed, most=MOST_SUBSCRIPTIONS) if failed else "",
    ]
