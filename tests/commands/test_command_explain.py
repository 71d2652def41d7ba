"""`baoxiao read --explain`: the page, block by block, with roles and reasons in Chinese, in eighty columns."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from bot.commands.reasons import ROLES, said
from bot.lines import cells
from commands.conftest import PAPERS, ROOT, Call
from watchers.reading import Role

PAGE = PAPERS / "商都日报" / "2026-06-09" / "02.txt"
HAN = re.compile(r"[一-鿿]")


def test_every_block_is_shown_with_its_role_and_reason(baoxiao: Call) -> None:
    ran = baoxiao("read", "--explain", PAGE)
    assert (ran.status, ran.err) == (0, "")
    assert "\x1b" not in ran.out  # a pipe gets no colour
    for shown in ("栏目  ", "引题  ", "主题  ", "署名  ", "正文  ", "领先", "下面就是电头、署名或上接 +4.0"):
        assert shown in ran.out
    assert max(sum(map(cells, line)) for line in ran.out.splitlines()) <= 80


def test_every_character_of_the_page_is_told_as_json(baoxiao: Call) -> None:
    ran = baoxiao("read", "--explain", "--json", PAGE)
    blocks = [json.loads(line) for line in ran.out.splitlines()]
    text = PAGE.read_text("utf-8")
    assert all(block["text"] == text[block["start"] : block["end"]] for block in blocks)
    told = "".join("".join(block["text"].split()) for block in blocks)
    assert told == "".join(re.sub(r"(?m)^#+", "", text).split())
    assert {block["role"] for block in blocks} <= set(Role)
    weighed = [block for block in blocks if block["rival"]]
    assert weighed
    assert all(block["margin"] >= 0 and block["clues"] is not None for block in weighed)


def test_an_unreadable_file_is_named_and_the_others_are_explained(baoxiao: Call, tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("", "utf-8")
    (tmp_path / "02.txt").write_text(PAGE.read_text("utf-8"), "utf-8")
    ran = baoxiao("read", "--explain", tmp_path)
    assert ran.status == 1
    assert "01.txt" in ran.complaint
    assert "主题  " in ran.out


def test_every_role_and_every_reason_of_the_reader_has_its_words() -> None:
    assert set(ROLES) == set(Role)
    assert len(reasons()) > 90
    for reason in sorted(reasons()):
        assert HAN.search(said(reason)), reason


def reasons() -> set[str]:
    """What the reader's rules give as reasons: the words beside a weight, and those set as a reason."""
    found: set[str] = set()
    for file in (ROOT / "watchers" / "reading").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            said_here: list[ast.expr] = []
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and _weighs(node.elts[0]):
                said_here = [node.elts[1]]
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Piece", "_move"):
                said_here = [node.args[-1]]
            elif isinstance(node, ast.Return) and file.stem == "joins" and node.value is not None:
                said_here = [node.value]
            found |= {one.value for one in said_here if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {reason for reason in found if reason}


def _weighs(node: ast.expr) -> bool:
    number = node.operand if isinstance(node, ast.UnaryOp) else node
    return not isinstance(number, ast.Constant) or isinstance(number.value, float)
