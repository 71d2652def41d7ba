"""`baoxiao read`: page texts → articles with facts. Touches no database."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.commands.output import line
from bot.wiring import finder, reader
from watchers.charset import decode
from watchers.codec import to_builtins
from watchers.errors import BaoxiaoError, FetchError, ParseError, refusal
from watchers.model import Article, Issue, Page
from watchers.paper import LARGEST, page_label

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?!\d)")
_HIDDEN = frozenset({"paper", "summary", "url", "pages", "facts"})


def read(asked: Namespace) -> int:
    """Every file is tried; those that cannot be read are named on stderr and make the status 1."""
    failed = False
    articles: list[Article] = []
    for (day, _), files in groupby(_issues(asked.files, asked.day), key=lambda one: (one[0], one[1].parent)):
        pages: list[Page] = []
        for _, file in files:
            try:
                pages.append(_page(file))
            except BaoxiaoError as wrong:
                failed = True
                print(f"baoxiao: {file}：{wrong}", file=sys.stderr)
        if pages:
            articles += reader()(Issue(paper=asked.paper, day=day), pages)
    find = finder()
    for article in articles:
        topics = [topic.name for topic in find.topics(article)]
        line(_object(article, topics)) if asked.json else _show(article, [*topics])
    return 1 if failed else 0


def _issues(paths: Sequence[Path], day: date | None) -> Iterator[tuple[date, Path]]:
    for path in paths:
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise FetchError(f"读不了文件夹 {path}（没有权限）：请给自己读取权限。")
        files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        if path.is_dir() and not files:
            raise FetchError(f"{path} 里没有 .txt 版面文本：请换一个文件夹，或把每一版存成一个 .txt 文件。")
        for file in files:
            yield day or _dated(file) or date.today(), file


def _dated(file: Path) -> date | None:
    """The date in the file's own path: the nearest part that holds one."""
    for part in reversed(file.absolute().parts):
        found = _DATE.search(part)
        if found:
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _page(file: Path) -> Page:
    try:
        if file.stat().st_size > LARGEST:
            raise ParseError(f"超过 {LARGEST // 1_000_000} MB，不像一个版面：请检查是不是放错了文件。")
        raw = file.read_bytes()
    except OSError as wrong:
        raise FetchError(f"读不了（{refusal(wrong)}）：请检查路径和权限。") from None
    text = decode(raw)
    if not text.strip():
        raise ParseError("是空的：请检查是不是还没有写完，或转换出了错。")
    return Page(label=page_label(file.stem), text=text, file=str(file))


def _object(article: Article, topics: Sequence[str]) -> dict[str, object]:
    """The contract of `read --json`: the article's fields with its facts beside them."""
    plain = to_builtins(article)
    facts = plain["facts"]
    shown = {key: value for key, value in plain.items() if key not in _HIDDEN}
    deadlines = [{"date": one["date"], "what": one["what"]} for one in facts["deadlines"]]
    return {"file": article.file, **shown, **facts, "deadlines": deadlines, "topics": list(topics)}


def _show(article: Article, topics: Sequence[str]) -> None:
    from bot.styled import Styled, bold, italic, join
    from bot.terminal import Terminal
    from bot.texts import texts

    t = texts("zh-Hans")
    terminal = Terminal()
    names = "、".join(t(f"topic.{name}") for name in topics if t.knows(f"topic.{name}"))
    facts = article.facts
    rows = [
        ("引题", article.kicker), ("副题", article.subhead), ("栏目", article.column), ("署名", article.byline),
        ("电头", article.dateline), ("主题", names), ("地区", "、".join(facts.places)),
        ("文件", "、".join(facts.documents)), ("金融产品", "、".join(facts.programmes)),
        ("金额", "、".join(amount.text for amount in facts.amounts)),
        ("期限", "；".join(f"{one.date} {one.what}（{one.words}）" for one in facts.deadlines)),
        ("预报", "；".join(f"{one.date} {one.text} {one.low}～{one.high}℃" for one in facts.forecast)),
        ("图注", "；".join(article.captions)),
        ("下转", str(article.jump_to or "")), ("上接", str(article.jump_from or "")),
    ]  # fmt: skip
    head = f"{article.page or '?'}版-{article.order}　" + bold(article.headline or t("untitled"))
    body = article.body if len(article.body) <= 120 else article.body[:80] + " … " + article.body[-30:]
    told = [Styled(f"  {name}：{value}") for name, value in rows if value]
    size = italic(f"  正文 {len(article.body)} 字：" + body.replace("\n", " ¶ "))
    terminal.line(join("\n", [head, *told, size]))
    terminal.line()
