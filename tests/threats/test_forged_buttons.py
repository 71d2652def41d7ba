"""A client of one's own can send any data for any message: no effect on others, and one polite answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.choices import DEEDS
from bot.model import Address, Subscription
from threats.conftest import OTHER, PERSON, Town

VICTIM, THIEF = PERSON, OTHER
POLITE = ("失效", "没看懂", "没有")


def owned(town: Town, chat: int = VICTIM) -> list[Subscription]:
    return list(town.house.desk.subscriptions.of(Address("telegram", str(chat))))


@pytest.fixture
def settled(town: Town) -> Town:
    """Somebody with two subscriptions and an offer, and somebody else who has seen one button."""
    for line in ("/sub 渡口 @即时", "/sub 粮价", "停水", "/mute 1 1天"):
        town.says(line, VICTIM)
    town.says("停电", THIEF)
    town.lives()
    return town


def state(town: Town) -> list[tuple[Any, ...]]:
    """Everything that belongs to the victim."""
    rows: list[tuple[Any, ...]] = []
    for table in ("subscribers", "subscriptions", "offers", "expected", "shown", "deeds"):
        sql = f"SELECT * FROM {table} WHERE address = 'telegram:{VICTIM}'"
        rows += [tuple(row.items()) for row in town.house.database.query(sql)]
    return rows


def forged(town: Town) -> list[str]:
    """Other people's ids, ids that cannot be, verbs that are not, payloads that are no ids."""
    foreign = [str(one.id) for one in owned(town)]
    made = list(town.house.database.query("SELECT id, address FROM offers"))
    offers = [str(row["id"]) for row in made]
    own = [f"{verb}:{row['id']}" for row in made if row["address"] == f"telegram:{THIEF}" for verb in ("sub", "search")]
    ids = [*foreign, *offers, "-1", "9" * 18, "9" * 50, "٣", "1;DROP TABLE inbox", ""]
    mine = [
        f"{verb}:{one}"
        for verb in ("mode", "unsub", "undo", "sub", "search", "unmute", "edit", "one", "hold", "forget")
        for one in ids
    ]
    mine += [f"mode:{one}:{mode}" for one in ids[:4] for mode in ("alert", "digest", "silent", "x")]
    mine += [f"undo:{'.'.join(foreign)}", "undo:..", "undo:" + ".".join(["1"] * 25)]
    mine += ["page:1:1:1", "page:-1", "page:99999999", "why:../../etc", "article:' OR 1=1--", "pack:../x", "mute:99:x"]
    mine += ["hush:x", "lang:<b>", "quiet:99:99-1", "digest:99:99", "nothing:1", "__class__:1", ":", "::::", "x" * 64]
    return [data for data in dict.fromkeys(mine) if data not in own and len(data.encode()) <= 64]


def test_what_is_not_ones_own_has_no_effect_and_one_polite_answer(settled: Town) -> None:
    before, asked = state(settled), forged(settled)
    assert len(asked) > 70
    told = len(settled.told(THIEF))
    for begin in range(0, len(asked), 40):  # below what one person may say in a minute
        for data in asked[begin : begin + 40]:
            settled.presses(data, THIEF)
        settled.lives()
        settled.house.hands.set(settled.house.hands().replace(hour=(settled.house.hands().hour + 1) % 24))
    answers = settled.told(THIEF)[told:]
    assert state(settled) == before
    assert owned(settled, THIEF) == []
    assert len(answers) == len(asked), "one answer each"
    strange = [text for text in answers if not any(word in text for word in POLITE)]
    assert len(strange) <= 4, strange  # quiet:, digest: and lang: take words, and say what they make of these
    rows = settled.house.database.query("SELECT count(*) AS n FROM inbox WHERE error <> ''")
    assert next(rows)["n"] == 0
    settled.unharmed()


@pytest.mark.parametrize("verb", sorted(DEEDS))
def test_every_verb_stands_nonsense(settled: Town, verb: str) -> None:
    before = state(settled)
    for rest in ("", "1", "0", "9" * 40, "x:y:z", "😀", "\u202e", "' --", "1.2.3", "None"):
        settled.presses(f"{verb}:{rest}", THIEF)
    settled.lives()
    assert state(settled) == before
    rows = settled.house.database.query("SELECT count(*) AS n FROM inbox WHERE error <> ''")
    assert next(rows)["n"] == 0
    settled.unharmed()


def test_a_button_pressed_again_after_the_end_does_nothing(settled: Town) -> None:
    """Ended, ended once more, taken back, taken back once more."""
    one = owned(settled)[0]
    for data in (f"unsub:{one.id}", f"unsub:{one.id}", f"mode:{one.id}:digest"):
        settled.presses(data, VICTIM)
        settled.lives()
    assert [mine.id for mine in owned(settled)] == [owned(settled)[0].id] != [one.id]
    assert "失效" in settled.told(VICTIM)[-1]
    back = next(iter(settled.house.database.query("SELECT max(id) AS id FROM deeds")))["id"]
    for _ in range(2):
        settled.presses(f"undo:{back}", VICTIM)
        settled.lives()
    assert len(owned(settled)) == 2
    assert settled.house.desk.subscriptions.subscription(one.id).mode == one.mode  # type: ignore[union-attr]


def test_a_button_of_a_deleted_message_is_answered(settled: Town, tg: Any) -> None:
    """Telegram sends it with a message of which nothing but its number is known (date 0)."""
    person = {"id": THIEF, "is_bot": False, "first_name": "x"}
    message = {"chat": {"id": THIEF, "type": "private"}, "message_id": 9999, "date": 0}
    told = len(settled.told(THIEF))
    press = {
        "id": "77",
        "from": person,
        "message": message,
        "chat_instance": "1",
        "data": f"unsub:{owned(settled)[0].id}",
    }
    tg.update("callback_query", press)
    settled.lives()
    assert len(owned(settled)) == 2
    assert len(settled.told(THIEF)) == told + 1
