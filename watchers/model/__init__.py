"""The nouns of the news side: sources, issues, pages, articles and the facts read from them.

Plain values: frozen, slotted, keyword-only, tuples inside. Instants are aware UTC datetimes and end in `_at`;
`day` is the local date that the paper prints. Text is as printed unless a field says otherwise.
"""

from watchers.model.article import Article, Entry, Issue, IssueSize, Page, Revision
from watchers.model.facts import (
    NO_FACTS,
    Amount,
    Bound,
    Day,
    Deadline,
    Event,
    Facts,
    ForecastDay,
    Phone,
    Programme,
    ShortForm,
)
from watchers.model.harvest import Harvest, Raw, Visit
from watchers.model.health import Fault, Found, Look, SeenDay, SourceHealth
from watchers.model.source import WATCHED, Kind, Selectors, Source

__all__ = [
    "NO_FACTS",
    "WATCHED",
    "Amount",
    "Article",
    "Bound",
    "Day",
    "Deadline",
    "Entry",
    "Event",
    "Facts",
    "Fault",
    "ForecastDay",
    "Found",
    "Harvest",
    "Issue",
    "IssueSize",
    "Kind",
    "Look",
    "Page",
    "Phone",
    "Programme",
    "Raw",
    "Revision",
    "SeenDay",
    "Selectors",
    "ShortForm",
    "Source",
    "SourceHealth",
    "Visit",
]
