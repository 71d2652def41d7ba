"""What is exported can be read again, by us and by the program whose form it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import imports
from bot.exports import REMARK, Kept, Settings, Subscribed, lines, own, wordlist, written
from bot.model import Mode, Mute, Muted
from bot.profile.model import Profile, Purpose, Size
from bot.query import canonical, parse
from watchers.errors import ParseError

NOW = datetime(2026, 6, 10, tzinfo=UTC)
QUERIES = (
    "高温",
    "融资 (小微、中小微企业) -招聘",
    "(贷款、贴息)",
    "郑州 地铁 -(招聘、广告)",
    "“专精特新”",
    "/第[一二三]批/i",
)
BEYOND = (
    "标题:停车",
    "养老 ~10 补贴",
    "预警:暴雨 级别>=橙",
    "(甲、乙) (丙、丁)",
    "#融资 小微",
    "=京东",
    "mac*",
    "日期:7天 高温",
)


def subscribed(*queries: str) -> tuple[Subscribed, ...]:
    return tuple(Subscribed(query=canonical(parse(one))) for one in queries)


def test_the_json_comes_back_as_it_was() -> None:
    kept = Kept(
        made_at=NOW,
        subscriptions=(Subscribed(query="高温", name="热", mode=Mode.ALERT, number=3, muted_until=NOW),),
        settings=Settings(
            language="zh-Hant",
            timezone="Asia/Shanghai",
            digest="mon 07:30",
            quiet="22:30-07:00 orange",
            place="金水区",
            level="orange",
            remind=(7, 1),
            mutes=(Mute(kind=Muted.STORY, what="u1", until=NOW, title="一件事"),),
        ),
        profile=Profile(industry="餐饮", size=Size.MICRO, purposes=(Purpose.WORKING,), amount=500_000),
    )
    text = written(kept)
    assert own(text) == kept
    assert "金水区" in text, "a person can read it"
    assert own("\ufeff" + text.replace("\n", "\r\n")) == kept, "an editor of Windows has saved it"


def test_what_is_not_ours_is_left_to_others() -> None:
    for text in ("", "高温", "{}", '{"format": "other"}', '{"a": "baoxiao"}', "[1]"):
        assert own(text) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "baoxiao", "version": 99}',
        '{"format": "baoxiao", "subscriptions": [{"name": "x"}]}',
        '{"format": "baoxiao", "subscriptions": "高温"}',
        '{"format": "baoxiao", "settings": {"remind": "x"}}',
        '{"format": "baoxiao"',
    ],
)
def test_a_damaged_one_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ParseError):
        own(text)


def test_lines_are_read_again_as_the_same_queries() -> None:
    some = tuple(
        Subscribed(query=one.query, name=name, mode=mode)
        for one, name, mode in zip(
            subscribed(*QUERIES, *BEYOND),
            ["", "我的", ""] * 5,
            [Mode.ALERT, Mode.DIGEST, Mode.SILENT] * 5,
            strict=False,
        )
    )
    read = [parse(one) for one in imports.read(lines(some), "lines").queries]
    assert [(canonical(parse(one.query)), one.name, one.mode) for one in some] == [
        (canonical(type(one)(one.root)), one.name, one.mode) for one in read
    ]


def test_a_word_list_is_read_again_by_its_own_reader() -> None:
    text = wordlist(subscribed(*QUERIES))
    assert REMARK not in text
    plain = [parse(one.replace("“", "").replace("”", "")).root for one in QUERIES]
    again = [parse(one).root for one in imports.read(text, "trendradar").queries]
    assert [set(_parts(one)) for one in again] == [set(_parts(one)) for one in plain]


def _parts(root: object) -> tuple[object, ...]:
    """The order of what must all be there does not count."""
    return tuple(getattr(root, "parts", (root,)))


def test_what_a_word_list_cannot_say_is_a_remark() -> None:
    text = wordlist(subscribed(*BEYOND))
    assert [line for line in text.splitlines() if line and not line.startswith(REMARK)] == []
    assert imports.read(text, "trendradar").queries == ()
    assert len(text.split()) >= len(BEYOND)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='{}[]":,baoxiaoformatversion1', max_size=60))
def test_any_text_is_an_export_or_none_or_refused(text: str) -> None:
    for one in (text, '{"format": "baoxiao"' + text):
        with suppress(ParseError):
            assert own(one) is None or isinstance(own(one), Kept)
