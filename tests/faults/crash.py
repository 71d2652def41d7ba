"""The service killed where it hurts: while it reads papers, sends, makes digests, answers; and told to stop.

Each script takes a fresh folder, the number of kills and a seed, and returns its line of the table. What must arrive is
known before: subscribers and articles are made here, by `papers.py`, and who is owed which marker follows from them.
"""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from faults.oracle import MARKER, Due, Row
from faults.papers import PAPERS, WORDS, Press, Sheet
from faults.program import PATIENCE_SECONDS, ZONE, Loop, World, next_minute, spread, wait_for
from faults.verdict import by_text, told, unlike_copies, unsound_starts, verdict, with_starts

PEOPLE = 40
DIGEST_PEOPLE = 50
FIRST_CHAT = 101


def k1(folder: Path, kills: int, seed: int) -> Row:
    """Killed while issues come in: 5 issues of 60 articles meet 40 subscriptions.

    The pages (all thirty, or one for each of fewer kills) fall into the folder between the kills, so that every start
    has something to read. The kills fall in turn where they like (start-up included), after the program is ready, and
    just when new articles stand in the log.
    """
    with World(folder) as world:
        people = subscribers(PEOPLE)
        subscribe(world, people, "@即时")
        pages = printed(Press(seed))[:kills]
        due = owed(people, [sheet for _, _, sheet in pages])
        portions = spread(pages, kills)

        def next_pages(n: int) -> None:
            lay(world, portions[n])
            loop.low, loop.high = (0.0, 0.1) if (n + 1) % 3 == 2 else (0.05, 1.5)

        def moment() -> bool:
            wish = len(loop.killed_at) % 3
            return wish == 0 or (loop.ready() if wish == 1 else loop.written("articles") or loop.age() > 4)

        loop: Loop = world.kill_loop(
            kills=kills, low=0.05, high=1.5, seed=seed, settle=180, trigger=moment, between=next_pages
        )
        loop.run(until=lambda: told(world) >= due and quiet(world))
        wrong = [*unsound_starts(loop), *articles_once(world, len(pages) * len(WORDS))]
        note = f"{kills} kills; slowest start {loop.slowest():.1f} s"
        return with_starts(verdict("K1 kill in ingest", world, due, note, loop.windows(), wrong), loop)


def k2(folder: Path, kills: int, seed: int) -> Row:
    """Killed at the send: at most 20 ms after its first effect. One chat, so one message at most is on its way.

    In turn: as it comes; with the answer held back, so that the kill falls between the effect and our knowing of it;
    with the request held back, so that it falls between our marking and the effect.
    """
    with World(folder) as world:
        people = {FIRST_CHAT: WORDS[0]}
        subscribe(world, people, "@即时")
        press = Press(seed)
        pages = [("望江时报", n, press.page(WORDS[:1])) for n in range(1, kills + 1)]

        def next_page(n: int) -> None:
            lay(world, pages[n + 1 : n + 2])
            world.tg.clear_faults()
            if n % 3 and n + 1 < kills:
                world.tg.fault("hang_after" if n % 3 == 1 else "hang", method="sendMessage", times=1, seconds=5)

        def under_way() -> bool:
            return loop.sent() or any(fault.fired for fault in world.tg.faults)

        lay(world, pages[:1])
        loop: Loop = world.kill_loop(kills=kills, low=0.0, high=0.02, seed=seed, trigger=under_way, between=next_page)
        due = owed(people, [sheet for _, _, sheet in pages])
        loop.run(until=lambda: told(world) >= due and quiet(world))
        again, wrong = repeated_messages(world), unsound_starts(loop)
        if again > kills:
            wrong.append("more repeats than kills")
        note = f"{kills} kills, {again} messages repeated"
        return with_starts(verdict("K2 kill at the send", world, due, note, loop.windows(), wrong), loop)


