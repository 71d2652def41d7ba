"""The sentences that people read: complete in every language, all of them used, none too long for a phone."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot import closed, english
from bot.chat import ANSWERS
from bot.chat.commands import COMMANDS, SHELVES, Command, read
from bot.chat.exporting import FILES
from bot.chat.replies import ACTS
from bot.chat.saying import COURTESY
from bot.chat.wanted import End
from bot.compose.items import FIELD_ORDER
from bot.exports import Settings
from bot.imports import READERS, Change, Left
from bot.model import Act, Lane, Mode, Muted, Welcome
from bot.packs import load
from bot.profile.model import Guarantee, Purpose, Size, Step, Telling
from bot.profile.offer import Aspect
from bot.profile.reasons import NOTES, Verdict
from bot.profile.trades import Trade
from bot.query import parse
from bot.query.refusals import SENTENCES
from bot.relevance import Order
from bot.texts import TABLES, en, spoken, texts, zh_hans, zh_hant
from bot.warnings import ENDINGS, RINGING
from watchers.diff import How, Part
from watchers.model import Kind
from watchers.warning import ENDED, Colour, Stage
from watchers.watchdog import Condition

ROOT = Path(__file__).resolve().parent.parent

# Chinese refusals stand in bot.query.refusals, so that they can be said where there is no language yet.
CHINESE = {**zh_hans.TEXTS, **{f"query.{code}": sentence for code, sentence in SENTENCES.items()}}
LANGUAGES = {"zh-Hans": CHINESE, "zh-Hant": zh_hant.TEXTS, "en": en.TEXTS}

SHADES = {condition.value for condition in Condition} | {"stopped", "overdue"}

# A key that is put together in code, and what may stand in the place of the value.
MADE = {
    "field.": {*FIELD_ORDER},
    "topic.": {pack.name for pack in load()} | {"none"},
    "menu.": {command.name for command in COMMANDS},
    "help.": {command.name for command in COMMANDS},
    "history.lane.": {lane.name.lower() for lane in Lane},
    "board.colour.": {colour.name.lower() for colour in Colour},
    "mode.": {mode.value for mode in Mode},
    "reply.word.": {*ACTS},
    "talk.": {wish.value for wish in COURTESY},
    "sub.mode.": {mode.value for mode in Mode},
    "promise.": {mode.value for mode in Mode},
    "several.row.": {End.MADE.value, End.KNOWN.value, End.RETUNED.value},
    "button.apart.": {"sub", "edit", "search"},
    "button.mode.": {Mode.ALERT.value, Mode.DIGEST.value},
    "button.digest.": {"quiet", "always"},
    "query.": {*SENTENCES},
    "import.setting.": {one.name for one in fields(Settings)},
    "changed.": {How.ADDED.value, How.REMOVED.value},
    "changed.part.": {part.value for part in Part},
    "search.order.": {order.name.lower() for order in Order},
    "button.sort.": {order.name.lower() for order in Order},
    "export.": {*FILES},
    "button.export.": {*FILES},
    "import.": {one.value for one in (*Change, *Left) if one is not Left.QUERY},
    "import.kind.": {*READERS},
    "condition.": SHADES,
    "notice.source.": SHADES,
    "colour.": {colour.name.lower() for colour in Colour},
    "warning.over.": {*ENDINGS, "replaced"},
    "warning.ended.": {*ENDINGS, "replaced"},
    "warning.notice.": {*RINGING, "replaced"},
    "warning.state.": {Stage.RAISED, Stage.LOWERED},
    "warnings.stage.": {*Stage} - ENDED,
    "kind.": {kind.value for kind in Kind},
    "mute.": {kind.value for kind in Muted},
    "muted.": {kind.value for kind in Muted},
    "undo.what.": {act.value for act in Act},
    "undo.done.": {act.value for act in Act},
    "button.start.": {step.value for step in Welcome if step is not Welcome.DONE},
    "help.shelf.": {*SHELVES},
    "profile.step.": {*Step},
    "profile.ask.": {*Step},
    "profile.size.": {*Size},
    "profile.purpose.": {*Purpose},
    "profile.guarantee.": {*Guarantee},
    "profile.industry.": {*Trade},
    "profile.telling.": {*Telling},
    "profile.button.tell.": {*Telling},
    "profile.verdict.": {verdict.name.lower() for verdict in Verdict},
    "profile.aspect.": {*Aspect},
    "profile.note.": {*NOTES, "wanted"},
}
# What is written out for completeness: any field of an article may one day be a place of a hit.
SPARE = {"field.correspondents", "field.page", "field.topics"}

# A line of a phone holds about twenty Chinese characters; ten such lines fill its screen.
SCREEN = 200
LATIN_SCREEN = 400


def places(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?:\}|:)", sentence))


def literals() -> set[str]:
    """Every string that stands in the code of the bot, outside the tables themselves."""
    found: set[str] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        if path.parent.name != "texts" or path.name == "__init__.py":
            tree = ast.parse(path.read_text("utf-8"))
            found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def asked() -> set[str]:
    """The literal keys of calls such as `t("…")`, `t.styled("…")`, `turn.say("…")`; both branches of a choice."""
    found: set[str] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _speaks(node.func):
                found |= {n.value for n in _branches(node.args[0]) if isinstance(n.value, str)}
    return found


def _speaks(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in ("t", "styled", "say")


def _branches(node: ast.expr) -> list[ast.Constant]:
    if isinstance(node, ast.IfExp):
        return _branches(node.body) + _branches(node.orelse)
    return [node] if isinstance(node, ast.Constant) else []


def test_every_language_has_the_same_keys() -> None:
    assert set(TABLES) == set(LANGUAGES)
    for language, table in LANGUAGES.items():
        assert set(table) == set(CHINESE), language


def test_every_language_fills_the_same_places() -> None:
    for key, sentence in CHINESE.items():
        for language, table in LANGUAGES.items():
            if key != "day":  # 6月9日 needs the month's number, 9 June its name
                assert places(table[key]) == places(sentence), (language, key)


def test_every_key_that_is_asked_for_is_there() -> None:
    keys = asked()
    assert len(keys) > 80, "the walk over the code finds the calls"
    assert keys <= set(CHINESE)


@pytest.mark.parametrize("prefix", sorted(MADE))
def test_every_key_that_is_put_together_is_there(prefix: str) -> None:
    assert {prefix + name for name in MADE[prefix]} <= set(CHINESE)


def test_no_key_is_unused() -> None:
    made = {prefix + name for prefix, names in MADE.items() for name in names}
    assert set(CHINESE) - literals() - made - SPARE == set()


def test_no_line_fills_a_phone() -> None:
    for language, table in LANGUAGES.items():
        most = LATIN_SCREEN if language == "en" else SCREEN
        for key, sentence in table.items():
            assert max(map(len, sentence.split("\n"))) <= most, (language, key)


def test_marks_are_closed() -> None:
    for language, table in LANGUAGES.items():
        for key, sentence in table.items():
            assert sentence.count("**") % 2 == 0, (language, key)
            assert sentence.count("`") % 2 == 0, (language, key)


def test_chinese_sentences_use_chinese_punctuation() -> None:
    for key, sentence in CHINESE.items():
        bare = re.sub(r"`[^`]*`", "", sentence)
        assert not re.search(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(?!\w)", bare), key


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_is_explained(command: Command) -> None:
    name = command.name
    assert name in ANSWERS
    for table in LANGUAGES.values():
        assert 0 < len(table[f"menu.{name}"]) <= 256  # Telegram's limit for a menu's description
        assert table[f"help.{name}"]


def test_every_command_has_a_chinese_word_of_its_own() -> None:
    words = [word for command in COMMANDS for word in command.words]
    assert len(words) == len(set(words))
    for command in COMMANDS:
        for word in command.words:
            assert re.fullmatch(r"[\u4e00-\u9fff]+", word)
            assert read(word).command == command.name, word


def test_what_the_help_shows_is_understood() -> None:
    """Each example in the help is a command that exists."""
    for table in LANGUAGES.values():
        for key, sentence in table.items():
            for example in re.findall(r"`(/[^`]+)`", sentence):
                example = example.replace("{command}", "why").replace("{line}", "/why")
                assert read(re.sub(r"\{\w+\}", "x", example)).command, (key, example)


def test_the_language_of_an_app() -> None:
    tags = ("zh-hans", "zh", "zh-TW", "zh-hant-hk", "zh_MO", "zh-Hans-TW", "en", "fr-CA")
    said = ["zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "zh-Hant", "zh-Hans", "en", "en"]
    assert [spoken(tag) for tag in tags] == said


def test_what_is_not_ours_is_not_converted() -> None:
    assert zh_hant.converted("来源{name}没有{里}") == "來源{name}沒有{里}"


# -- what a fixed stock of words says ----------------------------------------------------------------------------------


def test_one_is_not_many() -> None:
    t = texts("en")
    assert t("deadline.left", days=1) == "1 day left"
    assert t("deadline.left", days=2) == "2 days left"
    assert t("issue.row", day="9 Jun", pages=1, count=8).strip(" ,") == "9 Jun, 1 page, 8 articles"
    assert t.styled("unknown.found", text="x", count=1, span="y").text == "“x” appears in 1 article in y."


def test_no_english_count_stands_before_a_plural_of_its_own() -> None:
    """“1 days”: a count is followed by both forms, {count:day|days}, unless it is never one."""
    counted = r"\{(?:count|days|total|pages|times|papers)\}(?:\*\*)? (?:more |new |saved )?[a-z]+s\b"
    # Several brought it, several are in it, so much is too much, it happened again and again.
    several = {"quit.which", "mute.which", "reply.which", "digest.many", "sub.broad", "sub.lines", "query.too_many"}
    several |= {"notice.source.flapping"}
    assert {key for key, sentence in en.TEXTS.items() if re.search(counted, sentence)} - several == set()


@pytest.mark.parametrize(
    ("kind", "printed", "english", "hant"),
    [
        ("hazard", "暴雨", "rainstorm", "暴雨"),
        ("hazard", "雷雨大风", "thunderstorm gale", "雷雨大風"),
        ("hazard", "怪兽", "怪兽", "怪兽"),
        ("sky", "晴间多云", "mostly sunny", "晴間多雲"),
        ("sky", "多云转小到中雨", "cloudy, then light to moderate rain", "多雲轉小到中雨"),
        ("sky", "多云,夜里有雷阵雨", "cloudy, at night thundershowers", "多雲,夜裡有雷陣雨"),
        ("sky", "天女散花", "天女散花", "天女散花"),
        ("wind", "南风3级", "south wind force 3", "南風3級"),
        ("wind", "东北风3～4级，阵风6级", "north-east wind force 3–4, gusts of force 6", "東北風3～4級，陣風6級"),
        ("wind", "偏北风4级左右", "northerly wind force 4", "偏北風4級左右"),
        ("matter", "听证会报名", "public hearing registration", "聽證會報名"),
        ("matter", "首批财政贴息申报", "first-round fiscal interest subsidy applications", "首批財政貼息申報"),
        ("matter", "向市司法局提交", "向市司法局提交", "向市司法局提交"),
        ("place", "金水区", "Jinshui District (金水区)", "金水區"),
        ("spot", "二七区", "Erqi", "二七區"),
        ("place", "于都县", "Yudu County (于都县)", "于都縣"),
        ("spot", "台州市", "Taizhou", "台州市"),
    ],
)
def test_what_is_said_with_a_fixed_stock_of_words_is_told_in_the_readers_own(
    kind: str, printed: str, english: str, hant: str
) -> None:
    assert [getattr(texts(language), kind)(printed) for language in TABLES] == [printed, hant, english]


def test_every_official_signal_has_an_english_name() -> None:
    """The signals of the national rules, and those that counties issue most beside them."""
    national = (
        "台风 暴雨 暴雪 寒潮 大风 沙尘暴 高温 干旱 雷电 冰雹 霜冻 大雾 "
        "霾 道路结冰 低温 雷雨大风 森林火险 地质灾害 山洪灾害 强对流 重污染天气"
    )
    assert [one for one in national.split() if closed.hazard(one).isascii() is False or not closed.hazard(one)] == []


def test_topics_are_called_alike_everywhere() -> None:
    assert {pack.name: pack.title("en") for pack in load()} == {
        pack.name: texts("en")(f"topic.{pack.name}") for pack in load()
    }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_word_that_is_shown_in_traditional_characters_works(command: Command) -> None:
    """匯入, 意見回饋: what help and menu call a command can be typed."""
    t = texts("zh-Hant")
    assert {word: read(t.word(word)).command for word in command.words} == dict.fromkeys(command.words, command.name)
    for line in re.findall(r"`([^`{}]+)`", zh_hant.TEXTS[f"help.{command.name}"]):
        assert read(line).command or line.startswith("@"), line


# What a mainland reader takes for granted, or OpenCC for another word.
@pytest.mark.parametrize(
    "word",
    [
        "繫結",
        "許可權",
        "裝置",
        "釋出",
        "反饋",
        "頻道里",
        "關鍵詞",
        "列表",
        "條目號",
        "企業畫像",
        "物件",
        "命令",
        "設定檔案",
        "訂閱源",
        "數字報",
        "格林尼治",
        "私聊",
        "執行這個",
        "群組組",
    ],
)
def test_traditional_sentences_have_no_word_of_the_mainland(word: str) -> None:
    assert {key: sentence for key, sentence in zh_hant.TEXTS.items() if word in sentence} == {}
    assert [key for key, sentence in zh_hant.TEXTS.items() if re.search("(?<!恢)回復", sentence)] == []


def test_english_words_are_known_by_what_the_papers_say() -> None:
    words = english.load()
    assert len(words) >= 200
    assert words["parking"] == "停车"
    assert [said for said in words if said != said.lower() or said != " ".join(said.split())] == []
    assert [chinese for chinese in words.values() if not re.fullmatch("[\u4e00-\u9fff、]+", chinese)] == []
    assert all(parse(chinese) for chinese in words.values())


@pytest.mark.parametrize(
    ("said", "command", "rest"),
    [
        ("subscribe to parking", "sub", "parking"),
        ("sub loan or subsidy", "sub", "loan or subsidy"),
        ("search loans", "search", "loans"),
        ("area Zhongmu County", "area", "Zhongmu County"),
        ("help sub", "help", "sub"),
        ("unsubscribe 2", "unsub", "2"),
        ("unsubscribe all", "unsub", "all"),
        ("Search for parking", "search", "parking"),
        ("weather forecast", "", "weather forecast"),
        ("history museum", "", "history museum"),
        ("subway", "", "subway"),
    ],
)
def test_an_english_verb_with_its_object_is_a_command(said: str, command: str, rest: str) -> None:
    line = read(said)
    assert (line.command, line.rest) == (command, rest)
