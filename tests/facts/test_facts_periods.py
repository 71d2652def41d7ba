"""Periods whose end is not printed: from which day they count, and which days. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from watchers.facts.deadlines import deadlines

FRIDAY = date(2026, 11, 20)


def counted(body: str) -> list[tuple[str, str]]:
    return [(f"{one.date:%m-%d}", one.what) for one in deadlines("", body, FRIDAY) if one.counted]


@pytest.mark.parametrize(
    ("body", "end"),
    [
        ("请在公告发布之日起30日内，将意见反馈至市茶业局。", "12-20"),
        ("有异议者可自本公示之日起五日内书面提出。", "11-25"),
        ("债权人请于见报之日起四十五日内申报债权，前来登记。", "01-04"),
        ("征求意见时间为自公告之日起二十日。", "12-10"),
        # Monday to Friday; the day of the notice is not one of them.
        ("请于公告发布之日起1个工作日内提出书面意见。", "11-23"),
        ("请于公告发布之日起10个工作日内提出书面意见。", "12-04"),
        # “为期” and a 公示 count their first day.
        ("公示时间为5个工作日，从11月23日算起。", "11-27"),
        ("名单自11月21日起公示，为期3个工作日。", "11-25"),
        ("网上报名11月28日开始，为期三天。", "11-30"),
        ("征求意见期30日，自11月21日起计算。", "12-20"),
        ("自11月23日起7个工作日内可提出书面异议。", "12-02"),
        # Months and weeks; a month's last day where the later month is shorter.
        ("请于公告发布之日起三个月内申报债权。", "02-20"),
        ("网上报名11月30日开始，为期半个月。", "12-14"),
        ("自11月30日起三个月内可提出书面异议。", "02-28"),
        ("请于本通知印发之日起两周内提交申请。", "12-04"),
    ],
)
def test_the_day_is_counted(body: str, end: str) -> None:
    assert [day for day, _ in counted(body)] == [end]


@pytest.mark.parametrize(
    "body",
    [
        "公示期11月21日至11月30日，共10天。",  # printed, and its length again
        "公示期为5个工作日。",  # from when is not said
        "成绩公布之日起5个工作日内可申请复核。",
        "公告期限届满之日起七个工作日内可提出质疑，申请复核。",
    ],
)
def test_nothing_is_counted(body: str) -> None:
    assert counted(body) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("可提出修改意见，并于12月18日前反馈我局。", "反馈修改意见"),
        ("各界人士可于12月18日前反馈我局。", "反馈意见"),
        ("如有异议，请于公告发布之日起10个工作日内以书面形式向我局提出。", "提出异议"),
        ("申报材料一式两份，于12月18日前报送法规科。", "申报材料报送法规科"),
        ("会议期间的提案截止时间为12月18日，请登录平台提交。", "提案"),
        ("标准征求意见期30天，11月21日起算，反馈表见附件。", "标准征求意见"),
        ("未登记的茶园，12月18日前主动申报可免予处罚。", "主动申报"),
    ],
)
def test_to_the_office_that_prints_it_says_what_not_whom(body: str, what: str) -> None:
    assert [one.what for one in deadlines("", body, FRIDAY)] == [what]


@pytest.mark.parametrize("mark", ["征求意见时间：\n", "一、征求意见时间\n　　", "征求意见期限:\n\n"])
def test_a_label_on_a_line_of_its_own(mark: str) -> None:
    (found,) = deadlines("", f"{mark}2026年11月20日-2026年12月20日\n联系人：方科长。", FRIDAY)
    assert (found.date, found.first) == (date(2026, 12, 20), FRIDAY)
    assert "征求意见" in found.what


def test_a_period_beyond_the_calendar_is_none() -> None:
    assert deadlines("", "请自即日起900个工作日内报名。", date(9999, 12, 30)) == ()
