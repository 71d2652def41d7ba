"""What takes place, when and where. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from watchers.facts.events import events
from watchers.facts.sentences import sentences
from watchers.model import Event

ISSUED = date(2026, 5, 11)


def taking_place(body: str) -> tuple[Event, ...]:
    return events(tuple(sentences(body)), ISSUED)


def days(body: str) -> list[tuple[str, str]]:
    return [(str(event.first), str(event.last)) for event in taking_place(body)]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("由市茶业局主办的春茶展销会5月16日举行。", "春茶展销会"),
        ("“茶山墨韵”书法作品展5月16日开幕。", "“茶山墨韵”书法作品展"),
        ("5月16日，全镇举办果树管理培训班。", "果树管理培训班"),
        ("5月16日将举行旧书市集。", "旧书市集"),
        ("5月16日8时至18时，茶山路两侧用户将停水。", "停水"),
        ("昨日上午，奠基仪式在渡口镇举行。", "奠基仪式"),
        ("作家签售会5月16日在渡口书店举行。", "作家签售会"),
        ("5月16日，校园反诈知识竞赛举行。", "校园反诈知识竞赛"),
        ("5月16日，市里召开农业工作会议。", "农业工作会议"),
    ],
)
def test_the_name_of_an_event(body: str, what: str) -> None:
    assert [event.what for event in taking_place(body)] == [what]


@pytest.mark.parametrize(
    ("body", "span"),
    [
        ("展览5月16日至20日举行。", ("2026-05-16", "2026-05-20")),
        ("5月23日、24日，演唱会将举行。", ("2026-05-23", "2026-05-24")),
        ("书展5月16日开幕，展览持续至6月12日。", ("2026-05-16", "2026-06-12")),
        ("昨日，茶山论坛召开。", ("2026-05-10", "2026-05-10")),
        ("昨日游人如织，灯会将持续到6月12日举办。", ("None", "2026-06-12")),
        ("为期两天的茶山论坛5月17日闭幕。", ("None", "2026-05-17")),
        ("5月17日，第五届茶文化节落下帷幕。", ("None", "2026-05-17")),
        ("记者5月10日从团市委获悉，茶艺大赛将于7月18日举行。", ("2026-07-18", "2026-07-18")),
        ("茶山论坛5月18日召开，报名截至5月14日。", ("2026-05-18", "2026-05-18")),
        ("5月14日前报名，展销会5月18日举行。", ("2026-05-18", "2026-05-18")),
    ],
)
def test_its_days(body: str, span: tuple[str, str]) -> None:
    assert days(body) == [span]


@pytest.mark.parametrize(
    "body",
    [
        "6月上旬，月季花展将举办。",
        "原定5月16日举行的展销会取消。",
        "5月16日，展销会的门票开售。",
        "他在2008年5月12日的演出中受伤，演出如今仍在举行。",
        "5月16日，居民们在树下乘凉。",
        "5月16日，市人大常委会、居委会换届举行，社会各界参与，恰逢春节开展走访。",
    ],
)
def test_no_event(body: str) -> None:
    assert taking_place(body) == ()


@pytest.mark.parametrize(
    ("body", "time", "place"),
    [
        ("5月16日9:00至12:00，招聘会在茶山体育馆举行。", "9:00至12:00", "茶山体育馆"),
        ("5月16日下午3点，讲座在渡口书店开讲。", "下午3点", "渡口书店"),
        ("5月16日，义诊在渡口广场举行，时间为8:30至11:30。", "8:30至11:30", "渡口广场"),
        ("5月16日晚，茶山剧院将举办音乐会。", "晚", "茶山剧院"),
        ("5月16日，市总工会举办招聘会。", "", ""),
        ("5月13日22时至14日6时，茶山路两侧用户将停水。", "22时至14日6时", "茶山路"),
        ("因检修，5月13日7时至18时，茶山街道部分小区计划停电。", "7时至18时", "茶山街道部分小区"),
        ("书展5月16日开展，地点设在渡口中学。", "", "渡口中学"),
        ("6月6日至8月29日，每周六19:30，茶山广场都将奏响消夏音乐会。", "19:30", "茶山广场"),
        ("5月16日，全市学习在我省考察时重要讲话精神，茶业大会召开。", "", ""),
    ],
)
def test_when_and_where(body: str, time: str, place: str) -> None:
    (event,) = taking_place(body)
    assert (event.time, event.place) == (time, place)
