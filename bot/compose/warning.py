"""A warning as a message: in force, over, and the notice of a change; as a line of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import warnings
from bot.compose.buttons import of_article
from bot.compose.sentences import sentences
from bot.model import Message
from bot.styled import Styled, bold, join
from bot.texts import Texts
from bot.warnings import Course, signal_of
from watchers.model import Article, Entry
from watchers.warning import Colour, Stage, WarningSignal

SIGNS = {Colour.BLUE: "🔵", Colour.YELLOW: "🟡", Colour.ORANGE: "🟠", Colour.RED: "🔴", None: "⚠️"}
# Four lines on a phone, as a summary; a line for what to do.
TEXT, ADVICE = 140, 60
# Further warnings of the same hazard: so many lines, then a count.
BESIDE = 3
AREAS = 3
# How an article begins whose warning was replaced by another one.
REPLACED = "由新的预警代替"
ENDS = {Course.CANCELLED: "✅", Course.UNLISTED: "✅", Course.EXPIRED: "⌛", "replaced": "➡️"}
# The official form ends in what to do: 防御指南： and numbered items.
_GUIDE = re.compile(r"防御指南\s*[:：]?\s*")
_FIRST = re.compile(r"(?:[(（]?[1一][)）]?\s*[.、．)）:：]|[①⒈])\s*")
_NEXT = re.compile(r"[；;\n]|[(（]?[2二][)）]?\s*[.、．)）:：]|[②⒉]|(?<=。)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom it is composed: their words, their clock, the moment."""

    t: Texts
    timezone: str
    now: datetime

    def at(self, instant: datetime) -> str:
        """10:20, and the day before it where that is another one than the reader's."""
        zone = ZoneInfo(self.timezone)
        wall, today = instant.astimezone(zone), self.now.astimezone(zone).date()
        return f"{wall:%H:%M}" if wall.date() == today else f"{self.t.dated(wall.date(), today)} {wall:%H:%M}"


def live(entry: Entry, names: Sequence[str], beside: Sequence[Entry], reader: Reader) -> Message:
    """The message of a warning as it stands now. `beside`: the others of the same hazard that it stands for."""
    signal, t = signal_of(entry), reader.t
    if warnings.over(signal, reader.now):
        return _ended(entry, beside, reader)
    issued = t("warning.issued", issuer=signal.issuer, at=reader.at(signal.issued_at))
    until = t("warning.until", at=reader.at(signal.expires_at)) if signal.expires_at else ""
    body = join(
        "\n",
        [
            f"{SIGNS[signal.colour]} " + bold(t("warning.where", title=title(signal, t), area=where(signal, t))),
            _state(signal, reader),
            join(t("list.comma") if t.language == "en" else "，", [issued, until]),
            _text(entry.article),
            _advice(entry.article, t),
            *_beside(beside, reader),
            t("warning.why", names="".join(t("quoted", text=name) for name in names)) if names else "",
        ],
    )
    return Message(body=body, buttons=of_article(entry.uid, entry.article, t), listed=((1, entry.uid),))


def _ended(entry: Entry, beside: Sequence[Entry], reader: Reader) -> Message:
    """What is over must not be taken for what is not: no colour, no advice; what else is in force is said."""
    signal, t = signal_of(entry), reader.t
    how = _how(entry)
    head = t("warning.where", title=title(signal, t), area=where(signal, t))
    issued = t("warning.issued", issuer=signal.issuer, at=reader.at(signal.issued_at))
    sign = ENDS[how]
    over = bold(f"{head} {t(f'warning.over.{how}')}")
    when = t(f"warning.ended.{how}", at=reader.at(ended_at(entry)))
    body = join(
        "\n",
        [f"{sign} " + over, when, issued if how == Course.EXPIRED else "", _heir(entry.article), *_still(beside, t)],
    )
    return Message(body=body, buttons=of_article(entry.uid, entry.article, t)[:1], listed=((1, entry.uid),))


def notice(entry: Entry, course: Course, beside: Sequence[Entry], reader: Reader) -> Message:
    """A short word, beside the changed message, on what is worth a sound: it rose, it is over."""
    signal, t = signal_of(entry), reader.t
    ended = course in warnings.ENDINGS
    said = t.styled(
        f"warning.notice.{_how(entry) if ended else course}",
        area=where(signal, t),
        title=title(signal, t),
        hazard=t.hazard(signal.hazard),
        colour=colour(signal.colour, t),
        sign=SIGNS[signal.colour],
        at=reader.at(ended_at(entry)) if ended else "",
    )
    if ended:
        return Message(body=join("\n", [said, _heir(entry.article), *_still(beside, t)]))
    until = t("warning.until", at=reader.at(signal.expires_at)) if signal.expires_at else ""
    body = join("\n", [said, until, _text(entry.article)])
    return Message(body=body, buttons=of_article(entry.uid, entry.article, t), listed=((1, entry.uid),))


