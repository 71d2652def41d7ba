"""`baoxiao sources reread`: what it says where there is nothing to read again."""

from __future__ import annotations

from pathlib import Path

from commands.conftest import Call


def test_of_a_source_without_kept_pages(baoxiao: Call, papers: Path) -> None:
    baoxiao("ingest")
    ran = baoxiao("sources", "reread", "商都日报")
    assert ran.status == 1
    assert "没有留存的网页" in ran.complaint


def test_without_a_name(baoxiao: Call, papers: Path) -> None:
    assert baoxiao("sources", "reread").status == 2
