"""`baoxiao sources`: what is watched and how it does, what a source would give, and sources taken in or given up."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import imports
from bot.commands.output import line
from bot.commands.reread import read_again
from bot.configured import Config, configuration
from bot.health import Judged, Watch
from bot.lookout import Lookout
from bot.terminal import Terminal
from bot.wiring import lookout, open_house, wall_clock
from watchers.codec import to_builtins
from watchers.errors import ConfigError, refusal
from watchers.model import Harvest, Kind, Source, SourceHealth
from watchers.ports import Watcher
from watchers.scouting import Scouted, look, scout
from watchers.times import EVERY, every

# Of each harvest so many articles are shown, of an import so many sources.
SHOWN = 5
# The longest list of feeds that anybody keeps has some hundreds.
LARGEST_OPML = 5_000_000
NAMES = {
    Kind.FOLDER: "文件夹",
    Kind.EPAPER: "数字报",
    Kind.FEED: "订阅源",
    Kind.POLICY: "文件列表",
    Kind.WARNINGS: "预警",
    Kind.PUSH: "推送",
}


def sources(asked: Namespace) -> int:
    """One of `list`, `test NAME|URL`, `add URL`, `remove NAME`, `import OPML`, `reread NAME`."""
    config = configuration(asked.config)
    match asked.action:
        case "list":
            _list(config, asked.json)
        case "test":
            _test(config, asked)
        case "add":
            _add(config, asked)
        case "remove":
            _remove(config, asked.name)
        case "import":
            _import(config, Path(asked.name))
        case "reread":
            read_again(config, asked.name, asked.days)
    return 0


def is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


# -- the list ---------------------------------------------------------------------------------------------------------


def _list(config: Config, as_json: bool) -> None:
    """The configured ones, and with a database those that were taken in, and how all of them are."""
    rows = [(SourceHealth(source=source, due_at=wall_clock()), "还没看过") for source in config.news.sources]
    if config.news.path.exists():
        with open_house(config) as house:
            known = [(one.health, _condition(one)) for one in Watch(house.news, house.clock).all()]
        names = {source.name for source in config.news.sources}
        new = {one.source.name: (one, told) for one, told in known}
        rows = [new.get(one.source.name, (one, told)) for one, told in rows]
        rows += [(one, told) for one, told in known if one.source.name not in names and one.adopted]
    if as_json:
        for one, told in rows:
            line(_facts(one, told))
        return
    zone = ZoneInfo(config.bot.timezone)
    shown = [[*_row(one), told, f"{one.last_new_at.astimezone(zone):%m-%d %H:%M}" if one.last_new_at else ""]
             for one, told in rows]  # fmt: skip
    Terminal().table("来源", ["名字", "种类", "位置", "多久看一次", "稿件", "状况", "最近有新稿"], shown)


def _condition(one: Judged) -> str:
    """A first failure is no condition yet, but who looks wants to know of it."""
    if one.verdict.reason or not one.health.failures:
        return one.verdict.reason or "正常"
    return f"最近一次没读到，会再试：{one.health.last_error}"


def _row(one: SourceHealth) -> list[str]:
    source = one.source
    pace = "" if source.kind is Kind.PUSH else _spoken(source.every)
    place = source.location or ("自带的网址" if source.kind is Kind.EPAPER else "")
    return [source.name, NAMES[source.kind], place, pace, str(one.articles)]


def _spoken(every: timedelta) -> str:
    for span, unit in ((86_400, "天"), (3600, "小时"), (60, "分钟")):
        if not every.total_seconds() % span:
            return f"{every.total_seconds() // span:g} {unit}"
    return f"{every.total_seconds():g} 秒"


def _facts(one: SourceHealth, told: str) -> dict[str, object]:
    """The source's own fields, and its condition."""
    return {
        **to_builtins(one.source),
        "condition": told,
        "adopted": one.adopted,
        "articles": one.articles,
        "failures": one.failures,
        "last_error": one.last_error,
        "last_good_at": one.last_good_at,
        "last_new_at": one.last_new_at,
    }


# -- a trial ----------------------------------------------------------------------------------------------------------


def _test(config: Config, asked: Namespace) -> None:
    """Keeps nothing. An address is recognised first; a folder is read from end to end, others as far as one harvest."""
    with closing(lookout(config)) as watchers:
        if is_address(asked.name):
            _show(_scouted(watchers, asked), asked.json)
            return
        source = _named(config, asked.name)
        if source.kind is not Kind.FOLDER:
            _show(look(watchers, source, wall_clock()), asked.json)
            return
        for harvest in _folder(watchers, source):
            _show_harvest(harvest, asked.json)


def _folder(watchers: Mapping[Kind, Watcher], source: Source) -> Iterator[Harvest]:
    yield from watchers[source.kind](source, "", wall_clock())


def _scouted(watchers: Lookout, asked: Namespace) -> Scouted:
    kind = Kind(asked.kind) if asked.kind else None
    return scout(watchers.web, watchers.apart, watchers, asked.name, wall_clock(), asked.called, kind)