def _how(entry: Entry) -> str:
    """How it ended, as the sentences call it: one that another took the place of is not lifted."""
    return "replaced" if _heir(entry.article) else warnings.ending(signal_of(entry))


def _heir(article: Article) -> str:
    """The sentence that says that another warning took its place, which is no end of the danger."""
    first = article.body.partition("\n")[0]
    return first if REPLACED in first else ""


def _still(beside: Sequence[Entry], t: Texts) -> list[str]:
    """What is in force although this is over."""
    return [t("warning.still", area=where(one, t), title=title(one, t)) for one in map(signal_of, beside[:BESIDE])]


def title(signal: WarningSignal, t: Texts) -> str:
    """暴雨橙色预警."""
    return t("warning.title", hazard=t.hazard(signal.hazard), colour=colour(signal.colour, t)).strip(" :")


def where(signal: WarningSignal, t: Texts) -> str:
    """中牟县; 中牟县、新郑市; of many what they all lie in."""
    spots = signal.areas if 0 < len(signal.areas) <= AREAS else (signal.area,)
    return t("list.comma").join(map(t.spot, spots))


def colour(of: Colour | None, t: Texts) -> str:
    return t(f"colour.{of.name.lower()}") if of else ""


def line(entry: Entry, reader: Reader) -> Styled:
    """🟠 中牟县 暴雨橙色预警 · 升级 · 有效到 18:00."""
    signal, t = signal_of(entry), reader.t
    until = t("warning.until", at=reader.at(signal.expires_at)) if signal.expires_at else ""
    state = t(f"warnings.stage.{signal.stage}")
    told = Styled(f"{SIGNS[signal.colour]} ") + bold(where(signal, t)) + f" {title(signal, t)}"
    return join(" · ", [told, state if signal.stage is not Stage.NEW else reader.at(signal.issued_at), until])


def ended_line(entry: Entry, reader: Reader) -> str:
    """6月8日中牟县暴雨橙色预警已解除."""
    signal, t = signal_of(entry), reader.t
    zone = ZoneInfo(reader.timezone)
    day = t.dated(ended_at(entry).astimezone(zone).date(), reader.now.astimezone(zone).date())
    how = t(f"warning.over.{_how(entry)}")
    return t("digest.warnings.ended.item", day=day, area=where(signal, t), title=title(signal, t), how=how)


def ended_at(entry: Entry) -> datetime:
    """When it ended, as far as anybody said so; when it was missed, where nobody did."""
    signal = signal_of(entry)
    how = warnings.ending(signal)
    if how is Course.UNLISTED:
        return entry.seen_at
    return signal.expires_at or signal.issued_at if how is Course.EXPIRED else signal.issued_at


def _state(signal: WarningSignal, reader: Reader) -> str:
    t, at = reader.t, reader.at(signal.issued_at)
    if signal.stage in (Stage.RAISED, Stage.LOWERED) and signal.was and signal.colour:
        was, now = colour(signal.was, t), colour(signal.colour, t)
        return t(f"warning.state.{signal.stage}", at=at, was=was, colour=now)
    return t("warning.state.renewed", at=at) if signal.stage is Stage.RENEWED else ""


def _beside(beside: Sequence[Entry], reader: Reader) -> list[str]:
    t = reader.t
    said = [
        t("warning.beside", area=where(one, t), title=title(one, t), at=reader.at(one.issued_at))
        for one in map(signal_of, beside[:BESIDE])
    ]
    more = len(beside) - len(said)
    hazard = t.hazard(signal_of(beside[0]).hazard) if beside else ""
    return [*said, *([t("warning.beside.more", count=more, hazard=hazard)] if more else [])]


def _text(article: Article) -> str:
    """The first sentences, whole ones as far as they fit."""
    told = _GUIDE.split(article.body, maxsplit=1)[0].strip()
    end = 0
    for one in sentences(told):
        if one.end > TEXT:
            break
        end = one.end
    return told[:end] or (told if len(told) <= TEXT else told[:TEXT] + "…")


def _advice(article: Article, t: Texts) -> str:
    """The first item of the guide."""
    parts = _GUIDE.split(article.body, maxsplit=1)
    if len(parts) < 2:
        return ""
    item = _NEXT.split(_FIRST.sub("", parts[1].strip(), count=1), maxsplit=1)[0].strip(" 。；;")
    return t("warning.advice", what=item if len(item) <= ADVICE else item[:ADVICE] + "…") if item else ""
