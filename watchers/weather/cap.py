"""The Common Alerting Protocol, 1.0 to 1.2, as offices really write it: any namespace, any case, several in one file.

Elements are found by their local name without case, because real files have the wrong namespace, `geoCode`, and CAP
1.1 in a feed that says 1.2. A message that is no public warning (Test, Exercise, System, Draft; Ack, Error) is counted
and read no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from watchers.errors import LayoutError, ParseError
from watchers.markup import Node, document
from watchers.warning import Colour
from watchers.weather.naming import colour, hazard, says_over, sentence
from watchers.weather.notice import Bulletin, Form, Link, Notice
from watchers.weather.offices import is_office, unsigned
from watchers.weather.stamps import instant

ADMINISTRATIVE = re.compile(r"([1-9]\d{5})41600000_\d{14}")
"""How the Chinese weather service names its messages: division code, 41600000, filing time. Group 1 is the code."""

# CMA prints no colour but in the headline; its severities stand for them one to one.
_SEVERITIES = {
    "extreme": Colour.RED, "severe": Colour.ORANGE, "moderate": Colour.YELLOW, "minor": Colour.BLUE,
}  # fmt: skip
_LIVE_KINDS = {"alert", "update", "cancel"}
_CODE = re.compile(r"[1-9]\d{5}(?:\d{6})?")
_OPEN, _CLOSE = re.compile(r"<(?:\w+:)?alert[\s>]", re.IGNORECASE), re.compile(r"</(?:\w+:)?alert\s*>", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
# "Gale Watch issued June 1 at 9AM until …": the hazard stands before it.
_ISSUED = re.compile(r"\s+(?:issued|expiring|until|in effect)\b", re.IGNORECASE)
_NO_ADVICE = {"none", "unknown", "not applicable", "n/a"}
_FEEDS = {"feed", "rss", "rdf", "alerts", "edxldistribution"}
# A message that stands in a feed's entry, or in what the entry contains.
_IN_ENTRY = {"entry", "item", "content", "description"}
_DOCUMENT = re.compile(r"\.(?:cap|xml)(?:$|[?#])", re.IGNORECASE)


def cap(text: str) -> Bulletin:
    """The messages of a CAP file, or the messages and links of a feed. Raises ParseError, LayoutError.

    A file that breaks off inside a message is refused: half a message must not take the name of the whole one.
    """
    if len(_OPEN.findall(text)) > len(_CLOSE.findall(text)):
        raise ParseError("这份预警没有传完整，没有采用，下次再读。")
    root = document(text)
    alerts = [node for node in root.all("alert") if _parts(node, "identifier") or _parts(node, "info")]
    entries = [node for node in root.all("entry", "item") if not any(node.all("alert"))]
    if not alerts and not entries and root.name not in _FEEDS:
        raise LayoutError(f"这里不是 CAP 预警（最外层是 <{root.name}>）：请确认网址给出的是 CAP、Atom 或 RSS。")
    read = [_alert(node) for node in alerts]
    links = [_entry(node) for node in entries]
    notices = tuple(found for found in read if isinstance(found, Notice))
    return Bulletin(
        form=Form.FEED if entries or root.name in ("feed", "rss", "rdf") else Form.MESSAGES,
        notices=tuple({notice.identifier: notice for notice in reversed(notices)}.values())[::-1],
        links=tuple(link for link in links if isinstance(link, Link)),
        silent=[*read, *links].count(_SILENT),
        broken=[*read, *links].count(_BROKEN),
    )


_SILENT, _BROKEN, _NOTHING = "silent", "broken", "nothing"


def _alert(node: Node) -> Notice | str:
    """A message; _SILENT where it is no public warning, _BROKEN where it has no name, time or content."""
    status, kind = (_word(node, name).casefold() for name in ("status", "msgType"))
    if status != "actual" or kind not in _LIVE_KINDS:
        return _SILENT
    infos = _infos(node)
    name = _name(node)
    issued = instant(_word(node, "sent")) or _first_instant(infos, "effective", "onset")
    if not name or issued is None:
        return _BROKEN
    references = _references(_word(node, "references"), name)
    if not infos:
        bare = Notice(identifier=name, headline="", hazard="", issued_at=issued, references=references, ends=True)
        return bare if kind == "cancel" else _BROKEN
    return _notice(infos, name=name, issued=issued, kind=kind, references=references, sender=_word(node, "sender"))


def _name(node: Node) -> str:
    """The identifier; where a feed has put nothing in it, the entry's own."""
    name = _word(node, "identifier").strip("!")
    entry = node.parent
    while not name and entry is not None and entry.name in _IN_ENTRY:
        name = _word(entry, "id") or _word(entry, "guid")
        entry = entry.parent
    return name


