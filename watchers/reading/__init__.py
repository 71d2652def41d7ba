"""The printed page as text → articles. Pure: text in, values with reasons out.

`read_page` reads one page, `read_issue` all pages of an issue and joins what jumps from page to page;
`explain` says of every block of a page why it was taken for what it is.
"""

from __future__ import annotations

from watchers.reading.explain import Remark, explain
from watchers.reading.issue import read_issue
from watchers.reading.model import Block, Reading, Role
from watchers.reading.page import read_page

__all__ = ["Block", "Reading", "Remark", "Role", "explain", "read_issue", "read_page"]
