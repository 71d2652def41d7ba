"""What papers and offices say with a fixed stock of words, in English: hazards, skies, winds, matters with a date.

A phrase is told in English only where every part of it is known. What is not stays Chinese, as a quotation does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# The signals of the national rules (气象灾害预警信号发布与传播办法), and what other offices warn of in the same form.
HAZARDS: Mapping[str, str] = {
    "台风": "typhoon", "暴雨": "rainstorm", "暴雪": "blizzard", "寒潮": "cold wave", "大风": "gale",
    "沙尘暴": "sandstorm", "沙尘": "dust", "浮尘": "dust", "扬沙": "blowing sand", "高温": "heat", "干旱": "drought",
    "雷电": "lightning", "冰雹": "hail", "霜冻": "frost", "霜": "frost", "大雾": "dense fog", "雾": "fog",
    "浓雾": "dense fog", "霾": "haze", "灰霾": "haze", "道路结冰": "icy roads", "电线积冰": "ice on power lines",
    "雷雨大风": "thunderstorm gale", "雷暴": "thunderstorm", "雷雨": "thunderstorm", "雷暴大风": "thunderstorm gale",
    "强对流": "severe convection", "强对流天气": "severe convection", "强降雨": "heavy rain", "强降水": "heavy rain",
    "短时强降水": "cloudburst", "暴雨洪涝": "rainstorm and flood", "低温": "low temperature",
    "强降温": "sharp drop in temperature", "低温冰冻": "freeze", "低温雨雪冰冻": "snow, sleet and ice", "冰冻": "ice",
    "雨雪冰冻": "snow, sleet and ice", "冻雨": "freezing rain", "道路冰雪": "snow and ice on roads",
    "持续低温": "lasting cold", "寒冷": "cold", "降温": "falling temperature", "森林火险": "forest fire risk",
    "森林草原火险": "wildfire risk", "草原火险": "grassland fire risk", "森林火灾": "forest fire",
    "高森林火险": "high forest fire risk", "干热风": "hot dry wind", "臭氧": "ozone",
    "重污染天气": "heavy air pollution", "重污染": "heavy air pollution", "空气重污染": "heavy air pollution",
    "大气重污染": "heavy air pollution", "洪水": "flood", "山洪": "flash flood", "山洪灾害": "flash flood",
    "山洪灾害气象": "flash flood", "中小河流洪水": "small-river flood", "中小河流洪水气象": "small-river flood",
    "内涝": "waterlogging", "城市内涝": "urban waterlogging", "渍涝": "waterlogging", "渍涝风险": "waterlogging risk",
    "枯水": "low water", "地质灾害": "landslide", "地质灾害气象风险": "landslide risk",
    "地质灾害气象": "landslide risk", "地质灾害风险": "landslide risk", "滑坡": "landslide", "泥石流": "debris flow",
    "海浪": "high waves", "风暴潮": "storm surge", "海冰": "sea ice", "海啸": "tsunami", "海上大风": "gale at sea",
    "海上大雾": "fog at sea", "龙卷风": "tornado", "龙卷": "tornado", "地震": "earthquake", "雪灾": "snow",
    "大雪": "heavy snow", "积雪": "snow cover", "连阴雨": "long rain", "热带气旋": "tropical cyclone", "火灾": "fire",
    "火险": "fire risk", "山火": "wildfire", "农业气象": "farm weather", "低能见度": "poor visibility",
    "紫外线": "ultraviolet radiation",
}  # fmt: skip

_FALLS = {"雨": "rain", "雪": "snow"}
_HOW_MUCH = {
    "小": "light", "中": "moderate", "大": "heavy", "暴": "torrential", "大暴": "torrential", "特大暴": "extreme",
    "小到中": "light to moderate", "中到大": "moderate to heavy", "大到暴": "heavy to torrential",
    "暴到大暴": "torrential", "小至中": "light to moderate", "中至大": "moderate to heavy",
}  # fmt: skip
_SKIES = {
    **{much + fall: f"{said} {_FALLS[fall]}" for much, said in _HOW_MUCH.items() for fall in _FALLS},
    "晴间多云": "mostly sunny", "晴天间多云": "mostly sunny", "多云间晴": "partly sunny", "多云间阴": "mostly cloudy",
    "阴间多云": "mostly cloudy", "晴到多云": "sunny to cloudy", "多云到晴": "cloudy to sunny", "晴": "sunny",
    "晴天": "sunny", "晴好": "fine", "多云": "cloudy", "少云": "few clouds", "阴": "overcast", "阴天": "overcast",
    "雨": "rain", "雪": "snow", "阵雨": "showers", "阵雪": "snow showers", "雷阵雨": "thundershowers",
    "雷雨": "thunderstorms", "雷暴": "thunderstorms", "雷电": "lightning", "雨夹雪": "sleet", "冻雨": "freezing rain",
    "毛毛雨": "drizzle", "冰雹": "hail", "雾": "fog", "大雾": "dense fog", "浓雾": "dense fog", "轻雾": "mist",
    "霾": "haze", "浮尘": "dust", "扬沙": "blowing sand", "沙尘": "dust", "沙尘暴": "sandstorm",
    "大风": "strong wind", "降水": "rain", "降雨": "rain", "降雪": "snow", "短时强降水": "cloudbursts",
    "强降水": "heavy rain", "强对流": "severe convection", "高温": "heat",
}  # fmt: skip
_SKY_LINKS = {
    "转": ", then ", "间": " with ", "到": " to ", "至": " to ", "有": " with ", "夹": " with ", "伴": " with ",
    "伴有": " with ", "并伴有": " with ", "或": " or ", "和": " and ", "、": ", ", ",": ", ", "，": ", ",
    "夜里有": " at night ", "局部有": " locally ", "午后有": " in the afternoon ", "有时有": " at times ",
    "短时": " brief ", "夜里": " at night ", "夜间": " at night ", "白天": " by day ", "局部": " locally ",
    "局地": " locally ", "部分地区": " in places ", "零星": " scattered ", "分散性": " scattered ",
    "分散": " scattered ", "伴随": " with ", "午后": " in the afternoon ", "无雨": "no rain",
    "傍晚": " in the evening ", "早晨": " in the morning ", "上午": " in the morning ", "下午": " in the afternoon ",
}  # fmt: skip
_COMPASS = {
    "东北": "north-east", "东南": "south-east", "西北": "north-west", "西南": "south-west", "东": "east",
    "南": "south", "西": "west", "北": "north",
}  # fmt: skip
_WINDS = {
    **{f"{side}风": f"{said} wind" for side, said in _COMPASS.items()},
    **{f"偏{side}风": f"{said}erly wind" for side, said in _COMPASS.items()},
    **{f"{a}到{b}风": f"{_COMPASS[a]} to {_COMPASS[b]} wind" for a in _COMPASS for b in _COMPASS if a != b},
    "微风": "light breeze", "阵风": "gusts of", "大风": "strong wind", "风力": "wind", "风向不定": "variable wind",
    "无持续风向": "variable wind", "静风": "calm", "旋转风": "variable wind",
}  # fmt: skip
_WIND_LINKS = {
    "转": ", then ", ",": ", ", "，": ", ", "、": ", ", "到": " to ", "或": " or ", "短时": " at times ", "左右": "",
    "为": " ",
}  # fmt: skip
_FORCE = re.compile(
    r"(?P<below>小于|<|≤|低于)?(?P<low>[0-9]{1,2})(?:级?\s?[~～\-—–至到]\s?(?P<high>[0-9]{1,2}))?级(?P<above>以上)?"
)

_LATIN = re.compile(r"[ ,0-9A-Za-z–]+")
_LONGEST = 8

# What deadlines and events are about, as far as articles say it with the words that they always use.
_MATTERS = {
    "听证会": "public hearing", "听证": "hearing", "征求意见": "consultation", "公开征求意见": "public consultation",
    "意见征集": "consultation", "意见征求": "consultation", "意见反馈": "comments", "意见建议": "comments",
    "反馈意见": "comments", "提出意见": "comments", "提交意见": "comments", "意见": "comments", "建议": "suggestions",
    "反馈": "replies", "征集": "call for entries", "征文": "essays", "征稿": "call for papers", "投稿": "submissions",
    "报名": "registration", "网上报名": "online registration", "申报": "applications", "申请": "applications",
    "申领": "claims", "申购": "subscriptions", "登记": "registration", "注册": "registration", "预约": "booking",
    "领取": "collection", "投票": "voting", "缴费": "payment", "缴纳": "payment", "购票": "ticket sales",
    "售票": "ticket sales", "公示": "public notice", "招聘": "recruitment", "招聘会": "job fair",
    "双选会": "job fair", "应聘": "job applications", "面试": "interviews", "笔试": "written test", "考试": "exam",
    "体检": "medical check", "高考": "gaokao", "中考": "senior high entrance exam", "志愿填报": "university choices",
    "填报志愿": "university choices", "财政": "fiscal", "贴息": "interest subsidy", "补贴": "subsidy",
    "补助": "grant", "奖补": "awards and grants", "资助": "grant", "奖励": "award", "消费券": "vouchers",
    "优惠券": "coupons", "贷款": "loan", "保障房": "subsidised housing", "公租房": "public rental housing",
    "摇号": "draw", "车位": "parking space", "志愿者": "volunteers", "岗位": "jobs", "评选": "selection",
    "职称评审": "title review", "资格认定": "certification", "年报": "annual report", "汇算清缴": "tax settlement",
    "首批": "first-round", "第二批": "second-round", "论坛": "forum", "讲座": "lecture", "展览": "exhibition",
    "展览会": "exhibition", "博览会": "expo", "交易会": "trade fair", "研讨会": "seminar", "说明会": "briefing",
    "发布会": "press conference", "培训班": "training course", "培训": "training", "夜校": "evening school",
    "夏令营": "summer camp", "运动会": "sports meet", "马拉松": "marathon", "比赛": "contest", "大赛": "contest",
    "邀请赛": "invitational", "联赛": "league", "龙舟": "dragon boat", "文化节": "culture festival",
    "艺术节": "arts festival", "摄影展": "photo exhibition", "音乐节": "music festival", "义诊": "free clinic",
    "停电": "power cut", "停水": "water cut", "停气": "gas cut", "停暖": "heating cut", "停热": "heating cut",
    "计划停电": "planned power cut", "检修": "maintenance", "施工": "roadworks", "封闭": "closure",
    "管制": "traffic control", "截止": "deadline", "开学": "term begins", "开班": "course begins", "开幕": "opening",
    "闭幕": "closing", "开放": "opening", "材料提交": "documents", "提交材料": "documents", "活动": "event",
    "集市": "market", "拍卖": "auction", "拍卖会": "auction", "竞价": "bidding", "投标": "bids", "招标": "tender",
    "开标": "bid opening",
}  # fmt: skip


_CLOCK = re.compile(
    r"(?:上午|早上?|凌晨|中午|当[天日])?(?P<late>下午|傍晚|晚[上间]?|夜间)?\s?(?P<hour>\d{1,2})"
    r"(?:[时点](?:钟|整|(?P<half>半)|(?P<said>\d{1,2})分)?|[:：∶](?P<minute>\d\d))"
)


_TO = re.compile(r"\s*(?:至|到|~|～|—{1,2}|–|-)\s*")
_NEXT_DAY = re.compile("次日|翌日|第二天")
# The day may stand before the hour at which it ends: 22时至次日6时, 22时至6月10日6时.
_DAY_BEFORE = re.compile(rf"^\s*(?:{_NEXT_DAY.pattern}|(?:\d{{1,2}}月)?\d{{1,2}}[日号])\s*")
_DATE = re.compile(r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号]")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DAYPART = re.compile("[上下中]午|凌晨|早|傍晚|晚|夜间")


def hazard(chinese: str) -> str:
    """暴雨: rainstorm; "" for what nobody has listed."""
    return HAZARDS.get(chinese.strip(), "")


def sky(chinese: str) -> str:
    """晴转多云: sunny, then cloudy; "" where a part of it is not known."""
    return _told(chinese, _SKIES, _SKY_LINKS)


def wind(chinese: str) -> str:
    """东北风3到4级: north-east wind, force 3–4; "" where a part of it is not known."""
    return _told(_FORCE.sub(_force, chinese), _WINDS, _WIND_LINKS)


def matter(chinese: str) -> str:
    """听证会报名: public hearing registration; "" where a part of it is not known."""
    return _told(chinese, _MATTERS, {})


def clock(chinese: str) -> str:
    """下午5时30分: 17:30; "" for what is no time of a day."""
    found = _CLOCK.fullmatch(chinese.strip())
    if not found:
        return ""
    hour, late = int(found["hour"]), found["late"] or ""
    if late and (hour < 12 or (hour == 12 and late[0] in "晚夜")):
        hour += 12
    return f"{hour}:{30 if found['half'] else int(found['minute'] or found['said'] or 0):02}"


def hours(chinese: str) -> str:
    """下午2时至5时30分: 14:00–17:30; 22时至次日6时: 22:00–6:00 next day; 22时至6月10日6时: 22:00 to 10 Jun 6:00.

    "" where a part of it is no time of a day, or a day without its month.
    """
    told, dated = span(chinese), _DATE.search(chinese)
    if not all(told) or (dated and not (dated["month"] and len(told) == 2)):
        return ""
    if dated:
        month = _MONTHS.split()[(int(dated["month"]) - 1) % 12]
        return f"{told[0]} to {int(dated['day'])} {month} {told[1]}"
    late = " next day" if len(told) == 2 and _NEXT_DAY.search(chinese) else ""
    return "–".join(told) + late


def span(chinese: str) -> tuple[str, ...]:
    """The hours from and to which something lasts, or the one at which it is; "" for what is no time of a day."""
    told = tuple(clock(_DAY_BEFORE.sub("", part)) for part in _TO.split(chinese.strip(), maxsplit=1))
    if len(told) == 2 and all(told) and not _DAYPART.search(_TO.split(chinese)[1]):
        begin, end = (int(one.split(":")[0]) for one in told)
        if end < 12 <= begin and begin < end + 12 and _DAYPART.search(_TO.split(chinese)[0]):  # 下午2时至5时
            return told[0], f"{end + 12}:{told[1].split(':')[1]}"
    return told


def _force(found: re.Match[str]) -> str:
    high = f"–{found['high']}" if found["high"] else ""
    below, above = "below " if found["below"] else "", " or more" if found["above"] else ""
    return f" force {below}{found['low']}{high}{above} "


def _told(chinese: str, words: Mapping[str, str], links: Mapping[str, str]) -> str:
    """The words in turn, the longest at each spot; what stands in Latin letters already is kept."""
    told, rest = "", chinese.strip()
    while rest:
        if latin := _LATIN.match(rest):
            told, rest = told + latin[0], rest[latin.end() :]
            continue
        word = next((rest[:n] for n in range(_LONGEST, 0, -1) if rest[:n] in words or rest[:n] in links), "")
        if not word:
            return ""
        told += links.get(word) or f" {words.get(word, '')} "
        rest = rest[len(word) :]
    return re.sub(r"(?:\s*,)+", ",", " ".join(told.split())).strip(" ,:")
