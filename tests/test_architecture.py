"""The rings: who may import whom. A short walk over the imports, so that the picture in README.md stays true."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MODEL, PORTS, RULES, CARRIERS, ADAPTERS, WIRING = range(6)

# Module (or package) → ring. A package's modules share its ring.
RINGS = {
    "watchers.model": MODEL,
    "watchers.errors": MODEL,
    "watchers.codec": MODEL,
    "watchers.widths": MODEL,
    "watchers.variants": MODEL,
    "watchers.latin": MODEL,
    "watchers.warning": MODEL,
    "watchers.pushed": MODEL,
    "watchers.sections": MODEL,
    "watchers.ports": PORTS,
    "watchers.charset": RULES,
    "watchers.webtext": RULES,
    "watchers.reading": RULES,
    "watchers.facts": RULES,
    "watchers.facts.places": MODEL,  # a value that the adapter builds and every rule reads
    "watchers.paper": RULES,
    "watchers.markup": RULES,
    "watchers.epaper": RULES,
    "watchers.epaper.presets": MODEL,  # a value that the adapter builds
    "watchers.feed": RULES,
    "watchers.fulltext": RULES,
    "watchers.policy": RULES,
    "watchers.weather": RULES,
    "watchers.watchdog": RULES,
    "watchers.discover": RULES,
    "watchers.revise": RULES,
    "watchers.diff": RULES,
    "watchers.times": MODEL,
    "watchers.ingest": CARRIERS,
    "watchers.reread": CARRIERS,
    "watchers.handed": CARRIERS,
    "watchers.scouting": CARRIERS,
    "watchers.folder": ADAPTERS,
    "watchers.apart": ADAPTERS,
    "watchers.gazetteer": ADAPTERS,
    "watchers.newspapers": ADAPTERS,
    "watchers.http": ADAPTERS,
    "watchers.sqlite": ADAPTERS,
    "watchers.schedule": ADAPTERS,
    "watchers.config": ADAPTERS,
    "bot.model": MODEL,
    "bot.errors": MODEL,
    "bot.styled": MODEL,
    "bot.hidden": MODEL,
    "bot.times": MODEL,
    "bot.lines": MODEL,
    "bot.steps": MODEL,
    "bot.asked": MODEL,
    "bot.closed": MODEL,
    "bot.ledger": MODEL,
    "bot.pictures": MODEL,
    "bot.openings": MODEL,
    "bot.leaflets": MODEL,
    "bot.reviews": MODEL,
    "bot.retold": MODEL,
    "bot.profile.model": MODEL,
    "bot.ports": PORTS,
    "bot.query": RULES,
    "bot.imports": RULES,
    "bot.match": RULES,
    "bot.words": RULES,
    "bot.topics": RULES,
    "bot.keywords": RULES,
    "bot.stories": RULES,
    "bot.finder": RULES,
    "bot.compose": RULES,
    "bot.outbox": RULES,
    "bot.profile": RULES,
    "bot.pace": RULES,
    "bot.calendar": RULES,
    "bot.hours": RULES,
    "bot.mutes": RULES,
    "bot.urgency": RULES,
    "bot.zones": RULES,
    "bot.warnings": RULES,
    "bot.retelling": RULES,
    "bot.faithful": RULES,
    "bot.ranking": RULES,
    "bot.relevance": RULES,
    "bot.days": RULES,
    "bot.drops": CARRIERS,
    "bot.exports": RULES,
    "bot.texts": RULES,
    "bot.dispatch": CARRIERS,
    "bot.answering": CARRIERS,
    "bot.besides": CARRIERS,
    "bot.chat": CARRIERS,
    "bot.health": CARRIERS,
    "bot.notices": CARRIERS,
    "bot.lexicon": ADAPTERS,
    "bot.packs": ADAPTERS,
    "bot.synonyms": ADAPTERS,
    "bot.english": ADAPTERS,
    "bot.telegram": ADAPTERS,
    "bot.terminal": ADAPTERS,
    "bot.sqlite": ADAPTERS,
    "bot.config": ADAPTERS,
    "bot.drawing": ADAPTERS,
    "bot.gallery": WIRING,
    "bot.occasions": MODEL,
    "bot.ics": RULES,
    "bot.reminders": RULES,
    "bot.llm": ADAPTERS,
    "bot.metrics": ADAPTERS,
    "bot.listening": ADAPTERS,
    "bot.push": ADAPTERS,
    "bot.secrets": ADAPTERS,
    "bot.alone": WIRING,
    "bot.configured": WIRING,
    "bot.wiring": WIRING,
    "bot.lookout": WIRING,
    "bot.visiting": WIRING,
    "bot.entrance": WIRING,
    "bot.scouts": WIRING,
    "bot.stages": WIRING,
    "bot.commands": WIRING,
    "bot.keeping": WIRING,
    "bot.trouble": WIRING,
    "bot.upkeep": WIRING,
    "bot.service": WIRING,
    "bot.__main__": WIRING,
}

MAY = {
    MODEL: {MODEL},
    PORTS: {MODEL},
    RULES: {MODEL, PORTS, RULES},
    CARRIERS: {MODEL, PORTS, RULES, CARRIERS},
    ADAPTERS: {MODEL, PORTS},
    WIRING: {MODEL, PORTS, RULES, CARRIERS, ADAPTERS, WIRING},
}

# Third-party package → the places that may know it, one a side.
LIBRARIES = {
    "apscheduler": {"watchers.schedule"},
    "feedparser": {"watchers.feed"},
    "icalendar": {"bot.ics"},
    "jieba": {"bot.lexicon"},
    "lxml": {"watchers.markup"},
    "matplotlib": {"bot.drawing"},
    "msgspec": {"watchers.codec"},
    "numpy": {"bot.match"},
    "opencc": {"watchers.variants"},
    "re2": {"bot.query"},
    "telegram": {"bot.telegram"},
    "httpx": {"bot.llm", "bot.telegram", "watchers.http"},
    "httpcore": {"watchers.http"},
    "rich": {"bot.terminal"},
    "sqlite_utils": {"watchers.sqlite", "bot.sqlite"},
    "trafilatura": {"watchers.fulltext"},
}

# What a pure rule never touches: clock, files, network, environment, randomness, logging.
IMPURE = {"asyncio", "logging", "os", "pathlib", "random", "socket", "sqlite3", "subprocess", "threading", "time"}


@cache
def modules() -> tuple[tuple[str, Path], ...]:
    return tuple(_modules())


def _modules() -> Iterator[tuple[str, Path]]:
    for side in ("watchers", "bot"):
        for path in sorted((ROOT / side).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            if name not in ("watchers", "bot"):
                yield name, path


def ring(name: str) -> int | None:
    while name:
        if name in RINGS:
            return RINGS[name]
        name = name.rpartition(".")[0]
    return None


def place(name: str) -> str:
    """The entry of RINGS that a module belongs to."""
    while name not in RINGS and name:
        name = name.rpartition(".")[0]
    return name


@cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    """Full names of what a file imports; names imported from a package count as its modules if they are."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(names: Iterable[str]) -> set[str]:
    known = {name for name, _ in modules()}
    return {name for name in names if name in known}


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[n for n, _ in modules()])
def test_every_module_keeps_to_its_ring(name: str, path: Path) -> None:
    own = ring(name)
    assert own is not None, f"{name} has no ring: add it to RINGS and to README.md"
    for other in ours(imports(path)):
        theirs = ring(other)
        assert theirs is not None
        inside = place(other) == place(name)
        assert inside or theirs in MAY[own], f"{name} may not import {other}"
        assert not (name.startswith("watchers.") and other.startswith("bot.")), f"{name} looks downstream at {other}"


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[n for n, _ in modules()])
def test_each_library_is_known_in_one_place(name: str, path: Path) -> None:
    for package in {full.partition(".")[0] for full in imports(path)}:
        if package in ("bot", "watchers") or package in sys.stdlib_module_names:
            continue
        assert package in LIBRARIES, f"{name} imports {package}: say in LIBRARIES where it belongs"
        assert place(name) in LIBRARIES[package], f"{name} imports {package}, which belongs to {LIBRARIES[package]}"


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[n for n, _ in modules()])
def test_rules_are_pure(name: str, path: Path) -> None:
    if ring(name) in (MODEL, PORTS, RULES):
        touched = {full.partition(".")[0] for full in imports(path)} & IMPURE
        assert not touched, f"{name} is a rule and imports {touched}"
