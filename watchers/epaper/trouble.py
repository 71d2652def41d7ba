"""Pages that came with 200 and are none: not out yet, not there, log in first. Known by what they say to a reader."""

from __future__ import annotations

import re
from enum import StrEnum

from watchers.markup import Node


class Trouble(StrEnum):
    """Why a page is none."""

    NONE = ""
    EARLY = "early"
    GONE = "gone"
    LOGIN = "login"


_EARLY = re.compile(
    r"(?:电子报|数字报|报纸|本期|当[天日期])[^。]{0,12}(?:尚未|还未|还没有?|暂未|未)(?:就绪|出版|发布|上线|上传|生成)"
    r"|(?:尚未|暂未|还没有?)(?:出版|发布)|(?:今天|今日|当[天日])(?:没有|无)(?:报纸|报)|暂无(?:报纸|数据|内容)|休刊"
)
_GONE = re.compile(
    r"(?:页面|网页|文件|内容|文章|稿件)[^。]{0,14}(?:不存在|已?被?删除|找不到|未找到|走丢|已下线)|"
    r"(?:找不到|未找到|没有找到|无法找到)[^。]{0,10}(?:页|文件|内容|文章)|\b404\b|not\s+found",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:请|需要?|立即|马上|先)[^。,，]{0,6}(?:登录|登陆)|(?:登录|登陆|注册|付费|订阅|开通会员)后[^。]{0,8}(?:阅读|查看|浏览|观看)|"
    r"(?:会员|用户|账号|帐号|手机号|短信)(?:登录|登陆)|付费阅读"
)
# Error pages are short; a newspaper page with a login box in its head is not.
_SHORT = 500
# A body of some eight characters is what some servers send for a page that is yet to come.
_NOTHING = 16


def trouble(root: Node) -> Trouble:
    """What is wrong with a page that showed nothing of what was looked for."""
    words = root.text
    title = next((node.raw for node in root.all("title")), "")
    if any(node.attribute("type").lower() == "password" for node in root.all("input")):
        return Trouble.LOGIN
    if _GONE.search(title):
        return Trouble.GONE
    if len(words) < _SHORT:
        return _said(words, title)
    return Trouble.NONE


def _said(words: str, title: str) -> Trouble:
    for why, pattern in ((Trouble.EARLY, _EARLY), (Trouble.GONE, _GONE), (Trouble.LOGIN, _LOGIN)):
        if pattern.search(words):
            return why
    if _LOGIN.search(title):
        return Trouble.LOGIN
    return Trouble.EARLY if len(words) <= _NOTHING else Trouble.NONE
