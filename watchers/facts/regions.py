"""Which places an article is about, from the places that it names.

Newspapers name many places in passing: companies called after their city, lists of the cities that guests came from.
What is near home is news by being named; a far place must be in a heading, or in the lead as the scene, or come up
again and again. 我市, 我省 and 全市 mean the paper's own city and province.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchers.facts.places import Gazetteer, Level, Mention, Place
from watchers.model import Article

_ORGANISATION = re.compile(
    r"[一-鿿A-Za-z0-9·()（）]{0,14}?(?:公司|集团|大学|学院|医院|银行|分行|支行|厂|研究院|研究所|总部|协会|商会"
    r"|出版社|日报|晚报|俱乐部|学校|中学)"
)
_SCENE = re.compile(r"(?:在|于|赴|到|抵达|走进|来到|从|自)$")
_SPEECH = re.compile(r"(?:调研|视察|考察)(?:时|期间|讲话|重要)")
_LISTED = re.compile(r"[省市]?、|等(?:地|省|市|多)")
_OUR_CITY = re.compile(r"[我本]市")
_WHOLE_CITY = re.compile(r"全市|市委|市政府|市人大|市政协|市领导|市长")
_TOWNSPEOPLE = re.compile("市民")  # said of any city, so 全省 outweighs it
_OUR_PROVINCE = re.compile(r"[我本]省")
_WHOLE_PROVINCE = re.compile(r"全省|省委|省政府")
_LEAD = 150  # characters: the opening paragraph that says where
# Districts that large cities elsewhere have too: 鼓楼区 in 南京, 福州 and 开封. Without its city it is any of them.
_MANIFOLD = frozenset({"鼓楼区", "新华区", "西湖区", "和平区", "桥西区", "城关区", "郊区"})
_OFTEN = 3
_HOME_WEIGHT, _NAMED_WEIGHT = 1, 10  # whatever the article names outweighs the home of the paper


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """One mention resolved to a place, and what its surroundings say of its weight.

    `scene`: printed as where something happens, or with its full name; `passing`: part of an organisation's name;
    `listed`: one of several (北京、上海等地).
    """

    place: Place
    heading: bool
    lead: bool
    scene: bool
    passing: bool
    listed: bool


def places(article: Article, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Full names of the places that the article is about, broadest first."""
    own_dateline = article.dateline if article.dateline.startswith("本报") else ""
    headings = "\n".join((article.headline, article.kicker, article.subhead, own_dateline))
    home = gazetteer.home(article.paper) or _first_named(headings, gazetteer)
    near, far = _by_distance(list(_namings(headings, article.body, home, gazetteer)), home, gazetteer)
    found = [*_near(near), *_far(far)]
    found += _meant(headings, article.body, home, found, gazetteer)
    distinct = dict.fromkeys(sorted(found, key=lambda place: place.level))
    return tuple(place.name for place in distinct)


def _first_named(headings: str, gazetteer: Gazetteer) -> Place | None:
    """A national source has no home; the place in its heading then says which surroundings count as near."""
    sure = (mention.places[0] for mention in gazetteer.mentions(headings) if len(mention.places) == 1)
    return next((place for place in sure if place.level <= Level.CITY), None)


def _namings(headings: str, body: str, home: Place | None, gazetteer: Gazetteer) -> Iterator[_Naming]:
    body_at = len(headings) + 1
    text = f"{headings}\n{body}"
    mentions = gazetteer.mentions(text)
    context = _context(mentions, home, gazetteer)
    end, before, scene = -1, None, False
    for mention in mentions:
        joined = mention.start == end  # 广西南宁: one name in two steps
        place = _resolved(mention, before if joined else None, context, gazetteer)
        end, before = mention.end, place or mention.places[0]
        scene = (joined and scene) or not mention.short or _is_scene(text, mention)
        if place:
            yield _Naming(
                place=place,
                heading=mention.end < body_at,
                lead=body_at <= mention.start < body_at + _LEAD,
                scene=scene,
                passing=_is_passing(text, mention, place),
                listed=text[mention.start - 1 : mention.start] == "、" or bool(_LISTED.match(text, mention.end)),
            )


def _is_scene(text: str, mention: Mention) -> bool:
    return bool(_SCENE.search(text[max(0, mention.start - 2) : mention.start]))


