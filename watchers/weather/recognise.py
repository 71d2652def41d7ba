"""Which kind of document it is, by what stands in it: addresses and content types tell little."""

from __future__ import annotations

import re

from watchers.errors import LayoutError
from watchers.weather.cap import cap
from watchers.weather.fields import fields, inside
from watchers.weather.nmc import cma, detail, nmc
from watchers.weather.notice import Bulletin
from watchers.weather.qweather import qweather
from watchers.webtext import web_text

_PAGE = re.compile(r"(?>\s*<!--.*?-->)*\s*<(?:!doctype\s+html|html|head|body|script|meta)\b", re.IGNORECASE | re.DOTALL)


def bulletin(body: bytes, content_type: str = "") -> Bulletin:
    """What a document says of warnings. Raises ParseError, and LayoutError where it is none that we know."""
    text = _text(body, content_type)
    if _PAGE.match(text):
        raise LayoutError("网址给出的是网页，不是预警数据：可能要登录或已经改版，请在浏览器里确认网址。")
    if text.startswith(("{", "[")):
        return _of_json(text)
    if text.startswith("<"):
        return cap(text)
    raise LayoutError("网址给出的既不是 JSON 也不是 XML，不像预警数据：请确认网址。")


def detail_text(body: bytes, content_type: str = "") -> str:
    """The text of one warning from its page. Raises ParseError."""
    return detail(_text(body, content_type))


def _text(body: bytes, content_type: str) -> str:
    read = web_text(body, content_type)
    if read.garbled and _mostly_plain(body):
        # An XML feed in a western language that says UTF-8 and is not: its few accents are those of Windows.
        return body.decode("cp1252", "replace").strip()
    if read.garbled:
        raise LayoutError("内容不是能读的文字（编码不明或是压缩文件）：请确认网址。")
    return read.text.lstrip("\ufeff \t\r\n")


def _mostly_plain(body: bytes) -> bool:
    """Whether one byte in fifty at most is beyond ASCII, as in no Chinese document."""
    return body.lstrip().startswith(b"<") and len(re.findall(rb"[\x80-\xff]", body)) * 50 <= len(body)


def _of_json(text: str) -> Bulletin:
    """By the fields: NMC has data.page, CMA a list as data, QWeather alerts or warning. An error of any has a code."""
    answer = fields(text) if text.startswith("{") else {}
    data = inside(answer, "data")
    if "alerts" in answer or "warning" in answer:
        return qweather(text)
    if isinstance(answer.get("data"), list) or "alarm" in data:
        return cma(text)
    if "code" in answer:
        return nmc(text)
    raise LayoutError("这段 JSON 不是认得的预警接口（中央气象台、中国气象局、和风天气）：请确认网址。")
