"""Whole pages in the manner of a city daily: what is an article, what belongs to it, what does not."""

from __future__ import annotations

import pytest
from reading_stories import BRIDGE, CLINIC, LIBRARY, WHEAT, articles, assert_covered, body, flat, page, read, report

from watchers.reading import Role


def test_reports_one_below_the_other() -> None:
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        "青石河大桥封闭维修 工期四十五天",
        *report(BRIDGE, "本报讯（记者 高远 通讯员 沈立文）"),
    )
    first, second = articles(text)
    assert (first.headline, second.headline) == ("云溪区图书馆新馆开放", "青石河大桥封闭维修 工期四十五天")
    assert flat(first.body) == body(LIBRARY)
    assert flat(second.body) == body(BRIDGE)
    assert first.reporters == ("林晓雨",)
    assert (second.reporters, second.correspondents) == (("高远",), ("沈立文",))
    assert second.byline == "本报讯（记者 高远 通讯员 沈立文）"
    assert (first.order, second.order) == (1, 2)
    assert_covered(text, read(text))


def test_masthead_labels_are_no_headlines() -> None:
    text = page("云溪日报客户端", "云溪新闻", "2026年4月8日 星期三", "云溪区图书馆新馆开放", *report(LIBRARY))
    reading = read(text)
    assert [article.headline for article in reading.articles] == ["云溪区图书馆新馆开放"]
    assert reading.articles[0].kicker == ""
    assert reading.furniture == ("云溪日报客户端", "云溪新闻", "2026年4月8日 星期三")


@pytest.mark.parametrize("mark", ["", "## "])
def test_column_covers_the_reports_below_it(mark: str) -> None:
    text = page(
        f"{mark}影像·云溪",
        f"{mark}#青石河上修桥忙" if mark else "民生关切",
        "青石河大桥封闭维修",
        *report(BRIDGE),
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        "麦田里的守望",
        "本报记者 林晓雨",
        *WHEAT,
        "星湖街道推出家庭病床",
        "(上接一版)" + CLINIC[0],
    )
    found = articles(text)
    assert [article.column for article in found] == ["影像·云溪", "影像·云溪", "影像·云溪", ""]


def test_slogan_banner_above_three_headings() -> None:
    text = page("惠民生 暖民心 强信心", "家门口的病床 心坎上的服务", "星湖街道推出家庭病床", *report(CLINIC))
    (found,) = articles(text)
    assert found.column == "惠民生 暖民心 强信心"
    assert found.kicker == "家门口的病床 心坎上的服务"
    assert found.headline == "星湖街道推出家庭病床"


@pytest.mark.parametrize(
    ("heads", "main"),
    [
        (("方便老年人就医", "星湖街道推出“家庭病床”服务"), 1),
        (("## 星湖街道推出“家庭病床”服务", "医护人员定期上门"), 0),
        (("星湖街道家庭病床服务启动", "——医护人员定期上门换药、康复训练"), 0),
        (("星湖街道", "家庭病床搬进三百户老人家"), 1),
        (("李建国在星湖街道调研时强调", "让老年人就医更方便"), 1),
        (("全市卫生健康工作会议召开", "聚焦一老一小 织密服务网络 推动优质医疗资源下沉社区一线"), 0),
        (("提升社区服务", "星湖街道推出“家庭病床”", "三百余名失能老人受益"), 1),
    ],
)
def test_headline_among_kicker_and_deck(heads: tuple[str, ...], main: int) -> None:
    (found,) = articles(page(*heads, *report(CLINIC)))
    plain = [head.removeprefix("## ") for head in heads]
    assert found.headline == plain[main]
    assert found.kicker == " ".join(plain[:main])
    assert found.subhead == " ".join(plain[main + 1 :])


def test_two_decks_in_one_line_keep_their_blank() -> None:
    (found,) = articles(page("家门口的病床 心坎上的服务", *report(CLINIC)))
    assert found.headline == "家门口的病床 心坎上的服务"


