"""What is asked of us over HTTP, and what we answer, as values: the head of a request read, the answer written.

As much of HTTP/1.1 (RFC 9112) as a door on this machine needs: one request a connection, its body of a stated length.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

REASONS = {
    200: "OK",
    201: "Created",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    411: "Length Required",
    413: "Content Too Large",
    422: "Unprocessable Content",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
PLAIN = "text/plain; charset=utf-8"
# More parameters than any of our pages takes; a query may hold thousands.
MOST_PARAMETERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The head of a request. Names of headers are in small letters; of a header that comes twice the values are joined.

    `path` is without the query.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key == name)

    def parameter(self, name: str) -> str:
        """A value of the query; empty where it is not there."""
        return next((value for key, value in self.query if key == name), "")

    @property
    def length(self) -> int | None:
        """The length of the body in bytes; None where none is stated, or none that can be meant."""
        written = self.header("content-length")
        plain = written.isascii() and written.isdecimal() and len(written) <= 15
        return int(written) if plain and not self.header("transfer-encoding") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status and a text; `form` is its Content-Type."""

    status: int
    text: str
    form: str = PLAIN

    def written(self, head_only: bool = False) -> bytes:
        """The answer as bytes. The connection ends with it."""
        body = self.text.encode("utf-8", "replace")
        lines = [
            f"HTTP/1.1 {self.status} {REASONS[self.status]}",
            f"Content-Type: {self.form}",
            f"Content-Length: {len(body)}",
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
        ]
        if self.status == 401:
            lines.append("WWW-Authenticate: Bearer")
        return "\r\n".join([*lines, "", ""]).encode("ascii") + (b"" if head_only else body)


def asked(head: bytes) -> Asked | None:
    """The head of a request, up to and with its empty line; None when it is none."""
    first, *rest = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or not first.isascii():
        return None
    path, _, query = words[1].partition("?")
    pairs = [(name, value) for name, colon, value in (line.partition(":") for line in rest) if colon]
    try:
        parameters = parse_qsl(query, max_num_fields=MOST_PARAMETERS, errors="replace")
    except ValueError:
        return None
    return Asked(
        method=words[0],
        path=path,
        query=tuple(parameters),
        headers=tuple((name.strip().lower(), value.strip()) for name, value in pairs),
    )
