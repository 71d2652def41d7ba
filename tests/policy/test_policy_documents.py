"""Document pages: metadata in every form, text by selector and by density, files, and what is left out."""

from __future__ import annotations

import random
from datetime import date

import pytest

from policy.policy_pages import HOST, METADATA, PARAGRAPHS, TODAY, document, shell, source
from watchers.errors import BaoxiaoError, LayoutError
from watchers.policy.article import article
from watchers.policy.document import read_document
from watchers.policy.model import Document, Header, Row

TITLE = "颍川市人民政府办公室关于印发贷款贴息实施办法的通知"
URL = f"{HOST}/zwgk/202611/t20261120_5000.html"


def read(page: str, title: str = TITLE, selector: str = "") -> Document:
    return read_document(page.encode(), "text/html; charset=utf-8", URL, title, selector)


@pytest.mark.parametrize("form", METADATA)
def test_metadata_is_read_in_every_form(form: str) -> None:
    found = read(document(TITLE, METADATA[form].format(validity="有效")))
    assert found.header == Header(
        number="颍政办〔2026〕12号", issuer="颍川市人民政府办公室", index="005252/2026-00123",
        subject="财政、金融、审计·财政", validity="有效", written=date(2026, 11, 18), published=date(2026, 11, 20),
    )  # fmt: skip
    assert found.paragraphs == PARAGRAPHS


def test_an_empty_cell_takes_nothing_from_its_neighbour() -> None:
    table = "<table><tr><td>索引号：</td><td></td><td>发文字号：</td><td></td><td>有效性：</td><td></td></tr></table>"
    assert read(document(TITLE, table)).header == Header()


def test_metadata_at_the_head_of_the_text_is_no_text() -> None:
    table = METADATA["table"].format(validity="有效")
    found = read(document(TITLE, wrap=f'<div class="pages_content">{table}{{}}</div>'))
    assert (found.paragraphs, found.header.number) == (PARAGRAPHS, "颍政办〔2026〕12号")


@pytest.mark.parametrize(
    "wrap",
    [
        '<div class="trs_editor_view TRS_UEDITOR">{}</div>', '<div id="UCAP-CONTENT">{}</div>',
        '<div class="pages_content"><div>{}</div></div>', '<div id="zoom">{}</div>',
        '<div class="v_news_content">{}</div>',
        '<td class="bt_content">{}</td>', '<div class="xxgk_content">{}</div>', '<div class="article-content">{}</div>',
        '<div class="nobody-knows">{}</div>', "<div><div><section>{}</section></div></div>",
        "<table><tr><td>{}</td></tr></table>",
    ],
)  # fmt: skip
def test_the_text_is_found_by_what_it_is_called_and_by_where_most_text_stands(wrap: str) -> None:
    assert read(document(TITLE, wrap=wrap)).paragraphs == PARAGRAPHS


def test_text_of_line_breaks_in_spans_is_found_too() -> None:
    body = "<br>".join(f"<span>&nbsp;&nbsp;{line}</span>" for line in PARAGRAPHS)
    assert read(document(TITLE, body=body, wrap='<div class="x">{}</div>')).paragraphs == PARAGRAPHS


def test_a_configured_selector_wins_and_is_named_when_it_finds_nothing() -> None:
    page = document(
        TITLE, tail='<div class="mine"><p>本通知自印发之日起施行，有效期三年，由市财政局负责解释。</p></div>'
    )
    assert read(page, selector=".mine").paragraphs == ("本通知自印发之日起施行，有效期三年，由市财政局负责解释。",)
    with pytest.raises(LayoutError) as told:
        read(page, selector=".theirs")
    assert ".theirs" in str(told.value)


def test_files_are_listed_at_the_end_with_name_and_address() -> None:
    text = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    body = f'{text}<p>附件：<a href="./P020.docx">1.贷款贴息申报表.docx</a></p>'
    tail = (
        '<div class="fj"><a href="/module/download/downfile.jsp?showname=b.pdf&filename=b.pdf">'
        "附件2：贴息范围目录</a><br>"
        '<a href="/system/_content/download.jsp?wbfileid=3">承诺书.wps</a></div><a href="/1.html">不是附件</a>'
    )
    found = read(document(TITLE, body=body, tail=tail))
    assert [(one.label, one.name, one.url) for one in found.attachments] == [
        ("附件", "1.贷款贴息申报表.docx", f"{HOST}/zwgk/202611/P020.docx"),
        ("附件2", "贴息范围目录", f"{HOST}/module/download/downfile.jsp?showname=b.pdf&filename=b.pdf"),
        ("附件", "承诺书.wps", f"{HOST}/system/_content/download.jsp?wbfileid=3"),
    ]
    told = article(source(HOST), Row(title=TITLE, url=URL), TODAY, found)
    assert told.body.split("\n")[-1] == f"附件：承诺书.wps（{HOST}/system/_content/download.jsp?wbfileid=3）"
    assert told.body.count("申报表") == 1


