"""Bytes of a web page or feed → text. What a page says of its own encoding is often wrong, so it is only believed
where the text that comes out looks like text.

The order is that of trust: a byte order mark; the XML declaration or the meta tag, which whoever wrote the page saw
working; the HTTP header, which is often a default of the server; valid UTF-8; GB18030, because Chinese pages that say
nothing are old ones; and Big5, recognised only by nothing else fitting. What calls itself gb2312 or gbk is read as
GB18030, which contains both: names like 镕 and 喆 are outside gb2312, and pages use them all the same.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Chinese news consists almost wholly of the 3,755 commonest characters of GB 2312 or, in traditional script, the 5,401
# commonest of Big5: up to 2 % of the wide characters of real pages are neither. The same bytes read in the wrong one of
# UTF-8, GB18030 and Big5 give 40 % and more of rare characters and gaps.
MOST_STRANGE = 0.3

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Where a declaration stands. Browsers look at 1,024 bytes; newspaper systems put kilobytes of comments before it.
_HEAD = 8192
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})""")
_META = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)

# By the names that pages use, without hyphens and underscores. Others (UTF-7, escapes of Python) are not believed.
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "xgbk", "cp936", "ms936", "windows936", "gb231280", "chinese",
                     "csgb2312", "euccn"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cnbig5", "xxbig5", "csbig5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf8", "unicode11utf8"), "utf-8"),
    **dict.fromkeys(("shiftjis", "sjis", "xsjis", "cp932", "windows31j"), "cp932"),
    "eucjp": "euc-jp", "euckr": "euc-kr", "ksc56011987": "euc-kr", "cp949": "cp949", "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
}  # fmt: skip
# One byte a character: any bytes are text in these, so that it proves nothing, and servers name them by default.
_SINGLE = re.compile(r"(?:windows|cp)125[0-8]|iso8859\d{1,2}|latin1|usascii|ascii|koi8[ru]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebText:
    """The text of a page, the encoding in which it was read, and how much of its wide characters cannot be right.

    `strange` is the share, 0 to 1, of gaps (U+FFFD), private and unassigned characters, and rare ideographs among all
    characters beyond ASCII.
    """

    text: str
    encoding: str
    strange: float

    @property
    def garbled(self) -> bool:
        """Whether this is mojibake: nothing of it may be shown to anybody. A stray byte is not."""
        return self.strange > MOST_STRANGE


def web_text(body: bytes, content_type: str = "") -> WebText:
    """The text of `body` in the first encoding that fits, else in the one that fits least badly.

    `content_type` is the HTTP header, empty where there was none. A byte order mark and NUL characters are left out.
    """
    least: WebText | None = None
    for encoding in dict.fromkeys(_encodings(body, content_type)):
        text = body.decode(encoding, "replace").removeprefix("\ufeff").replace("\0", "")
        found = WebText(text=text, encoding=encoding, strange=strangeness(text))
        if not found.garbled:
            return found
        if least is None or found.strange < least.strange:
            least = found
    assert least is not None  # UTF-8 and GB18030 are always tried
    return least


def strangeness(text: str) -> float:
    """The share of characters that cannot be right among those beyond ASCII; 0 where there are none."""
    counts = {char: times for char, times in Counter(text).items() if char > "\x7f"}
    wide = sum(counts.values())
    return sum(times for char, times in counts.items() if _strange(char)) / wide if wide else 0.0


def _encodings(body: bytes, content_type: str) -> Iterator[str]:
    """What to try, best first."""
    yield from (encoding for mark, encoding in _BOMS if body.startswith(mark))
    if wide := _utf16(body):
        yield wide
    declared = [_codec(label) for label in _declared(body, content_type)]
    single = [encoding for encoding in declared if _SINGLE.fullmatch(re.sub("[-_]", "", encoding))]
    yield from (encoding for encoding in declared if encoding and encoding not in single)
    yield "utf-8"
    yield "gb18030"
    yield "big5hkscs"
    yield from single


def _utf16(body: bytes) -> str:
    """UTF-16 without a mark: every other byte of its markup is zero."""
    head = body[:256]
    if len(head) < 4 or head.count(0) < len(head) / 8:
        return ""
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    head = _COMMENT.sub(b"", body[:_HEAD])
    for found in (_XML.match(head), _META.search(head)):
        if found:
            yield found[1].decode("ascii", "replace")
    if named := _HEADER.search(content_type):
        yield named[1]


def _codec(label: str) -> str:
    """Python's name for an encoding; empty when it is none that pages come in.

    A declaration that could be read as ASCII is not in UTF-16, whatever it says.
    """
    plain = re.sub(r"[-_:.]", "", label.lower())
    if _SINGLE.fullmatch(plain):
        return _known(label.lower())
    named = _CODECS.get(plain, "")
    return "" if named.startswith("utf-16") else named


def _known(label: str) -> str:
    try:
        return codecs.lookup(label).name
    except LookupError:
        return ""


@lru_cache(maxsize=8192)
def _strange(char: str) -> bool:
    if _is_ideograph(char):
        return not (_common(char, "gb2312", 0xB0, 0xD7) or _common(char, "big5", 0xA4, 0xC6))
    return char == "\ufffd" or unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def _common(char: str, encoding: str, first: int, last: int) -> bool:
    """Whether the lead byte of a character lies in the rows of the common ones."""
    try:
        return first <= char.encode(encoding)[0] <= last
    except UnicodeEncodeError:
        return False