def test_subheadings_of_a_feature_stay_in_its_body() -> None:
    text = page(
        "### 一座老桥的新生",
        "本报记者 高远 文/图",
        BRIDGE[0],
        "### 支座老化 桥面不平",
        BRIDGE[1],
        "夜间吊装 白天通行",
        "青石河大桥的施工队把最响的活放在夜里，天亮前把青石河两岸的路面扫净，让早起上学的孩子从滨河北路安全走过。",
        "### 绕行有序 出行无忧",
        BRIDGE[2],
    )
    (found,) = articles(text)
    assert found.headline == "一座老桥的新生"
    assert found.byline == "本报记者 高远 文/图"
    assert "支座老化 桥面不平" in found.body.split("\n")
    assert "夜间吊装 白天通行" in found.body.split("\n")
    assert "#" not in found.body


def test_numbered_sections_of_a_continuation() -> None:
    text = page(
        "# 让老城更宜居",
        "(上接一版)把老旧小区改造同地下管网更新统筹起来，一次开挖、一次到位，减少对居民生活的影响。",
        "## 二、让老城更宜居,要把群众的事同群众商量着办",
        "老城改造改什么、怎么改，居民最有发言权。老城每个院落都要开议事会，把方案贴到墙上，把意见收上来。",
        "## 三、让老城更宜居,要把长效管理立起来",
        "改造完成之后，老城的院落要有人管、管得好。推行物业全覆盖，把老城管理纳入网格。",
        "河道连通 碧水绕城",
        *report(BRIDGE),
    )
    first, second = articles(text)
    assert (first.jump_from, first.headline) == (1, "让老城更宜居")
    assert first.body.count("让老城更宜居") == 2
    assert second.headline == "河道连通 碧水绕城"


def test_box_of_short_lines_is_one_article() -> None:
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        "云溪区今年“四件实事” 看看有你期待的吗",
        "一件大事",
        "把老旧小区改造放在首位，年内完成四十个小区的管网更新，让八千户居民住得安心。",
        "三个“新增”",
        "新增停车泊位、新增口袋公园、新增社区食堂",
        "两个“延长”",
        "延长公交末班时间、延长图书馆开放时间、延长夜市营业时间",
    )
    first, box = articles(text)
    assert flat(first.body) == body(LIBRARY)
    assert box.headline == "云溪区今年“四件实事” 看看有你期待的吗"
    assert box.body.split("\n")[0] == "一件大事"
    assert box.body.endswith("延长夜市营业时间")


def test_box_whose_paragraphs_are_short_lines_too() -> None:
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        "云溪区今年民生实事半年“成绩单”",
        "一老一小",
        "新增托位二百八十个，新建老年助餐点九处",
        "住有所居",
        "改造老旧小区十五个，加装电梯二十部",
        "出行畅通",
        "新增停车泊位三千个，打通断头路两条",
        "青石河大桥封闭维修 工期四十五天",
        *report(BRIDGE),
    )
    _, box, last = articles(text)
    assert box.headline == "云溪区今年民生实事半年“成绩单”"
    assert box.body.split("\n")[::2] == ["一老一小", "住有所居", "出行畅通"]
    assert (last.headline, last.kicker) == ("青石河大桥封闭维修 工期四十五天", "")


def test_a_team_signs_a_study() -> None:
    (found,) = articles(page("# 让老城更宜居", "云溪日报理论调研组", *BRIDGE))
    assert (found.headline, found.subhead) == ("让老城更宜居", "")
    assert (found.byline, found.reporters) == ("云溪日报理论调研组", ())


def test_teasers_are_no_articles() -> None:
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        "今年中考方案公布\n体育分值不变",
        "周末气温回升\n最高二十八度",
        "青石河大桥封闭维修",
        *report(BRIDGE),
    )
    reading = read(text)
    assert len(reading.articles) == 2
    assert reading.teasers == ("今年中考方案公布\n体育分值不变", "周末气温回升\n最高二十八度")
    assert flat(reading.articles[0].body) == body(LIBRARY)


