"""What is promised: exit statuses, JSON lines with these fields and no others, help that answers at once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.commands.line import COMMANDS
from bot.config import bot_config
from bot.configured import configuration
from commands.conftest import PAPERS, ROOT, Call, shell
from watchers.config import news_config

PAGE = PAPERS / "商都日报" / "2026-06-09" / "01.txt"
HEAVY = ("jieba", "telegram", "httpx", "apscheduler", "sqlite_utils", "rich", "msgspec", "feedparser")

READ_FIELDS = {
    "file": str, "day": str, "page": str, "order": int, "kicker": str, "headline": str, "subhead": str, "column": str,
    "byline": str, "reporters": list, "correspondents": list, "dateline": str, "jump_to": int, "jump_from": int,
    "body": str, "captions": list, "topics": list, "places": list, "documents": list, "deadlines": list,
    "amounts": list, "forecast": list, "programmes": list,
    "deadline_details": list, "amount_details": list, "financing": list, "events": list, "organisations": list,
    "phones": list, "short_forms": list, "place_paths": list, "topic_reasons": list,
    "summary": str, "keywords": list, "minutes": int,
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(baoxiao: Call, command: str) -> None:
    ran = baoxiao(command, "--help")
    assert ran.status == 0
    assert COMMANDS[command][:12] in ran.out
    assert "usage" not in ran.out
    assert not ran.err


def test_the_help_names_every_command(baoxiao: Call) -> None:
    ran = baoxiao("--help")
    assert ran.status == 0
    assert all(re.search(rf"\n    {name}\s", ran.out) for name in COMMANDS)


def test_the_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom bot.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "缺少 命令"),
        ("ingst", "是不是 ingest"),
        ("read", "缺少 FILE"),
        ("read --day 3 x", "日期要写成 2026-06-10"),
        ("read --jsno x", "不认识 --jsno"),
        ("match --articles x", "缺少 --subscriptions"),
        ("try", "缺少 式"),
        ("try 高温 --days 0", "1 到 36500"),
        ("try 高温 --days ٣", "1 到 36500"),
        ("status --config", "--config 后面要写上值"),
        ("sources test", "baoxiao sources test 名字"),
        ("sources list x", "baoxiao sources test 名字"),
        ("sources lst", "是不是 list"),
        ("backup", "缺少 FILE"),
    ],
)
def test_wrong_usage_is_status_2_and_one_sentence(baoxiao: Call, line: str, says: str) -> None:
    ran = baoxiao(*line.split())
    assert ran.status == 2
    assert says in ran.complaint
    assert "--help" in ran.complaint
    assert not ran.out


def test_read_gives_the_promised_fields_and_no_others(baoxiao: Call) -> None:
    ran = baoxiao("read", PAGE, "--json")
    assert (ran.status, ran.err) == (0, "")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert len(rows) >= 4
    for order, row in enumerate(rows, 1):
        assert set(row) == set(READ_FIELDS)
        assert all(row[key] is None or isinstance(row[key], kind) for key, kind in READ_FIELDS.items())
        assert all(row[key] is not None for key in READ_FIELDS if not key.startswith("jump_"))
        assert (row["file"], row["day"], row["page"], row["order"]) == (str(PAGE), "2026-06-09", "1", order)


def test_read_gives_facts_in_the_promised_form(baoxiao: Call) -> None:
    ran = baoxiao("read", PAPERS / "商都日报" / "2026-06-10", PAPERS / "商都日报" / "2026-06-08", "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert {row["day"] for row in rows} == {"2026-06-08", "2026-06-10"}
    forecast = [day for row in rows for day in row["forecast"]]
    deadlines = [one for row in rows for one in row["deadlines"]]
    amounts = [one for row in rows for one in row["amounts"]]
    assert {"date": "2026-06-10", "text": "晴间多云", "wind": "南风3级", "low": 26, "high": 38} in forecast
    assert all(set(day) == {"date", "text", "wind", "low", "high"} for day in forecast)
    assert deadlines
    assert all(set(one) == {"date", "what"} for one in deadlines)
    assert amounts
    assert all(set(one) == {"text", "cny"} and isinstance(one["cny"], int) for one in amounts)
    assert any("financing" in row["topics"] for row in rows)


def test_read_says_the_rest_of_a_fact_under_a_key_of_its_own(baoxiao: Call) -> None:
    ran = baoxiao("read", PAPERS / "商都日报" / "2026-06-09", "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    (deadline,) = [one for row in rows for one in row["deadline_details"] if one["what"] == "企业参展报名"]
    assert set(deadline) == {"date", "what", "words", "time", "first", "counted"}
    amount = next(one for row in rows for one in row["amount_details"] if one["cny"] == 450_000)
    assert (amount["of"], amount["bound"]) == ("年薪", "upto")
    fair = next(one for row in rows for one in row["events"] if one["what"].endswith("招聘活动"))
    assert (fair["first"], fair["last"], fair["time"]) == ("2026-06-20", "2026-06-20", "9时至16时")
    assert any(path.endswith("/中牟县/雁鸣湖镇") for row in rows for path in row["place_paths"])
    reason = next(one for row in rows for one in row["topic_reasons"] if one["name"] == "weather")
    assert 0 < reason["score"] <= 1
    assert reason["words"]
    assert all([one["name"] for one in row["topic_reasons"]] == row["topics"] for row in rows)


def test_read_for_people_is_no_json(baoxiao: Call) -> None:
    ran = baoxiao("read", PAGE)
    assert ran.status == 0
    assert "停车有了“新规矩”" in ran.out
    assert "{" not in ran.out


def test_the_day_of_a_page_can_be_given(baoxiao: Call, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.read_bytes())
    ran = baoxiao("read", tmp_path / "page.txt", "--day", "2025-01-02", "--json")
    assert {json.loads(line)["day"] for line in ran.out.splitlines()} == {"2025-01-02"}


def test_match_points_at_the_words_in_the_field_as_given(baoxiao: Call, tmp_path: Path) -> None:
    subscriptions: list[dict[str, Any]] = [
        {"id": "s1", "query": "高温"},
        {"id": 2, "query": "融资 (小微、中小微企业) -招聘"},
        {"id": "s3", "query": "动车"},
    ]
    articles: list[dict[str, Any]] = [
        {"id": "a1", "title": "高温橙色预警发布", "body": "市气象台发布高温橙色预警。\n高温天少出门。", "kicker": ""},
        {"id": 7, "title": "银行上门", "body": "中小微企业融资难，银行上门服务小微企业融资。", "day": "2026-06-09"},
        {"id": "a3", "title": "机动车限行", "body": "机动车尾号限行照旧。", "unknown": {"x": 1}},
        {"id": "a4", "headline": "高温", "body": ""},
    ]
    files = [tmp_path / "s.jsonl", tmp_path / "a.jsonl"]
    for file, rows in zip(files, (subscriptions, articles), strict=True):
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    ran = baoxiao("match", "--subscriptions", files[0], "--articles", files[1], "--json")
    assert (ran.status, ran.err) == (0, "")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert {(row["subscription"], row["article"]) for row in found} == {("s1", "a1"), (2, 7), ("s1", "a4")}
    given = {row["id"]: row for row in articles}
    for row in found:
        assert set(row) == {"subscription", "article", "strength", "score", "hits"}
        assert row["strength"] in ("strong", "weak")
        assert 0 <= row["score"] <= 1
        assert row["hits"]
        for hit in row["hits"]:
            assert set(hit) == {"term", "field", "start", "end"}
            assert given[row["article"]][hit["field"]][hit["start"] : hit["end"]] == hit["term"]
    assert {hit["field"] for row in found if row["article"] == "a4" for hit in row["hits"]} == {"headline"}


def test_match_for_people_is_a_line_each(baoxiao: Call, tmp_path: Path) -> None:
    (tmp_path / "s").write_text('{"id": "甲", "query": "高温"}', "utf-8")
    (tmp_path / "a").write_text('{"id": "乙", "title": "高温来了", "body": "热。"}', "utf-8")
    ran = baoxiao("match", "--subscriptions", "s", "--articles", "a")
    assert (ran.status, ran.err) == (0, "")
    assert "甲 × 乙" in ran.out


def test_the_program_runs_from_the_shell(tmp_path: Path) -> None:
    ran = shell('baoxiao read "$1" --json | wc -l; baoxiao foo; echo $?', tmp_path, PAGE)
    count, status = ran.stdout.split()
    assert int(count) >= 4
    assert status == "2"


def test_the_example_configuration_shows_the_defaults(baoxiao: Call) -> None:
    example = ROOT / "config.example.toml"
    written, nothing = configuration(example), bot_config({}, example)
    assert written.bot == nothing
    assert written.news.path == news_config({}, example).path
    assert [source.name for source in written.news.sources] == ["商都日报"]
    assert baoxiao("sources", "test", "商都日报", "--config", example).status == 0


@pytest.mark.slow
def test_the_demo_tells_its_story(tmp_path: Path) -> None:
    ran = shell("baoxiao demo", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    for words in ("已订阅（3）#征求意见", "即时提醒 · 「#天气预警」", "报晓 · 6月10日 星期三", "今日要办"):
        assert words in ran.stdout
    assert list(tmp_path.iterdir()) == [], "nothing is kept"
