"""How fast pages are read: pages a second on one core, and whether a page ten times as long takes ten times as long.

    python benchmarks/reading.py

Real pages, where there are any, are read once each and counted as pages of 6,000 characters: a real page of 6,000
characters has some 150 lines. Ours, cut from the sample issues and, denser, from the proofs of tests/reading, have 230;
the word list is loaded before the clock starts. Of a text of more than 30,000 lines the rest is kept but not analysed.
The long texts repeat them with other names, as far as the reader can tell a new page each. Processor time is measured,
the best of five rounds; the machine's own speed shows in the line after the first.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot import lexicon
from watchers.model import Page
from watchers.reading import read_page
from watchers.reading.seams import NO_WORDS, Words

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "pages"  # pages of a real daily, where they lie beside the project
LENGTH, ROUNDS = 6000, 5
DAY = date(2026, 6, 8)


def sample_issues() -> str:
    """Pages of a daily: some sixty to eighty lines each."""
    return "\n\n".join(file.read_text("utf-8") for file in sorted((ROOT / "seeds" / "papers").rglob("*/*.txt")))


def proofs() -> str:
    """Pages of short items, nearly twice as many lines; the margins are taken off."""
    marked = [file.read_text("utf-8") for file in sorted((ROOT / "tests" / "reading" / "pages").glob("*.txt"))]
    margin = r"(?m)^[%@].*\n|^\d*(?:[MCTKHDYRPBS+]|>\+?)\||[⟦⟧]|⟪[^⟫]*⟫"
    return "\n\n".join(re.sub(margin, "", text) for text in marked)


def windows(text: str) -> list[str]:
    return [text[start : start + LENGTH] for start in range(0, len(text) - LENGTH, LENGTH // 4)]


def best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def read(texts: Sequence[str], words: Words) -> None:
    for text in texts:
        read_page(Page(label="", text=text), paper="", day=DAY, words=words)


def megabytes(text: str, size: int) -> str:
    """A text of `size` million bytes: the pages again and again, common signs exchanged for others."""
    copies: list[str] = []
    while sum(map(len, copies)) < size * 1_000_000 // 3:
        k = len(copies)
        copies.append(text.translate({ord("一"): chr(0x4E00 + 7 * k), ord("人"): chr(0x5000 + 7 * k)}))
    return "\n\n".join(copies)[: size * 1_000_000 // 3]


def real_pages(words: Words) -> None:
    """Each page is new to the reader: nothing that it keeps from one page helps with the next."""
    texts = [file.read_text("utf-8") for file in sorted(REAL.glob("*.txt"))]
    if texts:
        read([sample_issues()[:LENGTH]], words)
        started = time.process_time()
        read(texts, words)
        taken = time.process_time() - started
        print(f"{'real pages + word list, first sight':42}{sum(map(len, texts)) / LENGTH / taken:8.0f} pages a second")


def main() -> None:
    text, words = sample_issues(), lexicon.load()
    real_pages(words)
    yardstick = best(lambda: sum(ord(sign) for sign in text * 20))
    print(f"{'this machine':42}{len(text) * 20 / yardstick / 1e6:8.1f} million signs a second summed up in Python")
    for name, pages in (("pages of the sample issues", windows(text)), ("pages of short items", windows(proofs()))):
        for list_name, one in (("", NO_WORDS), (" + word list", words)):
            taken = best(lambda pages=pages, one=one: read(pages, one))  # type: ignore[misc]
            print(f"{name + list_name:42}{len(pages) / taken:8.0f} pages a second")
    short, long = megabytes(text, 1), megabytes(text, 10)
    first, tenfold = best(lambda: read([short], words)), best(lambda: read([long], words))
    print(f"{'a page of 1 MB':42}{first:8.2f} s")
    print(f"{'a page of 10 MB':42}{tenfold:8.2f} s, {tenfold / first:.1f} times as long")


if __name__ == "__main__":
    main()
