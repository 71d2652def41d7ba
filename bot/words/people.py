"""Names of people: what a word list cannot hold, and what must not be taken for words (王|建国)."""

from __future__ import annotations

from collections.abc import Iterator

# Surnames that are seldom anything else in print; 于, 和, 向, 高, 时, 方 and their like would cost more than they save.
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟"
    "谭陆汪范廖贾韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶贺顾毛郝龚邵钱严武戴莫孔牛马"
)
# Characters that given names are made of and that also make up everyday words (建国, 文明, 和平, 振兴, 胜利).
GIVEN = frozenset(
    "建国文明和平振兴胜利光明志强伟华军民卫东红星永新跃进海洋春晓爱国家富保立业长江德智慧美丽玉兰金山大庆生"
)
# What stands right before a name in the news: 市长|江某, 总经理|李俊英. The last two characters of a title are enough.
_TITLES = """
    省长 市长 县长 区长 镇长 乡长 村长 州长 部长 局长 处长 科长 司长 厅长 会长 校长 院长 所长 社长 团长 队长 组长 班长
    站长 厂长 行长 事长 书记 主任 主席 总理 总统 经理 教授 记者 理事 董事 教练 导演 作家 画家 歌手 演员 医生 护士 教师
    老师 市民 村民 居民 民警 司机 院士 博士 将军 司令 政委 丈夫 妻子 儿子 女儿 员工 业主 旅客 乘客 被告 原告 律师 法官
"""
TITLES = frozenset(_TITLES.split())
# How people are spoken of, before or after their name: 老人牛德福, 牛师傅.
_ADDRESSES = """
    老人 同志 先生 女士 师傅 大爷 大妈 大娘 大姐 大哥 奶奶 爷爷 阿姨 叔叔 小姐 选手 同学 队员 患者 农民 工人 学生 讯员
    户主 编剧 导游 保安 保姆 会计 总监 主编 厨师 干部 老板 老总 小伙 女孩 男孩 姑娘 青年 少年 大叔 大伯 店长 船长
    机长 馆长
"""
ADDRESSES = frozenset(_ADDRESSES.split())
# A name of which only the surname is told (江某, 李某某), and a full one after a title, in logarithms. As a way of
# writing the first is about as common as a common noun; the second is one of some hundred thousand names.
VEILED, TITLED = -8.0, -14.0


def named(text: str, at: int) -> Iterator[tuple[int, float]]:
    """(end, weight) of the names of people that begin at `at`, by what stands around them."""
    if text[at] not in SURNAMES:
        return
    if text[at + 1 : at + 2] == "某":
        yield at + (3 if text[at + 2 : at + 3] == "某" else 2), VEILED
    elif at >= 2 and text[at - 2 : at] in TITLES and text[at + 1 : at + 3].isalpha():
        yield from ((end, TITLED) for end in (at + 2, at + 3) if end <= len(text))


def called(text: str, at: int) -> bool:
    """Whether the surname at `at` is somebody's: a title or an address stands before it or after one to three signs."""
    known = TITLES | ADDRESSES
    return text[max(0, at - 2) : at] in known or any(text[end : end + 2] in known for end in (at + 1, at + 2, at + 3))


def name_end(text: str, at: int) -> int:
    """Where what somebody is called ends, from the surname at `at`: 牛某, 牛师傅, 牛思魁."""
    return at + 2 if text[at + 1 : at + 2] == "某" else min(at + 3, len(text))
