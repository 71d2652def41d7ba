"""The token: where it comes from, and that no output ever holds it."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.errors import ChannelError, UnansweredError
from bot.hidden import Redactor, Secret
from bot.model import Address, Message
from bot.secrets import ENVIRONMENT, RedactingFormatter, exposure, load_token, setup_logging
from bot.styled import plain
from bot.telegram import Menus, Telegram
from watchers.errors import ConfigError

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
HALF = TOKEN.partition(":")[2]
FORMS = (TOKEN, HALF, quote(TOKEN, safe=""))


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret(TOKEN)
    shown = f"{secret} {secret!r} {secret!s} {[secret]} {'%s' % secret}"  # noqa: UP031
    assert HALF not in shown
    assert secret.reveal() == TOKEN
    assert secret == Secret(TOKEN) != Secret("other")


def test_where_the_token_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"\ufeff{TOKEN}\n第二行不算\n", "utf-8")
    assert load_token("", file, {ENVIRONMENT: " 777:environment "}) == Secret("777:environment")
    assert load_token("888:config", file, {}) == Secret("888:config")
    assert load_token("", file, {ENVIRONMENT: " "}) == Secret(TOKEN)
    assert load_token("", "", {}) is None


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe\x00", b"put your token here", b'"123456:abcdefgh"'])
def test_a_useless_file_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as wrong:
        load_token("", file, {})
    assert "令牌" in str(wrong.value)
    assert "abcdefgh" not in str(wrong.value)


def test_a_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    file.chmod(0o644)
    assert "chmod 600" in exposure(file)
    file.chmod(0o600)
    assert exposure(file) == ""
    assert exposure(tmp_path / "none") == ""


@pytest.mark.parametrize("form", [*FORMS, f"https://api.telegram.org/bot{TOKEN}/getMe", quote(TOKEN).lower()])
def test_every_form_is_redacted(form: str) -> None:
    redacted = Redactor([Secret(TOKEN), Secret("")])(f"vor {form} nach")
    assert HALF.lower() not in redacted.lower()
    assert redacted.startswith("vor ")
    assert redacted.endswith(" nach")


def test_without_secrets_nothing_changes() -> None:
    assert Redactor([])("a:b *** c") == "a:b *** c"


@pytest.fixture
def captured() -> Iterator[io.StringIO]:
    """Everything that any logger says, at DEBUG, through our formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(Redactor([Secret(TOKEN)])))
    loggers = [logging.getLogger(name) for name in ("", "httpx", "httpcore", "telegram")]
    before = [each.level for each in loggers]
    logging.getLogger().addHandler(handler)
    for each in loggers:
        each.setLevel(logging.DEBUG)
    yield stream
    logging.getLogger().removeHandler(handler)
    for each, level in zip(loggers, before, strict=True):
        each.setLevel(level)


def test_logged_errors_arguments_and_wrong_calls(captured: io.StringIO) -> None:
    log = logging.getLogger("test")
    try:
        raise RuntimeError(f"inner {TOKEN}")
    except RuntimeError:
        log.exception("outer %s", FORMS)
    log.info(f"stack {HALF}", stack_info=True)
    assert captured.getvalue().count("***") >= 4
    assert HALF not in captured.getvalue()


def test_a_wrong_call_of_the_log_is_redacted_too() -> None:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "%d", (TOKEN,), None)
    line = RedactingFormatter(Redactor([Secret(TOKEN)])).format(record)
    assert "***" in line
    assert HALF not in line


@pytest.mark.parametrize("right", [True, False])
def test_a_whole_life_at_debug_leaves_no_token(tg: Any, captured: io.StringIO, right: bool) -> None:
    if not right:
        tg.config(token="999:another-one")
    texts = []

    async def live() -> None:
        menus = Menus(private={"en": [("sub", "Subscribe")]})
        async with Telegram(Secret(TOKEN), tg.base_url, poll_seconds=0, answer_seconds=0.3, menus=menus) as channel:
            for kind in (None, "reset", "garbage", "hang", "unauthorized", "conflict", "truncate"):
                if kind:
                    tg.fault(kind, times=2, seconds=0.5)
                deeds = (
                    channel.name,
                    lambda: channel.updates(0),
                    lambda: channel.send(HOME, HELLO),
                    lambda: channel.acknowledge("1"),
                    lambda: channel.administers(Address("telegram", "-1"), "42"),
                    lambda: channel.hall("@anybody", "42"),
                )
                for deed in deeds:
                    try:
                        texts.append(repr(await deed()))
                    except (ChannelError, UnansweredError) as error:
                        texts.append(repr(error))
                await channel.publish_menus()

    asyncio.run(live())
    said = captured.getvalue() + "\n".join(texts)
    assert "***" in said, "the loud loggers were heard"
    assert all(form not in said for form in FORMS)


HOME, HELLO = Address("telegram", "42"), Message(body=plain("早"))

DYING = f"""
import logging, sys, threading, warnings
from bot.hidden import Secret
from bot.secrets import setup_logging
setup_logging("DEBUG"); setup_logging("DEBUG", [Secret({TOKEN!r})])
logging.getLogger("x").info("once %s", {TOKEN!r})
logging.getLogger("httpx").info("loud")
warnings.warn("careful " + {TOKEN!r})
def fail(): raise ValueError({TOKEN!r})
other = threading.Thread(target=fail); other.start(); other.join()
raise RuntimeError({TOKEN!r})
"""


def test_a_dying_program_keeps_its_secret() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", DYING], capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": "."}
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("once ***") == 1
    assert "loud" not in done.stderr
    assert "RuntimeError: ***" in done.stderr
    assert "ValueError: ***" in done.stderr
    assert HALF not in done.stderr


def test_setup_replaces_itself() -> None:
    root = logging.getLogger()
    before, level, hook = list(root.handlers), root.level, sys.excepthook
    forms = [handler.formatter for handler in before]
    setup_logging(logging.INFO)
    once = len(root.handlers)
    setup_logging(logging.INFO)
    assert len(root.handlers) == once == len(before) + 1
    logging.captureWarnings(False)
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    for handler, form in zip(before, forms, strict=True):
        handler.setFormatter(form)