def _context(mentions: Iterable[Mention], home: Place | None, gazetteer: Gazetteer) -> dict[str, int]:
    """Codes of the places that the article surely names, and of what they lie in, by weight; home weighs least."""
    weights: dict[str, int] = {}
    if home:
        weights |= {place.code: _HOME_WEIGHT for place in (home, *gazetteer.above(home))}
    for mention in mentions:
        place = mention.places[0]
        if len(mention.places) == 1 and place.level < Level.TOWN and place.name not in _MANIFOLD:
            for around in (place, *gazetteer.above(place)):
                weights[around.code] = _NAMED_WEIGHT + around.level
    return weights


def _resolved(mention: Mention, before: Place | None, context: dict[str, int], gazetteer: Gazetteer) -> Place | None:
    """The one place that a mention means, or None when nothing near it says which.

    `before` is the place printed directly before it: 西安高新区 is none of ours, 新密市城关镇 is exactly one.
    """

    def fit(place: Place) -> int:
        return sum(context.get(above.code, 0) for above in gazetteer.above(place))

    fitting = [p for p in mention.places if not before or p.level <= Level.CITY or before in gazetteer.above(p)]
    if not fitting or min(place.level for place in fitting) <= Level.CITY:
        # 新乡 is the city before it is the county, 吉林 the province before the city.
        return min(fitting, key=lambda place: place.level, default=None)
    best = max(fitting, key=fit)
    if sum(fit(place) == fit(best) for place in fitting) > 1:
        return None
    # A district or town is called alike in many cities (鼓楼区, 白沙镇): something must say that it is this one.
    if best.level == Level.TOWN or best.name.endswith("区"):
        local = mention.short or best.name in _MANIFOLD
        return best if (context.get(best.parent, 0) if local else fit(best)) else None
    return best


def _is_passing(text: str, mention: Mention, place: Place) -> bool:
    """Part of an organisation's name (中国广电(河南), 郑州大学), or of the title of a speech (在…考察时的讲话)."""
    if _SPEECH.match(text, mention.end):
        return True
    if text[mention.start - 1 : mention.start] in ("(", "（"):
        return place.level <= Level.CITY
    if not mention.short and place.level != Level.PROVINCE:
        return False
    return bool(_ORGANISATION.match(text, mention.end))


def _by_distance(
    namings: list[_Naming], home: Place | None, gazetteer: Gazetteer
) -> tuple[list[_Naming], list[_Naming]]:
    """What lies in the home province, and the rest; nothing is near where no home is known."""
    if not home:
        return [], namings
    region = next((above for above in gazetteer.above(home) if above.level == Level.PROVINCE), home)
    near = {n.place.code for n in namings if gazetteer.within(n.place.name, region.name)}
    return [n for n in namings if n.place.code in near], [n for n in namings if n.place.code not in near]


def _near(namings: list[_Naming]) -> list[Place]:
    """Near home every mention in earnest counts; the province itself only where no narrower place is named."""
    earnest = [naming for naming in namings if not naming.passing]
    narrower = [naming.place for naming in earnest if naming.place.level > Level.PROVINCE]
    province = [n.place for n in earnest if n.place.level == Level.PROVINCE and (n.heading or not narrower)]
    return [*province, *narrower]


def _far(namings: list[_Naming]) -> list[Place]:
    """Far from home a place counts in a heading, as the scene in the lead, or when it comes up again and again."""
    earnest = [naming for naming in namings if not naming.passing]
    alone = [naming for naming in earnest if not naming.listed]
    often = Counter(naming.place for naming in alone)
    headings = [naming.place for naming in earnest if naming.heading]
    return headings + [n.place for n in alone if (n.lead and n.scene) or often[n.place] >= _OFTEN]


def _meant(headings: str, body: str, home: Place | None, found: list[Place], gazetteer: Gazetteer) -> list[Place]:
    """The paper's own city and province, where the article speaks of them as its own."""
    around = (home, *gazetteer.above(home)) if home else ()
    city = next((place for place in around if place.level == Level.CITY), None)
    province = next((place for place in around if place.level == Level.PROVINCE), None)
    text = f"{headings}\n{body}"
    narrow = any(place != province for place in found)
    meant = []
    if city and (_OUR_CITY.search(text) or (not narrow and _WHOLE_CITY.search(text))):
        meant.append(city)
        narrow = True
    ours = _OUR_PROVINCE.search(headings if narrow else text)
    if province and (ours or (not narrow and _WHOLE_PROVINCE.search(text))):
        meant.append(province)
    if city and not narrow and not meant and _TOWNSPEOPLE.search(text):
        meant.append(city)
    return meant
