"""Each system's site, with all its traps: what is read is what was written."""

from __future__ import annotations

import pytest

from epaper.papers import DAY, LACKS, SYSTEMS, Story, System, page_unknown, paper
from epaper.serving import FakeWeb, Visitor, source

ONE = paper()


def lacks(system: System) -> tuple[str, ...]:
    return LACKS.get(system.name, LACKS.get(system.name.split()[-1], ()))


@pytest.fixture(scope="module", params=sorted(SYSTEMS))
def system(request: pytest.FixtureRequest) -> System:
    return SYSTEMS[request.param]


@pytest.fixture(scope="module")
def visitor(system: System) -> Visitor:
    visitor = Visitor(FakeWeb(system.files(ONE)), source(system.front(DAY)))
    assert visitor.visit() is None
    return visitor


def test_every_article_comes_once_and_no_box(system: System, visitor: Visitor) -> None:
    wanted = {
        system.story_url(DAY, story, leaf.label)
        for leaf, story in ONE.stories
        if not story.box and story.title != "夏粮收购开秤（续）"  # its first part has it
    }
    assert {*visitor.kept} == wanted
    assert len(visitor.came) == len(wanted)


def test_what_is_printed_is_what_is_read(system: System, visitor: Visitor) -> None:
    for leaf, story in ONE.stories:
        article = visitor.kept.get(system.story_url(DAY, story, leaf.label))
        if article is None or article.pages != (article.page,):
            continue
        assert (article.headline, article.page) == (story.title, leaf.label.lstrip("0"))
        assert (article.key, article.url, article.paper, article.day) == (article.url, article.url, "商都日报", DAY)
        assert told(story).endswith(article.body)
        assert len(told(story)) - len(article.body) <= len("新华社商都5月10日电（记者 马海涛）")
        for field in ("kicker", "subhead"):
            if field not in lacks(system):
                assert getattr(article, field) == getattr(story, field), field
        if story.caption and "caption" not in lacks(system):
            assert article.captions == (story.caption,)
            assert len(article.pictures) == 1


def told(story: Story) -> str:
    return "\n".join(story.paragraphs)


def test_who_wrote_it_and_from_where(system: System, visitor: Visitor) -> None:
    read = {article.headline: article for article in visitor.kept.values()}
    assert read["二十座老桥 重新通车"].reporters == ("林晓雨", "高远")
    assert read["二十座老桥 重新通车"].body.split("\n") == list(ONE.leaves[0].stories[0].paragraphs)
    assert read["“半亩园”里的夏天"].reporters == ("王春燕",)
    fair = read["商都人才市场夏季招聘会提供三千个岗位"]
    assert fair.dateline == "新华社商都5月10日电"
    assert fair.body.startswith("夏季招聘会将在体育馆连开三天")
    assert read["老街灯会 “五一”后再开十天"].correspondents == ("周明",)


def test_what_jumps_is_one_article(visitor: Visitor) -> None:
    harvest = next(article for article in visitor.kept.values() if article.headline == "全区夏粮收购今日开秤")
    assert harvest.pages == ("1", "3")
    assert (harvest.jump_to, harvest.jump_from) == (None, None)
    assert "新增的烘干机也派上了用场" in harvest.body
    assert harvest.reporters == ("沈立文",)


def test_what_is_left_out_is_told(system: System, visitor: Visitor) -> None:
    if system.page is page_unknown:  # the text of so short a box is not found there
        return
    assert visitor.notes == ("5月11日有 2 篇不是稿件、没有收（导读1、广告1）。",)


def test_each_page_is_asked_for_once(system: System, visitor: Visitor) -> None:
    assert len(visitor.web.asked) == len({*visitor.web.asked}) == len(system.files(ONE))  # type: ignore[attr-defined]


def test_the_raw_pages_give_the_same_again(system: System, visitor: Visitor) -> None:
    raw = {raw.url: raw.body for harvest in visitor.harvests for raw in harvest.raw}
    assert raw == system.files(ONE)
    again = Visitor(FakeWeb(raw), source(system.front(DAY)))
    again.visit()
    assert again.kept == visitor.kept


def test_a_pdf_is_linked(system: System, visitor: Visitor) -> None:
    pdfs = {article.pdf for article in visitor.kept.values()}
    assert all(pdf.endswith(".pdf") for pdf in pdfs) or system.index.__name__ == "plain_index"
