"""`baoxiao deliveries`: what went out, what waits, what could not be delivered; and dead letters once more."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.output import line
from bot.configured import configuration
from bot.ledger import Record
from bot.model import Address, State
from bot.terminal import Terminal
from bot.wiring import House, open_house
from watchers.errors import ConfigError, StoreError

# A screen of a terminal; --json gives all of them.
MOST_SHOWN = 50
EXCERPT = 24
STATES = {
    State.DUE: "待发",
    State.SENDING: "发送中",
    State.SENT: "已发",
    State.DEAD: "发不出",
    State.WITHDRAWN: "不必发",
}
LANES = ("回答", "提醒", "日报", "通知", "更改", "到期")


def deliveries(asked: Namespace) -> int:
    """The newest first. With --replay: dead ones are due again; status 1 when one of them was not dead."""
    config = configuration(asked.config)
    if not config.news.path.exists():
        raise StoreError(f"还没有数据库 {config.news.path}：先运行 baoxiao ingest 或 baoxiao run。")
    with open_house(config) as house:
        if asked.replay:
            return _replay(house, asked.replay)
        state, to = State(asked.state) if asked.state else None, _address(asked.to)
        if asked.json:
            for record in house.desk.history.deliveries(state, to):
                line(_facts(record))
        else:
            _show(house, state, to)
    return 0


def _replay(house: House, ids: list[int]) -> int:
    refused = [one for one in ids if not house.desk.history.replay(one, house.clock())]
    again = [one for one in ids if one not in refused]
    if again:
        print(f"重新排队：{'、'.join(map(str, again))}。baoxiao run 在运行时马上就发。")
    if refused:
        raise ConfigError(
            f"{'、'.join(map(str, refused))} 不是发不出的消息，没有动：用 baoxiao deliveries --state dead 看编号。"
        )
    return 0


def _address(text: str) -> Address | None:
    try:
        return Address.parse(text) if text else None
    except ValueError:
        raise ConfigError(f"--to 应是地址，例如 telegram:123456789，现在是 {text!r}。") from None


def _facts(record: Record) -> dict[str, object]:
    delivery = record.delivery
    return {
        "id": delivery.id,
        "key": delivery.key,
        "to": str(delivery.address),
        "lane": delivery.lane.name.lower(),
        "state": delivery.state,
        "due_at": delivery.due_at,
        "settled_at": record.settled_at,
        "doubts": delivery.doubts,
        "message_id": record.message_id,
        "error": record.error,
        "names": record.names,
        "text": delivery.message.body.text,
        "attempts": record.attempts,
    }


def _show(house: House, state: State | None, to: Address | None) -> None:
    zone, terminal = ZoneInfo(house.config.bot.timezone), Terminal()
    found = house.desk.history.deliveries(state, to, MOST_SHOWN)
    head = ["编号", "收件", "种类", "状态", "时间", "次数", "消息号", "内容", "错误"]
    terminal.table("消息", head, [_row(record, zone) for record in found])
    if more := house.desk.history.counted(state, to) - len(found):
        terminal.line(f"还有 {more} 条更早的：用 --state、--to 缩小范围，或用 --json 列出全部。")


def _row(record: Record, zone: ZoneInfo) -> list[str]:
    delivery = record.delivery
    return [
        str(delivery.id),
        str(delivery.address),
        LANES[delivery.lane],
        STATES[delivery.state],
        _when(record.settled_at or delivery.due_at, zone),
        f"{delivery.attempts}" + (f"（{delivery.doubts} 次没有回音）" if delivery.doubts else ""),
        record.message_id,
        " ".join(delivery.message.body.text.split())[:EXCERPT],
        record.error,
    ]


def _when(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%m-%d %H:%M:%S")
