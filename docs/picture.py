"""A chat as a picture: messages of 报晓 drawn as SVG bubbles, as they look on a phone.

    python docs/picture.py OUT.svg [--theme light|dark] [--title 报晓] < messages.json

The input is one message or a list, in the JSON form of `bot.model.Message`; a plain string in the list is a line that
the person wrote. Only our own values, so that every change of a text can be drawn anew.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.drawing import drawn
from bot.lines import wrap
from bot.model import Button, Message
from bot.pictures import Picture
from bot.styled import Mark, Style, Styled
from icons import ICONS

WIDTH = 390  # CSS pixels of a common phone
SIZE = 15.5
LINE = 22.5
PAD_X, PAD_Y = 11.0, 7.0
MARGIN = 9.0
MOST = WIDTH - 2 * MARGIN - 36  # a bubble leaves room at the other side
HEADER = 54
KEY = 37.0  # height of a button
FONTS = "-apple-system, 'PingFang SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif"
# A drawn sign takes the room of a Chinese character, which every font gives the same.
_SPACES = {ord("\ufe0f"): None, **dict.fromkeys(map(ord, ICONS), "\u3000")}
MONO = "'SF Mono', 'Noto Sans Mono CJK SC', Menlo, Consolas, monospace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    back: str
    header: str
    bubble: str
    own: str
    text: str
    own_text: str
    faint: str
    accent: str
    quote: str
    key: str
    key_text: str


THEMES = {
    "light": Theme(
        back="#dfe7ee", header="#ffffff", bubble="#ffffff", own="#e1f8cf", text="#17191c", own_text="#17191c",
        faint="#8a949d", accent="#1f7bd0", quote="#e9f2fb", key="#7f93a6", key_text="#ffffff",
    ),
    "dark": Theme(
        back="#0e151c", header="#17212b", bubble="#1d2733", own="#2b5278", text="#f1f4f7", own_text="#ffffff",
        faint="#7d8b99", accent="#6cb8f5", quote="#22364a", key="#2a3947", key_text="#e9eef3",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of text inside a bubble; `quoted` ones are set in and tinted."""

    text: Styled
    quoted: bool = False


def draw(messages: Sequence[Message | str], *, title: str = "报晓", theme: str = "light", clock: str = "07:00") -> str:
    """The SVG text of a chat. A `str` is what the person wrote; `clock` stands in each bubble's corner."""
    look = THEMES[theme]
    parts, y = [], HEADER + 12.0
    for message in messages:
        own = isinstance(message, str)
        shown = Message(body=Styled(message)) if isinstance(message, str) else message
        drawn, height = _bubble(shown, y, look, own, clock)
        parts.append(drawn)
        y += height + 8
    height = y + 6
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
            f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{FONTS}" font-size="{SIZE}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<clipPath id="phone"><rect width="{WIDTH}" height="{height:.0f}" rx="18"/></clipPath>',
            '<g clip-path="url(#phone)">',
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="{look.back}"/>',
            _header(title, look),
            *parts,
            "</g>",
            "</svg>",
            "",
        ]
    )


def size(ch: str) -> float:
    """The width of a character in pixels, a little generous: Latin letters differ between the fonts of systems."""
    kind = unicodedata.category(ch)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(ch) in "WFA" or ch in ICONS:
        return SIZE
    if kind == "So":
        return SIZE * 1.25  # emoji
    if ch in " .,:;!|'ijl‹›()[]/":
        return SIZE * 0.36
    return SIZE * (0.72 if kind == "Lu" or ch in "mw%@" else 0.6)


def rows(body: Styled, room: float) -> list[Row]:
    """The lines of a message, broken by the rules of Chinese setting."""
    found: list[Row] = []
    start = 0
    for paragraph in body.text.split("\n"):
        quoted = any(m.style is Style.QUOTE and m.start <= start < m.end for m in body.marks)
        spans = wrap(paragraph, room - (14 if quoted else 0), size)
        found += [Row(text=body[start + a : start + b], quoted=quoted) for a, b in spans]
        start += len(paragraph) + 1
    return found


