"""What a deadline is for, as a phrase that stands alone: 意见反馈, 首批贴息申报, 向市水利局反馈意见.

Notices say it in one of two ways. A label before the date names it as a noun (报名截止日期为…, 申报时间…至…); after
“…前” a verb with its object asks for it (…前向市水利局反馈意见). Where that is one bare verb (报名, 办理), what it is
done to stands elsewhere: as its object (申报示范园区的), as the subject that must be done (资格审核须在…前), as the
same noun in a heading, or as the event that is announced (听证会, 邀请赛).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.facts.actions import ACTION, VERB
from watchers.facts.dates import Printed
from watchers.facts.invitations import invitations
from watchers.facts.sentences import clause_end, clause_start

LONGEST = 16  # characters: half a line of a chat on a phone
_ONE_VERB = re.compile(VERB)
_LATE = re.compile(r"^[,\s]*(?:逾期|过期|错过|未在|将依法|视为|[为是][^,]{0,4}最后)")
# What may be left out of a phrase without loss; a phrase of nothing else is bare.
_FILLER = re.compile(
    r"[,\s]|并|及|和|或|确认|完成|参加|参与|网上|线上|线下|现场|集中|统一|首批|首轮"
    r"|第[一二三四五六七八九十0-9]+[批轮次期季]|本[批轮次期]"
    r"|此次|材料|手续|工作|事宜|接受|即可|有效|正式"
)
_ASKING = re.compile(
    r"^(?:[一-鿿]{2,8}?(?:可|须|应|需|(?<!申)请))?(?:[,\s]|起|止|请|须|应当?(?![用急届对])|需要?|可以?|[均都]|要|务必|必须|尽快|尽早"
    r"|及时|抓紧|自行|主动|按时|自愿|踊跃|积极|完成|凭[^,]{1,10}?证)*"
)
# 关于电价的意见,请于…前反馈至价格处: what is sent stands before the date.
_SENT_SOMEWHERE = re.compile(
    r"(?:反馈|报送|发送|寄送|邮寄|送达|送交|提交|递交|[发寄报交送])[至到给市省县区](?![^至到]*(?:意见|材料|书|表|申请))"
    r"|报送[一-鿿]{1,6}[科处室]|[一-鿿]{0,6}收齐|由[一-鿿]{1,6}(?:统一|集中)(?:提交|报送)"
)
_SENT = re.compile(
    r"(?:修改)?意见(?:建议)?|建议|(?:申报|申请|报名|证明|推荐|书面|应聘)?(?:材料|资料)|(?:报价|投标|响应|推荐)文件|[报申推][名请报荐][表书]|回执|[一-鿿]{2,4}证明(?!材料)|[一-鿿]{0,4}名单"
    r"|作品|选题(?!将)|论文"
)
# 反馈我局, 书面提出: to whom, or how, but not what; 我局 says nothing outside the notice.
_TO_US = re.compile(
    r"(?:[以通][^,。;]{1,8}(?:形式|方式))?(?:书面)?(?:向[我本][一-鿿]{1,8}?)?(?P<verb>反馈|报送|提交|递交|提出|寄送|送交)"
    r"(?:[至到给]?(?:[我本](?:[局委办厅署院校行会司]|单位|公司|中心|部门)|我们)[一-鿿]{0,6})?"
)
_REMARK = re.compile(r"(?:修改|书面)?(?:意见(?:建议)?|建议)|异议|疑问|不同看法")
_ADVERBIAL = re.compile(r"^(?:到|在|向|登录|登陆|通过|凭|持|将|以|按|由|携带?|前往|经|于|拨打|关注)")
_CLOCK = re.compile(r"^(?:[上下]午)?[0-9]{1,2}(?::[0-9]{2}|[时点](?:[0-9]{1,2}分)?)(?:停止|截止)?")
_TAIL = re.compile(r"(?:结束|截止|即可|为宜|吧|手续|等?工作|可?享受?[^,]*|[,。;:!?\s])+$")
# What stands between the name of the thing and its date.
_LABEL_TAIL = re.compile(
    r"(?:最[迟晚]|须|二维码|链接|网站|截止|截至|时间|时限|日期|期限|期间|有效期|期(?=[为是:至到从自由\s]|$)|日(?=[为是:至到\s]|$)|通道|系统"
    r"|入口|平台|端口|窗口|工作|仍|均|统一|一律|持续|延续|延长|延期|顺延"
    r"|推迟|将|拟|定|于|在|自|从|由|为|是|到|至|[:\s~—–()-])+$"
)
_CLOSING = re.compile(r"截[止至](?:时间|日期|期限|日)?[为是到至于:]*$")
_FIRST_DATE = re.compile(
    r"(?:自|从|于|即日|今日|现在)?\s?(?:(?:20[0-9]{2}|[今本明])\s?年\s?)?[0-9]{1,2}\s?(?:月[0-9底末\s]|[日号])"
    r"|20[0-9]{2}[-./][0-9]|即日|现在起|今日起"
)
_OPENING = re.compile(
    r"^\s*(?:[0-9一二三四五六七八九十]{1,2}[.、]|\([0-9一二三四五六七八九十]{1,2}\))\s*|^(?:.*(?:提醒|获悉|据悉|了解到|其中|此外|另外|目前|同时|介绍|表示|明确|要求|本次|此次|今年"
    r"|[我全本该][市省县区校](?!级))(?:的是)?[,:]?|[、\s“])+"
)
_BREAK = re.compile(r".*(?:的|、|和|与|及|[》”](?=.)|[,:])")
_CONDITION_OBJECT = re.compile(
    r"(?P<object>[一-鿿“”]{2,10}?)(?=的[,。;]|的(?:企业|单位|个人|市民|家庭|居民|人员|业主|用户|客户|[农商]户|车主))"
)
_OBLIGED = re.compile(r"(?:须|应|需|必须|(?<!申)请|可|要)[^,。;]{0,6}$")
_FRAGMENT = re.compile("[的须应需可0-9]|分[一两三四]|时[间限]|日期|期限|(?<!申)请")
# 到招生部门办理: where and the verb, but not what.
_WHERE_ONLY = re.compile(r"(?:到|在|前往)[一-鿿()]{2,12}(?=(?:办理|登记|提交|递交|领取|报到|申请|申报|缴费)$)")
_PEOPLE = re.compile(
    r"(?:[者人生长员户家民方工军众师主]|企业|单位|机构|家庭|公司|客户|家属|本人|社区|部门|医院|协会|组织|银行|学校|高校|院校"
    r"|学子|子女|大家)$"
)
_NOUN_USE = r"(?=[0-9]|将|截止|时间|工作|系统|通道|平台|入口|即将|今|明|启动|开始|开启|开放|延期|延长|进入|$)"
_NOUN_LEAD = re.compile(
    r"(?:^年?度(?!假)|^年|.*(?:[的了在将对为与和及由请须应需可被把从向到并已有您来能]|等(?!级)|个(?!人)|[今明]年|[我全本][省市县区]|开始"
    r"|启动|开启|公布|发布|组织|开展|进行|面向|接受|不[再必]|无须|免费|自愿))"
)
# 把简历和照片寄到古籍部: what is sent, rather than where to.
_TAKEN = re.compile(
    r"(?:把|将)(?P<thing>(?!意见|建议|修改)[^,。;]{2,12}?)(?:一式[^,。;]份)?(?:\([^)]*\))?(?P<verb>邮?寄|报送|提交|递交|上传|反馈|发送|[交送发报])(?=[到至给往送我市县省])"
)
_ANOTHER_DAY = re.compile(r"[0-9]{1,2}[月日号][^,。;]{0,8}前")
_SHUT = re.compile(r"\s?(?:[0-9]{1,2}(?::[0-9]{2}|[时点]))?(?:关闭|结束|截止)")
_AT_THE_LATEST = re.compile("[最至][迟晚]")
# Who does it or has not yet done it, where only what is to be done matters: 未完成注册的工商业用户 → 完成注册.
_DOER = re.compile(
    rf"^(?:[仍还尚]?(?:未|没有?))?(?P<do>[^,。;的]*?(?:{ACTION.pattern})[^,。;的]{{0,8}})的"
    r"(?:$|[一-鿿]{0,4}(?:用户|居民|家庭|企业|商户|个人|市民|职工|人员|者).*$)"
)
# …同步进行,时间为3月16日至20日: of what, the clause before has said.
_TIME_ALONE = re.compile("(?:具体)?时间[为是:从]")
# 请车主抓紧…: who is asked, before how.
_WHO = re.compile("^(?:敬?请|望)[一-鿿]{2,6}?(?=抓紧|尽[快早]|及时|务必|按时|提前|登录|持)")
_MANNER = re.compile(r"^(?:以|通过)[一-鿿]{2,6}(?:方式|形式|途径)(?=.)")
_CLOSED_BEHIND = re.compile(r"(?:24时)?(?P<noun>(?!将|就|是|为)[一-鿿]{2,8})(?:截止|到期|结束)")
_VALIDITY = re.compile("有效|使用期|优惠期")
_VOUCHER = re.compile(r"[一-鿿]{0,4}(?:[^领发抢优]券|优惠券|红包|积分|门票|补贴资格)")
_SHORTEST = 3
_JOINS_AN_EVENT = re.compile(
    r"报名|申请|申报|申领|申购|预约|登记|领取|投票|投稿|缴费|购票|应聘|征集|竞买|自荐|递交|提交"
)


def purpose(text: str, printed: Printed, behind: int, headings: str) -> str:
    """The phrase for the date at `printed` of a half-width sentence; at most `LONGEST` characters, "截止" at the least.

    `behind` is where “…前” ends after the date, or -1 where no such word stands there.
    """
    named = _named(text, printed) or _named_behind(text, printed)
    if behind >= 0:
        phrase = _asked(text, behind) or named or _plain(text, behind)
    else:
        own = text[clause_start(text, printed.start) : printed.start]
        told_before = _TIME_ALONE.match(own) or (not own.strip() and _SHUT.match(text, printed.end))
        phrase = named or ("" if told_before and ACTION.search(text, 0, printed.start) else _asked(text, printed.end))
    phrase = _done(phrase or _nearest(text, printed))
    to_us = _TO_US.fullmatch(phrase)
    if to_us and to_us["verb"] != phrase and (remark := _remark(text, printed, to_us["verb"])):
        return to_us["verb"] + remark
    if _SENT_SOMEWHERE.match(phrase) and (sent := _SENT.search(text[: printed.start])):
        whole = sent[0] + phrase
        phrase = whole if len(whole) <= LONGEST else sent[0] + (_ONE_VERB.search(phrase) or sent)[0]
    verb = _WHERE_ONLY.sub("", phrase)
    if phrase and _is_bare(verb):
        phrase = _fuller(verb, text, printed, headings) or phrase
    if phrase:
        return _whole(phrase, text[: printed.start])
    label = _label(text, printed)
    own = text[clause_start(text, printed.start) : printed.start]
    if _AT_THE_LATEST.search(own) and (plain := _plain(text, printed.end)):
        return plain
    return _used(text) if _VALIDITY.search(own) else label if _SHORTEST <= len(label) <= LONGEST else "截止"


def _whole(phrase: str, before: str) -> str:
    """Without how it is done, and with what: 以实名方式向市教育局反映 → 向市教育局反映异议."""
    short = _MANNER.sub("", phrase)
    remark = _REMARK.search(before)
    if remark and short.endswith(("反映", "提出")) and len(short) + len(remark[0]) <= LONGEST:
        return short + remark[0]
    return short or phrase


def _named_behind(text: str, printed: Printed) -> str:
    """The noun between the date and 截止: 距6月30日年报截止还有一周."""
    found = _CLOSED_BEHIND.match(text, printed.end)
    return found["noun"] if found else ""


def _used(text: str) -> str:
    """What is of use until then: 消费券使用."""
    found = _VOUCHER.search(text)
    return re.sub("^.*[轮批期第的了]", "", found[0]) + "使用" if found else "使用有效期"


def _done(phrase: str) -> str:
    found = _DOER.match(phrase)
    return found["do"] if found else phrase


def _remark(text: str, printed: Printed, verb: str) -> str:
    """What is sent to those who print the notice: what its sentence named before, and of 反馈 always 意见."""
    said = _REMARK.search(text, 0, printed.start) or _SENT.search(text, 0, printed.start)
    return said[0] if said else "意见" if verb == "反馈" else ""


def _asked(text: str, behind: int) -> str:
    """The first clause after “…前” that asks for something; a condition (购房的,) or a threat (逾期) asks nothing."""
    start = behind
    while start < len(text):
        end = max(clause_end(text, start), start + 1)
        clause = text[start:end]
        if start > behind and _ANOTHER_DAY.search(clause):
            return ""  # what must be done by another day
        if ACTION.search(clause) and not _LATE.match(clause) and not clause.endswith("的"):
            return _shortened(_TAIL.sub("", _without_asking(_CLOCK.sub("", clause.lstrip(", ")))))
        start = end
    return ""


def _without_asking(clause: str) -> str:
    """The clause without who is asked and how; of 主动申报可免予处罚 the verb stands before 可, not behind it."""
    asked = _ASKING.sub("", _WHO.sub("", clause)).removeprefix("期间")
    return asked if ACTION.search(asked) else re.split("可|须|应|需", clause)[0]


def _plain(text: str, behind: int) -> str:
    """The clause behind “…前” when it is short, whatever its verb: 完成社保卡补换 → 社保卡补换."""
    clause = _TAIL.sub("", _ASKING.sub("", text[behind : clause_end(text, behind)]))
    return clause if _SHORTEST <= len(clause) <= LONGEST and not clause.endswith("的") else ""


def _shortened(clause: str) -> str:
    """A clause that is too long loses where and how it is done, not what."""
    if len(clause) <= LONGEST:
        return clause
    action = ACTION.search(clause)
    if not action:
        return ""
    if (sent := _TAKEN.search(clause)) and len(sent["verb"] + sent["thing"]) <= LONGEST:
        return sent["verb"] + sent["thing"]
    towards = re.search(r"(?:向|到|(?<!所)在)[一-鿿]{1,10}$", clause[: action.start()])
    thing = re.search(r"(?:修改|书面)?(?:意见|建议)*$", clause[: action.start()])
    for start in (towards.start() if towards else 0, thing.start() if thing else 0, action.start()):
        rest = clause[start:]
        if (start or not _ADVERBIAL.match(rest)) and len(rest) <= LONGEST:
            return rest
        cut = re.match(rf".{{0,{LONGEST}}}(?=[、(并及和或])", rest)
        if cut and ACTION.search(cut[0]):
            return cut[0]
    return action[0]


def _label(text: str, printed: Printed) -> str:
    """The date's own clause up to it, without 截止, 时间, 至, the start of a span, and words that only lead over."""
    lead = text[clause_start(text, printed.start) : printed.start]
    if opened := _FIRST_DATE.search(lead):
        lead = lead[: opened.start()]
    return _OPENING.sub("", _LABEL_TAIL.sub("", lead)).strip()


