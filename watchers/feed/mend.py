"""XML as feeds really write it → XML that can be read: what a program forgot to escape, declare or send is put right.

Only the form is mended, never the words. What only an attacker writes (entities that grow or fetch) is refused.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchers.errors import ParseError

# The first element of a feed; what stands before it (warnings of PHP, blank lines, declarations) is no part of it.
_ROOT = re.compile(r"<(?P<name>(?:[\w-]+:)?(?:rss|feed|RDF))(?=[\s>/])", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<parameter>%\s*)?(?P<name>[\w.-]+)\s+(?P<value>[^<>]*)>")
# A sign by its name: <!ENTITY copy "&#169;">. Longer ones are written to grow.
_SIGN = re.compile(r"""["'](?P<text>&#\w{1,8};|[^&"'%]{0,64})["']\s*""")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPAQUE = re.compile(r"<!\[CDATA\[|<!--")
_ENDINGS = {"<![CDATA[": "]]>", "<!--": "-->"}
_AMPERSAND = re.compile(r"&(?:#(?P<number>x[0-9a-fA-F]{1,6}|\d{1,7});|(?P<name>[A-Za-z][\w.-]{0,40});)?")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_LOOSE_LESS = re.compile(r"<(?![A-Za-z_/?][^<>]*>)")
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]")
_DECLARED = re.compile(r"\bxmlns:([\w.-]+)\s*=")
_ENTRY_END = re.compile(r"</\s*(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:(?P<end>/)|(?=[A-Za-z_]))[^<>]*?(?P<empty>/)?>")
# A table in a list in a quotation is twenty deep; a broken feed whose every <br> stays open, some hundreds.
DEEPEST = 3000
# The first element of a feed may declare some thirty namespaces; no other tag has a dozen attributes.
MOST_ATTRIBUTES = 200
_LONG_TAG = re.compile(r"<[^<>]{1000,}>")
# Prefixes that are used everywhere and, now and then, not declared.
_KNOWN = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """XML without a declaration, beginning with its first element. `cut`: its end had not come."""

    text: str
    cut: bool = False


def mended(text: str) -> Mended | None:
    """The feed in `text`; None where there is none. Raises ParseError for what is dangerous, or has no whole entry."""
    found = _root(text)
    if found is None:
        return None
    start, root = found
    entities = _entities(text[:start])
    body, cut = _whole(_CONTROLS.sub("", text[start:]), root)
    parts = [(opaque, part if opaque else _escaped(part, entities)) for _, opaque, part in _parts(body)]
    _refuse_depth(part for opaque, part in parts if not opaque)
    _refuse_crowds(part for opaque, part in parts if not opaque)
    whole = "".join(part for _, part in parts)
    if not whole.startswith(f"<{root}"):
        raise ParseError("订阅源的第一个标签就写坏了，没有读：稍后会自动再取。")
    return Mended(text=_declared(whole, root), cut=cut)


def _root(text: str) -> tuple[int, str] | None:
    """Where the feed begins, and the name of its first element."""
    for start, opaque, part in _parts(text):
        if not opaque and (found := _ROOT.search(part)):
            return start + found.start(), found["name"]
    return None


def _parts(text: str) -> Iterator[tuple[int, bool, str]]:
    """The text piece by piece, with where each begins and whether it is a comment or CDATA, not to be looked into.

    By `find` and not by one pattern, which would look for each missing end through all of the text.
    """
    done, endless = 0, set[str]()
    for found in _OPAQUE.finditer(text):
        ending = _ENDINGS[found[0]]
        if found.start() < done or ending in endless:
            continue
        end = text.find(ending, found.end())
        if end < 0:
            endless.add(ending)
            continue
        yield done, False, text[done : found.start()]
        done = end + len(ending)
        yield found.start(), True, text[found.start() : done]
    yield done, False, text[done:]


def _entities(prolog: str) -> dict[str, str]:
    """The signs that the document names for itself."""
    signs: dict[str, str] = {}
    for found in _ENTITY.finditer(prolog):
        sign = _SIGN.fullmatch(found["value"])
        if sign and not found["parameter"]:
            signs[found["name"]] = html.unescape(sign["text"])
        elif not found["parameter"]:
            raise ParseError(f"订阅源里声明了会展开或会去取文件的实体 {found['name'][:20]}，没有读：请确认网址可信。")
    return signs


def _whole(body: str, root: str) -> tuple[str, bool]:
    """Up to the end of the feed; of one whose end is missing, the entries that are complete."""
    ends = [found.start() for found in re.finditer(f"</{re.escape(root)}", body, re.IGNORECASE)]
    if ends:
        return f"{body[: ends[-1]]}</{root}>", False
    if re.match(r"<[^>]*/>\s*\Z", body):
        return body, False
    complete = [found.end() for found in _ENTRY_END.finditer(body)]
    if not complete:
        raise ParseError("订阅源只来了开头，连一条完整的都没有：稍后会自动再取。")
    kept = body[: complete[-1]]
    lower = kept.lower()
    channel = "</channel>" if lower.count("<channel") > lower.count("</channel") else ""
    return f"{kept}{channel}</{root}>", True


def _escaped(text: str, entities: dict[str, str]) -> str:
    """Markup whose ampersands, and smaller-than signs that begin no tag, are escaped; remains of CDATA left out.

    A `<!` here is half a comment, or a declaration that stands where none may.
    """
    text = _AMPERSAND.sub(lambda found: _reference(found, entities), text.replace("]]>", ""))
    return _LOOSE_LESS.sub("&lt;", text)


def _reference(found: re.Match[str], entities: dict[str, str]) -> str:
    whole, name, number = found[0], found["name"], found["number"]
    if number:
        code = int(number[1:], 16) if number[0] == "x" else int(number)
        known = code <= 0x10FFFF and not _CONTROLS.match(chr(code))
        return whole if known else ""
    if name in _XML_NAMES:
        return whole
    if name and (sign := entities.get(name) or html.entities.html5.get(f"{name};")):
        return html.escape(sign)
    return "&amp;" + whole[1:]


def _declared(body: str, root: str) -> str:
    """With a name space for each prefix that has none."""
    missing = sorted({*_PREFIX.findall(body)} - {*_DECLARED.findall(body)} - {"xml"})
    names = "".join(f' xmlns:{prefix}="{_KNOWN.get(prefix.lower(), f"urn:prefix:{prefix}")}"' for prefix in missing)
    return f"<{root}{names}{body[len(root) + 1 :]}"


def _refuse_crowds(parts: Iterable[str]) -> None:
    """feedparser looks for each attribute among all of its tag's: fifty thousand of them take a minute."""
    for part in parts:
        if any(found[0].count("=") > MOST_ATTRIBUTES for found in _LONG_TAG.finditer(part)):
            raise ParseError(f"订阅源里有一个标签带了 {MOST_ATTRIBUTES} 个以上的属性，没有读：请确认网址可信。")


def _refuse_depth(parts: Iterable[str]) -> None:
    """Readers of XML go down one level a tag; what never comes up again is written to break them."""
    depth = 0
    for part in parts:
        for found in _TAG.finditer(part):
            depth += -1 if found["end"] else 0 if found["empty"] else 1
            if depth > DEEPEST:
                raise ParseError("订阅源里一层套一层没有尽头，没有读：请确认网址可信。")
