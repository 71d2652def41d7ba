"""What a page puts around a document without being a part of it: sizes of type, sharing, neighbours, who edited it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIZE = r"(?:字体|字号|文字)?(?:大小|颜色|调整)?"
_NOISE = re.compile(
    rf"[【\[(（]?\s*{_SIZE}\s*[:：]?\s*[【\[(（]?\s*(?:特大|超大|[大中小+\-T]|A[+-]?|默认)(?:\s*[|｜/、]?\s*(?:特大|超大|[大中小+\-T]|A[+-]?|默认))+"
    r"\s*[】\])）]?.{0,30}"
    r"|[【\[]?\s*(?:字体|字号)(?:大小)?\s*[:：].{0,40}"
    r"|[【\[(（]?\s*(?:打印|关闭|收藏|返回|保存|下载)(?:本页|本文|此页|窗口|页面|顶部)?(?:正文)?\s*[】\])）]?"
    r"|(?:[【\[(（]?\s*(?:打印|关闭|收藏|返回|分享|字体|大|中|小|保存|下载|我要纠错|纠错)(?:本页|本文|窗口|页面)?\s*[】\])）]?\s*[|｜]?\s*){2,}"
    r"|(?:微信)?扫一?[扫码].{0,30}|用?手机(?:打开|查看|扫码|浏览|阅读).{0,20}"
    r"|(?:一键)?分享(?:到|至|本文|此文|按钮)?\s*[:：]?(?:\s*(?:微信|朋友圈|微博|新浪微博|QQ空间|QQ|复制链接|更多))*"
    r"|(?:上|下)一[篇条个].{0,120}|(?:上|下)篇\s*[:：].{0,120}"
    r"|[【\[(（]?\s*(?:责任编辑|编辑|责编|审核|初审|复审|终审|校对|录入|网络编辑|信息员)\s*[:：].{0,40}"
    r"|(?:浏览|点击|阅读|访问)(?:次?数|量|率)?\s*[:：].{0,20}"
    r"|[【\[]?我要纠错[】\]]?|您当前的?位置.{0,80}|当前位置\s*[:：].{0,80}|您?所在(?:的)?位置\s*[:：].{0,80}"
    r"|已有\s*\d*\s*人.{0,12}|附件【.{0,120}】\s*已下载.{0,10}|已下载\s*\d*\s*次?|无障碍.{0,6}|语音播报|朗读|听全文|暂停|播放"
    r"|版权所有.{0,60}|主办单位?\s*[:：].{0,80}|网站标识码.{0,60}|[^，。]{0,6}ICP备.{0,30}|END|—END—"
)
# From such a heading on a page tells of other documents.
_RELATED = re.compile(
    r"[【\[]?\s*(?:相关(?:链接|阅读|文章|新闻|信息|文件|报道|解读|政策|稿件|文档|推荐|内容)|延伸阅读|推荐阅读|热点(?:推荐|新闻|文章)"
    r"|关联(?:阅读|信息|稿件|文件)|(?:政策|文件)?解读(?:材料|链接)|(?:猜你)?(?:喜欢|还想看)|更多(?:相关|精彩).{0,8})\s*[】\]]?\s*[:：>]{0,2}"
)
# A document says with a sentence what an end mark only labels.
_TEXT = re.compile(r"[。；]")
_LATE = 0.5


def without_noise(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a document without those that every page has, and without what follows 相关链接 behind it."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        if _RELATED.fullmatch(line) and at >= _LATE * len(lines) and not any(map(_TEXT.search, lines[at + 1 :])):
            break
        if not is_noise(line):
            kept.append(line)
    return tuple(kept)


def is_noise(line: str) -> bool:
    """Whether a whole line is of the page, not of the document."""
    return len(line) <= 150 and bool(_NOISE.fullmatch(line.strip()))
