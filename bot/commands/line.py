"""The command line: which commands there are, and what each takes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.commands.usage import Parser

# name → what it does, as `--help` shows it.
COMMANDS = {
    "demo": "用自带的样报演示一遍：读报、订阅、即时提醒、日报、聊天（不需要令牌和网络）",
    "run": "启动服务：看报、匹配、发送、聊天都在一个进程里，直到收到 SIGTERM 或 Ctrl-C",
    "chat": "在终端里聊天，命令和 Telegram 里一样；也可以从管道读入",
    "read": "读版面文本，列出稿件和其中的事实；不碰数据库",
    "ingest": "现在就看一遍各个来源",
    "match": "哪条订阅命中哪篇稿件、多强、在哪里；不碰数据库",
    "try": "一条订阅在报纸库里会命中什么、为什么",
    "digest": "打印一份日报，不发送",
    "calendar": "把一个人的截止日期和活动写成日历文件（.ics），可放在网站上供手机订阅",
    "status": "各部分的状况",
    "deliveries": "发了什么、什么还没发、什么发不出；发不出的可以重新排队",
    "doctor": "检查配置、数据库、令牌和来源，说明怎么修",
    "backup": "备份数据库（运行中也可以）",
    "restore": "用备份恢复数据库",
    "sources": "列出来源和状况；试读、添加、删除来源，导入 OPML",
}

Made = Mapping[str, argparse.ArgumentParser]


def asked_for(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was typed, as `command` and its options. A wrong line ends the process with status 2 and says why."""
    top = Parser(prog="baoxiao", description="报晓：读报纸、盯通知，把与你有关的事告诉你。")
    commands = top.add_subparsers(dest="command", required=True, metavar="命令", title="命令", prog="baoxiao")
    made = {name: commands.add_parser(name, help=about, description=about) for name, about in COMMANDS.items()}
    for name in COMMANDS.keys() - {"demo", "read", "match"}:
        made[name].add_argument("--config", type=Path, metavar="F", help="配置文件（默认 config.toml，没有就用默认值）")
    for name in ("read", "match", "try", "status", "deliveries", "sources"):
        made[name].add_argument("--json", action="store_true", help="每行一个 JSON 对象")
    for takes in (_reading, _matching, _telling, _deliveries, _copies, _sources):
        takes(made)
    asked = top.parse_args(arguments)
    if asked.command == "sources":
        _check_sources(top, asked)
    return asked


def _reading(made: Made) -> None:
    read = made["read"]
    read.add_argument("files", nargs="+", type=Path, metavar="FILE", help="版面文本，一个文件一版；或放着一期的文件夹")
    read.add_argument("--day", type=_day, metavar="D", help="这一期的日期，例如 2026-06-10（默认看文件夹名，再看今天）")
    read.add_argument("--explain", action="store_true", help="逐段说明为什么这样读：身份、依据、分数")
    read.add_argument("--paper", default="", help="报名")
    made["ingest"].add_argument("names", nargs="*", metavar="SOURCE", help="来源的名字（默认全部）")


def _matching(made: Made) -> None:
    match, trial = made["match"], made["try"]
    match.add_argument("--subscriptions", type=Path, required=True, metavar="S.jsonl", help='每行 {"id", "query"}')
    match.add_argument("--articles", type=Path, required=True, metavar="A.jsonl", help='每行 {"id", "title", "body"…}')
    trial.add_argument("query", metavar="式", help="订阅的写法，例如 '融资 (小微、中小微企业) -招聘'")
    trial.add_argument("--days", type=_positive, default=30, metavar="N", help="看最近多少天（默认 30）")


def _telling(made: Made) -> None:
    digest, calendar = made["digest"], made["calendar"]
    digest.add_argument("--to", default="", metavar="ADDRESS", help="谁的，例如 telegram:42（默认每个人的）")
    digest.add_argument("--day", type=_day, metavar="D", help="当作哪一天（默认今天）")
    calendar.add_argument("--to", required=True, metavar="ADDRESS", help="谁的，例如 telegram:42")
    calendar.add_argument("file", type=Path, metavar="FILE", help="写到哪里，例如 /var/www/me.ics（覆盖旧的）")


def _deliveries(made: Made) -> None:
    deliveries = made["deliveries"]
    deliveries.add_argument(
        "--state",
        choices=("due", "sending", "sent", "dead", "withdrawn"),
        metavar="S",
        help="due 待发、sending 发送中、sent 已发、dead 发不出、withdrawn 不必发（没轮到就过时了）",
    )
    deliveries.add_argument("--to", default="", metavar="ADDRESS", help="谁的，例如 telegram:42（默认每个人的）")
    deliveries.add_argument(
        "--replay", nargs="+", type=_positive, default=[], metavar="ID", help="把发不出的这几条重新排队"
    )


def _copies(made: Made) -> None:
    made["backup"].add_argument("file", type=Path, metavar="FILE", help="备份写到哪里（不会覆盖已有的文件）")
    made["restore"].add_argument("file", type=Path, metavar="FILE", help="备份文件")


def _sources(made: Made) -> None:
    sources = made["sources"]
    sources.add_argument(
        "action",
        nargs="?",
        choices=("list", "test", "add", "remove", "import", "reread"),
        default="list",
        metavar="动作",
        help="list 列出（默认），test 试读，add 添加，remove 删除，import 导入 OPML，reread 重读留存的网页",
    )
    sources.add_argument(
        "name",
        nargs="?",
        default="",
        metavar="NAME|URL|FILE",
        help="名字（test、remove）、网址（test、add）或 OPML 文件",
    )
    sources.add_argument(
        "--days", type=_positive, default=7, metavar="N", help="reread：重读最近多少天的（默认 7，最多留存 30 天）"
    )
    sources.add_argument("--name", dest="called", default="", metavar="N", help="add：给来源起的名字")
    sources.add_argument(
        "--kind",
        choices=("epaper", "feed", "policy", "warnings"),
        metavar="K",
        help="网址的种类（默认自己认）：epaper 数字报、feed 订阅源、policy 文件列表、warnings 预警",
    )


def _check_sources(line: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    if (asked.action != "list") != bool(asked.name):
        line.error(
            "试读写成 baoxiao sources test 名字或网址，添加写成 baoxiao sources add 网址，列出写成 baoxiao sources"
        )
    if asked.action == "add" and not asked.name.lower().startswith(("http://", "https://")):
        line.error("添加要写 http:// 或 https:// 开头的网址，例如 baoxiao sources add https://www.example.cn/feed.xml")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期要写成 2026-06-10 这样，现在是 {text!r}") from None


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 36500:
        raise argparse.ArgumentTypeError(f"要 1 到 36500 的整数，现在是 {text!r}")
    return int(text)
