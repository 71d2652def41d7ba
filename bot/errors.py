"""What can go wrong on the chat side; the same tree as the news side's."""

from __future__ import annotations

from watchers.errors import BaoxiaoError


class QueryError(BaoxiaoError):
    """A query that cannot be understood. `code` names the sentence in `texts` ("query." + code), `at` the character.

    `details` fill the sentence. The text of the exception itself is Chinese, for places without a language.
    """

    def __init__(self, code: str, at: int, message: str, **details: str) -> None:
        super().__init__(message)
        self.code, self.at, self.details = code, at, details


class ChannelError(BaoxiaoError):
    """The channel as a whole does not work: a wrong token, another process polling, no network at start."""


class UnansweredError(BaoxiaoError):
    """The channel could not be asked just now: what it would have said is unknown, and no more than that."""


class ModelError(BaoxiaoError):
    """The language model cannot be had or does not answer as it should; what it was asked for goes on without it."""
