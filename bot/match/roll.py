"""Who asks for what: keys and their queries. A query that many ask for is there once, under its text."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


class Roll:
    """Keys ↔ texts. A text with one key holds it bare: of a million lists most would have one element."""

    def __init__(self) -> None:
        self._texts: dict[Hashable, str] = {}
        self._keys: dict[str, Hashable | list[Hashable]] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, text: str) -> bool:
        return text in self._keys

    def put(self, key: Hashable, text: str) -> None:
        """Enter a key that is not on the roll."""
        if text not in self._keys:
            self._keys[text] = key
        else:
            known = self._keys[text]
            several = known if isinstance(known, list) else [known]
            # The text that is there already is the one to keep: equal ones would lie in memory twice.
            text = self._texts[several[0]]
            several.append(key)
            self._keys[text] = several
        self._texts[key] = text

    def drop(self, key: Hashable) -> str | None:
        """Take a key off; its text. None when it was not there."""
        text = self._texts.pop(key, None)
        if text is None:
            return None
        known = self._keys[text]
        if isinstance(known, list) and len(known) > 1:
            known.remove(key)
        else:
            del self._keys[text]
        return text

    def text(self, key: Hashable) -> str | None:
        return self._texts.get(key)

    def keys(self, text: str) -> Sequence[Hashable]:
        if text not in self._keys:
            return ()
        known = self._keys[text]
        return known if isinstance(known, list) else (known,)
