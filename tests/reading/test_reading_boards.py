"""Short items, pictures and credits on a page: what each is taken for when all its neighbours are printed too."""

from __future__ import annotations

import pytest
from reading_stories import BRIDGE, CLINIC, LIBRARY, WHEAT, articles, body, flat, page, read, report

from watchers.reading import Role
from watchers.reading.bylines import credit, writers
from watchers.reading.titles import deck_weight, main_line

LEAD = ["星湖街道推出家庭病床", *report(CLINIC)]
LAST = ["柳林镇麦田忙", *report(WHEAT)]
WATER = "因管道抢修，今晚十点到明早六点，滨河北路沿线停水，请居民提前储水。"
JOBS = "四月十二日上午，人才市场举办春季招聘会，八十家企业提供岗位两千个。"
ROAD = "铁塔巷埋设电缆，四月九日起封闭三天，行人可从东侧通过。"


def test_a_board_of_notices_is_a_column_over_articles() -> None:
    notices = ["管网抢修", WATER, "### 春季用工", JOBS, "铁塔巷埋缆", ROAD]
    found = articles(page(*LEAD, "## 便民服务台", *notices, *LAST))
    assert [article.headline for article in found[1:4]] == ["管网抢修", "春季用工", "铁塔巷埋缆"]
    assert [article.body for article in found[1:4]] == [WATER, JOBS, ROAD]
    assert {article.column for article in found[1:4]} == {"便民服务台"}


@pytest.mark.parametrize(
    "heading", ["停水公告", "尾号限行提示", "县区快讯", "警方悬赏征集线索", "提醒：今夜起 滨河北路停水"]
)
def test_a_notice_by_itself_is_an_article(heading: str) -> None:
    found = articles(page(*LEAD, heading, WATER, *LAST))
    assert [(article.headline, article.body) for article in found[1:2]] == [(heading, WATER)]
    assert len(found) == 3


@pytest.mark.parametrize("bullet", ["●", "■", "▲"])
def test_items_behind_bullets_are_one_article_of_briefs(bullet: str) -> None:
    items = [bullet + WATER, bullet + JOBS, bullet + "新版《用水手册》上线,可在小程序查看"]
    found = articles(page(*LEAD, "文博客厅", *items, *LAST))
    assert found[1].headline == "文博客厅"
    assert found[1].body.splitlines() == items
    assert [flat(found[0].body), flat(found[2].body)] == [body(CLINIC), body(WHEAT)]


@pytest.mark.parametrize("label", ["问答", "你问我答"])
def test_questions_and_answers_without_full_stop_are_one_box(label: str) -> None:
    box = ["哪些人可以申请家庭病床？", "本街道常住的失能老人", "费用怎么报？", "按医保政策结算，个人只付一成"]
    found = articles(page(*LEAD, label, *box, *LAST))
    assert found[1].headline == label
    assert found[1].body.splitlines() == box
    assert len(found) == 3


def test_a_plain_subheading_belongs_to_the_signed_text_above_it() -> None:
    found = articles(page(*LEAD[:3], "半夜也能叫来护士", *CLINIC[1:], *LAST, "青石河大桥封闭", *report(BRIDGE)))
    assert [article.headline for article in found] == [LEAD[0], LAST[0], "青石河大桥封闭"]
    assert "半夜也能叫来护士" in found[0].body


def test_the_same_line_over_a_signed_text_is_a_headline() -> None:
    found = articles(page(*LEAD, "半夜也能借到书", *LIBRARY, "本报记者 高远", *LAST, "大桥封闭", *report(BRIDGE)))
    assert "半夜也能借到书" in [article.headline for article in found]


def test_a_short_subheading_may_have_a_comma() -> None:
    parts = [CLINIC[0], "医生来了,还是护士来了", "记者昨日走访了三个小区。" + CLINIC[1]]
    found = articles(page(LEAD[0], "本报记者 高远", *parts, *LAST))
    assert found[0].body.splitlines()[1] == parts[1]


def test_numbered_questions_are_subheadings() -> None:
    asked = ["一问：哪些老人可以申请", CLINIC[0], "二问：怎样联系医生", CLINIC[1]]
    found = articles(page("家庭病床三问", "新华社北京4月7日电(记者林晓雨)", CLINIC[2], *asked, *LAST))
    assert [article.headline for article in found] == ["家庭病床三问", LAST[0]]


