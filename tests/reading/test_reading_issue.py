"""All pages of an issue: what jumps from page to page becomes one article."""

from __future__ import annotations

from itertools import permutations

from reading_stories import BRIDGE, CLINIC, DAY, LIBRARY, WHEAT, flat, page, report

from watchers.model import Article, Issue, Page
from watchers.reading import read_issue

ISSUE = Issue(paper="云溪日报", day=DAY)
TORN = "馆长丁一舟表示，云溪区图书馆还将联合书院街的中小学开展古籍修复体验，让更多孩子走近传统技艺。"


def front() -> Page:
    text = page(
        "四十万册藏书迎读者 云溪区图书馆新馆开放",
        *report(LIBRARY[:1]),
        TORN[:20] + "(下转三版)",
        "青石河大桥维修 绕行有方案",
        *report(BRIDGE[:2], "本报讯(记者 高远)")[:-1],
        BRIDGE[1] + "（下转02版）",
    )
    return Page(label="1", text=text, file="1.txt")


def second() -> Page:
    text = page("绕行方案公布", "（上接01版）" + BRIDGE[2], "柳林镇麦田忙", *report(WHEAT))
    return Page(label="2", text=text, file="2.txt")


def third() -> Page:
    text = page(
        "星湖街道推出家庭病床",
        *report(CLINIC),
        "云溪区图书馆新馆开放",
        "(上接一版)" + TORN[20:],
        LIBRARY[1],
        LIBRARY[2],
    )
    return Page(label="3", text=text, file="3.txt")


def by_title(found: tuple[Article, ...], word: str) -> Article:
    (article,) = [article for article in found if word in article.headline]
    return article


def test_jumps_are_joined_whatever_the_order_of_pages() -> None:
    expected = read_issue(ISSUE, (front(), second(), third()))
    for pages in permutations((front(), second(), third())):
        assert read_issue(ISSUE, pages) == expected
    assert [article.page for article in expected] == ["1", "1", "2", "3"]
    library = by_title(expected, "图书馆")
    assert library.pages == ("1", "3")
    assert (library.jump_to, library.jump_from) == (None, None)
    assert TORN in library.body
    assert flat(library.body) == flat(LIBRARY[0] + TORN + LIBRARY[1] + LIBRARY[2])
    assert by_title(expected, "大桥").pages == ("1", "2")
    assert by_title(expected, "大桥").headline == "青石河大桥维修 绕行有方案"


def test_a_paragraph_that_ends_at_the_jump_stays_one() -> None:
    bridge = by_title(read_issue(ISSUE, (front(), second())), "大桥")
    assert bridge.body.split("\n")[-1] == BRIDGE[2]


def test_without_the_other_page_the_number_stays() -> None:
    library, bridge = read_issue(ISSUE, (front(),))
    assert (library.jump_to, bridge.jump_to) == (3, 2)
    (article, *_) = read_issue(ISSUE, (second(),))
    assert article.jump_from == 1


def test_page_numbers_that_contradict_keep_parts_apart() -> None:
    wrong = Page(label="4", text=third().text)
    found = read_issue(ISSUE, (front(), wrong))
    assert [article.jump_to for article in found if article.page == "1"] == [3, 2]


def test_several_candidates_on_one_page_are_told_apart_by_their_matter() -> None:
    first = Page(
        label="1",
        text=page(
            "麦田里的科技 让禾丰种粮更省心", *report(WHEAT[:2])[:-1], WHEAT[1] + "(下转二版)",
            "青石河大桥维修 绕行有方案", *report(BRIDGE[:2])[:-1], BRIDGE[1] + "(下转二版)",
        ),
    )  # fmt: skip
    other = Page(
        label="2",
        text=page("绕行方案公布", "(上接一版)" + BRIDGE[2], "禾丰县科技种粮", "(上接一版)" + WHEAT[2]),
    )
    wheat, bridge = read_issue(ISSUE, (first, other))
    assert wheat.body.endswith(WHEAT[2])
    assert bridge.body.endswith(BRIDGE[2])


def test_unknown_labels_need_words_in_common() -> None:
    known = read_issue(ISSUE, (Page(label="", text=front().text), Page(label="", text=third().text)))
    assert TORN in by_title(known, "图书馆").body
    strangers = Page(label="", text=page("麦田里的科技", "(上接一版)" + WHEAT[2]))
    assert len(read_issue(ISSUE, (Page(label="", text=front().text), strangers))) == 3


def test_letter_pages_follow_and_keep_their_order() -> None:
    pages = [Page(label=label, text=page(f"标题是{label}版的", *report(LIBRARY))) for label in ("B01", "A10", "A02")]
    assert [article.page for article in read_issue(ISSUE, pages)] == ["A02", "A10", "B01"]


def test_an_issue_without_pages() -> None:
    assert read_issue(ISSUE, ()) == ()
