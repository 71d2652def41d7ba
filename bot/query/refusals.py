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
    "too_common": "「{term}」太常见，几乎每篇都有；请写长一点的词，比如两个字以上。",
    "only_not": "只写了不要什么，没写要什么；请在前面加上要找的词，比如：{advice}。",
    "not_in_either": "「或」里面不能有排除：这样几乎每篇都会中。排除的词请用空格隔开，写在最后，比如：{advice}。",
    "mixed": "「且」和「或」写在一起，有两种读法：{first} 还是 {second}？请照想要的那种加上括号。",
    "quote": "引号只有一半：「{near}」后面缺右引号。",
    "open": "左括号没有对应的右括号。",
    "close": "多了一个右括号。",
    "nothing": "「{sign}」旁边缺一个词。",
    "stray": "这里看不懂「{sign}」；如果要找的就是它，请连同前后的词用引号括起来：“{near}”。",
    "unknown_field": "没有「{field}:」这一栏，是不是「{nearest}:」？要找的就是这几个字的话，请用引号括起来。",
    "field_in_field": "「{outer}:」里面不能再写「{inner}:」；请用空格分开写。",
    "value": "「{field}:」后面只能写名称，几个名称用顿号隔开，比如：{field}:甲、乙。",
    "colon": "「{word}」后面要加冒号：{word}:{next}。",
    "mode": "不认识「@{word}」；可以写 @即时、@日报 或 @静音。",
    "twice": "「{what}」写了两次，只能有一个。",
    "tail": "名称和 @即时、@日报、@静音 要写在最后。",
    "not_yet": "「{sign}」（{what}）这个写法现在还不支持；{advice}。",
    "unknown_pack": "没有叫「{name}」的主题包；是不是「#{nearest}」？发送 /packs 看全部主题包。",
    "no_pack": "没有叫「{name}」的主题包；发送 /packs 看全部主题包。",
}


def refuse(code: str, at: int, **details: str | int) -> QueryError:
    """The error for `code`, pointing at the character `at` of the text as it was typed."""
    filled = {name: str(value) for name, value in details.items()}
    return QueryError(code, at, SENTENCES[code].format(**filled), **filled)
