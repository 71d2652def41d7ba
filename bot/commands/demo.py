"""`baoxiao demo`."""

from __future__ import annotations

from argparse import Namespace


def demo(asked: Namespace) -> int:
    """The main job on the bundled sample issues, then the chat."""
    from bot import demo as story

    return story.demo()
