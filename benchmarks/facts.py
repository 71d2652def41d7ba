"""What the facts of an article cost, and whether a hostile text costs more than in proportion to its length.

    python benchmarks/facts.py

First the articles of `seeds/papers`: the milliseconds that 800 characters take. Then texts of one piece repeated, at a
size and at four times that size, side by side: a rule that is not linear shows as far more than four times.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from watchers.facts import understand
from watchers.gazetteer import load
from watchers.model import Article, Issue, Page
from watchers.reading import read_issue

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "papers"
PIECES = """
    1 《 年 亿 郑州 市 公司 电话 。 1月1日举行展览 最高1万元 今天晴 《办法》 市民政局 0371-67180011、 报名至 “贷
""".split()  # noqa: SIM905
SMALL = 50_000  # characters
EACH = 800
ROUNDS = 5


def spent(article: Article, rounds: int = ROUNDS) -> float:
    """Seconds of this process, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        understand(article, load())
        best = min(best, time.process_time() - began)
    return best


def of_papers() -> None:
    """All sample articles, in milliseconds for 800 characters of body."""
    whole, characters = 0.0, 0
    for folder in sorted(path for path in SEEDS.glob("*/*") if path.is_dir()):
        pages = [Page(label=file.stem, text=file.read_text("utf-8")) for file in sorted(folder.glob("*.txt"))]
        issue = Issue(paper=folder.parent.name, day=date.fromisoformat(folder.name))
        for article in read_issue(issue, pages):
            whole += spent(article)
            characters += len(article.body)
    print(f"sample articles: {1000 * EACH * whole / characters:.2f} ms for {EACH} characters")


def of_pieces() -> None:
    """Each piece at a size and at four times that size."""
    for piece in PIECES:
        small, large = (spent(_made_of(piece, size), 2) for size in (SMALL, 4 * SMALL))
        print(f"{piece:16}\t{small:.2f} s\t{large:.2f} s\tx{large / small:.1f}")


def _made_of(piece: str, size: int) -> Article:
    return Article(paper="样报", day=date(2026, 5, 11), headline="", body=piece * (size // len(piece)))


if __name__ == "__main__":
    load()
    of_papers()
    of_pieces()
