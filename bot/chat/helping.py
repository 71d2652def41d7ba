"""`/help`: what can be done, by what people want to do; one command with examples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.commands import COMMANDS, NAMES, SHELVES, Command, read
from bot.chat.turn import Anew, Reply, Turn, brief
from bot.model import Button, Message
from bot.styled import Styled, bold, join
from watchers.variants import simplified

# More than these are no answer to a question.
MOST_ABOUT = 6
_ASKING = re.compile(
    r"(?:请问|我?想|要|该|如何|怎样|怎么样?|咋|才能|可以|什么|是|吗|呢|的|[?？。!！\s]|how (?:do|can|to)( i)?)+"
)


def help_(turn: Turn, rest: str) -> Reply:
    """All commands, or one with examples."""
    asked = rest.lstrip("/").lower()
    named = NAMES.get(asked) or NAMES.get(read(rest).command)
    about = _about(turn, rest) if asked and not named else []
    if named is None and len(about) == 1:
        named = about[0]
    if named:
        return [Message(body=_usage(turn, named) + "\n" + turn.t.styled(f"help.{named.name}"))]
    if about:
        head = turn.t.styled("help.about", topic=brief(rest))
        return [Message(body=join("\n", [head, *(_usage(turn, one) for one in about), turn.t.styled("help.one")]))]
    shelves = [_shelf(turn, name) for name in SHELVES if _on(turn, name)]
    none = turn.t.styled("help.unknown", topic=brief(rest)) if asked else ""
    body = join("\n\n", [none or turn.t.styled("help.head"), *shelves, turn.t.styled("help.foot")])
    return [Message(body=body, buttons=_buttons(turn, ""))]


def _about(turn: Turn, rest: str) -> Sequence[Command]:
    """The command whose word stands in a question (怎么退订); else those of which its words are said (截止)."""
    asked = _ASKING.sub("", simplified(rest).lower()).strip()
    mine = [one for name in SHELVES for one in _on(turn, name)]
    named = [(len(word), one) for one in mine for word in (*one.words, one.name) if len(word) > 1 and word in asked]
    if named:
        longest = max(length for length, _ in named)
        return list(dict.fromkeys(one for length, one in named if length == longest))
    told = {one.name: (turn.t(f"menu.{one.name}") + turn.t(f"help.{one.name}")).lower() for one in mine}
    return [one for one in mine if len(asked) > 1 and asked in told[one.name]][:MOST_ABOUT]


def turned(turn: Turn, name: str) -> Reply:
    """A shelf with all that stands on it, or all shelves again, in the place of what was shown."""
    if not name:
        return [Anew(body=one.body, buttons=one.buttons) for one in help_(turn, "")]
    if name not in SHELVES:
        return turn.say("choice.gone")
    rows = [_usage(turn, command) for command in _on(turn, name)]
    title = bold(turn.t(f"help.shelf.{name}"))
    return [Anew(body=join("\n", [title, *rows, turn.t.styled("help.one")]), buttons=_buttons(turn, name))]


def _on(turn: Turn, name: str) -> list[Command]:
    """What stands on a shelf for this person; whatever has no place of its own stands on the last."""
    operates = turn.address in turn.room.operators
    placed = {one for main, others in SHELVES.values() for one in (*main, *others)}
    main, others = SHELVES[name]
    strays = [one.name for one in COMMANDS if one.name not in placed] if name == list(SHELVES)[-1] else []
    return [NAMES[one] for one in (*main, *others, *strays) if operates or not NAMES[one].operators]


def _shelf(turn: Turn, name: str) -> Styled:
    """The most used with what they do, the others by their names."""
    main = SHELVES[name][0]
    every = _on(turn, name)
    rows = [_usage(turn, command) for command in every if command.name in main]
    others = turn.t("list.comma").join(_name(turn, command) for command in every if command.name not in main)
    more = turn.t("help.others", names=others) if others else ""
    return join("\n", [bold(turn.t(f"help.shelf.{name}")), *rows, more])


def _buttons(turn: Turn, shown: str) -> tuple[tuple[Button, ...], ...]:
    names = [name for name in SHELVES if name != shown]
    row = [Button(label=turn.t(f"help.shelf.{name}"), data=f"help:{name}") for name in names]
    return (tuple(row),) if not shown else ((*row, Button(label=turn.t("button.help.all"), data="help:")),)


def _name(turn: Turn, command: Command) -> str:
    return " ".join(part for part in (f"/{command.name}", turn.t.word(command.words[0])) if part)


def _usage(turn: Turn, command: Command) -> Styled:
    """`/sub` 订阅 — what it does, as in the menu."""
    return Styled(_name(turn, command) + turn.t("help.dash") + turn.t(f"menu.{command.name}"))
