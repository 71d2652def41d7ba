"""`baoxiao try`: what a query would have caught in the archive, and why."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from bot import calendar, compose, query
from bot.chat.archive import findings
from bot.commands.output import line
from bot.commands.talk import catch_up
from bot.model import Message, Strength
from bot.styled import join
from bot.terminal import Terminal
from bot.texts import texts
from bot.wiring import configuration, open_house

EXAMPLES = 3


def trial(asked: Namespace) -> int:
    """The meaning, the counts, and the reasons of the first few; with --json every hit."""
    config = configuration(asked.config)
    with open_house(config) as house:
        wanted = query.parse(house.finder.check(asked.query))
        catch_up(house)
        now = house.clock()
        found = findings(house.archive, house.finder, wanted, now - timedelta(days=asked.days))
        if asked.json:
            for entry, finding in found:
                article = entry.article
                row = {"article": entry.uid, "day": article.day, "paper": article.paper, "page": article.page}
                line({**row, "headline": article.headline, "finding": finding})
            return 0
        t = texts(config.bot.language)
        terminal, today = Terminal(), calendar.local_day(now, config.bot.timezone)
        meaning = query.explain(wanted, t.language)
        head = t("sub.meaning", meaning=meaning)
        if not found:
            terminal.show(Message(body=join("\n", [head, t("preview.nothing", days=asked.days)])))
            return 0
        strong = sum(1 for _, finding in found if finding.strength is Strength.STRONG)
        counted = t.styled("preview.found", days=asked.days, count=len(found), strong=strong)
        told = [compose.reason(entry.article, [("", "", finding)], t, today) for entry, finding in found[:EXAMPLES]]
        terminal.show(Message(body=join("\n\n", [join("\n", [head, counted]), *told])))
    return 0
