"""What stands among the articles of a page and is none: editors, advertisements, tables of contents, the masthead.

Publishing systems cut a printed page into boxes, and every box is listed. Each rule here says why its boxes are no
news; what a reader of notices may be waiting for (公告, 通告, 启事) is an article as soon as it has a text.
"""

from __future__ import annotations

import re

from watchers.reading.bylines import credit
from watchers.widths import fold

# A colon or a stroke behind the task, or nothing: 统筹城乡发展 and 电话诈骗 begin alike and are news.
_EDITED = re.compile(
    r"(?:本版|本期|今日|值班)?(?:责编|责任编辑|编辑|主编|校对|责校|美编|美术编辑|版式(?:设计)?|组版|图编|视觉|"
    r"值班(?:主任|编委|总编辑?)|统筹|审读|检校|终审)(?:\s*[:/|]\s*\S.{0,40})?"
    r"|(?:本版|本报|投稿|新闻|联系)?(?:电子)?(?:邮箱|热线|电话|联系方式|e-?mail)"
    r"(?:\s*[:/|]?\s*[\w.@\- ]*[\d@][\w.@\- ]*)?",
    re.IGNORECASE,
)
_ADVERTISED = re.compile(r"(?:公益|整版|分类|形象|商业|本版)?广告(?:版|位|栏)?[\W_]*\d{0,3}")
_CONTENTS = re.compile(r"(?:今日|本期|本版|要闻|内页|重点|版面|新闻|每日|封面)?(?:导读|导航|目录|提要)[\W_]*\d{0,3}")
_MASTHEAD = re.compile(r"报头|报眼|报尾|刊头|报花|题花|报徽|(?:报头|版权|刊号|发行)信息")
_EMPTY_NAME = re.compile(
    r"(?:公告|通告|声明|启事|通知|更正|图片(?:报道|新闻|说明)?|新闻图片|照片|组图|无标题|无题|标题|空白|插图|漫画|图\d*|\d{1,3})[\W_]*\d{0,3}"
)
NO_TEXT = "无正文"
# Names and numbers of the staff; a text about editors is longer.
_STAFF = 120
# A notice says who wants what from whom; below this it is the word alone, its text a picture.
_NOTICE = 20


def skipped(title: str, body: str) -> str:
    """Why this box of a page is no article, in Chinese and fit for a count (广告, 导读); empty where it is one."""
    name = fold(title).strip(" []()<>【】《》“”\"'·•—-|■□◆◇●○▲△★☆")
    size = len(body)
    if (_EDITED.fullmatch(name) or credit(name)) and size <= _STAFF:
        return "责编"
    if _ADVERTISED.fullmatch(name):
        return "广告"
    if _CONTENTS.fullmatch(name):
        return "导读"
    if _MASTHEAD.fullmatch(name):
        return "报头"
    if (_EMPTY_NAME.fullmatch(name) or not name) and size < _NOTICE:
        return NO_TEXT
    return ""
