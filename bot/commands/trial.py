"""`baoxiao try`: what a query would have caught in the archive, and why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from bot import calendar, compose, query
from bot.chat.trials import look_back
from bot.commands.output import line
from bot.commands.talk import catch_up
from bot.compose.preview import EXAMPLES
from bot.configured import configuration
from bot.model import Finding, Message
from bot.styled import join
from bot.terminal import Terminal
from bot.texts import texts
from bot.wiring import open_house
from watchers.model import Entry


def trial(asked: Namespace) -> int:
    """The meaning, the counts, and the reasons of the first few; with --json every hit."""
    config = configuration(asked.config)
    with open_house(config) as house:
        wanted = query.parse(house.finder.check(asked.query))
        catch_up(house)
        today = calendar.local_day(house.clock(), config.bot.timezone)
        past = look_back(house.archive, house.finder, wanted, today, asked.days)
        if asked.json:
            _lines(past.found)
            return 0
        t = texts(config.bot.language)
        head = join("\n", [t("sub.meaning", meaning=query.explain(wanted, t.language)), compose.counts(past, t)])
        told = [
            compose.reason(entry.article, [("", "", finding)], t, today) for entry, finding in past.found[:EXAMPLES]
        ]
        Terminal().show(Message(body=join("\n\n", [head, compose.breadth(past, t), *told, compose.kept_out(past, t)])))
    return 0


def _lines(found: Sequence[tuple[Entry, Finding]]) -> None:
    for entry, finding in found:
        article = entry.article
        row = {"article": entry.uid, "day": article.day, "paper": article.paper, "page": article.page}
        line({**row, "headline": article.headline, "finding": finding})
