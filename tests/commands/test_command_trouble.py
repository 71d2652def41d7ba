"""Bad input: one Chinese sentence that says what to do, the right status, no traceback, nothing lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from commands.conftest import PAPERS, Call, configure, shell

TEXT = (PAPERS / "商都日报" / "2026-06-09" / "01.txt").read_text("utf-8")
RARE = "繁體中文報紙的一個版面，這裡說的是臺灣與香港常見的編碼。" * 40


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "是空的"),
        (b" \n\n\t", "是空的"),
        (bytes(range(256)) * 40, "二进制"),
        (b"%PDF-1.7\n" + b"x" * 99, "PDF"),
        (b"PK\x03\x04" + b"x" * 99, "另存为纯文本"),
        (RARE.encode("big5"), "认不出文字编码"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        ("字".encode() * 3_500_000, "超过 4 MB"),
    ],
    ids=["empty", "blank", "binary", "pdf", "docx", "big5", "utf-16", "10MB"],
)
def test_a_file_that_is_no_page(baoxiao: Call, tmp_path: Path, raw: bytes, says: str) -> None:
    (tmp_path / "01.txt").write_bytes(raw)
    ran = baoxiao("read", "01.txt", "--json")
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.complaint
    assert "请" in ran.complaint


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read(baoxiao: Call, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "01.txt").write_bytes(TEXT.encode(encoding, "replace"))
    ran = baoxiao("read", "01.txt", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert "高温橙色预警发布 今明两天冲击38℃" in [json.loads(line)["headline"] for line in ran.out.splitlines()]


def test_one_bad_file_does_not_spoil_the_others(baoxiao: Call, tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text(TEXT, "utf-8")
    (tmp_path / "02.txt").write_bytes(b"")
    ran = baoxiao("read", "01.txt", "02.txt", "gone.txt", "--json", "--day", "2026-06-09")
    assert ran.status == 1
    assert len(ran.out.splitlines()) >= 4
    assert [line.partition("：")[0] for line in ran.err.splitlines()] == ["baoxiao: 02.txt", "baoxiao: gone.txt"]
    assert "没有这个文件" in ran.err


def test_one_very_long_line_is_read(baoxiao: Call, tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("字词句，" * 60_000, "utf-8")
    ran = baoxiao("read", "01.txt", "--json")
    assert ran.status == 0


@pytest.mark.parametrize(("name", "says"), [("none", "没有这个文件"), ("empty", "没有 .txt")])
def test_a_folder_without_pages(baoxiao: Call, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()
    assert says in baoxiao("read", name).complaint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(baoxiao: Call, papers: Path) -> None:
    folder = papers / "papers"
    folder.chmod(0)
    try:
        assert "没有权限" in baoxiao("read", folder).complaint
        ran = baoxiao("ingest")
        assert ran.status == 1
        assert "权限" in ran.out
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("(高温", "左括号没有对应的右括号"),
        ("高温、-暴雨", "不能有排除"),
        ("#天汽", "主题包"),
        ("标提:地铁", "是不是「标题:」"),
        ("", "还没有写要找的词"),
    ],
)
def test_a_query_that_cannot_be_understood(baoxiao: Call, tmp_path: Path, query: str, says: str) -> None:
    ran = baoxiao("try", query)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.complaint
    row = json.dumps({"id": "坏", "query": query}) + '\n{"id": "好", "query": "高温"}\n'
    (tmp_path / "s").write_text(row, "utf-8")
    (tmp_path / "a").write_text('{"id": 1, "title": "高温来了", "body": ""}\n', "utf-8")
    ran = baoxiao("match", "--subscriptions", "s", "--articles", "a", "--json")
    assert ran.status == 1
    assert says in ran.complaint
    assert "第 1 行（坏）" in ran.complaint
    assert [json.loads(line)["subscription"] for line in ran.out.splitlines()] == ["好"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b"{", "第 1 行不是 JSON"),
        (b"[]", "应是一个"),
        (b"{}", '缺少 "id"'),
        (b'{"id": 1, "body": 3}', '"body" 应是文字'),
        (b'{"id": 1, "day": "x"}', '"day" 应像 2026-06-10'),
        (b'{"id": "\xff"}', "不是 UTF-8"),
        (b"[" * 100_000, "不是 JSON"),
    ],
)
def test_articles_that_are_none(baoxiao: Call, tmp_path: Path, row: bytes, says: str) -> None:
    (tmp_path / "s").write_text('{"id": 1, "query": "高温"}', "utf-8")
    (tmp_path / "a").write_bytes(row + b"\n")
    ran = baoxiao("match", "--subscriptions", "s", "--articles", "a", "--json")
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.complaint
    assert "没有这个文件" in baoxiao("match", "--subscriptions", "none", "--articles", "a").complaint


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ('[bot]\ntimezon = "x"', "是不是 timezone"),
        ('[digst]\nat = "07:00"', "是不是 digest"),
        ("[bot]\ntimezone = 3", "应是文字"),
        ('[bot]\noperators = "telegram:1"', "应是列表"),
        ("bot = 3", "应是小节"),
        ("[bot", "写法不对"),
        ('[bot]\ntimezone = "Mars/X"', "没有 Mars/X 这个时区"),
        ('[bot]\nlanguage = "fr"', "zh-Hans、zh-Hant、en"),
        ('[digest]\nat = "25:00"', "24 小时制"),
        ('[[sources]]\nname = "甲"\nkind = "folde"\npath = "x"', "是不是 folder"),
        ('[[sources]]\nname = "甲"\nkind = "folder"', "缺少 path"),
        ('[[sources]]\nname = "甲"\nkind = "folder"\npath = "x"\nwhen = "soon"', "看不懂时间"),
        ('[sources]\nname = "甲"', "两层方括号"),
        ('[store]\npath = "none/x.db"', "先"),
        ('[store]\npath = "."', "是文件夹"),
        ('[telegram]\nbase_url = "foo"', "http://"),
    ],
)
def test_a_configuration_with_a_mistake(baoxiao: Call, tmp_path: Path, config: str, says: str) -> None:
    configure(tmp_path, config)
    ran = baoxiao("status")
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.complaint
    assert baoxiao("doctor").status == 1


def test_a_configuration_that_cannot_be_read(baoxiao: Call, tmp_path: Path) -> None:
    assert "没有配置文件 none.toml" in baoxiao("status", "--config", "none.toml").complaint
    assert "是文件夹" in baoxiao("status", "--config", ".").complaint
    (tmp_path / "config.toml").write_bytes("# 配置".encode("gb18030"))
    assert "不是 UTF-8" in baoxiao("status").complaint


@pytest.mark.parametrize(
    ("telegram", "says"),
    [
        ('token_file = "none"', "没有这个文件"),
        ('token_file = "empty"', "是空的"),
        ('token_file = "wrong"', "不像 Telegram 令牌"),
        ('token = "abc"', "不像 Telegram 令牌"),
    ],
)
def test_a_token_that_is_none(baoxiao: Call, tmp_path: Path, telegram: str, says: str) -> None:
    (tmp_path / "empty").write_text("\n", "utf-8")
    (tmp_path / "wrong").write_text("my-secret-word", "utf-8")
    configure(tmp_path, f"[telegram]\n{telegram}")
    ran = baoxiao("run")
    assert ran.status == 1
    assert says in ran.complaint
    assert "my-secret-word" not in ran.err
    assert says in baoxiao("doctor").out


@pytest.mark.parametrize("command", [["ingest"], ["chat"], ["try", "高温"], ["digest"], ["status"], ["run"]])
@pytest.mark.parametrize("kind", ["foreign", "text", "missing folder"])
def test_a_database_that_is_not_ours(baoxiao: Call, tmp_path: Path, command: list[str], kind: str) -> None:
    path = "none/x.db" if kind == "missing folder" else "x.db"
    configure(tmp_path, f'[store]\npath = "{path}"\n[[sources]]\nname = "甲"\nkind = "folder"\npath = "."\n')
    if kind == "text":
        (tmp_path / "x.db").write_text("这不是数据库" * 99, "utf-8")
    elif kind == "foreign":
        with sqlite3.connect(tmp_path / "x.db") as connection:
            connection.execute("CREATE TABLE x (a)")
        connection.close()
    before = (tmp_path / "x.db").read_bytes() if kind != "missing folder" else b""
    ran = baoxiao(*command)
    assert (ran.status, ran.out) == (1, "")
    last = ran.err.splitlines()[-1]
    assert last.startswith("baoxiao: ")
    assert any(advice in last for advice in ("请检查 [store] path", "请把 [store] path", "请先建立它", "先运行"))
    assert "Traceback" not in ran.err
    if before:
        assert (tmp_path / "x.db").read_bytes() == before


@pytest.mark.slow
def test_a_locked_database(baoxiao: Call, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchers.sqlite.database.BUSY_SECONDS", 0.2)
    holder = sqlite3.connect(archive / "baoxiao.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        for command in (["ingest"], ["chat"], ["digest"]):
            ran = baoxiao(*command, said="/sub 高温\n")
            assert ran.status == 1
            assert "正被另一个程序占用" in ran.complaint
    finally:
        holder.rollback()
        holder.close()
    assert baoxiao("ingest").status == 0


def at_once(lines: Iterable[str], folder: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """These lines of bash, two at a time: each is a process of its own, which takes a second of a core to start."""
    asked = list(lines)
    with ThreadPoolExecutor(2) as two:
        return dict(zip(asked, two.map(lambda line: shell(line, folder), asked), strict=True))


def test_a_reader_who_goes_away(archive: Path) -> None:
    commands = ("try 高温 --days 36500", "status", "status --json", "sources")
    for line, ran in at_once((f"baoxiao {command} | head -1" for command in commands), archive).items():
        assert (ran.stdout.count("\n"), ran.stderr) == (1, ""), line


def test_a_reader_of_many_lines_who_goes_away(tmp_path: Path) -> None:
    ran = shell('baoxiao read "$1" --json | head -c 10', tmp_path, PAPERS)
    assert ran.stderr == ""


def test_closed_streams(archive: Path) -> None:
    """Who reads meets a closed stdin, who writes a closed stdout, and what is opened first gets their number."""
    lines = ["baoxiao chat <&-", "baoxiao chat >&-", "baoxiao chat <&- >&-"]
    lines += ["baoxiao status >&-", "baoxiao status --json >&-", "baoxiao status <&- >&-"]
    for line, ran in at_once(lines, archive).items():
        assert (ran.returncode, ran.stderr) == (0, ""), line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")
def test_a_full_disk_behind_stdout(archive: Path) -> None:
    for ran in at_once(("baoxiao status > /dev/full", "baoxiao status --json > /dev/full"), archive).values():
        assert ran.returncode == 1
        assert ran.stderr == "baoxiao: 读写出错（磁盘已满）：请检查权限和磁盘空间。\n"


def test_a_terminal_in_another_encoding(archive: Path) -> None:
    ran = shell("PYTHONIOENCODING=ascii baoxiao status; PYTHONIOENCODING=ascii baoxiao backup copy.db", archive)
    assert (ran.returncode, ran.stderr) == (0, "")


NASTY = [
    "\x00/list\x07",
    "\u202e/list\u202c",
    "/list\ufeff",
    "\x1b[2J/list",
    "/sub " + "停车、" * 400_000,
    "字" * 350_000,
    "(" * 5000,
    "/sub 高温 " + "\u0301" * 2000,
    "/article 99999999999999999999999",
    "/today 99999999999999999999999",
    "/why ٣",
    "12345678901234567890",
    "/search \x00",
    "/digest ９９：９９",
    "/tz ../../etc/passwd",
    "👨‍👩‍👧‍👦",
    "𠮷野家",
    "/" * 300,
]


def test_strange_lines_are_answered_one_by_one(baoxiao: Call, archive: Path) -> None:
    ran = baoxiao("chat", said="\n".join([*NASTY, "/list"]))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("── 报晓 ──") >= len(NASTY)
    assert "出了错" not in ran.out
    assert "\x1b" not in ran.out
    assert "\x00" not in ran.out


def test_bytes_that_are_no_text_are_answered(baoxiao: Call, archive: Path) -> None:
    lone = "/sub \ud800\udfff停车".encode("utf-8", "surrogatepass")
    ran = baoxiao("chat", said=lone + b"\n/sub \xff\xfe\n" + "高温".encode("gb18030") + b"\n/list")
    assert (ran.status, ran.err) == (0, "")
    assert "出了错" not in ran.out
    assert "› /list" in ran.out
