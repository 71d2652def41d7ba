"""What a query would have caught lately, where there is more in the archive than is looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot import query
from bot.chat import trials
from house import House, blocks


def test_what_is_too_old_was_not_kept_out_by_an_exclusion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is its day that counts, whenever it was read, and however far the candidates reach."""
    monkeypatch.setattr(trials, "CANDIDATES", 2)
    house = House(tmp_path, read=blocks)
    house.page("晨光日报/2026-03-01/01.txt", "渡口恢复开航\n首班船七点出发。")
    house.page("晨光日报/2026-05-11/01.txt", "渡口加开航班\n末班船九点出发。")
    house.take_in()
    wanted = query.parse(house.finder.check("渡口 -招聘"))
    past = trials.look_back(house.archive, house.finder, wanted, date(2026, 5, 11), 30)
    assert [entry.article.headline for entry, _ in past.found] == ["渡口加开航班"]
    assert past.kept_out == ()
    house.close()
