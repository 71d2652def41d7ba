"""The configuration of the news side: [store], [web] and [[sources]]."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from watchers.errors import ConfigError
from watchers.model import Kind, Selectors, Source
from watchers.sections import Section
from watchers.times import EVERY, every

DATABASE = "baoxiao.db"
# An e-paper that is new here, or was away, is caught up from so many days before today.
BACK_DAYS, MOST_BACK_DAYS = 7, 60
# Between two requests to one host. Newspapers' servers are small; a reader who turns a page a second offends nobody.
GAP = timedelta(seconds=1)
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+):([1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """How the web is fetched: `allowed` are the `host:port` that may be inside; `gap` is kept between two requests."""

    allowed: frozenset[str] = frozenset()
    gap: timedelta = GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsConfig:
    """Where the database is, what is watched, and how the web is fetched."""

    path: Path
    sources: tuple[Source, ...]
    web: WebConfig = WebConfig()


def news_config(document: Mapping[str, object], file: Path) -> NewsConfig:
    """What the sections [store], [web] and [[sources]] of a configuration file say; other sections are not looked at.

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
    return NewsConfig(path=path, sources=sources, web=_web(document, file))


def _web(document: Mapping[str, object], file: Path) -> WebConfig:
    section = Section(document.get("web", {}), f"{file} 的 [web]")
    allowed = [place.strip().lower() for place in section.texts("allow", ())]
    gap = _span(section, "gap", f"{GAP.seconds}s")
    section.done()
    if wrong := [place for place in allowed if not _PLACE.fullmatch(place)]:
        raise ConfigError(f"{section.title}：allow 里的 {wrong[0]!r} 应写成 主机:端口，例如 192.168.1.20:80。")
    return WebConfig(allowed=frozenset(allowed), gap=gap)


def _source(table: object, file: Path, number: int) -> Source:
    section = Section(table, f"{file} 的第 {number} 个 [[sources]]")
    name = section.text("name")
    section.title = f"{section.title}（{name}）"
    kind = _kind(section)
    location = _location(section, kind, file)
    every = _span(section, "when", EVERY[kind])
    paper = section.text("paper", name)
    source = Source(name=name, kind=kind, location=location, every=every, paper=paper or name)
    source = _further(section, source)
    section.done()
    return source


def _location(section: Section, kind: Kind, file: Path) -> str:
    """A folder for `folder`, an address for the others; warnings may lie in either. An e-paper may be known by name."""
    url = section.text("url", "").strip() if kind is not Kind.FOLDER else ""
    if kind is Kind.FOLDER or (kind is Kind.WARNINGS and not url):
        return str(file.parent / Path(section.text("path")).expanduser())
    if url and not _ADDRESS.match(url):
        raise ConfigError(f"{section.title}：url 应是 http:// 或 https:// 开头的网址，现在是 {url!r}。")
    if not url and kind is not Kind.EPAPER:
        raise ConfigError(f"{section.title}：缺少 url，请填上网址。")
    return url


def _further(section: Section, source: Source) -> Source:
    """The keys that only one kind has."""
    match source.kind:
        case Kind.FEED:
            return replace(source, full_text=section.switch("full_text", False))
        case Kind.EPAPER:
            back = section.number("back", BACK_DAYS)
            if not 0 <= back <= MOST_BACK_DAYS:
                raise ConfigError(f"{section.title}：back 应在 0 到 {MOST_BACK_DAYS} 天之间，现在是 {back}。")
            return replace(source, back=back)
        case Kind.WARNINGS:
            return replace(source, area=section.text("area", ""))
        case Kind.POLICY:
            names = ("item", "title", "date", "body")
            given = {name: section.text(name, "") for name in names}
            return replace(source, selectors=Selectors(**given))
        case _:
            return source


def _kind(section: Section) -> Kind:
    written = section.text("kind")
    if written not in EVERY:
        near = difflib.get_close_matches(written, EVERY, n=1)
        hint = f"是不是 {near[0]}" if near else f"可用的是 {'、'.join(EVERY)}"
        raise ConfigError(f'{section.title}：没有 kind = "{written}" 这种来源，{hint}。')
    return Kind(written)


def _span(section: Section, key: str, default: str) -> timedelta:
    try:
        return every(section.text(key, default))
    except ConfigError as wrong:
        raise ConfigError(f"{section.title}：{key} {wrong}") from wrong


def _refuse_twins(sources: Sequence[Source], file: Path) -> None:
    names = [source.name for source in sources]
    if twins := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise ConfigError(f"{file} 里有两个来源都叫“{twins[0]}”：名字要各不相同，请改一个。")
