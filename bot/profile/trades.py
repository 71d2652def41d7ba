"""Industries, by the words that people and notices use for them.

A dozen that most small businesses belong to, close to the sections of GB/T 4754; whoever belongs to none keeps their
own words, which are then looked for as they stand.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


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
    Trade.CATERING: "餐饮 饭店 饭馆 餐馆 餐厅 小吃 火锅 烧烤 面馆 早餐 奶茶 咖啡 烘焙 酒楼 快餐 早点 面点 夜宵 "
    "食堂 蛋糕 拉面 烩面 胡辣汤 卤味 熟食 茶饮 酒馆 农家乐",
    Trade.RETAIL: "批发零售 零售 批发 商贸 超市 便利店 商店 服装店 水果店 五金 建材店 电商 网店 门市 小商店 "
    "烟酒店 文具店 母婴店 花店 童装 女装 男装 服装批发 直播带货 小卖部 门市 农资店 家电 建材 水产 水果批发 "
    "蔬菜批发 批水果 批菜",
    Trade.MANUFACTURING: "制造业 制造 加工厂 工厂 机械 装备 模具 食品加工 纺织 服装厂 化工 家具 印刷 铸造 零部件 "
    "耐材 电子元件 食品厂 电缆 电线 阀门 轴承 传感器 仪器 仪表 五金件 塑料制品 塑料厂 包装厂 纸箱 铝加工 钢结构 "
    "磨料 磨具 超硬材料 金刚石 钧瓷 瓷器 作坊 水泵 玻璃 陶瓷 门窗 制鞋 服装加工 粉条加工 面粉 调味品 生产加工 代工",
    Trade.FARMING: "农业 种植 养殖 农场 合作社 农户 种粮 大棚 果园 蔬菜 畜牧 农机 养鸡 养猪 花卉 苗木 粮食 养牛 "
    "养羊 养鱼 养蜂 养鸭 种菜 种地 香菇 食用菌 红薯 大蒜 山药 草莓 葡萄 茶叶种植 种田 农家",
    Trade.BUILDING: "建筑业 建筑 施工 装修 装饰 工程",
    Trade.LOGISTICS: "交通物流 物流 运输 货运 快递 仓储 货车 冷链 冷库 跑运输 跑车 拉货 配送 搬家 网约车 出租车 "
    "滴滴 新能源车 客运 同城快送",
    Trade.TECHNOLOGY: "科技 软件 信息技术 互联网 人工智能 大数据 芯片 集成电路 生物医药 新材料 新能源 网络科技 "
    "小程序 程序开发 游戏开发 机器人 无人机 生物技术 半导体 物联网",
    Trade.CULTURE: "文化旅游 文旅 旅游 旅行社 文创 影视 演艺 景区 广告 婚庆 摄影 影楼 会展 策划 演出 剧本杀 "
    "电影院 文玩",
    Trade.SERVICES: "居民服务 家政 美容 美发 理发 洗衣 洗车 汽修 维修 养老 物业 健身 保洁 月嫂 修车 修理 开锁 "
    "宠物 美甲 洗浴 按摩 足疗 汽车维修 快修 废品回收",
    Trade.EXPORT: "外贸 进出口 出口 跨境电商 跨境 国际贸易",
    Trade.LODGING: "住宿 酒店 宾馆 民宿 旅馆 客栈 旅店 招待所",
    Trade.HEALTH: "医疗健康 诊所 药店 医药 医疗 门诊 口腔 牙科 中医馆 医院 药房 体检 康复 大药房",
    Trade.EDUCATION: "教育培训 培训 幼儿园 托育 教育 托管班 驾校 早教 幼教 培训班 培训机构 辅导班 学校 琴行 画室",
}
TRADES = {trade: tuple(words.split()) for trade, words in _WORDS.items()}
_OF = {word: trade for trade, words in TRADES.items() for word in words}
_KNOWN = "|".join(sorted(map(re.escape, _OF), key=len, reverse=True))
# In English, the narrower first: a machine shop is no shop, a training school in English no language.
_ENGLISH = {
    Trade.EXPORT: r"cross-border|foreign trade|import(?:s|er|ing)?(?: and|/|-|&)? ?export\w*|export(?:s|er|ers|ing)?",
    Trade.MANUFACTURING: r"machine shop|machining|manufactur\w*|factory(?! building)|(?:metal|wood)work\w*"
    r"|foundry|packaging|garments?|furniture"
    r"|textiles?|moulds?|casting|printing|(?:food|grain|meat) process\w*|assembly|workshop",
    Trade.TECHNOLOGY: r"software|\b(?-i:IT)\b|(?:mobile )?apps?\b|internet|\b(?-i:AI)\b|tech(?:nology)?(?: "
    r"company| firm| start-?up)|biotech|semiconductors?|robot\w*"
    r"|chip (?:design|maker)|big data|SaaS|web (?:design|development)",
    Trade.CATERING: r"restaurants?|noodles?|caf[eé]s?|coffee(?: shop)?|tea (?:house|shop)|(?:milk|bubble) tea"
    r"|bakery|hot ?pot|barbecue|BBQ|snacks?"
    r"|canteen|catering|diner|eatery|food (?:stall|truck|court)|breakfast|dumplings?|pizzeria|bar\b|pub\b",
    Trade.HEALTH: r"pharmac\w+|drug ?store|clinics?|dental|dentist|medical|hospital|healthcare|health",
    Trade.EDUCATION: r"kindergarten|training (?:school|cent\w+)|(?:language|driving|art|music|nursery|tutoring) "
    r"(?:school|cent\w+)|tutoring|education"
    r"|nursery|day ?care|schools?|training",
    Trade.LODGING: r"guest ?house|hotels?|home[- ]?stay|hostel|inn\b|B&B|lodging",
    Trade.CULTURE: r"travel agen\w+|tour\w*|advertis\w*|film|media|events? (?:planning|company)|photo\w*"
    r"|wedding\w*|design(?:er|ers| studio)|theat\w+|culture",
    Trade.LOGISTICS: r"logistics|truck(?:ing|er)|driv(?:e|es|ing) (?:a |my )?(?:truck|van|taxi|lorry)|truck "
    r"drivers?|haulage|freight|courier|cold[- ](?:chain|storage)|warehous\w+"
    r"|delivery|transport\w*|moving company",
    Trade.SERVICES: r"hair\w*|barber\w*|beauty|salon|spa\b|laundry|dry clean\w*|car (?:wash|repair)|auto repair"
    r"|garage|repairs?|clean(?:ing|ers)"
    r"|elder(?:ly)? care|nursing home|care home|housekeeping|domestic services?|gym|fitness|property management"
    r"|pet (?:shop|care)|massage|nail",
    Trade.BUILDING: r"construction|building (?:company|firm|trade|contractor)|contractor|decorat\w+|renovation"
    r"|plumb\w+|interior|civil engineering|builder",
    Trade.FARMING: r"farm(?:s|er|ers|ing)?|greenhouses?|vegetables?|orchard|livestock|pigs?|poultry|chickens?"
    r"|dairy|co-?op(?:erative)?|crops?|mushrooms?"
    r"|fish pond|grain|wheat|agricultur\w*",
    Trade.RETAIL: r"retail\w*|wholesal\w*|grocer\w*|supermarket|convenience store|hardware(?: store)?|e-?commerce"
    r"|online (?:shop|store|seller)|boutique"
    r"|clothing|clothes|fruit (?:shop|stall|store)|trading (?:company|firm)|building materials|corner shop",
}
# Said of many trades, and only taken where nothing better is: a shop, a factory, someone who sells.
_LIKELY = (
    (Trade.FARMING, r"(?:种(?![类种子植])|养(?![老生护]))[一-鿿]{1,3}"),
    (Trade.MANUFACTURING, r"[一-鿿]{0,4}?(?:(?<![工电])厂(?!房|家)|加工|制品|生产(?![资线要]))"),
    (
        Trade.RETAIL,
        r"(?:卖|批发?)[一-鿿]{1,4}?的|[一-鿿]{0,3}(?<!饭)店(?!员|长)|\bshops?\b|\bstores?\b|\bsell(?:s|ing)? \w+",
    ),
    (Trade.MANUFACTURING, r"\bplant\b"),
)
_SPELT = "|".join(f"(?P<{trade.name}>{words})" for trade, words in _ENGLISH.items())
_ANY = re.compile(rf"{_KNOWN}|(?<![A-Za-z])(?:{_SPELT})(?![A-Za-z])", re.IGNORECASE)

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


@lru_cache(maxsize=4096)  # a new offer is held against every profile
def trades(words: str) -> tuple[Trade, ...]:
    """The industries that somebody's own words name, in order; none for what the list does not know."""
    known = dict.fromkeys(_OF.get(found[0]) or Trade[str(found.lastgroup)] for found in _ANY.finditer(words))
    likely = (trade for trade, pattern in _LIKELY if re.search(pattern, words, re.IGNORECASE))
    return tuple(known) or tuple(likely)[:1]


def trade_words(text: str) -> tuple[str, ...]:
    """The words for an industry in a line, as they stand there, in order."""
    known = tuple(dict.fromkeys(found[0] for found in _ANY.finditer(text)))
    likely = (found[0] for _, pattern in _LIKELY if (found := re.search(pattern, text, re.IGNORECASE)))
    return known or tuple(likely)[:1]


def named(who: str) -> tuple[Trade, ...]:
    """The industries to which an offer is limited by those whom it names."""
    return tuple(trade for trade, pattern in _CLASSES.items() if pattern.search(who))
