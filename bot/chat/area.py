"""Answers about where somebody is, and which warnings for there may ring: `/area`, `/level`; buttons of places."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot import hours, query
from bot.chat.settings import OFF
from bot.chat.turn import Anew, Reply, Turn
from bot.model import Button, Message, Mode, Subscription
from bot.styled import join
from watchers.facts.places import Gazetteer, Level, Place
from watchers.variants import simplified
from watchers.warning import Colour

# A phone shows three short names in a row, and eight rows before it has to be moved.
IN_A_ROW, MOST_BUTTONS = 3, 24
# Enough to see which cities a region's papers write about, for papers that are not called after their own.
LAST_ARTICLES, MOST_CITIES = 300, 6
MOST_MEANT = 6
# 我在金水区, 住在郑州; what is said around a name.
_AROUND = re.compile(r"^(?:我(?:们)?)?(?:住|家)?(?:在|是)?|(?:这里|这边|这儿|附近|的|人)$|[\s,，。、>＞·]+")

Buttons = tuple[tuple[Button, ...], ...]


# -- which place is meant ----------------------------------------------------------------------------------------------


def meant(text: str, places: Gazetteer) -> tuple[Place, ...]:
    """The places that somebody may mean: 金水区, 郑州金水, 我在河南郑州; several when the words do not say which."""
    said = _AROUND.sub("", simplified(text))
    if found := places.lookup(said):
        return found
    named = [mention.places for mention in places.mentions(said)]
    if not named:
        return ()
    last = named[-1]
    around = {place.name for group in named[:-1] for place in group}
    inside = tuple(place for place in last if around & {*places.parents(place.name)})
    return inside or last


def alike(text: str, places: Gazetteer) -> tuple[Place, ...]:
    """What may have been meant by a name that there is not."""
    near = difflib.get_close_matches(simplified(text), places.words(), n=2, cutoff=0.6)
    return tuple(dict.fromkeys(place for word in near for place in places.lookup(word)))


def path(place: str, places: Gazetteer) -> str:
    """河南省 > 郑州市 > 金水区."""
    return " > ".join((*places.parents(place), place))


def region(turn: Turn) -> tuple[Place, ...]:
    """Where the papers that are read here are at home; else the cities that they write about most."""
    places, archive = turn.room.places, turn.room.archive
    last = archive.after(max(0, archive.last_id() - LAST_ARTICLES), LAST_ARTICLES)
    watched = (one.source.paper for one in turn.room.news.health())
    papers = dict.fromkeys((*watched, *(entry.article.paper for entry in last)))
    known = tuple(dict.fromkeys(home for paper in papers if (home := places.home(paper))))
    if known:
        return known
    told = Counter(name for entry in last for name in {*entry.article.facts.places})
    cities = (place for name, _ in told.most_common() if (place := places.named(name)) and place.level is Level.CITY)
    return tuple(cities)[:MOST_CITIES]


# -- buttons -----------------------------------------------------------------------------------------------------------


def rows(buttons: Sequence[Button], width: int = IN_A_ROW) -> Buttons:
    return tuple(tuple(buttons[n : n + width]) for n in range(0, len(buttons), width))


def choices(turn: Turn) -> Buttons:
    """The region's places; of a single city its districts at once."""
    found = region(turn)
    if len(found) == 1:
        return inside(turn, found[0])
    return rows([_opening(turn, place) for place in found[:MOST_BUTTONS]])


def inside(turn: Turn, whole: Place) -> Buttons:
    """The whole place, and its parts."""
    parts = turn.room.places.parts(whole.name)[:MOST_BUTTONS]
    all_of_it = Button(label=turn.t("button.area.all", place=whole.name), data=f"area:is:{whole.code}")
    choose = _opening if whole.level is Level.PROVINCE else _choosing
    return ((all_of_it,), *rows([choose(turn, part) for part in parts]))


def _opening(turn: Turn, place: Place) -> Button:
    """A place that has known parts asks which of them."""
    return Button(label=place.name, data=f"area:in:{place.code}") if _parted(turn, place) else _choosing(turn, place)


def _parted(turn: Turn, place: Place) -> bool:
    return place.level < Level.COUNTY and bool(turn.room.places.parts(place.name))


def _choosing(turn: Turn, place: Place) -> Button:
    return Button(label=place.name, data=f"area:is:{place.code}")


def which(turn: Turn, text: str, found: Iterable[Place], key: str) -> Message:
    """A button for each place that may be meant, with what it lies in."""
    buttons = [
        Button(label=path(place.name, turn.room.places), data=f"area:is:{place.code}")
        for place in [*found][:MOST_MEANT]
    ]
    return Message(body=turn.t.styled(key, text=text), buttons=rows(buttons, 1))


# -- what follows from it ----------------------------------------------------------------------------------------------


