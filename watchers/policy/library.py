"""Lists that are answers in JSON: the policy library of gov.cn, and lists of objects as sites keep them.

The library (t=zhengcelibrary and its parts) marks the words searched for with <em>, counts time in milliseconds, and
puts its documents in `searchVO.listVO`, or one list a category in `searchVO.catMap`. An answer without `searchVO`, or
with a code other than 200, is no answer: it never means that there is nothing new.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from watchers.codec import from_json
from watchers.errors import FetchError, LayoutError
from watchers.policy.addresses import joined, key
from watchers.policy.dates import AHEAD, FULL, address_day
from watchers.policy.model import Listing, Row
from watchers.times import BEIJING
from watchers.widths import bare

_CALLBACK = re.compile(r"^\s*[\w$.]{1,60}\s*\(\s*(?=[\[{])")
# The names that lists give to these things, best first; compared without case and underscores.
_TITLE = ("title", "doctitle", "listtitle", "showtitle", "headline", "infotitle", "articletitle", "subject", "name")
_ADDRESS = ("url", "link", "href", "docpuburl", "puburl", "linkurl", "infourl", "htmlurl", "articleurl", "weburl")
_DAY = ("docrelpubtime", "pubtimestr", "pubtime", "publishtime", "publishdate", "publisheddate", "publishedtimestr",
        "pubdate", "releasetime", "releasedate", "displaydate", "ptime", "docreltime", "date", "time", "createtime",
        "createdate")  # fmt: skip
_NUMBER = ("pcode", "fwzh", "wenhao", "docnumber", "wh")
_ISSUER = ("puborg", "fwjg", "fbjg", "source", "pubunit", "publisher")
_DEEPEST = 8


def is_json(text: str) -> bool:
    """Whether a text is an answer in JSON, with or without the call of a script around it."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") or bool(_CALLBACK.match(text))


def read_answer(text: str, url: str, today: date) -> Listing:
    """The documents of an answer in its order. Raises FetchError for an error code, LayoutError for what is no list."""
    plain = _CALLBACK.sub("", text)
    answer = from_json(plain.strip().rstrip(";").rstrip(")") if plain != text else plain.strip("\ufeff \t\r\n"), object)
    if "/search-gov/data" in url or (isinstance(answer, Mapping) and "searchVO" in answer):
        return Listing(rows=_library(answer, url, today))
    lists = [*_lists(answer, 0)]
    if not lists:
        raise LayoutError("这份 JSON 里没有文件列表（要有标题和网址）：接口可能改了，请用浏览器打开 url 看看。")
    found = max(lists, key=lambda objects: sum(bool(_row(one, url, today)) for one in objects))
    rows = _rows(found, url, today)
    if not rows:
        raise LayoutError("这份 JSON 里没有文件列表（要有标题和网址）：接口可能改了，请用浏览器打开 url 看看。")
    return Listing(rows=rows)


def _library(answer: object, url: str, today: date) -> tuple[Row, ...]:
    if not isinstance(answer, Mapping):
        raise LayoutError("政策文件库的回答不是原来的样子：接口可能改了，请检查 url。")
    code = answer.get("code")
    if str(code) != "200":
        said = str(answer.get("msg") or "")[:60]
        raise FetchError(
            f"政策文件库没有答上来（code {code}{'，' + said if said else ''}）：稍后会再试，一直这样请检查 url。"
        )
    found = answer.get("searchVO")
    if not isinstance(found, Mapping):
        raise LayoutError("政策文件库的回答里没有 searchVO：接口可能改了，请用浏览器打开 url 看看。")
    lists = _library_lists(found)
    rows = _rows([one for objects in lists for one in objects], url, today)
    if not lists or (not rows and found.get("totalCount") not in (0, "0")):
        raise LayoutError("政策文件库的回答里没有 listVO：接口可能改了，请用浏览器打开 url 看看。")
    if len(lists) < 2:
        return rows
    return tuple(sorted(rows, key=lambda row: row.day or date.min, reverse=True))


def _library_lists(found: Mapping[str, object]) -> list[Sequence[object]]:
    """The lists of the one shape and of the other; an empty list is a list too."""
    categories = found.get("catMap")
    holders = [found, *(categories.values() if isinstance(categories, Mapping) else ())]
    lists = [holder.get("listVO") for holder in holders if isinstance(holder, Mapping)]
    return [one for one in lists if isinstance(one, list)]


def _lists(value: object, depth: int) -> Iterator[Sequence[object]]:
    """All lists of objects inside, as deep as lists are."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        if any(isinstance(one, Mapping) for one in value):
            yield value
        for one in value:
            yield from _lists(one, depth + 1)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _lists(one, depth + 1)


def _rows(objects: Sequence[object], url: str, today: date) -> tuple[Row, ...]:
    """The objects that are documents, each once."""
    rows: dict[str, Row] = {}
    for one in objects:
        if row := _row(one, url, today):
            rows.setdefault(key(row.url), row)
    return tuple(rows.values())


def _row(one: object, url: str, today: date) -> Row | None:
    """One object as a row; None where it has no title or no address."""
    if not isinstance(one, Mapping):
        return None
    fields = {str(name).lower().replace("_", ""): value for name, value in one.items()}
    title, there = _plain(_first(fields, _TITLE)), joined(url, _text(_first(fields, _ADDRESS)))
    if not bare(title) or not there:
        return None
    days = (_day(fields.get(name)) for name in _DAY)
    return Row(
        title=title,
        url=there,
        day=next((day for day in days if day and day <= today + AHEAD), None) or address_day(there),
        number=_plain(_first(fields, _NUMBER)),
        issuer=_plain(_first(fields, _ISSUER)),
        subject=_plain(fields.get("childtype")).replace("\\", "·").replace("··", "·"),
        summary=_plain(_first(fields, ("summary", "abstract", "description"))),
    )


def _first(fields: Mapping[str, object], names: Sequence[str]) -> object:
    return next((fields[name] for name in names if fields.get(name)), "")


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _plain(value: object) -> str:
    """Text without the marks of the search and other tags, in one line."""
    text = html.unescape(re.sub(r"<[^<>]{0,200}>", "", _text(value)))
    return " ".join(re.sub(r"<[^<>]{0,200}>", "", text).split())


def _day(value: object) -> date | None:
    """A day that is written, or counted in seconds or milliseconds since 1970, as China's clocks show it."""
    text = _text(value).strip()
    if found := FULL.search(text):
        try:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            return None
    if re.fullmatch(r"\d{8}", text):
        return address_day(f"/{text}/")
    if not re.fullmatch(r"\d{9,13}", text):
        return None
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(BEIJING).date()
