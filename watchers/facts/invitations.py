"""What readers are invited to: a contest, a course, a grant, a flat, by the name under which one applies for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EVENT = re.compile(
    r"(?P<name>[一-鿿A-Za-z]{0,12})(?P<kind>邀请赛|大赛|比赛|联赛|马拉松|听证会|招聘会|双选会|说明会|展览会|博览会"
    r"|交易会|研讨会|论坛|讲座|夏令营|训练营|夜校|培训班"
    r"|公寓|保障房|公租房|补贴|补助|资助|贴息|奖补|消费券|志愿者|岗位|考试|评选|征文|摄影展|文化节|艺术节|运动会"
    r"|车位|摊位|展位|资格认定|职称评审)"
)
_EVENT_LEAD = re.compile(
    r".*(?:年度|[的了在将对为与和及由请把从向日年月届是第]|等(?!级)|举[办行]|召开|参加|启动|开展|组织|推出|发布|公布|发放|招募"
    r"|设立?|[套个名场次期批项家]|可享|申领|申请|全市|我市)"
)
_SHORTEST_EVENT = 3


def invitations(zone: str) -> Iterator[str]:
    """Names of what is announced, the last printed first."""
    for found in reversed(list(_EVENT.finditer(zone))):
        name = _EVENT_LEAD.sub("", found["name"]) + found["kind"]
        if len(name) >= _SHORTEST_EVENT:
            yield name
