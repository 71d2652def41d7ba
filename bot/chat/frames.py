"""What a natural sentence asks for, by the frame around its verb: 我想看 X, 帮我盯着 X, 今天有什么新闻, 别再发了.

Nobody is expected to know commands. A frame is taken only where the whole sentence has its form, so that a word to
follow (取消公摊, 别墅限购, 关注森林公安) is not mistaken for a wish about it; whatever has no frame stays a word.
Written for simplified characters, which correspond to the traditional ones place by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.chat.commands import read
from bot.chat.orders import ordered
from watchers.variants import simplified

# Longer than anybody says to a machine; what is longer was pasted. Latin letters say less each.
LONGEST, LONGEST_LATIN = 40, 90


class Wish(StrEnum):
    """What a sentence wants."""

    THANKS = "thanks"
    FINE = "fine"
    HELLO = "hello"
    LOOK = "look"
    FOLLOW = "follow"
    HUSH = "hush"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`about`: of LOOK the line that would have asked for it, of FOLLOW and DROP the object as it was typed.

    `sure`: the sentence can hardly be a word to follow. `at_once`: of FOLLOW, that it must not wait for a digest.
    """

    wish: Wish
    about: str = ""
    sure: bool = True
    at_once: bool = False


def _said(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE | re.VERBOSE) for pattern in patterns)


PLEASE = r"(?:请问?|麻烦你?|拜托|劳驾|你?能不能|可不可以|你?可以|能否)*\s*"
ME = r"(?:我们?|咱们?|俺)?"
NEWS = r"(?:新闻|消息|要闻|报道|动态|动静|进展|信息|情况|内容|文章|稿件|事情?|大事|新鲜事|头条)"
WHEN = r"(?:今天|今日|今儿|最近|近来|近期|近几天|这几天|这两天|这阵子|现在|刚才|早上|昨天)"

