"""Tables of a configuration file while they are read: what a key must be, and what was probably meant. Pure."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from typing import TypeVar

from watchers.errors import ConfigError

T = TypeVar("T")

NAMES = {str: "文字（加引号）", int: "整数", float: "数字", bool: "true 或 false", list: "列表", dict: "小节"}


class Section:
    """A table of the configuration while it is read: take each key by its type, then call `done`.

    `title` is how the operator finds it ("baoxiao.toml 的 [store]"). All methods raise ConfigError; a key without a
    default must be there. The keys that were asked for are the keys that exist: there is no second list of them.
    """

    def __init__(self, table: object, title: str) -> None:
        if not isinstance(table, Mapping):
            raise ConfigError(f"{title} 应是小节，现在是 {table!r}：请改成 [名称] 一行，下面写各项。")
        self.title = title
        self._table: Mapping[str, object] = table
        self._asked: list[str] = []

    def text(self, key: str, default: str | None = None) -> str:
        found = self._take(key, str, default)
        if not found.strip() and default is None:
            raise ConfigError(f"{self.title}：{key} 不能是空的，请填上。")
        return found

    def number(self, key: str, default: int | None = None) -> int:
        return self._take(key, int, default)

    def switch(self, key: str, default: bool | None = None) -> bool:
        return self._take(key, bool, default)

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        found = self._take(key, list, None if default is None else list(default))
        if wrong := next((item for item in found if not isinstance(item, str)), None):
            raise ConfigError(f"{self.title}：{key} 里的每一项都应是{NAMES[str]}，现在有 {wrong!r}。")
        return tuple(found)

    def anything(self, key: str) -> None:
        """The key may be there, whatever it holds: somebody else reads it."""
        self._asked.append(key)

    def done(self) -> None:
        """Refuse what nobody asked for, naming the key that was probably meant."""
        for key in self._table:
            if key not in self._asked:
                raise ConfigError(f"{self.title}：没有 {key} 这一项，{self._nearest(key)}")

    def _nearest(self, key: str) -> str:
        near = difflib.get_close_matches(key, self._asked, n=1, cutoff=0.5)
        return f"是不是 {near[0]}？" if near else f"可用的有 {'、'.join(dict.fromkeys(self._asked))}。"

    def _take(self, key: str, kind: type[T], default: T | None) -> T:
        self._asked.append(key)
        found = self._table.get(key, default)
        if found is None:
            raise ConfigError(f"{self.title}：缺少 {key}，请补上。")
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise ConfigError(f"{self.title}：{key} 应是{NAMES[kind]}，现在是 {_shown(found)}。")
        return found


def parse(text: str, title: str) -> Mapping[str, object]:
    """The tables of a TOML file; raises ConfigError with the line that does not parse."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as wrong:
        raise ConfigError(f"{title} 的写法不对（{wrong}）：字符串要加引号，每行一项。") from wrong


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value!r}" if isinstance(value, (str, int, float)) else NAMES.get(type(value), type(value).__name__)
