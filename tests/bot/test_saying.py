"""What people say as they would to a person: which wish it is, and what stays a word to follow; numbers they write."""

from __future__ import annotations

import pytest

from bot.chat import looks_only
from bot.chat.commands import Line, read
from bot.chat.frames import Said, Wish, understood
from bot.chat.numbers import Numbers, leading, numbers
from bot.chat.replies import meant
from bot.model import Address, Incoming

LOOKS = {
    "今天有什么新闻": "今天",
    "今天有什麼新聞？": "今天",
    "我想看新闻": "今天",
    "what's new": "今天",
    "What is new today?": "今天",
    "最近有什么政策": "搜索 政策",
    "郑好融有什么消息": "搜索 郑好融",
    "什么是公摊": "搜索 公摊",
    "any news about the metro": "搜索 metro",
    "现在有什么预警": "预警",
    "有预警吗": "预警",
    "明天会下雨吗": "天气",
    "我想知道明天天气怎么样": "天气",
    "怎么用": "帮助",
    "what can you do": "帮助",
    "怎么退订": "帮助 退订",
    "我想退订": "退订",
    "帮我看看我的订阅": "我的订阅",
    "今天有什么和我有关的": "今天",
    "取消所有订阅": "全部退订",
    "把所有訂閱都取消了吧": "全部退订",
    "cancel everything": "全部退订",
    "删除我的数据": "删除我",
    "把我的资料都删了": "删除我",
    "日报改到8点": "日报 8点",
    "日報改成晚上7點半吧": "日报 晚上7点半",
    "工作日早上8点发日报": "日报 工作日早上8点",
    "digest at 8": "日报 8",
    "搬到金水区了": "地区 金水区",
    "我住二七区": "地区 二七区",
    "I live in Jinshui": "地区 Jinshui",
    "晚上10点到早上7点别打扰": "免打扰 晚上10点到早上7点",
    "晚上别吵我": "免打扰",
    "don't disturb me at night": "免打扰",
    "pause for a week": "暂停 1 week",
}
FOLLOWS = {
    "我想看天气预警": "天气预警",
    "我想看關於高溫的消息": "高溫",
    "帮我盯着郑好融": "郑好融",
    "請幫我盯著鄭好融": "鄭好融",
    "能不能帮我关注一下融资的新闻": "融资",
    "盯着停水": "停水",
    "给我推送「龙舟」吧": "龙舟",
    "有高温的消息就告诉我": "高温",
    "我家停水了告诉我": "我家停水",
    "我对农业感兴趣": "农业",
    "I want to follow loans": "loans",
    "tell me about the metro, please": "metro",
    "停水停电都告诉我": "停水停电",
    "提醒我郑好融": "郑好融",
}
AT_ONCE = {
    "有郑好融的消息马上告诉我": "郑好融",
    "有鄭好融的消息馬上告訴我": "鄭好融",
    "二七区停水停电停气了马上告诉我": "二七区停水停电停气",
    "马上告诉我二七区停水": "二七区停水",
    "Tell me at once about water cuts in Jinshui": "water cuts in Jinshui",
    "tell me about water cuts right away": "water cuts",
}
DROPS = {
    "不要天气了": "天气",
    "不要天氣了": "天氣",
    "不想看足球": "足球",
    "不要发体育新闻": "体育",
    "别给我发天气预警": "天气预警",
    "以后不用给我推龙舟了": "龙舟",
    "no more weather": "weather",
    "I don't want weather alerts any more": "weather",
}
HUSHES = (
    "别再发了",
    "別再發了！",
    "别吵了",
    "不要再打扰我",
    "停",
    "停一下",
    "帮我暂停",
    "太吵了",
    "消息太多了",
    "stop",
    "stop sending me messages",
)
COURTESIES = {
    "谢谢": Wish.THANKS, "非常感谢！": Wish.THANKS, "thanks a lot": Wish.THANKS, "你好呀": Wish.HELLO,
    "早上好": Wish.HELLO, "在吗": Wish.HELLO, "hello there": Wish.HELLO, "好的": Wish.FINE, "知道了": Wish.FINE,
    "ok": Wish.FINE,
}  # fmt: skip
# Each begins or ends as a frame does.
WORDS = (
    "停车场", "停水停电", "停止供气", "暂停供水", "关注森林公安", "看守所", "订单农业", "别墅限购", "不动产登记",
    "有轨电车", "有奖发票", "好人好事", "早教", "在线教育", "请假", "给排水", "帮扶政策", "希望工程", "对口支援",
    "感谢信", "明白纸", "安静小区", "发改委", "收费", "新闻发布会", "要素市场", "设备更新", "改革", "我要学车",
    "我家停水", "日报社", "搬迁安置", "数据资料", "夜间停水别慌",
    "digest of laws", "list price", "thanks giving", "停车 立法", "高温\n停水",
)  # fmt: skip


