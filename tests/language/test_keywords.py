"""Keywords and reading time, with the real list of words."""

from __future__ import annotations

from datetime import date

import pytest

from bot import lexicon
from bot.keywords import LEAST, MOST, keywords, minutes
from watchers.model import Article, Facts

DAY = date(2026, 6, 15)
CANAL = Article(
    paper="样报",
    day=DAY,
    headline="运河船闸改造完工 七月起恢复通航",
    byline="本报讯（记者 程野）",
    body="昨日，运河三座船闸的改造工程通过验收，7月1日起恢复通航，货船过闸只要55分钟。\n"
    "二十年前船闸老化停航，货物只好改走公路，每吨运费多出9元。货船船主孟金水说，运费降下来，运粮就划算了。\n"
    "记者程野了解到，通航之后，粮食、砂石将分时段过闸，船闸还修建了两条鱼道。",
)


def words(article: Article) -> tuple[str, ...]:
    return keywords(article, lexicon.load())


def test_what_the_article_says_more_often_than_others() -> None:
    found = words(CANAL)
    assert LEAST <= len(found) <= MOST
    assert {"船闸", "通航", "运河"} <= set(found)
    assert not {"记者", "程野", "昨日", "工程通过"} & set(found)
    assert all(len(word) >= 2 and not any(sign.isdigit() for sign in word) for word in found)


def test_names_of_documents_programmes_and_places_come_first() -> None:
    facts = Facts(places=("样市", "临河县"), documents=("内河航运管理办法",), programmes=("通航贷",))
    found = words(Article(paper="样报", day=DAY, headline=CANAL.headline, body=CANAL.body, facts=facts))
    assert set(found[:4]) == {"内河航运管理办法", "通航贷", "样市", "临河县"}
    assert len(found) <= MOST


def test_a_name_in_quotation_marks_that_comes_again_is_a_word() -> None:
    body = "市里开通“河小二”热线。拨打“河小二”，可以反映河道漂浮物和排污口。"
    assert "河小二" in words(Article(paper="样报", day=DAY, headline="治河有了热线", body=body))


def test_no_keyword_is_a_part_of_another() -> None:
    found = words(CANAL)
    assert not any(one != other and one in other for one in found for other in found)


def test_a_text_without_words() -> None:
    assert words(Article(paper="样报", day=DAY, headline="", body="")) == ()
    assert words(Article(paper="样报", day=DAY, headline="7·8", body="12 34 56.7%")) == ()


@pytest.mark.parametrize(("length", "wanted"), [(0, 1), (400, 1), (401, 2), (2000, 5)])
def test_reading_time(length: int, wanted: int) -> None:
    assert minutes(Article(paper="样报", day=DAY, headline="", body="字" * length + "。，")) == wanted
