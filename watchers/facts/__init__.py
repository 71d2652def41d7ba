"""An article → the facts that it states: places, organisations, documents, deadlines, amounts, forecast, financing
programmes, events and telephone numbers.

Rules only, each with the convention of newspapers that it rests on; what is not printed is left empty, never guessed.
"""

from __future__ import annotations

from dataclasses import replace

from watchers.facts.amounts import amounts
from watchers.facts.deadlines import deadlines
from watchers.facts.documents import documents, short_titles
from watchers.facts.events import events
from watchers.facts.financing import financing
from watchers.facts.forecast import forecast
from watchers.facts.organisations import organisations
from watchers.facts.phones import phones
from watchers.facts.places import Gazetteer
from watchers.facts.programmes import programmes
from watchers.facts.regions import places
from watchers.facts.sentences import sentences
from watchers.model import Article, Facts, ShortForm


def understand(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with its `facts` read; linear in its length, and never raises for any text."""
    headings = "\n".join(filter(None, (article.headline, article.kicker, article.subhead)))
    body = article.body
    printed = f"{headings}\n{body}"
    told = tuple(sentences(body))
    names = programmes(headings, body)
    bodies, short_names = organisations(printed, gazetteer.mentions(printed))
    numbers = phones(told, bodies)
    shorts = {**short_titles(headings, body), **short_names}
    facts = Facts(
        places=places(article, gazetteer),
        documents=documents(headings, body),
        deadlines=deadlines(headings, body, article.day),
        amounts=amounts(headings, body),
        forecast=forecast(body, article.day),
        programmes=names,
        financing=financing(told, names, bodies, numbers),
        events=events(told, article.day, headings),
        organisations=bodies,
        phones=numbers,
        short_forms=tuple(ShortForm(short=short, full=full) for short, full in shorts.items()),
    )
    return replace(article, facts=facts)
