"""The watcher: today's issue first, then the days that were missed; each look as far as the visit goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from watchers.codec import to_json
from watchers.epaper import addresses
from watchers.epaper.finding import Desk, find
from watchers.epaper.hours import Arrival, expected, next_look
from watchers.epaper.memory import Edition, Memory, check, edition_of, give_up, note_read, open_edition, prune, recall
from watchers.epaper.notes import notes
from watchers.epaper.presets import Preset
from watchers.epaper.sheets import BATCH, read_edition
from watchers.errors import BaoxiaoError, ConfigError, LaterError, MissingError
from watchers.model import Article, Harvest, Issue, Source
from watchers.ports import Apart, Fetch, Understand, Watcher
from watchers.times import BEIJING

# A day that is over and has no issue is asked for so often, so far apart, before it counts as a day without one.
PAST_LOOKS, PAST_GAP = 3, timedelta(hours=6)
# How long after a look in vain an issue may be found for its hour to be known.
FRESH = timedelta(minutes=75)
# Whoever asks for a visit by hand gets one, but not twice in this time.
LEAST = timedelta(minutes=3)
# So many days without any issue are no holiday but a wrong address.
NOTHING = 4
NO_PRESETS: Mapping[str, Preset] = {}


def epaper_watcher(
    fetch: Fetch, apart: Apart, understand: Understand, presets: Mapping[str, Preset] = NO_PRESETS
) -> Watcher:
    """A watcher of `Kind.EPAPER`. `presets` are the papers that need no address, by their names."""

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        memory = recall(bookmark)
        today = now.astimezone(BEIJING).date()
        prune(memory, today, source.back)
        desk = Desk(source=source, now=now, today=today, fetch=fetch, apart=apart, presets=presets)
        for day in _days(memory, today, source.back):
            for articles in _visited(desk, memory, day):
                yield _harvest(desk, memory, day, [understand(article) for article in articles])
        yield _harvest(desk, memory, today, ())
        _refuse_nothing(desk, memory)

    return watch


def _days(memory: Memory, today: date, back: int) -> list[date]:
    """Today first, because its news are news; then what was missed or begun, the youngest first."""
    begun = {date.fromisoformat(day) for day, one in memory.editions.items() if one.sheets and not one.done}
    missed = {today - timedelta(days=days) for days in range(1, back + 1)}
    return [today, *sorted((missed | begun) - {today}, reverse=True)]


def _visited(desk: Desk, memory: Memory, day: date) -> Iterator[Sequence[Article]]:
    """What one day's issue brings in this visit. Raises what went wrong, after what came before it."""
    edition = edition_of(memory, day)
    if not _due(desk, edition, day):
        return
    if not edition.sheets and not _found(desk, memory, edition, day):
        return
    late = day < desk.today
    if late:
        give_up(edition)
    note_read(edition, desk.now, late)  # what the last visit came to at its very end
    if (due := edition.check_at(late)) and due <= desk.now:
        check(edition, desk.now)
    yield from read_edition(desk, edition, day)
    note_read(edition, desk.now, late)


def _due(desk: Desk, edition: Edition, day: date) -> bool:
    due = edition.next_due(desk.now, day < desk.today)
    if due is None or due <= desk.now:
        return due is not None
    rested = edition.looked_at is None or desk.now - edition.looked_at >= min(LEAST, desk.source.every)
    return day == desk.today and not edition.sheets and rested


def _found(desk: Desk, memory: Memory, edition: Edition, day: date) -> bool:
    """Whether the issue is there now; then it is opened. Old days in trouble wait, and do not keep from the others."""
    before = edition.looked_at
    try:
        issued = find(desk, memory, day)
    except (LaterError, ConfigError):
        raise
    except BaoxiaoError as wrong:
        if day == desk.today:
            raise
        edition.wrong, edition.due_at = str(wrong), desk.now + PAST_GAP
        return False
    edition.looked_at, edition.wrong = desk.now, ""
    if issued is None:
        _missed(desk, memory, edition, day)
        return False
    if day == desk.today and before and desk.now - before <= FRESH:
        local = desk.now.astimezone(BEIJING)
        memory.arrivals.append(Arrival(day=day, minute=local.hour * 60 + local.minute))
    open_edition(edition, issued.index, issued.validator, desk.now)
    _learn(memory, edition, day)
    return True


def _missed(desk: Desk, memory: Memory, edition: Edition, day: date) -> None:
    """The issue is not there: when to look again, and whether its day counts as one without."""
    if day == desk.today:
        edition.due_at = next_look(memory.arrivals, day, desk.now, desk.source.every)
        if desk.now > expected(memory.arrivals, day).late:
            memory.index = ""  # the first page may have another number now: in by the front door again
        return
    edition.looks += 1
    edition.due_at = desk.now + PAST_GAP
    if edition.looks >= PAST_LOOKS:
        edition.done, edition.due_at = True, None
        memory.arrivals.append(Arrival(day=day, minute=None))


def _learn(memory: Memory, edition: Edition, day: date) -> None:
    """Remember the address of the first page, which every issue has; a configured one may be of any page."""
    first = edition.sheets[0].url
    index = addresses.template(first)
    if addresses.dated(index) and addresses.day_in(first) == day:
        memory.index = index


def _harvest(desk: Desk, memory: Memory, day: date, articles: Sequence[Article]) -> Harvest:
    raw, desk.raw = tuple(desk.raw), []
    return Harvest(
        bookmark=to_json(memory),
        issue=Issue(paper=desk.source.paper, day=day) if articles or raw else None,
        articles=tuple(articles),
        remaining=_remaining(desk, memory),
        notes=tuple(notes(memory, desk.today, desk.now)),
        raw=raw,
        look_at=_look_at(desk, memory),
    )


def _remaining(desk: Desk, memory: Memory) -> int:
    """How many harvests are still to come in this visit, as far as is known: the pages, and the articles in batches."""
    editions = [one for one in memory.editions.values() if not one.done]
    sheets = sum(sheet.due(desk.now) for one in editions for sheet in one.sheets)
    items = sum(item.due(desk.now) for one in editions for item in one.items)
    return sheets + -(-items // BATCH)


def _look_at(desk: Desk, memory: Memory) -> datetime:
    """When something is next to be done: an issue to be looked for, checked, or what did not come; then tomorrow's."""
    dues = [
        due for day, one in memory.editions.items() if (due := one.next_due(desk.now, day < desk.today.isoformat()))
    ]
    tomorrow = expected(memory.arrivals, desk.today + timedelta(days=1)).first
    return max(min((*dues, tomorrow)), desk.now + desk.source.every)


def _refuse_nothing(desk: Desk, memory: Memory) -> None:
    """Raise MissingError when no day of many has an issue, and none ever had."""
    looked = [one for one in memory.editions.values() if one.looked_at or one.done]
    known = any(one.sheets for one in memory.editions.values()) or any(
        one.minute is not None for one in memory.arrivals
    )
    if len(looked) >= NOTHING and not known:
        where = addresses.filled(memory.index, desk.today) if memory.index else desk.source.location
        raise MissingError(f"最近 {len(looked)} 天都没有找到《{desk.source.paper}》的报纸（{where}）：请检查网址。")