class Digests:
    """K3 in two steps, because a digest's minute takes up to a minute to come."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.world, self.seed = World(folder), seed
        self.people = subscribers(DIGEST_PEOPLE)
        subscribe(self.world, self.people, "")
        pages = [("石桥晨报", n, sheet) for n, sheet in enumerate(Press(seed).issue(4), 1)]
        self.due = owed(self.people, [sheet for _, _, sheet in pages])
        lay(self.world, pages)
        self._settle_time(len(pages) * len(WORDS))

    def _settle_time(self, articles: int) -> None:
        """Everybody asks for the digest at the next minute; the articles are read and matched before it comes."""
        world = self.world
        answers = len(world.tg.sent_log) + len(self.people)
        self.at = next_minute(after=12)
        for chat in self.people:
            world.say(chat, f"/digest {self.at.astimezone(ZONE):%H:%M}")
        if not world.live(lambda: len(world.tg.sent_log) >= answers and matched(world, articles), 40):
            raise AssertionError("the digests could not be prepared")

    def run(self, kills: int) -> Row:
        """Killed around the minute of the digest: while digests are made, and while they are sent.

        The service may be down when the minute strikes; the digest then comes after it, once.
        """
        with self.world as world:
            while datetime.now(ZONE) < self.at:
                time.sleep(0.2)
            hits: set[int] = set()

            def moment() -> bool:
                n = len(loop.killed_at)
                if loop.sent() or (n % 2 == 0 and loop.written("deliveries")):
                    hits.add(n)
                return n in hits or loop.age() > 3

            loop: Loop = world.kill_loop(kills=kills, low=0.0, high=0.02, seed=self.seed, settle=90, trigger=moment)
            loop.run(until=lambda: told(world) >= self.due and quiet(world, 1.5))
            wrong = [*unsound_starts(loop), *second_digests(world), *unlike_copies(world)]
            note = f"{kills} kills, {len(hits)} fell into it; {len(self.people)} digests, copies byte-equal"
            row = verdict("K3 kill in the digest", world, self.due, note, loop.windows(), wrong)
            return with_starts(row, loop)


def k3(folder: Path, kills: int, seed: int) -> Row:
    return Digests(folder, seed).run(kills)


def k4(folder: Path, kills: int, seed: int) -> Row:
    """200 commands wait; killed while they are answered. What they do and say is compared with a run in peace.

    Fewer than ten kills have done with 60 commands: ten answers to one person take ten seconds.
    """
    with World(folder / "peace") as peace, World(folder / "war") as war:
        commands = lines(10 if kills >= 10 else 3)
        for chat, text in commands:
            peace.say(chat, text)
            war.say(chat, text)
        if not peace.live(lambda: len(peace.tg.sent_log) >= len(commands) and quiet(peace), 60):
            raise AssertionError(f"{len(peace.tg.sent_log)} answers to {len(commands)} commands, without any fault")
        due = {(one["chat_id"], one["text"]) for one in peace.sent()}
        loop: Loop = war.kill_loop(
            kills=kills, low=0.0, high=0.25, seed=seed, settle=90, trigger=lambda: loop.ready() or loop.age() > 5
        )
        loop.run(until=lambda: {(one["chat_id"], one["text"]) for one in war.sent()} >= due and quiet(war))
        wrong = [*unsound_starts(loop), *peace.wrong()]
        if state(peace) != state(war):
            wrong.append("the state differs from that after a run in peace")
        row = by_text("K4 kill in commands", war, due, f"{kills} kills, {len(commands)} commands", loop, wrong)
        return with_starts(row, loop)


def k5(folder: Path, rounds: int, seed: int) -> Row:
    """Told to stop, by SIGTERM and SIGINT in turn, in the middle of papers, alerts and answers."""
    with World(folder) as world:
        people, press, chance = subscribers(PEOPLE), Press(seed), random.Random(seed)
        subscribe(world, people, "@即时")
        sheets = [press.page() for _ in range(rounds)]
        wrong, slow, longest = list[str](), list[str](), 0.0
        for n, sheet in enumerate(sheets, 1):
            lay(world, [("东湾早报", n, sheet)])
            asked = len(world.tg.requests_log)
            process = world.start()
            wait_for(lambda asked=asked: len(world.tg.requests_log) > asked, PATIENCE_SECONDS)  # type: ignore[misc]
            time.sleep(chance.uniform(0.0, 2.0))
            status, took = world.stop(process, signal.SIGINT if n % 2 else signal.SIGTERM)
            longest = max(longest, took)
            if status:
                wrong.append(f"round {n}: status {status}")
            if took > 10:
                slow.append(f"round {n}: {took:.1f} s")
        due = owed(people, sheets)
        world.live(lambda: told(world) >= due and quiet(world), 60)
        row = verdict("K5 SIGTERM, SIGINT", world, due, f"{rounds} stops, the longest {longest:.1f} s", wrong=wrong)
        row = replace(row, slow=tuple(slow))
        return replace(row, unexcused=row.unexcused + row.excused, excused=0)  # nothing was lost, so nothing is excused


def d3(folder: Path, rounds: int, seed: int) -> Row:
    """A second process while the first works: it refuses, and nobody hears anything twice.

    In turn on the same database, and on another one with the same token.
    """
    with World(folder) as world:
        people, press = subscribers(len(WORDS)), Press(seed)
        subscribe(world, people, "@即时")
        sheets = [press.page() for _ in range(rounds)]
        elsewhere = world.config.with_name("elsewhere.toml")
        elsewhere.write_text(world.config.read_text("utf-8").replace("news.db", "elsewhere.db"), "utf-8")
        wrong, asked = [], len(world.tg.requests_log)
        first = world.start()
        wait_for(lambda: len(world.tg.requests_log) > asked, PATIENCE_SECONDS)
        for n, sheet in enumerate(sheets, 1):
            lay(world, [("东湾早报", n, sheet)])
            second = world.run("run", config=world.config if n % 2 else elsewhere)
            if second.returncode != 1 or "另一个" not in second.stderr:
                wrong.append(f"the second process ended with {second.returncode}: {second.stderr[-200:]}")
        due = owed(people, sheets)
        wait_for(lambda: told(world) >= due and quiet(world), 60)
        status, _ = world.stop(first)
        if status:
            wrong.append(f"the first process ended with {status}")
        return verdict("D3 two processes", world, due, f"{rounds} second starts refused", wrong=wrong)


# -- what the scripts are made of --------------------------------------------------------------------------------------


def subscribers(many: int) -> dict[int, str]:
    """Chats, each with one word; the words go round."""
    return {FIRST_CHAT + n: WORDS[n % len(WORDS)] for n in range(many)}


def subscribe(world: World, people: dict[int, str], mode: str) -> None:
    """Everybody subscribes, and is answered."""
    before = len(world.tg.sent_log)
    for chat, word in people.items():
        world.say(chat, f"/sub {word} {mode}".strip())
    if not world.live(lambda: len(world.tg.sent_log) >= before + len(people), 60):
        raise AssertionError("the subscriptions were not answered")


def printed(press: Press) -> list[tuple[str, int, Sheet]]:
    """Five issues of six pages of ten articles: (paper, page, sheet)."""
    return [(paper, n, sheet) for paper in PAPERS for n, sheet in enumerate(press.issue(), 1)]


def lay(world: World, pages: Iterable[tuple[str, int, Sheet]]) -> None:
    for paper, number, sheet in pages:
        world.drop(sheet, paper, number)


def owed(people: dict[int, str], sheets: Iterable[Sheet]) -> Due:
    """Who is owed what: every marker under one's word."""
    pieces = [piece for sheet in sheets for piece in sheet.pieces]
    return {(chat, piece.marker) for chat, word in people.items() for piece in pieces if piece.word == word}


