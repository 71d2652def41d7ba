"""What stands on the pages of a government site: the lines of a list, and a document with what is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list: a document's title and address, and what the list says about it.

    `day` is the publication date of the list, else the one in the address, None where neither tells one. The rest is
    empty where the list does not say it; the library of gov.cn does.
    """

    title: str
    url: str
    day: date | None = None
    pinned: bool = False
    number: str = ""
    issuer: str = ""
    subject: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The lines of a list page in its order, and the address of the page after it, empty where there is none."""

    rows: tuple[Row, ...]
    following: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that comes with a document. `label` is 附件 with its number, where it has one."""

    name: str
    url: str
    label: str = "附件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The metadata of a document (公文元数据), as printed; empty or None where it is not.

    `number` 发文字号, `issuer` 发文机关 or 发布机构, `index` 索引号, `subject` 主题分类, `validity` 有效性.
    """

    title: str = ""
    number: str = ""
    issuer: str = ""
    index: str = ""
    subject: str = ""
    validity: str = ""
    written: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document's own page. `title` is empty where the page does not tell it apart from the name of the site."""

    title: str
    paragraphs: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()
    header: Header = Header()
