"""Who speaks for a channel from their private chat, and for whom a press, a reply or a single line is meant there."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Address
from threats.conftest import ADMIN, OTHER, PERSON, Town
from threats.test_buttons_in_place import press, shown
from threats.test_rooms import CHANNEL, HOME, THEIRS, replies, says, wanted


@pytest.fixture
def paper(town: Town, tg: Any) -> Town:
    """A channel of PERSON's; both are told of ferries, and PERSON speaks for it."""
    members = {PERSON: "creator", ADMIN: "administrator", OTHER: "member"}
    tg.chat(CHANNEL, type="channel", title="早报", username="zaobao_ch", members=members, bot_admin=True)
    says(town, "/sub 渡口 @即时 => 我的渡口")
    town.prints("渡口重开")
    town.lives()
    says(town, "/channel @zaobao_ch /sub 渡口 @即时 => 频道渡口")
    return town


def muted(town: Town, address: Address) -> list[bool]:
    return [one.muted_until is not None for one in town.house.desk.subscriptions.of(address)]


# -- a press, a reply --------------------------------------------------------------------------------------------------


def test_ones_own_alert_stays_ones_own_while_driving(paper: Town) -> None:
    before = shown(paper)["text"]
    press(paper, "静音…")
    press(paper, "1 天")
    assert (muted(paper, HOME), muted(paper, THEIRS)) == ([True], [False])
    assert "我的渡口" in paper.told()[-1]
    assert "静音到" in replies(paper, "静音 7天", "即时提醒")
    assert (muted(paper, HOME), muted(paper, THEIRS)) == ([True], [False])
    assert "已退订「我的渡口」" in replies(paper, "退订", "即时提醒")
    assert (wanted(paper, HOME), wanted(paper, THEIRS)) == ([], ["渡口"])
    assert shown(paper)["text"] == before, "no sign of the channel on it"
    press(paper, "撤销", words="已退订")
    assert wanted(paper, HOME) == ["渡口"]
    assert not [text for text in paper.told()[-4:] if "📣" in text]
    paper.unharmed()


def test_what_was_written_for_the_channel_stays_the_channels_afterwards(paper: Town) -> None:
    says(paper, "/list", "/channel 完")
    press(paper, "退订", words="已订阅（1）频道渡口")
    assert (wanted(paper, HOME), wanted(paper, THEIRS)) == (["渡口"], [])
    assert "📣 @zaobao_ch\n" in paper.told()[-1]
    says(paper, "/sub 停水")
    assert wanted(paper, HOME) == ["渡口", "停水"], "a press does not begin to speak for it again"
    paper.unharmed()


def test_a_changed_message_bears_the_channels_name_once(paper: Town) -> None:
    for number in range(12):
        says(paper, f"/sub 停水{number}号楼")
    says(paper, "/list")
    for label in ("下一页", "上一页", "下一页"):
        press(paper, label, words="📣 @zaobao_ch\n")
        assert shown(paper, words="📣 @zaobao_ch\n")["text"].count("📣") == 1
    paper.unharmed()


def test_the_right_is_asked_about_for_a_press_too(paper: Town, tg: Any) -> None:
    says(paper, "/channel 完")
    tg.chat(CHANNEL, members={PERSON: "member"})
    press(paper, "退订", words="已订阅（1）频道渡口")
    assert wanted(paper, THEIRS) == ["渡口"]
    assert "不是 @zaobao_ch 的管理员了" in paper.told()[-1]


def test_the_number_of_an_item_belongs_to_the_question(paper: Town) -> None:
    for number, what in enumerate(("渡口又停了", "新渡口选址", "渡口停航检修", "老渡口办展览"), 10):
        paper.house.page(f"晨光日报/2026-05-11/{number}.txt", f"{what}\n{what}，正文{number}。")
    paper.prints("别的事")
    paper.lives()
    assert "是第几条" in replies(paper, "静音 7天", "即时提醒 · 4 篇")
    says(paper, "2")
    assert (muted(paper, HOME), muted(paper, THEIRS)) == ([True], [False])


# -- one line for it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["@zaobao_ch /sub 停水", f"{CHANNEL} /sub 停水", "/sub @zaobao_ch 停水", "@zaobao_ch 订阅 停水"]
)
def test_one_line_for_the_channel(paper: Town, line: str) -> None:
    says(paper, "/channel 完")
    assert "📣 @zaobao_ch\n✅ 已订阅（2）停水" in says(paper, line)
    assert "📣 @zaobao_ch\n" in says(paper, "/list @zaobao_ch")
    assert "停水" not in says(paper, "/list"), "once"
    assert (wanted(paper, HOME), wanted(paper, THEIRS)) == (["渡口"], ["渡口", "停水"])
    press(paper, "退订", words="已订阅（2）停水")
    assert wanted(paper, THEIRS) == ["渡口"]
    paper.unharmed()


def test_one_line_for_another_channel_while_driving(paper: Town, tg: Any) -> None:
    second = -1009002
    tg.chat(second, type="channel", title="晚报", username="wanbao_ch", members={PERSON: "creator"}, bot_admin=True)
    says(paper, "@wanbao_ch /sub 停水", "/sub 停电")
    assert wanted(paper, Address("telegram", str(second))) == ["停水"]
    assert wanted(paper, THEIRS) == ["渡口", "停电"]


@pytest.mark.parametrize(
    ("who", "line", "answer"),
    [
        (OTHER, "@zaobao_ch /sub 停水", "不是 @zaobao_ch 的管理员"),
        (OTHER, "/list @zaobao_ch", "不是 @zaobao_ch 的管理员"),
        (PERSON, "@nobody_here /sub 停水", "找不到 @nobody_here"),
        (PERSON, "/list @nobody_here", "找不到 @nobody_here"),
    ],
)
def test_one_line_of_who_may_not(paper: Town, who: int, line: str, answer: str) -> None:
    says(paper, "/channel 完")
    assert answer in says(paper, line, chat=who)
    assert wanted(paper, THEIRS) == ["渡口"]
    assert "停水" not in wanted(paper, Address("telegram", str(who)))


def test_the_name_alone_is_the_beginning_of_driving(paper: Town) -> None:
    says(paper, "/channel 完")
    assert "现在替 @zaobao_ch 设置" in says(paper, "@zaobao_ch")


def test_a_mode_is_no_channel(paper: Town) -> None:
    says(paper, "/channel 完")
    assert "已订阅（2）停水" in says(paper, "/sub 停水 @digest")
    assert "不认识" not in says(paper, "/sub @alert")


# -- the way out -------------------------------------------------------------------------------------------------------


def test_a_channels_data_are_deleted_from_the_private_chat(paper: Town) -> None:
    assert "频道" in says(paper, "/privacy")
    asked = says(paper, "/delete_me")
    assert "📣 @zaobao_ch" in asked
    assert "/channel 完" in asked, "how to delete what is one's own"
    press(paper, "确定，全部删除", words="要把 @zaobao_ch 的一切都删掉吗")
    assert "@zaobao_ch 的都删除了" in paper.told()[-1]
    assert paper.house.desk.subscriptions.subscriber(THEIRS) is None
    assert wanted(paper, HOME) == ["渡口"]
    says(paper, "/sub 停水")
    assert wanted(paper, HOME) == ["渡口", "停水"], "nobody is spoken for any more"
