"""Where a warning is for: by code, by name, by the office; and which of several to show."""

from __future__ import annotations

import pytest

from watchers import gazetteer
from watchers.weather.area import concerns, office, spot
from watchers.weather.notice import Notice
from weather.written import NOW

PLACES = gazetteer.load()


def notice(issuer: str = "", codes: tuple[str, ...] = (), areas: tuple[str, ...] = ()) -> Notice:
    return Notice(identifier="A", headline="", hazard="暴雨", issued_at=NOW, issuer=issuer, codes=codes, areas=areas)


@pytest.mark.parametrize(
    ("issuer", "codes", "areas", "area", "within", "short"),
    [
        ("河南省郑州市中牟县气象台", ("410122",), (), "中牟县", ("河南省", "郑州市"), "中牟县气象台"),
        ("河南省郑州市气象台", ("410100",), (), "郑州市", ("河南省",), "郑州市气象台"),
        ("河南省气象台", ("410000",), (), "河南省", (), "河南省气象台"),
        ("中牟县气象台", (), ("中牟",), "中牟县", ("河南省", "郑州市"), "中牟县气象台"),
        ("海南省乐东县气象台", ("469027",), (), "乐东县", ("海南省",), "乐东县气象台"),
        ("海南省乐东县气象台", ("460000",), (), "乐东县", ("海南省",), "乐东县气象台"),
        ("江苏省南京市鼓楼区气象台", ("320106",), (), "南京市鼓楼区", ("江苏省", "南京市"), "鼓楼区气象台"),
        ("江苏省南京市鼓楼区气象台", (), (), "南京市鼓楼区", ("江苏省", "南京市"), "鼓楼区气象台"),
        ("河南省开封市鼓楼区气象台", (), (), "鼓楼区", ("河南省", "开封市"), "鼓楼区气象台"),
        ("蓬莱区气象台", ("370614",), ("蓬莱",), "蓬莱区", ("山东省", "烟台市"), "蓬莱区气象台"),
        ("上海中心气象台", (), (), "上海市", (), "上海中心气象台"),
        ("北京市海淀区气象台", ("110108",), (), "海淀区", ("北京市",), "海淀区气象台"),
        ("中央气象台", (), (), "全国", (), "中央气象台"),
        ("", ("410122",), (), "中牟县", ("河南省", "郑州市"), ""),
        ("", ("410122999",), (), "410122999", ("河南省", "郑州市", "中牟县"), ""),
        ("", (), ("桃花源流域",), "桃花源流域", (), ""),
        ("河南省水文水资源局", (), ("贾鲁河流域",), "河南省", (), "河南省水文水资源局"),
        ("", (), (), "", (), ""),
    ],
)
def test_where_and_who(
    issuer: str, codes: tuple[str, ...], areas: tuple[str, ...], area: str, within: tuple[str, ...], short: str
) -> None:
    where = spot(notice(issuer, codes, areas), PLACES)
    assert (where.area, where.within) == (area, within)
    assert office(issuer, where) == short


def test_several_places_are_named_and_what_they_lie_in() -> None:
    where = spot(notice("河南省气象台", areas=("郑州市、开封市",)), PLACES)
    assert (where.area, where.areas) == ("河南省", ("郑州市", "开封市"))
    assert where.places == ("河南省", "郑州市", "开封市")
    assert concerns(where, "中牟县", PLACES)
    assert not concerns(where, "信阳市", PLACES)
    assert spot(notice(codes=("410122", "410185")), PLACES).area == "郑州市"
    assert spot(notice(areas=("甲地", "乙地")), PLACES).area == "甲地、乙地"


@pytest.mark.parametrize(
    ("code", "home", "wanted"),
    [
        ("410122", "中牟县", True),
        ("410122", "中牟", True),
        ("410100", "中牟县", True),
        ("410000", "中牟县", True),
        ("410122", "郑州市", True),
        ("410122", "河南省", True),
        ("410185", "中牟县", False),
        ("410200", "中牟县", False),
        ("370614", "烟台市", True),
        ("370614", "河南省", False),
        ("320106", "开封市", False),
    ],
)
def test_what_concerns_a_place(code: str, home: str, wanted: bool) -> None:
    issuer = {"320106": "江苏省南京市鼓楼区气象台"}.get(code, "")
    assert concerns(spot(notice(issuer, codes=(code,)), PLACES), home, PLACES) is wanted
