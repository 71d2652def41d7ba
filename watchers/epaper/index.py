"""The index of a page (版): which articles stand on it, and which other pages the issue has.

Nothing is taken from its place in one site's layout. A link is known by the name of its file, by what a reader sees on
it (`第A01版：头版`), and by being like the links that are known. Articles are those of the map of the printed page and
of the list of titles together, because each has some that the other lacks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from watchers.epaper import addresses
from watchers.epaper.days import printed_days
from watchers.epaper.labels import label_and_name, shown_label
from watchers.epaper.moved import moved
from watchers.epaper.remarks import one_line, remark
from watchers.epaper.trouble import Trouble, trouble
from watchers.markup import Node, page
from watchers.webtext import web_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as the index names it; the title is empty where only the map has it."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """Another page of the issue: what is printed on it (`1`, `A02`), its name (要闻), its index, its PDF."""

    url: str
    label: str = ""
    name: str = ""
    pdf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What an index says. `days` speak for the day of the issue; `next` is the page behind it.

    `moved`: where the page sends its reader on; `cut`: it ends before its end.
    """

    url: str
    label: str = ""
    name: str = ""
    pdf: str = ""
    days: tuple[date, ...] = ()
    pages: tuple[PageLink, ...] = ()
    articles: tuple[Listed, ...] = ()
    next: str = ""
    moved: str = ""
    trouble: Trouble = Trouble.NONE
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    href: str
    words: str
    area: bool
    known: bool  # the system's own mark of a link to a page


_NAVIGATION = re.compile(
    r"[\W_]*(?:(?:上|下|前|后)一?[版期篇页]|首页|头版导航|返回.*|目录|版面(?:导航|目录|概览)|标题导航|往期.*|数字报.*|pdf.*|第?一?版?下载|"
    r"更多|全文|详细|\[?详情\]?|查看.*|放大|缩小|全文复制|在线(?:订阅|投稿)|手机版|放大镜)?[\W_]*",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:下|后)一?版")