def test_teasers_that_name_their_page() -> None:
    reading = read(page("今年中考方案公布(详见3版)", "云溪区图书馆新馆开放", *report(LIBRARY)))
    assert reading.teasers == ("今年中考方案公布(详见3版)",)
    assert reading.articles[0].kicker == ""


def test_byline_at_the_end_and_caption_behind_it() -> None:
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
        "### 麦田里的守望",
        "\n\n" + WHEAT[0],
        *WHEAT[1:],
        "本报记者 高远 文/图",
        "\n\n喷灌机在麦田作业",
        "### 青石河大桥封闭维修",
        *report(BRIDGE),
    )
    _, second, third = articles(text)
    assert (second.headline, second.reporters) == ("麦田里的守望", ("高远",))
    assert flat(second.body) == body(WHEAT)
    assert second.captions == ("喷灌机在麦田作业",)
    assert (third.headline, third.kicker) == ("青石河大桥封闭维修", "")


def test_two_bare_names_sign_a_text() -> None:
    text = page("麦田里的守望", *WHEAT, "马海涛 沈立文", "青石河大桥封闭维修 工期四十五天", *report(BRIDGE))
    first, second = articles(text)
    assert first.reporters == ("马海涛", "沈立文")
    assert flat(first.body) == body(WHEAT)
    assert (second.headline, second.kicker) == ("青石河大桥封闭维修 工期四十五天", "")


def test_credits_block_names_the_writer_only() -> None:
    text = page(
        "让老城更宜居",
        "(上接一版)" + BRIDGE[0],
        BRIDGE[1],
        "云溪日报社、市社科院联合课题组  \n策划:王志明 陈建  \n统筹:孙立新  \n本期执笔:何晓燕  \n校审:周国强",
        "云溪区图书馆新馆开放",
        *report(LIBRARY),
    )
    first, second = articles(text)
    assert first.reporters == ("何晓燕",)
    assert first.byline.split("\n")[0] == "云溪日报社、市社科院联合课题组"
    assert "策划" not in first.body
    assert second.headline == "云溪区图书馆新馆开放"
    assert second.kicker == ""


def test_page_staff_is_furniture() -> None:
    text = page("云溪区图书馆新馆开放", *report(LIBRARY), "责编 王志明 校对 何晓燕 版式 陈建")
    reading = read(text)
    assert reading.articles[0].reporters == ("林晓雨",)
    assert reading.furniture == ("责编 王志明 校对 何晓燕 版式 陈建",)


def test_agency_datelines_before_and_behind_the_text() -> None:
    text = page(
        "全国春季农业生产现场会召开",
        "新华社北京4月7日电(记者 王志明)" + WHEAT[0],
        WHEAT[1],
        "多地推进社区居家养老",
        *CLINIC[:-1],
        CLINIC[-1] + "(新华社石家庄4月7日电)",
    )
    first, second = articles(text)
    assert (first.dateline, first.reporters) == ("新华社北京4月7日电", ("王志明",))
    assert first.body.startswith(WHEAT[0][:10])
    assert (second.headline, second.dateline) == ("多地推进社区居家养老", "新华社石家庄4月7日电")
    assert flat(second.body) == body(CLINIC)


def test_signature_in_brackets_behind_the_text() -> None:
    (found,) = articles(page("多地推进社区居家养老", *CLINIC[:-1], CLINIC[-1] + "（本报记者 高远）"))
    assert found.reporters == ("高远",)
    assert flat(found.body) == body(CLINIC)


def test_jump_marks_close_and_open() -> None:
    text = page(
        "云溪区图书馆新馆开放",
        *report(LIBRARY[:2]),
        "读者还可以预约夜间专场，(下转三版)",
        "青石河大桥封闭维修",
        "(上接2版)" + BRIDGE[0],
        *BRIDGE[1:],
    )
    first, second = articles(text)
    assert (first.jump_to, first.jump_from) == (3, None)
    assert (second.jump_to, second.jump_from) == (None, 2)
    assert first.body.endswith("夜间专场，")
    assert flat(second.body) == body(BRIDGE)


