"""The signs by which a desk editor tells a sentence with the news from one without. Each holds for one sentence."""

from __future__ import annotations

import re

# Pages print marks in both widths, often mixed; the signs are written for the wide ones.
WIDE = str.maketrans(",:;!?()", "，：；！？（）")

_NUMERAL = "一二三四五六七八九十"
_COUNTED = "个名家座条项万吨亩公岁年人次所台户级支架双层款件处种类批轮场栋辆"

TIME = re.compile(
    rf"昨[日天晚夜起晨]|连日来|今[日天晚晨夜年起]|明[日天起]|近日|日前|最近|目前|[上本]周|[上本下]月|本学期|即日起|截[至止]"
    rf"|[\d{_NUMERAL}]{{1,3}}月(?:[\d{_NUMERAL}]{{1,3}}日|起)|\d{{1,2}}日"
)
# 一 alone is an article more often than a number.
NUMBER = re.compile(rf"\d[\d.]*|[两百千万亿零{_NUMERAL}]{{2,}}|[两{_NUMERAL[1:]}](?=[{_COUNTED}])")
# A time of day, a year and a quoted catchword (“1469”工作法) are no amounts.
NO_AMOUNT = re.compile(r"\d{1,2}[时点](?:\d{1,2}分|半)?|“[\d+]+”|\d{4}年")
DEED = re.compile(
    "印发|出台|公布|启[动用]|开[通工业放馆始]|竣工|建成|投入使用|投[用运]|恢复|上线|推[出行]|实施|施行|签约|揭牌"
    "|通[车航过]|判[处决]|逝世|战胜|负于|发现|完成|迎来|突破|暂停|停[水电]|发射|迁入|收购"
)
DOCUMENT = re.compile(
    r"《[^《》]{2,40}(?:办法|条例|措施|方案|细则|意见|规定|通知|规划|纲要|计划|目录|指南|草案|稿）)[^《》]{0,8}》"
)
FOUND = re.compile(r"记者[^，。]{0,20}(?:调查|走访|采访|探访|了解|发现|获悉)")
# What came of it, in figures.
RESULT = re.compile(r"累计|截至|同比|已[^，。]{0,8}\d|[升降]到\d")
AGED = re.compile(r"^[^，。]{0,8}岁的")
# A picture painted, or what everybody knows: the first words of many a report, and never its news.
PAINTED = re.compile(
    r"近年来|历来|一直(?:是|以来)|是(?:最大|重要|关键)|关键期|[骨主]干|^随着|^为(?:了|进一步|深入|保障|加强)"
    r"|有一[座个条家位口棵]|一派|映入眼帘|扑面而来|夜幕|华灯|清[晨早]|正午|阳光|骄阳|笑声|欢声笑语"
    r"|行走在|漫步|记者走进|^走进|格外|闪闪|灯火通明|人声鼎沸|座无虚席|热火朝天|缀满|隆隆|勾勒|上世纪|始建于|地处|素有|被誉为"
)
# A report that opens like a film: when, where the camera stands, comma (傍晚，桥头的老槐树下，…). 会上 and 日前 are no
# places.
CAMERA = re.compile(
    r"^(?:[^，。]{0,14}，)?在?[^，。：；“”]{3,30}(?<![会式础面以之日目此晚早本际期时年月天])[里上下前内旁边间外畔](?<!期间)(?<!时间)，"
)
# What leaders' offices write about themselves; it stands where the news would.
SLOGAN = re.compile(r"快进键|加速度|[头一]号工程|积蓄[^，。]{0,4}[动势]能|谱写|新篇章|走深走实|蓬勃|迸发|火热|传奇")
# That something took place, and not a word of what it was about.
TOOK_PLACE = re.compile(
    r"(?:(?:举[行办]|召开|开展)[^，。]{2,48}|(?:开幕|启幕|闭幕|落幕|帷幕|序幕|收官|开讲|举[行办]|召开))[。！]$"
)

