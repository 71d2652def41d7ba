"""Synonyms and abbreviations from `seeds/words/synonyms.toml` and a file of the operator's own.

    same = [["地铁", "轨道交通"], …]                # each stands for each
    [covers]
    "停车" = ["违停", "乱停"]                       # who asks for the left is told of the right, not the reverse

Adapter, one of the places on the chat side that know TOML.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bot.model import Synonyms
from watchers.errors import ConfigError, refusal

OURS = Path(__file__).resolve().parent.parent / "seeds" / "words" / "synonyms.toml"
_KEYS = ("same", "covers")
# Signs of the subscription language: a synonym is a word, not a query.
_SIGNS = frozenset('、,，|+-!！()（）“”"「」#*/~=@:：')


@cache
def load(own: Path | None = None) -> Synonyms:
    """Those that come with 报晓, and after them the operator's. Raises ConfigError naming the file and the word."""
    ours = read(OURS)
    if own is None:
        return ours
    theirs = read(own)
    return Synonyms(same=ours.same + theirs.same, covers=ours.covers + theirs.covers)


def read(path: Path) -> Synonyms:
    """The synonyms of one file. Raises ConfigError naming the file and what is wrong in it."""
    table = _table(path)
    for key in table:
        if key not in _KEYS:
            raise ConfigError(f"{path}：不认识「{key}」，只能有 {'、'.join(_KEYS)}。")
    same = tuple(_group(one, path) for one in _lists(table.get("same", []), path))
    _refuse_repeated((word for group in same for word in group), path)
    covers = table.get("covers", {})
    if not isinstance(covers, Mapping):
        raise ConfigError(f'{path}：covers 应写成小节，里面每行是 "词" = ["词", …]。')
    return Synonyms(same=same, covers=tuple(_covered(word, value, path) for word, value in covers.items()))


def _table(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as wrong:
        raise ConfigError(f"{path}：不是正确的 TOML：{wrong}。") from wrong
    except UnicodeDecodeError:
        raise ConfigError(f"{path} 不是 UTF-8 编码：请另存为 UTF-8。") from None
    except OSError as wrong:
        raise ConfigError(f"读不了同义词文件 {path}（{refusal(wrong)}）：请检查路径和权限。") from None


def _lists(value: object, path: Path) -> Iterable[object]:
    if not isinstance(value, list):
        raise ConfigError(f'{path}：same 应是一列词组，例如 same = [["地铁", "轨道交通"]]。')
    return value


def _group(value: object, path: Path) -> tuple[str, ...]:
    words = _words(value, path, "same 里的每一组")
    if len(words) < 2:
        raise ConfigError(f"{path}：same 里的「{'、'.join(words)}」只有一个词，一组至少要有两个。")
    return words


def _covered(word: str, value: object, path: Path) -> tuple[str, tuple[str, ...]]:
    words = _words(value, path, f"covers 里「{word}」的右边")
    _word(word, path)
    if word in words:
        raise ConfigError(f"{path}：covers 里「{word}」写在了自己的右边，请去掉。")
    return word, words


def _words(value: object, path: Path, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ConfigError(f'{path}：{place}应是一列词，例如 ["地铁", "轨道交通"]。')
    return tuple(_word(one, path) for one in value)


def _word(value: object, path: Path) -> str:
    if not isinstance(value, str) or len(value.strip()) < 2:
        raise ConfigError(f"{path}：{value!r} 不能作同义词，要写至少两个字的词。")
    if sign := next((sign for sign in value if sign in _SIGNS), ""):
        raise ConfigError(f"{path}：「{value}」里有 {sign}：同义词是一个词，不能是订阅式。")
    return value.strip()


def _refuse_repeated(words: Iterable[str], path: Path) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise ConfigError(f"{path}：「{word}」在 same 里出现了两次，请把两组并成一组，或去掉一个。")
        seen.add(word)
