"""JSON Feed 1.0 and 1.1, as it is written: numbers for names, one author or many, what is missing left out."""

from __future__ import annotations

from dataclasses import dataclass

from watchers.codec import from_json, to_json
from watchers.errors import LayoutError, ParseError
from watchers.feed.dates import moment
from watchers.feed.model import Feed, Item
from watchers.feed.syndication import web_address
from watchers.feed.texts import first_sentence, paragraphs, title, without_more

Word = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    version: Word = None
    title: Word = None
    items: list[object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Author:
    name: Word = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    id: Word = None
    url: Word = None
    external_url: Word = None
    title: Word = None
    content_html: Word = None
    content_text: Word = None
    summary: Word = None
    date_published: Word = None
    date_modified: Word = None
    author: _Author | str | None = None
    authors: list[_Author | None] | None = None
    tags: list[Word] | None = None


def json_feed(text: str, address: str) -> Feed:
    """The feed; entries that are no objects are noted. Raises LayoutError for JSON that is something else."""
    try:
        document = from_json(text, _Document)
    except ParseError as wrong:
        if "jsonfeed.org" in text:
            raise ParseError("JSON Feed 没有收全，或写法有错：稍后会自动再取。") from wrong
        raise LayoutError(f"来的是 JSON，但不是 JSON Feed，也许是出错的答复：{_shown(text)}。请确认网址。") from wrong
    named = isinstance(document.version, str) and "jsonfeed" in document.version
    if document.items is None and not named:
        raise LayoutError(f"来的是 JSON，但没有 items，不是 JSON Feed：{_shown(text)}。请确认网址。")
    items: list[Item] = []
    wrong_ones = 0
    for one in document.items or ():
        try:
            items.append(_item(from_json(to_json(one), _Item), address))
        except ParseError:
            wrong_ones += 1
    notes = (f"有 {wrong_ones} 条的写法不合 JSON Feed，没有读。",) if wrong_ones else ()
    if notes and not items:
        raise LayoutError("来的 JSON 里没有一条是 JSON Feed 的写法：请确认网址。")
    return Feed(items=tuple(items), title=title(_word(document.title), markup=False), notes=notes)


def _shown(text: str) -> str:
    return f"{text[:60]}…" if len(text) > 60 else text


def _item(said: _Item, address: str) -> Item:
    html, plain = paragraphs(_word(said.content_html), markup=True), _lines(_word(said.content_text))
    summary = paragraphs(_word(said.summary), markup=False)
    longest, more = without_more(max(html, plain, key=len) or summary)
    link = web_address(address, _word(said.url)) or web_address(address, _word(said.external_url))
    tags = [_word(tag) for tag in said.tags or ()]
    return Item(
        name=_word(said.id).strip(),
        link=link,
        title=title(_word(said.title), markup=False) or first_sentence(longest),
        text=longest,
        summary=summary if len(summary) < len(longest) else "",
        author=" ".join(dict.fromkeys(filter(None, _authors(said))))[:60],
        section=tags[0][:20] if len(tags) == 1 else "",
        at=moment(_word(said.date_published)) or moment(_word(said.date_modified)),
        more=more,
    )


def _lines(text: str) -> str:
    """`content_text` is plain by definition: what looks like a tag in it is none."""
    return "\n".join(line for raw in text.splitlines() if (line := raw.strip()))


def _authors(said: _Item) -> list[str]:
    one = said.author
    many = [_word(author.name) for author in said.authors or () if author]
    return many or [one if isinstance(one, str) else _word(one.name) if one else ""]


def _word(value: Word) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
