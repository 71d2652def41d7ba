"""What telling a story once costs: sketch, keys and 50 comparisons for each of 1,000 articles.

    python benchmarks/stories.py

The articles are of the lengths of a daily (shorts of 150 characters, news of 600, reports of 2,500), put together from
the texts of tests/stories. Prints milliseconds an article and bytes a sketch.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from bot.stories import judge, keys, sketch
from watchers.codec import to_json
from watchers.model import Article

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "stories" / "pairs.jsonl"
ARTICLES, CANDIDATES = 1000, 50
LENGTHS = (150, 150, 600, 600, 600, 2500)

T = TypeVar("T")


def articles() -> list[Article]:
    told = [json.loads(line)["old"] for line in PAIRS.read_text("utf-8").splitlines()]
    dice = random.Random(1)
    made = []
    for number in range(ARTICLES):
        body = ""
        while len(body) < LENGTHS[number % len(LENGTHS)]:
            body += dice.choice(told)["body"] + "\n"
        day = date(2026, 6, 1) + timedelta(days=number % 7)
        made.append(Article(paper="晨报", day=day, headline=dice.choice(told)["headline"], body=body))
    return made


def timed(name: str, work: Callable[[], list[T]]) -> list[T]:
    started = time.perf_counter()
    done = work()
    print(f"{name:28}{(time.perf_counter() - started) / len(done) * 1000:8.3f} ms an article")
    return done


def main() -> None:
    made = articles()
    sketches = timed("sketch", lambda: [sketch(article) for article in made])
    timed("keys", lambda: [keys(value) for value in sketches])
    near = {n: [(n * 7 + step) % ARTICLES for step in range(1, CANDIDATES + 1)] for n in range(ARTICLES)}
    timed(
        f"judge among {CANDIDATES}",
        lambda: [judge(value, ((at, sketches[at]) for at in near[n])) for n, value in enumerate(sketches)],
    )
    sizes = sorted(len(to_json(value).encode()) for value in sketches)
    print(f"{'sketch as JSON':28}{statistics.median(sizes):8.0f} bytes (median), {sizes[-1]} at most")


if __name__ == "__main__":
    main()
