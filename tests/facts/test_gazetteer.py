"""The bundled places: complete where they claim to be, and free of loose ends."""

from __future__ import annotations

from pathlib import Path

from watchers.facts.places import Level
from watchers.gazetteer import load

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "places"
TABLES = ("provinces.tsv", "cities.tsv", "henan_counties.tsv", "henan_towns.tsv")


def rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in (SEEDS / table).read_text("utf-8").splitlines()[1:]]


def test_every_row_has_its_columns_its_own_code_and_a_known_parent() -> None:
    codes: set[str] = set()
    for table in TABLES:
        for row in rows(table):
            assert len(row) == 4, row
            code, name, parent, _ = row
            assert name
            assert code not in codes, row
            assert parent in codes or (table == "provinces.tsv" and not parent), row
            codes.add(code)


def test_henan_is_complete_and_all_provinces_are_there() -> None:
    assert len(rows("provinces.tsv")) == 34
    assert sum(row[2] == "410000" for row in rows("cities.tsv")) == 18
    counties = [row for row in rows("henan_counties.tsv") if row[0].isdecimal() and row[0][4] != "7"]
    assert len(counties) == 156  # 济源, the 157th, lies directly under the province and stands with the cities
    assert len(rows("henan_towns.tsv")) > 2400


def test_every_word_that_is_no_place_has_a_reason() -> None:
    assert all(len(row) == 2 and all(row) for row in rows("words.tsv"))


def test_known_names() -> None:
    gazetteer = load()
    assert gazetteer.parents("金水区") == ("河南省", "郑州市")
    assert gazetteer.within("郑州高新区", "郑州市")
    for asked, name in {
        "新疆": "新疆维吾尔自治区",
        "北京": "北京市",
        "济源": "济源市",
        "恩施": "恩施土家族苗族自治州",
    }.items():
        assert gazetteer.lookup(asked)[0].name == name
    assert gazetteer.lookup("吉林")[0].level == Level.PROVINCE
    home = gazetteer.home("郑州日报")
    assert home is not None
    assert home.name == "郑州市"
    assert gazetteer.home("大河报") is None


def test_it_is_read_once() -> None:
    assert load() is load()