def quiet(world: World, seconds: float = 0.7) -> bool:
    """Whether nothing was sent for a while: what is sent twice comes late."""
    last: float = world.tg.sent_log[-1]["t"]
    return time.time() - last > seconds


def matched(world: World, articles: int) -> bool:
    rows = world.rows("SELECT (SELECT count(*) FROM articles) AS n, (SELECT max(id) FROM articles) AS last")
    cursor = world.rows("SELECT value FROM cursors WHERE name = 'matched'")
    return rows[0]["n"] >= articles and bool(cursor) and cursor[0]["value"] >= rows[0]["last"]


def articles_once(world: World, articles: int) -> list[str]:
    """Every printed article stands in the log exactly once."""
    found = world.rows("SELECT uid, value FROM articles WHERE replaced_by IS NULL")
    heads = [marker for row in found for marker in MARKER.findall(row["value"])]
    if len(found) == articles and len(set(heads)) == articles:
        return []
    return [f"{len(found)} current articles with {len(set(heads))} markers, {articles} were printed"]


def repeated_messages(world: World) -> int:
    """Messages that tell a chat again what it was told; several alerts may share one message, so markers count more."""
    seen: set[tuple[int, str]] = set()
    again = 0
    for one in world.sent():
        lines = {(one["chat_id"], marker) for marker in MARKER.findall(one["text"])}
        again += bool(lines & seen)
        seen |= lines
    return again


def second_digests(world: World) -> list[str]:
    """Chats that got more than one digest: the lines of each stand in one text."""
    texts: dict[int, set[str]] = {}
    for one in world.sent():
        if MARKER.search(one["text"]):
            texts.setdefault(one["chat_id"], set()).add(one["text"])
    return [f"chat {chat} got {len(said)} digests" for chat, said in texts.items() if len(said) > 1][:3]


def lines(each: int) -> list[tuple[int, str]]:
    """Up to ten commands for each of twenty people, in which order matters and no two answers are alike."""
    return [
        (FIRST_CHAT + n, text)
        for n in range(20)
        for text in (
            f"/sub {WORDS[n % 10]}",
            f"/sub {WORDS[(n + 1) % 10]} @即时",
            "/unsub 2",
            f"/digest 0{n % 10}:15",
            f"/sub {WORDS[(n + 2) % 10]} -{WORDS[(n + 3) % 10]}",
            "/lang en",
            f"/sub {WORDS[(n + 4) % 10]}、{WORDS[(n + 5) % 10]} => 第{n}组",
            "/list",
            "/pause",
            "/resume",
        )[:each]
    ]


def state(world: World) -> list[str]:
    """What the commands have changed, without when they did, and in which order among people (`revision`)."""
    tables = ("subscribers", "subscriptions")
    rows = [row for table in tables for row in world.rows(f"SELECT * FROM {table}")]
    timeless = [{k: v for k, v in row.items() if k not in ("id", "revision") and not _instant(k, v)} for row in rows]
    return sorted(map(str, timeless))


def _instant(name: str, value: object) -> bool:
    return name.endswith("_at") and isinstance(value, int)
