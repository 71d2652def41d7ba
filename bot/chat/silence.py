"""Answers about silence: quiet hours, and mutes of a subscription, a source or a story, each with an end."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import calendar, hours, mutes, zones
from bot.chat import keyboards, liking, numbers, settings, undo
from bot.chat.ending import ALL
from bot.chat.settings import OFF, released
from bot.chat.turn import Reply, Turn, brief, health, label
from bot.model import Act, Before, Button, Message, Mute, Muted, Subscription
from bot.openings import About, Sign
from bot.styled import join
from bot.times import QuietHours
from watchers.model import Entry
from watchers.warning import Colour

# Without a length: long enough to have peace, short enough that nobody forgets what they silenced.
USUAL = timedelta(days=1)
# News of one event comes for weeks, not for seasons.
STORY = timedelta(days=30)
LAST_ARTICLES = 300
HOUR = timedelta(hours=1)
MOST_OFFERED = 8
# How a button's offer begins that takes a silence back; offers of other buttons are texts that people wrote.
LIFTS = ("sub:", f"{Muted.SOURCE}:", f"{Muted.STORY}:")
_SOURCE = re.compile(r"(?:来源|报纸|source)[\s:：]+(?P<name>.+)$", re.IGNORECASE)
_STORY = re.compile(r"(?:本?事件|稿件|story|article)[\s:：]*(?P<number>\d{1,4})$", re.IGNORECASE)


# -- quiet hours -------------------------------------------------------------------------------------------------------


def quiet(turn: Turn, rest: str) -> Reply:
    """`/quiet 22:30-7:00`, `/quiet 22:30-7:00 例外 橙`, `/quiet 关`; alone: as it is, with buttons."""
    if not rest:
        return _quiet_now(turn)
    if hours.plain(rest) in OFF:
        waits = len({match.uid for match in turn.room.desk.subscriptions.held(turn.address)})
        _keep_quiet(turn, None)
        return turn.say("quiet.off.held", count=waits) if waits else turn.say("quiet.off")
    try:
        wanted = hours.quiet_hours(rest)
    except ValueError:
        return turn.say("quiet.equal")
    if wanted is None:
        return turn.say("quiet.what", rest=rest)
    turn = _keep_quiet(turn, wanted)
    said = _span(turn, wanted)
    set_ = turn.t.styled("quiet.set", hours=said, zone=zones.said(turn.subscriber.timezone), end=f"{wanted.end:%H:%M}")
    return [Message(body=join("\n", [set_, _floor(turn, wanted)]), buttons=_floors(turn, wanted))]


def _keep_quiet(turn: Turn, wanted: QuietHours | None) -> Turn:
    """The digest and what is held come by the new hours."""
    person = calendar.planned(replace(turn.subscriber, quiet=wanted), turn.now)
    return turn.keep(released(person, turn.now))


def _quiet_now(turn: Turn) -> Reply:
    mine = turn.subscriber.quiet
    times = tuple(Button(label=span, data=f"quiet:{span}") for span in ("22:00-07:00", "22:30-06:30", "23:00-07:30"))
    if mine is None:
        return [Message(body=turn.t.styled("quiet.is_off"), buttons=(times,))]
    body = turn.t.styled("quiet.is", hours=_span(turn, mine), zone=zones.said(turn.subscriber.timezone))
    off = (Button(label=turn.t("button.quiet.off"), data="quiet:off"),)
    return [Message(body=join("\n", [body, _floor(turn, mine)]), buttons=(times, *_floors(turn, mine), off))]


def _span(turn: Turn, wanted: QuietHours) -> str:
    return turn.t("quiet.span", begin=f"{wanted.begin:%H:%M}", end=f"{wanted.end:%H:%M}")


def _floor(turn: Turn, wanted: QuietHours) -> str:
    if wanted.floor is None:
        return turn.t("quiet.no_floor")
    key = "quiet.floor.red" if wanted.floor is Colour.RED else "quiet.floor"
    return turn.t(key, colour=turn.t(f"colour.{wanted.floor.name.lower()}"))


def _floors(turn: Turn, wanted: QuietHours) -> tuple[tuple[Button, ...], ...]:
    """The gravest two colours: who lets yellow through need not be quiet."""
    return (
        tuple(
            Button(
                label=turn.t("button.quiet.floor", colour=turn.t(f"colour.{colour.name.lower()}")),
                data=f"quiet:{replace(wanted, floor=colour)}",
            )
            for colour in (Colour.ORANGE, Colour.RED)
            if colour is not wanted.floor
        ),
    )


# -- mutes -------------------------------------------------------------------------------------------------------------


def mute(turn: Turn, rest: str) -> Reply:
    """`/mute 2 1天`, `/mute 8-10 1天`, `/mute 来源 商都日报 7天`, `/mute 事件 3`; alone: what is muted, how to mute."""
    if not rest:
        return unmute(turn, "")
    what, length = hours.split_lasting(rest)
    if length and length > hours.LONGEST_MUTE:
        return turn.say("mute.long")
    if source := _SOURCE.match(what):
        return _mute_source(turn, source["name"].strip(), length or USUAL)
    if story := _STORY.match(what):
        return _mute_number(turn, int(story["number"]), length or STORY)
    chosen = numbers.chosen(turn, what)
    if chosen.own:
        return chosen.told(turn, mute_subscriptions(turn, chosen.own, turn.now + (length or USUAL)))
    return turn.say("mute.what", rest=rest)


def pause(turn: Turn, rest: str) -> Reply:
    """`/pause`, `/pause 3天`: everything. `/pause 2-4`: only these, which is to be silent for a while."""
    what, _ = hours.split_lasting(rest)
    return mute(turn, rest) if numbers.chosen(turn, what).own else settings.pause(turn, rest)


def mute_subscriptions(turn: Turn, chosen: Sequence[Subscription], until: datetime) -> Reply:
    signs = tuple((About.QUERY, one.query) for one in chosen)
    undo.done(turn, Act.MUTE, undo.quoted(turn, chosen), Before(subscriptions=tuple(chosen), signs=signs))
    for one in chosen:
        turn.room.desk.subscriptions.mute(one.id, until)
    liking.silenced(turn, signs)
    names = turn.t("list.comma").join(turn.t("quoted", text=label(one)) for one in chosen)
    body = turn.t.styled("mute.done", names=names, until=turn.until(until), instead=_instead(turn, chosen, until))
    return [Message(body=body, buttons=_lift(turn, _of(chosen)))]


def _instead(turn: Turn, chosen: Sequence[Subscription], until: datetime) -> str:
    """The newest wish counts; that it makes a silence shorter is said."""
    longer = [one.muted_until for one in chosen if mutes.silent(one, turn.now) and one.muted_until]
    return turn.t("mute.instead", until=turn.until(max(longer))) if longer and max(longer) > until else ""


def mute_ringing(turn: Turn, entry: Entry, length: timedelta) -> Reply:
    """What brought an article; of several subscriptions the person says which, or that the story is meant."""
    chosen = turn.room.matching.ringing(turn.address, entry)
    if not chosen:
        return turn.say("why.none")
    return mute_for(turn, chosen, length) if len(chosen) == 1 else _which(turn, entry, chosen, length)


def mute_all_ringing(turn: Turn, entry: Entry, length: timedelta) -> Reply:
    chosen = turn.room.matching.ringing(turn.address, entry)
    return mute_for(turn, chosen, length) if chosen else turn.say("why.none")


def mute_for(turn: Turn, chosen: Sequence[Subscription], length: timedelta) -> Reply:
    return mute_subscriptions(turn, chosen, turn.now + length)


def _which(turn: Turn, entry: Entry, chosen: Sequence[Subscription], length: timedelta) -> Reply:
    lasts = int(length / HOUR)
    story = Button(label=turn.t("button.mute.story"), data=f"hush:{entry.uid}")
    each = [
        (Button(label=brief(f"{one.number}. {label(one)}"), data=f"hold:{one.id}:{lasts}"),)
        for one in chosen[:MOST_OFFERED]
    ]
    all_ = Button(label=turn.t("button.mute.all", count=len(chosen)), data=f"still:{lasts}:{entry.uid}")
    question = turn.t.styled("mute.which", count=len(chosen), until=turn.until(turn.now + length))
    return keyboards.which(turn, entry, question, (*each, (story, all_)))


def mute_story(turn: Turn, entry: Entry, length: timedelta = STORY) -> Reply:
    """Nothing more about this article."""
    title = entry.article.headline or turn.t("untitled")
    story = turn.room.matching.placing.story(entry.uid)
    wanted = Mute(kind=Muted.STORY, what=story, until=turn.now + length, title=title)
    return _mute(turn, wanted, liking.story_signs(turn, entry))


def _mute_number(turn: Turn, number: int, length: timedelta) -> Reply:
    _, items = turn.room.desk.memory.shown(turn.address)
    uid = next((one.uid for one in items if one.number == number), "")
    entry = turn.room.archive.latest(uid) if uid else None
    if entry is None:
        return turn.say("list.no_such", number=number, command=turn.t("mute.story.command"))
    return mute_story(turn, entry, length)


def _mute_source(turn: Turn, name: str, length: timedelta) -> Reply:
    known = _papers(turn)
    chosen = next((one for one in known if one.casefold() == name.casefold()), "")
    if chosen:
        wanted = Mute(kind=Muted.SOURCE, what=chosen, until=turn.now + length)
        return _mute(turn, wanted, ((About.PAPER, chosen),))
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4) or known[:1]
    return turn.say("mute.no_source", name=name, near=near[0]) if near else turn.say("sources.none")


def _papers(turn: Turn) -> list[str]:
    """Names of papers and sources: as they print themselves, as the operator calls them."""
    archive = turn.room.archive
    printed = (e.article.paper for e in archive.after(max(0, archive.last_id() - LAST_ARTICLES), LAST_ARTICLES))
    watched = (name for one in health(turn) for name in (one.source.paper, one.source.name))
    return list(dict.fromkeys([*printed, *watched]))


def _mute(turn: Turn, wanted: Mute, signs: tuple[Sign, ...]) -> Reply:
    """`signs`: what it says of the person's taste."""
    undo.done(turn, Act.MUTE, _about(turn, wanted), Before(mutes=turn.subscriber.mutes, signs=signs))
    liking.silenced(turn, signs)
    turn = turn.keep(mutes.with_mute(turn.subscriber, wanted, turn.now))
    names = turn.t("quoted", text=wanted.title or wanted.what)
    body = turn.t.styled(f"mute.{wanted.kind}", names=names, until=turn.until(wanted.until))
    return [Message(body=body, buttons=_lift(turn, f"{wanted.kind}:{wanted.what}"))]


