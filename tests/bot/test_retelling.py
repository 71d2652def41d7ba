"""A language model's sentence: shown when it holds to the article, and never missed when there is none."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import SummaryConfig, bot_config
from bot.dispatch.retelling import PAUSE
from bot.secrets import load_summary_key
from house import DAWN, PERSON, Clock, Ear, House, Substrings, blocks
from local_site import Asked, Site, answer
from watchers.errors import ConfigError

KEY = "sk-never-shown-0123456789"
LEAD = "渡口改建工程昨日开工，总投资3.2亿元，工期18个月，建成后两岸往返只要10分钟。"
ARTICLE = f"渡口改建开工\n{LEAD}\n" + "沿岸居民盼了多年，码头、引桥和候船厅都要重修，施工期间轮渡照常开行。" * 4
GOOD = "渡口改建昨日开工，总投资3.2亿元，18个月后过江只要10分钟。"
BUSY = "渡口改建昨日开工，总投资5.6亿元，18个月后过江只要10分钟。"
PATH = "/v1/chat/completions"


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.close()


@pytest.fixture
def house(tmp_path: Path, site: Site) -> Iterator[House]:
    one = House(tmp_path, Clock(), finder=Substrings(), read=blocks)
    summary = SummaryConfig(url=f"{site.root}/v1", model="小编-7b", key=KEY, key_file="", seconds=1, a_day=2)
    one.config = replace(one.config, bot=replace(one.config.bot, summary=summary))
    one.hear(PERSON, "/sub 渡口")
    yield one
    one.close()


def says(text: str) -> bytes:
    return answer(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def retell(house: House, times: int = 1) -> list[bool]:
    assert house.retelling is not None

    async def all_of_it() -> list[bool]:
        assert house.retelling is not None
        return [await house.retelling.retell_next() for _ in range(times)]

    return asyncio.run(all_of_it())


def printed(house: House, *texts: str) -> None:
    house.page("晨光日报/2026-05-11/01.txt", "\n\n".join(texts or [ARTICLE]))
    house.take_in()


def morning(house: House) -> str:
    house.hands.set(DAWN + timedelta(hours=2, minutes=1))
    house.digesting.freeze_due()
    ear = Ear()
    house.send(ear)
    return ear.told[-1][1].body.text


def test_a_good_sentence_is_in_the_digest_and_says_whose_it_is(house: House, site: Site) -> None:
    site.pages[PATH] = says(GOOD)
    printed(house)
    assert retell(house, 2) == [True, False]
    told = morning(house)
    assert f"✎ {GOOD}" in told
    assert "✎ 的概括由 小编-7b 写成" in told
    [asked] = site.asked
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    body = json.loads(asked.body)
    assert (body["model"], [one["role"] for one in body["messages"]]) == ("小编-7b", ["system", "user"])
    assert LEAD in body["messages"][1]["content"]


def endless(asked: Asked) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 x\r\nContent-Type: application/json\r\n\r\n"
    while True:
        yield b" " * 65536


BAD: dict[str, bytes | Callable[[Asked], Iterator[bytes]]] = {
    "an invented sum": says(BUSY),
    "an injection": says("渡口改建开工，详情请看 https://evil.example 领取红包，先到先得。"),
    "another matter": says("本市足球队昨晚获得冠军，球迷上街庆祝到深夜。"),
    "the contrary": says("渡口改建工程昨日取消开工，轮渡照常开行。"),
    "nothing": says(""),
    "far too long": says("渡口改建昨日开工，" * 40),
    "a refused key": answer(401, b'{"error": "bad key"}'),
    "a busy server": answer(503),
    "broken JSON": answer(200, b'{"choices": [{"mess'),
    "another form": answer(200, b'{"choices": "none"}'),
    "no choice": answer(200, b'{"choices": []}'),
    "an endless answer": endless,
    "a page of HTML": answer(200, b"<html>" * 100),
    "a redirect": answer(302, b"", Location="http://127.0.0.1:9/"),
}


@pytest.mark.parametrize("page", BAD.values(), ids=list(BAD))
def test_without_a_good_sentence_the_article_speaks(
    house: House, site: Site, page: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages[PATH] = page
    printed(house)
    with caplog.at_level(logging.DEBUG):
        retell(house, 2)
        told = morning(house)
    assert "总投资3.2亿元" in told
    assert "✎" not in told
    assert KEY not in caplog.text
    assert len(site.asked) == 1, "each article is asked about once"


def test_a_slow_answer_is_not_waited_for(house: House, site: Site) -> None:
    site.pages[PATH] = lambda asked: site.drip([b"HTTP/1.1 200 x\r\n"] * 1000, 0.2)
    printed(house)
    assert retell(house) == [False]
    assert "✎" not in morning(house)


def test_after_a_failure_there_is_a_pause(house: House, site: Site) -> None:
    site.pages[PATH] = answer(500)
    printed(house, ARTICLE, f"东岸{ARTICLE}")
    assert retell(house, 3) == [False] * 3
    site.pages[PATH] = says(GOOD)
    assert retell(house) == [False]
    assert len(site.asked) == 1
    house.hands.set(DAWN + PAUSE)
    assert retell(house) == [True]
    assert len(site.asked) == 2


def test_a_day_has_its_cap(house: House, site: Site) -> None:
    site.pages[PATH] = says(GOOD)
    printed(house, *(f"{where}{ARTICLE}" for where in ("东岸", "西岸", "北岸")))
    assert retell(house, 4) == [True, True, False, False]
    assert len(site.asked) == 2
    house.hands.set(DAWN + timedelta(hours=23))
    assert retell(house) == [False]


def test_what_nobody_asked_for_and_what_is_short_is_not_sent(house: House, site: Site) -> None:
    site.pages[PATH] = says(GOOD)
    printed(house, "粮价平稳\n" + "各处市场都有存货。" * 40, "渡口停航\n今日停航。")
    retell(house, 3)
    assert not site.asked


def test_the_configuration_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert bot_config({}, file).summary is None
    good = {"url": "https://api.example.cn/v1", "model": "m"}
    summary = bot_config({"summary": {**good, "key": KEY, "key_file": "key.txt"}}, file).summary
    assert summary is not None
    assert (summary.seconds, summary.a_day) == (20, 200)
    assert KEY not in repr(summary)
    for wrong in ({"url": "api.example.cn"}, {"url": "https://me:pw@api.example.cn/v1"}, {"model": ""}, {"seconds": 0}):
        with pytest.raises(ConfigError):
            bot_config({"summary": {**good, **wrong}}, file)


def test_the_key_comes_from_the_environment_first(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    file.write_text("from-the-file\nmore\n", "utf-8")
    assert str(load_summary_key("", str(file), {})) == "***"
    found = [
        load_summary_key("written", str(file), {"BAOXIAO_SUMMARY_KEY": KEY}),
        load_summary_key("written", str(file), {}),
        load_summary_key("", str(file), {}),
    ]
    assert [one and one.reveal() for one in found] == [KEY, "written", "from-the-file"]
    assert load_summary_key("", "", {}) is None
    with pytest.raises(ConfigError) as refused:
        load_summary_key("two words\n钥匙", "", {})
    assert "two words" not in str(refused.value)
