"""Which article is which when an issue is read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from contracts.samples import NOW, article
from watchers.model import Article, Entry, Facts, Revision
from watchers.revise import revisions

BODY = "城南老街的改造昨日动工。工程预计用时八个月，沿街二十七户商铺将在原址重新开张，街口的老槐树原样保留。"
OTHER = "市图书馆从下周起延长开放时间，周末开到晚上九点半，读者凭身份证即可入馆，儿童阅览室同步开放。"


def entries(articles: Sequence[Article], found: Sequence[Revision] | None = None) -> list[Entry]:
    found = revisions("晨光", (), articles) if found is None else found
    return [
        Entry(id=number, uid=one.uid, version=one.version, source="晨光", seen_at=NOW, article=one.article)
        for number, one in enumerate(found, 1)
    ]


def kinds(current: Sequence[Entry], articles: Sequence[Article]) -> list[tuple[str, int]]:
    """(headline, version) of what is to be appended, uids checked."""
    uids = {entry.uid: entry.version for entry in current}
    found = revisions("晨光", current, articles)
    assert all(uids.get(one.uid, 0) + 1 == one.version for one in found)
    return [(one.article.headline, one.version) for one in found]


def test_first_seen_is_version_one() -> None:
    found = revisions("晨光", (), [article("甲", BODY), article("乙", OTHER)])
    assert [(one.version, one.article.headline) for one in found] == [(1, "甲"), (1, "乙")]
    assert len({one.uid for one in found}) == 2
    assert found == revisions("晨光", (), [article("甲", BODY), article("乙", OTHER)])


def test_the_same_again_adds_nothing() -> None:
    both = [article("甲", BODY), article("乙", OTHER)]
    assert kinds(entries(both), both) == []
    assert kinds(entries(both), [replace(both[1], order=7, file="b.txt"), both[0]]) == []


def test_twins_on_a_page_stay_two() -> None:
    twins = [article("简讯", "第一条。"), article("简讯", "第一条。")]
    current = entries(twins)
    assert len({entry.uid for entry in current}) == 2
    assert kinds(current, twins) == []


def test_a_mended_sentence_a_new_headline_a_move_and_a_new_fact_are_corrections() -> None:
    old = article("老街改造动工", BODY)
    current = entries([old, article("图书馆延时", OTHER)])
    for new in (
        replace(old, body=BODY.replace("八个月", "六个月")),
        replace(old, headline="城南老街动工改造"),
        replace(old, page="4"),
        replace(old, facts=Facts(places=("城南区",))),
        replace(old, body="全文重写，一字不同。"),
    ):
        assert [version for _, version in kinds(current, [new])] == [2], new


def test_what_a_late_page_completes_is_the_same_article() -> None:
    head = article("老街改造动工", BODY[:40])
    whole = replace(head, body=BODY + OTHER * 3, pages=("1", "3"))
    assert kinds(entries([head]), [whole]) == [("老街改造动工", 2)]


def test_another_article_in_its_place_is_new() -> None:
    current = entries([article("老街改造动工", BODY)])
    assert kinds(current, [article("图书馆延时", OTHER)]) == [("图书馆延时", 1)]


def test_a_teaser_does_not_take_the_article_it_announces() -> None:
    main = article("老街改造动工", BODY + OTHER, page="4")
    current = entries([main])
    teaser = article("导读", BODY[:14], page="1")
    mended = replace(main, body=main.body.replace("八个月", "六个月"))
    assert kinds(current, [teaser, mended]) == [("导读", 1), ("老街改造动工", 2)]


def test_each_correction_goes_to_the_most_alike() -> None:
    one, two = article("图片新闻", BODY), article("图片新闻", OTHER)
    current = entries([one, two])
    found = revisions(
        "晨光", current, [replace(two, body=OTHER + "欢迎光临。"), replace(one, body=BODY + "敬请留意。")]
    )
    assert [next(e.article.body for e in current if e.uid == f.uid) for f in found] == [OTHER, BODY]


def test_a_picture_without_text() -> None:
    picture = replace(article("春耕", ""), captions=("田里的拖拉机。",))
    assert kinds(entries([picture]), [picture]) == []
    assert kinds(entries([picture]), [replace(picture, captions=("田间的拖拉机。",))]) == [("春耕", 2)]


made = st.builds(
    article,
    headline=st.sampled_from(["甲", "乙", ""]),
    body=st.sampled_from([BODY, OTHER, BODY + OTHER, BODY[:20], "", "短。"]),
    page=st.sampled_from(["1", "2"]),
)


@given(st.lists(made, max_size=6), st.lists(made, max_size=6))
def test_applying_what_is_found_leaves_nothing_to_find(before: list[Article], after: list[Article]) -> None:
    current = entries(before)
    found = revisions("晨光", current, after)
    assert len({one.uid for one in found}) == len(found)
    changed = {one.uid: entry for one, entry in zip(found, entries((), found), strict=True)}
    latest = [*(entry for entry in current if entry.uid not in changed), *changed.values()]
    assert revisions("晨光", latest, after) == ()