_STRING = re.compile(r"""(["'])((?:\\.|(?!\1).)*)\1""", re.DOTALL)
_WRITTEN = re.compile(r"document\.write(?:ln)?\s*\(", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def read_index(body: bytes, content_type: str, url: str) -> Index:
    """The index that stands at `url`. Raises ParseError where it is no page at all."""
    text = web_text(body, content_type).text
    if not text.strip():
        return Index(url=url, trouble=Trouble.EARLY)
    root = page(text)
    base = _base(root, url)
    links = _of_one_day([link for link in _links(root, base) if addresses.same_paper(url, link.url)], url)
    pages = _pages(links, url, _page_pdfs(root, base))
    articles = _articles(links, root, base, {one.url for one in pages})
    own = next((one for one in pages if one.url == addresses.plain(url)), None)
    pdfs = [pdf for node in root.all("a") if (pdf := _pdf(node, base))]
    label = shown_label(remark(text, "founder-pagenum")) or (own.label if own else "")
    hrefs = [link.href for link in links if link.url in {one.url for one in articles}]
    return Index(
        url=url,
        label=label or shown_label(addresses.page_mark(url)),
        name=own.name if own else "",
        pdf=(own.pdf if own else "") or next(iter(pdfs), ""),
        days=printed_days(text, root, hrefs),
        pages=pages,
        articles=articles,
        next=next((link.url for link in links if _is_next(link)), ""),
        moved=moved(root, text, base) if not articles else "",
        trouble=Trouble.NONE if articles else trouble(root),
        cut=not _END.search(text),
    )


def _base(root: Node, url: str) -> str:
    """What links are relative to: a page may say so itself."""
    named = next((node.attribute("href") for node in root.all("base")), "")
    try:
        return urljoin(url, named)
    except ValueError:
        return url


def _links(root: Node, base: str) -> Iterator[_Link]:
    for node in root.all("a", "area"):
        href = node.attribute("href")
        url = addresses.resolved(base, href)
        if url and not href.lstrip().lower().startswith(("javascript:", "#")) and addresses.readable(url):
            known = "pagelink" in f"{node.attribute('id')} {node.attribute('class')}".lower()
            yield _Link(url, href, _words(node), node.name == "area", known)


def _of_one_day(links: Sequence[_Link], url: str) -> list[_Link]:
    """The links of one issue. Only an address without a day may have others: of these, those of the most."""
    days = Counter(day for link in links if (day := addresses.day_in(link.url)))
    most = addresses.day_in(url) or next((day for day, _ in days.most_common(1)), None)
    return [link for link in links if addresses.day_in(link.url) in (None, most)]


def _words(node: Node) -> str:
    """What a reader sees on a link: its text, what a script writes there, or what shows over it."""
    words = " ".join(node.lines)
    if not words:
        words = " ".join(_written(script.raw) for script in node.all("script")).strip()
    told = one_line(node.attribute("title") or node.attribute("alt"))
    # Lists cut long titles off with dots and show the whole one over it.
    whole = told.startswith(words.rstrip(".…")) and len(told) > len(words)
    return told if not words or whole else words


def _written(script: str) -> str:
    """The text that `document.write(view("…<br>…  "))` puts on the page."""
    start = _WRITTEN.search(script)
    if not start:
        return ""
    strings = (found[2] for found in _STRING.finditer(script, start.end()))
    return one_line(" ".join(re.sub(r"\\(.)", r"\1", words) for words in strings))


def _is_next(link: _Link) -> bool:
    return bool(_NEXT.search(link.words)) and not link.area


def _pages(links: Sequence[_Link], url: str, pdfs: Mapping[str, str]) -> tuple[PageLink, ...]:
    """The pages that are linked, each once, with what is printed on them."""
    likely = [
        link for link in links
        if not link.area and not addresses.article_file(link.url) and addresses.same_edition(url, link.url)
    ]  # fmt: skip
    labelled = [link for link in likely if _labels_page(link)]
    shapes = {addresses.shape(link.url) for link in labelled}
    chosen: dict[str, _Link] = {}
    for link in likely:
        bare = addresses.page_file(link.url) and not _NAVIGATION.fullmatch(link.words)
        if _labels_page(link) or (bare and (not shapes or addresses.shape(link.url) in shapes)):
            best = chosen.get(link.url)
            if best is None or (not label_and_name(best.words)[0] and label_and_name(link.words)[0]):
                chosen[link.url] = link
    return tuple(_page_link(one, pdfs.get(one.url, "")) for one in chosen.values())


def _labels_page(link: _Link) -> bool:
    return bool(label_and_name(link.words)[0]) and (link.known or addresses.page_file(link.url) or "版" in link.words)


def _page_link(link: _Link, pdf: str) -> PageLink:
    label, name = label_and_name(link.words)
    return PageLink(url=link.url, label=label or shown_label(addresses.page_mark(link.url)), name=name, pdf=pdf)


def _page_pdfs(root: Node, base: str) -> dict[str, str]:
    """The PDF that stands behind the link to its page, as lists of pages have them. No path of a PDF can be derived."""
    found: dict[str, str] = {}
    at = ""
    for node in root.all("a"):
        if pdf := _pdf(node, base):
            if at:
                found.setdefault(at, pdf)
        elif url := addresses.resolved(base, node.attribute("href")):
            at = url if label_and_name(_words(node))[0] else ""
    return found


def _pdf(node: Node, base: str) -> str:
    url = addresses.resolved(base, node.attribute("href"))
    return url if url.partition("?")[0].lower().endswith(".pdf") else ""


def _articles(links: Sequence[_Link], root: Node, base: str, pages: Iterable[str]) -> tuple[Listed, ...]:
    """The articles in the order of the list, those that only the map has behind them, each once."""
    known = {*pages}
    mapped = {link.url for link in links if link.area and link.url not in known and not addresses.page_file(link.url)}
    shapes = {addresses.shape(url) for url in mapped}
    titles: dict[str, str] = {}
    for link in sorted(links, key=lambda link: link.area):
        if link.url in known or not (
            link.url in mapped or addresses.article_file(link.url) or addresses.shape(link.url) in shapes
        ):
            continue
        title = "" if _NAVIGATION.fullmatch(link.words) else link.words
        titles[link.url] = max(titles.get(link.url, ""), title, key=len)
    titles.update(_drawn(root, base))
    return tuple(Listed(url=url, title=title) for url, title in titles.items())


def _drawn(root: Node, base: str) -> Iterator[tuple[str, str]]:
    """Articles as shapes of an SVG over the page (国家电网报): `<polygon data-contentid="7">` is con-7.html."""
    for node in root.all("polygon"):
        number = node.attribute("data-contentid")
        if number.isdecimal():
            yield addresses.resolved(base, f"con-{number}.html"), one_line(node.attribute("title"))
