"""Reading an issue: page after page, article after article, each asked for once; what does not come stays owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from watchers.epaper import addresses
from watchers.epaper.article import Printed, read_article
from watchers.epaper.finding import Desk
from watchers.epaper.jumping import release, take
from watchers.epaper.memory import (
    MOST_EMPTY,
    Edition,
    Item,
    Owed,
    Sheet,
    add_sheets,
    list_articles,
)
from watchers.epaper.skipping import NO_TEXT, skipped
from watchers.epaper.trouble import Trouble
from watchers.epaper.writing import Spot, written
from watchers.errors import BaoxiaoError, FetchError, LaterError, LayoutError, MissingError, ParseError
from watchers.model import Article
from watchers.ports import Fetched

# So many articles are handed on together: a visit may end behind any of them.
BATCH = 5
# So many requests that fail one after another are the server's trouble and not the page's.
DOWN = 3
# A chain of “下一版” has an end, whatever a site links in a circle.
MOST_SHEETS = 200


def read_edition(desk: Desk, edition: Edition, day: date) -> Iterator[list[Article]]:
    """What can be read of it now, in small batches without facts; then raises what went wrong, if anything did."""
    steps, batch = _steps(desk, edition, day), list[Article]()
    wrong: BaoxiaoError | None = None
    while True:
        try:
            found = next(steps, None)
        except BaoxiaoError as raised:
            wrong = raised
            break
        if found is None:
            break
        batch += found
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch or desk.raw or wrong:
        yield batch
    if wrong:
        raise wrong


def _steps(desk: Desk, edition: Edition, day: date) -> Iterator[Sequence[Article]]:
    """One step a request. A page with parts of articles that are held back comes before the others."""
    yield release(edition)  # what the last visit came to hold at its very end
    while sheet := _next_sheet(desk, edition):
        if sheet.due(desk.now):
            _list(desk, edition, sheet, day)
        for item in sheet.items:
            if item.due(desk.now):
                yield _article(desk, edition, sheet, item, day)
        yield release(edition)
        _refuse_empty(desk, edition, sheet)
    _refuse_bare(desk, edition)


def _next_sheet(desk: Desk, edition: Edition) -> Sheet | None:
    due = [sheet for sheet in edition.sheets if sheet.due(desk.now) or any(item.due(desk.now) for item in sheet.items)]
    wanted = {number for part in edition.parts for number in (part.jump_to, part.jump_from)} - {None}
    begun = (sheet for sheet in due if sheet.label and not sheet.due(desk.now))
    named = (sheet for sheet in due if addresses.number(sheet.label) in wanted)
    return next(chain(begun, named, due), None)


def _fetched(desk: Desk, one: Owed) -> Fetched | None:
    """What came; None when nothing did, and then it is put off. Raises when the server as a whole is in trouble."""
    try:
        fetched = desk.page(one.url, one.validator)
    except LaterError:
        raise
    except MissingError:
        one.put_off(desk.now)
        return None
    except FetchError:
        one.put_off(desk.now)
        desk.failed += 1
        if desk.failed >= DOWN:
            raise
        return None
    desk.failed = 0
    return fetched


def _list(desk: Desk, edition: Edition, sheet: Sheet, day: date) -> None:
    """Read the index of a page. What stood on it stays on it, whatever comes there later."""
    fetched = _fetched(desk, sheet)
    if fetched is None:
        return
    if fetched.unchanged:
        sheet.came(fetched.validator, sheet.cut)
        return
    try:
        index = desk.index(fetched)
    except ParseError:
        sheet.put_off(desk.now)
        return
    if index.trouble is Trouble.LOGIN:
        sheet.put_off(desk.now)
        raise LayoutError(f"{sheet.url} 要求登录才能看：请在浏览器里确认，或换一个来源。")
    other_day = bool(index.days) and day not in index.days
    if other_day or (index.trouble and not index.articles):
        sheet.put_off(desk.now)
        return
    desk.keep(sheet.url, fetched)
    if len(edition.sheets) < MOST_SHEETS:
        add_sheets(edition, index.pages if sheet is edition.sheets[0] else ())
    list_articles(edition, sheet, index, fetched.validator, desk.now)


def _article(desk: Desk, edition: Edition, sheet: Sheet, item: Item, day: date) -> Sequence[Article]:
    """Fetch an article and read it; nothing when it did not come, has not changed, or is none."""
    fetched = _fetched(desk, item)
    if fetched is None:
        return ()
    if fetched.unchanged:
        item.came(fetched.validator, item.cut)
        return ()
    try:
        printed = desk.apart(read_article, fetched.body, fetched.content_type, fetched.url)
    except ParseError:
        printed = Printed(trouble=Trouble.GONE)
    if _elsewhere(item.url, fetched.url):
        printed = Printed(trouble=Trouble.GONE)
    pdf = sheet.pdf
    spot = Spot(
        paper=desk.source.paper, day=day, page=sheet.label, order=sheet.items.index(item) + 1, url=item.url,
        title=item.title, pdf=pdf,
    )  # fmt: skip
    article = written(printed, spot)
    why = skipped(article.headline, article.body)
    if not article.body and not printed.pictures and why in ("", NO_TEXT):
        _nothing_on(item, printed, edition, desk)
        return ()
    desk.keep(item.url, fetched)
    item.came(fetched.validator, printed.cut)
    item.empty = False
    if why or not article.body:
        if article.body:
            edition.left_out[item.url] = why
        return ()
    return take(edition, article)


def _nothing_on(item: Item, printed: Printed, edition: Edition, desk: Desk) -> None:
    """The page came without a text. One that is whole, and of a known layout, is believed after some tries."""
    item.empty = not item.got
    item.put_off(desk.now)
    whole = bool(printed.variant and printed.title) and not printed.trouble and not printed.cut
    if whole and item.tries >= MOST_EMPTY and not _mostly_empty(list(edition.items)):
        item.owed = False


def _elsewhere(asked: str, found: str) -> bool:
    """Whether the server led from the article to another day or to a page, as some do instead of saying 404."""
    there = addresses.day_in(found)
    other = there is not None and addresses.day_in(asked) not in (None, there)
    return other or (addresses.page_file(found) and not addresses.page_file(asked))


def _mostly_empty(items: Sequence[Item]) -> bool:
    """Whether most of what came had no text: no matter of one article, but of the site."""
    tried = [item for item in items if item.tries or not item.owed]
    empty = [item for item in tried if item.empty]
    return len(empty) >= 2 and 2 * len(empty) > len(tried)


def _refuse_empty(desk: Desk, edition: Edition, sheet: Sheet) -> None:
    """Raise LayoutError when the articles of a page, or of the whole issue, mostly come without text."""
    if any(item.empty and item.after and item.after > desk.now for item in sheet.items) and (
        _mostly_empty(sheet.items) or _mostly_empty(list(edition.items))
    ):
        page = f"第{sheet.label}版" if sheet.label else sheet.url
        raise LayoutError(
            f"{desk.source.name} {page}的稿件大多没有正文，网站可能改版了或要求登录：请在浏览器里看一看。"
        )


def _refuse_bare(desk: Desk, edition: Edition) -> None:
    """Raise LayoutError when the first page, or most pages, list no article."""
    owed = [sheet for sheet in edition.sheets if sheet.owed and sheet.bare]
    if owed and (edition.sheets[0] is owed[0] or edition.mostly_bare):
        raise LayoutError(
            f"{desk.source.name} 的版面（{owed[0].url}）没有列出稿件，网站可能改版了：请在浏览器里看一看。"
        )
