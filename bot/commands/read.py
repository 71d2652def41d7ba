"""`baoxiao read`: page texts → articles with facts. Touches no database."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.commands.output import line
from bot.model import Topic
from bot.wiring import finder, reader
from watchers.charset import decode
from watchers.codec import to_builtins
from watchers.errors import BaoxiaoError, FetchError, ParseError, refusal
from watchers.model import Article, Event, Issue, Page, Phone, Programme
from watchers.paper import LARGEST, located, page_label

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?!\d)")
_HIDDEN = frozenset({"paper", "summary", "url", "pages", "facts", "key", "warning", "pictures", "pdf"})


def read(asked: Namespace) -> int:
    """Every file is tried; those that cannot be read are named on stderr and make the status 1."""
    failed = False
    articles: list[Article] = []
    for issue, files in _issues(asked.files, asked.day, asked.paper):
        pages: list[Page] = []
        for file, label in files.items():
            try:
                pages.append(_page(file, label))
            except BaoxiaoError as wrong:
                failed = True
                print(f"baoxiao: {file}：{wrong}", file=sys.stderr)
        if asked.explain:
            for page in pages:
                _explain(page, issue, asked)
        elif pages:
            articles += reader()(issue, pages)
    if asked.explain:
        return 1 if failed else 0
    find = finder()
    for article in articles:
        topics = find.topics(article)
        words = find.keywords(article)
        line(_object(article, topics, words)) if asked.json else _show(article, [topic.name for topic in topics], words)
    return 1 if failed else 0


def _explain(page: Page, issue: Issue, asked: Namespace) -> None:
    from bot.commands.explained import explain

    explain(page, issue.paper, issue.day, as_json=asked.json)


def _issues(paths: Sequence[Path], day: date | None, paper: str) -> list[tuple[Issue, dict[Path, str]]]:
    """The issues that the files make up, each with its files and their page labels, in the order of the files.

    Laid out as a watched folder is, a file's path tells its paper and its day; else the files of a folder are together.
    """
    issues: dict[tuple[Issue, Path | str], dict[Path, str]] = {}
    for file in _files(paths):
        placed = located(file.absolute().as_posix(), paper)
        if placed:
            known = Issue(paper=paper or placed[0].paper, day=day or placed[0].day)
            issues.setdefault((known, placed[0].paper), {})[file] = placed[1]
        else:
            known = Issue(paper=paper, day=day or _dated(file) or date.today())
            issues.setdefault((known, file.parent), {})[file] = page_label(file.stem)
    return [(issue, files) for (issue, _), files in issues.items()]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise FetchError(f"读不了文件夹 {path}（没有权限）：请给自己读取权限。")
        files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        if path.is_dir() and not files:
            raise FetchError(f"{path} 里没有 .txt 版面文本：请换一个文件夹，或把每一版存成一个 .txt 文件。")
        yield from files


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


def _page(file: Path, label: str) -> Page:
    try:
        if file.stat().st_size > LARGEST:
            raise ParseError(f"超过 {LARGEST // 1_000_000} MB，不像一个版面：请检查是不是放错了文件。")
        raw = file.read_bytes()
    except OSError as wrong:
        raise FetchError(f"读不了（{refusal(wrong)}）：请检查路径和权限。") from None
    text = decode(raw)
    if not text.strip():
        raise ParseError("是空的：请检查是不是还没有写完，或转换出了错。")
    return Page(label=label, text=text, file=str(file))


def _object(article: Article, topics: Sequence[Topic], words: Sequence[str]) -> dict[str, object]:
    """The contract of `read --json`: the article's fields with its facts beside them.

    The promised keys keep their shape for the scripts that read them; what else is known of a deadline, an amount, a
    programme, a place or a topic stands under a key of its own. `summary` is of the article's own sentences, `minutes`
    the time to read it.
    """
    from bot.compose import summary
    from bot.keywords import minutes
    from watchers.gazetteer import load

    plain = to_builtins(article)
    facts = plain["facts"]
    shown = {key: value for key, value in plain.items() if key not in _HIDDEN}
    told = {
        "deadlines": [{"date": one["date"], "what": one["what"]} for one in facts["deadlines"]],
        "deadline_details": facts["deadlines"],
        "amounts": [{"text": one["text"], "cny": one["cny"]} for one in facts["amounts"]],
        "amount_details": facts["amounts"],
        "topics": [topic.name for topic in topics],
        "topic_reasons": [{"name": one.name, "score": round(one.score, 3), "words": one.words} for one in topics],
        "summary": "".join(summary(article).sentences),
        "keywords": list(words),
        "minutes": minutes(article),
        "place_paths": ["/".join((*load().parents(place), place)) for place in article.facts.places],
    }
    return {"file": article.file, **shown, **facts, **told}


def _show(article: Article, topics: Sequence[str], words: Sequence[str]) -> None:
    from bot.compose import summary
    from bot.keywords import minutes
    from bot.styled import Styled, bold, italic, join
    from bot.terminal import Terminal
    from bot.texts import texts

    t = texts("zh-Hans")
    terminal = Terminal()
    names = "、".join(t(f"topic.{name}") for name in topics if t.knows(f"topic.{name}"))
    facts = article.facts
    rows = [
        ("引题", article.kicker), ("副题", article.subhead), ("栏目", article.column), ("署名", article.byline),
        ("电头", article.dateline), ("主题", names),
        ("摘要", "".join(summary(article).sentences)), ("关键词", "、".join(words)), ("地区", "、".join(facts.places)),
        ("机构", "、".join(facts.organisations)), ("文件", "、".join(facts.documents)),
        ("简称", "；".join(f"{one.short}：{one.full}" for one in facts.short_forms)),
        ("金融产品", "；".join(_loan(one) for one in facts.financing)),
        ("金额", "、".join(amount.text for amount in facts.amounts)),
        ("期限", "；".join(f"{one.date} {one.what}（{one.words}）" for one in facts.deadlines)),
        ("活动", "；".join(_event(one) for one in facts.events)),
        ("电话", "；".join(_phone(one) for one in facts.phones)),
        ("预报", "；".join(f"{one.date} {one.text} {one.low}～{one.high}℃" for one in facts.forecast)),
        ("图注", "；".join(article.captions)),
        ("下转", str(article.jump_to or "")), ("上接", str(article.jump_from or "")),
    ]  # fmt: skip
    head = f"{article.page or '?'}版-{article.order}　" + bold(article.headline or t("untitled"))
    body = article.body if len(article.body) <= 120 else article.body[:80] + " … " + article.body[-30:]
    told = [Styled(f"  {name}：{value}") for name, value in rows if value]
    size = italic(f"  正文 {len(article.body)} 字，约 {minutes(article)} 分钟读完：" + body.replace("\n", " ¶ "))
    terminal.line(join("\n", [head, *told, size]))
    terminal.line()


def _loan(programme: Programme) -> str:
    """惠农贷（某银行，100万元，3年，面向农户）: what the article says of it, and no more."""
    whom = f"面向{programme.who}" if programme.who else ""
    told = [programme.provider, programme.amount, programme.rate, programme.term, whom, programme.hotline]
    known = "，".join(filter(None, told))
    return f"{programme.name}（{known}）" if known else programme.name


def _event(event: Event) -> str:
    days = "—".join(dict.fromkeys(str(day) for day in (event.first or "", event.last)))
    return " ".join(filter(None, (event.what, days, event.time, event.place)))


def _phone(phone: Phone) -> str:
    return f"{phone.number}（{phone.whose}）" if phone.whose else phone.number
