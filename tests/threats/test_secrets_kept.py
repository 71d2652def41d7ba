"""The token is in no output: not in messages, the log, the database and its files, figures, notices, tables.

What the logging and the texts of errors do with it: tests/channels/test_secrets.py.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.ledger import Concern
from bot.metrics import exposition
from bot.model import Address, Delivery, Lane, Message
from bot.notices import Notices
from bot.styled import Styled
from threats.conftest import OTHER, PERSON, TOKEN, Town
from watchers.codec import to_json

FORMS = [form.encode() for form in (TOKEN, TOKEN.partition(":")[2], quote(TOKEN, safe=""), quote(TOKEN).lower())]
FAULTS: list[dict[str, Any]] = [
    {"kind": "reset"},
    {"kind": "garbage"},
    {"kind": "html502"},
    {"kind": "truncate"},
    {"kind": "status", "code": 400, "description": f"Bad Request: https://api.telegram.org/bot{TOKEN}/sendMessage"},
    {"kind": "status", "code": 500, "description": f"{quote(TOKEN, safe='')} is in an answer"},
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.get("code", fault["kind"])))
def test_no_fault_leaves_the_token_anywhere(
    town: Town, tg: Any, tmp_path: Path, fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Also when an answer of the server holds it, as a proxy's page of errors does."""
    caplog.set_level(logging.DEBUG, "bot")
    operator = Address("telegram", str(OTHER))
    town.says("/sub 渡口 @即时")
    town.says("/start", OTHER)
    town.lives()
    tg.fault(method="sendMessage", chat_id=PERSON, times=2, **fault)
    town.prints("渡口恢复开航")
    refused = Delivery(
        key="x", address=Address("telegram", "nobody"), lane=Lane.ALERT, message=Message(body=Styled("x")),
        due_at=town.house.hands(),
    )  # fmt: skip
    town.house.desk.outbox.add([refused])
    town.lives()
    notices = Notices(town.house.desk, town.house.news, town.house.clock, [operator], "zh-Hans")
    notices.add(Concern.BACKUP, "backup", "notice.backup.failing", error="磁盘已满")
    notices.look()
    notices.tell()
    town.says("/history")
    town.lives()
    said = [*town.told(), *town.told(OTHER), *(record.getMessage() for record in caplog.records if is_ours(record))]
    said += [exposition(town.house.health()), *map(to_json, town.house.desk.history.deliveries())]
    said += town.house.database.conn.iterdump()
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert len(kept) > 1
    assert any("渡口恢复开航" in text for text in said)
    leaks = [whole for whole in [*(text.encode() for text in said), *kept] if any(form in whole for form in FORMS)]
    assert leaks == []


def is_ours(record: logging.LogRecord) -> bool:
    """The library's own lines at DEBUG pass a redacting formatter before anybody reads them."""
    return record.name.startswith(("bot", "watchers"))
