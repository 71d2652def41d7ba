"""The chat in a terminal and in a pipe."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.model import Address, Attachment, Button, Message, Sent
from bot.pictures import Picture, Trend
from bot.styled import bold, code, join, link, plain, quote
from bot.terminal import Terminal
from bot.terminal.words import Words, in_words

HOME = Address("terminal", "me")
ROOT = Path(__file__).parents[2]

BODY = join(
    "\n",
    [
        bold("晨报 · 11月20日 星期四"),
        "1. " + bold("地铁六号线周六开通") + "（第3版）",
        "首班车 6:30，末班车 23:00；换乘站增开 2 个出入口，“早高峰”间隔缩短到 2 分 30 秒——详见站内公告。",
        link("阅读原文", "https://paper.example.cn/a.html") + "　" + code("/why 1"),
        quote("凡符合条件的小微企业，均可在月底之前向所在地的区级主管部门提出申请，逾期不再受理。"),
    ],
)
BUTTONS = (
    (Button(label="订阅", data="s:1"), Button(label="只搜索", data="q:1")),
    (Button(label="更多 11 条", data="m:1"),),
)
MESSAGE = Message(body=BODY, buttons=BUTTONS)

AT_A_TERMINAL = """\
▍报晓
▍晨报 · 11月20日 星期四
▍1. 地铁六号线周六开通（第3版）
▍首班车 6:30，末班车 23:00；换乘站增开 2 个出入口，“早高峰”间隔缩短到 2 分 30
▍秒——详见站内公告。
▍阅读原文 ‹https://paper.example.cn/a.html›　/why 1
▍│ 凡符合条件的小微企业，均可在月底之前向所在地的区级主管部门提出申请，逾期不再
▍│ 受理。
▍
▍[1] 订阅   [2] 只搜索
▍[3] 更多 11 条

"""

IN_A_PIPE = """\
── 报晓 ──
晨报 · 11月20日 星期四
1. 地铁六号线周六开通（第3版）
首班车 6:30，末班车 23:00；换乘站增开 2 个出入口，“早高峰”间隔缩短到 2 分 30 秒——详见站内公告。
阅读原文 ‹https://paper.example.cn/a.html›　/why 1
│ 凡符合条件的小微企业，均可在月底之前向所在地的区级主管部门提出申请，逾期不再受理。

[1] 订阅   [2] 只搜索
[3] 更多 11 条

"""


def shown(message: Message = MESSAGE, *, fancy: bool = True, colour: bool = False, width: int | None = 80) -> str:
    out = io.StringIO()
    Terminal(out, fancy=fancy, colour=colour, width=width).show(message)
    return out.getvalue()


def test_a_picture_is_said_a_file_is_named_and_a_link_to_press_has_no_number() -> None:
    trend = Trend(title="", first=date(2026, 5, 1), counts=(1,), unit="", average="", source="", alt="〔图〕三天三篇")
    rows = ((Button(label="原文", url="https://paper.example.cn/a"), Button(label="订阅", data="s:1")),)
    message = Message(
        body=bold("渡口"), buttons=rows, picture=Picture(trend=trend), file=Attachment(name="a.ics", text="字" * 500)
    )
    assert shown(message, fancy=False) == (
        "── 报晓 ──\n〔图〕三天三篇\n渡口\n📎 a.ics (1.5 kB)\n\n🔗 原文 ‹https://paper.example.cn/a›   [1] 订阅\n\n"
    )
    terminal = Terminal(io.StringIO(), fancy=False)
    terminal.show(message)
    assert (terminal.choose("1"), terminal.choose("2")) == ("s:1", None)


def test_under_a_list_stands_what_to_type_in_the_place_of_the_button_for_a_number() -> None:
    words = Words(items="发「全文 {number}」看全文")
    listed = Message(body=plain("4. 渡口"), buttons=((Button(label="逐条操作…", data="items:"),),), listed=((4, "a"),))
    assert in_words(listed, words).text == "4. 渡口\n\n发「全文 4」看全文"
    assert in_words(Message(body=plain("好")), words).text == "好"


def test_a_message_at_a_terminal_without_colour() -> None:
    assert shown() == AT_A_TERMINAL


def test_a_message_in_a_pipe_keeps_its_lines() -> None:
    assert shown(fancy=False, width=None) == IN_A_PIPE


def test_colour_adds_codes_and_a_pressable_link_and_no_other_words() -> None:
    import re

    coloured = shown(colour=True)
    assert "\x1b]8;" in coloured
    assert "https://paper.example.cn/a.html" in coloured
    bare = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", coloured)
    assert bare == AT_A_TERMINAL.replace(" ‹https://paper.example.cn/a.html›", "")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_can_forbid_colour(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    out = io.StringIO()
    Terminal(out, fancy=True, width=80).show(MESSAGE)
    assert "\x1b" not in out.getvalue()


def test_a_headline_cannot_command_the_terminal() -> None:
    nasty = Message(
        body="坏\x1b[2J\x07" + link("链\x9b接", "https://a.cn/\x1b]0;x"),
        buttons=((Button(label="\x1b[1m", data="x"),),),
    )
    for fancy, colour in ((True, False), (False, False)):
        assert not any(ch in shown(nasty, fancy=fancy, colour=colour) for ch in "\x1b\x07\x9b")
    assert "[2J" in shown(nasty)
    assert "\x1b]0;x" not in shown(nasty, colour=True)


def test_numbers_choose() -> None:
    terminal = Terminal(io.StringIO(), fancy=False)
    assert terminal.choose("1") is None
    assert asyncio.run(terminal.send(HOME, MESSAGE)) == Sent("1")
    assert [terminal.choose(line) for line in ("1", " 2 ", "３", "[3]")] == ["s:1", "q:1", "m:1", "m:1"]
    assert [terminal.choose(line) for line in ("0", "4", "1 2", "", "一", "-1", "²", "9" * 5000)] == [None] * 6 + [
        "q:1",
        None,
    ]
    asyncio.run(terminal.send(HOME, Message(body=plain("没有按钮的列表"))))
    assert terminal.choose("2") is None


def test_a_table_is_readable_without_boxes() -> None:
    out = io.StringIO()
    Terminal(out, fancy=False).table("来源", ["名称", "状态"], [["示例日报", bold("正常")], ["x" * 100, "\x1b失败"]])
    rows = out.getvalue().splitlines()
    assert (rows[0], rows[1].split()) == ("来源", ["名称", "状态"])
    assert rows[2].split() == ["示例日报", "正常"]
    assert all(len(row) <= 80 for row in rows)
    assert "\x1b" not in out.getvalue()
    assert "".join(row.split()[0] for row in rows[3:]) == "x" * 100


def said(data: bytes) -> tuple[list[str], str]:
    """The lines read from a pipe that holds `data`, and what was printed."""
    read, write = os.pipe()
    os.write(write, data)
    os.close(write)
    out = io.StringIO()

    async def listen() -> list[str]:
        with os.fdopen(read) as source:
            return [line async for line in Terminal(out, source, fancy=False).read_lines()]

    return asyncio.run(listen()), out.getvalue()


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("/sub 地铁\n\n  2\r\n最后".encode(), ["/sub 地铁", "2", "最后"]),
        (b"", []),
        (b"\n \n", []),
        ("晓".encode("gbk") + b"ok\n\xff\n", ["\ufffd\ufffdok", "\ufffd"]),
        ("长".encode() * 3000 + b"\n", ["长" * 3000]),
    ],
)
def test_lines_from_a_pipe(data: bytes, lines: list[str]) -> None:
    heard, printed = said(data)
    assert heard == lines
    assert printed == "".join(f"› {line}\n" for line in lines)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def keyboard() -> Iterator[tuple[int, io.TextIOBase]]:
    """A pseudo terminal: what is written to the first is typed at the second."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    with os.fdopen(slave) as source:
        yield master, source
    os.close(master)


