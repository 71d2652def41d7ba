"""Two index pages of real papers, counted by hand. They lie beside the project and are not ours to copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from watchers.epaper.index import Index, read_index

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "epaper"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")


def index(name: str, url: str) -> Index:
    return read_index((SAMPLES / name).read_bytes(), "text/html", url)


def test_a_page_of_f1() -> None:
    found = index("jxrb_20171009_A01_index.html", "http://epaper.example.cn/jxrb/html/2017-10/09/node_187.htm")
    assert [page.label for page in found.pages] == [f"{letter}0{n}" for letter in "ABC" for n in (1, 2, 3, 4)]
    assert all(page.name and f"/{page.label}/" in page.pdf for page in found.pages)
    assert [one.url.rpartition("_")[2] for one in found.articles] == [f"{n}.htm" for n in range(401862, 401867)]
    assert [len(one.title) for one in found.articles] == [16, 13, 13, 12, 10]
    assert (found.days, found.label, found.name) == ((date(2017, 10, 9),), "A01", "头版")
    assert found.next.endswith("node_188.htm")


def test_a_page_of_f1b() -> None:
    found = index(
        "rmrb_20171016_01_index.html", "http://paper.example.cn/rmrb/html/2017-10/16/nbs.D110000renmrb_01.htm"
    )
    assert [page.label for page in found.pages] == [str(n) for n in range(1, 25)]
    assert [page.label for page in found.pages if page.name == "广告"] == ["8", "19", "20", "21", "24"]
    assert all(page.pdf.endswith(f"{int(page.label):02}.pdf") for page in found.pages)
    assert [one.url.rpartition("_")[2] for one in found.articles] == [f"{n}-01.htm" for n in range(1, 6)]
    assert all(one.title and "<" not in one.title for one in found.articles)
    assert " " in found.articles[1].title  # two lines of a headline
    assert found.days == (date(2017, 10, 16),)
