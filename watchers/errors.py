"""What can go wrong on the news side. Every message is one sentence that says what to do."""

from __future__ import annotations


class BaoxiaoError(Exception):
    """The root of everything that 报晓 raises on purpose; its text is fit for the operator to read."""


class ConfigError(BaoxiaoError):
    """The configuration cannot be used as it is."""


class FetchError(BaoxiaoError):
    """The source could not be reached or its bytes not be taken."""


class ParseError(BaoxiaoError):
    """The bytes came but are not what they should be."""


class StoreError(BaoxiaoError):
    """The database cannot be opened, is not ours, is newer than this program, or is locked."""


class BusyError(StoreError):
    """Another process holds the database longer than we wait."""
