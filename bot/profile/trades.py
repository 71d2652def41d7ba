"""Industries, by the words that people and notices use for them.

A dozen that most small businesses belong to, close to the sections of GB/T 4754; whoever belongs to none keeps their
own words, which are then looked for as they stand.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Trade(StrEnum):
    """A common industry."""

    CATERING = "catering"
    RETAIL = "retail"
    MANUFACTURING = "manufacturing"
    FARMING = "farming"
    BUILDING = "building"
    LOGISTICS = "logistics"
    TECHNOLOGY = "technology"
    CULTURE = "culture"
    SERVICES = "services"
    EXPORT = "export"
    LODGING = "lodging"
    HEALTH = "health"
    EDUCATION = "education"


# The word on the button first: it is what the profile keeps, and how the industry is called.
_WORDS = {
    Trade.CATERING: "餐饮 饭店 饭馆 餐馆 餐厅 小吃 火锅 烧烤 面馆 早餐 奶茶 咖啡 烘焙 酒楼 快餐 catering",
    Trade.RETAIL: "批发零售 零售 批发 商贸 超市 便利店 商店 服装店 水果店 五金 建材店 电商 网店 门市 小商店 "
    "烟酒店 retail",
    Trade.MANUFACTURING: "制造业 制造 加工厂 工厂 机械 装备 模具 食品加工 纺织 服装厂 化工 家具 印刷 铸造 零部件 "
    "耐材 电子元件 manufacturing",
    Trade.FARMING: "农业 种植 养殖 农场 合作社 农户 种粮 大棚 果园 蔬菜 畜牧 农机 养鸡 养猪 花卉 苗木 粮食 farming",
    Trade.BUILDING: "建筑业 建筑 施工 装修 装饰 工程 building",
    Trade.LOGISTICS: "交通物流 物流 运输 货运 快递 仓储 货车 冷链 logistics",
    Trade.TECHNOLOGY: "科技 软件 信息技术 互联网 人工智能 大数据 芯片 集成电路 生物医药 新材料 新能源 technology",
    Trade.CULTURE: "文化旅游 文旅 旅游 旅行社 文创 影视 演艺 景区 广告 culture",
    Trade.SERVICES: "居民服务 家政 美容 美发 理发 洗衣 洗车 汽修 维修 养老 物业 健身 services",
    Trade.EXPORT: "外贸 进出口 出口 跨境电商 跨境 export",
    Trade.LODGING: "住宿 酒店 宾馆 民宿 旅馆 lodging",
    Trade.HEALTH: "医疗健康 诊所 药店 医药 医疗 health",
    Trade.EDUCATION: "教育培训 培训 幼儿园 托育 教育 education",
}
TRADES = {trade: tuple(words.split()) for trade, words in _WORDS.items()}
_OF = {word: trade for trade, words in TRADES.items() for word in words}
_ANY = re.compile("|".join(sorted(map(re.escape, _OF), key=len, reverse=True)), re.IGNORECASE)

# What a notice calls a whole class by; 农 alone, for 涉农 and 三农 are said of every farming business.
_CLASSES = {
    Trade.FARMING: re.compile(r"农户|农民|农业|涉农|三农|种植|养殖|家庭农场|种粮|合作社|畜牧|粮食"),
    Trade.EXPORT: re.compile(r"外贸|进出口|跨境|出口企业|外向型"),
    Trade.CATERING: re.compile(r"餐饮"),
    Trade.RETAIL: re.compile(r"零售|批发|商贸|商超|电商"),
    Trade.LODGING: re.compile(r"住宿|酒店业|民宿"),
    Trade.CULTURE: re.compile(r"文旅|文化和?旅游|旅游|旅行社|文化(?:企业|产业)"),
    Trade.LOGISTICS: re.compile(r"物流|货运|运输(?:企业|业)|快递"),
    Trade.MANUFACTURING: re.compile(r"制造业|制造(?:企业|业)|工业企业"),
    Trade.BUILDING: re.compile(r"建筑(?:企业|业)|施工企业"),
    Trade.SERVICES: re.compile(r"家政|养老(?:机构|企业|服务)|居民服务"),
    Trade.HEALTH: re.compile(r"医疗机构|药店|医药企业"),
    Trade.EDUCATION: re.compile(r"托育|幼儿园|培训机构"),
    Trade.TECHNOLOGY: re.compile(r"软件(?:企业|业)|信息(?:技术)?服务业|人工智能企业|集成电路"),
}


def name(trade: Trade) -> str:
    """餐饮: the word that the profile keeps for a trade chosen by its button."""
    return TRADES[trade][0]


def trades(words: str) -> tuple[Trade, ...]:
    """The industries that somebody's own words name, in order; none for what the list does not know."""
    return tuple(dict.fromkeys(_OF[found[0].lower()] for found in _ANY.finditer(words)))


def trade_words(text: str) -> tuple[str, ...]:
    """The words for an industry in a line, as they stand there, in order."""
    return tuple(dict.fromkeys(found[0] for found in _ANY.finditer(text)))


def named(who: str) -> tuple[Trade, ...]:
    """The industries to which an offer is limited by those whom it names."""
    return tuple(trade for trade, pattern in _CLASSES.items() if pattern.search(who))