def test_two_heading_lines_without_any_byline_open_an_article() -> None:
    text = page("云溪区图书馆新馆开放", *report(LIBRARY), "地里有事“码”上问", "“田间课堂”让禾丰种粮更省心", *WHEAT)
    _, second = articles(text)
    assert (second.kicker, second.headline) == ("地里有事“码”上问", "“田间课堂”让禾丰种粮更省心")
    assert flat(second.body) == body(WHEAT)


def test_picture_gap_under_the_headline() -> None:
    text = page("云溪区图书馆新馆开放", "\n\n" + report(LIBRARY)[0], *LIBRARY[1:])
    (found,) = articles(text)
    assert flat(found.body) == body(LIBRARY)


def test_photo_story_with_nothing_but_its_caption() -> None:
    caption = "4月7日，市民在青石河湿地公园赏花。连日来，园内三千株樱花竞相开放，吸引众多市民前来踏青。本报记者 高远 摄"
    text = page("樱花烂漫春意浓", "\n\n" + caption, "云溪区图书馆新馆开放", *report(LIBRARY))
    first, second = articles(text)
    assert first.headline == "樱花烂漫春意浓"
    assert "三千株樱花" in first.body
    assert second.headline == "云溪区图书馆新馆开放"


def test_captions_before_the_text_and_inside_a_sentence() -> None:
    text = page(
        "### 一座老桥的新生",
        "本报记者 高远 文/图",
        "\n\n工人正在更换青石河大桥的支座。",
        BRIDGE[0] + "工程分两期进行，先修东半",
        "夜间施工现场",
        "幅，再修西半幅，桥上始终留出一条应急车道。",
        *BRIDGE[1:],
    )
    (found,) = articles(text)
    assert found.captions == ("工人正在更换青石河大桥的支座。", "夜间施工现场")
    assert "先修东半幅，再修西半幅" in found.body


@pytest.mark.parametrize("caption", ["图为图书馆少儿阅览区", "图书馆少儿阅览区 高远 摄"])
def test_captions_with_words_of_pictures(caption: str) -> None:
    text = page("云溪区图书馆新馆开放", *report(LIBRARY), caption, "青石河大桥封闭维修", *report(BRIDGE))
    first, second = articles(text)
    assert first.captions == (caption,)
    assert (second.headline, second.kicker) == ("青石河大桥封闭维修", "")


def test_dash_lists_stay_in_the_body() -> None:
    items = ("——看病更近，社区设有取药点；", "——看病更省，诊查费减半。")
    (found,) = articles(page("星湖街道推出家庭病床", *report(CLINIC), "\n".join(items)))
    assert found.body.split("\n")[-2:] == list(items)


def test_headline_lost_between_two_reports() -> None:
    text = page("云溪区图书馆新馆开放", *report(LIBRARY), *report(BRIDGE, "本报讯(记者 高远)"))
    first, second = articles(text)
    assert flat(first.body) == body(LIBRARY)
    assert (second.headline, second.reporters) == ("", ("高远",))


def test_two_reports_glued_into_one_line() -> None:
    glued = LIBRARY[-1] + "青石河大桥封闭维修 " + "本报讯(记者 高远)" + BRIDGE[0]
    text = page("云溪区图书馆新馆开放", *report(LIBRARY[:2]), glued, *BRIDGE[1:])
    first, second = articles(text)
    assert flat(first.body) == body(LIBRARY)
    assert (second.headline, flat(second.body)) == ("青石河大桥封闭维修", body(BRIDGE))
    assert_covered(text, read(text))


def test_place_line_above_a_headline_is_its_kicker() -> None:
    (found,) = articles(page("禾丰县", "农技员下田头", *report(WHEAT)))
    assert (found.kicker, found.headline) == ("禾丰县", "农技员下田头")


