"""Answers about where somebody is, and which warnings for there may ring: `/area`, `/level`; buttons of places."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot import hours, query
from bot.chat import warned
from bot.chat.settings import OFF
from bot.chat.turn import Anew, Reply, Turn
from bot.model import Button, Message, Mode
from bot.styled import Styled, join
from watchers.facts.places import Gazetteer, Level, Place
from watchers.variants import simplified
from watchers.warning import Colour

# A phone shows three short names in a row, and eight rows before it has to be moved.
IN_A_ROW, MOST_BUTTONS = 3, 24
# Enough to see which cities a region's papers write about, for papers that are not called after their own.
LAST_ARTICLES, MOST_CITIES = 300, 6
MOST_MEANT, MOST_BESIDE = 6, 3
# The topic pack that is about warnings.
WEATHER = "weather"
# 我在金水区, 住在郑州; what is said around a name.
_AROUND = re.compile(r"^(?:我(?:们)?)?(?:住|家)?(?:在|是)?|(?:这里|这边|这儿|附近|的|人)$|[\s,，。、>＞·]+")

Buttons = tuple[tuple[Button, ...], ...]


# -- which place is meant ----------------------------------------------------------------------------------------------


def meant(text: str, places: Gazetteer) -> tuple[Place, ...]:
    """The places that somebody may mean: 金水区, 郑州金水, 我在河南郑州; several when the words do not say which."""
    if found := places.spelt(text):
        return found
    said = _AROUND.sub("", simplified(places.in_chinese(text)))
    if found := places.lookup(said):
        return found
    named = [mention.places for mention in places.mentions(said)]
    if not named:
        return ()
    named = [*named[1:], named[0]] if _narrow_first(named, places) else named
    last = named[-1]
    around = {place.name for group in named[:-1] for place in group}
    inside = tuple(place for place in last if around & {*places.parents(place.name)})
    return inside or last


def _narrow_first(named: Sequence[tuple[Place, ...]], places: Gazetteer) -> bool:
    """Erqi, Zhengzhou: abroad the narrower name comes first."""
    pairs = [(one, other) for one in named[0] for other in named[-1] if one != other]
    return len(named) > 1 and any(places.within(one.name, other.name) for one, other in pairs)


def sought(turn: Turn, text: str, verb: str) -> Place | Reply:
    """The broadest place that is meant, or buttons where there are several as broad: `at:weather:320500`."""
    found = meant(text, turn.room.places)
    several = [place for place in found if place.level == found[0].level]
    if len(several) == 1:
        return several[0]
    near = several or alike(text, turn.room.places)
    return [which(turn, text, near, "area.which" if several else "area.near", f"at:{verb}")] if near else ()


def besides(text: str, place: Place, places: Gazetteer) -> tuple[Place, ...]:
    """What somebody named beside the place that was taken, and that neither lies in it nor around it."""
    named = [mention.places for mention in places.mentions(_AROUND.sub("", simplified(places.in_chinese(text))))]
    around = {*places.parents(place.name)}
    nearest = (max(group, key=lambda one: len(around & {*places.parents(one.name)})) for group in named)
    others = (
        one for one in nearest if not places.within(place.name, one.name) and not places.within(one.name, place.name)
    )
    return tuple(dict.fromkeys(others))[:MOST_BESIDE]


def alike(text: str, places: Gazetteer) -> tuple[Place, ...]:
    """What may have been meant by a name that there is not."""
    if text.strip().isascii():
        return tuple(place for name in places.alike(text) if (place := places.named(name)))
    near = difflib.get_close_matches(simplified(text), places.words(), n=2, cutoff=0.6)
    return tuple(dict.fromkeys(place for word in near for place in places.lookup(word)))


def path(turn: Turn, place: str) -> str:
    """河南省 > 郑州市 > 金水区."""
    return turn.t.way((*turn.room.places.parents(place), place))


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
    all_of_it = Button(label=turn.t("button.area.all", place=turn.t.spot(whole.name)), data=f"area:is:{whole.code}")
    choose = _opening if whole.level is Level.PROVINCE else _choosing
    return ((all_of_it,), *rows([choose(turn, part) for part in parts]))


def _opening(turn: Turn, place: Place) -> Button:
    """A place that has known parts asks which of them."""
    return (
        Button(label=turn.t.spot(place.name), data=f"area:in:{place.code}")
        if _parted(turn, place)
        else _choosing(turn, place)
    )


def _parted(turn: Turn, place: Place) -> bool:
    return place.level < Level.COUNTY and bool(turn.room.places.parts(place.name))


def _choosing(turn: Turn, place: Place) -> Button:
    return Button(label=turn.t.spot(place.name), data=f"area:is:{place.code}")


def which(turn: Turn, text: str, found: Iterable[Place], key: str, verb: str = "area:is") -> Message:
    """A button for each place that may be meant, with what it lies in; `verb` is done with it."""
    every = {place.code: (*turn.room.places.parents(place.name), place.name) for place in [*found][:MOST_MEANT]}
    buttons = [Button(label=" > ".join(map(turn.t.spot, way)), data=f"{verb}:{code}") for code, way in every.items()]
    return Message(body=turn.t.styled(key, text=text), buttons=rows(buttons, 1))


# -- what follows from it ----------------------------------------------------------------------------------------------


def settled(turn: Turn, place: str) -> Turn:
    """The person at that place ("": nowhere), where its warnings are told from now on."""
    before = turn.subscriber.place
    turn = turn.keep(replace(turn.subscriber, place=place))
    warned.moved(turn, before, place)
    return turn


def _follows(turn: Turn, place: str, before: str = "") -> list[Styled | str]:
    """What the person is told of the warnings of a place, and is not told any more; what is in force there."""
    one = warned.of(turn, place)
    said = turn.t.styled("area.follows" if one.mode is Mode.ALERT else "area.follows.digest") if one else ""
    left = turn.t("area.moved", place=turn.t.place(before)) if one and before and not warned.of(turn, before) else ""
    return [said, left, warned.in_force(turn, place)]


def with_topic(turn: Turn, wanted: query.Query) -> Reply:
    """Who follows weather warnings as a topic is told of those where they are; who did not say where, is asked."""
    pack = next((one for one in turn.room.packs if one.name == WEATHER), None)
    if pack is None or query.bare(wanted) != f"#{pack.title('zh-Hans')}":
        return []
    place = turn.subscriber.place
    if not place:
        return [Message(body=turn.t.styled("sub.weather.where"), buttons=choices(turn))]
    return [] if warned.of(turn, place) else _added(turn, place)


def _added(turn: Turn, place: str) -> Reply:
    """The warnings of a place are followed, whether or not it is where the person is."""
    one = warned.follow(turn, place)
    body = join("\n", [turn.t.styled("area.warned", place=turn.t.place(place)), warned.in_force(turn, place)])
    return [Message(body=body, buttons=((warned.unwanted(turn, one, place),),))]


# -- the commands ------------------------------------------------------------------------------------------------------


def area(turn: Turn, rest: str) -> Reply:
    """`/area`, `/area 金水区`, `/area 不要`."""
    if not rest:
        return [_now(turn)]
    if hours.plain(rest) in OFF:
        return _off(turn)
    found = meant(rest, turn.room.places)
    if len(found) == 1:
        return there(turn, found[0], besides(rest, found[0], turn.room.places))
    if found:
        return [which(turn, rest, found, "area.which")]
    near = alike(rest, turn.room.places)
    return [which(turn, rest, near, "area.near")] if near else turn.say("area.unknown", text=rest)


def _now(turn: Turn) -> Message:
    mine = turn.subscriber.place
    body = turn.t.styled("area.is", path=path(turn, mine)) if mine else turn.t.styled("area.ask")
    return Message(body=body, buttons=choices(turn))


def _off(turn: Turn) -> Reply:
    """Nobody's subscription ends by itself."""
    place = turn.subscriber.place
    one = warned.of(turn, place) if place else None
    still = turn.t("area.off.warned", place=turn.t.place(place)) if one else ""
    buttons = ((warned.unwanted(turn, one, place),),) if one else ()
    return [Message(body=join("\n", [settled(turn, "").t.styled("area.off"), still]), buttons=buttons)]


