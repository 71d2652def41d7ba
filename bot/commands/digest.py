"""`baoxiao digest`: print a digest without sending it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from bot import calendar
from bot.commands.talk import catch_up
from bot.configured import configuration
from bot.dispatch.digesting import Contents
from bot.model import Address, Subscriber
from bot.ranking import Taste
from bot.terminal import Terminal
from bot.wiring import House, open_house
from watchers.errors import ConfigError


def digest(asked: Namespace) -> int:
    """What each (or one) subscriber would get now; with --day what that day's papers hold for them."""
    config = configuration(asked.config)
    terminal = Terminal()
    with open_house(config) as house:
        catch_up(house)
        chosen = _chosen(house, asked.to)
        if not chosen:
            terminal.line("还没有人订阅。先用 baoxiao chat 订阅，例如 /sub 郑好融。")
        for subscriber in chosen:
            today = asked.day or calendar.local_day(house.clock(), subscriber.timezone)
            contents = _of_day(house, subscriber, asked) if asked.day else house.digesting.contents(subscriber)
            terminal.line(f"{subscriber.address}", hint=True)
            for page in house.digesting.pages(subscriber, contents, today):
                terminal.show(replace(page, buttons=()))
    return 0


def _chosen(house: House, to: str) -> list[Subscriber]:
    if not to:
        return list(house.desk.subscriptions.subscribers())
    try:
        address = Address.parse(to)
    except ValueError:
        raise ConfigError(f"{to} 不是地址：要写成 telegram:数字 或 terminal:local。") from None
    found = house.desk.subscriptions.subscriber(address)
    if found is None:
        raise ConfigError(
            f"没有 {to} 这个订阅者，现有：{'、'.join(str(s.address) for s in _chosen(house, '')) or '无'}。"
        )
    return [found]


def _of_day(house: House, subscriber: Subscriber, asked: Namespace) -> Contents:
    """One day's papers, whatever was told already."""
    from bot.compose.digest import ordered

    items = house.matching.items_of(subscriber.address, house.archive.dated_between(asked.day, asked.day))
    best = ordered(items, Taste(today=asked.day))
    numbered = tuple(replace(item, number=n) for n, item in enumerate(best, 1))
    return Contents(items=numbered, alerted=(), last=subscriber.digested)