def _about(turn: Turn, mute: Mute) -> str:
    return turn.t("quoted", text=brief(mute.title or mute.what))


# -- and the way back --------------------------------------------------------------------------------------------------


def unmute(turn: Turn, rest: str) -> Reply:
    """`/unmute 2`, `/unmute 来源 商都日报`, `/unmute 全部`; alone: a button for each silence."""
    wanted = rest.strip()
    silences = _silences(turn)
    if not silences:
        return turn.say("mute.none")
    if not wanted:
        buttons = tuple(_lift(turn, text, said)[0] for text, said in silences)
        lines = [f"🔇 {said}" for _, said in silences]
        return [Message(body=join("\n", [turn.t.styled("mute.title"), *lines, turn.t("mute.hint")]), buttons=buttons)]
    if wanted.lower() in ALL:
        return _lift_all(turn)
    source = _SOURCE.match(wanted)
    if source:
        return lift(turn, f"{Muted.SOURCE}:{source['name'].strip()}")
    chosen = numbers.chosen(turn, wanted)
    if chosen.own:
        return chosen.told(turn, lift(turn, _of(chosen.own)))
    return turn.say("mute.what", rest=rest)


def lift(turn: Turn, text: str) -> Reply:
    """Let what `text` names speak again: `sub:1.2`, `source:商都日报`, `story:<uid>`. Twice is as good as once."""
    kind, _, what = text.partition(":")
    if kind == "sub":
        ids = {int(number) for number in what.split(".")}
        own = [one for one in turn.room.desk.subscriptions.of(turn.address) if one.id in ids]
        for one in own:
            turn.room.desk.subscriptions.mute(one.id, None)
        _thought_better(turn, undo.quoted(turn, own))
        names = turn.t("list.comma").join(turn.t("quoted", text=label(one)) for one in own)
        return turn.say("mute.lifted", names=names) if own else turn.say("choice.gone")
    unwanted = Mute(kind=Muted(kind), what=what, until=turn.now)
    known = next((m for m in turn.subscriber.mutes if (m.kind, m.what.casefold()) == (kind, what.casefold())), unwanted)
    turn.keep(mutes.without(turn.subscriber, unwanted, turn.now))
    _thought_better(turn, _about(turn, known))
    title = known.title or (turn.t("mute.a_story") if known.kind is Muted.STORY else what)
    return turn.say("mute.lifted", names=turn.t("quoted", text=title))


