"""The line of a run whose program was killed: the common oracle, and what is always checked beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from faults.oracle import MARKER, Due, Row, judged
from faults.program import READY_SECONDS, Loop, World


def verdict(
    fault: str,
    world: World,
    due: Due,
    note: str,
    windows: Iterable[Sequence[float]] = (),
    wrong: Iterable[str] = (),
    *,
    faulty: bool = False,
) -> Row:
    """What was due against what arrived by marker. `faulty`: the server was told to fail, so its refusals are ours."""
    spans = [(window[0], window[1]) for window in windows]
    found = [*wrong, *lost(world, due), *world.wrong(faulty=faulty)]
    return judged(fault, due, world.tg, windows=spans, note=note, wrong=found)


def lost(world: World, due: Due) -> list[str]:
    missing = sorted(due - told(world))
    return [f"lost, for instance {missing[:3]}"] if missing else []


def told(world: World) -> Due:
    """The (chat, marker) that arrived."""
    return {(one["chat_id"], int(marker)) for one in world.sent() for marker in MARKER.findall(one["text"])}


def by_text(fault: str, world: World, due: set[tuple[int, str]], note: str, loop: Loop, wrong: Iterable[str]) -> Row:
    """The same where whole texts are due."""
    arrived = {(one["chat_id"], one["text"]) for one in world.sent()}
    repeats = world.tg.duplicates(windows=loop.windows())
    missing, strange = sorted(due - arrived), sorted(arrived - due)
    found = [*wrong, *world.wrong()]
    found += [f"lost, for instance {missing[:2]}"] if missing else []
    found += [f"told without being due: {strange[:2]}"] if strange else []
    return Row(
        fault=fault,
        tried=len(due),
        lost=len(missing),
        excused=repeats["excused"],
        unexcused=repeats["unexcused"],
        early_retries=world.early_retries(),
        note=note,
        wrong=tuple(found),
    )


def unsound_starts(loop: Loop) -> list[str]:
    """No start ended by itself."""
    return [f"ended by itself with {status} after {after:.1f} s" for status, after in loop.early_exits]


def with_starts(row: Row, loop: Loop) -> Row:
    """The row, slow if a start that lived long enough was not ready in time."""
    late = loop.slowest()
    return replace(row, slow=(*row.slow, f"a start took {late:.1f} s to be ready")) if late > READY_SECONDS else row


def unlike_copies(world: World) -> list[str]:
    """Copies of one marked line that stand in texts which differ: what was frozen has changed."""
    texts: dict[tuple[int, str], set[str]] = {}
    for one in world.sent():
        for marker in MARKER.findall(one["text"]):
            texts.setdefault((one["chat_id"], marker), set()).add(one["text"])
    return [
        f"chat {chat}: 【{marker}】 stands in {len(said)} texts"
        for (chat, marker), said in texts.items()
        if len(said) > 1
    ][:3]