def _named(config: Config, name: str) -> Source:
    """A configured source, or one that was taken in."""
    known = {source.name: source for source in config.news.sources}
    if name not in known and config.news.path.exists():
        with open_house(config) as house:
            known |= {one.source.name: one.source for one in house.news.health() if one.source.kind is not Kind.PUSH}
    if name not in known:
        names = "、".join(known) or "（配置里还没有）"
        raise ConfigError(f"没有叫“{name}”的来源，有：{names}；网址要从 http:// 写起。")
    return known[name]


def _show(scouted: Scouted, as_json: bool) -> None:
    source = scouted.source
    if not as_json:
        form = f"（{scouted.form}）" if scouted.form else ""
        Terminal().line(f"{source.name}：{NAMES[source.kind]}{form} {source.location}")
        if scouted.harvest is None or not scouted.harvest.articles:
            Terminal().line("  现在没有稿件")
    if scouted.harvest:
        _show_harvest(scouted.harvest, as_json)


def _show_harvest(harvest: Harvest, as_json: bool) -> None:
    if as_json:
        for article in harvest.articles:
            line(article)
        return
    terminal = Terminal()
    if harvest.articles or harvest.issue:
        of = f"{harvest.issue.paper} {harvest.issue.day}" if harvest.issue else "这次读到"
        terminal.line(f"{of}：{len(harvest.articles)} 篇")
    for article in harvest.articles[:SHOWN]:
        place = f"{article.page}版" if article.page else f"{article.day}"
        terminal.line(f"  {place} {article.headline or '（无标题）'}（{len(article.body)} 字）")
    for note in harvest.notes:
        terminal.line(f"  注意：{note}")
    for name in harvest.waiting:
        terminal.line(f"  还在写入：{name}")


# -- taken in, given up -----------------------------------------------------------------------------------------------


def _add(config: Config, asked: Namespace) -> None:
    """Look first: what cannot be read is not taken in."""
    with closing(lookout(config)) as watchers:
        scouted = _scouted(watchers, asked)
    _show(scouted, as_json=False)
    with open_house(config) as house:
        house.news.enlist(config.news.sources, house.clock())
        if not house.news.adopt(scouted.source, house.clock()):
            raise ConfigError(f"配置里已有来源叫“{scouted.source.name}”：请用 --name 另起一个名字。")
    Terminal().line(f"✓ 已添加“{scouted.source.name}”；不要了就运行 baoxiao sources remove {scouted.source.name}")


def _remove(config: Config, name: str) -> None:
    with open_house(config) as house:
        if not house.news.dismiss(name):
            configured = any(source.name == name for source in config.news.sources)
            advice = "它写在配置里，请在那里删掉" if configured else "看看 baoxiao sources 里有哪些"
            raise ConfigError(f"没有后来添加的来源叫“{name}”：{advice}。")
    Terminal().line(f"✓ 不再看“{name}”，已读的稿件还在")


def _import(config: Config, file: Path) -> None:
    """The feeds of an OPML file, without a look at each: a list of hundreds would take hours politely."""
    try:
        if file.stat().st_size > LARGEST_OPML:
            raise ConfigError(f"{file} 超过 {LARGEST_OPML // 1_000_000} MB，不像 OPML：请检查文件。")
        found = imports.read(file.read_text("utf-8-sig"), "opml")
    except UnicodeDecodeError:
        raise ConfigError(f"{file} 不是 UTF-8：请从阅读器里重新导出 OPML。") from None
    except OSError as wrong:
        raise ConfigError(f"读不了 {file}（{refusal(wrong)}）：请检查路径。") from None
    if not found.feeds:
        raise ConfigError(f"{file} 里没有订阅源：请确认是阅读器导出的 OPML。")
    terminal = Terminal()
    with open_house(config) as house:
        house.news.enlist(config.news.sources, house.clock())
        known = [one.source for one in house.news.health()]
        wanted = _new(known, [(feed.name, feed.address) for feed in found.feeds])
        for source in wanted:
            house.news.adopt(source, house.clock())
    for source in wanted[:SHOWN]:
        terminal.line(f"  {source.name} {source.location}")
    skipped = len(found.feeds) - len(wanted)
    terminal.line(f"✓ 添加了 {len(wanted)} 个订阅源" + (f"，{skipped} 个早已在看" if skipped else ""))


def _new(known: Sequence[Source], feeds: Sequence[tuple[str, str]]) -> list[Source]:
    """The feeds whose addresses are not watched yet, under names that nobody has."""
    names, places = {source.name for source in known}, {source.location for source in known}
    pace, wanted = every(EVERY[Kind.FEED]), list[Source]()
    for name, address in feeds:
        if address in places:
            continue
        free = next(
            one
            for n in range(1, len(feeds) + len(names) + 2)
            if (one := name if n == 1 else f"{name} {n}") not in names
        )
        wanted.append(Source(name=free, kind=Kind.FEED, location=address, every=pace, paper=name))
        names.add(free)
        places.add(address)
    return [replace(source, paper=source.name) for source in wanted]
