"""The printed page as text → articles. Pure: text in, values with reasons out.

`read_page` reads one page, `read_issue` all pages of an issue and joins what jumps from page to page.
"""

from __future__ import annotations

from watchers.reading.issue import read_issue
from watchers.reading.model import Block, Reading, Role
from watchers.reading.page import read_page

__all__ = ["Block", "Reading", "Role", "read_issue", "read_page"]