def test_a_message_appears_above_the_waiting_prompt(keyboard: tuple[int, io.TextIOWrapper]) -> None:
    master, source = keyboard
    out = Screen()
    terminal = Terminal(out, source, colour=False, width=60)

    async def chat() -> list[str]:
        lines = terminal.read_lines()
        first = asyncio.ensure_future(anext(lines))
        await asyncio.sleep(0.01)
        terminal.show(Message(body=plain("晚到的提醒")))
        os.write(master, "早\n".encode())
        heard = [await first]
        os.write(master, b"\x04")
        return heard + [line async for line in lines]

    assert asyncio.run(chat()) == ["早"]
    assert out.getvalue() == "› \r\x1b[2K▍报晓\n▍晚到的提醒\n\n› › \n"


def run(script: str, **kwargs: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=20, **kwargs
    )


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    script = (
        "import os, sys\nfrom bot.terminal import Terminal\nr, w = os.pipe(); os.close(r); os.dup2(w, 1)\n"
        "t = Terminal()\nfor _ in range(3): t.line('x' * 100000)\nsys.stderr.write(str(t.closed))"
    )
    done = run(script)
    assert (done.returncode, done.stderr) == (0, "True")


def test_a_silent_keyboard_does_not_hold_the_program() -> None:
    script = (
        "import asyncio\nfrom bot.terminal import Terminal\n"
        "async def main():\n"
        "    lines = Terminal().read_lines()\n"
        "    try:\n        await asyncio.wait_for(anext(lines), 0.1)\n"
        "    except TimeoutError:\n        print('ended')\n"
        "asyncio.run(main())"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.read() == b"ended\n"
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()


def test_a_poor_encoding_loses_signs_and_not_the_program() -> None:
    done = run(
        "from bot.terminal import Terminal\nTerminal().line('报晓 ok')", env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stdout) == (0, "?? ok\n")


def test_progress_is_silent_when_nobody_watches() -> None:
    script = "from bot.terminal import Terminal\nwith Terminal().progress('读取') as told: told(1, 3, '示例日报')"
    done = run(script)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "")


def test_rich_waits_until_something_is_drawn() -> None:
    done = run("import sys, bot.terminal; print('rich' in sys.modules)")
    assert done.stdout == "False\n"


def test_what_has_changed_is_printed_again_and_said_to_be_so() -> None:
    out = io.StringIO()
    terminal = Terminal(out, io.StringIO(), fancy=False)
    sent = asyncio.run(terminal.send(HOME, Message(body=plain("大风预警"))))
    assert isinstance(sent, Sent)
    assert asyncio.run(terminal.edit(HOME, sent.message_id, Message(body=plain("大风预警已解除")))) == sent
    assert "↻ 大风预警已解除" in out.getvalue()