def _bubble(message: Message, y: float, look: Theme, own: bool, clock: str) -> tuple[str, float]:
    """One message at height `y`, and how high it is with its picture and its buttons."""
    if message.picture:
        shown, tall = _picture(message.picture, y)
        words, rest = _bubble(replace(message, picture=None), y + tall + 4, look, own, clock)
        return f"{shown}\n{words}", tall + 4 + rest
    lines = rows(message.body, MOST - 2 * PAD_X)
    last = _width(lines[-1].text) + (14 if lines[-1].quoted else 0)
    below = lines[-1].quoted or last + 44 > MOST - 2 * PAD_X  # no room for the clock beside the last line
    widest = max(max(_width(r.text) + (22 if r.quoted else 0) for r in lines), 40.0 if below else last + 44)
    width = MOST if message.buttons else min(MOST, widest + 2 * PAD_X)
    height = len(lines) * LINE + 2 * PAD_Y + (14 if below else 0)
    x = WIDTH - MARGIN - width if own else MARGIN
    fill = look.own if own else look.bubble
    colour = look.own_text if own else look.text
    parts = [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="15" fill="{fill}"/>',
        _tail(x, y + height, width, own, fill) if not message.buttons else "",
        *_quotes(lines, x + PAD_X, y + PAD_Y, width - 2 * PAD_X, look),
        *(_line(r, x + PAD_X, y + PAD_Y + LINE * (n + 0.72), colour, look) for n, r in enumerate(lines)),
        f'<text x="{x + width - PAD_X:.1f}" y="{y + height - 8:.1f}" text-anchor="end" font-size="11" '
        f'fill="{look.faint}">{escape(clock)}</text>',
    ]
    keys, tall = _keys(message.buttons, x, y + height + 4, width, look)
    return "\n".join(filter(None, [*parts, *keys])), height + tall


def _picture(picture: Picture, y: float) -> tuple[str, float]:
    """What goes as a photo, as wide as a bubble; and its height."""
    png = drawn(picture)
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))  # PNG: the header chunk
    height = MOST * high / wide
    data = base64.b64encode(png).decode("ascii")
    return (
        f'<image x="{MARGIN}" y="{y:.1f}" width="{MOST:.1f}" height="{height:.1f}" href="data:image/png;base64,{data}">'
        f"<title>{escape(picture.alt)}</title></image>"
    ), height


def _tail(x: float, bottom: float, width: float, own: bool, fill: str) -> str:
    """The little corner that points to the speaker."""
    edge, way = (x + width, 1) if own else (x, -1)
    return (
        f'<path d="M {edge - way * 16:.1f} {bottom:.1f} L {edge + way * 5:.1f} {bottom:.1f} '
        f'Q {edge:.1f} {bottom - 3:.1f} {edge:.1f} {bottom - 14:.1f} Z" fill="{fill}"/>'
    )


def _quotes(lines: Sequence[Row], x: float, y: float, width: float, look: Theme) -> Iterator[str]:
    """The tinted boxes behind runs of quoted lines."""
    n = 0
    while n < len(lines):
        m = n
        while m < len(lines) and lines[m].quoted:
            m += 1
        if m > n:
            top, tall = y + n * LINE + 1, (m - n) * LINE - 2
            place = f'x="{x:.1f}" y="{top:.1f}" height="{tall:.1f}"'
            yield f'<rect {place} width="{width:.1f}" rx="5" fill="{look.quote}"/>'
            yield f'<rect {place} width="3" rx="1.5" fill="{look.accent}"/>'
        n = max(m, n + 1)


def _line(row: Row, x: float, y: float, colour: str, look: Theme) -> str:
    if not row.text:
        return ""
    spans = "".join(
        f"<tspan{_dress(styles, look)}>{escape(text.translate(_SPACES))}</tspan>" for text, styles in _runs(row.text)
    )
    left = x + (11 if row.quoted else 0)
    signs = [
        f'<g transform="translate({left + _width(row.text[:at]):.1f} {y - SIZE * 0.9:.1f}) scale({SIZE / 19:.3f})">'
        f"{ICONS[sign]}</g>"
        for at, sign in enumerate(row.text.text)
        if sign in ICONS
    ]
    return "\n".join([f'<text x="{left:.1f}" y="{y:.1f}" fill="{colour}" xml:space="preserve">{spans}</text>', *signs])