def test_a_document_that_is_only_a_file_is_one_all_the_same() -> None:
    found = read(document(TITLE, body='<p><a href="a.pdf">点击下载</a></p>'))
    assert [one.url for one in found.attachments] == [f"{HOST}/zwgk/202611/a.pdf"]


@pytest.mark.parametrize(
    "page",
    [
        shell("<p>您访问的页面不存在</p>", title="404 页面不存在"),
        shell("<div class=TRS_Editor></div>"),
        "<html></html>",
    ],
)
def test_a_page_without_a_document_is_an_error(page: str) -> None:
    with pytest.raises(LayoutError):
        read(page)


def test_the_page_completes_a_title_that_the_list_cut() -> None:
    found = read(document(TITLE), title=TITLE[:14] + "…")
    row = Row(title=TITLE[:14] + "…", url=URL)
    assert article(source(HOST), row, TODAY, found).headline == TITLE


def test_another_heading_on_the_page_never_becomes_the_title() -> None:
    found = read(document("市政府信息公开"), title=TITLE)
    assert article(source(HOST), Row(title=TITLE, url=URL), TODAY, found).headline == TITLE


def test_number_and_issuer_stand_above_and_that_it_ended_below_the_headline() -> None:
    row = Row(title=TITLE, url=URL, day=date(2026, 11, 19))
    found = article(source(HOST), row, row.day or TODAY, read(document(TITLE, METADATA["li"].format(validity="废止"))))
    assert (found.kicker, found.subhead) == ("颍政办〔2026〕12号 · 颍川市人民政府办公室", "有效性：废止")
    assert (found.paper, found.day, found.column) == ("颍川市人民政府", date(2026, 11, 19), "财政、金融、审计·财政")
    assert (found.url, found.key) == (URL, "yingchuan.gov.cn/zwgk/202611/t20261120_5000.html")


def test_no_page_however_broken_ends_in_anything_but_a_document_or_a_sentence() -> None:
    dice = random.Random(7)
    pages = [document(TITLE, METADATA[form].format(validity="有效")).encode() for form in METADATA]
    for _ in range(150):
        page = bytearray(dice.choice(pages))
        for _ in range(dice.randint(1, 30)):
            at = dice.randrange(len(page))
            page[at : at + dice.choice((0, 1, 1, 40))] = dice.choice(
                (b"<", b">", b'"', b"\xff", b"<table>", b"<!--", b"")
            )
        try:
            found = read_document(bytes(page), "", URL, TITLE, "")
        except BaoxiaoError as wrong:
            assert str(wrong)  # noqa: PT017
        else:
            assert found.paragraphs or found.attachments


def test_a_text_whose_paragraphs_are_elements_like_their_neighbours_is_whole() -> None:
    short = ("为维护社会公共安全，现就烟花爆竹管理有关事项通告如下。", "一、城区内禁止燃放。", "特此通告。")
    body = "".join(f"<div>{line}</div>" for line in short)
    assert read(document(TITLE, body=body, wrap='<div class="neirong">{}</div>')).paragraphs == short


def test_a_line_of_time_and_source_below_the_title_is_no_text() -> None:
    wrap = f'<div id="zoom"><p>{TITLE}</p><p>时间：2026-11-20　来源：市政府办　浏览次数：8</p>{{}}</div>'
    found = read(document(TITLE, wrap=wrap))
    assert (found.paragraphs, found.header.published) == (PARAGRAPHS, date(2026, 11, 20))


def test_a_day_that_only_machines_are_told_counts() -> None:
    page = document(TITLE).replace("<head>", '<head><meta name="PubDate" content="2026-03-01 10:11">')
    assert read(page).header.published == date(2026, 3, 1)