def _thought_better(turn: Turn, about: str = "") -> None:
    """Who lets something speak again at once has nothing against it: the mute is as good as taken back.

    `about`: as the deed calls it; "": whatever was muted.
    """
    for deed in turn.room.desk.deeds.recent(turn.address, turn.now - undo.WITHIN, undo.MOST_SHOWN):
        if deed.act is Act.MUTE and about in ("", deed.about):
            liking.forgiven(turn, deed)
            turn.room.desk.deeds.undone(deed.id, turn.now)


def _lift_all(turn: Turn) -> Reply:
    for one in turn.room.desk.subscriptions.of(turn.address):
        if one.muted_until:
            turn.room.desk.subscriptions.mute(one.id, None)
    turn.keep(replace(turn.subscriber, mutes=()))
    _thought_better(turn)
    return turn.say("mute.lifted.all")


def rows(turn: Turn) -> list[str]:
    """A line for each source and story that is muted now."""
    return [f"🔇 {_said(turn, mute)}" for mute in mutes.in_force(turn.subscriber, turn.now)]


def _silences(turn: Turn) -> list[tuple[str, str]]:
    """All that is muted now: what `lift` understands, and what people read."""
    mine = [one for one in turn.room.desk.subscriptions.of(turn.address) if mutes.silent(one, turn.now)]
    told = [
        (_of([one]), f"{one.number}. {label(one)} {turn.until(one.muted_until)}") for one in mine if one.muted_until
    ]
    return told + [(f"{m.kind}:{m.what}", _said(turn, m)) for m in mutes.in_force(turn.subscriber, turn.now)]


def _said(turn: Turn, mute: Mute) -> str:
    return turn.t(f"muted.{mute.kind}", what=mute.title or mute.what, until=turn.until(mute.until))


def _of(chosen: Sequence[Subscription]) -> str:
    return "sub:" + ".".join(str(one.id) for one in chosen)


def _lift(turn: Turn, text: str, said: str = "") -> tuple[tuple[Button, ...], ...]:
    """The button that takes a silence back. What it means waits in the store: a button holds only its number."""
    number = turn.room.desk.memory.offer(turn.address, text, turn.now)
    name = turn.t("button.unmute") if not said else turn.t("button.unmute.one", what=brief(said))
    return ((Button(label=name, data=f"unmute:{number}"),),)
