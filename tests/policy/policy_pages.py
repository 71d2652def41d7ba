"""List and document pages of government sites as their systems write them, filled with notices of our own invention."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from watchers.model import Kind, Selectors, Source

ANYHOW = Selectors()
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
HOST = "http://www.yingchuan.gov.cn"

_SUBJECTS = (
    "关于印发颍川市城市更新三年行动方案的通知", "颍川市人民政府关于公布征收农用地区片综合地价的公告",
    "关于做好今冬明春供热保障工作的通知", "颍川市城市绿化条例（草案征求意见稿）公开征求意见",
    "关于2026年度科技型中小企业贷款贴息申报的通知", "颍川市财政局2026年政府采购意向公示",
    "关于调整中心城区公交线路的通告", "颍川市住房公积金管理中心关于优化提取流程的通知",
    "关于表彰全市见义勇为先进个人的决定", "颍水河干流禁渔期管理办法解读",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A line of a list to be drawn: `path` from the root of the site."""

    title: str
    path: str
    day: date


def notices(count: int, path: str, step: int = 1, start: date = TODAY) -> tuple[Notice, ...]:
    """So many different notices, newest first; `path` is filled with {n}, {y}, {ym}, {ymd}, {m}, {d}, {hex}."""
    found = []
    for n in range(count):
        day = start - timedelta(days=n * step)
        title = _SUBJECTS[n % len(_SUBJECTS)] + ("" if n < len(_SUBJECTS) else f"（第{n}号）")
        there = path.format(
            n=5000 - n, y=day.year, m=day.month, d=day.day, ym=f"{day:%Y%m}", ymd=f"{day:%Y%m%d}", hex=f"{n:032x}"
        )
        found.append(Notice(title=title, path=there, day=day))
    return tuple(found)


def source(url: str, every: timedelta = timedelta(minutes=30), selectors: Selectors = ANYHOW) -> Source:
    return Source(
        name="颍川通知", kind=Kind.POLICY, location=url, every=every, paper="颍川市人民政府", selectors=selectors
    )


def shell(main: str, title: str = "通知公告_颍川市人民政府", extra: str = "") -> str:
    """A page of a site around its main part: navigation, a box at the side, links to other sites, a footer."""
    menu = "".join(
        f'<li><a href="/{path}/">{name}</a></li>'
        for path, name in (
            ("zwgk", "政务公开"),
            ("zwdt", "政务动态"),
            ("hdjl", "互动交流"),
            ("zjyc", "走进颍川"),
            ("bsfw", "办事服务"),
        )
    )
    side = "".join(f'<li><a href="/rdxw/{n}.html">颍川热点新闻{n}...</a></li>' for n in range(5))
    friends = "".join(f'<li><a href="http://s{n}.gov.cn/">颍川市某某委员会网站{n}</a></li>' for n in range(30))
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
        f'<div class="nav"><ul>{menu}</ul></div><div class="crumb">您当前的位置：<a href="/">首页</a>&gt;'
        f'<a href="./">通知公告</a></div><div class="w">{main}<div class="right-box">'
        f"<h3>热点</h3><ul>{side}</ul></div></div>"
        f'<div class="yqlj links"><ul>{friends}</ul></div>'
        f'<div class="footer">主办：颍川市人民政府办公室 <a href="/lxwm.html">联系我们</a> '
        f"ICP备00000000号</div>{extra}</body></html>"
    )


def trs(lines: Sequence[Notice]) -> str:
    """TRS: li with the date in a span before the title inside the link, pages written by a script."""
    rows = "".join(
        f'<li><a href="{n.path}" target=_blank><span>{n.day}</span>{html.escape(n.title)}</a>\n' for n in lines
    )
    return shell(
        f'<ul class="list">{rows}</ul><div class="page"><script>createPageHTML(20, 0, "index", "shtml");</script></div>'
    )


def dahan(lines: Sequence[Notice]) -> str:
    """大汉: records in a script of XML; the title is cut, the attribute has it in full."""
    rows = "".join(
        f'<record><![CDATA[<li><a title="{html.escape(n.title)}" href="{n.path}">{html.escape(n.title[:8])}...</a>'
        f"<span>{n.day:%Y-%m-%d}</span></li>]]></record>"
        for n in lines
    )
    store = (
        "<datastore><nextgroup><![CDATA[<a "
        'href="/module/web/jpage/dataproxy.jsp?page=1&columnid=11"></a>]]></nextgroup>'
        f"<recordset>{rows}</recordset></datastore>"
    )
    return shell(f'<div id="5680" class="default_pgContainer"></div><script type="text/xml">{store}</script>')