def there(turn: Turn, place: Place, others: Sequence[Place] = ()) -> Reply:
    """The place is kept, and its warnings are told; those of where the person was, and of `others`, are offered."""
    before = turn.subscriber.place if turn.subscriber.place != place.name else ""
    turn = settled(turn, place.name)
    head = turn.t.styled("area.set", path=path(turn, place.name))
    one = warned.of(turn, place.name)
    left = turn.room.places.named(before) if one and before and not warned.of(turn, before) else None
    own = warned.unwanted(turn, one, place.name) if one else _warning(turn, place, "button.area.warn")
    body = join("\n", [head, only_one(turn, place, others), *_follows(turn, place.name, before)])
    return [Message(body=body, buttons=(*rows([own], 1), *also(turn, [*([left] if left else []), *others])))]


def only_one(turn: Turn, place: Place, others: Sequence[Place]) -> Styled | str:
    """A person is at one place."""
    names = turn.t("list.comma").join(turn.t.place(one.name) for one in others)
    return turn.t.styled("area.one", place=turn.t.place(place.name), others=names) if others else ""


def also(turn: Turn, others: Sequence[Place]) -> Buttons:
    """The warnings of further places, of those that are not followed yet."""
    further = [one for one in dict.fromkeys(others) if not warned.of(turn, one.name)]
    return rows([_warning(turn, one, "button.area.also") for one in further], 1)


