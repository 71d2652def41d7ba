"""What takes place, and what it is called: a gathering with its own name, a service that stops, something that opens.

A sentence names a gathering (招聘会, 书法作品展) and says that it takes place (举行, 开幕). What stops for a while is
said by its verb alone (停水, 闭馆, 封闭施工), and so is what begins (开课, 恢复通车): there whose it is, is part of the
name, since a calendar shows nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchers.facts.actions import ACTION
from watchers.facts.sentences import clause_end, clause_start

_GATHERING = (
    r"招聘会|双选会|招聘活动|演唱会|音乐会|音乐节|电影节|戏剧节|文化节|艺术节|美食节|旅游节|购物节|读书节|采摘节"
    r"|啤酒节|灯会|灯展|庙会|市集|集市|夜市节|博览会|展览会|展销会|展示会|交易会|订货会|车展|书展|花展|画展|影展"
    r"|作品展|特展|联展|巡展|主题展|展览|讲座|公开课|公益课|体验课|论坛|峰会|年会|研讨会|座谈会|推介会|推进会|洽谈会|对接会"
    r"|听证会|发布会|说明会|动员会|表彰会|股东大?会|推介活动|签售(?!会)|宣讲会?|巡演|巡游|灯光秀|游园会|家长会|见面会|分享会|读书会"
    r"|[一-鿿]{2}(?:仪式|典礼)|书市(?!集)|花市(?!场)|年货大集|开幕式|闭幕式|讲堂|沙龙|嘉年华|专场(?![一-鿿]{2})|培训班|训练营|夏令营|冬令营|大赛|比赛|决赛"
    r"|联赛|锦标赛|邀请赛|公开赛|马拉松|运动会|龙舟赛|义诊|义卖|义剪|筛查活动|开放日|(?:宣传|活动|文化|科技|咨询|服务|推广|体验|普法|读书|志愿)[周月](?![一二三四五六日])|咨询会|演练"
    r"|公开(?:拍卖|竞价)(?:[一-鿿]{2,8})?|晚会|演出|首演|路演|拍卖会|庆典|夜游"
)
OUTAGE = (
    r"停水|停电|停气|停暖|停热|断水|断电|断网|(?:[全双半][幅向]?)?封闭(?:施工|管理|维修|改造|交通)|[全双半][幅向]?封闭|围挡施工"
    r"|封闭[^,。;]{1,6}(?:车道|路段|道路|匝道|出入?口|半幅)|(?<=予以|进行|实行|实施)(?:临时)?封闭|交通管制|交通管控|单向通行|禁止[^,。;]{0,8}通行|禁行|断交(?:施工)?|临时管制|临时封闭|绕行"
    r"|停[运驶航诊业课工产演展]|歇业|[闭休][馆园]"
    r"|(?:(?<=匝道)|(?<=收费站)|(?<=口)|(?<=隧道)|(?<=大桥)|(?<=路段)|(?<=车道))(?:临时)?关闭|(?:暂停|停止)(?:对外)?(?:服务|办理|开放|营业|运营|接待|受理|使用|供[水电气热暖]|通行)|系统(?:升级|维护|割接)|停机维护"
)
_EXAM = r"高考|中考|笔试|面试|统考|联考|资格考试|考试"
_KIND = re.compile(
    rf"(?P<kind>{_GATHERING}|(?P<outage>{OUTAGE})|{_EXAM})(?P<own>活动)?(?!的|上|中|期间|结束|场[馆地]|门?票|时间[:为定已][^0-9]"
    rf"|经济|成绩|报名|组委会|工作者|中心|通知书?|信息|院|大纲|科目|机构|内容|题|方式|资格|费|合格|公告|缴费|前|后|平台|官网|网站|系统|小程序|公众号|邮箱|规则|作品|选手|主题|方案|奖)"
)
# Any other gathering by its last character (签售会, 知识竞赛), where its clause says that it is held.
_ANY_KIND = re.compile(
    r"(?P<kind>[一-鿿]{2}(?:会议|[会赛节展秀季]|[汇会展义]演|夜跑|盛典|(?<![的些类项此该次届场])活动))(?P<own>活动)?"
    r"(?P<outage>(?!))?(?![员上]|期间|精神|场)"
)
# So end many words of the language, holidays and bodies too.
_NO_GATHERING_WORDS = """
    社会 机会 员会 事会 协会 学会 商会 工会 总会 金会 合会 都会 参会 与会 开会 赴会 全会 委会 村会 聚会 约会 体会 领会
    省会 议会 教会 三会 春节 午节 秋节 庆节 动节 明节 宵节 女节 童节 师节 阳节 士节 季节 时节 环节 细节 调节 情节 章节
    礼节 关节 枝节 发展 开展 进展 拓展 扩展 施展 伸展 参展 布展 观展 办展 策展 预展 会展 参赛 备赛 观赛 办赛 开赛 完赛
    优秀 作秀 四季 当季 旺季 淡季 雨季 换季 花季 赛季 一季 二季 三季 每季 雪季 汛季 旱季 春季 夏季 秋季 冬季 产季 茶季
    暖季 热季
