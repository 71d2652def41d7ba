"""What one article costs among a thousand, ten thousand, … a million subscriptions; beside a loop and one expression.

    python benchmarks/match.py [NUMBER …]

Subscriptions are made as people make them: one word, several, alternatives, exclusions, one in twenty with a field.
Words are the nouns of jieba's dictionary, asked for by Zipf's law, the commonest most; so a common word has thousands
of subscribers, and an article of 800 characters meets one in thirty of all subscriptions: as hard as it gets. Typical
articles are sentences of `seeds/papers`, put together anew; a quiet one is a list of winners' names.

For each number a process of its own, so that memory is what it is. Columns: subscriptions and different queries; the
milliseconds an article takes with `word in text` for each, with one regular expression of all words and the same
logic, and with the finder (words, boundaries, logic: which queries are met is settled, and the reasons of a hundred of
them read; `p95` and a quiet article too; `each reason` is what one more reason costs, in microseconds); how many
queries and subscriptions a typical article meets; building, memory, when a new subscription is live, and how late an
event loop was at worst while the great tier was made anew beside it, and for as long with nothing to do beside it.
Times are processor times, so that a busy machine changes little; only `live`, `stall` and `idle` are by the clock.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from bot import lexicon, packs  # noqa: E402
from bot.finder import WordFinder  # noqa: E402
from bot.match.matcher import MOST_FRESH  # noqa: E402
from watchers import gazetteer  # noqa: E402
from watchers.model import Article, Facts  # noqa: E402

NUMBERS = (1_000, 10_000, 100_000, 1_000_000)
LENGTH, ARTICLES, SLOW_ARTICLES, REASONS = 800, 60, 3, 100
VOCABULARY = 150_000
AREAS = ("金水区", "二七区", "惠济区", "中牟县", "登封市", "郑州", "开封", "洛阳", "南阳", "信阳")
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰涛超霞平刚桂英"

Clauses = tuple[tuple[bool, tuple[str, ...]], ...]


class Wishes:
    """Makes subscriptions: their texts, and their words for the two that the finder is compared with."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        table = lexicon.load()
        nouns = [word for word in _nouns() if word in table.weights]
        self.words = sorted(nouns, key=lambda word: -table.weights[word])[:VOCABULARY]
        self.popular = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.titles = [pack.titles[0][1] for pack in packs.load()]

    def some(self, number: int) -> Iterator[str]:
        drawn = iter(self.dice.choices(self.words, cum_weights=self.popular, k=number * 4))
        for _ in range(number):
            yield self._one(drawn)

    def _one(self, drawn: Iterator[str]) -> str:
        first, second, third, *_ = words = [next(drawn) for _ in range(4)]
        kind = self.dice.random()
        if kind < 0.40:
            return first
        if kind < 0.62:
            return f"{first} {second}"
        if kind < 0.70:
            return f"({first}、{second}) {third}"
        if kind < 0.85:
            return "、".join(words[: self.dice.randint(2, 4)])
        if kind < 0.95:
            return f"{first} -{second}" if self.dice.random() < 0.6 else f"{first} {second} -({third}、{words[3]})"
        return self._with_field(first, second)

    def _with_field(self, first: str, second: str) -> str:
        kind = self.dice.random()
        if kind < 0.4:
            return f"标题:{first}"
        if kind < 0.6:
            return f"地区:{self.dice.choice(AREAS)} {first}"
        if kind < 0.8:
            return f"来源:商都日报 {first}、{second}"
        return f"#{self.dice.choice(self.titles)} {first}"


def _nouns() -> Iterator[str]:
    columns = lexicon._jieba_table().read_text("utf-8").split()
    for word, tag in zip(columns[0::3], columns[2::3], strict=True):
        if 2 <= len(word) <= 6 and (tag == "vn" or (tag[0] == "n" and tag != "nr")):
            yield word


def typical(number: int, seed: int) -> list[Article]:
    """Articles of sentences that a newspaper printed."""
    dice = random.Random(seed)
    pages = sorted((ROOT / "seeds" / "papers").rglob("*.txt"))
    prose = "".join("".join(page.read_text("utf-8").split()) for page in pages)
    sentences = re.findall(r"[^。！？]{12,120}[。！？]", prose)
    made = []
    for _ in range(number):
        body = ""
        while len(body) < LENGTH:
            body += dice.choice(sentences)
        headline = dice.choice(sentences)[:20]
        facts = Facts(places=(dice.choice(AREAS),))
        made.append(Article(paper="商都日报", day=date(2026, 6, 8), headline=headline, body=body[:LENGTH], facts=facts))
    return made


