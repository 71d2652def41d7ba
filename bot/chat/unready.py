"""What an answer needs and what takes long: it is worked out beside, and the line is answered anew, with it.

Of the first attempt nothing is written down. The line waits in the inbox until its answer stands in the outbox, both in
one transaction, so a kill loses neither and gives neither twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future

from bot.model import Message
from bot.steps import Steps

Known = Mapping[Hashable, Callable[[], object]]
"""What has been worked out, by what was wanted; called, each gives it, or raises what went wrong with it."""


class UnreadyError(Exception):
    """The line cannot be answered before `work` is done, whose outcome is to be known as `wanted`.

    `meanwhile` is said at once, where the work may take longer than anybody waits for an answer; who is told it goes on
    talking with us, while everybody else's next line waits for the answer to this.
    """

    def __init__(
        self, wanted: Hashable, work: Steps[object] | Future[object], meanwhile: Sequence[Message] = ()
    ) -> None:
        super().__init__(wanted)
        self.wanted, self.work, self.meanwhile = wanted, work, meanwhile