def boda(lines: Sequence[Notice]) -> str:
    """博达: tables with a row a line, numbered classes, the title in an attribute, 下一页 as a link."""
    rows = "".join(
        f'<tr height=20 id="line_u8_{at}"><td><img src="/dot.gif"></td><td><a class="c117" href="{n.path}" '
        f'title="{html.escape(n.title)}">{html.escape(n.title[:20])}{"..." if len(n.title) > 20 else ""}</a></td>'
        f'<td width=1%><span class="timestyle117">{n.day:%Y/%m/%d}&nbsp;</span></td></tr>'
        for at, n in enumerate(lines)
    )
    pager = '<tr><td colspan=3><table><tr><td>共99条 <a href="tzgg/4.htm">下一页</a></td></tr></table></td></tr>'
    return shell(f"<table>{rows}{pager}</table>")


def jhtml(lines: Sequence[Notice]) -> str:
    """jhtml (public.zhengzhou): month and day in brackets, some pinned lines' mark in an element of its own."""
    rows = "".join(
        f'<li><i>·</i><a href="{n.path}">{html.escape(n.title)}</a><em>[{n.day:%m-%d}]</em></li>' for n in lines
    )
    return shell(f'<ul class="page-list">{rows}</ul><div class="pager"><a href="index_2.jhtml">下一页&gt;</a></div>')


def plain(lines: Sequence[Notice]) -> str:
    """Bare links in a cell, the date behind each, br between; the title in nested elements."""
    rows = "".join(
        f"<a href={n.path}><font color=red>{html.escape(n.title[:4])}</font>{html.escape(n.title[4:])}</a> "
        f"({n.day:%Y-%m-%d})<br>\n"
        for n in lines
    )
    return shell(f"<table><tr><td class=list>{rows}</td></tr></table>")


def definitions(lines: Sequence[Notice]) -> str:
    """dl: titles in dt, days in dd, in Chinese."""
    rows = "".join(
        f'<dt><a href="{n.path}">{html.escape(n.title)}</a></dt><dd>发布时间：{n.day.year}年'
        f"{n.day.month}月{n.day.day}日</dd>"
        for n in lines
    )
    return shell(f"<dl>{rows}</dl>")


def calendar(lines: Sequence[Notice]) -> str:
    """Cards: the day large above year and month, a title, an abstract with days of its own, a link 查看详情."""
    rows = "".join(
        f'<div class="card"><div class="date"><b>{n.day:%d}</b><span>{n.day:%Y-%m}</span></div><h4><a href="{n.path}">'
        f"{html.escape(n.title)}</a></h4><p>各县区人民政府：请于2025年1月5日前将材料报送至市政府办公室，逾期不再受理。</p>"
        f'<a class="more" href="{n.path}">查看详情&gt;</a></div>'
        for n in lines
    )
    return shell(f'<div class="cards">{rows}</div>')


def blocks(lines: Sequence[Notice]) -> str:
    """Lines in blocks of five, as some sites set them, numbered, new ones marked."""
    at = 0
    lists = []
    for start in range(0, len(lines), 5):
        rows = ""
        for n in lines[start : start + 5]:
            at += 1
            new = "<img src=new.gif>" if at > 2 else "<b>NEW</b>"
            rows += f'<li>{at}. <a href="{n.path}">{at}.{html.escape(n.title)}</a>{new}<span>{n.day}</span></li>'
        lists.append(f'<ul class="l5">{rows}</ul>')
    return shell(f'<div class="list">{"<hr>".join(lists)}</div>')