def quiet() -> Article:
    dice = random.Random(5)
    names = (dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2)) for _ in range(LENGTH // 4))
    return Article(paper="商都日报", day=date(2026, 6, 8), headline="中奖名单", body="、".join(names))


def milliseconds(work: Callable[[Article], object], articles: Sequence[Article]) -> list[float]:
    took = []
    for article in articles:
        began = time.process_time()
        work(article)
        took.append((time.process_time() - began) * 1000)
    return took


# -- what the finder is compared with --------------------------------------------------------------------------------


def clauses(text: str) -> Clauses:
    """The words of a query without its field: (excluded, alternatives) that must all hold."""
    parts = [part for part in text.split() if not part.startswith(("地区:", "来源:", "#"))]
    cut = ((part[0] == "-", tuple(re.sub(r"[-()]|标题:", "", part).split("、"))) for part in parts)
    return tuple(cut)


def by_loop(queries: Sequence[Clauses], text: str) -> int:
    return sum(all(out != any(word in text for word in words) for out, words in query) for query in queries)


def by_expression(queries: Sequence[Clauses], expression: re.Pattern[str], text: str) -> int:
    there = set(expression.findall(text))
    return sum(all(out != any(word in there for word in words) for out, words in query) for query in queries)


def compared(number: int) -> dict[str, float]:
    queries = [clauses(text) for text in Wishes(number).some(number)]
    articles = [article.headline + article.body for article in typical(SLOW_ARTICLES, 7)]
    began = time.process_time()
    words = {word for query in queries for _, alternatives in query for word in alternatives}
    expression = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    built = time.process_time() - began
    loop, one = [], []
    for text in articles:
        times = [time.process_time()]
        by_loop(queries, text)
        times.append(time.process_time())
        by_expression(queries, expression, text)
        times.append(time.process_time())
        loop.append((times[1] - times[0]) * 1000)
        one.append((times[2] - times[1]) * 1000)
    return {"loop": statistics.median(loop), "expression": statistics.median(one), "compiled": built}


# -- the finder ------------------------------------------------------------------------------------------------------


def measured(number: int) -> dict[str, float]:
    finder = WordFinder(lexicon.load(), packs.load(), gazetteer=gazetteer.load())
    subscriptions = list(enumerate(Wishes(number).some(number)))
    different = len({text for _, text in subscriptions})
    gc.collect()
    before = resident()
    began = time.process_time()
    refused = finder.put_all(subscriptions)
    built = time.process_time() - began
    assert not refused, refused[:3]
    del subscriptions
    gc.collect()
    gc.freeze()  # as the service does
    articles, still = typical(ARTICLES, 7), quiet()
    milliseconds(finder.find, typical(5, 8))
    found = milliseconds(lambda article: [*islice(finder.find(article).items(), REASONS)], articles)
    every = [finder.find(article) for article in articles[:SLOW_ARTICLES]]
    began = time.process_time()
    reasons = len({id(finding) for one in every for _, finding in one.items()})
    each = (time.process_time() - began) / reasons * 1e6
    return {
        "different": different,
        "built": built,
        "rss": resident(),
        "grown": resident() - before,
        "median": statistics.median(found),
        "p95": sorted(found)[int(len(found) * 0.95)],
        "quiet": statistics.median(milliseconds(finder.find, [still] * 9)),
        "each": each,
        "queries": statistics.median(len({id(finding) for _, finding in one.items()}) for one in every),
        "people": statistics.median(map(len, every)),
        "live": live(finder),
        "stall": asyncio.run(stalled(finder)),
        "idle": asyncio.run(idle()),
    }


def resident() -> float:
    """MB in memory; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return int(re.findall(r"VmRSS:\s+(\d+)", status.read_text())[0]) / 1024


def live(finder: WordFinder) -> float:
    """Milliseconds from a subscription's coming in to its first match."""
    article = Article(paper="晨报", day=date(2026, 6, 8), headline="", body="量子咖啡馆今天在北龙湖开业。")
    began = time.perf_counter()
    finder.put_all([("new", "量子咖啡馆")])
    assert "new" in finder.find(article)
    return (time.perf_counter() - began) * 1000


async def stalled(finder: WordFinder) -> float:
    """Milliseconds that the loop was late at worst, from the moment when a new great tier falls due until it is in."""
    for key in range(MOST_FRESH + 1):
        finder.put_all([(f"fresh-{key}", f"新词{key} 发展")])
    worst, done = 0.0, asyncio.Event()

    async def tidy() -> None:
        work = finder.tidying()
        assert work
        (await asyncio.to_thread(work))()
        done.set()

    task = asyncio.create_task(tidy())
    while not done.is_set():
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - began - 0.001)
    await task
    return worst * 1000


async def idle() -> float:
    """The same for a third of a second in which nothing happens: what the machine itself does to a loop."""
    worst = 0.0
    for _ in range(300):
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - began - 0.001)
    return worst * 1000


def main(numbers: Sequence[int]) -> None:
    print("subscriptions    queries |    `in`  one regex |  found    p95  quiet  each reason |  met: queries  people"
          " | built s  RSS MB  live ms  stall   idle")  # fmt: skip
    for number in numbers:
        row: dict[str, float] = {}
        for part in ("compared", "measured"):
            done = subprocess.run([sys.executable, __file__, part, str(number)], capture_output=True, text=True)
            if done.returncode:
                sys.exit(done.stderr)
            row |= json.loads(done.stdout)
        print(
            f"{number:13,} {row['different']:10,.0f} | {row['loop']:7.1f} {row['expression']:10.1f} |"
            f" {row['median']:6.2f} {row['p95']:6.2f} {row['quiet']:6.2f} {row['each']:12.0f} |"
            f" {row['queries']:13,.0f} {row['people']:7,.0f} |"
            f" {row['built']:7.1f} {row['rss']:7.0f} {row['live']:8.1f} {row['stall']:6.1f} {row['idle']:6.1f}",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["compared"]:
        print(json.dumps(compared(int(sys.argv[2]))))
    elif sys.argv[1:2] == ["measured"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        main([int(text.replace("_", "")) for text in sys.argv[1:]] or NUMBERS)
