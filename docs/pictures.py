"""The pictures of the README: the demo's own messages, drawn as a phone shows them. `make pictures` runs this."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from bot.commands.demo import play
from bot.model import Message
from bot.styled import Styled
from bot.terminal import Terminal
from picture import draw

HERE = Path(__file__).resolve().parent


class Camera(Terminal):
    """A terminal that keeps what it is shown."""

    def __init__(self) -> None:
        super().__init__(out=io.StringIO())
        self.seen: list[Message | str] = []

    def show(self, message: Message) -> None:
        self.seen.append(message)

    def line(self, text: Styled | str = "", *, hint: bool = False) -> None:
        words = text if isinstance(text, str) else text.text
        if words.startswith("› "):
            self.seen.append(words.removeprefix("› "))


def main() -> int:
    """Writes docs/{chat,alert,digest}-{light,dark}.svg."""
    camera = Camera()
    sys.stdin = io.StringIO()
    play(camera)
    told = camera.seen
    alert = next(n for n, seen in enumerate(told) if isinstance(seen, Message) and "即时提醒" in seen.body.text)
    scenes = (("chat", told[:alert], "20:00"), ("alert", told[alert:-1], "05:41"), ("digest", told[-1:], "07:30"))
    for theme in ("light", "dark"):
        for name, messages, clock in scenes:
            picture = draw(messages, theme=theme, clock=clock)
            (HERE / f"{name}-{theme}.svg").write_text(picture, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
