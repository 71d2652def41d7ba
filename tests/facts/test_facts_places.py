"""Places: the gazetteer on a small invented country, the rules of relevance on the bundled one."""

from __future__ import annotations

from datetime import date

import pytest

from watchers.facts.places import Gazetteer, Level, Place
from watchers.facts.regions import places
from watchers.gazetteer import load
from watchers.model import Article

SMALL = Gazetteer(
    [
        Place(code="1", name="云省", level=Level.PROVINCE),
        Place(code="11", name="青川市", level=Level.CITY, parent="1"),
        Place(code="12", name="白石市", level=Level.CITY, parent="1"),
        Place(code="111", name="茶山区", level=Level.COUNTY, parent="11"),
        Place(code="112", name="青川高新区", level=Level.COUNTY, parent="11", aliases=("高新区",)),
        Place(code="121", name="白石高新区", level=Level.COUNTY, parent="12", aliases=("高新区",)),
        Place(code="1111", name="渡口镇", level=Level.TOWN, parent="111"),
        Place(code="1121", name="渡口镇", level=Level.TOWN, parent="112"),
        Place(code="1112", name="竹园街道", level=Level.TOWN, parent="111"),
    ],
    words=("青川杯",),
)


def about(body: str, headline: str = "", paper: str = "青川日报", gazetteer: Gazetteer = SMALL) -> tuple[str, ...]:
    article = Article(paper=paper, day=date(2026, 5, 11), headline=headline, body=body)
    return places(article, gazetteer)


def in_henan(body: str, headline: str = "", paper: str = "郑州日报") -> tuple[str, ...]:
    return about(body, headline, paper, load())


def test_full_and_short_names_broadest_first() -> None:
    assert about("茶山区与白石两地携手。") == ("白石市", "茶山区")


def test_a_road_or_a_longer_word_is_no_place() -> None:
    assert about("青川路上车多，青川杯开赛，茶山区域联动。") == ()


def test_hierarchy() -> None:
    assert SMALL.parents("竹园街道") == ("云省", "青川市", "茶山区")
    assert SMALL.within("竹园街道", "青川市")
    assert SMALL.within("青川市", "青川市")
    assert not SMALL.within("青川市", "竹园街道")
    assert SMALL.parents("无此地") == ()


def test_lookup_is_for_what_people_type() -> None:
    assert [place.name for place in SMALL.lookup(" 茶山 ")] == ["茶山区"]
    assert [place.name for place in SMALL.lookup("高新区")] == ["青川高新区", "白石高新区"]
    assert [place.name for place in SMALL.lookup("渡口镇")] == ["茶山区渡口镇", "青川高新区渡口镇"]
    assert [place.name for place in SMALL.lookup("竹园办事处")] == ["竹园街道"]
    assert SMALL.lookup("无此地") == ()


def test_an_ambiguous_name_follows_what_is_named_before_the_papers_home() -> None:
    assert about("高新区招商。") == ("青川高新区",)
    assert about("高新区招商。", paper="白石日报") == ("白石高新区",)
    assert about("白石高新区扩建，高新区招商。", paper="某报") == ("白石高新区",)
    assert about("高新区招商。", paper="某报") == ()
    assert about("茶山区渡口镇采茶忙。") == ("茶山区", "茶山区渡口镇")
    assert about("渡口镇采茶忙。") == ()


def test_a_district_that_many_cities_have_needs_its_city() -> None:
    assert in_henan("据报道，鼓楼区一幢楼起火。") == ()
    assert in_henan("据报道，鼓楼区一幢楼起火。", paper="开封日报") == ("鼓楼区",)
    assert in_henan("开封市鼓楼区夜市开张。") == ("开封市", "鼓楼区")
    assert in_henan("开封来客。鼓楼区夜市开张。") == ("开封市", "鼓楼区")


def test_a_circle_of_parents_ends() -> None:
    circle = Gazetteer(
        [
            Place(code="a", name="甲市", level=Level.CITY, parent="b"),
            Place(code="b", name="乙市", level=Level.CITY, parent="a"),
        ]
    )
    assert circle.parents("甲市") == ("乙市",)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("在郑州金水区的花园里", ("郑州市", "金水区")),
        ("巩义、新密、登封三市联动", ("巩义市", "新密市", "登封市")),
        ("惠济的草莓红了", ("惠济区",)),
        ("航空港区与郑东新区", ("郑州航空港区", "郑东新区")),
        ("洛阳高新区来访", ("洛阳高新区",)),
        ("梧桐办事处的居民", ("梧桐街道",)),
        ("济源引进新种子", ("济源市",)),
        ("新乡县与新乡市", ("新乡市", "新乡县")),
        ("新密市城关镇", ("新密市", "新密市城关镇")),
    ],
)
def test_places_of_henan(body: str, found: tuple[str, ...]) -> None:
    assert in_henan(body) == found


@pytest.mark.parametrize(
    "body",
    [
        "中原大地春意浓，人们上街赏花，金水路与南阳路相交。",
        "黄河南岸麦浪滚滚，日照时间长。",
        "省级示范县建设，世界大同。",
        "郑州大学与河南某某机械公司签约。",
        "西安高新区与南京鼓楼区签约。",
        "来自北京、上海、广州等地的游客。",
        "研发中心来自深圳某某科技公司。",
    ],
)
def test_traps(body: str) -> None:
    assert in_henan(body) == ()


def test_our_city_and_our_province() -> None:
    assert in_henan("我市举办花展。") == ("郑州市",)
    assert in_henan("全市农业会议召开。") == ("郑州市",)
    assert in_henan("全市农业会议召开，荥阳市作了发言。") == ("荥阳市",)
    assert in_henan("各地要落实。", "我省公布条例") == ("河南省",)
    assert in_henan("全省夏粮丰收。", paper="河南日报") == ("河南省",)
    assert in_henan("我市举办花展。", paper="某晚报") == ()
    assert in_henan("市民纷纷前来。") == ("郑州市",)
    assert in_henan("全省医保热线统一，市民可拨打。") == ("河南省",)


def test_far_places_count_in_headings_and_as_the_scene() -> None:
    assert in_henan("列车驶向远方。", "旅游专列开往新疆") == ("新疆维吾尔自治区",)
    assert in_henan("论坛昨日在武汉举行。") == ("武汉市",)
    assert in_henan("他年轻时去过一次武汉。") == ()
    assert in_henan("武汉来客。" * 3) == ("武汉市",)
    assert in_henan("博览会在广西南宁举行。") == ("广西壮族自治区", "南宁市")
    assert in_henan("学习在陕西考察时的重要讲话。") == ()


def test_a_source_without_a_home_takes_the_place_in_its_heading() -> None:
    assert in_henan("金水区、惠济区将有强降雨。", "郑州发布暴雨预警", "中央气象台") == ("郑州市", "金水区", "惠济区")


def test_the_agencys_seat_is_not_the_scene() -> None:
    article = Article(
        paper="郑州日报", day=date(2026, 5, 11), headline="", body="会议召开。", dateline="新华社北京5月10日电"
    )
    assert places(article, load()) == ()
    article = Article(paper="郑州日报", day=date(2026, 5, 11), headline="", body="会议召开。", dateline="本报荥阳讯")
    assert places(article, load()) == ("荥阳市",)
