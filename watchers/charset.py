"""Bytes of a page → text. Chinese text files come as UTF-8, or as GB18030 from older layout systems."""

from __future__ import annotations

import codecs
import unicodedata

from watchers.errors import ParseError

# Beginnings of files that are often put where a text was wanted, longest first where one contains another.
SIGNATURES = (
    (b"%PDF", "PDF 文件", "请先用 pdftotext 之类的工具转成文字"),
    (b"PK\x03\x04", "Word（docx）或压缩文件", "请另存为纯文本，或先解压"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 文件", "请另存为纯文本"),
    (b"{\\rtf", "RTF 文件", "请另存为纯文本"),
    (b"\xff\xd8\xff", "JPEG 图片", "请先做文字识别"),
    (b"\x89PNG", "PNG 图片", "请先做文字识别"),
    (b"\x1f\x8b", "gzip 压缩文件", "请先解压"),
)
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# A page in which one character in ten cannot be read is of no use to anybody; text from PDF has far fewer.
MOST_UNREADABLE = 0.1
# Chinese news in GB18030 consists almost wholly of the 3,755 common characters of GB 2312 level 1 and of its symbols;
# Big5 or Shift-JIS bytes read as GB18030 come out as rare characters, half of the text and more.
MOST_RARE = 0.3
# A damaged UTF-8 file has a stray byte here and there; of GB18030 bytes more than half are no valid UTF-8.
MOST_STRAY = 0.2

LINE_ENDS = str.maketrans({"\r": "\n", "\f": "\n"})


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with a byte order mark, UTF-8, else GB18030; line ends become a line feed.

    Stray bytes become U+FFFD. Raises ParseError that says what the bytes look like and what to do about it.
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _clean(raw[len(mark) :].decode(encoding, "replace"))
    _refuse_binary(raw)
    text = _utf8(raw)
    return _clean(_gb18030(raw) if text is None else text)


def _refuse_binary(raw: bytes) -> None:
    for signature, name, advice in SIGNATURES:
        if raw.startswith(signature):
            raise ParseError(f"这是{name}，不是纯文本：{advice}。")
    if b"\0" in raw:
        raise ParseError("文件里有空字节，像是二进制文件或没有标记的 UTF-16：请另存为 UTF-8 纯文本。")


def _utf8(raw: bytes) -> str | None:
    """The text if this is UTF-8, also when it was cut inside a character or has a few stray bytes; else None."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if wrong.reason == "unexpected end of data" and wrong.start:
            return raw[: wrong.start].decode("utf-8")
    text = raw.decode("utf-8", "replace")
    wide = sum(char > "\x7f" for char in text)
    return text if text.count("\ufffd") <= wide * MOST_STRAY else None


def _gb18030(raw: bytes) -> str:
    text = raw.decode("gb18030", "replace")
    wide = [char for char in text if char > "\x7f"]
    if sum(map(_rare, wide)) > len(wide) * MOST_RARE:
        raise ParseError("认不出文字编码（不是 UTF-8，也不像 GB18030，可能是 Big5 等）：请另存为 UTF-8 纯文本。")
    return text


def _rare(char: str) -> bool:
    """Outside rows 1–3 (symbols, numerals, full-width forms) and 16–55 (common characters) of GB 2312."""
    try:
        row = char.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return True
    return not (1 <= row <= 3 or 16 <= row <= 55)


def _clean(text: str) -> str:
    if sum(map(_unreadable, text)) > len(text) * MOST_UNREADABLE:
        raise ParseError("大半是控制符或乱码，像是二进制文件：请另存为 UTF-8 纯文本。")
    return text.replace("\r\n", "\n").translate(LINE_ENDS)


def _unreadable(char: str) -> bool:
    if char.isprintable() or char in "\t\n\r\f":
        return char == "\ufffd"
    return unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")
