"""The metadata of a document, wherever a page prints it: in cells, dl, li, or lines like “索引号：…　主题分类：…”.

All of these come out as lines of text in which a label stands at the beginning of a line or behind a blank, so only
the labels have to be known. The first one counts; a value that cannot be one (an empty cell let the next line move
up) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from watchers.policy.dates import FULL
from watchers.policy.model import Header

# Label → field of Header; labels of other things only end the value before them. Best first where several tell one.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("信息名称", "文件名称", "公文名称", "名称", "标题"),
    "number": ("发文字号", "公文字号", "发文文号", "文件编号", "发布文号", "文件号", "文号", "字号"),
    "issuer": ("发文机关", "制发机关", "发文单位", "发文机构", "印发机关", "发布机构", "发布机关", "公开主体",
               "发布单位", "制定机关", "公开机构", "公开责任部门"),
    "index": ("索引号", "索取号", "信息索引号"),
    "subject": ("主题分类", "主题分类名称", "信息分类", "所属主题"),
    "validity": ("有效性", "文件状态", "时效性", "效力状态", "时效状态", "文件有效性", "是否有效", "有效状态"),
    "written": ("成文日期", "发文日期", "生成日期", "印发日期", "成文时间", "发文时间", "形成日期"),
    "published": ("发布日期", "公开日期", "发布时间", "公布日期", "公开时间", "发表时间", "上网时间",
                  "时间", "日期"),
}  # fmt: skip
_OTHERS = (
    "体裁分类", "体裁", "服务对象", "服务对象分类", "公开方式", "公开属性", "公开形式", "公开范围", "公开时限",
    "公开程序", "公开目录", "关键词", "关键字", "主题词", "内容概述", "内容概览", "实施日期", "生效日期",
    "施行日期", "失效日期", "废止日期", "有效期", "截止日期", "来源", "信息来源", "稿件来源", "作者", "责任编辑",
    "编辑", "浏览次数", "浏览量", "点击数", "点击量", "点击次数", "阅读次数", "阅读量", "访问量", "字体",
    "字号大小", "组配分类", "所属栏目", "栏目", "类别", "分类", "文种", "统一登记号", "登记号", "规范性文件编号",
    "打印", "责任部门", "记录形式", "存储形式", "语种", "废止记录", "内容分类",
)  # fmt: skip
_NAMES = sorted({*(name for names in _FIELDS.values() for name in names), *_OTHERS}, key=len, reverse=True)
# Short labels are spread with blanks to the width of long ones: 索 引 号, 文　　号, 有 效 性.
_SPREAD = "|".join(r"\s{0,4}".join(name) for name in _NAMES)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s|｜\]】)）>；;]))[【\[]?(?P<label>{_SPREAD})(?:\s?[】\]]\s*[:：]?|\s{{0,3}}[:：])\s*|^(?P<alone>{_SPREAD})$"
)
_VALIDITY = re.compile(
    r"(?:现行|继续|全文|部分|条款|已经?|被|宣布|是|否|尚)*(?:有效|无效|废止|失效|修改|修订|修正|生效|是|否)[^，。]{0,8}"
)
_NUMBER = re.compile(r"[^，。；]{0,30}\d[^，。；]{0,20}")
_LONGEST = {"title": 200, "number": 60, "issuer": 120, "index": 60, "subject": 80, "validity": 16, "written": 40,
            "published": 40}  # fmt: skip
# Labels at the head of a body are a header there, if there are as many as a header has.
_FEWEST = 3
_HEAD = 40
# A single line of these below the title is no text either: 发布时间：2026-04-09　来源：市公安局　浏览次数：88.
_BYLINE = frozenset((
    "发布时间", "发布日期", "时间", "日期", "来源", "信息来源", "稿件来源", "作者", "浏览次数", "浏览量", "点击数",
    "点击量", "点击次数", "阅读次数", "阅读量", "访问量",
))  # fmt: skip
_SHORT = 12  # characters of a value of something that is not read: 主动公开, 长期公开
_YES_OR_NO = {"是": "有效", "否": "失效"}
ENDED = re.compile(r"废止|失效|无效")


def header(lines: Sequence[str], title: str) -> Header:
    """What these lines tell; `title` is that of the document, which is no value though it may follow a label."""
    told: dict[str, str] = {}
    for label, value in _pairs(lines):
        field = _field(label)
        value = _YES_OR_NO.get(value, value) if label == "是否有效" else value
        fits = value and value != title and len(value) <= _LONGEST.get(field, 0) and _may_be(field, value)
        better = field and (field not in told or _rank(field, label) < _rank(field, told[field].partition("\0")[0]))
        if fits and better:
            told[field] = f"{label}\0{value}"
    values = {field: said.partition("\0")[2] for field, said in told.items()}
    return Header(
        title=values.get("title", ""),
        number=values.get("number", ""),
        issuer=values.get("issuer", ""),
        index=values.get("index", ""),
        subject=values.get("subject", "").replace("\\", "·").replace("/", "·").strip("·"),
        validity=values.get("validity", ""),
        written=day_of(values.get("written", "")),
        published=day_of(values.get("published", "")),
    )


def day_of(text: str) -> date | None:
    """The first date in a text that exists."""
    for found in FULL.finditer(text):
        try:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue
    return None


def headed(lines: Sequence[str]) -> int:
    """How many lines at the beginning of a body are a header of metadata, not text."""
    last = found = at = 0
    placed = True
    while at < min(len(lines), _HEAD):
        labels = [*_LABEL.finditer(lines[at])]
        if not labels or labels[0].start() > 1:
            if at - last > 2:
                break
            at += 1
            continue
        found += len(labels)
        placed = placed and all(re.sub(r"\s", "", one["label"] or one["alone"]) in _BYLINE for one in labels)
        label = labels[-1]
        valued = bool(lines[at][label.end() :].strip())
        at += 1
        if not valued and at < len(lines) and _is_value(label, lines[at]):
            at += 1
        last = at
    return last if found >= _FEWEST or (found and placed) else 0


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels with their values; a label at the end of its line has the next one, if that is none itself."""
    for at, line in enumerate(lines):
        found = [*_LABEL.finditer(line)]
        for label, following in zip_longest(found, found[1:]):
            value = line[label.end() : following.start() if following else len(line)].strip(" |｜[]【】;；")
            if not value and not following and at + 1 < len(lines) and not _LABEL.search(lines[at + 1]):
                value = lines[at + 1].strip()
            yield re.sub(r"\s", "", label["label"] or label["alone"]), value


def _is_value(label: re.Match[str], line: str) -> bool:
    """Whether a line below a label is its value, not the beginning of the text below an empty cell."""
    field = _field(re.sub(r"\s", "", label["label"] or label["alone"]))
    if _LABEL.match(line):
        return False
    return len(line) <= _LONGEST[field] and _may_be(field, line) if field else len(line) <= _SHORT


def _field(label: str) -> str:
    return next((field for field, names in _FIELDS.items() if label in names), "")


def _rank(field: str, label: str) -> int:
    return _FIELDS[field].index(label)


def _may_be(field: str, value: str) -> bool:
    """Whether a value has the form of what its label promises."""
    match field:
        case "written" | "published":
            return day_of(value) is not None
        case "validity":
            return bool(_VALIDITY.fullmatch(value))
        case "number":
            return bool(_NUMBER.fullmatch(value))
        case "index":
            return bool(re.fullmatch(r"[\w\-/.()（）:〔〕\[\] ]{3,60}", value)) and any(c.isdigit() for c in value)
        case _:
            return any("\u4e00" <= char <= "\u9fff" for char in value)
