"""The sentences that stand for an article, against what a desk editor would print."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose import Gist, Why, gist, summary
from bot.compose.sentences import sentences
from bot.compose.typeset import typeset
from bot.model import Finding, Hit, Strength
from watchers.model import Article, Deadline, Facts

DAY = date(2026, 6, 15)
CHOSEN = re.compile("⟦(.*?)⟧")


@dataclass(frozen=True)
class Case:
    kind: str
    article: Article
    wanted: tuple[str, ...]


def cases(name: str) -> list[Case]:
    text = (Path(__file__).parent / name).read_text("utf-8")
    found = []
    for block in text.split("\n## ")[1:]:
        kind, headline, *paragraphs = block.strip().split("\n")
        body = "\n".join(paragraphs)
        article = Article(paper="样报", day=DAY, headline=headline, body=re.sub("[⟦⟧]", "", body))
        found.append(Case(kind, article, tuple(CHOSEN.findall(body))))
    return found


CASES = [*cases("gists.txt"), *cases("gists_later.txt")]


@pytest.mark.parametrize("case", CASES, ids=[case.article.headline for case in CASES])
def test_each(case: Case) -> None:
    assert summary(case.article).sentences == case.wanted, summary(case.article).reason


def article(body: str, *deadlines: Deadline) -> Article:
    return Article(
        paper="样报", day=DAY, headline="三号桥桥面铺装全部完成", body=body, facts=Facts(deadlines=deadlines)
    )


REASONS = {
    "直述导语": {Why.LEAD},
    "场景开头": {Why.SCENE, Why.LINE},
    "会议程式": {Why.MEETING},
    "征求意见": {Why.LEAD, Why.CONSULTATION},
    "预警": {Why.LEAD, Why.WARNING},
    "措施文件": {Why.LEAD, Why.DOCUMENT},
    "引语开头": {Why.QUOTE},
    "设问开头": {Why.QUESTION},
    "图注": {Why.LEAD, Why.CAPTION},
    "电头": {Why.LINE},
}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.kind in REASONS], ids=lambda case: case.article.headline
)
def test_the_reason_says_what_was_wrong_with_the_lead(case: Case) -> None:
    assert summary(case.article).reason in REASONS[case.kind]


def test_the_abstract_of_a_source_goes_before_all() -> None:
    told = replace(article("昨日，新桥通车，全长三百二十米，双向四车道。"), summary=" 新桥通车。 ")
    assert summary(told) == Gist(sentences=("新桥通车。",), reason=Why.SOURCE)


def test_a_deadline_that_the_lead_leaves_out_stands_beside_it() -> None:
    lead, until = "市体育局昨日公布暑期青少年游泳公益班名额，全市共一千二百个。", "名额不收费用，6月20日17时截止报名。"
    due = Deadline(date=DAY, what="报名", words="6月20日17时截止报名")
    body = f"{lead}教练由市游泳队退役队员担任，每班十五人，分四期开课。{until}"
    assert summary(article(body, due)).sentences == (lead, until)


def test_a_consultation_whose_deadline_stands_apart() -> None:
    what, until = "《市区雨水管养护技术规范（草案）》昨日公布，共四章三十条。", "有意见的，可在7月1日前来信反馈意见。"
    body = f"一下雨就积水，是老城区的老毛病。{what}规范对清淤次数作了规定。{until}"
    found = summary(article(body))
    assert (found.sentences, found.reason) == ((what, until), Why.CONSULTATION)


def test_a_short_main_sentence_takes_the_next_one_with_it() -> None:
    assert len(summary(article("昨日六点，南岸渡口正式恢复通航。首班船早上七点开出，票价三元。")).sentences) == 2


@pytest.mark.parametrize(
    "body",
    [
        "昨日的会上说“老桥要修，新桥要建。",
        "昨日，三号桥的桥面铺装全部完成，预计下月",
        "昨日，三号桥的桥\ufffd铺装全部完成，预计下月通车。",
        "三号桥桥面铺装，全部完成，全部完成。",
        "短。",
        "",
    ],
    ids=["an open quote", "torn", "unreadable", "the headline again", "too short", "nothing"],
)
def test_what_cannot_be_shown_is_not(body: str) -> None:
    assert summary(article(body)) == Gist(sentences=(), reason=Why.NOTHING)


def test_both_widths_of_marks_are_read() -> None:
    case = next(case for case in CASES if case.kind == "会议程式")
    narrow = str.maketrans("，：；（）", ",:;()")
    found = summary(replace(case.article, body=case.article.body.translate(narrow)))
    assert found.sentences == tuple(text.translate(narrow) for text in case.wanted)


def told(body: str, headline: str = "三号桥桥面铺装全部完成") -> str:
    return gist(replace(article(body), headline=headline)).text


def test_a_box_is_run_on_with_its_headings_from_the_line_that_met() -> None:
    body = "在路上\n积水没过轮胎一半就熄火离车\n在地里\n收割机停到高处;人不要在树下避雨"
    one = replace(article(body), headline="暴雨天记住这几条")
    assert gist(one).text == "在路上：积水没过轮胎一半就熄火离车；在地里：收割机停到高处；人不要在树下避雨"
    at = body.index("收割机")
    met = Finding(strength=Strength.STRONG, score=0.9, hits=(Hit(term="收割机", field="body", start=at, end=at + 3),))
    found = gist(one, met)
    assert (found.text, [found.text[m.start : m.end] for m in found.marks]) == (
        "在地里：收割机停到高处；人不要在树下避雨",
        ["收割机"],
    )


def test_a_long_sentence_is_cut_after_a_clause_and_never_in_a_bracket_or_a_number() -> None:
    head = "昨日，市财政局公布今年第二批补贴名单，共有四十二家企业、十九家合作社和七个街道的小店"
    for rest, last in (
        ("获得支持，其余资金下月拨付到各区县，由区县财政部门在三十日内发到企业账户，逾期没有发的要说明原因。", "，"),
        ("（含三家去年停业今年复工的企业以及两家从外地迁入我市高新区并已经纳税一年以上的企业在内）获得支持。", "（"),
        ("一共获得12345678901234567890123456789012345678901234567890元支持。", "得"),
    ):
        text = told(head + rest)
        kept = text.removesuffix("…")
        assert text.endswith("…")
        assert (head + rest).startswith(kept)
        assert (head + rest)[len(kept)] == last or kept[-1] == last, text


def test_what_a_paper_puts_before_the_news_and_asides_are_left_out() -> None:
    news = "三号桥的引桥、护栏和照明工程下月同时开工，年底前全部建成，其间两侧便道照常通行。"
    for before in ("本报讯（记者 宋宁）", "昨日，记者从市政工程处获悉，", "据了解，", "新华社北京6月9日电 "):
        assert told(before + news) == news
    aside = news.replace("照明工程", "照明工程（以下简称附属工程）")
    assert told(aside) == news


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("昨日,气温38℃;14日(周日)降到26℃.", "昨日，气温38℃；14日（周日）降到26℃."),
        ("共1,372条,17:30截止,电话0371-6712xxxx,6月", "共1,372条，17:30截止，电话0371-6712xxxx，6月"),
        ("消费价格指数(CPI)2.1%,上涨", "消费价格指数（CPI）2.1%，上涨"),
        ("All in English, at 17:30 (sharp)!", "All in English, at 17:30 (sharp)!"),
    ],
)
def test_marks_are_set_as_chinese_ones(printed: str, shown: str) -> None:
    assert typeset(printed) == shown
    assert len(shown) == len(printed)


def test_a_quotation_and_a_sentence_that_hangs_in_the_air_do_not_stand_for_an_article() -> None:
    lead = "昨日，三号桥的引桥工程开工，工期八个月，总投资四千万元。"
    hanging = ("他当天就去报了名。", "“护栏还要再等等。”工长说。", "镇里还派去了护栏安装队。", "其中护栏全长三百米。")
    for one in hanging:
        at = (lead + one).index(one) + 1
        hit = Hit(term="护栏", field="body", start=at, end=at + 2)
        assert gist(article(lead + one), Finding(strength=Strength.STRONG, score=0.9, hits=(hit,))).text == lead


def cut(text: str) -> list[str]:
    return [one.text for one in sentences(text)]


def test_where_sentences_end() -> None:
    assert cut("“射门！射门！”孩子们喊。他说：“好。”大家笑了。") == [
        "“射门！射门！”孩子们喊。",
        "他说：“好。”",
        "大家笑了。",
    ]
    assert cut("产量增长3.5%。见《水。土》一书。（详见二版。）完。") == [
        "产量增长3.5%。",
        "见《水。土》一书。",
        "（详见二版。）",
        "完。",
    ]
    assert cut("去哪？！走吧。网址a.b/?id=1可查。") == ["去哪？！", "走吧。", "网址a.b/?id=1可查。"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="昨日市里新桥通车三百。，！？：“”《》（）\n ,.", max_size=160))
def test_whatever_the_text_sentences_are_of_it_and_the_summary_is_verbatim(body: str) -> None:
    found = sentences(body)
    assert [body[one.start : one.end] for one in found] == [one.text for one in found]
    assert "".join("".join(one.text for one in found).split()) == "".join(body.split())
    told = summary(article(body))
    assert len(told.sentences) <= 3
    assert all(text in body and "\n" not in text and text[-1] in "。！？”）》" for text in told.sentences)
    assert body[slice(*told.main)] in (*told.sentences, "")


def test_the_sentence_of_a_digest_is_the_main_one_unless_the_finding_lies_elsewhere() -> None:
    case = next(case for case in CASES if case.kind == "场景开头")
    assert gist(case.article).text == case.wanted[0]
    at = case.article.body.index("蓝布围裙")
    hit = Hit(term="蓝布围裙", field="body", start=at, end=at + 4)
    assert "蓝布围裙" in gist(case.article, Finding(strength=Strength.WEAK, score=0.3, hits=(hit,))).text
