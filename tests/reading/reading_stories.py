"""Short reports of an invented city, and ways of printing them, for the tests of the page reader."""

from __future__ import annotations

from datetime import date

from watchers.model import Article, Page
from watchers.reading import Reading, Role, read_page

DAY = date(2026, 4, 8)

LIBRARY = (
    "昨日，云溪区图书馆新馆正式对外开放，首日迎来读者三千多人。新馆位于梧桐路与书院街交叉口，共有藏书四十万册，设少儿阅览、"
    "古籍修复和视障阅览三个专区。",
    "“以前借书要坐一个小时公交，现在下楼走十分钟就到。”家住书院街的退休教师何玉兰说，她当天一口气借了五本书。图书馆馆长"
    "丁一舟介绍，新馆实行全年无休，每晚开放到九点。",
    "云溪区图书馆还将在梧桐路沿线的六个社区设立自助借还点，读者凭身份证就能办理借阅。",
)
BRIDGE = (
    "记者从市交通局获悉，青石河大桥维修加固工程今日起封闭施工，预计工期四十五天。施工期间，青石河两岸的车辆可绕行滨河北路"
    "和三岔口立交。",
    "青石河大桥建于一九八六年，桥面伸缩缝老化、支座变形。此次维修将更换全部支座，并加宽两侧人行道。施工单位采用夜间吊装的"
    "办法，减少对滨河北路交通的影响。",
    "市交通局提醒，大货车请提前从绕城高速通行，公交十七路、二十三路临时改线。",
)
WHEAT = (
    "眼下正是小麦拔节的关键时期，走进禾丰县柳林镇的高标准农田，一台台喷灌机正在作业。柳林镇种粮大户马长顺的两千亩小麦长势"
    "喜人。",
    "禾丰县农业农村局派出八支农技服务队，到田间地头指导农户浇水追肥、防治条锈病。“专家教我们看苗施肥，一亩地能省三十块钱。”"
    "马长顺说。",
    "据禾丰县农业农村局统计，全县八十六万亩小麦一二类苗占比超过九成，比去年同期提高三个百分点。",
)
CLINIC = (
    "为方便老年人就医，星湖街道卫生服务中心推出家庭病床服务，医护人员定期上门为失能老人换药、康复训练。",
    "星湖街道常住老年人一万两千人，其中失能和半失能老人三百余人。卫生服务中心组建了五个家庭医生团队，建立“一人一档”，"
    "对行动不便的老人每周巡诊一次。",
    "“医生把病床搬到了家里，护士手把手教我翻身拍背。”居民温桂芝照顾瘫痪的老伴已有六年，家庭病床让她松了一口气。",
)
STORIES = {"library": LIBRARY, "bridge": BRIDGE, "wheat": WHEAT, "clinic": CLINIC}


def page(*blocks: str) -> str:
    """A page as the converter leaves it: blank lines on top, one between blocks, no final newline."""
    return "\n\n\n\n" + "\n\n".join(blocks)


def report(story: tuple[str, ...], byline: str = "本报讯(记者 林晓雨)") -> list[str]:
    """A story as a report: dateline in front of the first paragraph."""
    return [byline + story[0], *story[1:]]


def read(text: str, label: str = "") -> Reading:
    return read_page(Page(label=label, text=text), paper="云溪日报", day=DAY)


def articles(text: str, label: str = "") -> tuple[Article, ...]:
    return read(text, label).articles


def flat(text: str) -> str:
    return "".join(text.split())


def body(story: tuple[str, ...]) -> str:
    return flat("".join(story))


def roles(reading: Reading, text: str) -> list[tuple[Role, str]]:
    return [(block.role, text[block.start : block.end]) for block in reading.blocks]


def assert_covered(text: str, reading: Reading) -> None:
    """Every printed character is in exactly one block, in page order; leading `#` marks and white space in none."""
    owners = [0] * len(text)
    for block in reading.blocks:
        assert 0 <= block.start < block.end <= len(text)
        for i in range(block.start, block.end):
            owners[i] += 1
    position = 0
    for line in text.splitlines(keepends=True):
        rest = line.lstrip()
        lead = len(rest) - len(rest.lstrip("#"))
        first = position + len(line) - len(rest)
        for i in range(position, position + len(line)):
            if first <= i < first + min(lead, 6):
                continue
            assert owners[i] == (0 if text[i].isspace() else 1) or (text[i].isspace() and owners[i] <= 1), (i, text[i])
        position += len(line)
    starts = [block.start for block in reading.blocks]
    assert starts == sorted(starts)
