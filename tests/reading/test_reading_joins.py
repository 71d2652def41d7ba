"""Text that the layout tore apart, and text that is too much."""

from __future__ import annotations

import pytest
from reading_stories import (
    BRIDGE,
    CLINIC,
    LIBRARY,
    STORIES,
    WHEAT,
    articles,
    assert_covered,
    body,
    flat,
    page,
    read,
    report,
)  # fmt: skip

TORN = "家庭病床由社区医生、护士和志愿者共同照看，费用按医保政策结算，居民只需承担很少的一部分，不必再为排队发愁。"


@pytest.mark.parametrize("cut", [21, 30, 36, 44])
def test_false_breaks_are_mended(cut: int) -> None:
    text = page("星湖街道推出家庭病床", *report(CLINIC), TORN[:cut], TORN[cut:])
    (found,) = articles(text)
    assert found.body.split("\n")[-1] == TORN


def test_whole_paragraphs_stay_apart() -> None:
    (found,) = articles(page("星湖街道推出家庭病床", *report(CLINIC)))
    assert tuple(found.body.split("\n")) == CLINIC


def test_run_in_headings_rejoin_their_text() -> None:
    text = page(
        "干部下沉解民忧",
        *report(CLINIC[:1]),
        "摸清底数，建好台账。社区逐户走访，把老人的需要记在本上。",
        "上门服务，送药到家。",
        "药师每周两次把药送到老人手里，叮嘱用法用量。",
        "强化保障，落实补贴。街道为护理员发放交通补贴，购买意外保险。",
    )
    (found,) = articles(text)
    assert "上门服务，送药到家。药师每周两次" in found.body


def test_text_lost_at_a_column_top_stays_with_its_article() -> None:
    lost = "卫生服务中心的家庭医生说。星湖街道的家庭病床还将扩大到周边三个村。"
    (found,) = articles(page("星湖街道推出家庭病床", *report(CLINIC), lost))
    assert flat(found.body) == body(CLINIC) + lost


def test_tail_printed_before_its_own_headline_comes_home() -> None:
    head, tail = BRIDGE[1][:34], BRIDGE[1][34:]
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        tail,
        BRIDGE[2].replace("公交", "青石河大桥两侧的公交"),
        "青石河大桥封闭维修",
        *report((BRIDGE[0], head)),
        "星湖街道推出家庭病床",
        *report(CLINIC),
    )
    library, bridge, clinic = articles(text)
    assert flat(library.body) == body(LIBRARY)
    assert flat(clinic.body) == body(CLINIC)
    assert bridge.body.startswith(BRIDGE[0])
    assert BRIDGE[1] in bridge.body
    assert_covered(text, read(text))


def test_last_paragraph_in_the_wrong_article_comes_home() -> None:
    stray = "禾丰县农业农村局提醒种粮大户，柳林镇的条锈病防治窗口期只剩一周，高标准农田的喷灌机要抓紧检修。"
    text = page("柳林镇麦田忙", *report(WHEAT), "云溪区图书馆新馆开放", *report(LIBRARY), stray)
    wheat, library = articles(text)
    assert flat(library.body) == body(LIBRARY)
    assert flat(wheat.body) == body(WHEAT) + stray


def test_nothing_moves_without_strong_evidence() -> None:
    vague = "下一步，有关部门将继续听取群众意见，不断改进服务，让更多群众受益。"
    text = page("柳林镇麦田忙", *report(WHEAT), "云溪区图书馆新馆开放", *report(LIBRARY), vague)
    assert flat(articles(text)[1].body) == body(LIBRARY) + vague


@pytest.mark.parametrize("name", STORIES)
def test_neighbours_do_not_disturb_an_article(name: str) -> None:
    blocks: list[str] = []
    for other, story in STORIES.items():
        blocks += [f"{other}的消息 今日见报", *report(story)]
    found = {article.headline.partition("的")[0]: flat(article.body) for article in articles(page(*blocks))}
    assert found[name] == body(STORIES[name])


def test_a_subheading_is_never_joined_even_inside_a_sentence() -> None:
    text = page(
        "病床搬回家", "本报记者 高远", CLINIC[0] + "费用很低，由医", "### 二、送药到家", "院垫付。" + CLINIC[1],
        "### 三、护士上门", CLINIC[2],
    )  # fmt: skip
    (found,) = articles(text)
    assert "二、送药到家" in found.body.split("\n")


