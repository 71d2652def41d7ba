"""Official documents: titles in 《》 that end in the name of a kind of document, and document numbers (文号).

A newspaper prints the full title once and then a short form (《意见》), which is the same document. 《》 also holds
newspapers, books, films and songs; only the word for the kind of document tells, so it must be the title's last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.widths import fold

_KINDS = """
    意见 通知 办法 方案 规定 条例 细则 公告 通告 公报 通报 决定 决议 规划 规划纲要 计划纲要 措施 若干政策 政策措施
    通则 总则 指南 指引 目录 清单 征求意见稿 草案 规则 准则 预案 规程 行动计划 实施计划 工作计划 工作要点 工作报告
    批复 命令 白皮书 管理制度 备忘录 若干举措 司法解释 教学大纲 课程标准
"""
# A law ends in 法; so do books, by what one does or the art that is taught: 兵法, 书法, 记忆法, 养生法, 工作法.
_LAW = re.compile(
    r"^(?!.*(?:生活|养生|工作|学习|记忆|阅读|教学|分析|管理方|思维|思考|训练|急救|种植|栽培|养殖)法$)[一-鿿]{2,40}"
    r"(?<![兵书方技手疗教做说心刀算语文戏魔看想用写画拳剑乐章笔佛习读食针灸打办立司执守普宪])法$"
)
_STATE_LAW = "中华人民共和国"
_KIND = re.compile(
    rf"(?:{'|'.join(_KINDS.split())}|宪法|法典|立法法|(?:新政|政策|措施|举措)[一二三四五六七八九十0-9]{{1,3}}条)$"
)
# Kinds that are also ordinary words count when the title says that it is an act: 《…五年规划建议》, 《关于…的报告》.
_WEAK = re.compile(
    r"^(?:.*关于.*|最高人民(?:法院|检察院).*|.*(?:19|20)[0-9]{2}.*|中共中央.*|.*(?:工作|行动|管理|发展|建设|技术|服务|评定|评价|验收|考核"
    r"|操作|作业).*)(?:计划|建议|报告|纲要|标准|规范|章程|制度|政策|倡议|举措|解释|函)$"
)
# A register is official when the state keeps it: 国家级…名录, 第三批…名录; the world's heritage list is not.
_REGISTER = re.compile(r"^(?:国家|[一-鿿]{2,6}[省市县区]|.*第[一二三四五六七八九十0-9]+批).*名录$")
_BARE = re.compile(r"^(?:计划|建议|报告|纲要|标准|章程|倡议书|规划建议|政策)$")
_QUALIFIER = re.compile(r"\([^()]{1,30}\)$|\[[^\[\]]{1,30}\]$")
# A short form made of nothing but the kind: 《实施意见》, 《若干措施》, 《征求意见稿》.
_OF_KIND_ONLY = re.compile(r"(?:实施|工作|行动|若干|指导|管理|试行|暂行|总体|具体|政策|专项)*(?P<kind>[一-鿿]{2,5})")
# The paper says itself that a title is a short form: 《…条例》(以下简称《条例》), 下称《办法》.
_CALLED = re.compile(r"《([^《》\n]{4,120})》[^《》。\n]{0,20}(?:统一?称|简称|下称)[为:：]?[“「]?《([^《》\n]{1,30})》")
_MEDIA = re.compile(
    r"(?:电影|影片|短片|电视剧|[短微]剧|纪录片|专题片|动画片?|图书|书籍|新书|小说|歌曲|金曲|专辑|合唱|话剧|舞剧"
    r"|[一-鿿]剧|文章|社论|评论|时评|报道|通讯|戏曲|戏剧|音乐剧|小品|相声"
    r"|诗集|诗歌|绘本|漫画|节目|栏目|游戏|专著|著作|散文|[散杂随]?[文笔]集|小说集|回忆录|报告文学|杂志|期刊|报纸"
    r"|专栏|油画|国画|画作)(?:作品)?[:,]?$"
)
# Side by side stand two documents (《甲省某条例》《某条例》), never a title and its short form.
_LISTED = re.compile(r"《([^《》\n]{1,120})》[、和及与]?(?=《([^《》\n]{1,120})》)")
_LONGEST = 120
_MOST = 200  # titles in an article, far beyond any: each is compared with each
_SHORT_LONGEST = 12
_NUMBER = re.compile(r"[一-鿿]{2,12}?\s?[〔\[(【]\s?(?:19|20)[0-9]{2}\s?[〕\])】]\s?第?[0-9]{1,5}\s?号")
_YEAR = re.compile(r"[〔\[(【]\s?(?:19|20)[0-9]{2}")  # few articles print one, and it is soon looked for
_NUMBER_LEAD = re.compile(r"^.*(?:文号|字号|根据|按照|依据|印发|文件|以及|[和与及的])[为是]?")
# Parcels of land, certificates and cases have numbers of the same build, and are no documents.
_OF_A_THING = re.compile("编号|证号|案号|宗地|许可证|预售")
_PARCEL = re.compile(r"(?:\([^)]{1,4}\))?[^,。;]{0,3}(?:地块|宗地|土地使用权)")
# A headline that is itself a document's title has an issuer before 关于 at most, and no verb.
_HEADLINE = re.compile(
    r"(?:[一-鿿]{1,20}(?:政府|办公厅|办公室|委员会|管委会|常委会|[局厅委部院会]))?"
    r"关于[^《》]{4,90}的(?:实施|指导|若干)?(?:意见|通知|办法|方案|规定|公告|通告|决定|批复|通报)"
)


def documents(headings: str, body: str) -> tuple[str, ...]:
    """Titles without 《》, full ones once and in order, then the document numbers; all as printed."""
    printed = f"{headings}\n{body}"
    titles = _official(headings, printed)
    called = _called(printed)
    shorts = _shorts(titles, fold(printed))
    full = [title for title in titles if title not in shorts and title not in called]
    return tuple(dict.fromkeys([*full, *_numbers(printed)]))


def short_titles(headings: str, body: str) -> dict[str, str]:
    """Short titles → the full ones that they stand for in this article, as printed: 条例 → 青川市渡口管理条例."""
    printed = f"{headings}\n{body}"
    titles = _official(headings, printed)
    return {**_shorts(titles, fold(printed)), **_called(printed)}


def _official(headings: str, printed: str) -> list[str]:
    titles = [title for title in _titles(printed) if _is_official(fold(title))]
    titles += [line for line in headings.split("\n") if _HEADLINE.fullmatch(fold(line))]
    return list(dict.fromkeys(titles))


def _called(text: str) -> dict[str, str]:
    """What the paper itself says to be short, with the title before it."""
    if "称" not in text:
        return {}
    return {short.strip(): full.strip() for full, short in _CALLED.findall(text)}


def _titles(text: str) -> Iterator[str]:
    """What stands in 《》, the outermost pair; a mark that never closes within a title's length is skipped."""
    start, depth = -1, 0
    for mark in re.finditer(r"[《》\n]", text):
        if mark[0] == "《":
            start, depth = (mark.start(), 1) if depth == 0 or mark.start() - start > _LONGEST else (start, depth + 1)
        elif mark[0] == "》" and depth:
            depth -= 1
            if (
                depth == 0
                and mark.start() - start <= _LONGEST
                and not _MEDIA.search(fold(text[max(0, start - 8) : start]))
            ):
                yield text[start + 1 : mark.start()].strip()
        elif mark[0] == "\n":
            depth = 0