def _dress(styles: frozenset[Style], look: Theme) -> str:
    dress = ' font-weight="600"' if Style.BOLD in styles else ""
    dress += ' font-style="italic"' if Style.ITALIC in styles else ""
    if Style.CODE in styles:
        dress += f' font-family="{MONO}" font-size="{SIZE - 1.5}"'
    return dress + (f' fill="{look.accent}"' if styles & {Style.LINK, Style.CODE} else "")


def _runs(text: Styled) -> Iterator[tuple[str, frozenset[Style]]]:
    """Pieces of equal style."""
    cuts = sorted({0, len(text), *(p for m in text.marks for p in (m.start, m.end))})
    for a, b in pairwise(cuts):
        yield text.text[a:b], frozenset(m.style for m in text.marks if m.start <= a and b <= m.end)


def _keys(
    buttons: Sequence[Sequence[Button]], x: float, y: float, width: float, look: Theme
) -> tuple[list[str], float]:
    """The buttons under a bubble, and how much height they take."""
    drawn, top = [], y
    for row in filter(None, buttons):
        each = (width - 4 * (len(row) - 1)) / len(row)
        for n, button in enumerate(row):
            left = x + n * (each + 4)
            drawn.append(
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{each:.1f}" height="{KEY}" rx="9" fill="{look.key}"/>'
                f'<text x="{left + each / 2:.1f}" y="{top + KEY / 2 + 5:.1f}" text-anchor="middle" font-size="14" '
                f'font-weight="500" fill="{look.key_text}">{escape(_fitting(button.label, each - 12))}</text>'
            )
        top += KEY + 4
    return drawn, top - y


def _fitting(label: str, room: float) -> str:
    """A label cut with … where it is too long for its button, as the phone does."""
    if _width(Styled(label)) * 14 / SIZE <= room:
        return label
    while label and _width(Styled(label + "…")) * 14 / SIZE > room:
        label = label[:-1]
    return label + "…"


def _header(title: str, look: Theme) -> str:
    return (
        f'<rect width="{WIDTH}" height="{HEADER}" fill="{look.header}"/>'
        f'<path d="M 22 {HEADER / 2 - 7} l -7 7 l 7 7" fill="none" stroke="{look.accent}" stroke-width="2.2" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
        f'<circle cx="56" cy="{HEADER / 2}" r="18" fill="#e8833a"/>'
        f'<text x="56" y="{HEADER / 2 + 6}" text-anchor="middle" font-size="17" font-weight="600" fill="#fff">晓</text>'
        f'<text x="84" y="{HEADER / 2 - 2}" font-size="16" font-weight="600" fill="{look.text}">{escape(title)}</text>'
        f'<text x="84" y="{HEADER / 2 + 15}" font-size="12" fill="{look.faint}">机器人</text>'
    )


def _width(text: Styled) -> float:
    return sum(map(size, text.text))


def parse(data: Any) -> list[Message | str]:  # Any: JSON
    """Messages from their JSON form; raises KeyError or ValueError for anything else."""
    return [each if isinstance(each, str) else _message(each) for each in (data if isinstance(data, list) else [data])]


def _message(data: Any) -> Message:  # Any: JSON
    marks = tuple(
        Mark(Style(m["style"]), m["start"], m["end"], m.get("url", "")) for m in data["body"].get("marks", ())
    )
    keys = tuple(tuple(Button(label=b["label"], data=b["data"]) for b in row) for row in data.get("buttons", ()))
    return Message(body=Styled(data["body"]["text"], marks), buttons=keys)


def main() -> None:
    asked = argparse.ArgumentParser(description="Draw messages as a phone's chat.")
    asked.add_argument("out", type=Path)
    asked.add_argument("--theme", choices=sorted(THEMES), default="light")
    asked.add_argument("--title", default="报晓")
    options = asked.parse_args()
    picture = draw(parse(json.load(sys.stdin)), title=options.title, theme=options.theme)
    options.out.write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
