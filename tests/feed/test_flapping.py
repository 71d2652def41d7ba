"""Five hundred visits to a site that fails in every way: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from feed.following import Follower
from feed.written import HERE, Told, rss, told
from watchers.errors import BaoxiaoError, FetchError
from watchers.ports import Fetched

WINDOW = 14
ANSWERS = ("good",) * 8 + ("same",) * 6 + (
    "error", "timeout", "empty", "soft 404", "login", "json error", "cut", "part", "older", "reordered", "mojibake",
)  # fmt: skip
PAGE = "<html><head><title>{}</title></head><body><p>请稍后再试。</p></body></html>"


@dataclass(slots=True)
class Site:
    """The site as it is, with the number of the story behind each entry; `seen` when a visit has read all of that."""

    random: random.Random
    stories: list[tuple[int, Told]] = field(default_factory=list)
    snapshots: list[str] = field(default_factory=list)
    generation: int = 0
    made: int = 0
    seen: bool = True

    def change(self) -> None:
        """Something new, something edited, or all under new names; a name and a text change never both unseen."""
        for _ in range(self.random.choice((0, 0, 0, 1, 1, 2))):
            self.made += 1
            self.stories.insert(0, (self.made, replace(told(self.made), guid=self._guid(self.made))))
        del self.stories[WINDOW:]
        if not self.seen or not self.stories:
            return
        if self.random.random() < 0.1:
            place = self.random.randrange(len(self.stories))
            number, entry = self.stories[place]
            self.stories[place] = (number, replace(entry, title=f"{entry.title}（改{self.random.randrange(99)}）"))
            self.seen = False
        elif self.random.random() < 0.04:
            self.generation += 1
            self.stories = [(n, replace(entry, guid=self._guid(n))) for n, entry in self.stories]
            self.seen = False

    def _guid(self, number: int) -> str:
        return f"{self.generation}-{number}"

    def page(self) -> str:
        text = rss([entry for _, entry in self.stories])
        if not self.snapshots or self.snapshots[-1] != text:
            self.snapshots.append(text)
        return text

    def answer(self, how: str) -> Fetched | Exception:
        text = self.page()
        entries = [entry for _, entry in self.stories]
        match how:
            case "error":
                return FetchError("答复 500。")
            case "timeout":
                return FetchError("超时。")
            case "empty" | "soft 404" | "login" | "json error":
                bodies = {"empty": "", "json error": '{"code": 500}'}
                return served(bodies.get(how, PAGE.format(how)))
            case "cut":
                # The server means the whole, and says so by its mark.
                return served(text[: self.random.randrange(200, len(text))], mark=text)
            case "part":
                return served(rss(entries[: len(entries) // 2]))
            case "older":
                return served(self.snapshots[-self.random.randrange(1, min(8, len(self.snapshots)) + 1)])
            case "reordered":
                return served(rss(self.random.sample(entries, len(entries))))
            case "mojibake":
                return served(text.replace("水", "\ue123\ue456\ue789" * 9))
            case _:
                return served(text)


def served(text: str, mark: str = "") -> Fetched:
    body = text.encode()
    validator = hashlib.sha256((mark or text).encode()).hexdigest()
    return Fetched(url=HERE, body=body, content_type="text/xml", validator=validator)


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_and_nothing_comes_twice(seed: int) -> None:
    site = Site(random.Random(seed))
    reader = Follower()
    keys: dict[int, set[str]] = {}
    conditional: Counter[bool] = Counter()
    read = ""
    for step in range(500):
        # Outages end before an entry that nobody saw has left the feed.
        how = "good" if step % 10 == 9 else site.random.choice(ANSWERS)
        if how != "same":
            site.change()
        reader.web.pages[HERE] = site.answer(how)
        before = len(reader.sent)
        try:
            reader.visit()
        except BaoxiaoError:
            assert how not in ("good", "same", "part", "older", "reordered")
            continue
        for article in reader.sent[before:]:
            keys.setdefault(int(article.url.rpartition("/")[2].removesuffix(".html")), set()).add(article.key)
        if how in ("good", "same"):
            site.seen = True
            if read == site.page():
                conditional[reader.web.asked[-1].unchanged] += 1
        read = site.page() if how in ("good", "same") else ""
    assert set(keys) == set(range(1, site.made + 1))
    assert {number: found for number, found in keys.items() if len(found) > 1} == {}
    assert len(reader.log) == site.made
    assert not any("\ue123" in article.headline + article.body for article in reader.sent)
    assert site.generation > 2
    assert conditional[True] >= 0.95 * conditional.total() > 20