"""
_NO_GATHERING = frozenset(_NO_GATHERING_WORDS.split())
_HELD_BEHIND = re.compile(
    r"[^,。;]{0,24}(?:举[行办]|召开|上演|启幕|开幕|闭幕|落幕|鸣[枪笛锣]|开[跑赛场打唱启演市锣战]|亮相|启[动航]|起航|出发|起跑|发车|打响|展出)"
    r"|[^,。;]{0,6}(?:将|定)[于在](?=[0-9今本明下])"
)
_HELD_BEFORE = re.compile(r"(?:举[行办]|召开|开展)[^,。;]{0,20}$")
# What stands before the kind as part of the name, with what is in quotation marks: “翰墨中原”书法, 民谣“夏夜”.
_NAME = re.compile(r"(?P<quoted>“[^“”。]{2,16}”)?(?P<lead>[一-鿿A-Za-z0-9·\-]*)(?P<quoted_behind>“[^“”。]{2,16}”)?$")
_NAME_LONGEST = 30
# Where the name of an event cannot begin before.
_LEAD = re.compile(
    r".*(?:举[行办]|[的了在将对为与和及由请把从向到至是等并于日月年时分]|年度|月份|提供|进行|召开|参加|启动(?!仪式)|开展"
    r"|(?<!党)组织|推出|发布|公布|主办|承办|协办|联合|本届|首场|一场|该|此次|本次|当天|当日|[套个场次期]|名(?!家)|晚|因|带来|做客|走进)"
)
_HAPPENS = re.compile(
    r"举行|举办|举|召开|开幕|开讲|开赛|开展|开启|开演|启动|上演|鸣枪|唱响|亮相|拉开|进行|开放|将[停断封]"
    rf"|{OUTAGE}|停[水电气暖热]|封闭|管制|定[在于]|推出|展出|登场|开[市营街园馆班课播唱跑考]|启幕|首演|闭幕|落幕|帷幕|奏响"
    r"|收官|设[在于]|持续|出发|起跑|打响|摆开|登陆|开球|开场|开打|开唱|将[^,。;]{0,24}带来|组织[^,。;]{0,8}(?:演练|培训|义诊|观摩)"
    r"|亮灯|点亮|启航|起航|鸣笛|放假|[将定][于在][0-9今本明下]|走进|做客|来到|迎来|进社区|[展会]期|相约|等你来|邀您"
)
_BECAUSE = re.compile(r"(?:^|,)(?:因|受|由于|为(?:确保|保障|保证|配合))")
_REFUSED = re.compile(r"前[,。往召]|以前|之前|取消|(?:推迟|延期)(?![至到为])|未能|不再")
# Every week, and no day of this one: 周一闭馆; every day, where no day stands before: 每晚22时闭园.
_STATE = re.compile(r"[^,。;]{0,8}的")  # 停业改造一年的体育馆 is how it was
_WEEKLY = re.compile(r"(?<![本这下0-9(])(?:周|星期)[一二三四五六日天][^,。;0-9]{0,2}$|每[周月][^,。;]{0,12}$")
_DAILY = re.compile(r"每[天日晚][^,。;]{0,12}$")
# What begins on a day, said by its verb. What is only hoped for (预计, 力争) begins on no day.
_OPENS = re.compile(
    r"(?P<verb>正式开[学课馆园业班航放通市营]|(?:恢复|重新)(?:开放|迎客|营业|运营|运行|通[车行]|服务|供[水电气热])|开[学课馆园业班营考市街演讲]"
    r"|(?:免费)?(?:对外|试)?(?:开放|运营|营业)|开通(?!系统|服务)|通车|迎战[一-鿿]{2,8}|对阵[一-鿿]{2,8}|放假(?:调休)?|休[市渔刊]|首航|亮灯|上映|首映|首播|开播|做客[一-鿿A-Za-z0-9“”]{2,16}|揭牌|揭幕|复课|复航|开闸|开镰|开渔|开犁)"
    r"(?![的时前后率度式者性]|以来|预约|典礼|仪式|申请|期间|[^,。;]{0,6}(?:系统|通道|平台|端口|入口|报名|线路图|选课|投稿|投票|登记)|部门|公司|中心|商|方|单位|里程|线)"
)
# What is held by a verb alone: 本次活动将于5月16日9时在市民广场举行.
_HELD = re.compile(r"(?:举[行办]|召开|开[幕赛跑唱]|启幕|鸣枪|发枪|起跑|展出|授课)(?![的后前时以]|过)")
# Of these the subject must be named: that something opens (免费开放) says nothing.
_WEAK = re.compile(r"(?:免费)?(?:对外|试)?(?:开放|运营|营业)|开通|通车|开[讲演]")
_OBJECT = re.compile(r"(?:了|一[场次届])?(?P<object>[一-鿿A-Za-z0-9“”·]{3,20})(?=[,。;]|$)")
_HOLDER = re.compile(r"(?:街道|社区|[局委会馆厅院校市县区镇]|公司|中心|集团|大学|部门)$")
_POINTING = re.compile(r"^(?:本|此|该|这)[届次场期项][^,。;]{0,4}$")
_NAMELESS = re.compile(rf"{_POINTING.pattern}|^(?:活动|赛事|大会|比赛|仪式|会议|培训|课程|讲座)$|^[^,。;]{{0,2}}$")
_HOPED = re.compile("预计|力争|确保|争取|计划(?![,。;])|有望|目标|拟(?=[于在])")
_SUBJECT = re.compile(r"(?P<name>[一-鿿A-Za-z0-9“”·()]{2,30})$")
_WHEN_AND_WHERE = re.compile(
    r"每[天日晚][上早]?[0-9].*$|(?:将|定|拟)?[于在自从]?(?:20[0-9]{2}年)?[0-9一二三四五六七八九十]{1,3}(?:月[0-9一二三四五六七八九十]{1,3})?日.*$|(?:将|定|拟)?[于在自从]?[本这下](?:周|星期).*$|(?:将|定|拟)?[于在]?[今明后][日天晚].*$|(?:将|正)?在.*$"
)
_SUBJECT_LEAD = re.compile(
    r"^.*(?:[,:]|[0-9一二三四五六七八九十][日时分点]|(?:^|日)[上下]午|[0-9时点]半|[今明][天日晚]|起|[的了](?=[一-鿿“]{3})|届时|今年|本[学年]期|将于|定于|于)|^(?:我[市省县区]|届时|其中|今年|据悉)+"
)
_SUBJECT_TAIL = re.compile(r"(?:自|从|将|也|都|于|在|拟|已|均|全部|同步|统一|正式|陆续|起|重新|预计|当天|当日)+$")
_POINTS = re.compile("我|其余|上述|以[上下]|该|部分|相关|有关")
_IS_A_PLACE = re.compile("(?<![0-9])[路街道区村镇园里巷院]|以[东南西北]|小学|中学|学校|广场|市场|沿线")
_SHORT = 16  # characters of whose water is cut off, in a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What takes place as named at [start, end) of a sentence.

    `outage`: a service that stops, said by `what` alone; `near`: its day stands in its clause or in the one before;
    `bare`: a verb without a subject.
    """

    what: str
    start: int
    end: int
    outage: bool = False
    near: bool = False
    bare: bool = False


