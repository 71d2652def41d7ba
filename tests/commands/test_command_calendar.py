"""`baoxiao calendar`: a file that can be fetched at any moment."""

from __future__ import annotations

from pathlib import Path

from commands.conftest import Call

FILE = "me.ics"


def asked(baoxiao: Call, folder: Path) -> None:
    """Somebody who wants to hear of regattas, at a time when the sample issues are long past."""
    (folder / "config.toml").write_text("")
    baoxiao("chat", said="/sub 龙舟\n")


def test_it_writes_the_file_anew(baoxiao: Call, tmp_path: Path) -> None:
    asked(baoxiao, tmp_path)
    (tmp_path / FILE).write_text("old")
    ran = baoxiao("calendar", "--to", "terminal:local", FILE)
    assert ran.status == 0, ran.err
    assert "0 件事" in ran.out
    written = (tmp_path / FILE).read_bytes()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".ics"] == [FILE]


def test_nobody_of_that_name(baoxiao: Call, tmp_path: Path) -> None:
    asked(baoxiao, tmp_path)
    assert "terminal:local" in baoxiao("calendar", "--to", "telegram:7", FILE).complaint
    assert "不是地址" in baoxiao("calendar", "--to", "7", FILE).complaint
    assert baoxiao("calendar", FILE).status == 2


def test_a_folder_that_is_not_there(baoxiao: Call, tmp_path: Path) -> None:
    asked(baoxiao, tmp_path)
    assert "nowhere" in baoxiao("calendar", "--to", "terminal:local", f"nowhere/{FILE}").complaint