def undated(lines: Sequence[Notice]) -> str:
    """No date but in the address, addresses only in a call."""
    rows = "".join(
        f'<li><a href="javascript:void(0)" onclick="window.open(\'{n.path}\')">{html.escape(n.title)}</a></li>'
        for n in lines
    )
    return shell(f"<ul>{rows}</ul>")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a system writes a list, at which address, and what its documents are called."""

    draw: Callable[[Sequence[Notice]], str]
    address: str
    path: str


DIALECTS: Mapping[str, Dialect] = {
    "TRS": Dialect(trs, f"{HOST}/zwgk/tzgg/index.shtml", "/zwgk/tzgg/{ym}/t{ymd}_{n}.shtml"),
    "大汉": Dialect(dahan, f"{HOST}/col/col11/index.html", "/art/{y}/{m}/{d}/art_11_{n}.html"),
    "博达": Dialect(boda, f"{HOST}/tzgg.htm", "/info/1001/{n}.htm"),
    "jhtml": Dialect(jhtml, f"{HOST}/tzgg/index.jhtml", "/D12Y/{n}.jhtml"),
    "content": Dialect(plain, f"{HOST}/gsgg/", "/gsgg/content_{n}.htm"),
    "dl": Dialect(definitions, f"{HOST}/list.asp?id=7", "/show.asp?id={n}"),
    "cards": Dialect(calendar, f"{HOST}/zcwj", "/c123/{y}/{n}.html"),
    "blocks": Dialect(blocks, f"{HOST}/xxgk/", "/{ym}/{hex}.shtml"),
    "undated": Dialect(undated, f"{HOST}/sy/", "/2026/{m:02d}-{d:02d}/{n}.html"),
}


def library(lines: Sequence[Notice], categories: bool) -> str:
    """An answer of the policy library, in the one shape or the other."""
    items = [
        {
            "id": str(at),
            "title": n.title.replace("通知", "<em>通知</em>"),
            "url": HOST + n.path,
            "pcode": "国办发〔2026〕15号",
            "puborg": "国务院办公厅",
            "childtype": "卫生、体育\\医药管理",
            "pubtimeStr": f"{n.day:%Y.%m.%d}",
            "pubtime": int(datetime(n.day.year, n.day.month, n.day.day, tzinfo=UTC).timestamp() - 8 * 3600) * 1000,
            "summary": "各地区、各部门要<em>认真</em>落实。",
        }
        for at, n in enumerate(lines)
    ]
    half = len(items) // 2
    found = {"catMap": {"gongwen": {"listVO": items[:half]}, "otherfile": {"listVO": items[half:]}}}
    return json.dumps(
        {"code": 200, "searchVO": {"totalCount": len(items), **(found if categories else {"listVO": items})}}
    )


PARAGRAPHS = (
    "各县（区）人民政府，市人民政府各部门，各有关单位：",
    "为进一步优化营商环境，支持中小微企业平稳健康发展，经市人民政府同意，现就有关事项通知如下。",
    "一、扩大贴息范围。对符合条件的科技型中小企业，按年化利率1.5个百分点给予贴息，单户最高不超过30万元。",
    "二、简化申报流程。企业通过市政务服务网提交材料，市财政局会同有关部门在十个工作日内完成审核。",
    "颍川市人民政府办公室",
    "2026年11月18日",
)


def document(
    title: str, metadata: str = "", body: str = "", wrap: str = '<div class="TRS_Editor">{}</div>', tail: str = ""
) -> str:
    """A document's page: metadata, title, tools, text, neighbours."""
    text = body or "".join(f"<p>　　{line}</p>" for line in PARAGRAPHS)
    tools = '<div class="tools">字体大小：<a>大</a> <a>中</a> <a>小</a></div><p>【打印】 【关闭】</p>'
    tools += "<div>扫一扫在手机打开当前页</div>"
    neighbours = (
        '<div class="xgwz">相关链接<ul><li><a href="/1.html">颍川市另外一份已经印发的工作方案全文</a></li></ul></div>'
        '<p>上一篇：<a href="/2.html">上一份通知</a></p><p>下一篇：没有了</p>'
    )
    return shell(
        f'<div class="detail">{metadata}<h1>{title}</h1>{tools}{wrap.format(text)}{tail}{neighbours}</div>',
        title=f"{title}_颍川市人民政府",
    )


METADATA = {
    "table": (
        "<table><tr><td><b>索 引 号：</b></td><td>005252/2026-00123</td><td>主题分类：</td>"
        "<td>财政、金融、审计\\财政</td></tr>"
        "<tr><td>发文机关：</td><td>颍川市人民政府办公室</td><td>成文日期：</td><td>2026年11月18日</td></tr>"
        "<tr><td>发文字号：</td><td>颍政办〔2026〕12号</td><td>发布日期：</td><td>2026年11月20日</td></tr>"
        "<tr><td>有 效 性：</td><td>{validity}</td><td>公开方式：</td><td></td></tr></table>"
    ),
    "dl": (
        "<dl><dt>索引号</dt><dd>005252/2026-00123</dd><dt>主题分类</dt><dd>财政、金融、审计\\财政</dd>"
        "<dt>发布机构</dt><dd>颍川市人民政府办公室</dd><dt>成文日期</dt><dd>2026-11-18</dd>"
        "<dt>发文字号</dt><dd>颍政办〔2026〕12号</dd><dt>发布日期</dt><dd>2026-11-20</dd><dt>有效性</dt><dd>{validity}</dd></dl>"
    ),
    "li": (
        "<ul><li><b>索引号：</b>005252/2026-00123</li><li><b>主题分类：</b>财政、金融、审计\\财政</li>"
        "<li><b>发文机关：</b><span>颍川市人民政府办公室</span></li><li><b>成文日期：</b>2026-11-18</li>"
        "<li><b>文　　号：</b>颍政办〔2026〕12号</li><li><b>公开日期：</b>2026-11-20</li>"
        "<li><b>时效性：</b>{validity}</li></ul>"
    ),
    "lines": (
        "<p>索引号：005252/2026-00123　主题分类：财政、金融、审计\\财政　公开属性：主动公开<br>"
        "公开主体：颍川市人民政府办公室　成文日期：2026-11-18　发文字号：颍政办〔2026〕12号</p>"
        "<div>发布时间：2026-11-20 17:05 　来源：市政府办　浏览次数：88</div><div>文件状态：{validity}</div>"
    ),
}
