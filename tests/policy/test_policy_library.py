"""Answers in JSON: the two shapes of the policy library, what is no answer, and lists of objects of any site."""

from __future__ import annotations

import json

import pytest

from policy.policy_pages import HOST, TODAY, library, notices
from watchers.errors import BaoxiaoError, FetchError, LayoutError
from watchers.model import Selectors
from watchers.policy.listing import read_list
from watchers.policy.model import Listing

URL = "https://sousuo.www.gov.cn/search-gov/data?t=zhengcelibrary&q=&p=1&n=50"
PATH = "/zhengce/content/{ym}/content_{n}.htm"


def read(text: str, url: str = URL) -> Listing:
    return read_list(text.encode(), "application/json", url, Selectors(), TODAY)


@pytest.mark.parametrize("categories", [False, True])
def test_both_shapes_of_the_library_are_read(categories: bool) -> None:
    lines = notices(7, PATH)
    rows = read(library(lines, categories)).rows
    assert [(row.title, row.url, row.day) for row in rows] == [(one.title, HOST + one.path, one.day) for one in lines]
    assert {(row.number, row.issuer, row.subject, row.summary) for row in rows} == {
        ("国办发〔2026〕15号", "国务院办公厅", "卫生、体育·医药管理", "各地区、各部门要认真落实。")
    }


def test_a_time_in_milliseconds_is_a_day_in_beijing() -> None:
    item = {
        "title": "国务院关于修改部分行政法规的决定",
        "url": "/a/1.htm",
        "pubtime": 1773158400000,
    }  # 2026-03-10T16:00Z
    rows = read(json.dumps({"code": 200, "searchVO": {"listVO": [item]}})).rows
    assert str(rows[0].day) == "2026-03-11"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"code": 500, "msg": "系统繁忙"}, FetchError),
        ({"code": 200}, LayoutError),
        ({"code": 200, "searchVO": None}, LayoutError),
        ({"code": 200, "searchVO": {"totalCount": 12, "listVO": []}}, LayoutError),
        ({"code": 200, "searchVO": {"totalCount": 12}}, LayoutError),
        ([], LayoutError),
    ],
)
def test_what_is_no_answer_never_means_that_nothing_is_new(answer: object, error: type[BaoxiaoError]) -> None:
    with pytest.raises(error):
        read(json.dumps(answer))


def test_a_search_that_finds_nothing_has_no_rows() -> None:
    assert read(json.dumps({"code": 200, "searchVO": {"totalCount": 0, "listVO": []}})).rows == ()


@pytest.mark.parametrize(
    "text",
    [
        '[{"TITLE":"颍川市养犬管理条例","SUB_TITLE":"","URL":"./a/t20260301_1.htm","DOCRELPUBTIME":"2026-03-02"}]',
        '{"data":{"page":1,"results":[{"title":"颍川市养犬管理条例","link":"/x/a/t20260301_1.htm",'
        '"publishTime":"2026-03-02 10:00"}]}}',
        'cb({"list":[{"docTitle":"<font color=red>颍川市养犬管理条例</font>",'
        '"docPubUrl":"a/t20260301_1.htm","docRelPubTime":1772380800}]});',
    ],
)
def test_lists_of_objects_of_other_sites_are_read_by_the_names_of_their_fields(text: str) -> None:
    (row,) = read(text, "http://www.yingchuan.gov.cn/x/ZUIXIN.json").rows
    assert (row.title, row.url, str(row.day)) == (
        "颍川市养犬管理条例", "http://www.yingchuan.gov.cn/x/a/t20260301_1.htm", "2026-03-02",
    )  # fmt: skip


@pytest.mark.parametrize("text", ['{"a": [1, 2]}', '{"list": [{"id": 1}]}', "{", '{"error": "no token"}'])
def test_json_without_documents_is_an_error(text: str) -> None:
    with pytest.raises(BaoxiaoError):
        read(text, "http://www.yingchuan.gov.cn/api")
