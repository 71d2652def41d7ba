"""Addresses: what a document is called for ever, whichever way a link to it is written."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

# Extensions of files that come with documents; WPS and OFD are the offices' own formats.
FILES = ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "zip", "rar", "7z", "csv")
_FILE = re.compile(rf"\.({'|'.join(FILES)})$", re.IGNORECASE)
_SESSION = re.compile(r";j?session(?:id)?=[^/?#]*", re.IGNORECASE)
# Who came from where, and when: never a part of what is shown.
_TRACKING = re.compile(r"utm_\w+|spm|from|fr|share\w*|timestamp|_t|t?stamp|rand(?:om)?|j?session(?:id)?|"
                       r"phpsessid|isappinstalled|scene|clicktime|enterid|_", re.IGNORECASE)  # fmt: skip
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jhtml|jsp|aspx?|php)$", re.IGNORECASE)
_SCRIPTED = re.compile(r"""['"]([^'"<>\s]*(?:/|\.s?html?|\.jhtml|\.jsp|\.aspx|\.pdf)[^'"<>\s]*)['"]""")


def joined(base: str, href: str) -> str:
    """The full address of a link on a page; empty where it leads to no page."""
    plain = href.strip().replace("\\", "/")
    if not plain or plain.startswith("#"):
        return ""
    try:
        full = urljoin(base, plain)
        parts = urlsplit(full)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return full if known else ""


def scripted(call: str) -> str:
    """The address that a call of a script would open: window.open('/art/1.html'); empty where none stands in it."""
    found = _SCRIPTED.search(call)
    return found[1] if found else ""


def key(url: str) -> str:
    """The name of a document by its address: without scheme, session, tracking, fragment, port 80 and index.html."""
    parts = urlsplit(_SESSION.sub("", url))
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = _INDEX.sub("/", re.sub(r"/{2,}", "/", parts.path or "/"))
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name)]
    return f"{host}{port}{path}" + (f"?{urlencode(sorted(kept))}" if kept else "")


def is_file(url: str, *names: str) -> bool:
    """Whether an address, or a name that the link gives it, is that of a file to download."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    values = (value for _, value in parse_qsl(parts.query))
    return any(_FILE.search(one.strip()) for one in (parts.path, *values, *names))


def shape(url: str) -> str:
    """What the addresses of one list have in common: the path, runs of digits as one 0."""
    path = urlsplit(url).path
    return re.sub(r"\d+", "0", re.sub(r"[0-9a-f]{24,}", "0", path))


def _tracks(name: str) -> bool:
    return bool(_TRACKING.fullmatch(name))
