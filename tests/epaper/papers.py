"""An invented issue, and how each publishing system would put it on the web, with all that makes such pages hard.

The stories are values; a `System` writes them as its sites do. What the watcher reads must be the values again.
"""

# ruff: noqa: E501 - markup is written as the systems write it, in long lines

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urljoin

DAY = date(2026, 5, 11)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article as it was written; `box`: it is none, but listed like one."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    kicker: str = ""
    subhead: str = ""
    author: str = ""
    caption: str = ""
    map_only: bool = False
    list_only: bool = False
    box: bool = False


@dataclass(frozen=True, kw_only=True)
class Leaf:
    label: str
    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One day's issue."""

    day: date
    leaves: tuple[Leaf, ...]
    name: str = "商都日报"

    @property
    def stories(self) -> list[tuple[Leaf, Story]]:
        return [(leaf, story) for leaf in self.leaves for story in leaf.stories]


def paper(day: date = DAY, extra: int = 0) -> Paper:
    """Four pages, ten articles, three boxes that are none. Numbers and texts are those of the day."""
    n = (day - date(2026, 1, 1)).days * 100 + 1_300_000
    said = f"{day.month}月{day.day}日"
    front = (
        Story(
            number=n + 1,
            kicker="颍川区“小桥流水”工程",
            title="二十座老桥 重新通车",
            subhead="——沿河居民少绕三里路",
            author="本报记者 林晓雨 高远",
            paragraphs=(
                f"{said}清晨，颍川区东关桥的围挡拆了下来，第一辆公交车从桥上慢慢驶过，两岸的人都停下来看。",
                "区水务局负责人介绍，去年立项的二十座危桥已全部修好，总投资4200万元。",
                "“以前要绕到北关，现在出门就是桥。”家住桥头的沈师傅说。",
            ),
            caption="通车当天的东关桥。 高远 摄",
        ),
        Story(
            number=n + 2,
            title="全区夏粮收购今日开秤",
            paragraphs=(
                f"本报讯（记者 沈立文）{said}，颍川区十二个夏粮收购点同时开秤，当天收进小麦三百吨。",
                "区粮食局在每个点都放了质检员，售粮农户当场拿钱。据介绍，今年新增的烘干机(下转三版)",
            ),
        ),
        Story(number=n + 3, title="今日导读", paragraphs=("夏季招聘会开场 02版", "老街灯会 04版"), box=True),
    )
    second = (
        Story(
            number=n + 4,
            title="商都人才市场夏季招聘会提供三千个岗位",
            paragraphs=(
                "新华社商都5月10日电（记者 马海涛）夏季招聘会将在体育馆连开三天，三百家企业进场，提供岗位三千多个。",
                "主办方提醒，求职者带身份证和简历即可入场。",
            ),
            map_only=True,
        ),
        Story(
            number=n + 5,
            title="关于调整东关大道公交线路的公告",
            paragraphs=(
                "因东关大道施工，自5月15日起，公交3路、12路改走北环路，施工结束后恢复。",
                "咨询电话：0371-00000000。",
            ),
            list_only=True,
        ),
        Story(number=n + 6, title="本版责编：丁一舟", paragraphs=("本版责编：丁一舟 校对：李娜",), box=True),
        Story(number=n + 7, title="广告", paragraphs=("东关家具城全场八折，欢迎选购。",), box=True),
    )
    third = (
        Story(
            number=n + 8,
            title="夏粮收购开秤（续）",
            paragraphs=(
                "(上接一版)也派上了用场，阴雨天收来的湿粮两小时就能入仓。",
                "截至傍晚，全区没有一户农户排队过夜。",
            ),
        ),
        Story(
            number=n + 9,
            title="“半亩园”里的夏天",
            author="□ 王春燕",
            paragraphs=(
                "退休教师把屋顶改成了菜园，邻居们都来讨秧苗，一到傍晚楼顶就热闹起来。",
                "她说，种菜和教书一样，急不得。",
            ),
        ),
    )
    fourth = (
        Story(
            number=n + 10,
            title="老街灯会 “五一”后再开十天",
            paragraphs=("本报讯（通讯员 周明）应市民要求，老街灯会延长到本月二十一日，每晚七点亮灯，不收门票。",),
            caption="灯会上的走马灯。",
        ),
        *(
            Story(
                number=n + 20 + i,
                title=f"社区短讯第{i + 1}则",
                paragraphs=(f"第{i + 1}社区的活动室{said}换了新桌椅，居民可以预约使用。",),
            )
            for i in range(extra)
        ),
    )
    return Paper(
        day=day,
        leaves=(
            Leaf(label="01", name="头版", stories=front),
            Leaf(label="02", name="综合", stories=second),
            Leaf(label="03", name="要闻", stories=third),
            Leaf(label="04", name="副刊", stories=fourth),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class System:
    """How one system lays a paper out. Addresses are relative to `root`; node numbers have a gap, as they do."""

    name: str
    folder: str
    leaf: str
    story: str
    index: Callable[[System, Paper, int], str]
    page: Callable[[System, Paper, Leaf, Story], str]
    root: str = "http://paper.example.com/sdrb/"
    nodes: tuple[int, ...] = (3, 4, 5, 7)
    closed: bool = field(default=True)

    def at(self, day: date) -> str:
        return urljoin(self.root, day.strftime(self.folder))

    def leaf_url(self, day: date, place: int, label: str) -> str:
        return urljoin(self.at(day), self.leaf.format(node=self.nodes[place], label=label, n=place + 1))

    def story_url(self, day: date, story: Story, label: str) -> str:
        return urljoin(self.at(day), self.story_href(day, story, label))

    def story_href(self, day: date, story: Story, label: str) -> str:
        return day.strftime(self.story).format(id=story.number, label=label, k=story.number % 100)

    def front(self, day: date) -> str:
        return self.leaf_url(day, 0, "01")

    def files(self, one: Paper) -> dict[str, bytes]:
        """All pages of an issue by their addresses."""
        found: dict[str, bytes] = {}
        for place, leaf in enumerate(one.leaves):
            found[self.leaf_url(one.day, place, leaf.label)] = self.index(self, one, place).encode()
            for story in leaf.stories:
                found[self.story_url(one.day, story, leaf.label)] = self.page(self, one, leaf, story).encode()
        return found


def remark(one: Paper, leaf: Leaf, story: Story | None = None) -> str:
    """The system's comment. It has a founder-content of its own, which is no body."""
    told = (
        f"<founder-type>1</founder-type><founder-title>{story.title}</founder-title>" if story
        else "<founder-type>2</founder-type>"
    )  # fmt: skip
    return (
        f"<!--enpproperty <founder-date>{one.day} 23:59:57</founder-date><founder-pagenum>{leaf.label}</founder-pagenum>"
        f"<founder-papername>{one.name}</founder-papername>{told}<founder-content>{one.name}</founder-content> "
        "/enpproperty-->"
    )


def spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"


def neighbours(system: System, one: Paper, place: int) -> str:
    nexts = one.leaves[place + 1 :]
    return f'<a class=preart href="{system.leaf_url(one.day, place + 1, nexts[0].label)}">下一版</a>' if nexts else ""


# -- indexes -----------------------------------------------------------------------------------------------------------


def classic_index(system: System, one: Paper, place: int) -> str:
    """F1: unquoted attributes, tags in mixed case that are never closed, `?div=`, areas twice, a calendar, sidebars."""
    leaf = one.leaves[place]
    href = {s.number: system.story_href(one.day, s, leaf.label) for s in leaf.stories}
    areas = "".join(
        f'<Area coords="1,2,3,4" shape="polygon" href="{href[s.number]}?div={div}">'
        for s in leaf.stories if not s.list_only for div in (0, -1)
    )  # fmt: skip
    pages = "".join(
        f"<tr><td>&nbsp;<a id=pageLink href={'./' if i == 0 else ''}{system.leaf.format(node=system.nodes[i], label=other.label, n=i + 1)}>"
        f"第{other.label}版：<STRONG>{other.name}</STRONG></a></td><td><a href=../../../page/{one.day:%Y-%m/%d}/{other.label}/{i}77.pdf>"
        "<img src=../../../tplimg/pdf.gif></a></td></tr>"
        for i, other in enumerate(one.leaves)
    )  # fmt: skip
    titles = "".join(
        f"<li>&middot;<a href={href[s.number]}?div=-1><div style=\"display:inline\" id=mp{s.number}>{s.title.replace(' ', '<br>')}</div></a>"
        for s in leaf.stories if not s.map_only
    )  # fmt: skip
    return (
        f"<html><head><META http-equiv=Content-Type content='text/html; charset=utf-8'><title>{one.name}数字报</title>"
        "<SCRIPT>function f(){OBJ_MP_LOADACTION.loadPeriods('','2026-05');}</SCRIPT></head><body>"
        f"<MAP NAME=pagepicmap>{areas}</MAP><img src=../../../page/{one.day:%Y-%m/%d}/{leaf.label}/b.jpg USEMAP=#PagePicMap>"
        f"<table><tr><td width=168 align=left class=px12>第{leaf.label}版：<STRONG>{leaf.name}</STRONG></td>"
        f"<td>{neighbours(system, one, place)}</td></tr></table><font>{one.day.year}</font> 年\n {one.day.month}\n 月\n {one.day.day}\n 日　星期"
        f"<font class=weekday>{'一二三四五六日'[one.day.weekday()]}</font><a href=node_1999.htm><img src=../../../tplimg/b.gif></a>"
        f"<table>{pages}</table><ul>{titles}</ul><a href=http://ads.example.net/content_1.htm>家具城</a>"
        f"<a href=../../2026-01/02/content_77.htm>旧闻排行</a>"
        f"</body></html>{remark(one, leaf)}"
    )


def scripted_index(system: System, one: Paper, place: int) -> str:
    """F1b (nbs): titles only inside scripts, the date in English, the label with a half-width colon, no remark."""
    leaf = one.leaves[place]
    href = {s.number: system.story_href(one.day, s, leaf.label) for s in leaf.stories}
    areas = "".join(
        f'<Area coords="1,2" shape="polygon" href="{href[s.number]}">' for s in leaf.stories if not s.list_only
    )
    titles = "".join(
        f'<li>\n<a href={href[s.number]}><script>document.write(view("{s.title.replace(" ", "<br>")}  "))</script></a></li>'
        for s in leaf.stories if not s.map_only
    )  # fmt: skip
    pages = "".join(
        f"<li><div class=right_title-name><a id=pageLink href={system.leaf.format(node=0, label=other.label, n=i + 1)}>第{other.label}版：{other.name}</a></div>"
        f"<div><a href=../../../page/{other.label}.pdf><img src=../../../tplimg/ico3.gif></a></div></li>"
        for i, other in enumerate(one.leaves)
    )  # fmt: skip
    return (
        "<html><head><meta charset=utf-8><script>function view(str){document.write(str)}</script></head><body>"
        f"<map name=PagePicMap>{areas}</map><li>{leaf.label}版:{leaf.name}&nbsp;<a href=../../../page/{leaf.label}.pdf>PDF</a>"
        f'{neighbours(system, one, place)}</li><div id="paperdatediv">{one.day.year}-{MONTHS[one.day.month - 1]}-{one.day.day}</div>'
        f'<div id="titleList"><ul>{titles}</ul></div><div id="pageList"><ul>{pages}</ul></div></body></html>'
    )


def modern_index(system: System, one: Paper, place: int) -> str:
    """F2: swiper slides, links to the twin for telephones, articles in another folder, dates of other papers aside."""
    leaf = one.leaves[place]
    pages = "".join(
        f'<div class="swiper-slide"><a id="pageLink" href="{system.leaf.format(node=0, label=other.label, n=i + 1)}">{other.label}版：{other.name}</a></div>'
        for i, other in enumerate(one.leaves)
    )
    titles = "".join(
        f'<li><a href="{system.story_href(one.day, s, leaf.label)}" title="{s.title}">{s.title[:6]}…</a></li>'
        for s in leaf.stories if not s.map_only
    )  # fmt: skip
    areas = "".join(
        f'<area shape="poly" coords="1,2" href="{system.story_href(one.day, s, leaf.label)}">'
        for s in leaf.stories if not s.list_only
    )  # fmt: skip
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{one.name}</title>'
        '<script>if(/Mobile/.test(navigator.userAgent)){window.location.href="/sdrb/pad/col/node_01.html";}</script></head><body>'
        f'<p class="date">{spoken(one.day)}</p><a href="/sdrb/pad/layout/{one.day:%Y%m/%d}/node_01.html">01版手机版</a>'
        f'<div class="right btn"><a href="../../../attachement/{one.day:%Y%m/%d}/{leaf.label}.pdf">PDF</a></div>{pages}'
        f'<map>{areas}</map><div class="news"><ul class="news-list">{titles}</ul></div>'
        f'<a href="/swb/pc/layout/{one.day:%Y%m/%d}/node_01.html">01版：商都晚报</a></body></html>'
    )


def plain_index(system: System, one: Paper, place: int) -> str:
    """shtml and 驻马店: a list of pages with letters or numbers, a list of articles, no map."""
    leaf = one.leaves[place]
    pages = "".join(
        f"<a href='{system.leaf.format(node=0, label=other.label, n=i + 1)}'>第{'一二三四'[i]}版：{other.name}</a>"
        for i, other in enumerate(one.leaves)
    )
    titles = "".join(
        f"<p><a href='{system.story_href(one.day, s, leaf.label)}'>{s.title}</a></p>" for s in leaf.stories
    )
    return f"<html><body><div>{spoken(one.day)}</div>{pages}{titles}</body></html>"


# -- articles ----------------------------------------------------------------------------------------------------------


def paragraphs(story: Story, tag: str = "P", indent: str = "&nbsp;&nbsp;&nbsp;&nbsp;") -> str:
    return "".join(f"<{tag}>{indent}{line}</{tag.split()[0]}>" for line in story.paragraphs)


NOISE = "<div><a href=#>放大</a> <a href=#>缩小</a> <a href=#>全文复制</a> <a href=content_1.htm>上一篇</a></div>"


def page_a(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    decks = f'<td class=font02 style="COLOR:#000">{story.kicker}</td>' if story.kicker else "<td class=font02></td>"
    picture = f"<table bgcolor=#efefef><tr><td><img src=../../../res/1/{story.number}.jpg></td></tr><tr><td>{story.caption}</td></tr></table>"
    return (
        f"<html><body><table><tr><td width=168 align=left class=px12>第{leaf.label}版：<STRONG>{leaf.name}</STRONG></td></tr></table>"
        f'{NOISE}<table><tr>{decks}</tr><tr><td class=font01 style="color: #0205FF">{story.title.replace(" ", "<br>")}</td></tr>'
        f"<tr><td class=font02>{story.subhead}</td></tr></table>{picture if story.caption else ''}"
        f"<div id=ozoom><founder-content><!--<npm:article-content>-->{_author(story)}{paragraphs(story)}<!--</npm:article-content>--></founder-content></div>"
        f"</body></html>{remark(one, leaf, story)}"
    )


def _author(story: Story) -> str:
    return f"<P>　　{story.author}</P>" if story.author else ""


def page_b(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    caption = f"<table bgcolor=#FFFFFF><tr><td><img src=../../../images/{story.number}.jpg><br>{story.caption}</td></tr></table>"
    return (
        f"<html><body><table><tr><td align=center><span>{story.kicker}</span><br><strong>{story.title}</strong><br>"
        f"<span>{story.subhead}</span></td></tr></table>{caption if story.caption else ''}"
        f"<founder-content>{_author(story)}{paragraphs(story)}</founder-content>{NOISE}</body></html>{remark(one, leaf, story)}"
    )


def page_c(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    picture = f'<div class="main-ar-pic-text"><img src="/res/{story.number}.jpg"><p>{story.caption}</p></div>'
    return (
        f'<html><body><div class="main-article-alltitle"><p class="main-article-pretitle">{story.kicker}</p>'
        f'<h2 class="main-article-title">{story.title}</h2><p class="main-article-subtitle">{story.subhead}</p>'
        f'<p class="main-article-author">{story.author}</p></div>{picture if story.caption else ""}'
        f'<div class="main-article-content"><div id="ozoom"><founder-content>{paragraphs(story, "p", "　　")}</founder-content></div></div></body></html>'
    )


def page_d(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    picture = f"<table id=newspic><tr><td><img src=/res/{story.number}.jpg></td></tr><tr><td>{story.caption}</td></tr></table>"
    return (
        f"<html><body><h3>{story.kicker}</h3><founder-title>{story.title.replace(' ', '<br/>')}</founder-title><founder-author>{story.author}</founder-author>"
        f"{picture if story.caption else ''}<founder-content><!--<npm:article-content>-->"
        f"{paragraphs(story)}<!--</npm:article-content>--></founder-content></body></html>"
    )


def page_e(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    picture = f'<div class="attachment"><img src="../../../pic/{story.number}.jpg"><p>{story.caption}</p></div>'
    return (
        f'<html><body><div class="detail-art"><p id="PreTitle">{story.kicker}</p><h2 id="Title">{story.title.replace(" ", "<br/>")}</h2>'
        f'<p id="SubTitle">{story.subhead}</p>{picture if story.caption else ""}<div class="content" id="ozoom"><founder-content>'
        f"<!--enpcontent--><!--enpcontent-->{_author(story)}{paragraphs(story, 'p&nbsp;xmlns=' + chr(34) * 2)}<!--/enpcontent--><!--/enpcontent-->"
        f"</founder-content></div></div></body></html>{remark(one, leaf, story)}"
    )


def page_f(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    picture = f'<div class="attachment"><img src="../../../pic/{story.number}.jpg"><p>{story.caption}</p></div>'
    return (
        f'<html><body><div class="article"><h3>{story.kicker}</h3><h1>{story.title}</h1><h2>{story.subhead}</h2>'
        f'<p class="sec">{story.author}<span class="date">《{one.name}》（{one.day:%Y年%m月%d日} 第 {leaf.label} 版）</span></p>'
        f'{picture if story.caption else ""}<div id="ozoom">{paragraphs(story, "p", "　　")}</div></div></body></html>'
    )


def page_g(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    picture = f"<table class=pci_c><tr><td><img src=../../../res/{story.number}.jpg></td></tr><tr><td>{story.caption}</td></tr></table>"
    return (
        f'<html><body><div class="text_c"><h3>{story.kicker}</h3><h1>{story.title}</h1><h2>{story.subhead}</h2><h4>{story.author}</h4>'
        f'{picture if story.caption else ""}<div id="ozoom">{paragraphs(story)}</div></div></body></html>'
    )


def page_h(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    """Comments around the body, printed twice; a remark of a web CMS before it."""
    body = f"<!--enpcontent-->{_author(story)}{paragraphs(story, 'p')}<!--/enpcontent-->"
    return (
        f"<html><head><title>{story.title}_{one.name}</title></head><body><!--enpproperty <articleid>9</articleid><date>{one.day} 07:30:37:0</date>"
        f"<author></author><title><p>{story.title}</p></title><keyword/>/enpproperty--><div class=x>{body}</div><div class=y>{body}</div></body></html>"
    )


def page_j(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    return (
        f'<html><body><div class="bmnr_con_yinti">{story.kicker}</div><div class="bmnr_con_biaoti">{story.title}</div>'
        f'<div class="bmnr_con_futi">{story.subhead}</div><div class="bmnr_con_zuozhe">{story.author}</div><div id="zoom">{paragraphs(story, "p")}</div></body></html>'
    )


def page_k(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    return (
        f'<html><body><p class="introtitle text-center">{story.kicker}</p><h2 class="art-title text-center">{story.title}</h2>'
        f'<p class="subtitle text-center">{story.subhead}</p><founder-content>{_author(story)}{paragraphs(story)}</founder-content></body></html>'
    )


def page_l(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    return (
        f'<html><body><div id="art_title">{story.title}</div><div class="con">{_author(story)}{paragraphs(story, "p")}</div>'
        f"{NOISE}</body></html>{remark(one, leaf, story)}"
    )


def page_m(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    return (
        f'<html><body><div id="currentBM"><strong>第{leaf.label}版</strong></div><p class="BSHARE_TEXT">{story.title}</p>'
        f'<div id="ozoom">{_author(story)}{paragraphs(story)}</div></body></html>'
    )


def page_i(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    return (
        f"<html><head><title>{story.title}-{one.name}</title></head><body>您当前的位置 ： 数字报 > {leaf.label}版<div class=p14>"
        f"{_author(story)}{paragraphs(story)}</div><!--enorth cms page [ enorth parse_date=x]--></body></html>"
    )


def page_unknown(system: System, one: Paper, leaf: Leaf, story: Story) -> str:
    """No mark that anybody knows: only a headline and a text."""
    menu = "".join(f"<li><a href=/x{i}>栏目{i}</a></li>" for i in range(20))
    return (
        f"<html><head><title>{story.title}_{one.name}</title></head><body><ul>{menu}</ul><div><h1>{story.title}</h1><div class=q7>"
        f"{_author(story)}{paragraphs(story, 'p')}</div></div><p>版权所有，未经许可不得转载。</p></body></html>"
    )


CLASSIC = ("html/%Y-%m/%d/", "node_{node}.htm", "content_{id}.htm")
MODERN = ("pc/layout/%Y%m/%d/", "node_{label}.html", "../../../content/%Y%m/%d/content_{id}.html")
SYSTEMS: Mapping[str, System] = {
    system.name: system
    for system in (
        *(
            System(name=f"F1 {letter}", folder=CLASSIC[0], leaf=CLASSIC[1], story=CLASSIC[2], index=classic_index, page=page)
            for letter, page in (("A", page_a), ("B", page_b), ("C", page_c), ("D", page_d), ("L", page_l), ("M", page_m),
                                 ("H", page_h), ("I", page_i), ("unknown", page_unknown))
        ),
        System(name="F1 two-part", folder="html2/%Y-%m/%d/", leaf="node_{node}.htm", story="content_1852_{id}.htm",
               index=classic_index, page=page_a),
        System(name="F1b G", folder="html/%Y-%m/%d/", leaf="nbs.D110000sdrb_{label}.htm",
               story="nw.D110000sdrb_%Y%m%d_{id}-{label}.htm", index=scripted_index, page=page_g),
        System(name="F2 E", folder=MODERN[0], leaf=MODERN[1], story=MODERN[2], index=modern_index, page=page_e),
        System(name="F2 F", folder=MODERN[0], leaf=MODERN[1], story=MODERN[2], index=modern_index, page=page_f),
        System(name="F2 col", folder="PC/layout/%Y%m/%d/", leaf="col{label}.html", story="../../../con/%Y%m/%d/content_{id}.html",
               index=modern_index, page=page_e),
        System(name="F2 K", folder="%Y%m/%d/", leaf="l{label}.html", story="../../content/%Y%m/%d/c{id}.html",
               index=modern_index, page=page_k),
        System(name="shtml", folder="shtml/sdrb/%Y%m%d/", leaf="vA{n}.shtml", story="{id}.shtml", index=plain_index, page=page_unknown),
        System(name="other J", folder="%Y%m%d/html/", leaf="page_{label}.htm", story="content_%Y%m%d0010{k}.htm",
               index=plain_index, page=page_j),
    )
}  # fmt: skip
# What a layout has no place for.
LACKS = {
    "D": ("kicker", "subhead"), "H": ("kicker", "subhead", "caption"), "I": ("kicker", "subhead", "caption"),
    "J": ("caption",), "K": ("caption",), "L": ("kicker", "subhead", "caption"), "M": ("kicker", "subhead", "caption"),
    "unknown": ("kicker", "subhead", "caption"), "shtml": ("kicker", "subhead", "caption"),
}  # fmt: skip


def yesterday(day: date) -> date:
    return day - timedelta(days=1)