def settled(turn: Turn, place: str) -> Turn:
    """The person at that place ("": nowhere); the warnings that they follow for where they were move along."""
    before = turn.subscriber.place
    turn = turn.keep(replace(turn.subscriber, place=place))
    known = warned_of(turn, before) if before else None
    if known and place and before != place and not warned_of(turn, place):
        store = turn.room.desk.subscriptions
        store.revise(known.id, asking(turn, place), _called(turn, place), known.mode)
    return turn


def asking(turn: Turn, place: str) -> str:
    """The canonical query for all coloured warnings that hold at a place: for it, in it, and around it."""
    return query.canonical(turn.understood(f"级别>=蓝 地区:{place}"))


def warned_of(turn: Turn, place: str) -> Subscription | None:
    """The subscription to the warnings of a place."""
    wanted = asking(turn, place)
    return next((one for one in turn.room.desk.subscriptions.of(turn.address) if one.query == wanted), None)


def warn(turn: Turn) -> None:
    """Follow the warnings of the person's place, as they come."""
    place, store = turn.subscriber.place, turn.room.desk.subscriptions
    if place and not warned_of(turn, place):
        store.subscribe(turn.address, asking(turn, place), _called(turn, place), Mode.ALERT, turn.now)


def _called(turn: Turn, place: str) -> str:
    return turn.t("area.warnings", place=place)


# -- the commands ------------------------------------------------------------------------------------------------------


def area(turn: Turn, rest: str) -> Reply:
    """`/area`, `/area 金水区`, `/area 不要`."""
    if not rest:
        return [_now(turn)]
    if hours.plain(rest) in OFF:
        return settled(turn, "").say("area.off")
    found = meant(rest, turn.room.places)
    if len(found) == 1:
        return there(turn, found[0])
    if found:
        return [which(turn, rest, found, "area.which")]
    near = alike(rest, turn.room.places)
    return [which(turn, rest, near, "area.near")] if near else turn.say("area.unknown", text=rest)


def _now(turn: Turn) -> Message:
    mine = turn.subscriber.place
    body = turn.t.styled("area.is", path=path(mine, turn.room.places)) if mine else turn.t.styled("area.ask")
    return Message(body=body, buttons=choices(turn))


def there(turn: Turn, place: Place) -> Reply:
    """The place is kept; its warnings are offered to who does not follow them."""
    turn = settled(turn, place.name)
    body = turn.t.styled("area.set", path=path(place.name, turn.room.places))
    if warned_of(turn, place.name):
        return [Message(body=join("\n", [body, turn.t("area.follows")]))]
    number = turn.room.desk.memory.offer(turn.address, f"级别>=蓝 地区:{place.name} @即时", turn.now)
    button = Button(label=turn.t("button.area.warn", place=place.name), data=f"sub:{number}")
    return [Message(body=body, buttons=((button,),))]


def pressed(turn: Turn, rest: str, chosen: Callable[[Turn, Place], Reply], more: Buttons = ()) -> Reply:
    """`in:410100` shows the parts of a place, `is:410105` chooses it; `more` buttons stand below those of the parts."""
    verb, _, code = rest.partition(":")
    place = turn.room.places.coded(code)
    if place and verb == "is":
        return chosen(turn, place)
    if place and verb == "in" and _parted(turn, place):
        return [Anew(body=turn.t.styled("area.where", place=place.name), buttons=(*inside(turn, place), *more))]
    return turn.say("choice.gone")


# -- how grave a warning has to be -------------------------------------------------------------------------------------


def level(turn: Turn, rest: str) -> Reply:
    """`/level 橙`: warnings below that colour do not ring; `/level 关`: all do."""
    word = hours.plain(rest).removesuffix("以上").removesuffix("预警").removesuffix("色")
    if not word:
        return [_level_now(turn)]
    if word in OFF:
        return turn.keep(replace(turn.subscriber, level=None)).say("level.off")
    colour = hours.COLOURS.get(word)
    if colour is None:
        return turn.say("level.what", rest=rest)
    return turn.keep(replace(turn.subscriber, level=colour)).say("level.set", colour=_colour(turn, colour))


def _level_now(turn: Turn) -> Message:
    mine = turn.subscriber.level
    body = turn.t.styled("level.is", colour=_colour(turn, mine)) if mine else turn.t.styled("level.is_off")
    colours = (Colour.YELLOW, Colour.ORANGE, Colour.RED)  # blue is the lowest: all of them
    buttons = [Button(label=_colour(turn, one), data=f"level:{one.name.lower()}") for one in colours if one is not mine]
    off = [Button(label=turn.t("button.level.off"), data="level:off")] if mine else []
    return Message(body=body, buttons=((*buttons, *off),))


def _colour(turn: Turn, colour: Colour) -> str:
    return turn.t(f"colour.{colour.name.lower()}")