def test_captions_set_together_above_the_photographer_belong_to_his_text() -> None:
    pictures = "\n\n老街的清晨\n读者走过石桥"
    blocks = ["# 老街走笔", *LIBRARY, pictures, "本报记者 水长东 摄影报道", "# 大桥封闭", *BRIDGE, "本报记者 高远"]
    found = articles(page(*blocks))
    assert found[0].captions == ("老街的清晨", "读者走过石桥")
    assert [article.reporters for article in found] == [("水长东",), ("高远",)]


def test_a_scene_by_a_picture_is_a_caption_and_no_headline() -> None:
    first, *rest = CLINIC
    signed = "本报讯(记者 高远 文/图)" + first
    found = articles(page(LEAD[0], signed, "护士在给老人量血压", *rest, *LAST))
    assert found[0].captions == ("护士在给老人量血压",)
    assert flat(found[0].body) == body(CLINIC)


def test_sentences_between_pictures_are_captions() -> None:
    pictures = ["\n\n护士在量血压。", "\n\n医生在写病历。", "\n\n老人在晒太阳。"]
    found = articles(page("# 春日巡诊", *pictures, *CLINIC, "本报记者 高远", *LAST))
    assert found[0].captions == tuple(caption.strip() for caption in pictures)
    assert flat(found[0].body) == body(CLINIC)


def test_a_caption_glued_to_a_paragraph_is_cut_off() -> None:
    found = articles(page(LEAD[0], "本报讯(记者 高远)" + CLINIC[0] + "护士上门换药(资料图片)", *CLINIC[1:]))
    assert found[0].captions == ("护士上门换药(资料图片)",)
    assert flat(found[0].body) == body(CLINIC)


@pytest.mark.parametrize(
    "line", ["责编 逢夏 校对 归鸿 电话 81100110", "编辑 逢春 校对 水生", "责任编辑:逢春 美编:水生"]
)
def test_staff_lines_need_no_known_surname(line: str) -> None:
    reading = read(page(*LEAD, line))
    assert credit(line)
    assert flat(reading.articles[0].body) == body(CLINIC)
    assert line in reading.furniture


def test_reporters_in_a_credit_line_wrote_the_article() -> None:
    found = writers("执行:本报记者 林晓雨 通讯员 沈立文")
    assert (found.reporters, found.correspondents) == (("林晓雨",), ("沈立文",))
    found = writers("摄影:林晓雨")
    assert not found


def test_a_pen_name_below_the_headline_is_the_author() -> None:
    found = articles(page(*LAST, "我与这座城的桂花", "水墨", *LIBRARY))
    assert (found[1].headline, found[1].reporters) == ("我与这座城的桂花", ("水墨",))


def test_the_first_label_of_a_box_is_no_author() -> None:
    labels = ["工业", "产值增长百分之八，利润增长百分之六。", "投资", "新开工项目四百个，同比增长两成。"]
    assert not articles(page(*LAST, "数读前三季度经济", *labels))[1].reporters


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("老城区三十条背街小巷完成改造", "雨污分流一次到位 八万居民告别内涝"),
        ("蔬菜大棚里的“数字管家”", "一部手机管四十座棚 每亩省工六成"),
        ("青年技能大赛昨日开赛", "九县选手同台比武"),
    ],
)
def test_a_longer_line_with_the_details_is_a_deck(above: str, below: str) -> None:
    assert main_line([(above, 0), (below, 0)])[0] == 0
    assert main_line([(above, 2), (below, 2)])[0] == 0


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("破解用工难题", "零工市场让八千人在家门口就业"),
        ("东西联动 南北呼应", "滨江新区按下建设“快进键”"),
        ("家门口的好去处", "旧厂房变身运动公园"),
        ("一老一小有人管", "社区食堂开到楼下"),
    ],
)
def test_a_short_line_that_names_the_matter_is_a_kicker(above: str, below: str) -> None:
    assert main_line([(above, 0), (below, 0)])[0] == 1


def test_what_is_shorter_than_the_line_above_is_no_deck() -> None:
    assert deck_weight("记全国劳动模范、供电公司检修工季长河", "高空“绣花” 三十年") == 0


