"""What the operator sees and does: deliveries, dead letters, status, doctor, permissions of what holds the token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.deliveries import LANES, STATES
from bot.configured import configuration
from bot.model import Address, Dead, Delivery, Lane, Message, Outcome, Sent, State, Uncertain
from bot.outbox import decide
from bot.ports import Desk
from bot.styled import Styled
from bot.wiring import open_house
from commands.conftest import Call, configure

LI, ANN = Address("telegram", "42"), Address("telegram", "43")
TOKEN = "123456:TEST-token_0123456789abcdefghijklm"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database in which one message was sent after a doubt, one was refused, and one waits."""
    configure(tmp_path, '[digest]\nat = "07:30"\n')
    now = datetime.now(UTC) - timedelta(seconds=30)
    with open_house(configuration(tmp_path / "config.toml")) as house:
        rows = [
            Delivery(key=key, address=to, lane=lane, message=Message(body=Styled(key)), due_at=now)
            for key, to, lane in (
                ("渡口开了", LI, Lane.ALERT), ("回答", ANN, Lane.REPLY), ("日报", Address("other", "1"), Lane.DIGEST)
            )
        ]  # fmt: skip
        house.desk.outbox.add(rows)
        call(house.desk, now, [Uncertain("reset"), Dead("BadRequest: no <words>")])
        call(house.desk, now + timedelta(seconds=20), [Sent("77")])
    return tmp_path


def call(desk: Desk, now: datetime, outcomes: Sequence[Outcome]) -> None:
    """Claim what is due on Telegram and let it end so, in the order of addresses."""
    claimed = desk.outbox.claim(now, timedelta(minutes=1), 9, {"telegram"})
    desk.history.began(claimed, now)
    for one, outcome in zip(sorted(claimed, key=lambda d: d.address.to), outcomes, strict=True):
        desk.history.ended(one, outcome, now)
        desk.outbox.settle(decide(one, outcome, now), now, "77" if isinstance(outcome, Sent) else "")


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_deliveries_for_people(baoxiao: Call, folder: Path) -> None:
    ran = baoxiao("deliveries")
    assert (ran.status, ran.err) == (0, "")
    for words in ("渡口开了", "已发", "发不出", "待发", "telegram:43"):
        assert words in ran.out


def test_deliveries_for_machines(baoxiao: Call, folder: Path) -> None:
    found = lines(baoxiao("deliveries", "--json").out)
    assert [one["state"] for one in found] == ["due", "dead", "sent"]
    (sent,) = lines(baoxiao("deliveries", "--json", "--to", "telegram:42").out)
    assert (sent["text"], sent["message_id"], sent["lane"], sent["doubts"]) == ("渡口开了", "77", "alert", 1)
    attempts = sent["attempts"]
    assert isinstance(attempts, list)
    assert [(one["number"], one["ending"], one["error"]) for one in attempts] == [
        (1, "uncertain", "reset"), (2, "sent", ""),
    ]  # fmt: skip
    assert len(lines(baoxiao("deliveries", "--json", "--state", "dead").out)) == 1


def test_a_dead_letter_goes_out_again(baoxiao: Call, folder: Path) -> None:
    (dead,) = lines(baoxiao("deliveries", "--json", "--state", "dead").out)
    ran = baoxiao("deliveries", "--replay", str(dead["id"]))
    assert (ran.status, ran.err) == (0, "")
    assert "重新排队" in ran.out
    assert baoxiao("deliveries", "--json", "--state", "dead").out == ""
    ran = baoxiao("deliveries", "--replay", str(dead["id"]), "999")
    assert ran.status == 1
    assert "不是发不出的消息" in ran.complaint


@pytest.mark.parametrize("words", [["--state", "lost"], ["--replay"], ["--replay", "x"]])
def test_wrong_usage(baoxiao: Call, folder: Path, words: list[str]) -> None:
    assert baoxiao("deliveries", *words).status == 2


def test_an_address_that_is_none(baoxiao: Call, folder: Path) -> None:
    assert "--to 应是地址" in baoxiao("deliveries", "--to", "somebody").complaint


def test_status_tells_how_the_sending_goes(baoxiao: Call, folder: Path) -> None:
    machine = json.loads(baoxiao("status", "--json").out)
    assert machine["queue"] == {"digest": 1}
    assert machine["late_seconds"] >= 29
    assert machine["sent"] == {"minute": 1, "hour": 1, "day": 1}
    assert machine["error_rate"] == pytest.approx(2 / 3)
    assert machine["last_error"] in ("reset", "BadRequest: no <words>")
    assert (machine["dead"], machine["outbox"]["dead"], machine["last_backup"]) == (1, 1, None)
    people = baoxiao("status").out
    for words in ("日报 1", "66.7%", "1 条，见 baoxiao deliveries", "还没有"):
        assert words in people


def test_the_last_backup_is_shown(baoxiao: Call, folder: Path) -> None:
    (folder / "backups").mkdir()
    (folder / "backups" / "baoxiao-20260510T203000Z.db").touch()
    assert json.loads(baoxiao("status", "--json").out)["last_backup"] == "2026-05-10T20:30:00Z"
    assert "2026-05-11 04:30" in baoxiao("status").out
    configure(folder, '[store]\nbackups = ""\n')
    assert "没有打开" in baoxiao("status").out


def test_the_doctor_names_what_the_operator_must_mend(baoxiao: Call, folder: Path) -> None:
    (folder / "backups").mkdir()
    (folder / "backups" / "baoxiao-20200101T000000Z.db").touch()
    ran = baoxiao("doctor")
    assert ran.status == 1
    assert "✗ 发不出的消息 1 条" in ran.out
    assert "已经旧了" in ran.out


@pytest.mark.parametrize(("mode", "warned"), [(0o644, True), (0o600, False)])
def test_a_configuration_with_the_token_is_for_nobody_else(
    baoxiao: Call, folder: Path, mode: int, warned: bool
) -> None:
    file = configure(folder, f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "http://127.0.0.1:9/bot"\n')
    file.chmod(mode)
    ran = baoxiao("doctor")
    assert (f"chmod 600 {file}" in ran.out) is warned
    assert TOKEN.partition(":")[2] not in ran.out + ran.err


def test_states_and_lanes_have_names() -> None:
    assert set(STATES) == set(State)
    assert len(LANES) == len(Lane)
