"""Over the strict server: questions that change in place, and a chat that is deleted to the last trace."""

from __future__ import annotations

from threats.conftest import OTHER, PERSON, Town


def labels(town: Town) -> list[str]:
    rows = (town.tg.screen(PERSON)[-1]["reply_markup"] or {}).get("inline_keyboard", ())
    return [button["text"] for row in rows for button in row]


def test_the_questions_are_one_message_that_changes(town: Town) -> None:
    town.says("/start", PERSON, language_code="zh-hans")
    town.lives()
    town.presses("area:is:410105")
    town.lives()
    for pack in ("+weather", "+policy", "-policy"):
        town.presses(f"hi:{pack}")
        town.lives()
    assert len(town.told()) == 1
    assert {"✓ 天气预警", "政策", "下一步"} <= {*labels(town)}
    town.presses("hi:skip:packs")
    town.lives()
    town.presses("hi:at:07:30")
    town.lives()
    assert "样例" in town.told()[-1] or "还没有报纸" in town.told()[-1]
    assert len(town.told()) == 2
    town.unharmed()


def test_nothing_is_left_of_who_was_deleted(town: Town) -> None:
    for who in (PERSON, OTHER):
        town.says("/sub 渡口 @即时", who)
    town.prints("渡口恢复开航")
    town.says("/delete_me")
    town.lives()
    button = town.tg.screen(PERSON)[-1]["reply_markup"]["inline_keyboard"][0][0]
    town.presses(button["callback_data"])
    town.lives()
    assert "都删除了" in town.told()[-1]
    town.presses(button["callback_data"])
    town.lives()
    assert "没有这个聊天的记录" in town.told()[-1]
    for table in ("subscribers", "subscriptions", "matches", "deliveries", "offers", "deeds"):
        rows = town.house.database.query(f"SELECT count(*) AS n FROM {table} WHERE address = 'telegram:{PERSON}'")
        assert next(rows)["n"] == 0, table
    rows = town.house.database.query(f"SELECT incoming FROM inbox WHERE incoming LIKE '%\"{PERSON}\"%'")
    assert list(rows) == []
    town.prints("渡口又停航")
    told = len(town.told())
    town.lives()
    assert len(town.told()) == told
    assert "渡口又停航" in town.told(OTHER)[-1]
    town.unharmed()