def happenings(text: str) -> Iterator[Named]:
    """What a sentence names and says to take place, in its order."""
    if not _HAPPENS.search(text):
        return
    kinds = [found for found in _KIND.finditer(text) if not _is_refused(text, found)]
    # 因马拉松举办,公交绕行: what stops because of it is what is told
    stops = [found for found in kinds if found["outage"]]
    if stops and _BECAUSE.search(text, 0, stops[0].start()):
        kinds = stops
    yield from (_named(text, found) for found in kinds)
    if kinds:
        return
    for found in _ANY_KIND.finditer(text):
        before = text[max(0, found.start() - _NAME_LONGEST) : found.start()]
        held = _HELD_BEHIND.match(text, found.end()) or _HELD_BEFORE.search(before)
        if held and found["kind"][-2:] not in _NO_GATHERING and not _is_refused(text, found):
            yield _named(text, found)


def announced(text: str) -> Iterator[Named]:
    """The gatherings that a sentence names, without a word that they take place: with a day to come they do."""
    if not _HOPED.search(text):
        for found in _KIND.finditer(text):
            if not found["outage"] and not _is_refused(text, found):
                yield _named(text, found)


def mentioned(text: str) -> str:
    """The last gathering or examination that a text names, whether or not it says that it takes place."""
    found = [one for one in _KIND.finditer(text) if not one["outage"]]
    return _name(text, found[-1]) if found else ""