def _named(text: str, printed: Printed) -> str:
    """The noun before 截止, 时间, 至 in the date's own clause: 意见反馈截止时间为…, 首批申报时间为7月1日至…."""
    lead = _label(text, printed)
    actions = list(ACTION.finditer(lead))
    if not actions:
        return _closing(lead, text[: printed.start])
    lead = lead[: actions[-1].end()] + _FRAGMENT.split(lead[actions[-1].end() :][:4])[0]
    asked = _ASKING.sub("", lead)
    broken = _BREAK.match(asked[: actions[-1].start() - len(lead)] if asked else "")
    noun = asked[broken.end() :] if broken and not _is_bare(asked[broken.end() :]) else asked
    return noun if len(noun) <= LONGEST else actions[-1][0]


def _closing(label: str, before: str) -> str:
    """The noun before 截止, whatever it is: 会议期间的提案截止时间为…, 单位审核截止…."""
    if not _CLOSING.search(before):
        return ""
    noun = re.sub(r"^.*[的、,:]", "", label)
    return noun if len(noun) > 1 and len(noun) <= LONGEST and not _FILLER.fullmatch(noun) else ""


def _nearest(text: str, printed: Printed) -> str:
    """One bare word: the last that is named before the date in its sentence, else the first behind it."""
    before = list(ACTION.finditer(text, 0, printed.start))
    clauses = ((ACTION.search(clause), clause) for clause in text[printed.end :].split(","))
    behind = next((found for found, clause in clauses if found and not _LATE.match(clause)), None)
    own = [found for found in before if found.start() >= clause_start(text, printed.start)]
    found = own[-1] if own else behind or (before[-1] if before else None)
    return found[0] if found else ""


