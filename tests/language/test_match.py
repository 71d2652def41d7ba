"""The matcher: where a query is met, how strongly, and that many queries cost no more looks than they must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import QueryError
from bot.lexicon import load
from bot.match import Matcher
from bot.match.meaning import Meaning, Met
from bot.model import Finding, Pack, Strength
from bot.query import Node, Part, parse
from watchers.errors import ConfigError
from watchers.model import Article, Facts

PACKS = (
    Pack(
        name="weather", titles=(("zh-Hans", "天气预警"), ("en", "Weather")), aliases=("天气",), query="暴雨、大风 -演练"
    ),
)
# Three sentences of nobody's interest, so that what follows is no longer the lead.
FILLER = "会议听取了有关情况的汇报，与会人员进行了充分的讨论，大家一致认为这项工作已经取得了阶段性的进展。" * 8


def article(body: str = "", headline: str = "", **fields: str) -> Article:
    return Article(paper="商都日报", day=date(2026, 6, 8), headline=headline, body=body, **fields)  # type: ignore[arg-type]


@pytest.fixture
def matcher() -> Matcher:
    return Matcher(load(), PACKS)


def met(matcher: Matcher, query: str, paper: Article, source: str = "") -> Finding | None:
    return matcher.meet(parse(query), paper, source=source)


def strength(matcher: Matcher, query: str, paper: Article) -> Strength | None:
    found = met(matcher, query, paper)
    return found.strength if found else None


def shown(matcher: Matcher, query: str, paper: Article) -> list[str]:
    found = met(matcher, query, paper)
    assert found
    return [getattr(paper, hit.field)[hit.start : hit.end] for hit in found.hits]


# -- the stream ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "body", "printed"),
    [
        ("共青团", "坚持党对共\n\n青团的领导。", "共\n\n青团"),
        ("十五五规划", "编制“十五五”规划纲要。", "十五五”规划"),
        ("地铁5号线", "地铁５号线今日开通。", "地铁５号线"),
        ("ai", "发展 AI 产业。", "AI"),
        ("“mini LED”", "生产mini\nLED屏幕。", "mini\nLED"),
        ("AI大模型", "研发AI 大模型。", "AI 大模型"),
        ("乡村振兴", "推进乡村全面振兴。", "乡村全面振兴"),
        ("税务登记", "办理税务变更登记。", "税务变更登记"),
        ("大雨", "有中到⼤⾬。", "⼤⾬"),
        ("50㎡", "不足50㎡的店。", "50㎡"),
    ],
)
def test_hits_carry_offsets_into_the_printed_text(matcher: Matcher, query: str, body: str, printed: str) -> None:
    assert shown(matcher, query, article(body)) == [printed]


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("mac", "进口machine一台。"),
        ("“5人”", "共15人。"),
        ("动车", "机动车不得驶入。"),
        ("“乡村振兴”", "推进乡村全面振兴。"),
        ("=“UN”", "un 组织。"),
        ("=建国", "记者赵建国报道。"),
        ("税务登记", "税务没有登记。"),
        ("税务登记", "税务部门登记。"),
        ("税务登记", "税务，变更登记。"),
    ],
)
def test_what_is_not_the_term_is_no_hit(matcher: Matcher, query: str, body: str) -> None:
    assert met(matcher, query, article(body)) is None


def test_every_occurrence_counts_when_asked_for(matcher: Matcher) -> None:
    assert shown(matcher, "宽:动车", article("机动车不得驶入。")) == ["动车"]


def test_a_doubtful_hit_is_weak_even_in_a_headline(matcher: Matcher) -> None:
    found = met(matcher, "建国", article(headline="八旬赵建国获奖"))
    assert found
    assert found.strength is Strength.WEAK
    assert not found.hits[0].sure


# -- logic -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "is_met"),
    [
        ("地铁 开通", True),
        ("地铁 停运", False),
        ("停运、开通", True),
        ("地铁 -停运", True),
        ("地铁 -开通", False),
        ("地铁 -(开通 停运)", True),
        ("标题:地铁", True),
        ("标题:开通", False),
        ("正文:开通", True),
        ("正文:(开通、停运) 标题:地铁", True),
        ("来源:商都日报 地铁", True),
        ("来源:商都 地铁", True),
        ("来源:别的日报 地铁", False),
        ("来源:folder-1", True),
        ("版:A02", True),
        ("版:a2、4", True),
        ("版:A12", False),
        ("作者:张三", True),
        ("作者:李四、王五", False),
        ("地区:金水", True),
        ("地区:金水区", True),
        ("地区:惠济", False),
    ],
)
def test_what_a_query_means(matcher: Matcher, query: str, is_met: bool) -> None:
    paper = replace(
        article("昨日正式开通。", "地铁新线", page="A02", byline="本报记者 张三"),
        reporters=("张三",),
        facts=Facts(places=("郑州市", "金水区")),
    )
    assert (met(matcher, query, paper, "folder-1") is not None) is is_met


def test_an_area_without_a_gazetteer_is_read_from_the_text(matcher: Matcher) -> None:
    assert met(matcher, "地区:惠济区", article("惠济区昨日召开大会。"))
    assert met(matcher, "地区:惠济区", article(FILLER + "惠济区也派人参加。")) is None


def test_a_doubtful_word_keeps_no_article_away(matcher: Matcher) -> None:
    assert met(matcher, "会议 -建国", article("后来赵建国报道了会议。"))
    assert met(matcher, "会议 -建国", article("会议纪念建国七十周年。")) is None


def test_the_summary_stands_in_for_a_missing_body(matcher: Matcher) -> None:
    assert met(matcher, "地铁", article(summary="地铁新线开通。"))
    assert met(matcher, "地铁", article("别的事。", summary="地铁新线开通。")) is None


def test_captions_are_read(matcher: Matcher) -> None:
    paper = replace(article("春天来了。"), captions=("游客在赏花", "孩子在放风筝"))
    found = met(matcher, "风筝", paper)
    assert found
    hit = found.hits[0]
    assert (hit.field, "\n".join(paper.captions)[hit.start : hit.end]) == ("captions", "风筝")


# -- packs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["天气预警", "天气", "weather", "Weather"])
def test_a_pack_is_a_named_query(matcher: Matcher, name: str) -> None:
    found = met(matcher, f"#{name} 学校", article("学校停课。", "暴雨来袭"))
    assert found
    assert {hit.term: hit.via for hit in found.hits} == {"暴雨": "weather", "学校": ""}
    assert met(matcher, f"#{name}", article("", "暴雨演练举行")) is None


def test_a_type_wants_articles_about_it(matcher: Matcher) -> None:
    assert met(matcher, "类:天气", article("", "暴雨来袭"))
    assert met(matcher, "类:天气", article(FILLER + "当时正下暴雨。")) is None
    assert met(matcher, "#天气", article(FILLER + "当时正下暴雨。"))


def test_an_unknown_pack_is_refused_with_the_nearest(matcher: Matcher) -> None:
    with pytest.raises(QueryError) as refused:
        matcher.put(1, parse("郑州 #天气预报"))
    assert (refused.value.code, refused.value.at) == ("unknown_pack", 3)
    assert refused.value.details["nearest"] == "天气预警"


@pytest.mark.parametrize("query", ["暴雨 #天气", "类:天气", "暴雨、", "-暴雨"])
def test_a_pack_that_cannot_be_used_is_named(query: str) -> None:
    wrong = Pack(name="storms", titles=(("zh-Hans", "风暴"),), aliases=(), query=query)
    with pytest.raises(ConfigError, match="storms"):
        Matcher(load(), (*PACKS, wrong))


# -- strength --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (article("内容。", "公积金新规"), Strength.STRONG),
        (article("内容。", "新规", kicker="公积金可提取"), Strength.STRONG),
        (article("公积金政策调整。" + FILLER), Strength.STRONG),
        (article(FILLER + "有人提到公积金。"), Strength.WEAK),
        (article(FILLER + "公积金怎么提？" * 4), Strength.STRONG),
        (article("内容。", "新规", column="公积金之窗"), Strength.WEAK),
        (article("服务涵盖社保、医保、公积金、税务、户籍等事项。"), Strength.WEAK),
        (article(FILLER), None),
    ],
)
def test_what_an_article_is_about_and_what_it_mentions(
    matcher: Matcher, paper: Article, expected: Strength | None
) -> None:
    assert strength(matcher, "公积金", paper) is expected


def test_a_part_of_the_name_of_an_organisation_is_weak(matcher: Matcher) -> None:
    assert strength(matcher, "工商", article("工商银行郑州分行开展植树活动。")) is Strength.WEAK
    assert strength(matcher, "工商", article("办理工商登记更方便了。")) is Strength.STRONG


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("体育", "春季招聘会昨日在体育中心举行。"),
        ("地铁", "供水公司回应，此次检修与地铁施工无关。"),
        ("温州", "取消的航班主要涉及厦门、福州、温州方向。"),
        (
            "微信",
            "昨日上午，全市第十二届市民读书节在绿城广场开幕，首批二十场活动同时举行，市民可以就近报名参加，不收费用。活动用微信报名。",
        ),
        ("保险", "措施自发布之日起施行。" * 20 + "鼓励保险机构扩大保险覆盖面。"),
        ("养老机构", FILLER + "有人建议养老机构与影院结对。"),
        ("银行", "工商银行郑州分行组织员工植树。"),
        ("科学", "昨夜，科学大道与长椿路交叉口换了路灯。"),
        ("健康", "沿健康路北段的梧桐昨天开始修剪。"),
        ("二七区", "二七区人民法院宣判了一起合同纠纷。"),
        ("高铁站", "新校区九月启用，距高铁站两公里。"),
        ("别墅", "这套平房的单价比附近别墅还高。"),
        ("扶贫", "一伙人打着“扶贫”的旗号骗走老人积蓄。"),
    ],
)
def test_what_is_said_by_the_way_is_weak(matcher: Matcher, query: str, body: str) -> None:
    assert strength(matcher, query, article(body)) is Strength.WEAK


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("招聘会", "春季招聘会昨日在体育中心举行。"),
        ("工商银行", "工商银行郑州分行组织员工植树。"),
        ("致富", "他养蜂十年，走上致富路。"),
        ("高速", "高速路口昨夜封闭。"),
        ("比赛", "一场龙舟比赛昨日开桨。"),
        ("充电桩", "小区装上充电桩，配套设施跟着更新。"),
        (
            "高新区",
            "入夜，灯火通明。一条新路从这里穿过，六车道，双向分隔，两边种满了悬铃木和樱花树。这是高新区的新路。",
        ),
    ],
)
def test_what_an_article_begins_with_is_strong(matcher: Matcher, query: str, body: str) -> None:
    assert strength(matcher, query, article(body)) is Strength.STRONG


def test_a_box_of_background_says_less(matcher: Matcher) -> None:
    told, known = article(FILLER + "\n可享受税收优惠。"), article(FILLER + "\n相关链接：可享受税收优惠。")
    assert strength(matcher, "税收优惠", told) is Strength.STRONG
    assert strength(matcher, "税收优惠", known) is Strength.WEAK


def test_a_brand_in_quotation_marks_is_weak(matcher: Matcher) -> None:
    assert strength(matcher, "中原", article("“中原铁旅·云台号”列车发车。")) is Strength.WEAK


def test_a_long_compound_is_seldom_said_by_the_way(matcher: Matcher) -> None:
    assert strength(matcher, "税收优惠", article(FILLER + "还可享受税收优惠。")) is Strength.STRONG
    assert strength(matcher, "税收优惠", article(FILLER * 5 + "还可享受税收优惠。")) is Strength.WEAK


def test_required_words_lift_each_other_in_one_sentence(matcher: Matcher) -> None:
    assert strength(matcher, "厂房 出租", article(FILLER + "现有厂房可以出租。")) is Strength.STRONG
    assert strength(matcher, "厂房 出租", article(FILLER + "现有厂房。" + "还有商铺出租。")) is Strength.WEAK


def test_the_weakest_of_what_is_required_decides(matcher: Matcher) -> None:
    paper = article(FILLER + "有人提到公积金。", "地铁开通")
    both, alone = met(matcher, "地铁 公积金", paper), met(matcher, "公积金", paper)
    assert both
    assert alone
    assert both.score == alone.score


def test_score_and_strength_agree_and_hits_are_few_and_in_order(matcher: Matcher) -> None:
    paper = article("地铁" + "来了，地铁" * 40, "地铁开通", kicker="好消息：地铁来了")
    found = met(matcher, "地铁", paper)
    assert found
    assert found.score == 1.0
    assert len(found.hits) == 20
    assert [hit.field for hit in found.hits[:3]] == ["kicker", "headline", "body"]
    assert [hit.start for hit in found.hits[2:]] == sorted(hit.start for hit in found.hits[2:])


# -- many queries ----------------------------------------------------------------------------------------------------

QUERIES = {
    "both": "地铁 开通",
    "either": "高铁、地铁",
    "not": "地铁 -开通",
    "page": "版:A02",
    "type": "类:天气",
    "inside": "铁",
    "title": "标题:开通",
}


def test_find_says_for_all_what_meet_says_for_one(matcher: Matcher) -> None:
    for key, query in QUERIES.items():
        matcher.put(key, parse(query))
    for paper in (
        article("地铁昨日开通。", page="A02"),
        article("高铁来了。"),
        article("", "暴雨来袭"),
        article("地铁不开。"),
        article("没有什么。"),
    ):
        one_by_one = {key: met(matcher, query, paper) for key, query in QUERIES.items()}
        assert matcher.find(paper) == {key: found for key, found in one_by_one.items() if found}


def test_a_query_can_be_replaced_and_dropped(matcher: Matcher) -> None:
    paper = article("地铁昨日开通。")
    matcher.put(1, parse("地铁"))
    matcher.put(2, parse("地铁 开通"))
    matcher.put(1, parse("高铁"))
    assert set(matcher.find(paper)) == {2}
    matcher.drop(2)
    matcher.drop(2)
    assert matcher.find(paper) == {}
    assert set(matcher.find(article("高铁来了。"))) == {1}


def test_an_article_is_asked_only_for_queries_whose_terms_it_has(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    judged = Meaning.of

    def counted(self: Meaning, node: Node, scope: Part | None = None) -> Met | None:
        asked.append(node)
        return judged(self, node, scope)

    monkeypatch.setattr(Meaning, "of", counted)
    for number in range(500):
        matcher.put(number, parse(f"第{number}号令、第{number}号文"))
    matcher.put("met", parse("地铁"))
    matcher.find(article("地铁昨日开通。"))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("query", "clues"),
    [
        ("渡口 (暴雨、大风)", {"渡口"}),
        ("暴雨、大风 -演练", {"暴雨", "大风"}),
        ("#天气", {"暴雨", "大风"}),
        ("渡口、#天气", {"渡口", "暴雨", "大风"}),
        ("乡村振兴", {"乡村"}),  # 乡村全面振兴
        ("地区:金水区", None),
        ("来源:商都日报", None),
        ("宽:AB", None),  # it may begin inside a word, and an archive finds words from their beginning
        ("/渡口.*开航/、码头", None),
        ("码头 /渡口.*开航/", {"码头"}),
        ("标题:渡口 (码头、“航班”) -演练 来源:日报", {"渡口"}),
        ("2之(渡口、码头、航班)", {"渡口", "码头"}),
        ("2之(渡口、/码头/、/航班/)", None),
        ("渡口 ~10 码头", {"渡口"}),
        ("级别>=橙", {"预警"}),
    ],
)
def test_the_words_by_which_an_archive_is_searched(matcher: Matcher, query: str, clues: set[str] | None) -> None:
    assert matcher.clues(parse(query)) == clues
