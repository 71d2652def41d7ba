"""A list page of a government site → its lines, whichever system made it.

Such lists differ in everything but their structure: neighbouring elements of one kind, each with a link to a document
and mostly a date. So the list is found by what its lines are like. Selectors of the configuration win.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from watchers import markup
from watchers.errors import LayoutError
from watchers.markup import Node
from watchers.model import Selectors
from watchers.policy import addresses, library, records, titles
from watchers.policy.dates import Printed, address_day, days, is_date, printed_day, without_day
from watchers.policy.evidence import best, is_sure
from watchers.policy.lines import Line, Link, lines, links, selected
from watchers.policy.model import Listing, Row
from watchers.policy.paging import following
from watchers.webtext import web_text

_GONE = re.compile(
    r"404|403|50[0-4]|页面?不存在|找不到|未找到|不存在或|已(?:被)?删除|无法(?:访问|显示|找到)|出错|错误|Not Found"
    r"|访问(?:受限|异常|禁止|被)",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"登录|登陆|login|sign in|验证", re.IGNORECASE)
_ASKED_TO_LOG_IN = "列表页要求登录：请用浏览器打开网址看看，换成不用登录的列表页。"
_BY_SCRIPT = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)|axios|fetch\(|XMLHttpRequest|new Vue|createApp|v-for|\{\{|ng-repeat"
    r"|id=[\"']?(?:app|root)[\"'>\s]|laypage|template\("
)


def read_list(body: bytes, content_type: str, url: str, selectors: Selectors, today: date) -> Listing:
    """The lines of a list page, or of an answer in JSON, found at `url`. `today` tells the year where none is printed.

    Raises ParseError for a selector that is none, LayoutError where there is no list or a selector finds nothing, and
    FetchError where the library says that it could not answer.
    """
    read = web_text(body, content_type)
    if read.garbled:
        raise LayoutError("列表页的文字读出来是乱码：请用浏览器打开网址，看它是不是文字网页。")
    text = records.unwrapped(read.text)
    if library.is_json(text):
        return library.read_answer(text, url, today)
    tree = markup.page(text)
    base_tag = tree.first("base")
    base = addresses.joined(url, base_tag.attribute("href")) if base_tag else ""
    _check(selectors, tree)
    _refuse(tree)
    found = _found(tree, base or url, url, selectors, text)
    rows = _rows(found, selectors, today)
    return Listing(rows=rows, following=following(tree, text, base or url))


def _found(tree: Node, base: str, url: str, selectors: Selectors, text: str) -> Sequence[Line]:
    known = links(tree, base)
    if selectors.item:
        if found := selected(tree, known, selectors):
            return found
        raise LayoutError(
            f"选择器 item = {selectors.item!r} 在列表页上没有找到带链接的条目：网页可能改版了，请改选择器。"
        )
    picked = best(lines(tree, known), url)
    # Where a script draws the list, what else the page has would pass for it.
    if picked and (is_sure(picked, url) or not _is_drawn(tree, text)):
        return picked
    raise LayoutError(_why_empty(tree, text))


def _rows(found: Sequence[Line], selectors: Selectors, today: date) -> tuple[Row, ...]:
    """The lines as rows, each document once, with their days."""
    named = _titled(found, selectors)
    plain = titles.unnumbered([title for title, _, _ in named])
    printed = [_day(line, selectors, today) or glued for line, (_, _, glued) in zip(found, named, strict=True)]
    if selectors.date and not any(printed):
        raise LayoutError(f"选择器 date = {selectors.date!r} 在列表页上没有找到日期：网页可能改版了，请改选择器。")
    in_address = [address_day(line.link.url) for line in found]
    # A line that is pinned to the top stands out of order: its year is found by itself.
    loose = [day for day, (_, pinned, _) in zip(printed, named, strict=True) if not pinned]
    ordered = iter(days(loose, [a for a, (_, pinned, _) in zip(in_address, named, strict=True) if not pinned], today))
    rows: dict[str, Row] = {}
    for line, title, (_, pinned, _), one, address in zip(found, plain, named, printed, in_address, strict=True):
        day = days([one], [address], today)[0] if pinned else next(ordered)
        row = Row(title=title, url=line.link.url, day=day, pinned=pinned)
        if title:
            rows.setdefault(addresses.key(row.url), row)
    return tuple(rows.values())


def _titled(found: Sequence[Line], selectors: Selectors) -> list[tuple[str, bool, Printed | None]]:
    """Each line's title, whether it is pinned, and the date that was glued to it."""
    named: list[tuple[str, bool, Printed | None]] = []
    for line in found:
        title, pinned = titles.unmarked(_title(line.link, selectors))
        title, glued = without_day(title)
        title, marked = titles.unmarked(title)
        outside = any(run.strip("[]【】()（） ") == "置顶" for run in line.runs)
        named.append((title, pinned or marked or outside, glued))
    return named