def _is_bare(phrase: str) -> bool:
    """Whether nothing is left of the phrase but verbs and fillers: 首批申报, 填报并确认."""
    return not _FILLER.sub("", _ONE_VERB.sub("", phrase))


def _fuller(phrase: str, text: str, printed: Printed, headings: str) -> str:
    """The bare phrase with what it is done to, empty where the article does not say."""
    verb = _ONE_VERB.search(phrase)
    if not verb:
        return ""
    for thing, is_object in _things(verb[0], text, printed, headings):
        whole = phrase + thing if is_object else phrase[: verb.start()] + thing + phrase[verb.start() :]
        if len(whole) <= LONGEST:
            return whole
    return ""


def _things(verb: str, text: str, printed: Printed, headings: str) -> Iterator[tuple[str, bool]]:
    """What the verb may be done to, surest first, and whether it stands behind the verb (办理|资格审核)."""
    if verb == "反馈" and (said := re.search("意见|建议", text)):
        yield said[0], False
    if stated := re.search(verb + _CONDITION_OBJECT.pattern, text):
        yield stated["object"], False
    own = text[clause_start(text, printed.start) : printed.start]
    if obliged := _OBLIGED.search(own):
        subject = re.sub(r"^.*[的、]", "", own[: obliged.start()])
        if re.fullmatch(r"[一-鿿]{3,10}", subject) and not _PEOPLE.search(subject):
            yield subject, True
    for zone in (text[: printed.start], headings):
        for noun in re.finditer(rf"(?P<noun>[一-鿿]{{2,12}}){verb}{_NOUN_USE}", zone):
            thing = _FILLER.sub("", _NOUN_LEAD.sub("", noun["noun"]))
            if len(thing) > 1 and not _PEOPLE.search(thing) and not ACTION.search(thing):
                yield thing, False
    if _JOINS_AN_EVENT.fullmatch(verb):
        yield from ((event, False) for zone in (text[: printed.start], headings) for event in invitations(zone))