def opened(text: str) -> Iterator[Named]:
    """What begins by the verb of a clause, with the subject where one stands before it; no plans."""
    for found in _OPENS.finditer(text):
        begin = clause_start(text, found.start())
        if not _HOPED.search(text, 0, found.end()) and not _is_refused(text, found):
            subject = _subject(text[begin : found.start()])
            firm = text[begin : found.start()].endswith("正式")
            weak = _WEAK.fullmatch(found["verb"])
            if (subject or firm or not weak) and not (weak and ACTION.search(subject)):  # 补缴窗口开放 is to apply
                what = subject + "正式" * (firm and not subject) + found["verb"]
                yield Named(what=what, start=found.start(), end=found.end(), bare=not subject)


def held(text: str) -> Iterator[Named]:
    """What is held by the verb of a clause, nameless (`what` empty) where the clause only points to it: 本次活动."""
    for found in _HELD.finditer(text):
        if not _HOPED.search(text, 0, found.end()) and not _is_refused(text, found):
            subject = _subject(text[clause_start(text, found.start()) : found.start()])
            what = "" if _NAMELESS.search(subject) or _HOLDER.search(subject) else subject
            if found[0] in ("举办", "召开", "举行") and (behind := _OBJECT.match(text, found.end())):
                what = behind["object"]
            yield Named(what=what, start=found.start(), end=found.end())


def only_points(what: str) -> bool:
    """Whether a name says only that it was named before: 本次活动, 本届大会."""
    return bool(_POINTING.search(what))


def outage_title(what: str, place: str, title: str) -> str:
    """茶山路停水, 科技路小学等地停电; where nobody says whose, or at length, with the heading."""
    short = re.sub(r"\(.*", "", place)
    first = re.split("、", short)[0]
    if first and len(first) <= _SHORT and not _POINTS.match(first):
        others = "" if first == short else "等地" if _IS_A_PLACE.search(first) else "等"
        return f"{first}{others}{what}"
    return titled(what, title)


def titled(what: str, title: str) -> str:
    """A bare name with the heading, which may say it already: 面试（教师招聘公告）, 汽车下乡巡展."""
    return title if what[:2] in title else f"{what}（{title}）" if title else what


def _subject(before: str) -> str:
    before = re.sub(r"\([^()]*\)", "", before)
    while (short := _SUBJECT_TAIL.sub("", before)) != before:
        before = short
    found = _SUBJECT.search(_WHEN_AND_WHERE.sub("", before))
    return _SUBJECT_LEAD.sub("", found["name"]) if found else ""


def _is_refused(text: str, found: re.Match[str]) -> bool:
    begin = clause_start(text, found.start())
    if _STATE.match(text, found.end()) and found.groupdict().get("outage"):
        return True
    dated = re.search("[0-9]日", text[clause_start(text, max(0, begin - 1)) : begin])
    habit = _WEEKLY.search(text, begin, found.start()) or (not dated and _DAILY.search(text, begin, found.start()))
    return bool(habit or _REFUSED.search(text[begin : clause_end(text, found.end())]))


def _named(text: str, found: re.Match[str]) -> Named:
    outage, exam = bool(found["outage"]), bool(re.fullmatch(_EXAM, found["kind"]))
    return Named(what=_name(text, found), start=found.start(), end=found.end(), outage=outage, near=outage or exam)


def _name(text: str, found: re.Match[str]) -> str:
    """The kind with its own name before it; an outage has none."""
    if found["outage"]:
        return found["kind"]
    before = _NAME.search(text[max(0, found.start() - _NAME_LONGEST) : found.start()])
    if not before:
        return found["kind"]
    lead = _LEAD.sub("", before["lead"])
    quoted = before["quoted"] or "" if lead == before["lead"] else ""
    return quoted + lead + (before["quoted_behind"] or "") + found["kind"] + (found["own"] or "")
