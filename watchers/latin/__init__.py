"""Chinese place names in Latin letters: 金水区 is Jinshui District, 六安市 Lu'an, 新密市城关镇 Chengguan Town, Xinmi.

By the characters and not by a list of places, so that the counties of which warnings speak are spelt as well as those
of the gazetteer. Pinyin without tones, with an apostrophe where a syllable would run into the one before it (Xi'an).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from watchers.latin.names import ALSO, OTHERS, READ, WHOLE, pairs
from watchers.latin.readings import readings

# What a name ends in, the longer before what it holds, and how English says it. A city and a province need no word.
_ENDINGS = (
    ("特别行政区", ""), ("自治区", ""), ("自治州", "Prefecture"), ("自治县", "County"), ("自治旗", "Banner"),
    ("地区", "Prefecture"), ("城乡一体化示范区", "Integration Zone"), ("临港开发区", "Port Zone"),
    ("高新技术产业开发区", "High-tech Zone"), ("高新区", "High-tech Zone"),
    ("经济技术开发区", "Economic Development Zone"), ("经济开发区", "Economic Development Zone"),
    ("经开区", "Economic Development Zone"), ("航空港经济综合实验区", "Airport Zone"), ("航空港区", "Airport Zone"),
    ("先进制造业开发区", "Manufacturing Zone"), ("产业集聚区", "Industrial Zone"), ("工业园区", "Industrial Park"),
    ("示范区", "Demonstration Zone"), ("开发区", "Development Zone"), ("新区", "New District"),
    ("林区", "Forestry District"), ("矿区", "Mining District"), ("特区", "Special District"), ("省", ""), ("市", ""),
    ("盟", "League"), ("县", "County"), ("区", "District"), ("旗", "Banner"), ("街道办事处", "Subdistrict"),
    ("办事处", "Subdistrict"), ("街道", "Subdistrict"), ("民族乡", "Township"), ("镇", "Town"), ("乡", "Township"),
)  # fmt: skip
_ENGLISH = dict(_ENDINGS)
# Buttons stand below what the place lies in, and need no District.
_BRIEFLY = {
    "Economic Development Zone": "Economic Zone",
    **dict.fromkeys(("District", "Subdistrict", "Town", "Township"), ""),
}
# 湘西土家族苗族自治州 is called Xiangxi. Whose the self-government is, its name in full says.
_PEOPLES = re.compile(
    r"(?:(?:[壮回苗彝藏羌侗白傣黎瑶畲水佤怒土满京]|土家|布依|哈尼|景颇|傈僳|朝鲜|蒙古|东乡|裕固|保安|撒拉|仡佬|仫佬|毛南|拉祜"
    r"|纳西|独龙|普米|布朗|达斡尔|鄂温克|鄂伦春|俄罗斯|各)族|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|蒙古)+$"
)
# 河南省郑州市金水区, part by part. What a name begins with belongs to it: 市中区, 县城.
_PART = re.compile(r"(?:.县|.{2,}?(?:特别行政区|自治[区州县旗]|地区|省|市|县|区|盟|旗))(?=.{2})")
_VOWEL = re.compile("[aeo]", re.IGNORECASE)
# 二七路, 人民路: the road of which a subdistrict is called.
_ROAD = re.compile("(?P<name>.{2,})路$")
_LONGEST = 24


def english(name: str) -> str:
    """金水区: Jinshui District; 郑州市: Zhengzhou; "" for what cannot be a place's name, or has unknown characters."""
    return _english(name, brief=False)


def brief(name: str) -> str:
    """金水区: Jinshui; 中牟县: Zhongmu County, which a button says too: 安阳县 lies beside Anyang."""
    return _english(name, brief=True)


def spellings(name: str) -> Iterator[str]:
    """How a person may write it, without what it ends in: Hohhot, Huhehaote; Xizang, Tibet. Of zones nothing."""
    *_, last = _parts(name)
    stem, ending = _parted(last)
    if _ENGLISH.get(ending, "").endswith(("Zone", "Park")):
        return
    every = (_irregular(READ + OTHERS).get(last), _spelt(stem), _irregular(ALSO).get(stem), _read(stem))
    yield from dict.fromkeys(spelt for spelt in every if spelt)


@lru_cache(2048)
def _english(name: str, *, brief: bool) -> str:
    if not 2 <= len(name) <= _LONGEST:
        return ""
    parts = list(_parts(name))
    told = [_one(part, brief=brief and len(parts) == 1) for part in parts]
    return ", ".join(reversed(told)) if all(told) else ""


def _parts(name: str) -> Iterator[str]:
    while found := _PART.match(name):
        if any(name.endswith(ending) and len(name) - len(ending) < found.end() for ending, _ in _ENDINGS):
            break  # 城乡一体化示范区 and 城市 are one word
        yield found[0]
        name = name[found.end() :]
    yield name


def _one(name: str, *, brief: bool) -> str:
    if name in _ENGLISH:
        return _ENGLISH[name]
    if whole := _irregular(WHOLE).get(name):
        return whole
    stem, ending = _parted(name)
    spelt = _irregular(READ + OTHERS).get(name, "") or _spelt(stem)
    word = _ENGLISH.get(ending, "")
    word = _BRIEFLY.get(word, word) if brief else word
    return " ".join(filter(None, (spelt, word))) if spelt else ""


def _parted(name: str) -> tuple[str, str]:
    """(金水, 区); of 恩施土家族苗族自治州 (恩施, 自治州)."""
    ending = next((one for one, _ in _ENDINGS if name.endswith(one) and len(name) > len(one)), "")
    stem = name.removesuffix(ending)
    bare = _PEOPLES.sub("", stem) if len(stem) > 2 else stem
    return (bare if len(bare) > 1 else stem), ending


def _spelt(stem: str) -> str:
    if known := _irregular(READ + OTHERS).get(stem):
        return known
    if road := _ROAD.match(stem):
        named = _spelt(road["name"])
        return f"{named} Road" if named else ""
    return _read(stem)


def _read(stem: str) -> str:
    """The syllables as one word: 西安 Xi'an; "" where a character has no known reading."""
    syllables = [_readings().get(character, "") for character in stem]
    if not stem or not all(syllables):
        return ""
    first, *rest = syllables
    return (first + "".join(f"'{one}" if _VOWEL.match(one) else one for one in rest)).capitalize()


@cache
def _irregular(text: str) -> dict[str, str]:
    return pairs(text)


@cache
def _readings() -> dict[str, str]:
    return readings()
