"""Feeds: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, as sites really write them → articles.

`reading` makes bytes into a `Feed` (`mend` puts the XML right, `syndication` and `json_feed` read it), `identity` tells
which entry is which, `memory` remembers it, and `watch` is the watcher.
"""

from __future__ import annotations

from watchers.feed.model import Feed, Item, Pace
from watchers.feed.reading import read_feed
from watchers.feed.watch import feed_watcher

__all__ = ["Feed", "Item", "Pace", "feed_watcher", "read_feed"]
