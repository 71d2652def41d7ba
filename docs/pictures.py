"""The pictures of the README: the demo's own messages, drawn as a phone shows them. `make pictures` runs this."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from bot.commands.demo import play
from bot.model import Message
from picture import draw
from scenes import Camera, scenes

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Writes docs/{chat,alert,digest,start,list,trend,warning}-{light,dark}.svg."""
    camera = Camera()
    sys.stdin = io.StringIO()
    play(camera)
    told = camera.seen
    alert = next(n for n, seen in enumerate(told) if isinstance(seen, Message) and "即时提醒" in seen.body.text)
    story = (("chat", told[:alert], "20:00"), ("alert", told[alert:-1], "05:41"), ("digest", told[-1:], "07:30"))
    every = [*story, *scenes()]
    for theme in ("light", "dark"):
        for name, messages, clock in every:
            picture = draw(messages, theme=theme, clock=clock)
            (HERE / f"{name}-{theme}.svg").write_text(picture, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
