"""The signs of our messages as drawings: a browser without a colour font would show empty boxes in their place."""

from __future__ import annotations

from collections.abc import Mapping


def _dot(colour: str) -> str:
    return f'<circle cx="10" cy="10" r="8" fill="{colour}"/>'


def _book(x: float, colour: str, lean: int = 0) -> str:
    turn = f' transform="rotate({lean} {x + 2} 17)"' if lean else ""
    return f'<rect x="{x}" y="3" width="4" height="14" rx="1" fill="{colour}"{turn}/>'


_SUN = '<circle cx="8.5" cy="8.5" r="5.5" fill="#fdbb2d"/>'
_BELL = (
    '<path d="M10 2.5c-3.3 0-5.2 2.4-5.2 5.6 0 4-1.6 5.2-2 6.4h14.4c-.4-1.2-2-2.4-2-6.4 0-3.2-1.9-5.6-5.2-5.6z" '
    'fill="#f5b324"/><circle cx="10" cy="16.4" r="1.9" fill="#d8921a"/>'
)
_SPEAKER = '<path d="M3 7.5h3.2L11 3.6v12.8L6.2 12.5H3z" fill="#8b96a3"/>'

# Each in a square of 20 by 20.
ICONS: Mapping[str, str] = {
    "↻": '<path d="M15.6 6.2A6.8 6.8 0 1 0 16.8 10" fill="none" stroke="#7d8894" stroke-width="1.8"/>'
    '<path d="M16.6 2.8v4.4h-4.4z" fill="#7d8894"/>',
    "🔴": _dot("#e0362c"),
    "🟠": _dot("#f2832c"),
    "🟡": _dot("#f6c52b"),
    "🔵": _dot("#2f7fd6"),
    "✅": '<rect x="2" y="2" width="16" height="16" rx="4" fill="#39a845"/>'
    '<path d="M5.6 10.4l3 3 5.8-6.6" fill="none" stroke="#fff" stroke-width="2.3" stroke-linecap="round"/>',
    "🔔": _BELL,
    "⏰": '<circle cx="4.6" cy="4.6" r="2.6" fill="#c8352b"/><circle cx="15.4" cy="4.6" r="2.6" fill="#c8352b"/>'
    '<circle cx="10" cy="11" r="7.2" fill="#fff" stroke="#e0483d" stroke-width="2.2"/>'
    '<path d="M10 7v4l2.8 1.8" fill="none" stroke="#444" stroke-width="1.5" stroke-linecap="round"/>',
    "🛡": '<path d="M10 1.8l7 2.4v5.2c0 4.4-3 7.4-7 8.9-4-1.5-7-4.5-7-8.9V4.2z" fill="#5b87b8"/>'
    '<path d="M10 4.2v11.6c-3-1.3-4.9-3.5-4.9-6.6V5.8z" fill="#84a9d1"/>',
    "⚠": '<path d="M10 2.4l8.2 14.8H1.8z" fill="#f6c02b" stroke="#f6c02b" stroke-width="1.6" stroke-linejoin="round"/>'
    '<path d="M10 7v5" stroke="#3b3b3b" stroke-width="2" stroke-linecap="round"/>'
    '<circle cx="10" cy="14.9" r="1.2" fill="#3b3b3b"/>',
    "🌤": f'{_SUN}<path d="M7.4 17.4a3.4 3.4 0 0 1-.2-6.8 4.4 4.4 0 0 1 8.4.9 3 3 0 0 1 .2 5.9z" fill="#cfdbe6"/>',
    "🌅": '<rect x="2" y="3" width="16" height="14" rx="3" fill="#f7a24d"/>'
    '<path d="M5.4 12a4.6 4.6 0 0 1 9.2 0z" fill="#fff2b8"/><path d="M2 12h16v2a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3z" '
    'fill="#3f7fc1"/>',
    "⬆": '<rect x="2" y="2" width="16" height="16" rx="4" fill="#4a90d9"/>'
    '<path d="M10 14.6V6M6.4 9.4L10 5.8l3.6 3.6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>',
    "⬇": '<rect x="2" y="2" width="16" height="16" rx="4" fill="#4a90d9"/>'
    '<path d="M10 5.4V14M6.4 10.6l3.6 3.6 3.6-3.6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>',
    "📈": '<rect x="2" y="2.5" width="16" height="15" rx="2" fill="#f3f6f9" stroke="#b9c4cf"/>'
    '<path d="M4.6 14l3.4-4 2.8 2.2 4.6-6" fill="none" stroke="#d9453b" stroke-width="1.8" stroke-linecap="round"/>',
    "📚": _book(3, "#3f7fc1") + _book(7.4, "#d9453b") + _book(12, "#3f9d4b", -10),
    "📖": '<path d="M10 5c-2-1.6-4.6-2-7.4-1.8v11.6c2.8-.2 5.4.2 7.4 1.8z" fill="#e9eef4" stroke="#7d8894"/>'
    '<path d="M10 5c2-1.6 4.6-2 7.4-1.8v11.6c-2.8-.2-5.4.2-7.4 1.8z" fill="#fff" stroke="#7d8894"/>',
    "📅": '<rect x="2.5" y="3" width="15" height="14.5" rx="2" fill="#f3f6f9" stroke="#b9c4cf"/>'
    '<path d="M2.5 7.6V5a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v2.6z" fill="#d9453b"/>'
    '<path d="M6 11h8M6 14h5" stroke="#7d8894" stroke-width="1.6"/>',
    "⭐": '<path d="M10 1.8l2.5 5.3 5.7.7-4.2 4 1.1 5.7-5.1-2.8-5.1 2.8 1.1-5.7-4.2-4 5.7-.7z" fill="#f6bd2b"/>',
    "🔇": f'{_SPEAKER}<path d="M13.4 7.4l5 5m0-5l-5 5" stroke="#d9453b" stroke-width="1.8" stroke-linecap="round"/>',
    "🐓": '<path d="M4 17c-1-6 1-9 4.4-9.4l3.8-1.2 3 2.2c.6 5-1.6 8.4-5 8.4z" fill="#f2efe9" stroke="#b9a888"/>'
    '<path d="M10.6 6.2c-.6-2.4.8-3.8 1.8-2.4.6-1.8 2.4-1.4 2 .4 1.4-.4 1.8 1.2.4 2.4z" fill="#d9352b"/>'
    '<path d="M15.2 8.2l3 .9-3 1.2z" fill="#f0a526"/><circle cx="13.2" cy="8.2" r=".9" fill="#333"/>'
    '<path d="M4.4 16C1.6 13 1.4 9.6 2.4 6.6c1 1.4 2 2.2 4 2.6z" fill="#7a4a2b"/>',
}