def _base(title: str) -> str:
    """A folded title without what stands in brackets behind it: (草案), (试行), (2026—2030年)."""
    return _QUALIFIER.sub("", title).strip()


def _is_official(title: str) -> bool:
    base = _base(title)
    if title.startswith(_STATE_LAW) and base.endswith("法"):
        return True
    if _LAW.search(base):
        return True
    if base != title and re.search(r"草案|征求意见稿|试行|暂行|修订", title[len(base) :]):
        return True
    return bool(_KIND.search(base) or _WEAK.match(base) or _REGISTER.match(base) or _BARE.match(base))


def _shorts(titles: list[str], text: str) -> dict[str, str]:
    """The titles that are a short form of another one in the same article, with that one; the longest, if several."""
    known = {title: fold(title) for title in sorted(titles[:_MOST], key=len, reverse=True)}
    listed = {pair.groups() for pair in _LISTED.finditer(text)}
    shorts: dict[str, str] = {}
    for title, short in known.items():
        for other, full in known.items():
            if _is_short_for(short, full) and not {(short, full), (full, short)} & listed:
                shorts[title] = other
                break
    return shorts


def _is_short_for(short: str, full: str) -> bool:
    """《条例》 for 《…条例(草案)》, 《征求意见稿》 for 《…(征求意见稿)》, 《实施方案》 for 《…方案》."""
    if len(_base(short)) > _SHORT_LONGEST or len(short) >= len(full):
        return False
    base = _base(full)
    if full.endswith(short) or base.endswith(_base(short)) or full[len(base) :].rstrip(")]").endswith(short):
        return True
    kind = _OF_KIND_ONLY.fullmatch(_base(short))
    return bool(
        kind and _KIND.fullmatch(kind["kind"]) and base.endswith(kind["kind"]) and not _OF_KIND_ONLY.fullmatch(base)
    )


def _numbers(text: str) -> Iterator[str]:
    folded = fold(text)
    for found in _NUMBER.finditer(folded) if _YEAR.search(folded) else ():
        if _OF_A_THING.search(found[0]) or _PARCEL.match(folded, found.end()):
            continue
        lead = _NUMBER_LEAD.match(found[0])
        start = found.start() + (lead.end() if lead else 0)
        yield re.sub(r"\s", "", text[start : found.end()])
