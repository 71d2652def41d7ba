"""The sentences that people read: complete in every language, all of them used, none too long for a phone."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.chat import ANSWERS
from bot.chat.commands import COMMANDS, SHELVES, Command, read
from bot.chat.exporting import FILES
from bot.chat.replies import ACTS
from bot.compose.items import FIELD_ORDER
from bot.exports import Settings
from bot.imports import READERS, Change, Left
from bot.model import Act, Lane, Mode, Muted, Welcome
from bot.packs import load
from bot.profile.model import Guarantee, Purpose, Size, Step, Telling
from bot.profile.offer import Aspect
from bot.profile.reasons import NOTES, Verdict
from bot.profile.trades import Trade
from bot.query.refusals import SENTENCES
from bot.relevance import Order
from bot.texts import TABLES, en, spoken, zh_hans, zh_hant
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
    "sub.mode.": {mode.value for mode in Mode},
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
    return set(re.findall(r"\{(\w+)\}", sentence))


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
                assert read(re.sub(r"\{\w+\}", "x", example)).command, (key, example)


def test_the_language_of_an_app() -> None:
    tags = ("zh-hans", "zh", "zh-TW", "zh-hant-hk", "zh_MO", "zh-Hans-TW", "en", "fr-CA")
    said = ["zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "zh-Hant", "zh-Hans", "en", "en"]
    assert [spoken(tag) for tag in tags] == said


def test_what_is_not_ours_is_not_converted() -> None:
    assert zh_hant.converted("来源{name}没有{里}") == "來源{name}沒有{里}"
