"""Digital newspapers (数字报): the day's issue, its pages, its articles, as the publishing systems of Founder (方正)
and 畅享 put them on the web.

A paper is an address with a date in it. What stands behind that address on a morning is anything from 404 over
yesterday's issue to half of today's; so what is asked for, what came and what is still owed is kept in the bookmark, an
article counts as read only when its text was there, and a page that can no longer be read is an error, never silence.
"""

from __future__ import annotations

from watchers.epaper.presets import Preset
from watchers.epaper.watch import epaper_watcher

__all__ = ["Preset", "epaper_watcher"]
