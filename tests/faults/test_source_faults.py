"""The short form of the faults of sites, and of damaged documents: nothing lost, nothing twice, no crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults import mutations, sources
from watchers.apart import Workshop
from watchers.model import Kind

pytestmark = pytest.mark.slow


def test_whatever_sites_do_nothing_is_lost_or_told_twice(tmp_path: Path) -> None:
    result = sources.walked(tmp_path, steps=25, seed=1)
    print(sources.table(result))
    assert (result.lost, result.again, result.late, result.canaries) == ((), (), (), 0)
    assert result.repeated == ()
    assert result.published > 40
    assert result.alerts > 30
    assert result.faults > 20


def test_damaged_documents_are_read_or_refused() -> None:
    """Each document of ours once, those of one page three times: a damaged e-paper is ten pages to read."""
    papers = [one for one in mutations.own() if one.kind is Kind.EPAPER]
    others = [one for one in mutations.own() if one.kind is not Kind.EPAPER]
    with Workshop() as apart:
        found = mutations.tried(papers, len(papers), 1, apart) | mutations.tried(others, 3 * len(others), 1, apart)
    print(mutations.table(found))
    assert [crash for outcome in found.values() for crash in outcome.crashes] == []
    assert all(outcome.became["read"] for outcome in found.values())
