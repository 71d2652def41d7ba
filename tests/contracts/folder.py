"""The contract of Folder, for implementations on a file system."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchers.errors import FetchError
from watchers.ports import Folder


class FolderContract:
    """Needs the fixture `folder`; `tmp_path` is the place."""

    def test_lists_what_lies_below_with_slashes_and_in_order(self, folder: Folder, tmp_path: Path) -> None:
        for name in ("晚报/2026-05-11/02.txt", "2026-05-11/10.txt", "2026-05-11/01.txt"):
            write(tmp_path / name, "字")
        listing = folder.listing(str(tmp_path))
        assert [file.name for file in listing.files] == [
            "2026-05-11/01.txt",
            "2026-05-11/10.txt",
            "晚报/2026-05-11/02.txt",
        ]
        assert {file.size for file in listing.files} == {3}
        assert listing.notes == ()

    @pytest.mark.parametrize("name", [".hidden.txt", ".git/01.txt", "01.txt~", "01.txt.part", "a.TMP", "b.crdownload"])
    def test_leaves_out_what_is_hidden_or_half_written(self, folder: Folder, tmp_path: Path, name: str) -> None:
        write(tmp_path / name, "字")
        assert folder.listing(str(tmp_path)).files == ()

    def test_reads_what_it_listed(self, folder: Folder, tmp_path: Path) -> None:
        write(tmp_path / "2026-05-11/01.txt", "早")
        assert folder.read(str(tmp_path), "2026-05-11/01.txt", 3) == "早".encode()
        with pytest.raises(FetchError, match="超过"):
            folder.read(str(tmp_path), "2026-05-11/01.txt", 2)

    @pytest.mark.parametrize(
        "name", ["../secret.txt", "a/../../secret.txt", "/etc/hostname", "", ".", "x\0y", "no.txt"]
    )
    def test_never_reads_outside(self, folder: Folder, tmp_path: Path, name: str) -> None:
        write(tmp_path / "secret.txt", "密")
        write(tmp_path / "papers/a/01.txt", "字")
        with pytest.raises(FetchError):
            folder.read(str(tmp_path / "papers"), name, 100)

    def test_follows_links_only_inside(self, folder: Folder, tmp_path: Path) -> None:
        write(tmp_path / "secret/01.txt", "密")
        write(tmp_path / "papers/2026-05-11/01.txt", "字")
        papers = tmp_path / "papers"
        (papers / "out").symlink_to(tmp_path / "secret")
        (papers / "leak.txt").symlink_to(tmp_path / "secret/01.txt")
        (papers / "loop").symlink_to(papers)
        (papers / "self.txt").symlink_to(papers / "self.txt")
        (papers / "today").symlink_to(papers / "2026-05-11")
        assert [file.name for file in folder.listing(str(papers)).files] == ["2026-05-11/01.txt", "today/01.txt"]
        for name in ("out/01.txt", "leak.txt", "self.txt"):
            with pytest.raises(FetchError):
                folder.read(str(papers), name, 100)

    def test_says_what_to_do_when_the_folder_is_missing(self, folder: Folder, tmp_path: Path) -> None:
        write(tmp_path / "file", "字")
        with pytest.raises(FetchError, match="不存在：请"):
            folder.listing(str(tmp_path / "nowhere"))
        with pytest.raises(FetchError, match="不是文件夹：请"):
            folder.listing(str(tmp_path / "file"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