# Courtesy is answered, and asks for nothing.
THANKS = _said(
    r"(?:(?:好的?|嗯|ok)[,，、\ ]*)?(?:非常|太|真的?|十分|很)*(?:感谢|多谢|谢|辛苦)+"
    r"(?:了|啦|你们?|您|大家|报晓|帮忙|提醒)*",
    r"(?:ok(?:ay)?[,\ ]+)?(?:many\ |great,?\ )?(?:thanks?|thank\ you|thx|ty|cheers)"
    r"(?:\ (?:you|a\ lot|so\ much|very\ much|again))*",
)
HELLO = _said(
    r"(?:(?:你|您|大家|各位)好)+|哈[喽啰罗]|嗨+|嘿+|早|早上好|早安|上午好|中午好|下午好|晚上好|在|在不在|有人|喂+",
    r"(?:hi|hey|hello)(?:\ (?:there|all|baoxiao))?|good\ (?:morning|afternoon|evening)",
)
FINE = _said(
    r"好+的?|行|可以|嗯+|哦+|噢|知道了|收到|明白了?|了解了?|懂了|没事了?|不用了|真?不错|真棒|厉害|哈哈+|再见|拜拜|晚安",
    r"ok(?:ay)?|fine|good|great|nice|cool|got\ it|yes|no|bye(?:\ bye)?|goodbye|good\ night|never\ ?mind",
)
# 怎么用, 你会什么; 怎么退订 is about one command.
HOW = _said(
    r"(?:请问)?(?:这个?|你|它|报晓)?(?:是|该|要|都|到底)?(?:怎么|怎样|如何|咋)(?:使用|用|玩|操作|弄|办|开始)"
    r"(?:你|它|这个)?的?",
    r"你?(?:都|还)?(?:会|能|可以)(?:帮我)?(?:做|干)?(?:点|些)?(?:什么|啥)",
    r"都?有(?:什么|哪些|啥)(?:功能|命令|用法|用处?)|不会用|使用说明|说明书?|功能|菜单|命令",
    r"你是(?:谁|什么|干什么的|干嘛的)|这是(?:什么|啥|干什么的|干嘛的)|(?:看不|不太?)懂",
    r"how\ (?:do|does|can|to)(?:\ i|\ you|\ this|\ it)?(?:\ (?:use|start|work))(?:\ (?:this|it|you|work))*",
    r"what\ (?:can|do)\ you\ do|who\ are\ you|what\ (?:is|are)\ (?:this|you)|instructions|manual|menu|commands",
)
HOW_TO = _said(r"(?:请问)?(?:要|该)?(?:怎么|怎样|如何|咋)(?:样)?(?:才能|去|来)?(?P<x>\w{2,5})")
# What is in the papers: the day's page. With an object (最近有什么政策) it is looked for.
TODAY = _said(
    rf"(?:(?:请问|那)?{WHEN}的?)?(?:有没有|有)(?:什么|啥|些)?新?的?{NEWS}(?:没有)?",
    rf"{WHEN}?的?(?:报纸|新闻|要闻|头条)",
    r"what(?:['’]s|\ is|\ are)?\ (?:new|happening|going\ on|in\ the\ (?:news|papers?)|the\ news)"
    r"(?:\ (?:today|now|lately))?",
    r"(?:any|today['’]?s|the|latest)?\ ?(?:new\ )?(?:news|headlines|updates)(?:\ (?:today|please))?",
    r"what\ happened(?:\ today)?",
)
WHAT_OF = _said(
    rf"(?:请问|那)?{WHEN}?(?:又|还|都|报上|报纸上)*(?:有|出)了?(?:没有|什么|啥|哪些|些)+(?:新|大|重要|重大)?的?(?P<x>.*)",
    rf"(?P<x>.{{2,}}?)(?:{WHEN}|又|还)*(?:有(?:什么|啥|没有|新)新?的?{NEWS}|怎么样了?)",
    r"(?:什么|啥)是(?P<x>.+)",
    r"(?P<x>.{2,}?)(?:到底)?是(?:什么|啥|怎么回事)(?:意思)?",
    r"(?:any|what(?:['’]s|\ is)\ the|latest|show\ me(?:\ the)?)\ (?:news|articles)\ (?:about|on|of)\ (?P<x>.+)",
)
SKY = _said(
    r"(?:今天|明天|后天|周末|这几天)?的?(?:天气(?:预报)?(?:怎么样|如何|好)?|会?不?会?下[雨雪]|热不热|冷不冷|多少度)",
    r"(?:how|what)(?:['’]s|\ is)\ the\ weather(?:\ like)?(?:\ (?:today|tomorrow))?",
)
# To be told of something: somebody wants it (我想看), has it done for them (帮我盯着), or softens the verb (关注一下).
# The bare verb is left alone: 关注, 看 and 订 begin many words.
_FOLLOWING = r"(?:看|关注|关心|盯|订阅|订|追踪|跟踪|跟进|追|留意|知道|了解|收到|收|听|推送|推|发送|发)"
_AT_ONCE = (
    r"(?:马上|立刻|立即|即刻|及时|即时|第一时间|赶紧|赶快|尽快"
    r"|(?:at\ once|immediately|right\ away|straight\ away|asap)\b)"
)
_TOLD = r"(?:告诉|通知|提醒|叫)(?:一下|一声)?我们?(?:一声|一下)?"
_TELL_ME = rf"(?:就|请|再|都|要)*{_AT_ONCE}?{_TOLD}"
FOLLOW = _said(
    rf"{PLEASE}(?:{ME}(?:很|也|就|只)?(?:想要?|要|希望)|你?(?:帮|给|替)(?:我们?|个忙|忙)?|请)"
    rf"(?:能|再|一直|长期|随时|及时)*{_FOLLOWING}(?:一下|一看|看|[着著]|到|些|点)*(?P<x>.+)",
    r"我们?(?:一直|很|比较|最)?(?:关心|在关注|想了解|对)(?P<x>.+?)(?:感兴趣)?",
    r"(?:看看|看一下|看一看|盯[着著住]|盯一下|关注一下|关注[着著]|留意一下|留意[着著]|订阅一下|订一下|了解一下)(?P<x>.+)",
    rf"(?:如果|要是|一旦|只要)?有了?(?P<x>.+?)的?{NEWS}?(?:的时候|时|的话|了)?[,，]?{_TELL_ME}",
    rf"(?P<x>.{{2,}}?)(?:的{NEWS})?(?:一?见报|一?出来|一?有{NEWS}|时|的时候|的话|了)了?[,，]?{_TELL_ME}",
    rf"(?P<x>.{{2,}}?)[,，]?(?:就|都|也|请|要|{_AT_ONCE})+{_TOLD}",
    rf"(?:请|麻烦你?)?(?:{_AT_ONCE})?(?:告诉|通知|提醒)(?:一下|一声)?我们?(?:一声|一下)?(?!怎|如何|什么|啥)(?P<x>.{{2,}})",
    r"(?:please\ )?(?:(?:can|could)\ you\ )?(?:follow|track|monitor|subscribe(?:\ me)?\ to|look\ out\ for"
    r"|keep\ (?:me\ posted|an\ eye)\ (?:on|about)"
    rf"|(?:tell|notify|alert)\ me(?:\ {_AT_ONCE})?\ (?:about|of|to|when|if))\ (?P<x>.+?)(?:,?\ {_AT_ONCE})?",
    r"i(?:['’]d|\ would)?\ (?:want|like)\ to\ (?:see|read|follow|track|know(?:\ about)?|hear(?:\ about|\ of)?"
    r"|read\ about)\ (?P<x>.+)",
)
HURRY = re.compile(_AT_ONCE, re.IGNORECASE | re.VERBOSE)
# To be left in peace, which is offered and not done: somebody may mean one subscription, or only the night.
_SENDING = r"(?:发送?|推送?|打扰|打搅|吵|烦|通知|提醒|响|叫|说|收到|收)"
HUSH = _said(
    rf"{PLEASE}(?:求你|你)?(?:先|暂时)?(?:别|不要|不用|停止|不想)(?:再|老|总|一直|继续)*(?:给我们?|跟我)?{_SENDING}(?:我们?)?"
    r"(?:任何)?(?:消息|信息|通知|提醒|东西|推送)?(?:了|啦)?",
    r"(?:先|快|请|给我|帮我)*(?:暂停|停止?|停下|停掉|停一停|安静|闭嘴|住口)"
    r"(?:推送|发送|通知|提醒|发|消息|点|一下|一会儿?|几天|一阵子?|了)*",
    r"(?:消息|提醒|通知|信息|你)?(?:太|好|真)(?:吵|烦|多|频繁)(?:了|啦)?|[吵烦]死(?:人|我)?了?",
    r"(?:please\ )?(?:stop|quit)(?:\ (?:it|that|this|now|please|everything|all|sending|messaging|notifying|alerting|me"
    r"|the|messages|alerts|notifications))*",
    r"no\ more(?:\ (?:messages|alerts|notifications))?|enough|leave\ me\ alone|shut\ up|be\ quiet|pause\ (?:it|all)",
    r"too\ (?:much|many)(?:\ \w+)?",
    r"do(?:n['’]?t|\ not)\ (?:bother|disturb|notify|message|text)\ me(?:\ any\ ?more|\ again)?",
)
# To hear no more of something. Said with 了, or of oneself, it can hardly be a word; 取消公摊 may be one.
_OF_IT = rf"(?:的?(?:{NEWS}|提醒|推送|订阅|通知))?"
DROP = _said(
    rf"{PLEASE}{ME}(?:以后|已经)?(?:别|不要|不用|不想)(?:再|老|总|继续)*(?:给我们?)?"
    rf"(?:要|看到?|收到?|听|发送?|推送?|订阅?|关注|盯|提醒|通知)?我?(?P<x>.+?){_OF_IT}(?:了|啦)",
    rf"{ME}不再?(?:看|关注|关心|盯|订|收|想看|想收到?|需要)(?P<x>.+?){_OF_IT}(?:了|啦)",
    rf"(?:别|不想)(?:再|老|总)?(?:给我们?)?(?:看到?|收到?|听|发送?|推送?|提醒|通知)我?(?P<x>.+?){_OF_IT}",
    rf"(?:不要|不用)(?:再|老|总)*(?:给我们?)?(?:发送?|推送?)(?![展布放生票现表改动])我?(?P<x>.{{2,}}?){_OF_IT}",
    r"(?:i\ (?:do\ not|don['’]?t)\ (?:want|need)(?:\ to\ (?:see|get|hear\ about))?|do(?:n['’]?t|\ not)\ send\ me"
    r"|stop\ sending\ me|unsubscribe(?:\ me)?\ from|no\ more)\ (?:any\ (?:more\ )?|the\ )?(?P<x>.+?)"
    r"(?:\ (?:any\ ?more|news|alerts))*",
)
MAYBE_DROP = _said(
    rf"{PLEASE}(?:{ME}(?:想要?|要)?|(?:帮|给|替)我们?)(?:退订|取消订阅|取消|退掉|停掉|去掉|删掉|删除|不要)(?P<x>.+?){_OF_IT}(?:了|啦)?",
    r"(?:unfollow|drop|remove|cancel|stop)\ (?:the\ )?(?P<x>.+?)(?:\ (?:news|alerts))?",
)
# 我想退订, 帮我设一下日报: what is left is a command's own word. What would act at once by itself is not among them.
ASKED = _said(
    rf"{PLEASE}(?:{ME}(?:想要?|要)|(?:帮|给|替)我们?)?(?:看看?|查看?|设置?|改|打开|有没有|有)?(?:一下|下)?(?P<x>\w{{2,5}})"
)
ACTING = frozenset({"pause", "resume", "undo", "cancel", "resend", "start"})

