"""The commands over a database: reading in, asking, copying."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from commands.conftest import PAPERS, REST, Call, configure, settle, shell


def test_reading_in_twice_adds_nothing(baoxiao: Call, papers: Path) -> None:
    first, again = baoxiao("ingest"), baoxiao("ingest")
    assert (first.status, first.err) == (0, "")
    assert "✓ 商都日报：1 期，新稿件 " in first.out
    assert (again.status, again.out) == (0, "✓ 商都日报：没有新的\n")


def test_a_corrected_page_is_a_correction(baoxiao: Call, papers: Path) -> None:
    baoxiao("ingest")
    page = papers / "papers" / "商都日报" / "2026-06-09" / "01.txt"
    text = page.read_text("utf-8")
    assert "冲击38℃" in text
    page.write_text(text.replace("冲击38℃", "冲击39℃"), "utf-8")
    settle([page], REST + 60)
    ran = baoxiao("ingest")
    assert ran.status == 0
    assert "新稿件 0 篇，更正 1 篇" in ran.out
    found = baoxiao("chat", said="/search 冲击39℃\n/article 1\n")
    assert "报纸更正过这篇稿件，这是第 2 个版本" in found.out


def test_one_source_of_several(baoxiao: Call, papers: Path) -> None:
    configure(
        papers,
        '[[sources]]\nname="甲"\nkind="folder"\npath="papers"\n[[sources]]\nname="乙"\nkind="folder"\npath="none"\n',
    )
    assert baoxiao("ingest", "甲").status == 0
    ran = baoxiao("ingest")
    assert ran.status == 1
    assert "✓ 甲" in ran.out
    assert "✗ 乙" in ran.out
    assert "path" in ran.out
    assert "配置里有：甲、乙" in baoxiao("ingest", "丙").complaint


def test_a_file_that_is_no_page_is_told_once(baoxiao: Call, papers: Path) -> None:
    (papers / "papers" / "读我.txt").write_text("不是版面", "utf-8")
    settle([papers / "papers" / "读我.txt"])
    ran = baoxiao("ingest")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("读我.txt看不出是哪一天的报纸") == 1
    assert "新稿件" in ran.out


def test_status(baoxiao: Call, archive: Path) -> None:
    people = baoxiao("status")
    assert (people.status, people.err) == (0, "")
    assert "2026-06-10" in people.out
    assert "正常" in people.out
    machine = json.loads(baoxiao("status", "--json").out)
    assert (machine["issues"], machine["subscriptions"]) == (3, 0)
    assert machine["articles"] == machine["unmatched"] > 60
    assert machine["sources"][0]["last_error"] == ""


def test_the_doctor_finds_all_well(baoxiao: Call, archive: Path) -> None:
    ran = baoxiao("doctor")
    assert (ran.status, ran.err) == (0, "")
    assert "✗" not in ran.out
    for words in ("配置", "完好", "商都日报", "没有 Telegram 令牌：用终端聊天"):
        assert words in ran.out


def test_the_doctor_says_how_to_mend(baoxiao: Call, archive: Path) -> None:
    shutil.rmtree(archive / "papers")
    (archive / "token").write_text("", "utf-8")
    with (archive / "config.toml").open("a", encoding="utf-8") as config:
        config.write('[telegram]\ntoken_file = "token"\n')
    ran = baoxiao("doctor")
    assert ran.status == 1
    assert "✗ 来源 商都日报" in ran.out
    assert "请检查 path" in ran.out
    assert "是空的：请把 @BotFather 给出的令牌写在第一行" in ran.out
    assert "✓ 数据库" in ran.out


def test_the_doctor_looks_into_a_damaged_database(baoxiao: Call, archive: Path) -> None:
    file = archive / "baoxiao.db"
    raw = bytearray(file.read_bytes())
    raw[40_000:120_000] = b"\x55" * 80_000
    file.write_bytes(raw)
    ran = baoxiao("doctor")
    assert ran.status == 1
    assert "损坏" in ran.out
    assert "restore" in ran.out


def test_sources(baoxiao: Call, archive: Path) -> None:
    assert "商都日报" in baoxiao("sources").out
    assert json.loads(baoxiao("sources", "--json").out)["kind"] == "folder"
    before = (archive / "baoxiao.db").read_bytes()
    tried = baoxiao("sources", "test", "商都日报")
    assert tried.status == 0
    assert "商都日报 2026-06-10：" in tried.out
    rows = [json.loads(line) for line in baoxiao("sources", "test", "商都日报", "--json").out.splitlines()]
    assert {row["day"] for row in rows} == {"2026-06-08", "2026-06-09", "2026-06-10"}
    assert "有：商都日报" in baoxiao("sources", "test", "火星报").complaint
    assert (archive / "baoxiao.db").read_bytes() == before, "a trial keeps nothing"


def test_try(baoxiao: Call, archive: Path) -> None:
    ran = baoxiao("try", "高温", "--days", "36500")
    assert (ran.status, ran.err) == (0, "")
    assert "意思是：含有「高温」" in ran.out
    assert "高温橙色预警发布" in ran.out
    assert "判断：" in ran.out
    assert ran.out.count("意思是") == 1
    rows = [json.loads(line) for line in baoxiao("try", "高温", "--days", "36500", "--json").out.splitlines()]
    assert len(rows) >= 3
    assert set(rows[0]) == {"article", "day", "paper", "page", "headline", "finding"}
    assert "没有命中过" in baoxiao("try", "火星移民").out
    assert baoxiao("try", "火星移民", "--json").out == ""


def test_a_digest_is_printed_and_not_sent(baoxiao: Call, archive: Path) -> None:
    assert "还没有人订阅" in baoxiao("digest").out
    baoxiao("chat", said="/sub 龙舟\n")
    ran = baoxiao("digest", "--day", "2026-06-10")
    assert ran.status == 0
    assert "报晓 · 6月10日 星期三" in ran.out
    assert "龙舟竞渡等你来助威" in ran.out
    assert baoxiao("digest", "--day", "2026-06-10").out == ran.out
    one = baoxiao("digest", "--to", "terminal:local", "--day", "2026-06-10")
    assert one.out == ran.out
    assert "terminal:local" in baoxiao("digest", "--to", "telegram:1").complaint
    assert "telegram:数字" in baoxiao("digest", "--to", "小明").complaint
    assert json.loads(baoxiao("status", "--json").out)["outbox"]["due"] == 0


def test_a_piped_chat_reads_as_a_conversation(baoxiao: Call, archive: Path) -> None:
    ran = baoxiao("chat", said="/sub 停车\n1\n\n   \n/list")
    assert (ran.status, ran.err) == (0, "")
    for words in ("› /sub 停车", "✅ 已订阅（1）停车", "› 1", "改为：即时", "› /list", "1. 停车 · 即时"):
        assert words in ran.out
    assert ran.out.count("›") == 3
    assert "1. 停车 · 即时" in baoxiao("chat", said="/list").out, "the next session knows it"


def test_backup_and_restore_bring_everything_back(baoxiao: Call, archive: Path) -> None:
    baoxiao("chat", said="/sub 停车\n")
    saved = baoxiao("backup", "copy.db")
    assert (saved.status, saved.out) == (0, "已备份到 copy.db\n")
    baoxiao("chat", said="/unsub 1\n")
    back = baoxiao("restore", "copy.db")
    assert back.status == 0
    assert "原来的留在" in back.out
    assert "1. 停车" in baoxiao("chat", said="/list").out
    kept = next(archive.glob("baoxiao.db.before-restore-*"))
    assert kept.stat().st_size > 100_000


def test_a_backup_overwrites_nothing(baoxiao: Call, archive: Path) -> None:
    (archive / "there.db").write_text("mine", "utf-8")
    assert "没有覆盖" in baoxiao("backup", "there.db").complaint
    assert (archive / "there.db").read_text("utf-8") == "mine"
    assert "请先建立它" in baoxiao("backup", "none/there.db").complaint


def foreign(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE x (a)")
    connection.close()


def newer(file: Path) -> None:
    shutil.copy(file.parent / "baoxiao.db", file)
    with sqlite3.connect(file) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('bot', 'm999_later', '2030')"
        )
    connection.close()


def damaged(file: Path) -> None:
    raw = (file.parent / "baoxiao.db").read_bytes()
    file.write_bytes(raw[:40_000] + b"\x55" * 80_000 + raw[120_000:])


def text(file: Path) -> None:
    file.write_text("这不是数据库", "utf-8")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (foreign, "别的程序的数据库"),
        (newer, "更新版本的报晓"),
        (damaged, "损坏"),
        (text, "不是 SQLite 数据库"),
        (lambda file: None, "不存在"),
    ],
    ids=["foreign", "newer", "damaged", "text", "missing"],
)
def test_a_restore_refuses_what_is_no_good_backup(baoxiao: Call, archive: Path, make: object, says: str) -> None:
    assert callable(make)
    make(archive / "copy.db")
    before = (archive / "baoxiao.db").read_bytes()
    ran = baoxiao("restore", "copy.db")
    assert ran.status == 1
    assert says in ran.complaint
    assert (archive / "baoxiao.db").read_bytes() == before


def test_nothing_is_copied_that_is_not_there(baoxiao: Call, tmp_path: Path) -> None:
    assert "先运行 baoxiao ingest" in baoxiao("backup", "copy.db").complaint
    assert "先运行 baoxiao ingest" in baoxiao("status").complaint
    assert list(tmp_path.glob("*.db")) == []


def test_ingest_shows_no_bar_in_a_pipe(tmp_path: Path) -> None:
    shutil.copytree(PAPERS / "商都日报" / "2026-06-09", tmp_path / "papers" / "2026-06-09")
    settle((tmp_path / "papers").rglob("*.txt"))
    configure(tmp_path)
    ran = shell("baoxiao ingest", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("✓ 商都日报：1 期")
