"""JSON lines on stdout: UTF-8, one object a line, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from watchers.codec import to_json


def line(value: Mapping[str, object] | object) -> None:
    """One value as one line, whatever encoding the terminal claims."""
    sys.stdout.buffer.write(to_json(value).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
