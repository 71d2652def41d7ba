"""Pictures are drawn beside the loop, once, and a picture that fails costs its message nothing."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot import gallery
from bot.drawing import drawn
from bot.gallery import Gallery
from bot.pictures import DayWeather, District, Districts, Picture, Rain, Temperatures, Trend
from watchers.warning import Colour

DAY = date(2026, 5, 11)
PNG = b"\x89PNG\r\n\x1a\n"


def trend(*counts: int, unit: str = "篇") -> Picture:
    return Picture(
        trend=Trend(title="渡口 · 天", first=DAY, counts=counts, unit=unit, average="平均一天 1 篇", source="", alt="")
    )


def sky(*days: tuple[str, int | None, int | None]) -> Picture:
    told = tuple(
        DayWeather(
            name="周四", day=DAY + timedelta(days=n), text=text, low=low, high=high, rain=Rain(n % 5), snow=n > 4
        )
        for n, (text, low, high) in enumerate(days)
    )
    return Picture(temperatures=Temperatures(title="颍川市", days=told, source="颍川晚报", alt=""))


def board(*names: str) -> Picture:
    signs = ((Colour.RED, "暴雨 红"), (None, "地质灾害气象风险"), (Colour.BLUE, "雷雨大风 蓝"))
    rows = tuple(District(name=name, warnings=signs) for name in names)
    return Picture(districts=Districts(title="预警", districts=rows, source="", alt=""))


@pytest.mark.parametrize(
    "picture",
    [
        sky(("晴", 1, 9), ("多云\n暴雨", None, -3)),
        sky(("阴", None, None)),
        sky(*[("中雪", -20, -9)] * 7),
        trend(0),
        trend(*[0] * 29, 12, unit="articles"),
        trend(*range(90)),
        board("石桥区"),
        board(*(f"第{n}个很长的自治县" for n in range(30))),
    ],
)
def test_every_picture_can_be_drawn_and_is_small(picture: Picture) -> None:
    image = drawn(picture)
    assert image.startswith(PNG)
    assert len(image) < 600_000
    wide, high = (int.from_bytes(image[at : at + 4], "big") for at in (16, 20))
    # What Telegram takes as a photo: at most 10,000 of width and height together, one side at most 20 times the other.
    assert wide == 1080
    assert wide + high < 10_000
    assert high * 20 > wide


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        drawn(Picture())


def test_who_asks_at_once_and_who_asks_again_have_the_same_picture() -> None:
    async def go() -> None:
        async with Gallery() as gallery:
            first, second = await asyncio.gather(gallery.draw(trend(1, 2)), gallery.draw(trend(1, 2)))
            assert first
            assert first.startswith(PNG)
            assert first is second is await gallery.draw(trend(1, 2))

    asyncio.run(go())


def test_what_cannot_be_drawn_is_none_and_the_next_one_is_drawn(caplog: pytest.LogCaptureFixture) -> None:
    async def go() -> None:
        async with Gallery() as gallery:
            assert await gallery.draw(Picture()) is None
            assert await gallery.draw(trend(1, 2))

    asyncio.run(go())
    assert "could not be drawn" in caplog.text


def test_only_so_many_are_kept_the_last_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[Picture]()
    monkeypatch.setattr(gallery, "MOST_KEPT", 2)
    monkeypatch.setattr(gallery, "Workshop", lambda **_: Easel(made))

    async def go() -> None:
        async with Gallery() as kept:
            for n in (1, 2, 1, 3, 1, 2):
                assert await kept.draw(trend(n)) == b"drawn"

    asyncio.run(go())
    assert made == [trend(1), trend(2), trend(3), trend(2)]


def test_the_process_ends_when_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    easels = list[Easel]()

    def open_(**_: object) -> Easel:
        easels.append(Easel([]))
        return easels[-1]

    monkeypatch.setattr(gallery, "Workshop", open_)

    async def go() -> None:
        async with Gallery(idle_seconds=0) as kept:
            await kept.draw(trend(1))
            while not easels[0].closed:
                await asyncio.sleep(0)
            await kept.draw(trend(2))
        assert [one.closed for one in easels] == [True, True]

    asyncio.run(go())


class Easel:
    """A Workshop that draws nothing."""

    def __init__(self, made: list[Picture]) -> None:
        self.made, self.closed = made, False

    def __call__(self, rule: object, picture: Picture) -> bytes:
        self.made.append(picture)
        return b"drawn"

    def close(self) -> None:
        self.closed = True
