"""What [push] may say: loopback only, and never without a token."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import BotConfig, Listen, bot_config
from bot.hidden import Secret
from bot.secrets import load_push_token
from watchers.errors import ConfigError
from watchers.sections import parse


def read(text: str) -> BotConfig:
    file = Path("/etc/baoxiao/config.toml")
    return bot_config(parse(text, str(file)), file)


def test_off_unless_it_listens() -> None:
    assert read("").push is None
    assert read('[push]\ntoken = "x"').push is None


def test_it_listens_on_loopback() -> None:
    push = read('[push]\nlisten = "localhost:9465"\ntoken_file = "push.token"').push
    assert push
    assert (push.listen, push.token_file) == (Listen(host="127.0.0.1", port=9465), "/etc/baoxiao/push.token")
    shown = repr(read('[push]\nlisten = "[::1]:9465"\ntoken = "hidden-hidden-hidden"').push)
    assert "hidden" not in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[push]\nlisten = "127.0.0.1:9465"', "就要有令牌"),
        ('[push]\nlisten = "0.0.0.0:9465"\ntoken = "x"', "只能是本机地址"),
        ('[push]\nlisten = "10.0.0.1:9465"\ntoken = "x"', "只能是本机地址"),
        ('[push]\nlisten = "127.0.0.1"\ntoken = "x"', "应写成 地址:端口"),
        ('[push]\nlisen = "x"', "是不是 listen"),
    ],
)
def test_what_it_may_not_say(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read(text)


def test_the_token(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("a-token-of-24-characters\n第二行不算\n", "utf-8")
    assert load_push_token("", str(file)) == Secret("a-token-of-24-characters")
    assert load_push_token("another-token-of-24-chars", str(file)) == Secret("another-token-of-24-chars")
    for wrong in ("short", "with blanks in it, which no header holds", "中文令牌中文令牌中文令牌中文令牌"):
        with pytest.raises(ConfigError, match="openssl rand") as told:
            load_push_token(wrong, "")
        assert wrong not in str(told.value)
    with pytest.raises(ConfigError, match="没有这个文件"):
        load_push_token("", str(tmp_path / "none"))
    file.write_text("", "utf-8")
    with pytest.raises(ConfigError, match="是空的"):
        load_push_token("", str(file))
