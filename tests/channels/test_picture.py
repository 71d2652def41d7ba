"""The pictures of a chat for the documentation."""

from __future__ import annotations

import importlib.util
import io
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from bot.lines import CLOSING, OPENING
from bot.model import Button, Message
from bot.styled import bold, code, join, link, plain, quote
from watchers.codec import to_json

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture() -> ModuleType:
    path = Path(__file__).parents[2] / "docs" / "picture.py"
    spec = importlib.util.spec_from_file_location("picture", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["picture"] = module
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(path.parent))
        spec.loader.exec_module(module)
    return module


def message() -> Message:
    sentence = "市气象台发布：预计未来三小时（至二十时）部分地区降雨量将达五十毫米以上，“请注意防范”；详见《通知》。"
    body = join("\n", [bold('A<B & "C"'), sentence * 3, quote(sentence), link("原文", "https://a.cn") + code("/why 1")])
    return Message(body=body, buttons=((Button(label="更多", data="m"), Button(label="很长" * 20, data="n")), ()))


def test_the_signs_of_messages_are_drawn_so_that_no_font_is_needed(picture: ModuleType) -> None:
    drawing = picture.draw([Message(body=plain("⚠️ 暴雨黄色预警 🟡\n✅ 已订阅"))])
    assert not {*"⚠✅🟡\ufe0f"} & {*drawing}
    assert drawing.count("<g transform") == 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_character_is_drawn_inside_the_phone(picture: ModuleType, theme: str) -> None:
    root = ET.fromstring(picture.draw(["/sub 暴雨", message(), Message(body=plain("好"))], theme=theme))
    lines = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert "".join(message().body.text.split()) in "".join("".join(lines).split()).replace("07:00", "")
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= picture.WIDTH
        assert float(box.get("y", 0)) + float(box.get("height", 0)) <= float(root.get("height", 0))
    assert any(line.endswith("…") for line in lines), "the long label is cut"


def test_lines_are_set_as_chinese_is(picture: ModuleType) -> None:
    lines = [row.text.text for row in picture.rows(message().body, 300)]
    assert len(lines) > 8
    assert not [line for line in lines if line[0] in CLOSING or line[-1] in OPENING]


def test_the_command_takes_what_the_codec_writes(
    picture: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "chat.svg"
    monkeypatch.setattr(sys, "argv", ["picture.py", str(out), "--theme", "dark"])
    monkeypatch.setattr(sys, "stdin", io.StringIO(to_json(message())))
    picture.main()
    assert out.read_text("utf-8") == picture.draw([message()], theme="dark")
