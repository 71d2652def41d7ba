"""The bundled places: complete where they claim to be, and free of loose ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchers import latin
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


def test_every_place_has_a_spelling_in_latin_letters() -> None:
    places = load()
    tables = ("provinces", "cities", "henan_counties", "henan_towns")
    names = [
        line.split("\t")[1] for one in tables for line in (SEEDS / f"{one}.tsv").read_text("utf-8").splitlines()[1:]
    ]
    assert len(names) > 3000
    assert [name for name in names if not latin.english(name).replace("'", "").replace("ü", "u")[:1].isupper()] == []
    lost = [name for name in names if not any(places.spelt(one) for one in latin.spellings(name))]
    assert [name for name in lost if not name.endswith("区")] == []  # zones are found by words of their own


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("六安市", "Lu'an"), ("浚县", "Xun County"), ("洪洞县", "Hongtong County"), ("番禺区", "Panyu District"),
        ("荥阳市", "Xingyang"), ("荥经县", "Yingjing County"), ("泌阳县", "Biyang County"), ("郏县", "Jia County"),
        ("尉氏县", "Weishi County"), ("尉犁县", "Yuli County"), ("柘城县", "Zhecheng County"), ("西安市", "Xi'an"),
        ("长垣市", "Changyuan"), ("长子县", "Zhangzi County"), ("漯河市", "Luohe"), ("濮阳市", "Puyang"),
        ("渑池县", "Mianchi County"), ("乐清市", "Yueqing"), ("乐山市", "Leshan"), ("亳州市", "Bozhou"),
        ("东阿县", "Dong'e County"), ("大埔县", "Dabu County"), ("陕西省", "Shaanxi"), ("山西省", "Shanxi"),
        ("内蒙古自治区", "Inner Mongolia"), ("呼和浩特市", "Hohhot"), ("恩施土家族苗族自治州", "Enshi Prefecture"),
        ("管城回族区", "Guancheng District"), ("郑东新区", "Zhengdong New District"),
        ("新密市城关镇", "Chengguan Town, Xinmi"), ("花园路街道", "Huayuan Road Subdistrict"), ("吕梁市", "Lüliang"),
        ("河南省郑州市金水区", "Jinshui District, Zhengzhou, Henan"), ("全国", "the whole country"), ("☂市", ""),
        ("市", ""),
    ],
)  # fmt: skip
def test_names_are_spelt_as_their_people_say_them(name: str, spelt: str) -> None:
    assert latin.english(name) == spelt


def test_on_a_button_a_district_needs_no_district() -> None:
    assert [latin.brief(name) for name in ("金水区", "中牟县", "郑州市")] == ["Jinshui", "Zhongmu County", "Zhengzhou"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zhengzhou", ["郑州市"]), ("zhengzhou city", ["郑州市"]), ("Jinshui, Zhengzhou", ["金水区"]),
        ("Zhongmu County", ["中牟县"]), ("zhongmu xian", ["中牟县"]), ("Suzhou", ["苏州市", "宿州市"]),
        ("Qi County", ["杞县", "淇县"]), ("Anyang", ["安阳市"]), ("Anyang County", ["安阳县"]), ("Jilin", ["吉林省"]),
        ("Jilin City", ["吉林市"]), ("Xian", ["西安市"]), ("lvliang", ["吕梁市"]), ("Tibet", ["西藏自治区"]),
        ("Kashi", ["喀什地区"]), ("Chengguan Town, Xinmi", ["新密市城关镇"]), ("Song", ["嵩县"]),
        ("Jinshui or Erqi", []), ("Atlantis", []), ("Jinshui 12", []), ("", []),
    ],
)  # fmt: skip
def test_a_place_is_found_by_its_spelling(text: str, names: list[str]) -> None:
    assert [place.name for place in load().spelt(text)] == names


def test_a_slip_in_a_spelling_is_forgiven() -> None:
    assert "郑州市" in load().alike("Zhengzhu")


def test_places_in_a_sentence_are_put_into_chinese() -> None:
    read = {
        "Erqi district, Zhengzhou": "二七区 , 郑州市",
        "a shop in JINSHUI": "a shop in 金水区",
        "Xin'an County": "新安县",
        "Xinan county": "新安县",
        "Zhengzhou High-tech Zone": "郑州市 高新区",
        "Xinxiang": "新乡市",
        "Xinxiang County": "新乡县",
        "Xiangcheng": "Xiangcheng",
        "Xiangcheng County": "襄城县",
        "a song and a fan": "a song and a fan",
        "Song County": "嵩县",
    }
    assert {text: " ".join(load().in_chinese(text).split()) for text in read} == read