def _title(link: Link, selectors: Selectors) -> str:
    """What the link says without a date inside it, in full where an attribute has it."""
    heading = link.node.first(selectors.title) if selectors.title else link.node.first("h1, h2, h3, h4, h5, h6")
    visible = heading.text if heading and heading.text else _visible(link)
    named = [link.node.attribute("title"), link.node.attribute("alt")]
    inside = (node.attribute("title") for node in link.node.all() if node.attribute("title"))
    return titles.full(visible, [*named, *inside])


def _visible(link: Link) -> str:
    """The text of a link; of one around a whole card its first line that is no date, before the abstract."""
    pieces = [piece for node in link.node.children if _is_block(node) for piece in node.lines if not is_date(piece)]
    if pieces:
        return pieces[0]
    return ("" if link.tight else " ").join(run for run in link.node.runs() if not is_date(run))


def _is_block(node: Node) -> bool:
    return node.name in ("div", "p", "dl", "dt", "dd", "ul", "li")


def _day(line: Line, selectors: Selectors, today: date) -> Printed | None:
    if selectors.date:
        runs = [run for node in line.nodes for found in node.select(selectors.date) for run in found.runs()]
        return printed_day(runs, today) or printed_day(["".join(runs)], today)
    inside = [run for run in line.link.node.runs() if is_date(run)]
    return printed_day(line.runs, today) or printed_day(inside, today)


def _check(selectors: Selectors, tree: Node) -> None:
    """Selectors that are written wrong are told at once, not only where they are used."""
    for css in filter(None, (selectors.item, selectors.title, selectors.date, selectors.body)):
        tree.select(css)


def _refuse(tree: Node) -> None:
    """What answers in the place of a list and may hold links of its own."""
    heading = tree.first("title")
    title = heading.raw.strip() if heading else ""
    if len(title) < 40 and _GONE.search(title):
        raise LayoutError(f"列表页现在是“{title}”：网址可能换了，请用浏览器打开看看，再改配置里的 url。")
    if _LOGIN.search(title) and tree.first("input[type=password]"):
        raise LayoutError(_ASKED_TO_LOG_IN)


def _why_empty(tree: Node, text: str) -> str:
    if _is_drawn(tree, text):
        return (
            "列表要靠网页里的脚本才显示，网页本身是空的：请在浏览器的“网络”面板里找到它取数据的网址（JSON），填进 url。"
        )
    return "页面上找不到列表：网站可能改版了，请用浏览器打开网址看看，必要时用 item、title、date 选择器指明。"


def _is_drawn(tree: Node, text: str) -> bool:
    """Whether a script fills an element that is empty in the page as it came."""
    empty = any(_is_empty(node) for node in tree.all("ul", "ol", "tbody", "div", "table"))
    return empty and bool(_BY_SCRIPT.search(text))


def _is_empty(node: Node) -> bool:
    named = node.attribute("id") or node.attribute("class")
    return bool(named) and not node.text
