"""What can go wrong on the news side. Every message is one sentence that says what to do."""

from __future__ import annotations

import errno
from datetime import timedelta


class BaoxiaoError(Exception):
    """The root of everything that 报晓 raises on purpose; its text is fit for the operator to read."""


class ConfigError(BaoxiaoError):
    """The configuration cannot be used as it is."""


class FetchError(BaoxiaoError):
    """The source could not be reached or its bytes not be taken."""


class MissingError(FetchError):
    """There is nothing at that address: not yet, or no more."""


class LaterError(FetchError):
    """The source asks to be left alone for a while: `after` says how long."""

    def __init__(self, message: str, after: timedelta) -> None:
        super().__init__(message)
        self.after = after


class ParseError(BaoxiaoError):
    """The bytes came but are not what they should be."""


class LayoutError(ParseError):
    """The page came but no longer looks the way this watcher reads it: the site was made anew, or asks to log in."""


class StoreError(BaoxiaoError):
    """The database cannot be opened, is not ours, is newer than this program, or is locked."""


class TroubleError(StoreError):
    """What the database stands on fails: full, read-only, disk error, damage. No fault of ours, and it may pass."""


class BusyError(TroubleError):
    """Another process holds the database longer than we wait."""


_REFUSALS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘出错",
}


def refusal(wrong: OSError) -> str:
    """Why the system refused a file, in Chinese for what happens to people, else as the system says it."""
    return _REFUSALS.get(wrong.errno or 0) or wrong.strerror or type(wrong).__name__