# In this order: what is courtesy is nothing else, silence for all comes before silence for one thing.
FRAMES: tuple[tuple[Wish, tuple[re.Pattern[str], ...]], ...] = (
    (Wish.THANKS, THANKS),
    (Wish.HELLO, HELLO),
    (Wish.FINE, FINE),
    (Wish.HUSH, HUSH),
    (Wish.DROP, DROP),
)
LOOKS = ((HOW, "帮助"), (TODAY, "今天"), (SKY, "天气"))

_EDGES = " \t　。．.!！?？~～…、，,;；：:「」『』“”‘’\"'"
# Particles at the end of a sentence; 网吧, 酒吧 and 贴吧 are words.
_PARTICLES = re.compile(r"(?:(?<![网酒贴茶])吧|[呀啊哦呢嘛哟噢呗吗么啦])+$|\s+(?:please|pls)$", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:关于|有关|所有的?|全部的?|最新的?|最近的?|今天的?|一些|(?:all|any|the|news|articles)\s+(?:about\s+|on\s+)?)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:方面|有关|相关)?的?{NEWS}$|(?:方面|有关|相关)?的$|\s+(?:news|articles)$", re.IGNORECASE)


def understood(text: str) -> Said | None:
    """What a sentence wants; None where it has no frame, or two could be meant."""
    line = _bare(text)
    plain = simplified(line)
    if not line or len(line) > (LONGEST_LATIN if line.isascii() else LONGEST) or "\n" in line:
        return None
    return next(_readings(line, plain), None)


