"""Where things stand on an article's page, site by site, as selectors. A line here is all that a new layout needs.

The systems let each paper draw its own page; what they share is the element around the body. A layout is recognised by
its title and by nothing else, in this order: those whose marks are their own come before those made of plain tables.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One layout. `decks` are kicker or subhead by standing before or behind the title; `signed` holds the author."""

    name: str
    title: tuple[str, ...]
    kicker: tuple[str, ...] = ()
    subhead: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    label: tuple[str, ...] = ()


# In the order of trust: the first is the system's own, and what stands in it is the text and nothing else.
BODIES = ("founder-content", "#ozoom", "#articleContent", "#zoom", "cms-content", "span#contenttext")
# Names that sites use for other things too.
LOOSE_BODIES = (".main-article-content", ".detail-art", ".article-content", "div.con", ".p14", "div.content")
PICTURES = (".attachment", "table#newspic", "table.pci_c", "figure")

VARIANTS = (
    Variant(  # 安阳 商丘 周口 许昌 经济日报, and most papers of this system
        name="E",
        title=("#Title",),
        kicker=("#PreTitle",),
        subhead=("#SubTitle",),
        signed=("#Author", "#author"),
        pictures=(".attachment",),
    ),
    Variant(  # 浙江日报 and its sisters
        name="C",
        title=(".main-article-title", ".main-article-alltitle"),
        kicker=(".main-article-pretitle",),
        subhead=(".main-article-subtitle",),
        signed=(".main-article-author",),
        body=("founder-content", ".main-article-content"),
        pictures=(".main-ar-pic-text",),
    ),
    Variant(  # 驻马店日报 天中晚报
        name="J",
        title=(".bmnr_con_biaoti",),
        kicker=(".bmnr_con_yinti",),
        subhead=(".bmnr_con_futi",),
        signed=(".bmnr_con_zuozhe",),
        body=("#zoom",),
    ),
    Variant(  # 濮阳日报
        name="K",
        title=("h2.art-title", ".art-title"),
        kicker=("p.introtitle", ".introtitle"),
        subhead=("p.subtitle", ".subtitle"),
    ),
    Variant(  # 河南日报 信阳日报
        name="L",
        title=("#art_title", ".article-header h1", ".article-header h2", ".article-header"),
        body=("founder-content", "div.con"),
        pictures=(".pic",),
    ),
    Variant(  # 人民日报 until November 2024
        name="G",
        title=(".text_c h1",),
        kicker=(".text_c h3",),
        subhead=(".text_c h2",),
        signed=(".text_c h4",),
        body=("#ozoom", "#articleContent"),
    ),
    Variant(  # 人民日报 since December 2024
        name="F",
        title=(".article h1",),
        kicker=(".article h3",),
        subhead=(".article h2",),
        signed=("p.sec", ".sec"),
        body=("#ozoom",),
        pictures=(".attachment",),
        label=("p.sec", ".sec"),
    ),
    Variant(  # 新华日报
        name="X",
        title=(".newsdetatit h3", ".newsdetatit h1", ".newsdetatit h2"),
    ),
    Variant(  # 郑州日报 郑州晚报 大河报 湖南日报
        name="A",
        title=('td.font01[style*="0205FF"]', 'td.font01[style*="0205ff"]', "td.font01", ".font01"),
        decks=("td.font02", ".font02"),
        pictures=('table[bgcolor="#d8d9bd"]', 'table[bgcolor="#efefef"]', ".dContents"),
        label=("td.px12[width]",),
    ),
    Variant(  # 广州日报 海南日报
        name="D",
        title=("founder-title",),
        decks=("founder-subtitle",),
        signed=("founder-author",),
        pictures=("table#newspic",),
    ),
    Variant(  # old pages with a button to share them
        name="M",
        title=("p.BSHARE_TEXT", ".bshare_text"),
        body=("#ozoom",),
        label=("#currentBM strong",),
    ),
    Variant(  # 洛阳 平顶山
        name="B",
        title=('td[align="center"] > strong', 'td[align="middle"] > strong'),
        decks=('td[align="center"] > span', 'td[align="middle"] > span'),
        pictures=('table[bgcolor="#FFFFFF"]', 'table[bgcolor="#ffffff"]', "td.px12c"),
    ),
)
# Whatever else it is, a page that shows one article has one of these.
PLAIN = Variant(name="", title=("h1", "h2", "h3"), decks=(), pictures=())
