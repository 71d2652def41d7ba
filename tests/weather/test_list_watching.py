"""The national list, polled: new, raised, gone for one poll and back, gone for good, broken answers, expiry."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from watchers.errors import FetchError, LaterError
from watchers.warning import Colour, Stage
from weather.written import (
    EVERY,
    HOUR,
    LIST,
    MINUTE,
    NOW,
    Follower,
    alarm_id,
    answer,
    detail,
    item,
    signal,
    source,
)


def following(*pages: object, area: str = "") -> Follower:
    follower = Follower(source=source(area=area))
    follower.web.pages[LIST] = list(pages)
    return follower


def test_a_new_warning_is_told_once_with_all_that_is_known_of_it() -> None:
    follower = following(answer([item()]))
    [article] = follower.visit()
    told = signal(article)
    assert article.headline == "中牟县气象台发布暴雨橙色预警信号"
    assert article.key == f"warning:{alarm_id(NOW)}"
    assert article.day.isoformat() == "2026-07-20"
    assert article.facts.places == ("河南省", "郑州市", "中牟县")
    assert (told.stage, told.hazard, told.colour, told.area) == (Stage.NEW, "暴雨", Colour.ORANGE, "中牟县")
    assert told.issuer == "中牟县气象台"
    assert told.within == ("河南省", "郑州市")
    assert told.expires_at is None
    assert follower.visits(5) == []


def test_its_text_comes_from_its_own_page() -> None:
    follower = following(answer([item()]))
    page = f"https://weather.example/publish/alarm/{alarm_id(NOW)}.html"
    follower.web.pages[page] = detail("北部乡镇雨量将达五十毫米。（预报员：薛见山）")
    [article] = follower.visit()
    assert article.body == "北部乡镇雨量将达五十毫米。"
    follower.visits(3)
    assert follower.web.asked.count(page) == 1


def test_a_page_that_fails_never_holds_up_the_warning() -> None:
    follower = following(answer([item()]))
    page = f"https://weather.example/publish/alarm/{alarm_id(NOW)}.html"
    follower.web.pages[page] = [FetchError("连不上。"), detail("城区易涝点注意积水。")]
    [article] = follower.visit()
    assert "7月20日10时00分" in article.body
    assert any("取不到正文" in note for note in follower.harvests[-1].notes)
    [again] = follower.visits(1)
    assert again.body == "城区易涝点注意积水。"
    assert again.key == article.key
    assert follower.stages == [[Stage.NEW, Stage.RENEWED]]
    assert not any("正文" in note for note in follower.harvests[-1].notes)


def test_a_text_that_is_never_there_is_asked_for_three_times() -> None:
    follower = following(answer([item()]))
    follower.visit()
    follower.visits(6)
    assert len([url for url in follower.web.asked if "publish" in url]) == 3


def test_raised_lowered_renewed_and_lifted_are_versions_of_one_article() -> None:
    hours = [NOW + HOUR * n for n in range(4)]
    yellow, orange = item(hours[0], colour="黄"), item(hours[1], colour="橙", act="变更发布")
    again, lowered = item(hours[2], colour="橙", act="继续发布"), item(hours[3], colour="蓝")
    follower = following(*(answer([one]) for one in (yellow, orange, again, lowered)), answer([]))
    follower.visit()
    follower.visits(5, HOUR)
    assert follower.stages == [[Stage.NEW, Stage.RAISED, Stage.RENEWED, Stage.LOWERED, Stage.CANCELLED]]
    told = [one.headline for one in follower.versions[f"warning:{alarm_id(NOW)}"]]
    assert told[1] == "中牟县气象台将暴雨黄色预警信号升级为橙色"
    assert told[3] == "中牟县气象台将暴雨橙色预警信号降级为蓝色"
    assert told[4] == "中牟县气象台暴雨蓝色预警信号已不再列出"
    assert signal(follower.last()).listed
    assert follower.last().body.startswith("发布方的预警列表里已没有这条预警（7月20日15时00分起）")


def test_the_old_colour_beside_the_new_one_changes_nothing() -> None:
    yellow, orange = item(colour="黄"), item(NOW + MINUTE, colour="橙")
    follower = following(answer([yellow]), answer([orange, yellow]), answer([yellow, orange]))
    follower.visit()
    follower.visits(4)
    assert follower.stages == [[Stage.NEW, Stage.RAISED]]


def test_gone_for_one_poll_is_not_lifted() -> None:
    follower = following(answer([item()]), answer([]), answer([item()]), answer([]), answer([item()]))
    follower.visit()
    assert follower.visits(5) == []


def test_lifted_by_a_title_ends_it() -> None:
    lifted = item(NOW + HOUR, act="解除")
    follower = following(answer([item()]), answer([lifted]))
    follower.visit()
    [article] = follower.visits(1, HOUR)
    assert (signal(article).stage, signal(article).issued_at) == (Stage.CANCELLED, NOW + HOUR)
    assert not signal(article).listed
    assert article.headline == "中牟县气象台解除暴雨橙色预警信号"
    assert article.body.startswith("该预警已于7月20日11时00分解除。")
    assert follower.visits(5) == []


@pytest.mark.parametrize(
    "broken",
    [
        answer([], code=500),
        b'{"code": 0, "data": {}}',
        b'{"code": 0, "data": null}',
        b'{"code": 0}',
        b"<!DOCTYPE html><html><body>502</body></html>",
        b"",
        b"[]",
        FetchError("连不上。"),
        answer([item(code="410100", office="郑州市气象台")], pages=2, count=301),
    ],
)
def test_a_failed_call_is_an_error_and_lifts_nothing(broken: object) -> None:
    follower = following(answer([item()]), broken)
    follower.visit()
    told = follower.visits(5)
    assert len(follower.errors) == 5
    assert all(signal(one).stage is Stage.NEW for one in told)
    assert all(not signal(versions[-1]).over for versions in follower.versions.values())


def test_what_one_page_brings_is_told_though_the_next_one_fails() -> None:
    follower = following(answer([item()], pages=2, count=301))
    assert len(follower.visit()) == 1
    assert len(follower.errors) == 1


def test_all_pages_together_are_the_list() -> None:
    second = LIST.replace("pageNo=1", "pageNo=2")
    other = item(code="410185", office="河南省郑州市登封市气象台")
    follower = following(answer([item()], pages=2, count=2))
    follower.web.pages[second] = answer([other], pages=2, count=2)
    assert len(follower.visit()) == 2
    assert follower.errors == []
    follower.web.pages[LIST] = answer([other], pages=1, count=1)
    follower.visits(2)
    assert [signal(versions[-1]).over for versions in follower.versions.values()].count(True) == 1


def test_a_list_that_is_shorter_than_it_says_lifts_nothing_and_says_so() -> None:
    follower = following(answer([item()]), answer([], count=1))
    follower.visit()
    assert follower.visits(1) == []
    assert "没有据此判断" in follower.harvests[-1].notes[0]
    assert follower.visits(6) == []


def test_it_runs_out_though_the_server_is_away() -> None:
    follower = following(answer([item()]), FetchError("连不上。"))
    follower.visit()
    follower.now = NOW + 24 * HOUR - MINUTE
    follower.visit()
    assert follower.harvests[-1].look_at == NOW + 24 * HOUR
    follower.now = NOW + 24 * HOUR
    [article] = follower.visit()
    assert signal(article).stage is Stage.EXPIRED
    assert article.headline == "中牟县气象台暴雨橙色预警信号已失效"
    assert article.body.startswith("该预警已于7月21日10时00分失效。")
    assert len(follower.errors) == 2


def test_what_the_list_still_holds_is_in_force_however_old() -> None:
    follower = following(answer([item(hazard="干旱")]))
    follower.visit()
    assert follower.visits(30, HOUR / 2 + 24 * MINUTE) == []
    follower.web.pages[LIST] = FetchError("连不上。")
    told = follower.visits(3, HOUR)
    assert [signal(one).stage for one in told] == [Stage.EXPIRED]


def test_what_is_old_when_it_is_first_seen_is_no_news() -> None:
    follower = following(answer([item(NOW - 25 * HOUR)]))
    assert follower.visit() == []
    assert follower.visits(3) == []


def test_only_what_concerns_the_place_is_told() -> None:
    items = [
        item(),
        item(code="410100", office="河南省郑州市气象台"),
        item(code="410000", office="河南省气象台"),
        item(code="410185", office="河南省郑州市登封市气象台"),
        item(code="410200", office="河南省开封市气象台"),
        item(code="410222", office="河南省开封市通许县气象台"),
    ]
    farmer, city = following(answer(items), area="中牟县"), following(answer(items), area="郑州市")
    assert {signal(one).area for one in farmer.visit()} == {"中牟县", "郑州市", "河南省"}
    assert {signal(one).area for one in city.visit()} == {"中牟县", "登封市", "郑州市", "河南省"}


def test_an_area_that_nobody_knows_is_noted() -> None:
    follower = following(answer([item()]), area="桃花源")
    assert follower.visit() == []
    assert "桃花源" in follower.harvests[-1].notes[0]


def test_a_title_in_another_form_is_kept_as_it_is() -> None:
    odd = {**item(), "title": "中牟县气象台提请注意：强降雨即将到来"}
    follower = following(answer([odd]))
    [article] = follower.visit()
    assert article.headline == odd["title"]
    assert signal(article).area == "中牟县"
    assert signal(article).colour is Colour.ORANGE  # by the picture
    assert signal(article).hazard == "暴雨"


def test_an_item_that_cannot_be_read_costs_only_itself() -> None:
    follower = following(answer([item(), {"title": "没有编号"}, {"alertid": "1"}]))
    assert len(follower.visit()) == 1
    assert "2 条读不出来" in follower.harvests[-1].notes[0]


def test_a_server_that_asks_for_time_gets_it_after_the_warnings_were_told() -> None:
    follower = following(answer([item()]))
    page = f"https://weather.example/publish/alarm/{alarm_id(NOW)}.html"
    follower.web.pages[page] = LaterError("太密。", timedelta(minutes=5))
    assert len(follower.visit()) == 1
    assert isinstance(follower.errors[0], LaterError)


def test_five_hundred_at_once_come_in_small_harvests_the_gravest_first() -> None:
    items = [item(NOW - MINUTE * n, code=f"{410000 + n}", office=f"某{n}县气象台") for n in range(1, 500)]
    items.append(item(code="410122", colour="红"))
    follower = following(answer(items))
    told = []
    while more := follower.visit(after=1):
        told += more
    assert len(told) == 500
    assert len({one.key for one in told}) == 500
    assert signal(told[0]).colour is Colour.RED
    follower = following(answer(items))
    follower.visit()
    assert max(len(harvest.articles) for harvest in follower.harvests) <= 25
    assert follower.harvests[0].remaining >= 19


def test_five_hundred_flapping_polls_lift_nothing_and_tell_nothing_twice() -> None:
    chance = random.Random(7)
    items = [item(code=code, office=f"{code}县气象台") for code in ("410122", "410185", "410222", "410223")]
    follower = following(answer(items))
    follower.visit()
    was_missing: set[str] = set()
    for _step in range(500):
        missing = {one["alertid"] for one in items if one["alertid"] not in was_missing and chance.random() < 0.3}
        here = [one for one in items if one["alertid"] not in missing]
        chance.shuffle(here)
        fault = chance.choice(
            [None, None, None, FetchError("连不上。"), answer([], code=1), answer([])[:40], b"<html>"]
        )
        follower.web.pages[LIST] = fault or answer(here)
        if not fault:
            was_missing = missing
        assert follower.visits(1, timedelta(seconds=100)) == []
    assert follower.stages == [[Stage.NEW]] * 4
    assert len(follower.bookmark) < 10_000


def test_a_cut_visit_tells_the_rest_before_it_asks_again() -> None:
    items = [item(code=f"{410100 + n}", office=f"某{n}县气象台") for n in range(60)]
    follower = following(answer(items))
    assert len(follower.visit(after=1)) == 25
    follower.web.pages[LIST] = FetchError("连不上。")
    assert len(follower.visits(1, EVERY)) == 35


def test_the_bookmark_stays_small_over_weeks() -> None:
    follower = following()
    sizes = []
    for day in range(40):
        follower.now = NOW + timedelta(days=day)
        follower.web.pages[LIST] = answer(
            [item(follower.now, code=f"{410100 + n}", office=f"某{n}县气象台") for n in range(10)]
        )
        follower.visit()
        sizes.append(len(follower.bookmark))
    assert max(sizes[20:]) <= 1.1 * max(sizes[:20])


def test_a_list_that_has_not_changed_says_again_what_it_leaves_out() -> None:
    kept = item(NOW, code="410100", office="郑州市气象台", hazard="大风")
    follower = following(answer([item(), kept]), answer([kept]))
    assert len(follower.visit()) == 2
    assert follower.visits(1) == []
    (lifted,) = follower.visits(1)  # the same bytes: unchanged
    assert follower.web.unchanged == 1
    assert signal(lifted).area == "中牟县"
    assert signal(lifted).stage is Stage.CANCELLED
    assert follower.visits(40) == [], "the other one is in force for as long as it is listed"
    assert follower.web.unchanged == 41
