"""What becomes of headings without text, text without headings, and the lines around a headline."""

from __future__ import annotations

from reading_stories import BRIDGE, DAY, WHEAT, articles, page, read, report

from watchers.model import Page
from watchers.reading import Role, read_page

CAPTION = "图为农技员在柳林镇查看苗情（如图）。"


def test_words_of_a_picture_alone_under_a_headline_are_its_text() -> None:
    (found,) = articles(page("# 麦田里的技术员", CAPTION))
    assert (found.headline, found.body, found.captions) == ("麦田里的技术员", CAPTION, ())


def test_a_headline_without_text_is_a_teaser() -> None:
    reading = read(page("# 青石河大桥封闭维修", *report(BRIDGE), "# 农技员下田 小麦长势喜人"))
    assert [article.headline for article in reading.articles] == ["青石河大桥封闭维修"]
    assert reading.teasers == ("农技员下田 小麦长势喜人",)


def test_a_headline_with_a_signature_is_an_article_whose_text_was_lost() -> None:
    (found,) = articles(page("# 农技员下田 小麦长势喜人", "本报讯（记者 高远）"))
    assert (found.headline, found.body, found.reporters) == ("农技员下田 小麦长势喜人", "", ("高远",))


def test_a_dateline_or_a_jump_mark_alone_is_no_article() -> None:
    for mark in ("新华社郑州4月7日电", "（上接一版）"):
        reading = read(page(mark))
        assert (reading.articles, reading.furniture) == ((), (mark,))


def test_blocks_tell_the_lines_around_a_headline_apart() -> None:
    heads = ("禾丰县八十六万亩麦田拔节", "# 农技员下田 小麦长势喜人", "——来自柳林镇的报道")
    text = page(*heads, *report(WHEAT))
    above, _, below, *_ = blocks = read(text).blocks
    assert [block.role for block in blocks[:3]] == [Role.KICKER, Role.HEADLINE, Role.SUBHEAD]
    assert above.reason.startswith("above the headline")
    assert below.reason.startswith("below the headline")


def test_a_longer_text_without_headline_is_an_article() -> None:
    """Of a sentence or two nobody knows that; what has lost its headline has more."""
    (found,) = articles(page(BRIDGE[0]))
    assert (found.headline, found.body, found.pages) == ("", BRIDGE[0], ())
    (labelled,) = read_page(Page(label="A02", text=BRIDGE[0]), paper="", day=DAY).articles
    assert labelled.pages == ("A02",)
