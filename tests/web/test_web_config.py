"""[web] of the configuration."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import bot_config
from watchers.config import WebConfig, news_config
from watchers.errors import ConfigError
from watchers.sections import parse

FILE = Path("/etc/baoxiao/baoxiao.toml")
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def web(text: str) -> WebConfig:
    document = parse(text, str(FILE))
    bot_config(document, FILE)
    return news_config(document, FILE).web


def test_what_is_said_and_what_need_not_be() -> None:
    assert web("") == web("[web]") == WebConfig(allowed=frozenset(), gap=timedelta(seconds=1))
    assert web('[web]\ngap = "每2分钟"\nallow = [" News.Example:80", "[::1]:8080", "10.0.0.7:443"]') == WebConfig(
        allowed=frozenset({"news.example:80", "[::1]:8080", "10.0.0.7:443"}), gap=timedelta(minutes=2)
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('alow = ["a:1"]', "是不是 allow"),
        ('allow = "a:1"', "列表"),
        ("allow = [3]", "allow 里的每一项"),
        *(
            (f'allow = ["{wrong}"]', "主机:端口")
            for wrong in ("10.0.0.7", "http://a:80", "a:0", "a:", "::1:80", "*:80", "")
        ),
        ('gap = "0s"', "gap 时间"),
        ("gap = 1", "gap 应是文字"),
    ],
)
def test_each_mistake_has_its_sentence(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        web(f"[web]\n{text}")
    assert "[web]" in str(caught.value)


def test_the_example_shows_every_key_and_its_default() -> None:
    document = parse(EXAMPLE.read_text("utf-8"), str(EXAMPLE))
    assert news_config(document, EXAMPLE).web == WebConfig()
    written = document["web"]
    assert isinstance(written, dict)
    assert set(written) == {"gap", "allow"}
