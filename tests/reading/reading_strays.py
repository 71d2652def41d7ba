"""Pages of invented stories, on some of which one last paragraph is printed in another article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from reading_stories import DAY, flat

from bot import lexicon
from watchers.model import Page
from watchers.reading import Reading, read_page

FILE = Path(__file__).parent / "strays" / "stories.txt"
_STOPS = set("，。！？；：、”“》《（）·%％.0123456789")


@dataclass(frozen=True)
class Story:
    headline: str
    byline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """A page, whose each paragraph (or half of one) is, and the paragraph in the wrong place, "" for none."""

    text: str
    owners: dict[str, str]
    stray: str


def stories() -> list[Story]:
    blocks = [block.split("\n") for block in FILE.read_text("utf-8").strip().split("\n\n")]
    return [Story(lines[0][2:], lines[1][1:], tuple(lines[2:])) for lines in blocks]


def printed(told: list[Story], chance: Random, way: str) -> Printed:
    """Some stories on a page; `way` is where one last paragraph goes: "inside", "above", "behind", or "" for none."""
    chosen = chance.sample([one for one in told if len(one.paragraphs) > 2], chance.randint(3, 5))
    bodies = [_body(story, chance if not way else None) for story in chosen]
    stray = ""
    if way:
        home = chance.randrange(0 if way == "behind" else 1, len(chosen) - (way == "behind"))
        stray = bodies[home].pop()
        host = bodies[home + 1] if way == "behind" else bodies[home - 1]
        at = _cut(host, len(host) - 1) if way == "inside" else len(host)
        host.insert(at, stray)
    owners = {part: story.headline for story in chosen for part in story.paragraphs}
    blocks = [
        block
        for story, body in zip(chosen, bodies, strict=True)
        for block in (story.headline, *([] if _inline(story) else [story.byline]), *body)
    ]
    return Printed("\n\n\n\n" + "\n\n".join(blocks), owners, stray)


def _inline(story: Story) -> bool:
    return story.byline.startswith(("本报讯", "新华社"))


def _body(story: Story, chance: Random | None) -> list[str]:
    body = list(story.paragraphs)
    if chance is not None and chance.random() < 0.5:
        _cut(body, chance.randrange(1, len(body)))
    if _inline(story):
        body[0] = story.byline + body[0]
    return body


def _cut(body: list[str], at: int) -> int:
    """Tear a paragraph in two in the middle of a sentence; the place between the halves."""
    text = body[at]
    places = [i for i in range(10, len(text) - 6) if not {text[i - 1], text[i]} & _STOPS]
    middle = min(places, key=lambda i: abs(i - len(text) // 2))
    body[at : at + 1] = [text[:middle], text[middle:]]
    return at + 1


def read(text: str) -> Reading:
    return read_page(Page(label="", text=text), paper="", day=DAY, words=lexicon.load())


@dataclass(frozen=True)
class Outcome:
    """What was moved to where it belongs, and what away from there."""

    right: int
    wrong: tuple[str, ...]


def outcome(page: Printed) -> Outcome:
    """Looks at what the reader says that it moved."""
    reading = read(page.text)
    moved = [
        (flat(page.text[block.start : block.end]), reading.articles[block.article].headline)
        for block in reading.blocks
        if block.article is not None and block.reason.startswith(("speaks of the matter", "finishes the text"))
    ]
    wrong, right = [], 0
    for text, headline in moved:
        owner = next(owner for part, owner in page.owners.items() if text in flat(part) or flat(part) in text)
        right += owner == headline
        wrong += [f"{text} → {headline}"] if owner != headline else []
    return Outcome(right, tuple(wrong))
