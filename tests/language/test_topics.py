"""Topic packs: those of the project read and parse, and give articles of our own making the right topics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.lexicon import load as lexicon
from bot.match import Matcher
from bot.model import Pack, Strength
from bot.packs import load, read
from bot.query import canonical, parse
from bot.topics import classify, topic_matcher
from watchers.errors import ConfigError
from watchers.model import Article

NAMES = {
    "policy",
    "weather",
    "financing",
    "consultation",
    "agriculture",
    "industry",
    "investment",
    "governance",
    "culture_tourism",
    "livelihood",
    "party",
    "sports",
    "safety",
    "travel",
    "outages",
    "metro",
}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return topic_matcher(lexicon(), load())


def topics(matcher: Matcher, headline: str, body: str = "") -> dict[str, tuple[str, ...]]:
    article = Article(paper="商都日报", day=date(2026, 6, 8), headline=headline, body=body)
    return {topic.name: topic.words for topic in classify(article, matcher)}


@pytest.mark.parametrize("pack", load(), ids=lambda pack: pack.name)
def test_every_pack_is_called_by_a_name_in_each_language(pack: Pack) -> None:
    assert set(dict(pack.titles)) == {"zh-Hans", "zh-Hant", "en"}


def test_the_packs_have_stable_names_and_titles_in_both_languages() -> None:
    assert {pack.name for pack in load()} == NAMES
    for pack in load():
        assert pack.title("zh-Hans")
        assert pack.title("en").isascii()
        assert pack.about("zh-Hans").endswith("。")
        assert pack.about("en").isascii()
        # Typed after #, a title ends at the first blank.
        assert not any(" " in title for _, title in pack.titles)


def test_a_pack_without_a_shelf_is_only_subscribed_to(matcher: Matcher) -> None:
    plain = Matcher(lexicon(), load())
    closed = Article(paper="商都日报", day=date(2026, 6, 8), headline="东关大道封闭施工", body="公交3路绕行北环路。")
    for name, words in (("出行", "绕行"), ("停水停电", "停水"), ("地铁", "地铁")):
        article = closed if name == "出行" else replace(closed, headline=f"{words}通知", body=f"明天{words}。")
        finding = plain.meet(parse(f"#{name}"), article)
        assert finding
        assert finding.strength is Strength.STRONG
        assert not {"travel", "outages", "metro"} & set(topics(matcher, article.headline, article.body))


@pytest.mark.parametrize("pack", load(), ids=lambda pack: pack.name)
def test_a_pack_is_written_in_the_language_of_subscriptions(pack: Pack) -> None:
    query = parse(pack.query)
    assert parse(canonical(query)) == query


def test_no_two_packs_answer_to_one_name() -> None:
    names = [name for pack in load() for name in {pack.name, *dict(pack.titles).values(), *pack.aliases}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("name", "headline", "body"),
    [
        ("weather", "明日起三天有雨", "市气象台发布暴雨黄色预警，预计夜里有短时强降水。"),
        ("financing", "两百家小店拿到首贷", "银行上门授信，财政再给贴息，贷款年利率降到三个点以内。"),
        ("consultation", "停车收费怎么定，请您来说", "市发展改革委就收费标准公开征求意见，邮箱见文末。"),
        ("policy", "我市出台公积金新规", "新的管理办法自下月起施行。"),
        ("agriculture", "小麦开镰", "种粮大户老李说，高标准农田收成好。"),
        ("industry", "一座智能工厂的夜班", "生产线上机器人忙个不停，数字化转型省下一半人手。"),
        ("investment", "三十个项目集中签约", "总投资一百二十亿元，招商引资势头不减。"),
        ("governance", "网格员的一天", "社区里的矛盾纠纷不出网格，接诉即办见实效。"),
        ("culture_tourism", "博物馆夜场开放", "游客可以看展、听戏，文创产品打折。"),
        ("livelihood", "老旧小区装上电梯", "居民上下楼不再发愁，便民服务送到家门口。"),
        ("party", "书记讲了一堂党课", "机关党建要走在前，党员干部要当先锋模范。"),
        ("sports", "主场两球取胜", "中超联赛第九轮，主教练赛后表示运动员拼到了最后。"),
        ("safety", "汛前查隐患", "应急管理部门开展安全生产检查和防汛应急演练。"),
    ],
)
def test_an_article_gets_its_topic_with_the_words_that_gave_it(
    matcher: Matcher, name: str, headline: str, body: str
) -> None:
    found = topics(matcher, headline, body)
    assert name in found
    assert all(word in headline + body for word in found[name])


def test_the_best_topic_comes_first_and_a_mention_gives_none(matcher: Matcher) -> None:
    filler = "演员们为观众献上了精彩的节目，现场掌声不断。" * 20
    found = topics(matcher, "戏曲演出走进剧院", filler + "散场时下起了暴雨。")
    assert list(found) == ["culture_tourism"]


def test_an_article_about_nothing_of_it_has_no_topic(matcher: Matcher) -> None:
    assert topics(matcher, "一封旧信", "她把信读了两遍，放回抽屉里。") == {}


# -- files -----------------------------------------------------------------------------------------------------------

GOOD = """name = "rail"
titles = { zh-Hans = "铁路", en = "Railways" }
about = { zh-Hans = "铁路。" }
any = ["高铁、动车", "标题:列车 车站"]
none = ["模型"]
"""


def test_parts_stay_together_and_are_joined_into_one_query(tmp_path: Path) -> None:
    (tmp_path / "rail.toml").write_text(GOOD, "utf-8")
    (pack,) = read(tmp_path)
    assert canonical(parse(pack.query)) == "(高铁、动车、(标题:列车 车站)) -模型"
    assert (pack.name, pack.title("en"), pack.aliases) == ("rail", "Railways", ())


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (('name = "rail"', "name = 3"), 1),
        (("about", "abuot"), 3),
        (('any = ["高铁、动车", "标题:列车 车站"]', "any = []"), 4),
        (('none = ["模型"]', 'none = "模型"'), 5),
        (('titles = { zh-Hans = "铁路", en = "Railways" }', 'titles = "铁路"'), 2),
        (('titles = { zh-Hans = "铁路"', 'titles = { zh-Hans = "铁路'), 2),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, change: tuple[str, str], line: int) -> None:
    (tmp_path / "rail.toml").write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(ConfigError, match=rf"rail\.toml.*(第 {line} 行|line {line}\b)"):
        read(tmp_path)


def test_a_name_is_used_once(tmp_path: Path) -> None:
    for file in ("a.toml", "b.toml"):
        (tmp_path / file).write_text(GOOD, "utf-8")
    with pytest.raises(ConfigError, match="rail"):
        read(tmp_path)