def _warning(turn: Turn, place: Place, label: str) -> Button:
    return Button(label=turn.t(label, place=turn.t.spot(place.name)), data=f"area:warn:{place.code}")


def pressed(turn: Turn, rest: str, chosen: Callable[[Turn, Place], Reply], more: Buttons = ()) -> Reply:
    """`in:410100` shows the parts of a place, `is:410105` chooses it, `warn:410105` asks for its warnings alone.

    `more` buttons stand below those of the parts.
    """
    verb, _, code = rest.partition(":")
    place = turn.room.places.coded(code)
    if place and verb == "is":
        return chosen(turn, place)
    if place and verb == "warn":
        return _added(turn, place.name)
    if place and verb == "in" and _parted(turn, place):
        return [
            Anew(
                body=turn.t.styled("area.where", place=turn.t.place(place.name)), buttons=(*inside(turn, place), *more)
            )
        ]
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
    if colour is Colour.BLUE:  # nothing is lighter
        return turn.keep(replace(turn.subscriber, level=None)).say("level.off")
    turn = turn.keep(replace(turn.subscriber, level=colour))
    return [Message(body=join("\n", [_rings(turn, colour), turn.t.styled("level.back")]))]


def _rings(turn: Turn, colour: Colour) -> Styled:
    """Nothing is graver than red."""
    key = "level.red" if colour is Colour.RED else "level.from"
    return turn.t.styled(key, colour=_colour(turn, colour))


def _level_now(turn: Turn) -> Message:
    mine = turn.subscriber.level
    body = join("\n", [_rings(turn, mine), turn.t("level.change")]) if mine else turn.t.styled("level.is_off")
    colours = (Colour.YELLOW, Colour.ORANGE, Colour.RED)  # blue is the lowest: all of them
    buttons = [Button(label=_colour(turn, one), data=f"level:{one.name.lower()}") for one in colours if one is not mine]
    off = [Button(label=turn.t("button.level.off"), data="level:off")] if mine else []
    return Message(body=body, buttons=((*buttons, *off),))


def _colour(turn: Turn, colour: Colour) -> str:
    return turn.t(f"colour.{colour.name.lower()}")