def test_every_block_says_why() -> None:
    reading = read(page("影像·云溪", "民生关切", "星湖街道推出家庭病床", *report(CLINIC), "图为巡诊"))
    assert all(block.reason for block in reading.blocks)
    assert {Role.HEADLINE, Role.BODY, Role.BYLINE, Role.CAPTION} <= {block.role for block in reading.blocks}
    assert all(block.article == 0 for block in reading.blocks if block.role is Role.BODY)


def test_verse_is_text_and_four_lines_of_teasers_are_not() -> None:
    verse = "麦子黄了的时候\n父亲把镰刀磨亮\n月光从刀口上\n一滴一滴落下来"
    first, poem = articles(page("云溪区图书馆新馆开放", *report(LIBRARY), "麦子黄了", "□ 高远", verse, verse))
    assert flat(first.body) == body(LIBRARY)
    assert (poem.headline, flat(poem.body), poem.reporters) == ("麦子黄了", flat(verse * 2), ("高远",))
    teasers = "今年中考方案公布\n体育分值不变\n周末气温回升\n最高二十八度"
    reading = read(page("云溪区图书馆新馆开放", *report(LIBRARY), teasers, "青石河大桥封闭维修", *report(BRIDGE)))
    assert [flat(article.body) for article in reading.articles] == [body(LIBRARY), body(BRIDGE)]
    assert flat("".join(reading.teasers)) == flat(teasers)


def test_notices_are_signed_by_their_givers() -> None:
    text = page(
        "关于青石河大桥封闭施工的通告", *BRIDGE[:2], "云溪市交通运输局", "2026年4月8日",
        "停水通知", "四月九日八时至十八时，梧桐路沿线停水，请提前储水。", "云溪市水务集团",
        "云溪区图书馆新馆开放", *report(LIBRARY),
    )  # fmt: skip
    first, second, third = articles(text)
    assert first.body.endswith("云溪市交通运输局\n2026年4月8日")
    assert (second.headline, second.body.split("\n")[-1]) == ("停水通知", "云溪市水务集团")
    assert (third.kicker, third.headline) == ("", "云溪区图书馆新馆开放")


def test_a_photographer_is_no_author_where_others_signed() -> None:
    text = page("云溪区图书馆新馆开放", *report(LIBRARY), "高远 摄", "樱花烂漫", *CLINIC, "高远 摄")
    first, second = articles(text)
    assert (first.reporters, first.captions) == (("林晓雨",), ("高远 摄",))
    assert second.reporters == ("高远",)


def test_a_converter_without_blank_lines() -> None:
    blocks = ["中考方案", "云溪区图书馆新馆开放", *report(LIBRARY), "青石河大桥封闭维修", *report(BRIDGE)]
    reading = read("\n".join(blocks))
    assert [article.headline for article in reading.articles] == ["云溪区图书馆新馆开放", "青石河大桥封闭维修"]
    assert reading.teasers == ()


def test_a_converter_with_two_blank_lines_has_no_pictures_everywhere() -> None:
    blocks = ["青石河大桥封闭维修", "□ 高远", BRIDGE[0], "夜间吊装 白天通行。", *BRIDGE[1:]]
    (found,) = articles("\n\n\n".join(blocks))
    assert found.captions == ()
    assert flat(found.body) == flat("".join(blocks[2:]))


def test_a_byline_above_a_run_of_headings_signs_the_text_above() -> None:
    text = page(
        "麦田里的守望", *WHEAT, "本报记者 高远", "方便老年人就医", "星湖街道推出家庭病床", *CLINIC, "本报记者 林晓雨",
    )  # fmt: skip
    first, second = articles(text)
    assert (first.reporters, second.reporters) == (("高远",), ("林晓雨",))
    assert (second.kicker, second.headline) == ("方便老年人就医", "星湖街道推出家庭病床")


def test_a_byline_in_two_lines_signs_one_article() -> None:
    text = page("麦田里的守望", *WHEAT, "本报记者 高远", "通讯员 沈立文", "青石河大桥封闭维修", *report(BRIDGE))
    first, second = articles(text)
    assert (first.reporters, first.correspondents) == (("高远",), ("沈立文",))
    assert second.reporters == ("林晓雨",)