@pytest.mark.parametrize(("said", "about"), LOOKS.items())
def test_what_asks_to_see_something(said: str, about: str) -> None:
    assert understood(said) == Said(wish=Wish.LOOK, about=about)


@pytest.mark.parametrize(("said", "about"), FOLLOWS.items())
def test_what_asks_to_be_told_of_something(said: str, about: str) -> None:
    assert understood(said) == Said(wish=Wish.FOLLOW, about=about)


@pytest.mark.parametrize(("said", "about"), AT_ONCE.items())
def test_who_wants_to_be_told_at_once(said: str, about: str) -> None:
    assert understood(said) == Said(wish=Wish.FOLLOW, about=about, at_once=True)


@pytest.mark.parametrize(("said", "about"), DROPS.items())
def test_what_asks_to_hear_no_more_of_something(said: str, about: str) -> None:
    assert understood(said) == Said(wish=Wish.DROP, about=about)


def test_what_may_be_a_word_as_well() -> None:
    assert understood("取消公摊") == Said(wish=Wish.DROP, about="公摊", sure=False)
    assert understood("取消公摊了") == Said(wish=Wish.DROP, about="公摊", sure=False)


@pytest.mark.parametrize("said", HUSHES)
def test_what_asks_for_silence(said: str) -> None:
    assert understood(said) == Said(wish=Wish.HUSH)


@pytest.mark.parametrize(("said", "wish"), COURTESIES.items())
def test_courtesy(said: str, wish: Wish) -> None:
    assert understood(said) == Said(wish=wish)


@pytest.mark.parametrize("said", WORDS)
def test_words_to_follow_stay_words(said: str) -> None:
    assert understood(said) is None


def test_a_member_of_a_group_may_be_polite_and_look() -> None:
    """Who does not administer a group is answered when that changes nothing."""
    lines = (
        "谢谢",
        "你好",
        "今天有什么新闻",
        "最近有什么政策",
        "停车",
        "我想看停车",
        "别再发了",
        "不要天气了",
        "我想退订",
        "取消所有订阅",
        "日报改到8点",
        "我住二七区",
    )
    asked = [looks_only(Incoming(key="1", address=Address("fake", "-1"), text=line, group=True)) for line in lines]
    assert asked == [True] * 4 + [False] * 8


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("full text", Line(command="article")),
        ("Why?", Line(command="why")),
        ("save this", Line(command="saved")),
        ("mute 3 days", Line(command="mute", rest="3 days")),
        ("mute for a week", Line(command="mute", rest="1 week")),
        ("Mute this story", Line(command="mute", rest="story")),
        ("original", Line(command="article", rest="original")),
        ("原文", Line(command="article", rest="original")),
        ("停车", Line(rest="停车")),
    ],
)
def test_a_reply_in_plain_words_acts_as_the_button_does(said: str, wish: Line) -> None:
    assert meant(read(said)) == wish


@pytest.mark.parametrize(
    ("said", "single", "spans"),
    [
        ("2", (2,), ()),
        ("2、5，7 9", (2, 5, 7, 9), ()),
        ("8-10", (), ((8, 10),)),
        ("10—8", (), ((8, 10),)),
        ("第2条到第4条、第6条", (6,), ((2, 4),)),
        ("１～３ 和 5", (5,), ((1, 3),)),
        ("1 to 3", (), ((1, 3),)),
    ],
)
def test_numbers_as_people_write_them(said: str, single: tuple[int, ...], spans: tuple[tuple[int, int], ...]) -> None:
    assert numbers(said) == Numbers(single=single, spans=spans)


@pytest.mark.parametrize("said", ["", "高温", "2号线", "3 高温", "2.5", "1-", "1234567890", "5G"])
def test_what_is_not_only_numbers(said: str) -> None:
    assert numbers(said) is None


def test_what_follows_the_numbers() -> None:
    assert leading("1-2 全部") == (Numbers(spans=((1, 2),)), "全部")
    assert leading("全部")[0] is None


@pytest.mark.parametrize(
    "token", ["谢", "谢谢", "你好", "好的", "请问", "帮我", "今天", "thanks ", "hi ", "的", "了", "嗨", "  "]
)
def test_a_word_said_again_and_again_is_understood_or_not_but_soon(token: str) -> None:
    """A pattern that can cut a run in many ways would try them all, for seconds; here it would not come back."""
    assert understood((token * 40)[:39] + "曱") is None
