"""Why a query is refused, in one Chinese sentence each: what is wrong, and what was probably meant."""

from __future__ import annotations

from bot.errors import QueryError

LONGEST_QUERY = 2000
MOST_TERMS = 200
DEEPEST = 20
LONGEST_NAME = 40

SENTENCES = {
    "empty": "还没有写要找的词，比如：郑州 地铁。",
    "too_long": "这条订阅有 {length} 个字，最多 {limit} 个字；可以拆成几条订阅。",
    "too_many": "这条订阅有 {count} 个词，最多 {limit} 个；可以拆成几条订阅。",
    "too_deep": "括号套得太深了，最多 {limit} 层。",
    "name_long": "名称最多 {limit} 个字，现在是 {length} 个。",
    "only_not": "只写了不要什么，没写要什么；请在前面加上要找的词，比如：{advice}。",
    "not_in_either": "「或」里面不能有排除：这样几乎每篇都会中。排除的词请用空格隔开，写在最后，比如：{advice}。",
    "mixed": "「且」和「或」写在一起，有两种读法：「{first}」还是「{second}」？请照想要的那种加上括号。",
    "quote": "引号只有一半：「{near}」后面缺右引号。",
    "open": "左括号没有对应的右括号。",
    "close": "多了一个右括号。",
    "nothing": "「{sign}」旁边缺一个词。",
    "stray": "这里看不懂「{sign}」；如果要找的就是它，请连同前后的词用引号括起来：“{near}”。",
    "unknown_field": "没有「{field}:」这一栏，是不是「{nearest}:」？要找的就是这几个字的话，请用引号括起来。",
    "field_in_field": "「{outer}:」里面不能再写「{inner}:」；请用空格分开写。",
    "value": "「{field}:」后面只能写名称，几个名称用顿号隔开，比如：{field}:甲、乙。",
    "colon": "「{word}」后面要加冒号：{word}:{next}。",
    "mode": "不认识「@{word}」；可以写 @即时、@日报 或 @静音，还有每份日报最多几篇：@5。",
    "twice": "「{what}」写了两次，只能有一个。",
    "tail": "名称和 @即时、@日报、@静音、@5 要写在最后。",
    "broken": "这里有一个坏字符（{sign}），删掉它再发。",
    "near": "「~」后面要写字数，两边写词，比如：养老 ~10 补贴（两词相距 10 个字以内）。",
    "near_what": "「~」两边只能是词，或几个用顿号隔开的词，比如：养老 ~10 补贴、津贴。",
    "far": "「~」后面的字数只能是 1 到 {limit}；离得更远就用空格隔开，表示两词都要有。",
    "count": "括号里有 {parts} 项，不能要求有 {count} 项；请写成比如：2之(甲、乙、丙)。",
    "cap": "每份日报的篇数只能是 1 到 {limit}，比如：@5。",
    "star_chinese": "「{word}」后面不用加 *：汉字前后连着别的字也找得到；* 只用在英文词后面，比如：mac*。",
    "star_short": "* 前面至少要有两个字母，比如：mac*。",
    "level": "不认识「{value}」这个级别；可以写 蓝、黄、橙、红，比如：级别>=橙。",
    "amount": "看不懂金额「{value}」；请写成比如：金额>=500万、金额>=1.5亿、金额<3000元。",
    "date": "看不懂日期「{value}」；请写成比如：日期:7天、日期:2026-01-01..、日期:..2026-06-01。",
    "date_order": "「{value}」的开始比结束还晚；请把两个日期换过来。",
    "date_long": "最多往前找 {limit} 天；要全部就不用写日期。",
    "only_date": "只写了日期，没写要找的词；请在前面加上，比如：{advice}。",
    "date_in_either": "「或」里面不能有日期：这样几乎每篇都会中。日期请用空格隔开，写在最后。",
    "regex_half": "正则只有一半：后面缺「/」。写法是 /第[一二三]批/；要找斜杠本身就写 \\/。",
    "regex_flags": "正则后面只能加 i（不分大小写），现在是「{flags}」。",
    "regex_long": "正则有 {length} 个字，最多 {limit} 个字。",
    "regex_all": "「{sign}」什么都会中；请写得具体一点，比如：/第[一二三]批/。",
    "regex_open": "正则里的左括号「(」没有对应的右括号；要找括号本身就写 \\(。",
    "regex_close": "正则里多了一个右括号「)」；要找括号本身就写 \\)。",
    "regex_class": "正则里的方括号不对：「{sign}」；写法是 [一二三] 或 [0-9]。",
    "regex_repeat": "正则里的「{sign}」前面要有重复的东西，而且只能写一个；要找它本身就在前面加 \\。",
    "regex_large": "正则里的「{sign}」太大了；一共最多重复 1000 次。",
    "regex_look": "正则里的「{sign}」不支持：不能往前、往后看。可以写成两个词，用空格或 - 隔开。",
    "regex_escape": "正则里的「{sign}」不支持：没有这个反斜杠写法，也不能回头引用。",
    "regex_wrong": "这个正则写得不对：{said}。",
    "entry_field": "Miniflux 的 {field} 在这里没有对应的写法；可以用 标题: 正文: 作者: 日期:，主题用 #。",
    "entry_value": "看不懂 {field} 后面的写法；比如：EntryTitle=地铁、EntryDate=max-age:30d。",
    "unknown_pack": "没有叫「{name}」的主题包；是不是「#{nearest}」？发送 /packs 看全部主题包。",
    "no_pack": "没有叫「{name}」的主题包；发送 /packs 看全部主题包。",
}


def refuse(code: str, at: int, **details: str | int) -> QueryError:
    """The error for `code`, pointing at the character `at` of the text as it was typed."""
    filled = {name: str(value) for name, value in details.items()}
    return QueryError(code, at, SENTENCES[code].format(**filled), **filled)
