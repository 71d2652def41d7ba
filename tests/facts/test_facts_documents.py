"""Which titles are official documents, and when two titles are one. All titles are our own."""

from __future__ import annotations

import pytest

from watchers.facts.documents import documents, short_titles


@pytest.mark.parametrize(
    "title",
    [
        "关于推进村道养护的实施意见",
        "青川市渡口管理办法(试行)",
        "青川市湿地保护条例（草案征求意见稿）",
        "关于印发〈渡口管理办法〉的通知",
        "青川市茶业发展规划（2026—2030年）",
        "青川市支持夜校若干措施",
        "中华人民共和国湿地保护法",
        "政府工作报告",
        "条例(草案征求意见稿)",
        "青川夜校新政十条",
        "茶园养护服务规范",
    ],
)
def test_official_documents(title: str) -> None:
    assert documents("", f"会议讨论了《{title}》。") == (title,)


@pytest.mark.parametrize(
    "body",
    [
        "《青川日报》报道，小说《山中来信》再版，合唱《茶山谣》。",
        "上映的电影《逃离计划》和纪录片《寻找办法》",
        "《孙子兵法》展开幕。",
        "没有合上的《关于渡口的通知",
        "双方签署《安全责任书》。",
    ],
)
def test_no_documents(body: str) -> None:
    assert documents("", body) == ()


def test_a_short_form_is_its_full_title() -> None:
    body = "《关于推进村道养护的实施意见》印发。《意见》提出，依照《实施意见》办。"
    assert documents("我市印发《意见》", body) == ("关于推进村道养护的实施意见",)
    body = "《青川市湿地保护条例(草案)》公布。《条例》规定，《条例（草案）》明确。"
    assert documents("", body) == ("青川市湿地保护条例(草案)",)


def test_the_papers_own_short_form_is_never_a_second_document() -> None:
    body = "《青川市渡口管理规定》（以下简称《渡口规定》）施行。《渡口规定》共九条。"
    assert documents("", body) == ("青川市渡口管理规定",)
    body = "《青川市湿地保护条例(草案征求意见稿)》(以下简称《征求意见稿》)公布，《征求意见稿》规定。"
    assert documents("", body) == ("青川市湿地保护条例(草案征求意见稿)",)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("青川市茶园保护条例（草案征求意见稿）", "征求意见稿"),
        ("关于茶园养护的若干意见", "意见"),
        ("青川市茶园养护三年行动方案（2026—2028年）", "实施方案"),
        ("青川市茶业发展规划(2026—2030年)", "规划"),
        ("青川市支持夜校若干措施", "措施"),
    ],
)
def test_a_bare_kind_is_short_for_the_title_of_that_kind(full: str, short: str) -> None:
    assert documents(f"我市公布《{full}》", f"《{short}》共三章。") == (full,)
    assert documents("", f"《{short}》共三章。") == (short,)


def test_short_forms_are_told_with_what_they_stand_for() -> None:
    full = "青川市渡口管理条例（草案）"
    assert short_titles("", f"《{full}》（以下简称《渡口条例》）公布。《条例》共九条。") == {
        "条例": full,
        "渡口条例": full,
    }
    assert short_titles("", "《关于渡口的意见》和《茶园养护和管理细则》出台。《意见》共九条，《实施细则》十条。") == {
        "意见": "关于渡口的意见",
        "实施细则": "茶园养护和管理细则",
    }
    assert short_titles("", "《意见》共九条。") == {}


@pytest.mark.parametrize("kind", ["散文集", "长篇小说", "杂志", "短片", "豫剧", "油画"])
def test_works_of_art_are_no_documents_whatever_their_title(kind: str) -> None:
    assert documents("", f"展出{kind}《山里的办法》。") == ()


def test_titles_side_by_side_are_two_documents() -> None:
    body = "依据《青川省茶园保护条例》《茶园保护条例》执行。"
    assert documents("", body) == ("青川省茶园保护条例", "茶园保护条例")


def test_a_law_of_the_state_is_a_document_whatever_it_is_about() -> None:
    assert documents("", "依据《中华人民共和国茶叶法》，读《孙子兵法》。") == ("中华人民共和国茶叶法",)


def test_a_short_form_alone_stands_as_printed() -> None:
    assert documents("", "《方案》明确了分工。《方案》还要求。") == ("方案",)


def test_two_documents_of_different_kinds_stay_two() -> None:
    assert documents("", "《关于推进村道养护的意见》和《实施方案》") == ("关于推进村道养护的意见", "实施方案")


@pytest.mark.parametrize(
    "number",
    [
        "青政〔2026〕12号",
        "青政办[2026]3号",
        "青发改（2025）15号",
        "青水【2026】1号",
        "青卫［2026］第8号",
        "青商〔2026〕7号",
        "青房 (2026) 102 号",
    ],
)
def test_document_numbers_in_every_bracket(number: str) -> None:
    assert documents("", f"详见文件，{number}。") == (number.replace(" ", ""),)
    assert documents("", f"依据通知以及{number}办理。") == (number.replace(" ", ""),)


def test_a_year_in_brackets_is_no_number() -> None:
    assert documents("", "青川杯(2026)开赛，2026年第3号台风生成。") == ()


def test_a_headline_may_itself_be_the_title() -> None:
    title = "青川市人民政府关于加强渡口管理的通告"
    assert documents(title, "为保障安全，通告如下。") == (title,)
    assert documents("我市出台关于加强渡口管理的意见", "昨日发布。") == ()
