"""The configuration of the news side: [store] and [[sources]]."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from watchers.errors import ConfigError
from watchers.model import Kind, Source
from watchers.sections import Section
from watchers.times import every

DATABASE = "baoxiao.db"
# How often each kind is looked at when nothing is said: a folder costs nothing, other people's servers do.
EVERY = {Kind.FOLDER: "30s"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsConfig:
    """Where the database is, and what is watched."""

    path: Path
    sources: tuple[Source, ...]


def news_config(document: Mapping[str, object], file: Path) -> NewsConfig:
    """What the sections [store] and [[sources]] of a configuration file say; other sections are not looked at.

    Relative paths are relative to the folder of `file`. Raises ConfigError that names the file and the section.
    """
    store = Section(document.get("store", {}), f"{file} 的 [store]")
    path = file.parent / Path(store.text("path", DATABASE)).expanduser()
    store.anything("backups")
    store.anything("keep")
    store.done()
    tables = document.get("sources", [])
    if not isinstance(tables, list):
        raise ConfigError(f"{file} 的 sources 应写成 [[sources]]（两层方括号），一个来源一段。")
    sources = tuple(_source(table, file, number) for number, table in enumerate(tables, 1))
    _refuse_twins(sources, file)
    return NewsConfig(path=path, sources=sources)


def _source(table: object, file: Path, number: int) -> Source:
    section = Section(table, f"{file} 的第 {number} 个 [[sources]]")
    name = section.text("name")
    section.title = f"{section.title}（{name}）"
    kind = _kind(section)
    location = str(file.parent / Path(section.text("path")).expanduser())
    every = _when(section, EVERY[kind])
    paper = section.text("paper", name)
    section.done()
    return Source(name=name, kind=kind, location=location, every=every, paper=paper or name)


def _kind(section: Section) -> Kind:
    written = section.text("kind")
    if written not in [*Kind]:
        near = difflib.get_close_matches(written, [*Kind], n=1)
        hint = f"是不是 {near[0]}" if near else f"可用的是 {'、'.join(EVERY)}"
        raise ConfigError(f'{section.title}：没有 kind = "{written}" 这种来源，{hint}。')
    kind = Kind(written)
    if kind not in EVERY:
        raise ConfigError(f'{section.title}：kind = "{kind}" 在后面的版本才有，现在可用的是 {"、".join(EVERY)}。')
    return kind


def _when(section: Section, default: str) -> timedelta:
    try:
        return every(section.text("when", default))
    except ConfigError as wrong:
        raise ConfigError(f"{section.title}：when {wrong}") from wrong


def _refuse_twins(sources: Sequence[Source], file: Path) -> None:
    names = [source.name for source in sources]
    if twins := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise ConfigError(f"{file} 里有两个来源都叫“{twins[0]}”：名字要各不相同，请改一个。")