def _infos(node: Node) -> list[Node]:
    """The blocks in the language that our readers read; those of another event in the same message are left out.

    Some feeds write what belongs into `info` directly into the message.
    """
    infos = _parts(node, "info") or ([node] if _parts(node, "event") else [])
    if not infos:
        return []
    best = min(range(len(infos)), key=lambda place: (_foreign(infos[place]), place))
    mark = (_word(infos[best], "language").casefold(), _word(infos[best], "event"))
    rest = [info for info in infos if (_word(info, "language").casefold(), _word(info, "event")) == mark]
    return [infos[best], *(info for info in rest if info != infos[best])]


def _foreign(info: Node) -> int:
    """How far from the Chinese of the mainland: 0 zh-CN, 1 any Chinese, 2 Chinese that says nothing of it, 3 others."""
    language = _word(info, "language").casefold()
    if language.startswith("zh"):
        return 0 if language in ("zh-cn", "zh-hans", "zh-hans-cn", "zh") else 1
    return 2 if not language and _CHINESE.search(_word(info, "event") + _word(info, "headline")) else 3


def _notice(
    infos: Sequence[Node], *, name: str, issued: datetime, kind: str, references: tuple[str, ...], sender: str
) -> Notice | str:
    info = infos[0]
    told, event = _word(info, "headline"), _word(info, "event")
    said = sentence(told)
    what = said.hazard if said else hazard(event) or event or told
    when = instant(_word(info, "expires"))
    codes = tuple(dict.fromkeys(code for one in infos for code in _codes(one)))
    native = bool(ADMINISTRATIVE.fullmatch(name) or any("CPEAS" in key.upper() for key, _ in _geocodes(info)))
    person = _word(info, "senderName")
    if not what:
        return _BROKEN
    return Notice(
        identifier=name,
        headline=told or event,
        hazard=what,
        issued_at=issued,
        issuer=said.issuer if said else _issuer(info, person, sender, native),
        colour=(said.colour if said else None) or _colour(info, told, native),
        expires_at=when,
        codes=codes or tuple(ADMINISTRATIVE.findall(name)),
        areas=tuple(dict.fromkeys(area for one in infos for area in _areas(one))),
        references=references,
        follows=kind == "update",
        ends=kind == "cancel" or bool(said and said.lifted) or says_over(told) or (kind == "update" and _past(info)),
        text=unsigned(_text(info), "" if is_office(person) else person),
        url=_address(_word(info, "web")),
    )


def _past(info: Node) -> bool:
    """Macau lifts by an Update that says AllClear or Past. An earthquake is always past, and not lifted by that."""
    clear = any(part.text.casefold() == "allclear" for part in _parts(info, "responseType"))
    return clear or (_word(info, "urgency").casefold() == "past" and _word(info, "category").casefold() != "geo")


def _issuer(info: Node, person: str, sender: str, native: bool) -> str:
    """The office. CMA writes the forecaster's own name as `senderName`, which is nobody's business."""
    said = sentence(_word(info, "description")[:80])
    if said and is_office(said.issuer):
        return said.issuer
    if is_office(person) or (not native and _LATIN.search(person) and not _CHINESE.search(person)):
        return person
    return sender.replace("_", " ") if re.fullmatch(r"[\w .·-]{2,80}", sender) else ""


def _colour(info: Node, told: str, native: bool) -> Colour | None:
    for key, value in _pairs(info, "parameter"):
        if re.search(r"colou?r|awareness_level", key, re.IGNORECASE) and (found := colour(value)):
            return found
    if _CHINESE.search(told) and (found := colour(told) or colour(_word(info, "event"))):
        return found
    return _SEVERITIES.get(_word(info, "severity").casefold()) if native else None


def _text(info: Node) -> str:
    """What it says, then what to do; a description may hold the markup of a page."""
    paragraphs = list(_lines(info, "description"))
    told = _word(info, "instruction").casefold()
    advice = [] if told in _NO_ADVICE else [line for line in _lines(info, "instruction") if line not in paragraphs]
    if advice and _CHINESE.search(advice[0]) and "指南" not in advice[0]:
        advice[0] = f"防御指南：{advice[0]}"
    return "\n".join((*paragraphs, *advice))


def _lines(info: Node, name: str) -> Iterator[str]:
    raw = _parts(info, name)[0].raw if _parts(info, name) else ""
    for line in re.split(r"<br\s*/?>|\r?\n\s*\r?\n|\n(?=\s*(?:\*|\d+[.、]|[一二三四五六七八九十]+、))", raw):
        if words := " ".join(re.sub(r"</?\w[^<>]{0,200}>", " ", line).split()):
            yield words


