"""What takes place, when and where. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from watchers.facts.events import events
from watchers.facts.sentences import sentences
from watchers.model import Event

ISSUED = date(2026, 5, 11)


def taking_place(body: str, headings: str = "") -> tuple[Event, ...]:
    return events(tuple(sentences(body)), ISSUED, headings)


def days(body: str) -> list[tuple[str, str]]:
    return [(str(event.first), str(event.last)) for event in taking_place(body)]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("由市茶业局主办的春茶展销会5月16日举行。", "春茶展销会"),
        ("“茶山墨韵”书法作品展5月16日开幕。", "“茶山墨韵”书法作品展"),
        ("5月16日，全镇举办果树管理培训班。", "果树管理培训班"),
        ("5月16日将举行旧书市集。", "旧书市集"),
        ("5月16日8时至18时，茶山路两侧用户将停水。", "茶山路停水"),
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
        # Told from the day of the issue, a Monday.
        ("今明两天，茶山路将停水。", ("2026-05-11", "2026-05-12")),
        ("茶艺大赛本周六、周日举行。", ("2026-05-16", "2026-05-17")),
        ("义诊下周三（5月20日）在渡口广场举行。", ("2026-05-20", "2026-05-20")),
        ("明起三天，茶山路封闭施工。", ("2026-05-12", "2026-05-14")),
        # How long, before the day or behind it, in days or months.
        ("5月18日零时起，茶山路断交施工，工期45天。", ("2026-05-18", "2026-07-01")),
        ("为期三个月的茶艺展览6月1日开幕。", ("2026-06-01", "2026-08-31")),
        ("茶文化节5月16日启幕，持续到6月底。", ("2026-05-16", "2026-06-30")),
        ("展销会5月16—18日举行。", ("2026-05-16", "2026-05-18")),
        ("原定5月13日举行的茶艺大赛推迟至5月20日举行。", ("2026-05-20", "2026-05-20")),
        ("茶山路5月15日零时至5月20日24时双向封闭。", ("2026-05-15", "2026-05-20")),
        # In nine months, not three months ago.
        ("茶山考试定于2月6日至7日举行。", ("2027-02-06", "2027-02-07")),
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
        "茶山路力争6月20日通车。",
        "6月1日起茶博园预计对外开放。",
        "1926年5月20日，茶号开业。",
        "书展每周一闭馆，5月20日前可预约。",
        "5月20日9时开放报名系统。",
        "5月9日，市人大常委会、居委会换届举行，社会各界参与，恰逢春节开展走访。",
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


@pytest.mark.parametrize(
    ("body", "what"),
    [
        # What stops or begins has only its verb: whose it is, belongs to the name.
        ("市茶叶博物馆自5月18日起闭馆。", "市茶叶博物馆闭馆"),
        ("5月18日8时至18时，渡口小学、茶山小区停电。", "渡口小学等地停电"),
        ("因茶博会举办，5月18日，5路、8路公交车临时绕行。", "5路等绕行"),
        ("我行定于5月18日进行系统升级。", "茶山银行系统升级公告"),
        ("茶博园5月18日恢复开放。", "茶博园恢复开放"),
        ("5月18日正式开课，学费全免。", "正式开课（茶山银行系统升级公告）"),
        ("本次活动将于5月18日在渡口广场举行。", "茶山银行系统升级公告"),
        ("面试定于5月18日举行。", "面试（茶山银行系统升级公告）"),
        ("书画特展5月18日开幕，茶艺比赛的决赛5月20日举行。", "书画特展"),
    ],
)
def test_the_name_can_be_understood_by_itself(body: str, what: str) -> None:
    assert taking_place(body, "茶山银行系统升级公告")[0].what == what


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("活动时间：5月16日9:00—11:00\n活动地点：渡口广场", ("义诊", "9:00—11:00", "渡口广场")),
        ("停电时间：5月16日8时—18时\n停电范围：茶山路", ("茶山路停电", "8时—18时", "茶山路")),
        ("话剧《茶山》 时间：5月16日 19:30 地点：渡口剧场", ("话剧《茶山》", "19:30", "渡口剧场")),
        ("宣讲会安排：\n茶业学院：5月16日19:00，主楼。", ("宣讲会（茶业学院）", "19:00", "")),
        ("主题：识茶\n时间：5月16日14:30\n地点：渡口书店", ("义诊", "14:30", "渡口书店")),
    ],
)
def test_behind_a_label_as_notices_print_it(body: str, told: tuple[str, str, str]) -> None:
    (event,) = taking_place(body, "义诊")
    assert (event.what, event.time, event.place) == told


def test_the_time_to_apply_is_no_time_of_an_event() -> None:
    assert taking_place("一、网上报名\n时间：5月16日至20日", "茶艺大赛") == ()


def test_what_goes_on_is_what_was_named_before() -> None:
    told = taking_place("“茶山墨韵”书法特展5月10日开幕。展览将持续到6月底。")
    assert [(event.what, str(event.last)) for event in told] == [
        ("“茶山墨韵”书法特展", "2026-05-10"),
        ("“茶山墨韵”书法特展", "2026-06-30"),
    ]


def test_each_with_a_day_of_its_own() -> None:
    found = taking_place("书画特展5月16日开幕，茶文化讲座5月23日开讲。")
    assert [(event.what, str(event.first)) for event in found] == [
        ("书画特展", "2026-05-16"),
        ("茶文化讲座", "2026-05-23"),
    ]
