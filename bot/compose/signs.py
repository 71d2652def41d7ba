"""The signs by which a desk editor tells a sentence with the news from one without. Each holds for one sentence."""

from __future__ import annotations

import re

# Pages print marks in both widths, often mixed; the signs are written for the wide ones.
WIDE = str.maketrans(",:;!?()", "，：；！？（）")

_NUMERAL = "一二三四五六七八九十"
_COUNTED = "个名家座条项万吨亩公岁年人次所台户级支架双层"

TIME = re.compile(
    rf"昨[日天晚夜起晨]|今[日天晚晨夜年起]|明[日天起]|近日|日前|最近|目前|[上本]周|[上本下]月|本学期|即日起|截[至止]"
    rf"|[\d{_NUMERAL}]{{1,3}}月(?:[\d{_NUMERAL}]{{1,3}}日|起)|\d{{1,2}}日"
)
# 一 alone is an article more often than a number.
NUMBER = re.compile(rf"\d[\d.]*|[两百千万亿零{_NUMERAL}]{{2,}}|[两{_NUMERAL[1:]}](?=[{_COUNTED}])")
DEED = re.compile(
    "印发|出台|公布|启[动用]|开[通工业放馆始]|竣工|建成|投入使用|投[用运]|恢复|上线|推[出行]|实施|施行|签约|揭牌"
    "|通[车航过]|判[处决]|逝世|战胜|负于|发现|完成|迎来|突破|暂停|停[水电]|发射|迁入|收购"
)
DOCUMENT = re.compile(
    r"《[^《》]{2,40}(?:办法|条例|措施|方案|细则|意见|规定|通知|规划|纲要|计划|目录|指南|草案|稿）)[^《》]{0,8}》"
)
FOUND = re.compile(r"记者[^，。]{0,20}(?:调查|走访|采访|探访|了解|发现)")
AGED = re.compile(r"^[^，。]{0,8}岁的")
# A picture painted, or what everybody knows: the first words of many a report, and never its news.
PAINTED = re.compile(
    r"近年来|连日来|历来|一直(?:是|以来)|是(?:最大|重要|关键)|关键期|[骨主]干|^随着|^为(?:了|进一步|深入|保障|加强)"
    r"|有一[座个条家位]|一派|映入眼帘|扑面而来|夜幕|华灯|清[晨早]|正午|阳光|骄阳|笑声|欢声笑语"
)

# Words that point back to a sentence which is not shown with it; and a sentence that is mostly what somebody says.
DANGLING = re.compile(r"^(?:[他她它该此其这那]|同时|另外|此外|而且|但|为此|对此|随后|接着|下一步)|在这里")
SPOKEN = re.compile(r"“[^”]{16,}[。！？…]”$")

CAPTION = re.compile(r"^[上下左右]?图(?:为|片?[：:]|[①-⑨一二三四\d])|^[▲△▼■]|摄(?:影报道)?[）)]?$")
QUOTED = re.compile(r"^“[^”]*[，。！？!?…]”|^(?:说这话的|这[是番].{0,12}说)")
COMPLAINED = re.compile(
    r"(?:向本报|致电|拨打[^，。]{0,12}热线)[^，。]{0,12}(?:反映|投诉|求助)|(?:市民|读者|网友|居民)[^，。]{0,6}(?:反映|投诉)"
)

_MEETING = "(?:会议|大会|座谈会|推进会|部署会|动员会|常委会|全会|例会|会商会|调度会|培训会)"
MET = re.compile(
    rf"{_MEETING}[^，。]{{0,12}}(?:召开|举[行办])|(?:召开|主持|出席|参加|举行)[^，。]{{0,24}}{_MEETING}[^，。]{{0,4}}[，。]"
    r"|(?:带队|带领|率)[^，。]{0,16}(?:调研|考察|督导|检查)"
)
# What came of it, the weightiest first. The verb stands in the first clause: 会议决定， and not 部署了工作。
RESOLVED = (
    re.compile(r"^[^，。]{0,14}(?:通过|决定|原则同意)|[，、](?:审议|表决)通过|会议决定"),
    re.compile(r"^[^，。]{0,14}(?:要求|提出|明确|建议)"),
    re.compile(r"^[^，。]{0,14}(?:强调|指出|认为)"),
)

CONSULTED = re.compile(r"征[求集](?:[^，。]{0,8})意见|公开征[集求]|听证|公示|意见反馈|反馈意见")
# What the public is asked about is named in the sentence itself.
NAMED = re.compile(r"征[求集]|听证|公示|报名|《")
_ASKED = re.compile(r"征[求集]|反馈|意见|报名|听证|公示")
_UNTIL = re.compile(
    rf"截[止至]|期限|为期|[\d{_NUMERAL}]日(?:之?前|以前)|[至到][\d{_NUMERAL}]{{1,3}}月[\d{_NUMERAL}]{{1,3}}日|[至到]\d{{1,2}}日"
)
WARNED = re.compile(r"(?:发布|升级为?|启动|变更为)[^，。]{0,24}(?:预警|警报|应急响应)")
ALARMING = re.compile(r"预警|警报|应急响应|[暴大]雨|暴雪|高温|寒潮|台风|大风|大雾|雷电|冰雹|强对流")


def news(text: str) -> int:
    """How much a sentence tells: when, how many, what was done, which document. At most 0 for a mere picture."""
    return (
        2 * bool(TIME.search(text))
        + min(3, len(NUMBER.findall(TIME.sub("", text))))
        + bool(DEED.search(text))
        + bool(DOCUMENT.search(text))
        + 2 * bool(FOUND.search(text))
        + bool(AGED.search(text))
        - 2 * bool(PAINTED.search(text))
    )


def until_when(text: str) -> bool:
    """Whether the sentence says what is asked of the public, and until when."""
    return bool(_ASKED.search(text) and _UNTIL.search(text))
