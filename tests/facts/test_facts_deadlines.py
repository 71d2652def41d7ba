"""What makes a date a deadline, and what does not. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from watchers.facts.deadlines import deadlines

ISSUED = date(2026, 5, 11)


def days(body: str, issued: date = ISSUED) -> list[str]:
    return [deadline.date.isoformat() for deadline in deadlines("", body, issued)]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("市民可在6月7日前，向市水利局反馈意见。", "2026-06-07"),
        ("请于2026年8月23日前将修改建议反馈给市园林局。", "2026-08-23"),
        ("意见反馈截止时间为2026年11月3日。", "2026-11-03"),
        ("截止时间为 2026 年 10 月 5 日 24:00，请登录平台申报。", "2026-10-05"),
        ("报名截至6月5日18时。", "2026-06-05"),
        ("截至5月25日，逾期不予受理。", "2026-05-25"),
        ("申报工作于12月31日截止。", "2026-12-31"),
        ("公示时间：2026年5月12日—5月16日。", "2026-05-16"),
        ("登记时间：2026.06.01-2026.06.15", "2026-06-15"),
        ("申报时间5月20日至6月30日。", "2026-06-30"),
        ("领取时间为5月15日10时至20日24时。", "2026-05-20"),
        ("即日起至7月15日，市民可凭身份证免费游园。", "2026-07-15"),
        ("缴费截止6月底。", "2026-06-30"),
        ("有意者请于25日前报名。", "2026-05-25"),
        ("请于5日前报送材料。", "2026-06-05"),
        ("请在六月九日前提出书面意见。", "2026-06-09"),
        ("活动报名时间延长至6月30日。", "2026-06-30"),
        ("征求意见时间自5月12日起，为期30日。", "2026-06-10"),
        ("自5月12日起30日内可提出异议，请申请。", "2026-06-11"),
        ("自见报之日起10日内可向本局提出异议。", "2026-05-21"),
        ("征求意见的时间\n2026年5月6日至2026年6月5日。", "2026-06-05"),
        ("夜校报名至6月5日。", "2026-06-05"),
    ],
)
def test_deadlines(body: str, day: str) -> None:
    assert days(body) == [day]


@pytest.mark.parametrize(
    "body",
    [
        "截至目前，全市共有300人报名。",
        "截至3月底，全市新增贷款200亿元。",
        "截至5月10日，已有200家企业申报。",
        "确保9月底前完成主体施工。",
        "力争6月底前办理完毕。",
        "报名已于5月20日截止。",
        "公示期为5个工作日。",
        "考试时间6月7日至8日。",
        "5月11日至13日，大厅受理业务300件。",
        "请于2月30日前报名。",
        "2025年3月1日前提交的材料有效。",
        "自公告发布之日起30日内提交申请。",
        "截至6月末，该行贷款余额达900亿元。",
        "6月30日前购房的家庭，可申请贴息。",
        "展览将持续至6月30日。",
    ],
)
def test_no_deadlines(body: str) -> None:
    assert days(body) == []


def test_a_month_before_the_issue_is_next_years() -> None:
    assert days("企业须在1月15日前提交材料。", date(2026, 12, 20)) == ["2027-01-15"]


def test_a_passed_day_is_no_deadline() -> None:
    assert days("请于5月8日前报名。") == []


def test_what_and_words() -> None:
    (found,) = deadlines("", "会议昨日召开。市民可在6月7日前，向市水利局反馈意见。", ISSUED)
    assert (found.what, found.words) == ("向市水利局反馈意见", "市民可在6月7日前，向市水利局反馈意见。")
    (found,) = deadlines("", "报名截至6月5日。", ISSUED)
    assert found.what == "报名"
    first, second = deadlines("", "领取时间：6月1日10:00至6月3日24:00，使用有效期至6月10日。", ISSUED)
    assert (first.what, second.what) == ("领取", "使用")


def test_the_same_day_for_the_same_thing_is_listed_once() -> None:
    assert days("报名截至6月5日。请于6月5日前报名。") == ["2026-06-05"]
    assert len(deadlines("报名截至6月5日", "请于6月5日前报名。", ISSUED)) == 1


def test_a_deadline_only_in_the_headline_counts() -> None:
    assert len(deadlines("报名截至6月5日", "夜校开班。", ISSUED)) == 1
