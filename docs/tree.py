"""The tree of the README, a line a file, from the files' own first sentences. `make tree` writes it anew."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- tree -->\n", "<!-- /tree -->"
WIDTH = 30
LONGEST = 104


def tree() -> str:
    """Both sides, package by package."""
    return "\n".join(line for side in ("watchers", "bot") for line in _folder(ROOT / side, 0))


def _folder(folder: Path, depth: int) -> Iterator[str]:
    yield _line(f"{folder.name}/", folder / "__init__.py", depth)
    for path in sorted(folder.iterdir(), key=lambda one: (one.is_dir(), one.name)):
        if path.is_dir() and (path / "__init__.py").exists():
            yield from _folder(path, depth + 1)
        elif path.suffix == ".py" and path.name != "__init__.py":
            yield _line(path.name, path, depth + 1)


def _line(name: str, path: Path, depth: int) -> str:
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    sentence = re.split(r"(?<=\.)\s", told.partition("\n")[0])[0].rstrip(".")
    shown = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
    return f"{'  ' * depth + name:<{WIDTH}}{shown}".rstrip()


def written(readme: str) -> str:
    """The README with the tree as it is now."""
    head, _, rest = readme.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}```\n{tree()}\n```\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
