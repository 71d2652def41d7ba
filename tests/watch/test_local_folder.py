"""The folder adapter keeps the contract, and what only a file system can do to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contracts.folder import FolderContract, write
from watchers.errors import FetchError
from watchers.folder import LocalFolder

unprivileged = pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")


class TestLocalFolder(FolderContract):
    @pytest.fixture
    def folder(self) -> LocalFolder:
        return LocalFolder()


def test_names_in_gbk_are_told_not_listed(tmp_path: Path) -> None:
    write(tmp_path / "01.txt", "字")
    Path(os.fsdecode(os.fsencode(tmp_path) + "/第02版.txt".encode("gbk"))).write_text("字", "utf-8")
    listing = LocalFolder().listing(str(tmp_path))
    assert [file.name for file in listing.files] == ["01.txt"]
    assert "第02版.txt" in listing.notes[0]
    assert "请改名" in listing.notes[0]


def test_a_time_before_all_times(tmp_path: Path) -> None:
    write(tmp_path / "01.txt", "字")
    os.utime(tmp_path / "01.txt", (-5_000_000_000, -5_000_000_000))
    assert LocalFolder().listing(str(tmp_path)).files[0].changed_at.year < 1970


@unprivileged
def test_a_forbidden_folder_inside_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a/01.txt", "字")
    write(tmp_path / "b/01.txt", "字")
    (tmp_path / "b").chmod(0)
    listing = LocalFolder().listing(str(tmp_path))
    (tmp_path / "b").chmod(0o700)
    assert [file.name for file in listing.files] == ["a/01.txt"]
    assert "没有权限" in listing.notes[0]


@unprivileged
def test_a_forbidden_folder(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir(mode=0)
    with pytest.raises(FetchError, match="读取权限"):
        LocalFolder().listing(str(tmp_path / "papers"))


def test_what_the_system_refuses_inside_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a/01.txt", "字")
    write(tmp_path / "b/01.txt", "字")
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = LocalFolder().listing(str(tmp_path))
    assert [file.name for file in listing.files] == ["a/01.txt"]
    assert listing.notes == ("读不了 b（没有权限），其余照读：请给运行报晓的用户读取权限。",)
