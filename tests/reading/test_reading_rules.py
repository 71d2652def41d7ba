"""Every clue one by one: on which line it fires and for which role it speaks; without the rule its test fails."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from reading_stories import BRIDGE, CLINIC, LIBRARY, WHEAT, page, report

from bot import lexicon
from watchers.reading import Role
from watchers.reading import clues as clues_module
from watchers.reading.clues import weighers
from watchers.reading.context import places
from watchers.reading.lines import lines, unit
from watchers.widths import fold

H, S, C, T, M = Role.HEADLINE, Role.SUBHEADING, Role.COLUMN, Role.TEASER, Role.MASTHEAD
B, P, Y = Role.BODY, Role.CAPTION, Role.BYLINE
TITLE = "星湖街道推出家庭病床"
TORN = "家庭病床由社区医生和护士共同照看，费用按医保政策结"
REST = "算，由医院垫付。"
BROKEN = CLINIC[0] + "费用很低，由医"
CLAUSES = "病床来了,护士来了,医生来了"
HALF = "街道和医院出钱,社区和志愿者出人"
TEASER = "中考方案公布\n体育分值不变"
SIGNED = "本报记者 高远 文/图"

# (role, the line, reason, the blocks of the page)
RULES: list[tuple[Role, str, str, list[str]]] = [
    # headlines
    (H, TITLE, "carries heading marks", ["# " + TITLE, *CLINIC]),
    (H, TITLE, "stands above a dateline, a byline or a jump mark", [TITLE, *report(CLINIC)]),
    (H, TITLE, "above text", [*LIBRARY, TITLE, *CLINIC]),
    (H, TITLE, "heading lines in a row open an article", ["方便老年人就医", TITLE, *CLINIC]),
    (H, TITLE, "the text below speaks of something else", [*BRIDGE, TITLE, *WHEAT]),
    (H, "河边绿道通", "one of a series", ["病床", *report(CLINIC), "医生上了门", CLINIC[1], "河边绿道通", CLINIC[2]]),
    (H, "图书馆新馆开放", "the text below begins with its subject", [*WHEAT, "图书馆新馆开放", "图书馆今天开门。"]),
    (H, TITLE, "nothing below it", [*WHEAT, TITLE]),
    (H, "病床 搬回家", "two phrases with a blank between", ["病床 搬回家", *report(CLINIC)]),
    (H, TITLE, "a picture stood below it", [TITLE, "\n\n" + CLINIC[0], *CLINIC[1:], *WHEAT]),
    (H, "——见闻录", "a deck behind a dash", [TITLE, "——见闻录", *report(CLINIC)]),
    (H, "影像故事", "words of a column", ["影像故事", TITLE, *report(CLINIC)]),
    (H, "病床", "too short", ["病床", *CLINIC]),
    (H, "星" * 40, "long", ["星" * 40, *report(CLINIC)]),
    (H, "4月9日", "a date and nothing else", [TITLE, *report(CLINIC), "4月9日", *CLINIC]),
    (H, "二、提升服务", "numbered", [TITLE, *report(CLINIC), "二、提升服务", *CLINIC]),
    (H, "第一招:减轻体重", "label and colon", [TITLE, *report(CLINIC), "第一招:减轻体重", *CLINIC]),
    (H, "家庭病床好不好?", "ends like a sentence", ["家庭病床好不好?", *report(CLINIC)]),
    (H, CLAUSES, "clauses", [CLAUSES, *report(CLINIC)]),
    (H, CLAUSES, "as long as a sentence, with clauses", [CLAUSES, *report(CLINIC)]),
    (H, "夜间施工现场", "stands inside a word", [TITLE, SIGNED, TORN, "夜间施工现场", REST]),
    (H, HALF, "a clause sign and no full stop", [*CLINIC, HALF, *CLINIC]),
    (H, "病床、护士、医生", "a list", ["病床、护士、医生", *report(CLINIC)]),
    (H, "“病床搬回家", "quotation marks do not balance", ["“病床搬回家", *report(CLINIC)]),
    (H, "云溪新闻", "words of the masthead", ["云溪新闻", TITLE, *report(CLINIC)]),
    (H, "图为巡诊现场", "words of a picture", ["图为巡诊现场", *report(CLINIC)]),
    (H, "夜间施工现场", "stands inside a sentence", [TITLE, SIGNED, BROKEN, "夜间施工现场", *CLINIC]),
    (H, "停水公告", "the heading of a notice or of briefs", [TITLE, *report(CLINIC), "停水公告", *BRIDGE]),
    (H, "看书的人多了", "nobody signs the text below",
     [TITLE, *report(CLINIC), "看书的人多了", *LIBRARY, "大桥封闭", *report(BRIDGE), "麦田忙", *report(WHEAT)]),
    (H, "新馆开放仪式举行", "states an event", [TITLE, *report(CLINIC), "新馆开放仪式举行", *LIBRARY]),
    (H, "护士在量血压", "a scene, as pictures show it",
     [TITLE, "本报讯(记者 林晓雨 文/图)" + CLINIC[0], "护士在量血压", *CLINIC[1:]]),
    (H, "护士在量血压", "a signature below it closes the text above",
     [TITLE, *CLINIC, "护士在量血压", "本报记者 高远 摄", "大桥封闭", *report(BRIDGE)]),
    (H, "灯下补网的人", "a picture stood between the headline and it",
     [TITLE, "\n\n灯下补网的人", *report(CLINIC)]),
    (H, "巡诊的清晨", "set close under a finished paragraph",
     [TITLE, *report(CLINIC[:2]), CLINIC[2] + "\n巡诊的清晨", "大桥封闭", *report(BRIDGE)]),
    # sub-headings
    (S, "上门服务", "seldom", [*CLINIC, "上门服务", *CLINIC]),
    (S, "上门服务", "carries heading marks", [*CLINIC, "### 上门服务", *CLINIC]),
    (S, "上门服务", "single line above text", [*CLINIC, "上门服务", *CLINIC]),
    (S, "上门服务", "another heading below it", [*CLINIC, "上门服务", "送药到家", *CLINIC]),
    (S, "上门服务", "the text below goes on with the matter", [*CLINIC[:2], "上门服务", *CLINIC[1:]]),
    (S, "送药到家", "one of a series", [TITLE, SIGNED, CLINIC[0], "上门服务", CLINIC[1], "送药到家", CLINIC[2]]),
    (S, "上门服务", "no text of this article below it", [*CLINIC, "上门服务", "策划:王志明"]),
    (S, "4月9日", "a day, the label of an entry", [*CLINIC, "4月9日", *CLINIC]),
    (S, "二、提升服务", "numbered", [*CLINIC, "二、提升服务", *CLINIC]),
    (S, "第一招:减轻体重", "label and colon", [*CLINIC, "第一招:减轻体重", *CLINIC]),
    (S, "温馨提醒", "the label of a box beside the article", [*CLINIC, "温馨提醒", *CLINIC]),
    (S, "上门服务", "a picture stood below it", [*CLINIC, "上门服务", "\n\n" + CLINIC[0]]),
    (S, "星" * 31, "long", [*CLINIC, "星" * 31, *CLINIC]),
    (S, "“上门服务", "quotation marks do not balance", [*CLINIC, "“上门服务", *CLINIC]),
    (S, "图为巡诊现场", "words of a picture or masthead", [*CLINIC, "图为巡诊现场", *CLINIC]),
    (S, "夜间施工现场", "stands inside a word", [TITLE, SIGNED, TORN, "夜间施工现场", REST]),
    (S, HALF, "a clause sign and no full stop", [*CLINIC, HALF, *CLINIC]),
    (S, "夜间施工现场", "stands inside a sentence", [TITLE, SIGNED, BROKEN, "夜间施工现场", *CLINIC]),
    (S, "护士在量血压", "a scene, as pictures show it",
     [TITLE, "本报讯(记者 林晓雨 文/图)" + CLINIC[0], "护士在量血压", *CLINIC[1:]]),
    (S, "巡诊的清晨", "a picture stood above it",
     [TITLE, "本报讯(记者 林晓雨)" + CLINIC[0], "\n\n巡诊的清晨", *CLINIC[1:]]),
    # columns
    (C, "便民服务台", "the banner of a board of notices", [*CLINIC, "便民服务台", "停水公告", *BRIDGE]),
    (C, "影像·云溪", "seldom", ["影像·云溪", TITLE, *report(CLINIC)]),
    (C, "影像·云溪", "a deck stands below it", ["影像·云溪", "——来自云溪", TITLE, *report(CLINIC)]),
    (C, "影像·云溪", "words of a column", ["影像·云溪", TITLE, *report(CLINIC)]),
    (C, "惠民生 暖民心", "a slogan of even phrases", ["惠民生 暖民心", TITLE, *report(CLINIC)]),
    (C, "影像·云溪", "carries heading marks", ["# 影像·云溪", TITLE, *report(CLINIC)]),
    (C, "影像·云溪", "a banner above smaller headings", ["# 影像·云溪", "## " + TITLE, *report(CLINIC)]),
    (C, "民生关切", "above kicker and headline", ["民生关切", "方便老年人", TITLE, *report(CLINIC)]),
    (C, "民生关切,人人有责", "long for a column", ["民生关切,人人有责", TITLE, *report(CLINIC)]),
    (C, "民生8件事", "figures", ["民生8件事", TITLE, *report(CLINIC)]),
    (C, "民生关切", "no article below it", ["民生关切", TITLE]),
    (C, "民生“关切”", "quotation marks", ["民生“关切”", TITLE, *report(CLINIC)]),
    # teasers, mastheads
    (T, "中考方案公布", "seldom", [*CLINIC, TEASER, TITLE, *report(CLINIC)]),
    (T, "中考方案公布(详见3版)", "points to another page", ["中考方案公布(详见3版)", TITLE, *report(CLINIC)]),
    (T, "中考方案公布", "lines set together without text", [*CLINIC, TEASER, TITLE, *report(CLINIC)]),
    (T, "夜色中的大桥", "a signature below it closes the text above",
     [TITLE, *CLINIC, "夜色中的大桥\n桥头的路灯", "本报记者 高远 摄", "大桥封闭", *report(BRIDGE)]),
    (T, "中考方案公布", "carries heading marks", ["# 中考方案公布\n体育分值不变", TITLE, *report(CLINIC)]),
    (T, "中考体育考试方案今天起向社会公开征求各方面意见", "long",
     ["中考体育考试方案今天起向社会公开征求各方面意见\n体育分值不变", TITLE, *report(CLINIC)]),
    (T, "体育分值不变", "above a dateline", [TEASER, *report(CLINIC)]),
    (T, "体育分值不变", "above text", [TEASER, *CLINIC]),
    (M, "云溪日报客户端", "words of the masthead", ["云溪日报客户端", TITLE, *report(CLINIC)]),
    (M, "观云溪", "a label", ["云溪日报客户端", "观云溪", TITLE, *report(CLINIC)]),
    (M, "观云溪", "at the top of the page", ["云溪日报客户端", "观云溪", TITLE, *report(CLINIC)]),
    (M, "云溪新闻", "carries heading marks", ["# 云溪新闻", TITLE, *report(CLINIC)]),
    # captions that look like titles
    (P, "巡诊", "seldom", [*CLINIC, "巡诊", *CLINIC]),
    (P, "巡诊现场", "carries heading marks", [*CLINIC, "# 巡诊现场", *CLINIC]),
    (P, "巡诊现场", "a picture stood above it", [*CLINIC, "\n\n巡诊现场", *CLINIC]),
    (P, "巡诊现场", "behind a byline that names pictures", [*CLINIC, SIGNED, "巡诊现场", TITLE, *report(WHEAT)]),
    (P, "巡诊现场", "behind a byline", [*CLINIC, "本报记者 高远", "巡诊现场", TITLE, *report(WHEAT)]),
    (P, "夜间施工现场", "inside a sentence, where no heading stands",
     [TITLE, SIGNED, BROKEN, "夜间施工现场", *CLINIC]),
    (P, "夜间施工现场", "inside a word, which goes on below", [TITLE, SIGNED, TORN, "夜间施工现场", REST]),
    (P, "图为巡诊现场", "words of a picture", [*CLINIC, "图为巡诊现场", *CLINIC]),
    (P, "巡诊", "too short", [*CLINIC, "巡诊", *CLINIC]),
    (P, TITLE, "above a dateline", [TITLE, *report(CLINIC)]),
    (P, "巡诊现场", "above a signature", [*CLINIC, "巡诊现场", SIGNED, TITLE, *report(WHEAT)]),
    (P, "巡诊 现场", "phrases like a title", [*CLINIC, "巡诊 现场", *CLINIC]),
    # captions that are sentences
    (P, "护士在换药。", "seldom", [*CLINIC, "护士在换药。", *CLINIC]),
    (P, "图为护士上门换药。", "words of a picture", [*CLINIC, "图为护士上门换药。", *CLINIC]),
    (P, "护士在换药。", "one short sentence", [*CLINIC, "护士在换药。", *CLINIC]),
    (P, CLINIC[0], "more than a caption", [TITLE, *CLINIC]),
    (P, "护士在换药。", "a picture stood above it", [*CLINIC, "\n\n护士在换药。", *CLINIC]),
    (P, "护士在换药。", "between byline and text", [TITLE, SIGNED, "护士在换药。", *CLINIC]),
    (P, "护士在换药。", "a scene behind a byline that names pictures",
     [TITLE, "本报记者 林晓雨 文/图", "护士在换药。", *CLINIC]),
    (P, "云溪区的护士在换药。", "begins a sentence of its own inside another one",
     [TITLE, SIGNED, BROKEN[:-1], "云溪区的护士在换药。", "专人负责登记。"]),
    (P, "护士在换药。", "finishes the sentence above", [TITLE, SIGNED, BROKEN[:-1], "护士在换药。", *CLINIC]),
    (P, "护士在换药。", "inside a word, which goes on below", [TITLE, SIGNED, TORN, "护士在换药。", REST]),
    (P, "护士在换药。", "between headline and dateline", [TITLE, "护士在换药。", *report(CLINIC)]),
    (P, "护士在量血压", "a scene, as pictures show it",
     [TITLE, "本报讯(记者 林晓雨 文/图)" + CLINIC[0], "护士在量血压", *CLINIC[1:]]),
    (P, "巡诊的清晨", "a picture stood between two finished paragraphs",
     [TITLE, "本报讯(记者 林晓雨)" + CLINIC[0], "\n\n巡诊的清晨", *CLINIC[1:]]),
    (P, "护士在换药。", "between two pictures", [TITLE, "\n\n护士在换药。", "\n\n医生在写病历。", *CLINIC]),
    (P, "灯下补网的人", "a picture stood between the headline and it",
     [TITLE, "\n\n灯下补网的人", *report(CLINIC)]),
    (P, "巡诊的清晨", "set close under a finished paragraph",
     [TITLE, *report(CLINIC[:2]), CLINIC[2] + "\n巡诊的清晨", "大桥封闭", *report(BRIDGE)]),
    # text
    (B, "停车泊位", "short", [*CLINIC, "停车泊位", *CLINIC]),
    (B, "停车泊位", "carries heading marks", [*CLINIC, "# 停车泊位", *CLINIC]),
    (B, "病床、护士、医生", "a list", [*CLINIC, "病床、护士、医生", *CLINIC]),
    (B, HALF, "clauses", [*CLINIC, HALF, *CLINIC]),
    (B, HALF, "half a sentence: a clause sign and no full stop", [*CLINIC, HALF, *CLINIC]),
    (B, "社区的温桂", "half a word: the page has the whole one elsewhere",
     [*CLINIC, "社区的温桂", "芝家里常有护士来，街坊们都很羡慕。"]),
    (B, "“停车泊位", "quotation marks do not balance", [*CLINIC, "“停车泊位", *CLINIC]),
    (B, "这样的病床好不好?", "ends like a sentence", [*CLINIC, "这样的病床好不好?", *CLINIC]),
    (B, "生护士上门", "the sentence above is not finished", [TITLE, SIGNED, BROKEN, "生护士上门", *CLINIC]),
    (B, "——看病更近", "an item of a list", [*CLINIC, "——看病更近", *CLINIC]),
    (B, "“病床好不好?”", "direct speech", [*CLINIC, "“病床好不好?”", *CLINIC]),
    (B, "云溪读者", "the last line of the page", [TITLE, *CLINIC, "云溪读者"]),
    (B, CLAUSES, "as long as a sentence, with clauses", [*CLINIC, CLAUSES, *CLINIC]),
    (B, "算由社区办", "goes on with the word above", [TITLE, SIGNED, TORN, "算由社区办", *CLINIC]),
    (B, REST, "goes on with the word above", [TITLE, SIGNED, TORN, REST]),
    (B, "图为护士上门换药。", "words of a picture", [*CLINIC, "图为护士上门换药。", *CLINIC]),
    (B, CLINIC[1], "running text", [TITLE, *CLINIC]),
    (B, "护士在换药。", "short", [*CLINIC, "\n\n护士在换药。", *CLINIC]),
    # names
    (Y, "高远", "names and nothing else", [*CLINIC, "高远", TITLE, *report(WHEAT)]),
    (Y, "马海涛 沈立文", "several names and nothing else", [*CLINIC, "马海涛 沈立文", TITLE, *report(WHEAT)]),
    (Y, "高远", "names behind a finished text", [*CLINIC, "高远", TITLE, *report(WHEAT)]),
    (Y, "高远", "text goes on below", [*CLINIC, "高远", *WHEAT]),
    # what only one role explains
    (B, CLINIC[0], "opens with a dateline", [TITLE, *report(CLINIC)]),
    (B, CLINIC[0], "goes on from another page", [TITLE, "(上接一版)" + CLINIC[0]]),
    (Y, SIGNED, "names its reporters and nothing else", [TITLE, SIGNED, *CLINIC]),
    (Role.CREDITS, "策划:王志明", "names staff by their tasks", [TITLE, *CLINIC, "策划:王志明"]),
    (B, "云溪区卫生健康委员会", "who gives the notice, and when", ["停诊通知", *CLINIC, "云溪区卫生健康委员会"]),
    (B, "", "a jump mark or a signature on its own line", [TITLE, *CLINIC, "(下转三版)"]),
]  # fmt: skip


def fired(role: Role, line: str, blocks: list[str]) -> set[str]:
    found = places([unit(one) for one in lines(page(*blocks))], lexicon.load())
    return {
        reason
        for place in found
        if place.unit.text == fold(line)
        for one, weigher in weighers(place)
        if one is role
        for weight, reason in weigher(place)
        if weight
    }


@pytest.mark.parametrize(
    ("role", "line", "reason", "blocks"), RULES, ids=[f"{role}: {reason}" for role, _, reason, _ in RULES]
)
def test_a_clue_fires_where_it_should(role: Role, line: str, reason: str, blocks: list[str]) -> None:
    assert reason in fired(role, line, blocks)


def test_every_clue_has_its_test() -> None:
    tested = {reason for _, _, reason, _ in RULES}
    written = set()
    for name in ("headings", "passages", "clues"):
        source = (Path(clues_module.__file__).parent / f"{name}.py").read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Yield):
                written |= {leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)}
    assert {reason for reason in written if isinstance(reason, str)} <= tested
