"""The National Meteorological Centre's list of all warnings in force: `rest/findAlarm`, and the page of each.

    {"code": 0, "data": {"page": {"count": 328, "totalPage": 2, "list": [
        {"alertid", "issuetime": "2026/09/19 22:40", "title", "url", "pic": "…/p0005003.png"}, …]},
     "provinceAlarms": […]}}

The same form of item, with a headline and the text in it, comes from weather.cma.cn (`api/map/alarm`, `api/now`).
A lifted warning is only missing from the list, so nothing is worse than to take half a list for a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from watchers.errors import LayoutError, ParseError
from watchers.markup import page
from watchers.warning import Colour
from watchers.weather.cap import ADMINISTRATIVE
from watchers.weather.fields import Fields, fields, inside, number, several, words
from watchers.weather.naming import hazard, sentence
from watchers.weather.notice import Bulletin, Form, Notice
from watchers.weather.offices import unsigned
from watchers.weather.stamps import instant

# The picture names the hazard and the colour where a title does not: p{hazard:4}{colour:3}. Its order of colours is
# the reverse of that of weather.com.cn.
_PICTURE = re.compile(r"p(\d{4})(\d{3})\b")
_HAZARDS = {
    "0000": "海上雷雨大风", "0002": "暴雨", "0003": "高温", "0004": "寒潮", "0005": "大雾", "0007": "大风",
    "0009": "冰雹", "0011": "道路结冰", "0012": "雷电", "0013": "霜冻", "0015": "雷雨大风", "0021": "地质灾害",
    "0024": "山洪灾害", "0042": "雷暴大风",
}  # fmt: skip
_COLOURS = {"001": Colour.RED, "002": Colour.ORANGE, "003": Colour.YELLOW, "004": Colour.BLUE}
_GOOD = {"0", "200"}
# The most that the service gives on one page: fewer pages, fewer chances that one is missing.
PAGE_SIZE = 300


def nmc(text: str) -> Bulletin:
    """One page of the list. Raises ParseError for any answer that is no list: it says nothing of what is in force."""
    answer = fields(text)
    if words(answer, "code") not in _GOOD:
        raise ParseError(f"预警接口答复出错（code={words(answer, 'code') or '没有'}），这次不算，下次再看。")
    data = inside(answer, "data")
    listed = inside(data, "page")
    if not isinstance(listed.get("list"), list):
        raise LayoutError("预警接口的答复里没有 data.page.list：接口可能改版了，请确认网址。")
    items = list(several(listed, "list"))
    told = _bulletin([*items, *several(data, "provinceAlarms")])
    return replace(told, pages=max(1, number(listed, "totalPage")), count=number(listed, "count"), items=len(items))


def cma(text: str) -> Bulletin:
    """The warnings of weather.cma.cn: `data` is the list, or holds it as `alarm`."""
    answer = fields(text)
    if words(answer, "code") not in _GOOD:
        raise ParseError(f"预警接口答复出错（code={words(answer, 'code') or '没有'}），这次不算，下次再看。")
    outer = answer if isinstance(answer.get("data"), list) else inside(answer, "data")
    name = "data" if outer is answer else "alarm"
    if not isinstance(outer.get(name), list):
        raise LayoutError("预警接口的答复里没有 data 列表：接口可能改版了，请确认网址。")
    return _bulletin(list(several(outer, name)))


def _bulletin(items: list[Fields]) -> Bulletin:
    read = [_notice(item) for item in items]
    notices = {notice.identifier: notice for notice in read if notice}
    return Bulletin(form=Form.LIST, notices=tuple(notices.values()), items=len(items), broken=read.count(None))


def _notice(item: Fields) -> Notice | None:
    name = words(item, "alertid") or words(item, "id")
    told = words(item, "headline") or words(item, "title")
    issued = instant(words(item, "issuetime") or words(item, "effective"))
    said, picture = sentence(told), _PICTURE.search(words(item, "pic") or words(item, "type"))
    known = _HAZARDS.get(picture[1], "") if picture else ""
    if not (name and told and issued):
        return None
    return Notice(
        identifier=name,
        headline=told,
        hazard=(said.hazard if said else known) or hazard(told),
        issued_at=issued,
        issuer=said.issuer if said else "",
        colour=said.colour if said else _COLOURS.get(picture[2]) if picture else None,
        codes=tuple(ADMINISTRATIVE.findall(name)),
        ends=bool(said and said.lifted),
        text=unsigned(words(item, "description")),
        url=words(item, "url"),
    )


def addressed(location: str) -> str:
    """The address of the first page; what the service needs to know and the operator left out is filled in."""
    if "findAlarm" not in urlsplit(location).path:
        return location
    return _with(location, {"pageNo": "1", "pageSize": str(PAGE_SIZE)}, only_missing=True)


def numbered(location: str, number: int) -> str:
    """The address of a further page."""
    return _with(addressed(location), {"pageNo": str(number)}, only_missing=False)


def _with(location: str, asked: dict[str, str], only_missing: bool) -> str:
    parts = urlsplit(location)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query = {**asked, **query} if only_missing else {**query, **asked}
    return urlunsplit(parts._replace(query=urlencode(query)))


def page_address(location: str, url: str) -> str:
    """Where the page of a warning stands, which a list gives without the host; empty where it has none."""
    try:
        found = urljoin(location, url) if url else ""
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) and len(found) < 2000 else ""


def detail(text: str) -> str:
    """The text of a warning from its page; raises LayoutError where there is none."""
    node = page(text).first("#alarmtext", ".alarmtext", "#alarm_text")
    lines = tuple(_lines(node.lines)) if node else ()
    if not lines:
        raise LayoutError("预警详情页里没有找到正文（#alarmtext）：网站可能改版了。")
    return unsigned("\n".join(lines))


def _lines(lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        if line and not re.fullmatch(r"[^。，]{0,12}(?:打印|关闭|分享)[^。，]{0,12}", line):
            yield line
