"""Place names that are not written as their characters are usually read, by what stands before 省, 市, 区 and 县.

Readings that only the place has (六安 Lu'an, 番禺 Panyu); names of other languages in the spelling that maps and the
postal service use (呼和浩特 Hohhot, 喀什 Kashgar); 陕西 Shaanxi beside 山西 Shanxi.
"""

from __future__ import annotations

READ = """
六安 Lu'an, 番禺 Panyu, 洪洞 Hongtong, 荥经 Yingjing, 尉犁 Yuli, 长子 Zhangzi, 乐亭 Laoting, 乐清 Yueqing, 乐陵 Laoling
东阿 Dong'e, 单县 Shan, 浚县 Xun, 莘县 Shen, 蔚县 Yu, 铅山 Yanshan, 大城 Daicheng, 大埔 Dabu, 黄陂 Huangpi, 吴堡 Wubu
红寺堡 Hongsibu, 闵行 Minhang, 龙圩 Longxu, 宕昌 Tanchang, 牟定 Mouding, 繁峙 Fanshi, 召陵 Shaoling, 犍为 Qianwei
勐海 Menghai, 莎车 Yarkant, 略阳 Lüeyang, 泼陂河 Popihe, 禅城 Chancheng, 宝坻 Baodi, 陕西 Shaanxi, 单城 Shancheng
"""

OTHERS = """
内蒙古 Inner Mongolia, 西藏 Xizang, 香港 Hong Kong, 澳门 Macao, 呼和浩特 Hohhot, 鄂尔多斯 Ordos, 呼伦贝尔 Hulunbuir
巴彦淖尔 Bayannur, 乌兰察布 Ulanqab, 兴安盟 Hinggan, 锡林郭勒 Xilingol, 阿拉善 Alxa, 锡林浩特 Xilinhot, 乌兰浩特 Ulanhot
二连浩特 Erenhot, 哈尔滨 Harbin, 齐齐哈尔 Qiqihar, 大兴安岭 Daxing'anling, 拉萨 Lhasa, 日喀则 Xigaze, 昌都 Qamdo
林芝 Nyingchi, 那曲 Nagqu, 阿里 Ngari, 乌鲁木齐 Urumqi, 克拉玛依 Karamay, 吐鲁番 Turpan, 博尔塔拉 Bortala
巴音郭楞 Bayingolin, 阿克苏 Aksu, 克孜勒苏 Kizilsu, 喀什 Kashgar, 和田 Hotan, 伊犁 Ili, 阿勒泰 Altay, 库尔勒 Korla
甘孜 Garze, 迪庆 Deqen, 香格里拉 Shangri-La, 果洛 Golog, 格尔木 Golmud, 德令哈 Delingha
"""

# Names that are said as a whole.
WHOLE = "芒市 Mangshi, 城区 Urban District, 郊区 Suburban District, 矿区 Mining District, 全国 the whole country"

# How else people write them, beside the pinyin that the characters would give.
ALSO = "西藏 Tibet, 澳门 Macau, 内蒙古 Nei Mongol, 广东 Canton, 北京 Peking, 日喀则 Shigatse, 台湾 Formosa"


def pairs(*lists: str) -> dict[str, str]:
    """Name → spelling, of lists like the ones above."""
    every = (pair.strip() for text in lists for line in text.splitlines() for pair in line.split(",") if pair.strip())
    return {name: spelt for name, _, spelt in (pair.partition(" ") for pair in every)}