def test_a_short_line_over_a_picture_leaves_the_headline_below_it_alone() -> None:
    found = articles(page(*LAST, "凡人微光", "\n\n三千户居民喝上放心水", *report(BRIDGE)))
    assert (found[1].headline, found[1].captions) == ("三千户居民喝上放心水", ())


def test_a_headline_behind_a_signature_is_no_scene_of_the_article_above() -> None:
    signed = "本报记者 高远 文/图"
    found = articles(page("柳林镇麦田忙", *WHEAT, signed, "医生在楼下建起小诊所", *CLINIC, "本报记者 林晓雨"))
    assert [article.headline for article in found] == ["柳林镇麦田忙", "医生在楼下建起小诊所"]


@pytest.mark.parametrize("column", ["文明实践在身边", "重点项目一线行", "民生观察"])
def test_a_marked_column_name_above_a_longer_plain_line_is_no_headline(column: str) -> None:
    assert main_line([(column, 3), ("银杏路口多了八位“红马甲”", 0)])[0] == 1
    assert main_line([(column, 3), ("——河东区见闻录", 0)])[0] == 0


@pytest.mark.parametrize("headline", ["一位老兵的故事", "一线工人的一天"])
def test_a_marked_headline_with_a_word_of_columns_stays_one(headline: str) -> None:
    assert main_line([(headline, 3), ("九十三岁的他仍在讲述烽火岁月", 0)])[0] == 0


def test_the_blocks_of_a_board_cover_the_page() -> None:
    reading = read(page(*LEAD, "便民服务台", "停水公告", WATER, *LAST))
    assert [block.role for block in reading.blocks if block.role is Role.COLUMN] == [Role.COLUMN]


LETTER = "读者来信：铁塔巷的路灯坏了半个月，夜里回家的孩子都要打着手电走，问了几处都没有下文。"
ANSWER = "部门回应：路灯管理站已更换灯具六盏，今后每周巡查一次。"


@pytest.mark.parametrize("heading", ["### 巷子何时能亮灯？", "### 巷子里的路灯修好了"])
def test_a_heading_over_a_reader_s_letter_opens_an_article(heading: str) -> None:
    found = articles(page("### 柳林镇麦田忙", *report(WHEAT), heading, LETTER, ANSWER))
    assert [article.headline for article in found] == ["柳林镇麦田忙", heading.strip("# ")]
    assert flat(found[1].body) == flat(LETTER + ANSWER)


def test_a_numbered_heading_over_somebody_s_words_stays_in_its_article() -> None:
    said = "居民反映：药送到家，省得来回跑，老伴的血压也稳住了。"
    (found,) = articles(page("# 星湖街道推出家庭病床", *report(CLINIC), "一、上门送药", said))
    assert said in found.body


@pytest.mark.parametrize("picture", ["护士在给老人换药。", "农技员正在教农户用药。"])
def test_a_scene_with_a_full_stop_behind_a_byline_with_pictures_is_a_caption(picture: str) -> None:
    (found,) = articles(page("# 星湖街道的一天", "本报记者 林晓雨 文/图", picture, *CLINIC))
    assert found.captions == (picture,)
    assert flat(found.body) == body(CLINIC)


@pytest.mark.parametrize("lead", ["天刚亮，护士在给老人换药。", "星湖街道的一天从六点开始。"])
def test_a_short_lead_behind_a_byline_with_pictures_is_text(lead: str) -> None:
    (found,) = articles(page("# 星湖街道的一天", "本报记者 林晓雨 文/图", lead, *CLINIC))
    assert flat(found.body) == lead + body(CLINIC)


@pytest.mark.parametrize("marks", ["# ", ""])
def test_a_timetable_with_days_as_labels_is_one_article(marks: str) -> None:
    rows = [
        "4月9日",
        "网上登记，可以补交材料",
        "4月12日至15日",
        "护士上门评估，当场给出结果",
        "4月20日（周一）",
        "公布名单",
    ]
    labels = [marks + row if i % 2 == 0 else row for i, row in enumerate(rows)]
    found = articles(page("# 柳林镇麦田忙", *report(WHEAT), "# 家庭病床怎么申请", *labels))
    assert [article.headline for article in found] == ["柳林镇麦田忙", "家庭病床怎么申请"]
    assert found[1].body.split("\n") == rows
