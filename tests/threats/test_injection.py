"""Whatever stands in a headline, a body, a keyword, a name or a file name arrives as it is, and as nothing but text."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox import MESSAGE_UNITS
from bot.styled import units
from threats.conftest import OTHER, PERSON, Town

# One entry a trick; each has to arrive letter by letter.
CORPUS = [
    """< > & " ' ` _ * [ ] ( ) ~ # + - = | { } . ! \\ / @ $ % ^ ,""",
    'A<B & "C"',
    "</a></b></code></pre></blockquote>",
    "<a href=tg://user?id=1>点我</a>",
    '<a href="https://evil.example/">https://bank.example/</a>',
    "<![CDATA[<b>粗</b>]]>",
    "&lt;b&gt;粗&lt;/b&gt; &amp;amp; &#60; &#x3c; &nbsp;",
    "<b><i><u><s><b>没关上",
    "<b><i>交叉</b></i>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "*粗* _斜_ __下划__ ~删~ ||藏|| `码` ```块``` [字](tg://user?id=1) ![😀](tg://emoji?id=5368324170671202286)",
    "**>引用 ||",
    "\u202eRTL 反过来\u202c \u2066隔离\u2069 \u200e\u200f",
    "零\u200b宽\u200c连\u200d接\ufeff符\u2060号\u00ad",
    "Z" + "\u0300\u0301\u0302\u0303\u0304" * 40 + "algo",
    "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳1️⃣" * 10,
    "{{7*7}} {{''.__class__.__mro__}} ${7*7} #{7*7} <%= 7*7 %> {% raw %}",
    "%s %d %n %(name)s %%",
    "{0.__class__} {title} {} {{}} {0!r:>99}",
    "' OR 1=1-- \"; DROP TABLE inbox;-- % _ \\ NEAR( * ^ AND NOT",
    "/start /unsub 全部 @fake_test_bot #标签 $USD 13800000000 a@b.cn",
    "Ｆｕｌｌ　Ｗｉｄｔｈ　＜ｂ＞",
]


@pytest.mark.parametrize("chunk", range(3))
def test_headlines_and_bodies_arrive_as_they_are(town: Town, chunk: int) -> None:
    """As an alert, in a digest, in the list of many, as full text, as a reason, in the history."""
    mine = CORPUS[chunk::3]
    town.says("/sub 渡口 @即时")
    town.says("/sub 渡口", OTHER)
    town.lives()
    for n, text in enumerate(mine):
        town.prints(f"渡口{text}", f"渡口正文{text}。完\n{other_news(n)}")
        town.lives()
    alerts = "\n".join(town.told())
    assert [text for text in mine if f"渡口{text}" not in alerts] == []
    town.house.hands.set(town.house.hands().replace(hour=23, minute=31))
    town.house.digesting.freeze_due()
    town.lives()
    digest = town.told(OTHER)[-1]
    assert [text for text in mine if f"渡口{text}" not in digest] == []
    for number in range(1, len(mine) + 1):
        for line in (f"/article {number}", f"/why {number}"):
            town.says(line, OTHER)
    town.says("/history", PERSON)
    town.says("/search 渡口", PERSON)
    town.lives()
    full = "\n".join(town.told(OTHER))
    assert [text for text in mine if f"渡口正文{text}。完" not in full] == []
    town.unharmed()


def other_news(n: int) -> str:
    """Ordinary words, no two articles alike, so that each is a story of its own and no page looks like a binary."""
    things = ("粮仓", "桥梁", "书屋", "茶园", "校车", "菜场", "水厂", "灯会", "球赛", "集市")
    return "".join(f"{things[(n + k) % 10]}{things[n % 7]}{101 * n + 7 * k}处，{31 * n + k}人到场。" for k in range(12))


@pytest.mark.parametrize("chunk", range(3))
def test_keywords_names_and_senders_arrive_as_they_are(town: Town, tg: Any, chunk: int) -> None:
    """Understood or refused, what somebody typed is quoted as it was typed, and the list shows it again."""
    mine = [*CORPUS, "\u2028行\u2029段\x85\x0b\x0c", "a\x00b", "两行\n- 一\n- 二"][chunk::3]
    for n, text in enumerate(mine):
        person: Any = {"from": {"id": PERSON, "is_bot": False, "first_name": text, "last_name": text}}
        town.says(f"/sub 渡口{n} => {text}", **person)
        town.says(f"/search {text}", **person)
        town.says(text, **person)
    town.says("/list")
    town.says("/unsub")
    town.lives()
    assert len(town.told()) >= 3 * len(mine)
    town.unharmed()
    rows = town.house.database.query("SELECT count(*) AS n FROM inbox WHERE error <> ''")
    assert next(rows)["n"] == 0, "nothing that anyone types is a fault of ours"


def test_templates_and_sql_stay_letters(town: Town) -> None:
    """They are not worked out, and they match literally: the one article that holds them, and no other."""
    texts = ["{{7*7}}", "%s", "{0.__class__}", "' OR 1=1--", "100%", "a_b"]
    for text in texts:
        town.says(f'/sub "{text}" @即时')
    town.lives()
    before = len(town.told())
    town.prints("别的事 49 axb 1000", "没有 str 也没有 class。")
    town.lives()
    assert len(town.told()) == before
    for text in texts:
        town.says(f'/search "{text}"')
    town.lives()
    assert not [said for said in town.told() if "别的事" in said]
    quoted = "\n".join(town.told())
    assert all(text in quoted for text in texts)
    assert "49" not in quoted
    tables = {row["name"] for row in town.house.database.query("SELECT name FROM sqlite_master")}
    assert {"inbox", "subscriptions", "articles"} <= tables
    town.unharmed()


@pytest.mark.parametrize("text", ["😀" * 4096, "字" * 9000, "👨‍👩‍👧‍👦" * 800, "e\u0301" * 5000])
def test_what_is_too_long_for_one_message_arrives_whole_in_several(town: Town, text: str) -> None:
    town.says("/sub 渡口 @即时")
    town.lives()
    before = len(town.told())
    town.prints(f"渡口{text}")
    town.lives()
    parts = town.told()[before:]
    assert text in "".join(parts)
    assert max(map(units, parts)) <= MESSAGE_UNITS
    town.unharmed()


def test_a_line_of_4096_emoji_is_answered(town: Town) -> None:
    for command in ("/sub ", "/search ", ""):
        town.says(command + "😀" * (4096 - len(command)))
    town.lives()
    assert len(town.told()) >= 3
    town.unharmed()
