"""Foreign bytes are read in a process of their own: what hangs there is killed, what swells there is refused memory.

A thread would not do: Python cannot stop one, a parser written in C holds the interpreter for as long as it runs, and
the event loop with it. Fork would not do either: this process has threads. So one more interpreter waits, and is given
a rule and its values on a pipe; what it costs is 40 MB, and a tenth of a millisecond a page (measured: 0.05 for 10 kB).
"""

from __future__ import annotations

from watchers.apart.workshop import Workshop

__all__ = ["Workshop"]