# Words that point back to a sentence which is not shown with it; and a sentence that is mostly what somebody says.
DANGLING = re.compile(
    r"^(?:[他她它该此其这那却则且又也的了着等、]|同时|另外|此外|而且|但|为此|对此|随后|接着|接下来|下一步|然而|不过|因此|所以|于是|由此|据此|至此"
    r"|当[时天晚日]|同[日天]|届时|相比|与此|除此|不[仅但]|反而|说罢|还(?![款贷债本原田林])|再(?!生|贷|就业)|就(?![业医读餐诊《])"
    r"|并(?![购轨网])|更(?![新换名])|既(?!有)|除了|[^，。市区县镇乡村园]{0,12}[在来到]这里"
    r"|[^，。]{0,8}，?(?:这[一些种个项样]|上述|前述))"
)
# 区里还组织…, 今年镇里又建起…: what is added was begun before. Names in quotes are no words of the sentence.
ADDED = re.compile(
    r"^(?:[^，。；：“”《》]{1,10}，)?[^，。；：“”《》]{1,14}?(?:(?<![归偿])还(?![款贷债本原田林清]|有[\d一二两三四五六七八九十几])|又|也)"
)
# 麦收开始后，该镇…: which one? Where its kind is named before in the same sentence, the reader knows.
WHICH = re.compile(r"该(?:[^，。]{0,2}?([镇村乡县市区省局委院校厂馆站所店园队行街社企公项平中规办条方基活产]))")
PLACES = "省市区县乡镇村街社"
WHO = re.compile(r"(?:(?<![其吉])他|她)(?![人乡山])")
PERSON = re.compile(
    r"岁|先生|女士|老人|大[爷妈娘叔]|阿姨|同学|教授|医生|师傅|叫|某|[员长人民户]|^[^，。]{2,4}[当骑说带是有从把]"
)
# 领办的6个村, 剩下的三户: which ones, the sentence before has said. And a piece that begins within a word was torn off.
TORN = re.compile(
    r"^(?:[^，。]{1,8}，)?(?:领办|参与|受益|剩[下余]|其余)的|^(?:业(?![内主界余务已态绩])|们|化(?![工学妆肥石验])|性(?![能别格价]))"
)
# Sentences that begin with what is done have their subject in the one before (组织班子成员…，分成…).
NOBODY = re.compile(
    "^(?:组织|开展|构建|打造|建立|支持|鼓励|推[动进]|加[强快]|强化|完善|落实|提升|深化|健全|优化|拓展|引导|培育|要(?!求)|须|应(?!急)"
    "|及时|积极|不断|持续|全力|大力|切实|主动|围绕|聚焦|紧盯|瞄准|坚持|将|把|被|让|使|先后|只[要有]|无论|赶在|看着|听着|拿着|如果|若|凡)"
)
QUOTATION = re.compile("“[^”]*”")
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
        + min(3, amounts(text))
        + bool(DEED.search(text))
        + bool(DOCUMENT.search(text))
        + 2 * bool(FOUND.search(text))
        + bool(AGED.search(text))
        + bool(RESULT.search(text))
        - 3 * bool(PAINTED.search(text))
        - 2 * bool(SLOGAN.search(text))
        - 2 * bool(CAMERA.search(text) and not FOUND.search(text) and not DEED.search(text))
    )


def amounts(text: str) -> int:
    return len(NUMBER.findall(NO_AMOUNT.sub("", TIME.sub("", text))))


def hangs(text: str) -> bool:
    """Whether a sentence is understood only after the one before it: of whom, of which, in addition to what."""
    if any(sign.search(text) for sign in (DANGLING, ADDED, NOBODY, TORN)):
        return True
    plain = QUOTATION.sub("", text)
    which, who = WHICH.search(plain), WHO.search(plain)
    if which and not set(PLACES if which[1] in PLACES else which[1]) & set(plain[: which.start()]):
        return True
    return bool(who and not PERSON.search(plain[: who.start()]))


def until_when(text: str) -> bool:
    """Whether the sentence says what is asked of the public, and until when."""
    return bool(_ASKED.search(text) and _UNTIL.search(text))
