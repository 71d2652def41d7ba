"""Warnings of the weather service and of other offices: their documents, their life, and what is told of them."""

from __future__ import annotations

from watchers.weather.watch import handed_warnings, warnings_watcher

__all__ = ["handed_warnings", "warnings_watcher"]
