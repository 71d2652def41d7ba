"""Public consultations: what is asked, until when and where to write is in the article, and the deadline is found."""

from __future__ import annotations

from datetime import date

import pytest

from policy.policy_pages import HOST, document, source
from watchers.facts import understand
from watchers.gazetteer import load
from watchers.model import Article
from watchers.policy.article import article
from watchers.policy.document import read_document
from watchers.policy.model import Row

DAY = date(2026, 11, 20)


def consultation(title: str, *paragraphs: str) -> Article:
    page = document(title, body="".join(f"<p>　　{line}</p>" for line in paragraphs))
    row = Row(title=title, url=f"{HOST}/yjzj/1.html", day=DAY)
    read = read_document(page.encode(), "", row.url, title, "")
    return understand(article(source(HOST), row, DAY, read), load())


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("请于2026年12月20日前将书面意见反馈至颍川市司法局。", date(2026, 12, 20)),
        ("意见反馈截止时间为2026年12月19日。", date(2026, 12, 19)),
        ("征求意见截止时间为 2026 年 12 月 25 日 24:00。", date(2026, 12, 25)),
        ("公众可在12月9日前通过下列途径提出意见和建议。", date(2026, 12, 9)),
        ("公开征求意见时间为2026年11月20日至2026年12月21日。", date(2026, 12, 21)),
        ("有关单位和各界人士可在2027年1月5日前提出意见。", date(2027, 1, 5)),
    ],
)
def test_the_deadline_is_found_and_the_channels_stay(sentence: str, day: date) -> None:
    found = consultation(
        "颍川市城市绿化条例（草案征求意见稿）公开征求意见的公告",
        "为进一步提高立法质量，现将《颍川市城市绿化条例（草案征求意见稿）》全文公布，向社会公开征求意见。",
        sentence,
        "一、电子邮箱：ycsfj@example.gov.cn",
        "二、通信地址：颍川市建设路18号市司法局立法科（邮编：461000），信封上请注明“绿化条例征求意见”字样",
        "三、联系电话：0374-1234567　网址：http://sfj.yingchuan.gov.cn",
    )
    assert day in {deadline.date for deadline in found.facts.deadlines}
    for channel in ("ycsfj@example.gov.cn", "建设路18号", "461000", "0374-1234567", "http://sfj.yingchuan.gov.cn"):
        assert channel in found.body
    assert any("绿化条例" in title for title in found.facts.documents)