def _references(written: str, own: str) -> tuple[str, ...]:
    """The identifiers, which stand in the middle: `sender,identifier,sent`, separated by blanks.

    The rest proves nothing: CMA writes the new message's time there, Macau the message's own identifier.
    """
    found: list[str] = []
    for triple in written.split():
        parts = triple.split(",")
        found.append(parts[1] if len(parts) > 1 else parts[0])
    return tuple(dict.fromkeys(one for one in found if one and one != own))


def _entry(node: Node) -> Link | str:
    """An entry of a feed: the address of its message, and what it tells of it by itself."""
    inline = _inline(node)
    if inline in (_SILENT, _BROKEN):
        return inline if isinstance(inline, str) else _NOTHING
    notice = inline if isinstance(inline, Notice) else None
    url = _document_of(node, bool(_parts(node, "event")))
    name = _word(node, "id") or _word(node, "guid") or url
    if not name or not (url or notice):
        return _NOTHING
    stamp = _word(node, "updated") or _word(node, "pubDate")
    return Link(key=f"{name} {stamp}".strip(), name=name, url=url, inline=notice)


def _inline(node: Node) -> Notice | str | None:
    """The message that an entry's own CAP elements are; None where it has too few."""
    status, kind = _word(node, "status").casefold() or "actual", _word(node, "msgType").casefold() or "alert"
    if status != "actual" or kind not in _LIVE_KINDS:
        return _SILENT
    name = _word(node, "identifier") or _word(node, "guid") or _word(node, "id")
    issued = _first_instant([node], "sent", "published", "effective", "onset", "updated", "pubDate")
    if not (name and issued and _areas(node) and _word(node, "severity")):
        return None
    told = _word(node, "title")
    said = sentence(told)
    what = said.hazard if said else hazard(_word(node, "event")) or _ISSUED.split(told)[0]
    native = bool(ADMINISTRATIVE.fullmatch(name))
    return Notice(
        identifier=name,
        headline=told or what,
        hazard=what,
        issued_at=issued,
        issuer=said.issuer if said else "",
        colour=(said.colour if said else None) or _colour(node, told, native),
        expires_at=instant(_word(node, "expires")),
        codes=tuple(_codes(node)) or tuple(ADMINISTRATIVE.findall(name)),
        areas=tuple(_areas(node)),
        references=_references(_word(node, "references"), name),
        follows=kind == "update",
        ends=kind == "cancel" or says_over(told) or (kind == "update" and _past(node)),
        text="\n".join(_lines(node, "summary")) or "\n".join(_lines(node, "description")),
        url=_document_of(node, True),
    )


def _document_of(node: Node, surely: bool) -> str:
    """Where an entry's message stands: a link of that type, one to a file of that kind, or any where `surely` CAP."""
    links = [(part.attribute("href") or part.attribute("url") or part.text, part.attribute("type").casefold())
             for part in _parts(node, "link", "enclosure")]  # fmt: skip
    typed = [url for url, kind in links if "cap+xml" in kind]
    files = [url for url, kind in links if _DOCUMENT.search(url) and "html" not in kind]
    others = [url for url, kind in links if surely and "html" not in kind]
    return next((_address(url) for url in (*typed, *files, *others) if _address(url)), "")


def _codes(info: Node) -> Iterator[str]:
    """Division codes of China: six digits, or twelve with the towns' three and three zeros, as CPEAS has them."""
    for key, value in _geocodes(info):
        if _CODE.fullmatch(value) and (len(value) == 12 or re.search("CPEAS|adcode|行政", key, re.IGNORECASE)):
            yield value[:9].removesuffix("000")


def _geocodes(info: Node) -> Iterator[tuple[str, str]]:
    yield from _pairs(info, "geocode")


def _pairs(info: Node, name: str) -> Iterator[tuple[str, str]]:
    for node in info.all(name):
        keys, values = list(node.all("valuename")), list(node.all("value"))
        for key, value in zip(keys, values, strict=False):
            yield key.text, value.text


def _areas(info: Node) -> list[str]:
    return [node.text for node in info.all("areadesc") if node.text]


def _first_instant(nodes: Sequence[Node], *names: str) -> datetime | None:
    stamps = (instant(_word(node, name)) for name in names for node in nodes)
    return next((stamp for stamp in stamps if stamp), None)


def _parts(node: Node, *names: str) -> list[Node]:
    wanted = {name.casefold() for name in names}
    return [child for child in node.children if child.name in wanted]


def _word(node: Node, name: str) -> str:
    """The text of a child element; empty where it is not there. As it stands: `title` is no text of a web page."""
    return next((" ".join(part.raw.split()) for part in _parts(node, name)), "")


def _address(url: str) -> str:
    return url.strip() if re.match(r"https?://[^\s/]", url.strip(), re.IGNORECASE) else ""
