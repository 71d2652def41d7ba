"""`baoxiao calendar`: one reader's calendar as a file, which the operator's web server may offer as a subscription."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import ics
from bot.commands.talk import catch_up
from bot.configured import configuration
from bot.dispatch.agenda import agenda
from bot.model import Address
from bot.terminal import Terminal
from bot.texts import texts
from bot.wiring import open_house
from watchers.errors import ConfigError


def calendar(asked: Namespace) -> int:
    """Write the file anew, in one step: who fetches it meanwhile gets the old one or the new one."""
    with open_house(configuration(asked.config)) as house:
        catch_up(house)
        try:
            person = house.desk.subscriptions.subscriber(Address.parse(asked.to))
        except ValueError:
            raise ConfigError(f"{asked.to} 不是地址：要写成 telegram:数字 或 terminal:local。") from None
        if person is None:
            known = "、".join(str(one.address) for one in house.desk.subscriptions.subscribers())
            raise ConfigError(f"没有 {asked.to} 这个订阅者，现有：{known or '无'}。")
        t, now = texts(person.language), house.clock().astimezone(ZoneInfo(person.timezone))
        every, _, _ = agenda(house.archive, house.matching, person.address, t, now)
        text = ics.calendar(every, t("calendar.name"), person.remind)
    _write(asked.file, text)
    Terminal().line(
        f"写好了 {asked.file}：{len(every)} 件事。定时重写它（例如每小时），订阅它的日历就会更新。", hint=True
    )
    return 0


def _write(path: Path, text: str) -> None:
    """As readable for a web server as a new file is by this user's own mask."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
