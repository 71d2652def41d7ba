"""Pages put together from stories and then damaged, as column ends, converters and tired compositors do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st
from reading_stories import STORIES

TITLES = {
    "library": ("云溪区图书馆新馆开放", "借书不用再坐一小时公交"),
    "bridge": ("青石河大桥封闭维修 工期四十五天", "请绕行滨河北路"),
    "wheat": ("农技员下田 小麦长势喜人", "禾丰县八十六万亩麦田拔节"),
    "clinic": ("星湖街道推出家庭病床", "三百余名失能老人受益"),
}
OPENINGS = ("本报讯(记者 林晓雨)", "本报讯（记者 高远 通讯员 沈立文）", "新华社北京4月7日电 ", "")
BYLINES = ("本报记者 林晓雨 文/图", "□ 高远", "")
CAPTIONS = ("图为施工现场。", "夜色中的大桥", "工人在吊装支座(如图)。", "读者在新馆看书。高远 摄")
FURNITURE = ("A02 要闻", "云溪日报客户端", "责编 王志明 校对 何晓燕 版式 陈建", "2026年4月8日 星期三", "影像·云溪")
TEASERS = ("今年中考方案公布\n体育分值不变", "周末气温回升(详见3版)")


@dataclass
class Made:
    """A page while it is made: its blocks, one a paragraph, and what was done to it."""

    blocks: list[str] = field(default_factory=list)
    gap: str = "\n\n"
    done: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n\n" + self.gap.join(self.blocks)


Damage = Callable[[Made, Random], None]


def compose(dice: Random, count: int) -> Made:
    """Some stories with headlines, signatures and furniture, in the ways that papers print them."""
    made = Made(blocks=dice.sample(FURNITURE, dice.randint(0, 2)))
    for name in dice.sample(sorted(STORIES), count):
        title, second = TITLES[name]
        mark = dice.choice(("", "", "# ", "### "))
        made.blocks += [mark + title, second] if dice.random() < 0.3 else [mark + title]
        opening = dice.choice(OPENINGS)
        byline = "" if opening else dice.choice(BYLINES)
        made.blocks += [byline] if byline else []
        first, *rest = STORIES[name]
        made.blocks += [opening + first, *rest]
        made.blocks += [dice.choice(TEASERS)] if dice.random() < 0.2 else []
    return made


def cut_column(made: Made, dice: Random) -> None:
    """A column ends: a paragraph is torn in two, anywhere."""
    at = _paragraph(made, dice)
    block = made.blocks[at]
    place = dice.randint(1, len(block) - 1)
    made.blocks[at : at + 1] = [block[:place], block[place:]]


def displace_tail(made: Made, dice: Random) -> None:
    """The last lines of a text are printed elsewhere, between others or glued to the end of one."""
    at = _paragraph(made, dice)
    block = made.blocks[at]
    place = dice.randint(1, len(block) - 1)
    tail, made.blocks[at] = block[place:], block[:place]
    goal = dice.randrange(len(made.blocks))
    if dice.random() < 0.5:
        made.blocks.insert(goal, tail)
    else:
        made.blocks[goal] += tail


def lose_line_top(made: Made, dice: Random) -> None:
    at = _paragraph(made, dice)
    made.blocks[at] = made.blocks[at][dice.randint(1, 12) :]


def put_caption(made: Made, dice: Random) -> None:
    at = dice.randint(1, len(made.blocks))
    gap = dice.choice(("", "\n\n"))
    made.blocks.insert(at, gap + dice.choice(CAPTIONS))


def lose_marks(made: Made, dice: Random) -> None:
    at = dice.randrange(len(made.blocks))
    made.blocks[at] = made.blocks[at].lstrip("# ") or made.blocks[at]


def put_marks(made: Made, dice: Random) -> None:
    at = dice.randrange(len(made.blocks))
    made.blocks[at] = dice.choice(("# ", "## ", "####")) + made.blocks[at]


def lose_punctuation(made: Made, dice: Random) -> None:
    at = _paragraph(made, dice)
    sign = dice.choice("，。“”、")
    made.blocks[at] = made.blocks[at].replace(sign, "", 1) or made.blocks[at]


def mix_widths(made: Made, dice: Random) -> None:
    at = _paragraph(made, dice)
    made.blocks[at] = made.blocks[at].translate(str.maketrans("，；：（）％～", ",;:()%~"))


def put_jump(made: Made, dice: Random) -> None:
    at = _paragraph(made, dice)
    if dice.random() < 0.5:
        made.blocks[at] += dice.choice(("(下转三版)", "（下转第2版）"))
    else:
        made.blocks[at] = "(上接一版)" + made.blocks[at]


def change_gaps(made: Made, dice: Random) -> None:
    made.gap = dice.choice(("\n", "\n\n", "\n\n\n", "\r\n\r\n", "\n \n"))


def swap_blocks(made: Made, dice: Random) -> None:
    one, two = (dice.randrange(len(made.blocks)) for _ in range(2))
    made.blocks[one], made.blocks[two] = made.blocks[two], made.blocks[one]


def repeat_phrase(made: Made, dice: Random) -> None:
    at = _paragraph(made, dice)
    block = made.blocks[at]
    place = dice.randrange(len(block))
    made.blocks[at] = block[:place] + block[place : place + 6] * 2 + block[place + 6 :]


DAMAGES: tuple[Damage, ...] = (
    cut_column, displace_tail, lose_line_top, put_caption, lose_marks, put_marks, lose_punctuation, mix_widths,
    put_jump, change_gaps, swap_blocks, repeat_phrase,
)  # fmt: skip


def _paragraph(made: Made, dice: Random) -> int:
    """One of the longer blocks."""
    long = [at for at, block in enumerate(made.blocks) if len(block) > 30]
    return dice.choice(long or [at for at, block in enumerate(made.blocks) if len(block) > 1] or [0])


@st.composite
def damaged_pages(draw: st.DrawFn, damages: tuple[Damage, ...] = DAMAGES, most: int = 8) -> Made:
    """A page of one to four stories after up to `most` mishaps."""
    dice = Random(draw(st.integers(0, 2**32)))
    made = compose(dice, draw(st.integers(1, 4)))
    for damage in draw(st.lists(st.sampled_from(damages), max_size=most)):
        if any(len(block) > 1 for block in made.blocks):
            damage(made, dice)
            made.done.append(damage.__name__)
    return made
