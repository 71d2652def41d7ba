"""Topic packs from `seeds/topics/*.toml`: one file a pack, written in the subscription language that users write.

    name = "weather"                       # Latin and stable: what the database and `--json` carry
    titles = { zh-Hans = "天气预警", zh-Hant = "天氣預警", en = "Weather" }   # no blanks: typed after #
    aliases = ["气象预警", "天气"]           # other names after #
    any = ["暴雨", "标题:天气"]              # parts of which one is enough, each a query
    none = ["演练"]                         # parts that must not be there
    shelf = false                          # only to subscribe to: no article is filed under it
    about = { zh-Hans = "预报、预警和灾害天气。", zh-Hant = "…", en = "…" }

Adapter, the only place that knows TOML on the chat side besides the configuration.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.model import Pack
from watchers.errors import ConfigError

FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "topics"
_KEYS = frozenset(("name", "titles", "aliases", "about", "any", "none", "order", "shelf"))


@cache
def load() -> tuple[Pack, ...]:
    """The packs that come with 报晓, in the order of their `order`. Raises ConfigError naming file and line."""
    return read(FOLDER)


def read(folder: Path) -> tuple[Pack, ...]:
    """The packs of a folder. Raises ConfigError naming file and line of what is wrong."""
    found = [_file(path) for path in sorted(folder.glob("*.toml"))]
    names = [pack.name for _, pack in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ConfigError(f"{folder}：主题包的 name 重复了：{'、'.join(sorted(twice))}。")
    return tuple(pack for _, pack in sorted(found, key=lambda one: (one[0], one[1].name)))


def _file(path: Path) -> tuple[int, Pack]:
    text = path.read_text("utf-8")
    try:
        table: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ConfigError(f"{path}：不是正确的 TOML：{wrong}。") from wrong
    entry = _Entry(path, text, table)
    for key in table:
        if key not in _KEYS:
            raise entry.wrong(key, f"不认识「{key}」，只能有 {'、'.join(sorted(_KEYS))}")
    wanted, unwanted = entry.texts("any"), entry.texts("none")
    if not wanted:
        raise entry.wrong("any", "any 至少要有一个词")
    pack = Pack(
        name=entry.text("name"),
        titles=entry.in_languages("titles"),
        aliases=entry.texts("aliases"),
        query=_query(wanted, unwanted),
        abouts=entry.in_languages("about"),
        shelf=entry.flag("shelf", True),
    )
    return entry.number("order"), pack


def _query(wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> str:
    """(甲、乙、(丙 丁)) -戊: a part of several words is put in brackets so that it stays one."""
    either = "、".join(f"({part})" for part in wanted)
    return " ".join([f"({either})", *(f"-({part})" for part in unwanted)])


class _Entry:
    """One file's table, asked for values of the right kind."""

    def __init__(self, path: Path, text: str, table: Mapping[str, object]) -> None:
        self.path, self.source, self.table = path, text, table

    def text(self, key: str) -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value:
            raise self.wrong(key, f"{key} 应是一段文字")
        return value

    def number(self, key: str) -> int:
        value = self.table.get(key, 100)
        if not isinstance(value, int):
            raise self.wrong(key, f"{key} 应是整数")
        return value

    def flag(self, key: str, usual: bool) -> bool:
        value = self.table.get(key, usual)
        if not isinstance(value, bool):
            raise self.wrong(key, f"{key} 应是 true 或 false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(key, f"{key} 应是一列文字")
        return tuple(value)

    def in_languages(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self.table.get(key)
        if not isinstance(value, dict) or not value or not all(isinstance(one, str) and one for one in value.values()):
            raise self.wrong(key, f'{key} 应写成 {{ zh-Hans = "…", en = "…" }}')
        return tuple((str(language), str(text)) for language, text in value.items())

    def wrong(self, key: str, what: str) -> ConfigError:
        line = next((n for n, line in enumerate(self.source.splitlines(), 1) if re.match(rf"\s*\[?{key}\b", line)), 1)
        return ConfigError(f"{self.path} 第 {line} 行：{what}。")
