"""A line of the list and the document behind it → the article that readers get."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from watchers.model import Article, Source
from watchers.policy.addresses import key
from watchers.policy.header import ENDED
from watchers.policy.model import Attachment, Document, Header, Row
from watchers.policy.titles import is_cut
from watchers.widths import bare


def article(source: Source, row: Row, day: date, document: Document | None = None) -> Article:
    """The article, without facts; of a document that could not be read what the list says of it.

    Who issued it, and its number, stand above the headline, where readers of 公文 look for them; that it is no longer
    in force stands below it.
    """
    told = document.header if document else Header()
    ended = told.validity if ENDED.search(told.validity) else ""
    return Article(
        paper=source.paper,
        day=day,
        kicker=" · ".join(dict.fromkeys(filter(None, (told.number or row.number, told.issuer or row.issuer)))),
        headline=_headline(row, document),
        subhead=f"有效性：{ended}" if ended else "",
        column=row.subject or told.subject,
        body="\n".join((*document.paragraphs, *_files(document.attachments))) if document else "",
        summary=row.summary,
        url=row.url,
        key=key(row.url),
    )


def file_document(row: Row) -> Document:
    """The document of a line that leads to a file."""
    return Document(title="", paragraphs=(), attachments=(Attachment(name=row.title, url=row.url),))


def published(row: Row, document: Document | None, seen: date) -> date:
    """The day of publication: the list's, else the document's own, else the one on which it was first seen."""
    told = document.header if document else Header()
    return row.day or told.published or told.written or seen


def _headline(row: Row, document: Document | None) -> str:
    """The fuller title of the two; that of the page is known to hold the one of the list."""
    titles = [row.title, document.title, document.header.title] if document else [row.title]
    cut = bare(row.title.rstrip(".… ")) if is_cut(row.title) else bare(row.title)
    fitting = [title for title in titles if title and cut in bare(title)]
    return max(fitting, key=lambda title: (not is_cut(title), len(bare(title))), default=row.title)


def _files(attachments: Sequence[Attachment]) -> list[str]:
    return [f"{one.label}：{one.name}（{one.url}）" for one in attachments]
