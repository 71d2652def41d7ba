"""All facts of an article together: any text is survived, long ones in time, gold pages as well as once measured."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.codec import from_json, to_json
from watchers.facts import understand
from watchers.gazetteer import load
from watchers.model import NO_FACTS, Article, Bound, Facts
from watchers.widths import fold

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "pages" / "gold"

# Pieces that the rules look for, so that arbitrary texts meet in their middle.
WORDS = """
    郑州 金水区 高新区 城关镇 《 》 意见 （草案） 〔2026〕 12号 2026年 13月 2月30日 0日 31日 月底 截至 即日起至 前 报名
    至 ~ - 99999999999999 1,000 . 万 亿 三百 元 多 余额 授信 今天 明天 晴 有小雨 风3级 -5℃ 零下 20℃~ 最高 “ ” 贷 平台
    。 ， 为期 30日 自 起 的通知 关于 0371-67180011 12345 热线 电话 展览 举行 停水 持续至 市民政局 有限公司
    简称 推出 利率 3.2%
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", " "])


def read(body: str, day: date = date(2026, 5, 11)) -> Facts:
    return understand(Article(paper="郑州日报", day=day, headline=body[:40], body=body), load()).facts


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    read(text)


@given(st.lists(PIECES, max_size=40).map("".join), st.dates())
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_the_words_we_look_for_is_survived(text: str, day: date) -> None:
    facts = read(text, day)
    assert all(deadline.date >= day for deadline in facts.deadlines)
    assert all(amount.cny > 0 for amount in facts.amounts)


def test_full_width_and_half_width_read_alike() -> None:
    body = "市民可在6月7日前,向市水利局反馈意见;总投资5.4亿元,7月2日晴,20℃~33℃。"
    wide = body.translate({ord(","): "，", ord(";"): "；", ord("~"): "～"})
    for wanted, found in zip(read(body).deadlines, read(wide).deadlines, strict=True):
        assert (wanted.date, fold(wanted.words)) == (found.date, fold(found.words))
    assert [a.cny for a in read(body).amounts] == [a.cny for a in read(wide).amounts] == [540_000_000]


def test_an_empty_article_states_nothing() -> None:
    assert read("") == NO_FACTS


@pytest.mark.parametrize(
    "unit", ["1", "亿", "《", "5月1日晴,", "郑州", "截止至", "《办法》", "市民政局", "1月1日举行展览"]
)
def test_a_long_body_is_survived(unit: str) -> None:
    """`benchmarks/facts.py` shows that it takes time in proportion."""
    read(unit * (20_000 // len(unit)))


def test_all_facts_of_one_notice_agree() -> None:
    facts = read(
        "青禾茶业股份有限公司（以下简称“青禾茶业”）5月16日9时将在金水区茶山体育馆举行招聘会，"
        "《茶业管理办法（试行）》（以下简称《办法》）同日施行。咨询电话：0371-67181111。"
    )
    assert [(one.short, one.full) for one in facts.short_forms] == [
        ("办法", "茶业管理办法（试行）"), ("青禾茶业", "青禾茶业股份有限公司"),
    ]  # fmt: skip
    assert [(phone.number, phone.whose) for phone in facts.phones] == [
        ("0371-67181111", "青禾茶业股份有限公司咨询电话"),
    ]  # fmt: skip
    (event,) = facts.events
    assert (event.what.split("（")[0], event.place) == ("招聘会", "金水区茶山体育馆")


def test_what_was_stored_before_there_was_more_to_tell_still_reads() -> None:
    stored = (
        '{"amounts":[{"cny":5,"text":"5元"}],"deadlines":[{"date":"2026-06-09","what":"报名","words":"6月9日前报名"}],'
        '"documents":["办法"],"forecast":[],"places":["郑州市"],"programmes":["茶农贷"]}'
    )
    facts = from_json(stored, Facts)
    assert (facts.amounts[0].bound, facts.deadlines[0].first, facts.events) == (Bound.EXACT, None, ())
    assert from_json(to_json(facts), Facts) == facts


def test_gold_pages() -> None:
    """Micro F1 over forecast, deadlines, documents, programmes and amounts: 1.00 measured, places 1.00."""
    if not GOLD.is_dir():
        pytest.skip("no gold pages beside the project")
    hits = wrong = missed = place_hits = place_errors = 0
    for page in sorted(GOLD.glob("[0-9][0-9][0-9].json")):
        gold = json.loads(page.read_text("utf-8"))
        text = (GOLD.parent / f"{page.stem}.txt").read_text("utf-8")
        for wanted in gold["articles"]:
            facts = _facts_of(wanted, text, date.fromisoformat(gold["issue_date_inferred"]))
            for want, allowed, have in _compared(wanted, facts):
                hits += (want & have).total()
                wrong += (have - want - allowed).total()
                missed += (want - have).total()
            named = {place for place in facts.places if not re.search(r"[镇乡]$|街道$", place)}
            regions = {region for region in wanted["regions"] if any(_same(region, place) for place in named)}
            spare = [*wanted["regions"], *wanted.get("optional", {}).get("regions", [])]
            place_hits += len(regions)
            place_errors += len(wanted["regions"]) - len(regions)
            place_errors += sum(not any(_same(region, place) for region in spare) for place in named)
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.98
    assert 2 * place_hits / (2 * place_hits + place_errors) >= 0.98


def _same(region: str, place: str) -> bool:
    return place.endswith(region) or place.startswith(region)


def _facts_of(wanted: dict[str, list[list[int]]], text: str, day: date) -> Facts:
    body = "".join(text[start:end] for start, end in wanted["body_spans"])
    base = wanted["body_spans"][0][0]
    for left, right in sorted(wanted.get("false_breaks", []), reverse=True):
        body = body[: left - base] + body[right - base :]
    body = re.sub(r"\n\s*\n+", "\n", re.sub(r"(?m)^\s*#+\s*", "", body)).strip()
    kicker, subhead = (" ".join(map(str, wanted.get(name) or [])) for name in ("kickers", "subtitles"))
    headline = str(wanted["title"])
    article = Article(paper="郑州日报", day=day, headline=headline, kicker=kicker, subhead=subhead, body=body)
    return understand(article, load()).facts


def _compared(wanted: dict[str, object], facts: Facts) -> Iterable[tuple[Counter[object], ...]]:
    """Wanted, allowed and found values, one triple a field."""
    optional = wanted.get("optional")
    found: dict[str, list[object]] = {
        "weather": [(day.date.strftime("%m-%d"), day.low, day.high) for day in facts.forecast],
        "deadlines": [deadline.date.strftime("%m-%d") for deadline in facts.deadlines],
        "policy_docs": [fold(title) for title in facts.documents],
        "programmes": list(facts.programmes),
        "money": [amount.cny for amount in facts.amounts],
    }
    for field, have in found.items():
        allowed = optional.get(field) if isinstance(optional, dict) else None
        yield _keys(field, wanted.get(field)), _keys(field, allowed), Counter(have)


def _keys(field: str, items: object) -> Counter[object]:
    counted: Counter[object] = Counter()
    for item in items if isinstance(items, list) else []:
        if field == "weather":
            counted[(item["date"][-5:], item["low"], item["high"])] += 1
        elif field == "deadlines":
            counted[item["date"][-5:]] += 1
        else:
            counted[item["cny"] if field == "money" else fold(item)] += 1
    return counted
