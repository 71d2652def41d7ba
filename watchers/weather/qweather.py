"""QWeather's warnings for one place, in the form of its v1 (`alerts`) and of its v7 (`warning`) interface.

Its lists say what is in force, and for an hour also what was lifted. Values are not enumerated, as its manual asks.
"""

from __future__ import annotations

from watchers.errors import LayoutError, ParseError
from watchers.weather.fields import Fields, fields, inside, several, words
from watchers.weather.naming import colour, hazard, says_over, sentence
from watchers.weather.notice import Bulletin, Form, Notice
from watchers.weather.offices import is_office, unsigned
from watchers.weather.stamps import instant


def qweather(text: str) -> Bulletin:
    """The list of either interface; raises ParseError for an answer that is none."""
    answer = fields(text)
    if "metadata" in answer and isinstance(answer.get("alerts"), list):
        return _bulletin([_new(item) for item in several(answer, "alerts")])
    if words(answer, "code") not in ("", "200"):
        raise ParseError(f"和风天气答复出错（code={words(answer, 'code')}），这次不算：请检查密钥和网址。")
    if not isinstance(answer.get("warning"), list):
        raise LayoutError("和风天气的答复里没有 warning 列表：接口可能改版了，请确认网址。")
    return _bulletin([_old(item) for item in several(answer, "warning")])


def _bulletin(read: list[Notice | None]) -> Bulletin:
    notices = {notice.identifier: notice for notice in read if notice}
    return Bulletin(form=Form.LIST, notices=tuple(notices.values()), broken=read.count(None))


def _new(item: Fields) -> Notice | None:
    kind = inside(item, "messageType")
    superseded = kind.get("supersedes")
    return _notice(
        item,
        told=words(item, "headline"),
        event=words(inside(item, "eventType"), "name"),
        shade=words(inside(item, "color"), "code"),
        issued=words(item, "issuedTime"),
        expires=words(item, "expireTime"),
        office=words(item, "senderName"),
        state=words(kind, "code"),
        references=tuple(str(one) for one in superseded) if isinstance(superseded, list) else (),
        text="\n".join(filter(None, (words(item, "description"), _advice(words(item, "instruction"))))),
    )


def _old(item: Fields) -> Notice | None:
    return _notice(
        item,
        told=words(item, "title"),
        event=words(item, "typeName"),
        shade=words(item, "severityColor") or words(item, "level"),
        issued=words(item, "pubTime"),
        expires=words(item, "endTime"),
        office=words(item, "sender"),
        state=words(item, "status"),
        references=tuple(words(item, "related").replace(",", " ").split()),
        text=words(item, "text"),
    )


def _notice(
    item: Fields,
    *,
    told: str,
    event: str,
    shade: str,
    issued: str,
    expires: str,
    office: str,
    state: str,
    references: tuple[str, ...],
    text: str,
) -> Notice | None:
    name, at, said = words(item, "id"), instant(issued), sentence(told)
    if not (name and at and (told or event)):
        return None
    return Notice(
        identifier=name,
        headline=told or event,
        hazard=(said.hazard if said else hazard(event)) or event,
        issued_at=at,
        issuer=(said.issuer if said else "") or (office if is_office(office) or office.isascii() else ""),
        colour=(said.colour if said else None) or colour(shade),
        expires_at=instant(expires),
        references=tuple(one for one in references if one != name),
        ends=state.casefold() == "cancel" or says_over(told),
        text=unsigned(text),
    )


def _advice(instruction: str) -> str:
    return f"防御指南：{instruction}" if instruction and not instruction.isascii() else instruction
