"""An article → the facts that it states: places, documents, deadlines, amounts, forecast, programmes.

Rules only, each with the convention of newspapers that it rests on; what is not printed is left empty, never guessed.
"""

from __future__ import annotations

from dataclasses import replace

from watchers.facts.amounts import amounts
from watchers.facts.deadlines import deadlines
from watchers.facts.documents import documents
from watchers.facts.forecast import forecast
from watchers.facts.places import Gazetteer
from watchers.facts.programmes import programmes
from watchers.facts.regions import places
from watchers.model import Article, Facts


def understand(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with its `facts` read; linear in its length, and never raises for any text."""
    headings = "\n".join(filter(None, (article.headline, article.kicker, article.subhead)))
    facts = Facts(
        places=places(article, gazetteer),
        documents=documents(headings, article.body),
        deadlines=deadlines(headings, article.body, article.day),
        amounts=amounts(headings, article.body),
        forecast=forecast(article.body, article.day),
        programmes=programmes(headings, article.body),
    )
    return replace(article, facts=facts)