def _readings(line: str, plain: str) -> Iterator[Said]:
    """All that it may mean, the most probable first."""
    if order := ordered(plain):
        yield Said(wish=Wish.LOOK, about=order)
    for patterns, command in LOOKS:
        if any(one.fullmatch(plain) for one in patterns):
            yield Said(wish=Wish.LOOK, about=command)
    for wish, patterns in FRAMES:
        if found := _first(patterns, plain):
            about = _object(line, found) if "x" in found.groupdict() else ""
            yield from [Said(wish=wish, about=about)] if about or wish is not Wish.DROP else []
    for patterns, asking in ((HOW_TO, _help), (ASKED, _command), (FOLLOW, _follow), (WHAT_OF, _search)):
        if found := _first(patterns, plain):
            for said in asking(_object(line, found)):
                yield replace(said, at_once=said.wish is Wish.FOLLOW and _hurried(plain, found))
    if (found := _first(MAYBE_DROP, plain)) and (about := _object(line, found)):
        yield Said(wish=Wish.DROP, about=about, sure=False)


def _first(patterns: tuple[re.Pattern[str], ...], plain: str) -> re.Match[str] | None:
    return next((found for one in patterns if (found := one.fullmatch(plain))), None)


def _hurried(plain: str, found: re.Match[str]) -> bool:
    """Whether it is said beside what is wanted: to be told of it at once."""
    around = f"{plain[: found.start('x')]}\n{plain[found.end('x') :]}"
    return HURRY.search(around) is not None


def _help(about: str) -> Iterator[Said]:
    if read(about).command and not read(about).rest:
        yield Said(wish=Wish.LOOK, about=f"帮助 {about}")


def _command(about: str) -> Iterator[Said]:
    for word in (about, about.removeprefix("我的")):
        line = read(word)
        if line.command and not line.rest and line.command not in ACTING:
            yield Said(wish=Wish.LOOK, about=word)


def _search(about: str) -> Iterator[Said]:
    yield from _command(about)
    yield Said(wish=Wish.LOOK, about=f"搜索 {about}" if about else "今天")


def _follow(about: str) -> Iterator[Said]:
    """我想看天气, 我想看新闻: what there is now, where that has a command."""
    yield from _command(about)
    plain = simplified(about)
    if _first(SKY, plain):
        yield Said(wish=Wish.LOOK, about="天气")
    if not about or _first(TODAY, plain):
        yield Said(wish=Wish.LOOK, about="今天")
    yield Said(wish=Wish.FOLLOW, about=about)


def _bare(text: str) -> str:
    line = text.strip(_EDGES)
    return line[: len(line) - len(_tail(line))].strip(_EDGES)


def _tail(line: str) -> str:
    found = _PARTICLES.search(simplified(line))
    return line[found.start() :] if found else ""


def _object(line: str, found: re.Match[str]) -> str:
    """What the sentence is about, as it was typed, without what is said around it."""
    start, end = found.span("x")
    about = line[start:end].strip(_EDGES)
    if before := _BEFORE.match(simplified(about)):
        about = about[before.end() :].strip(_EDGES)
    behind = _BEHIND.search(simplified(about))
    return about[: behind.start()].strip(_EDGES) if behind else about
