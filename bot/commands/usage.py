"""argparse in Chinese: what is wrong with a command line, in one line, and where the right way is written."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

# What argparse says (CPython 3.11 to 3.14) → what we say. What is not listed is shown as it comes.
SENTENCES = (
    (r"the following arguments are required: (?P<what>.+)", "缺少 {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识 {what}"),
    (r"argument (?P<name>\S+): expected (?:one|at least one) argument", "{name} 后面要写上值"),
    (r"argument (?P<name>\S+): ignored explicit argument (?P<what>.+)", "{name} 后面不能写 {what}"),
    (r"ambiguous option: (?P<what>\S+) could match (?P<names>.+)", "{what} 不清楚，可以是 {names}"),
    (r"argument (?P<name>\S+): (?P<what>.+)", "{name}：{what}"),
)
CHOICE = re.compile(r"argument (?P<name>\S+): invalid choice: '(?P<what>.*?)' \(choose from (?P<known>.*)\)", re.DOTALL)


class _Formatter(argparse.HelpFormatter):
    """The usage line, with its Chinese heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """One line on stderr and status 2 for wrong usage. Options are written out: a short form may mean another later."""

    def __init__(self, **options: Any) -> None:  # Any: argparse hands its own options on to the commands' parsers
        super().__init__(**{**options, "formatter_class": _Formatter, "add_help": False, "allow_abbrev": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {said(message)}。写法见 {self.prog} --help。", file=sys.stderr)
        raise SystemExit(2)


def said(message: str) -> str:
    """argparse's sentence in Chinese."""
    if choice := CHOICE.fullmatch(message):
        near = difflib.get_close_matches(choice["what"], re.findall(r"[\w-]+", choice["known"]), n=1)
        return f"没有 {choice['what']} 这个{choice['name']}" + (f"，是不是 {near[0]}" if near else "")
    for pattern, sentence in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(**found.groupdict())
    return message
