"""Answers about the business profile: the card, its questions, what suits it. In private only: it is personal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.chat import area, matched, undo
from bot.chat.turn import Reply, Turn
from bot.compose import profile as composed
from bot.model import Act, Before, Button, Message
from bot.profile import line
from bot.profile.model import NOTHING, Guarantee, Profile, Purpose, Size, Step, Telling, joined, without
from bot.profile.money import MOST
from bot.profile.trades import Trade, name
from bot.styled import join
from watchers.model import Entry

AMOUNTS = (100_000, 300_000, 500_000, 1_000_000, 3_000_000, 5_000_000)
YEARS_BACK = (0, 1, 2, 3, 5)

_STEPS = {
    Step.INDUSTRY: "行业 行当 industry",
    Step.SIZE: "规模 人数 size",
    Step.PLACE: "地区 地点 地方 位置 place",
    Step.PURPOSES: "用途 需求 purpose purposes",
    Step.AMOUNT: "贷款 额度 金额 贷款额度 amount loan",
    Step.GUARANTEE: "担保 抵押 抵押物 guarantee",
    Step.FOUNDED: "成立 成立时间 注册 开业 founded",
}
_STEP_OF = {word: step for step, words in _STEPS.items() for word in words.split()}
_TELLING = {"即时": Telling.ALERT, "马上": Telling.ALERT, "alert": Telling.ALERT, "日报": Telling.DIGEST}
_TELLING |= {"digest": Telling.DIGEST, "关": Telling.SILENT, "不要": Telling.SILENT, "off": Telling.SILENT}
_REMOVE = frozenset({"删除", "删掉", "清空", "全部删除", "delete", "remove"})
_TAKE_BACK = frozenset({"删除", "删掉", "清除", "不填", "delete"})
_SKIP = frozenset({"跳过", "略过", "不填", "下一个", "skip"})
_FILL = frozenset({"填", "开始", "继续", "修改", "edit", "fill"})
_MATCH = re.compile(r"(?:匹配|match)\s*(?:第?\s*(?P<page>\d{1,3})\s*页?)?$", re.IGNORECASE)
_TELL = re.compile(r"(?:提醒|telling|tell)\s*[:：]?\s*(?P<how>\S{1,8})$", re.IGNORECASE)


def profile(turn: Turn, rest: str) -> Reply:
    """`/profile`: the card; with a word: a field, 匹配, 提醒, 删除; with a line: what it says, as understood."""
    text = rest.strip()
    mine = _mine(turn)
    if not text:
        return _card(turn, mine) if not mine.empty else _intro(turn)
    if text in _REMOVE:
        return _removed(turn)
    if found := _MATCH.match(text):
        return matched.matches(turn, mine, int(found["page"] or 1)) if mine.enough else _matches(turn, "")
    if found := _TELL.match(text):
        return _told_how(turn, mine, found["how"])
    if text in _FILL:
        return _ask_next(turn, mine, None)
    if mine.asking and text in _SKIP:
        return _skipped(turn, mine, mine.asking)
    word, _, value = re.sub(r"[:：]", " ", text, count=1).partition(" ")
    step = _STEP_OF.get(word.lower())
    if step and not _says_more(turn, step, text):
        return _field(turn, mine, step, value.strip())
    return _line(turn, mine, text)


def _says_more(turn: Turn, step: Step, text: str) -> bool:
    """贷款 50万，金水区的饭馆: it begins with the name of a field, and goes on to others."""
    said = line.heard(text, turn.room.places, turn.today)
    return bool(re.search("[,，;；。]", text)) and any(said.says(one) for one in Step if one is not step)


def _near(turn: Turn, mine: Profile) -> str:
    """Where the person is, by what they said, else by the papers that are read here: which 高新区 they mean."""
    if known := turn.subscriber.place or mine.place:
        return known
    homes = area.region(turn)
    return homes[0].name if len(homes) == 1 else ""


def choice(turn: Turn, rest: str) -> Reply:
    """A button of the profile. Its data are ids; whatever is not offered has no effect."""
    verb, _, value = rest.partition(":")
    mine = _mine(turn)
    if verb in ("card", "fill", "delete"):
        return profile(turn, {"card": "", "fill": "填", "delete": "删除"}[verb])
    if verb == "match":
        return _matches(turn, value)
    if verb == "tell" and value in {*Telling}:
        return _told_how(turn, mine, value)
    if verb == "ask" and value in {*Step}:
        return _ask(turn, replace(mine, walking=False), Step(value))
    if verb == "skip" and value in {*Step}:
        return _skipped(turn, mine, Step(value))
    chosen = _chosen(turn, Step(verb), value) if verb in {*Step} else NOTHING
    return _answered(turn, mine, Step(verb), chosen) if chosen != NOTHING else turn.say("choice.gone")


def _mine(turn: Turn) -> Profile:
    return turn.room.desk.profiles.of(turn.address) or NOTHING


def _keep(turn: Turn, changed: Profile) -> Profile:
    turn.room.desk.profiles.keep(turn.address, changed)
    return changed


# -- the card ----------------------------------------------------------------------------------------------------------


def _intro(turn: Turn) -> Reply:
    turn.room.desk.memory.expect(turn.address, "profile")
    button = Button(label=turn.t("profile.button.fill"), data="profile:fill")
    body = join("\n\n", [turn.t.styled("profile.intro"), turn.t("profile.privacy")])
    return [Message(body=body, buttons=((button,),))]


def _card(turn: Turn, mine: Profile, lead: str = "") -> Reply:
    """The card with all that can be done about it."""
    t = turn.t
    hint = t.styled("profile.hint") if mine.enough else t.styled("profile.not_enough")
    body = join("\n\n", [lead, composed.card(mine, t), hint])
    return [Message(body=body, buttons=_card_buttons(turn, mine))]


def _card_buttons(turn: Turn, mine: Profile) -> tuple[tuple[Button, ...], ...]:
    t = turn.t
    first = [Button(label=t("profile.button.match"), data="profile:match")] if mine.enough else []
    fill = [Button(label=t("profile.button.fill"), data="profile:fill")] if mine.following(None) else []
    steps = [
        Button(label=t("profile.button.change", what=t(f"profile.step.{s}")), data=f"profile:ask:{s}") for s in Step
    ]
    tell = [
        Button(label=t(f"profile.button.tell.{how}"), data=f"profile:tell:{how}")
        for how in Telling
        if how is not mine.telling
    ]
    delete = Button(label=t("profile.button.delete"), data="profile:delete")
    return tuple(filter(None, ((*first, *fill), *_rows(steps, 4), tuple(tell), (delete,))))


def _rows(buttons: Sequence[Button], wide: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide)]


def _removed(turn: Turn) -> Reply:
    turn.room.desk.memory.expect(turn.address, "")
    mine, suited = _mine(turn), tuple(turn.room.desk.profiles.suited(turn.address))
    turn.room.desk.profiles.remove(turn.address)
    if mine.empty:
        return turn.say("profile.none")
    before = Before(profile=replace(mine, asking=None, walking=False), suited=suited)
    about = turn.t("list.comma").join(composed.brief(mine, turn.t))
    return [Message(body=turn.t.styled("profile.removed"), buttons=undo.done(turn, Act.PROFILE, about, before))]


def _told_how(turn: Turn, mine: Profile, how: str) -> Reply:
    telling = _TELLING.get(how) or (Telling(how) if how in {*Telling} else None)
    if telling is None:
        return turn.say("profile.telling.what", rest=how)
    if mine.empty:
        return _intro(turn)
    _keep(turn, replace(mine, telling=telling))
    return turn.say(f"profile.telling.{telling}")


# -- the questions -----------------------------------------------------------------------------------------------------


def _skipped(turn: Turn, mine: Profile, step: Step) -> Reply:
    return _ask_next(turn, mine, step) if mine.walking else _ended(turn, mine)


def _ask_next(turn: Turn, mine: Profile, after: Step | None) -> Reply:
    """The next of all questions."""
    step = mine.following(after)
    return _ask(turn, replace(mine, walking=True), step) if step else _ended(turn, mine)


def _ended(turn: Turn, mine: Profile) -> Reply:
    mine = _keep(turn, replace(mine, asking=None, walking=False))
    return _card(turn, mine) if not mine.empty else _intro(turn)


def _ask(turn: Turn, mine: Profile, step: Step, lead: str = "") -> Reply:
    """A question with its buttons; the next plain line is taken for its answer, too."""
    _keep(turn, replace(mine, asking=step))
    turn.room.desk.memory.expect(turn.address, "profile")
    skip = Button(label=turn.t("profile.button.skip"), data=f"profile:skip:{step}")
    body = join("\n\n", [lead, turn.t.styled(f"profile.ask.{step}")])
    return [Message(body=body, buttons=(*_rows(_options(turn, step), 3), (skip,)))]


def _options(turn: Turn, step: Step) -> list[Button]:
    t = turn.t
    home = turn.room.places.named(turn.subscriber.place)  # where the person is, the business mostly is
    offered: dict[Step, list[tuple[str, str]]] = {
        Step.PLACE: [(t.spot(home.name), home.code)] if home else [],
        Step.INDUSTRY: [(t(f"profile.industry.{one}"), one.value) for one in Trade],
        Step.SIZE: [(t(f"profile.size.{one}"), one.value) for one in Size],
        Step.PURPOSES: [(t(f"profile.purpose.{one}"), one.value) for one in Purpose],
        Step.AMOUNT: [(composed.money(one, t), str(one)) for one in AMOUNTS],
        Step.GUARANTEE: [(t(f"profile.guarantee.{one}"), one.value) for one in Guarantee],
        Step.FOUNDED: [(str(turn.today.year - back), str(turn.today.year - back)) for back in YEARS_BACK],
    }
    return [Button(label=label, data=f"profile:{step}:{value}") for label, value in offered.get(step, [])]


def _chosen(turn: Turn, step: Step, value: str) -> Profile:
    """What a button says; NOTHING for one that was never offered."""
    number = int(value) if value.isascii() and value.isdecimal() and len(value) <= 12 else 0
    if step is Step.INDUSTRY and value in {*Trade}:
        return replace(NOTHING, industry=name(Trade(value)))
    if step is Step.SIZE and value in {*Size}:
        return replace(NOTHING, size=Size(value))
    if step is Step.PLACE and (place := turn.room.places.coded(value)):
        return replace(NOTHING, place=place.name)
    if step is Step.PURPOSES and value in {*Purpose}:
        return replace(NOTHING, purposes=(Purpose(value),))
    if step is Step.AMOUNT and 0 < number <= MOST:
        return replace(NOTHING, amount=number)
    if step is Step.GUARANTEE and value in {*Guarantee}:
        return replace(NOTHING, guarantee=Guarantee(value))
    if step is Step.FOUNDED and 1900 <= number <= turn.today.year:
        return replace(NOTHING, founded=date(number, 1, 1))
    return NOTHING


def _answered(turn: Turn, mine: Profile, step: Step, said: Profile) -> Reply:
    """Keep an answer; go on asking where the questions were under way."""
    known = without(mine, step) if step is not Step.SIZE else mine
    known = _keep(turn, joined(known, said))
    if mine.walking and mine.asking is step and known.following(step):
        return _ask_next(turn, known, step)
    known = _keep(turn, replace(known, asking=None, walking=False))
    return _card(turn, known, turn.t("profile.kept"))


def _field(turn: Turn, mine: Profile, step: Step, value: str) -> Reply:
    """`/profile 行业 餐饮`: one answer; `/profile 行业 删除` takes it back; `/profile 行业` asks."""
    mine = replace(mine, walking=False)
    if not value:
        return _ask(turn, mine, step)
    if value in _TAKE_BACK:
        return _card(turn, _keep(turn, replace(without(mine, step), asking=None)), turn.t("profile.kept"))
    return _answer(turn, replace(mine, asking=None, walking=False), step, value)


def _answer(turn: Turn, mine: Profile, step: Step, text: str) -> Reply:
    said = line.answered(step, text, turn.room.places, turn.today, _near(turn, mine))
    if said != NOTHING:
        return _answered(turn, mine, step, said)
    if step is Step.PLACE and (several := line.candidates(text, turn.room.places, _near(turn, mine))):
        ways = {one.code: (*turn.room.places.parents(one.name)[-1:], one.name) for one in several[:8]}
        labels = [(" ".join(map(turn.t.spot, way)), code) for code, way in ways.items()]
        buttons = _rows([Button(label=label, data=f"profile:place:{code}") for label, code in labels], 2)
        _keep(turn, replace(mine, asking=step))
        turn.room.desk.memory.expect(turn.address, "profile")
        return [Message(body=turn.t.styled("profile.which_place"), buttons=tuple(buttons))]
    return _ask(turn, mine, step, turn.t("profile.not_understood", text=text[:40]))


def _line(turn: Turn, mine: Profile, text: str) -> Reply:
    """One line of plain words: several things at once, or the answer to the question that waits."""
    said = line.heard(text, turn.room.places, turn.today, _near(turn, mine))
    many = line.told(said)
    if mine.asking and many < 2:
        return _answer(turn, mine, mine.asking, text)
    if not many:
        turn.room.desk.memory.expect(turn.address, "profile")
        return turn.say("profile.what", text=text[:40])
    known = _keep(turn, replace(joined(mine, said), asking=None, walking=False))
    lead = turn.t("profile.understood")
    following = known.following(None)
    if following is None:
        return _card(turn, known, lead)
    card = join("\n\n", [lead, composed.card(known, turn.t)])
    return [Message(body=card), *_ask_next(turn, known, None)]


# -- what suits --------------------------------------------------------------------------------------------------------


def _matches(turn: Turn, page: str) -> Reply:
    """A list of its own; with the number of a page, from a button, in the place of the page under which that stands."""
    mine = _mine(turn)
    if not mine.enough:
        return _card(turn, mine) if not mine.empty else _intro(turn)
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 0
    return matched.turned(turn, mine, number) if number else matched.matches(turn, mine, 1)


def why(turn: Turn, entry: Entry) -> Reply | None:
    """Why an article suits the person's business, or does not; None when it offers nothing, or nothing is known."""
    mine = _mine(turn)
    return None if mine.empty else matched.why(turn, mine, entry)
