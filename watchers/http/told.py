"""What the network says, as one sentence that says what to do."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from watchers.errors import FetchError
from watchers.http.addresses import shown

CUT_SHORT = "的内容没有传完，下次再试。"
BROKEN = (
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.NetworkError,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
)


@contextmanager
def told(address: httpx.URL) -> Iterator[None]:
    """Every exception of httpcore becomes a FetchError; those raised on purpose and those of the program pass."""
    try:
        yield
    except BROKEN as wrong:
        raise FetchError(f"{shown(address)} {_sentence(wrong)}") from wrong


@contextmanager
def told_of_body(address: httpx.URL) -> Iterator[None]:
    """The same while a body is being read: a connection that breaks then has cut it short."""
    try:
        yield
    except httpcore.TimeoutException as wrong:
        raise FetchError(f"{shown(address)} 太慢，没有取完，下次再试。") from wrong
    except (httpcore.ProtocolError, httpcore.NetworkError) as wrong:
        raise FetchError(f"{shown(address)} {CUT_SHORT}") from wrong


def _sentence(wrong: Exception) -> str:
    if isinstance(wrong, httpcore.TimeoutException):
        return "没有及时答复，下次再试。"
    if isinstance(wrong, (httpcore.RemoteProtocolError, httpcore.ReadError)):
        return "没有答复就断了，或答复不合 HTTP 规矩：请确认网址，或等下次再试。"
    cause = wrong.args[0] if wrong.args else None  # httpcore hands on what it caught
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"的证书不可信（{cause.verify_message}），没有取：请确认网址，或请网站换证书。"
    if isinstance(cause, ssl.SSLError):
        return f"谈不成加密连接（{cause.reason or cause}）：请确认网址，或试试 http://。"
    return f"连不上（{_cause(cause or wrong)}）：请检查网址和网络。"


def _cause(wrong: object) -> str:
    if isinstance(wrong, ConnectionRefusedError):
        return "对方拒绝连接"
    if isinstance(wrong, ConnectionError):
        return "连接被断开"
    return str(wrong) or type(wrong).__name__


def advice(status: int) -> str:
    """What to do about an answer that is not the page."""
    if status in (401, 403):
        return "网站不让看，请在浏览器里确认是否要登录。"
    if status == 429:
        return "网站嫌请求太密，请把这个来源的 when 改长一些。"
    if status >= 500:
        return "网站出错，下次再试。"
    return "请检查网址。"