def test_what_begins_with_a_closing_sign_goes_on_with_the_paragraph_above() -> None:
    (found,) = articles(
        page(
            "病床搬回家",
            *report(CLINIC[:1]),
            "“这样的病床好，不用排队也不用到处跑腿办手续。",
            "”护士长说。" + CLINIC[1],
        )
    )
    assert "跑腿办手续。”护士长说。" in found.body


@pytest.mark.parametrize(
    ("above", "below"), [("家庭病床的费用", "，由医保支付大半。"), ("街道去年投入5", "4万元，添置病床。")]
)
def test_a_short_line_before_a_comma_or_inside_a_number_is_text(above: str, below: str) -> None:
    (found,) = articles(page("病床搬回家", *report(CLINIC), above, below + CLINIC[1]))
    assert above + below in found.body


def test_staff_blocks_with_their_first_and_last_lines() -> None:
    block = "云溪日报社 市社科院\n策划:王志明 陈建\n统筹:孙立新 李明\n周国强 王宇"
    text = page("让老城更宜居", "(上接一版)" + BRIDGE[0], BRIDGE[1], block, "云溪区图书馆新馆开放", *report(LIBRARY))
    first, second = articles(text)
    assert flat(first.body) == flat(BRIDGE[0] + BRIDGE[1])
    assert (second.kicker, second.headline, second.reporters) == ("", "云溪区图书馆新馆开放", ("林晓雨",))


def test_a_scrap_behind_a_jump_brings_its_picture_to_the_article_above() -> None:
    text = page(
        "# 农技员下田 小麦长势喜人",
        "本报讯（记者 高远）眼下正是小麦拔节的关键时期，一台台喷灌机正在作业。（下转第2版）",
        "村里办起了田间课堂。大家都来听课。",
        "图为农技员在柳林镇查看苗情。",
    )
    (found,) = articles(text)
    assert found.body.endswith("大家都来听课。")
    assert (found.captions, found.jump_to) == (("图为农技员在柳林镇查看苗情。",), 2)


@pytest.mark.parametrize(
    "items",
    [
        (
            "一、窗口申请。带上病历和医保卡，到星湖街道服务大厅填表",
            "二、上门申请。行动不便的，可请网格员来家里代为登记",
        ),
        ("——申请要早。出院前三天就可以请主治医生开具转介单", "——材料要全。病历、医保卡和家属的联系电话缺一不可"),
        ("1.先登记。把病历交给社区医生，当场就能领到编号", "2.再评估。护士在两天之内上门，看看家里的条件"),
    ],
)
def test_items_of_a_list_need_no_full_stop(items: tuple[str, str]) -> None:
    """They stay paragraphs, and the last one breaks nothing off that the text of another article could finish."""
    text = page(
        "星湖街道推出家庭病床", *report(CLINIC), "办理分两步：", *items, "云溪区图书馆新馆开放", *report(LIBRARY)
    )
    first, second = articles(text)
    assert first.body.split("\n")[-2:] == list(items)
    assert flat(second.body) == body(LIBRARY)


def test_an_item_torn_in_two_is_one_paragraph() -> None:
    item = "——材料要全。病历、医保卡、家属的联系电话和社区开具的居住证明，一样都不能缺少。"
    text = page("星湖街道推出家庭病床", *report(CLINIC), "——申请要早。出院前三天就能办。", item[:30], item[30:])
    (found,) = articles(text)
    assert found.body.split("\n")[-1] == item


@pytest.mark.parametrize("rest", ["9月。", "3月底以后。", "近几天。"])
@pytest.mark.parametrize("picture", [False, True])
def test_the_short_end_of_a_broken_sentence_is_no_caption(rest: str, picture: bool) -> None:
    """However much it begins like a sentence, and also where a picture stood in the column above it."""
    above = "街道负责人说，来登记的家庭越来越多，护士的上门时间已经排到"
    rows = page("星湖街道推出家庭病床", *report(CLINIC), above, rest, "卫生服务中心还将扩大到周边三个村。")
    if picture and len(rest) <= 5:
        rows = rows.replace(f"\n\n{rest}", f"\n\n\n\n{rest}")
    (found,) = articles(rows)
    assert found.body.split("\n")[-2] == above + rest
    assert not found.captions
