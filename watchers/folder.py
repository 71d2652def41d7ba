"""A folder on this machine, as the watcher of newspapers sees it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from watchers.errors import FetchError, refusal
from watchers.ports import Listed, Listing

# What browsers, rsync, scp and editors call a file that is not finished yet.
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".swp", "~")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LocalFolder:
    """The Folder port on a file system. Never leaves the folder, neither through `..` nor through a link."""

    def listing(self, location: str) -> Listing:
        root = _root(location)
        walk = _Walk(root)
        try:
            walk.down(root, (root,))
        except OSError as wrong:
            raise FetchError(f"读不了文件夹 {location}（{refusal(wrong)}）：请给运行报晓的用户读取权限。") from wrong
        return Listing(files=tuple(sorted(walk.files, key=lambda listed: listed.name)), notes=tuple(walk.notes))

    def read(self, location: str, name: str, limit: int) -> bytes:
        path = _inside(_root(location), name)
        try:
            with path.open("rb") as file:
                raw = file.read(limit + 1)
        except OSError as wrong:
            raise FetchError(f"读不了 {name}（{refusal(wrong)}）：请检查文件是否还在、是否有读取权限。") from wrong
        if len(raw) > limit:
            raise FetchError(f"{name} 超过 {limit} 字节，没有读：请拆成一版一个文件。")
        return raw


class _Walk:
    """One walk through a folder, collecting what it meets. Only links are resolved: that is slow, and they are few."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[Listed] = []
        self.notes: list[str] = []

    def down(self, folder: Path, above: tuple[Path, ...]) -> None:
        """List below `folder`; `above` are the real folders on the way, so that a link to one of them ends the walk."""
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if not entry.name.startswith(".") and not entry.name.lower().endswith(UNFINISHED):
                    self._meet(entry, above)

    def _meet(self, entry: os.DirEntry[str], above: tuple[Path, ...]) -> None:
        path = Path(entry.path)
        shown = _shown(path.relative_to(self.root))
        try:
            real = self._real(entry, above[-1])
            if real and entry.is_dir() and real not in above:
                self.down(path, (*above, real))
            elif real and entry.is_file():
                self._list(path, shown)
        except FileNotFoundError:
            return  # taken away since its name was read: it is simply no longer there
        except OSError as wrong:
            self.notes.append(f"读不了 {shown}（{refusal(wrong)}），其余照读：请给运行报晓的用户读取权限。")

    def _real(self, entry: os.DirEntry[str], folder: Path) -> Path | None:
        """Where the entry really lies; None when that is outside, or nowhere."""
        if not entry.is_symlink():
            return folder / entry.name
        try:
            real = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):  # nowhere, or a ring of links
            return None
        return real if real.is_relative_to(self.root) else None

    def _list(self, path: Path, shown: str) -> None:
        name = path.relative_to(self.root).as_posix()
        if name != shown:
            # Archives made on Chinese Windows carry GBK names; as text such a name can be neither stored nor shown.
            self.notes.append(f"文件名 {shown} 不是 UTF-8 编码，没有读：请改名，例如 01.txt。")
            return
        state = path.stat()
        self.files.append(Listed(name=name, size=state.st_size, changed_at=_instant(state.st_mtime_ns)))


def _root(location: str) -> Path:
    root = Path(location)
    if not root.exists():
        raise FetchError(f"文件夹 {location} 不存在：请建立它，或改正配置里的 path。")
    if not root.is_dir():
        raise FetchError(f"{location} 不是文件夹：请把配置里的 path 改为放报纸的文件夹。")
    return root.resolve()


def _inside(root: Path, name: str) -> Path:
    try:
        path = (root / name).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    except (OSError, RuntimeError, ValueError):  # a ring of links, a zero byte in the name
        pass
    raise FetchError(f"{name!r} 不是文件夹 {root} 里的文件，没有读：请检查它是否还在。")


def _shown(path: Path) -> str:
    """The name as people read it: undecodable bytes taken for GB18030, which is what they are."""
    raw = os.fsencode(path.as_posix())
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _instant(nanoseconds: int) -> datetime:
    try:
        return EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return EPOCH  # a broken clock once wrote this file; its size still tells when it changes
