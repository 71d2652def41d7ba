"""Replies to messages, forums, channels driven from a private chat, caps: who may, and what happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.model import Address
from threats.conftest import ADMIN, GROUP, MEMBER, OTHER, PERSON, Town
from threats.test_buttons_in_place import press

HOME, FORUM, CHANNEL = Address("telegram", str(PERSON)), Address("telegram", str(GROUP)), -1009001
TOPIC = 77
BOT = {"id": 1, "is_bot": True, "first_name": "报晓", "username": "fake_test_bot"}
ANONYMOUS = {
    "sender_chat": {"id": GROUP, "type": "supergroup", "title": "业主群"},
    "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
}


@pytest.fixture
def group(town: Town, tg: Any) -> Town:
    members = {MEMBER: "member", ADMIN: "administrator"}
    tg.chat(GROUP, type="supergroup", title="业主群", members=members, bot_admin=True)
    return town


def wanted(town: Town, address: Address) -> list[str]:
    return [one.query for one in town.house.desk.subscriptions.of(address)]


def replies(town: Town, text: str, words: str, chat: int = PERSON, **extra: Any) -> str:
    """Somebody answers the last message of ours with these words; what we say then."""
    meant = [one for one in town.tg.screen(chat) if words in one.get("text", "")][-1]
    said = {"message_id": meant["message_id"], "date": 1, "chat": meant["chat"], "from": BOT, "text": meant["text"]}
    told = len(town.told(chat))
    town.says(text, chat, reply_to_message=said, **extra)
    town.lives()
    return "\n".join(town.told(chat)[told:])


@pytest.fixture
def alerted(town: Town) -> Town:
    town.says("/sub 渡口 @即时", PERSON)
    town.lives()
    town.prints("渡口重开")
    town.lives()
    return town


# -- replies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("静音", "「渡口」静音到 5月12日"),
        ("静音 7天", "「渡口」静音到 5月18日"),
        ("静音 本事件", "「渡口重开」这件事静音到"),
        ("静音 随便", "没看懂「随便」"),
        ("静音 400天", "最长可以静音一年"),
        ("退订", "已退订「渡口」"),
        ("/unsub", "已退订「渡口」"),
        ("为什么", "渡口"),
        ("全文", "正文。"),
        ("收藏", "收藏了「渡口重开」"),
        ("為什麼", "渡口"),
    ],
)
def test_a_reply_acts_on_the_message(alerted: Town, said: str, answer: str) -> None:
    alerted.says("/today", PERSON)  # another list meanwhile makes no difference
    alerted.lives()
    assert answer in replies(alerted, said, "即时提醒")
    alerted.unharmed()


def test_the_newest_wish_about_a_silence_counts_and_says_what_it_replaced(alerted: Town) -> None:
    assert "（原来" not in replies(alerted, "静音 7天", "即时提醒")
    assert "静音到 5月12日 05:32（原来到 5月18日 05:32）" in replies(alerted, "静音 1天", "即时提醒")
    (one,) = alerted.house.desk.subscriptions.of(HOME)
    assert one.muted_until is not None
    assert one.muted_until - alerted.house.hands() < timedelta(days=1)
    press(alerted, "静音…")
    press(alerted, "7 天")
    assert "（原来" not in alerted.told()[-1], "longer is no surprise"


def test_a_reply_to_an_alert_of_an_earlier_version(alerted: Town) -> None:
    """Its row does not list what it tells of; its key does."""
    alerted.house.database.execute("UPDATE deliveries SET message = json_remove(message, '$.listed')")
    assert "静音到 5月18日" in replies(alerted, "静音 7天", "即时提醒")


def test_a_reply_to_several_asks_which(town: Town) -> None:
    town.says("/sub 渡口 @即时", PERSON)
    town.lives()
    for number, what in enumerate(("渡口重开", "新渡口选址", "渡口停航检修", "老渡口办展览"), 10):
        town.house.page(f"晨光日报/2026-05-11/{number}.txt", f"{what}\n{what}，正文{number}。")
    town.prints("别的事")
    town.lives()
    assert "是第几条" in replies(town, "静音 7天", "即时提醒 · 4 篇")
    town.says("2", PERSON)
    town.lives()
    assert "静音到 5月18日" in town.told(PERSON)[-1], "the length that was said first still counts"
    assert "渡口停航检修" in replies(town, "收藏 3", "即时提醒 · 4 篇")
    assert "只有第 1 到 4 条" in replies(town, "为什么 9", "即时提醒 · 4 篇")
    assert "是第几条" in replies(town, "全文", "即时提醒 · 4 篇")
    town.says("/list", PERSON)
    town.says("2", PERSON)
    town.lives()
    assert "正文" in town.told(PERSON)[-1], "a command ends the waiting; a number is then an item of the last list"
    town.unharmed()


def test_a_reply_to_what_is_no_article_is_told_so(alerted: Town) -> None:
    alerted.says("/help", PERSON)
    alerted.lives()
    assert "那条消息里没有稿件" in replies(alerted, "静音", "怎么用")
    own = alerted.tg.screen(PERSON)[0]
    told = len(alerted.told(PERSON))
    alerted.says("退订", PERSON, reply_to_message={**own, "message_id": 99999})
    alerted.lives()
    assert "认不出来" in alerted.told(PERSON)[told]
    assert wanted(alerted, HOME) == ["渡口"]
    alerted.unharmed()


def test_replies_in_a_group(group: Town) -> None:
    group.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    group.lives()
    group.prints("渡口重开")
    group.lives()
    assert "管理员" in replies(group, "退订", "即时提醒", GROUP, user_id=MEMBER)
    assert "管理员" in replies(group, "静音 7天", "即时提醒", GROUP, user_id=MEMBER)
    assert wanted(group, FORUM) == ["渡口"]
    assert "渡口" in replies(group, "为什么", "即时提醒", GROUP, user_id=MEMBER)
    assert "只有你看得到" in replies(group, "收藏", "即时提醒", GROUP, user_id=MEMBER)
    assert group.house.desk.favourites.counted(Address("telegram", str(MEMBER))) == 1
    assert "匿名" in replies(group, "收藏", "即时提醒", GROUP, **ANONYMOUS)
    assert "静音到" in replies(group, "静音", "即时提醒", GROUP, **ANONYMOUS)
    group.unharmed()


# -- forums ------------------------------------------------------------------------------------------------------------


def in_topic(**extra: Any) -> dict[str, Any]:
    opened = {"message_id": TOPIC, "date": 1, "chat": {"id": GROUP, "type": "supergroup", "title": "业主群"}}
    created = {"forum_topic_created": {"name": "新闻", "icon_color": 1}}
    return {
        "is_topic_message": True,
        "message_thread_id": TOPIC,
        "reply_to_message": {**opened, **created, "from": {"id": 5, "is_bot": False, "first_name": "x"}},
        **extra,
    }


def threads(town: Town) -> list[str]:
    return [str(one["params"].get("message_thread_id", "")) for one in town.tg.requests("sendMessage", ok=True)]


@pytest.fixture
def bound(group: Town) -> Town:
    group.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    group.lives()
    group.says("/bind", GROUP, user_id=ADMIN, **in_topic())
    group.lives()
    assert "都发到本话题" in group.told(GROUP)[-1]
    return group


def test_a_bound_topic_gets_what_the_group_is_told(bound: Town) -> None:
    bound.prints("渡口重开")
    bound.lives()
    assert threads(bound)[-1] == str(TOPIC)
    bound.says("/sub 停水", GROUP, user_id=ADMIN)  # in the general topic: one list of subscriptions, whoever asks where
    bound.lives()
    assert threads(bound)[-1] == ""
    assert wanted(bound, Address("telegram", str(GROUP), str(TOPIC))) == ["渡口", "停水"]
    bound.says("/bind 取消", GROUP, user_id=ADMIN)
    bound.lives()
    assert wanted(bound, FORUM) == ["渡口", "停水"]
    bound.prints("渡口又停了", "水位上涨，改走大桥。")
    bound.lives()
    assert threads(bound)[-1] == ""
    bound.unharmed()


def test_who_may_bind(group: Town) -> None:
    group.says("/bind", GROUP, user_id=MEMBER, **in_topic())
    group.lives()
    assert group.house.desk.halls.bound(FORUM) == ""
    group.says("/bind", GROUP, **in_topic(**ANONYMOUS))
    group.lives()
    assert group.house.desk.halls.bound(FORUM) == str(TOPIC)
    group.says("/bind", PERSON)
    group.lives()
    assert "开了话题的群" in group.told(PERSON)[-1]


@pytest.mark.parametrize("why", ["message thread not found", "TOPIC_CLOSED"])
def test_a_lost_topic_falls_back_to_the_general_one(bound: Town, tg: Any, why: str) -> None:
    tg.fault("status", method="sendMessage", code=400, description=f"Bad Request: {why}", times=1)
    bound.prints("渡口重开")
    bound.lives()
    notice, alert = bound.told(GROUP)[-2:]
    assert "改发到这里" in notice
    assert "渡口重开" in alert
    assert threads(bound)[-2:] == ["", ""]
    assert wanted(bound, FORUM) == ["渡口"]
    assert bound.house.desk.halls.bound(FORUM) == ""
    bound.prints("渡口又停了", "水位上涨，改走大桥。")
    bound.lives()
    assert "渡口又停了" in bound.told(GROUP)[-1]


# -- channels ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def paper(town: Town, tg: Any) -> Town:
    """A channel that PERSON administers and where we may post."""
    members = {PERSON: "creator", ADMIN: "administrator", OTHER: "member"}
    tg.chat(CHANNEL, type="channel", title="早报", username="zaobao_ch", members=members, bot_admin=True)
    return town


THEIRS = Address("telegram", str(CHANNEL))


def says(town: Town, *lines: str, chat: int = PERSON) -> str:
    told = len(town.told(chat))
    for line in lines:
        town.says(line, chat)
        town.lives()
    return "\n".join(town.told(chat)[told:])


def test_a_channel_is_driven_from_the_private_chat(paper: Town) -> None:
    assert "现在替 @zaobao_ch 设置" in says(paper, "/channel @zaobao_ch")
    assert "📣 @zaobao_ch\n✅ 已订阅（1）渡口" in says(paper, "/sub 渡口 @即时")
    assert "每天 18:00" in says(paper, "/digest 18:00")
    assert "渡口" in says(paper, "/list")
    assert wanted(paper, THEIRS) == ["渡口"]
    assert wanted(paper, HOME) == []
    assert paper.told(CHANNEL) == [], "answers come in private"
    paper.prints("渡口重开")
    paper.lives()
    assert "渡口重开" in paper.told(CHANNEL)[-1]
    assert "不再替 @zaobao_ch 设置" in says(paper, "/channel 完")
    says(paper, "/sub 停水")
    assert (wanted(paper, THEIRS), wanted(paper, HOME)) == (["渡口"], ["停水"])
    paper.unharmed()


@pytest.mark.parametrize("name", ["@zaobao_ch", "https://t.me/zaobao_ch", str(CHANNEL)])
def test_a_command_behind_the_name_is_done_at_once(paper: Town, name: str) -> None:
    assert "📣 @zaobao_ch\n✅ 已订阅（1）渡口" in says(paper, f"/channel {name} 订阅 渡口")
    assert wanted(paper, THEIRS) == ["渡口"]
    assert "不再替" in says(paper, "频道 完")


def test_a_button_in_the_private_chat_is_for_the_channel_too(paper: Town) -> None:
    says(paper, "/channel @zaobao_ch /sub 渡口")
    press(paper, "退订", words="已订阅")
    assert wanted(paper, THEIRS) == []


@pytest.mark.parametrize(
    ("who", "fields", "answer"),
    [
        (OTHER, {}, "不是 @zaobao_ch 的管理员"),
        (99, {}, "找不到 @zaobao_ch"),
        (PERSON, {"bot_admin": False}, "还不能发消息"),
        (PERSON, {"can_post": False}, "还不能发消息"),
        (PERSON, {"state": "kicked"}, "找不到 @zaobao_ch"),
    ],
)
def test_who_may_not_drive(paper: Town, tg: Any, who: int, fields: dict[str, Any], answer: str) -> None:
    tg.chat(CHANNEL, **fields)
    assert answer in says(paper, "/channel @zaobao_ch 订阅 渡口", chat=who)
    says(paper, "/sub 停水", chat=who)
    assert wanted(paper, THEIRS) == []
    assert wanted(paper, Address("telegram", str(who))) == ["停水"]


def test_rights_are_asked_about_again(paper: Town, tg: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answering.KNOWN_SECONDS", 0.05)
    says(paper, "/channel @zaobao_ch")
    tg.chat(CHANNEL, members={PERSON: "member"})
    assert "不是 @zaobao_ch 的管理员了" in says(paper, "/sub 渡口")
    assert wanted(paper, THEIRS) == []
    says(paper, "/sub 停水")
    assert wanted(paper, HOME) == ["停水"]


def test_driving_ends_by_itself(paper: Town) -> None:
    says(paper, "/channel @zaobao_ch")
    paper.house.hands.set(paper.house.hands() + timedelta(hours=2))
    says(paper, "/sub 停水")
    assert (wanted(paper, THEIRS), wanted(paper, HOME)) == ([], ["停水"])


# -- caps --------------------------------------------------------------------------------------------------------------


def test_beyond_the_cap_the_rest_waits_for_the_digest(group: Town) -> None:
    for line in ("/sub 渡口 @即时", "/cap 上限 2"):
        group.says(line, GROUP, user_id=ADMIN)
        group.lives()
    assert "一天最多提醒 2 条" in group.told(GROUP)[-1]
    told = len(group.told(GROUP))
    for number, what in enumerate(("渡口重开", "新渡口选址", "渡口停航检修", "老渡口办展览")):
        group.prints(what, f"{what}，正文{number}。")
        group.lives()
    news = group.told(GROUP)[told:]
    assert len(news) == 3
    assert "今天已发 2 条" in news[2], "once"
    group.house.hands.set(group.house.hands().replace(hour=23, minute=30))  # 07:30 next day in Shanghai
    group.house.digesting.freeze_due()
    group.lives()
    assert all(what in group.told(GROUP)[-1] for what in ("渡口停航检修", "老渡口办展览"))
    group.prints("渡口扩建", "渡口扩建，正文。")
    group.lives()
    assert "即时提醒" in group.told(GROUP)[-1], "the next day counts anew"


# -- moves, removals ---------------------------------------------------------------------------------------------------


def test_all_that_a_group_has_moves_with_it(town: Town, tg: Any) -> None:
    old, new = -500, -1000500
    tg.chat(old, type="group", title="小群", members={ADMIN: "administrator", MEMBER: "member"}, bot_admin=True)
    for line in ("/sub 渡口 @即时", "/sub 停水", "/quiet 5:00-6:00", "/cap 9"):
        town.says(line, old, user_id=ADMIN)
        town.lives()
    town.prints("渡口重开")  # 05:32: held
    before = Address("telegram", str(old))
    assert len(town.house.desk.subscriptions.held(before)) == 1
    tg.migrate(old, new)
    town.house.hands.set(town.house.hands().replace(hour=22, minute=5))  # 06:05
    town.house.digesting.freeze_due()
    town.lives()
    after = Address("telegram", str(new))
    assert wanted(town, after) == ["渡口", "停水"]
    assert wanted(town, before) == []
    assert town.house.desk.subscriptions.subscriber(after).cap == 9  # type: ignore[union-attr]
    assert "渡口重开" in town.told(new)[-1], "what was held arrives where the group is now"
    press(town, "收藏", new, MEMBER, words="渡口重开")
    assert town.house.desk.favourites.counted(Address("telegram", str(MEMBER))) == 1
    assert "静音到" in replies(town, "静音 7天", "渡口重开", new, user_id=ADMIN)


def joins(town: Town, user: int = ADMIN) -> None:
    person = {"id": user, "is_bot": False, "first_name": "x"}
    chat = {"id": GROUP, "type": "supergroup", "title": "业主群"}
    left, member = ({"user": BOT, "status": status} for status in ("left", "member"))
    town.tg.update(
        "my_chat_member", {"chat": chat, "from": person, "date": 1, "old_chat_member": left, "new_chat_member": member}
    )
    town.lives()


def test_who_asked_us_in_hears_that_we_cannot_write(group: Town, tg: Any) -> None:
    group.says("/start", ADMIN)
    group.lives()
    joins(group)
    group.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    group.lives()
    tg.chat(GROUP, state="kicked")
    told = len(group.told(ADMIN))
    group.prints("渡口重开")
    group.lives()
    assert ["发不了消息" in text for text in group.told(ADMIN)[told:]] == [True]
    assert group.house.desk.subscriptions.subscriber(FORUM).gone  # type: ignore[union-attr]
    tg.chat(GROUP, state="ok")
    joins(group)
    assert not group.house.desk.subscriptions.subscriber(FORUM).paused  # type: ignore[union-attr]
    assert any("渡口重开" in text for text in group.told(GROUP)), "what waited arrives"


def test_a_channel_given_to_us_is_not_greeted_its_giver_is(paper: Town) -> None:
    person = {"id": PERSON, "is_bot": False, "first_name": "x"}
    chat = {"id": CHANNEL, "type": "channel", "title": "早报", "username": "zaobao_ch"}
    says(paper, "/start")
    left = {"user": BOT, "status": "left"}
    rights = dict.fromkeys(
        ("can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
         "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
         "can_delete_stories", "can_post_messages"), True,
    )  # fmt: skip
    ours = {"user": BOT, "status": "administrator", "is_anonymous": False, **rights}
    paper.tg.update(
        "my_chat_member", {"chat": chat, "from": person, "date": 1, "old_chat_member": left, "new_chat_member": ours}
    )
    paper.lives()
    assert "现在替 @zaobao_ch 设置" in paper.told(PERSON)[-1]
    assert paper.told(CHANNEL) == []


def test_a_reader_of_a_channel_publishes_nothing_by_a_press(paper: Town, tg: Any) -> None:
    """Neither the full text nor a refusal: only what is shown to them alone."""
    says(paper, "/channel @zaobao_ch 订阅 渡口 @即时")
    paper.prints("渡口重开")
    paper.lives()
    told = paper.told(CHANNEL)
    for label in ("为什么", "全文", "静音…", "退订", "收藏"):
        press(paper, label, CHANNEL, OTHER)
    assert paper.told(CHANNEL) == told
    answers = [one["params"].get("text", "") for one in tg.requests("answerCallbackQuery")[-5:]]
    assert ["管理员" in text for text in answers] == [True] * 4 + [False]
    assert paper.house.desk.favourites.counted(Address("telegram", str(OTHER))) == 1
    paper.unharmed()


def test_an_administrator_is_answered_apart_too(paper: Town, tg: Any) -> None:
    """What is short is shown to them for a moment; what is long comes to their private chat, if they have one."""
    says(paper, "/channel @zaobao_ch 订阅 渡口 @即时")
    paper.prints("渡口重开", "渡船今天起照常开。" * 40)
    paper.lives()
    told, mine = paper.told(CHANNEL), paper.told(PERSON)
    press(paper, "为什么", CHANNEL, PERSON)
    assert "判断：" in shown_for_a_moment(tg)
    press(paper, "全文", CHANNEL, PERSON)
    assert "私聊发给你了" in shown_for_a_moment(tg)
    assert ["渡船今天起" in text for text in paper.told(PERSON)[len(mine) :]] == [True]
    press(paper, "全文", CHANNEL, ADMIN)
    assert "先私聊我发 /start" in shown_for_a_moment(tg)
    paper.says("/start", ADMIN)
    paper.lives()
    press(paper, "全文", CHANNEL, ADMIN)
    assert "渡口重开" in paper.told(ADMIN)[-1]
    press(paper, "静音…", CHANNEL, PERSON)
    press(paper, "7 天", CHANNEL, PERSON)
    assert "静音到" in shown_for_a_moment(tg)
    says(paper, "/sub 重开 @即时")
    press(paper, "退订", CHANNEL, PERSON)
    assert "2 条订阅一起命中的" in shown_for_a_moment(tg)
    press(paper, "2. 重开", CHANNEL, PERSON)
    assert "已退订「重开」" in shown_for_a_moment(tg)
    press(paper, "‹ 返回", CHANNEL, PERSON)
    assert paper.told(CHANNEL) == told
    assert [one.query for one in paper.house.desk.subscriptions.of(Address("telegram", str(CHANNEL)))] == ["渡口"]
    paper.unharmed()


def shown_for_a_moment(tg: Any) -> str:
    return str(tg.requests("answerCallbackQuery")[-1]["params"].get("text", ""))


def test_the_same_in_english(paper: Town, tg: Any) -> None:
    says(paper, "/lang en")
    assert "You are now setting up @zaobao_ch" in says(paper, "/channel @zaobao_ch")
    says(paper, "/lang en", "/sub 渡口 @即时")
    paper.prints("渡口重开")
    paper.lives()
    shown = tg.screen(CHANNEL)[-1]["reply_markup"]["inline_keyboard"]
    assert [[key["text"] for key in row] for row in shown] == [["Why?", "Full text"], ["Mute…", "Save", "Unsubscribe"]]
    assert "Done with @zaobao_ch" in says(paper, "/channel done")
    assert "30 alerts a day" in says(paper, "/cap 30")
    assert "Nothing saved yet" in says(paper, "/saved")
    assert "groups with topics" in says(paper, "/bind")
    paper.unharmed()


@pytest.mark.parametrize("told_by", ["old", "new", "both"])
def test_an_announced_move_takes_effect_at_once(town: Town, tg: Any, told_by: str) -> None:
    """Before anything is sent to the old id; whichever of the two notes comes, and however often."""
    old, new = -500, -1000500
    tg.chat(old, type="group", title="小群", members={ADMIN: "administrator"}, bot_admin=True)
    town.says("/sub 渡口 @即时", old, user_id=ADMIN)
    town.lives()
    tg.migrate(old, new)
    tg.chat(new, type="supergroup", title="小群", members={ADMIN: "administrator"}, bot_admin=True)
    left, came = ({"id": old, "type": "group", "title": "小群"}, {"id": new, "type": "supergroup", "title": "小群"})
    notes = {"old": {"chat": left, "migrate_to_chat_id": new}, "new": {"chat": came, "migrate_from_chat_id": old}}
    for number in range(2):
        for which in ("old", "new"):
            if told_by in (which, "both"):
                person = {"id": ADMIN, "is_bot": False, "first_name": "x"}
                tg.update("message", {"message_id": 90 + number, "date": 1, "from": person, **notes[which]})
    town.says("/list", new, user_id=ADMIN)
    town.lives()
    assert "渡口" in town.told(new)[0]
    assert (wanted(town, Address("telegram", str(old))), len(town.told(new))) == ([], 1)
    town.prints("渡口重开")
    town.lives()
    assert "渡口重开" in town.told(new)[-1]
    town.unharmed()


# -- what is no text ---------------------------------------------------------------------------------------------------


def shares(town: Town, kind: str, content: object, chat: int = PERSON, title: str = "") -> list[str]:
    told = len(town.told(chat))
    where = {"id": chat, "type": "supergroup", "title": title} if title else {"id": chat, "type": "private"}
    person = {"id": MEMBER if title else chat, "is_bot": False, "first_name": "x"}
    town.tg.update("message", {"message_id": 900, "date": 1, "chat": where, "from": person, kind: content})
    town.lives()
    return town.told(chat)[told:]


STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
           "is_animated": False, "is_video": False}  # fmt: skip
SPOT = {"latitude": 34.7, "longitude": 113.6}


def test_a_location_answers_where_somebody_is_by_its_name_only(town: Town) -> None:
    town.prints("渡口重开", paper="郑州日报")
    says(town, "/start")
    (told,) = shares(town, "location", SPOT)
    assert "我没有地图" in told
    shown = town.tg.screen(PERSON)[-1]["reply_markup"]["inline_keyboard"]
    assert "跳过" in shown[-1][-1]["text"]
    assert "金水区" in says(town, "金水区"), "the question still waits"
    assert town.house.desk.subscriptions.subscriber(HOME).place == "金水区"  # type: ignore[union-attr]
    town.unharmed()


def test_what_is_no_text_is_never_met_with_silence_in_private(group: Town) -> None:
    says(group, "/start")
    (told,) = shares(group, "sticker", STICKER)
    assert "只看得懂文字" in told
    assert "\n" not in told
    assert shares(group, "sticker", STICKER, GROUP, "业主群") == []
    assert shares(group, "location", SPOT, GROUP, "业主群") == []
    group.unharmed()
