"""Why an article was told, when no subscription meets it any more: by what was kept of the match."""

from __future__ import annotations

from bot.chat.turn import Reply, Turn, label
from bot.compose import origin
from bot.model import Match, Message
from bot.styled import Styled, bold, join
from watchers.model import Entry

MOST_WORDS, MOST_TOLD = 3, 5


def why(turn: Turn, entry: Entry) -> Reply:
    """当时因为「停车」命中；这条订阅已退订. Nothing where no match was kept."""
    kept = turn.room.desk.outbox.matches_of(turn.address, (entry.uid, *entry.joined))
    if not kept:
        return []
    head = join("\n", [bold(entry.article.headline), origin(entry.article, turn.t, turn.today)])
    told = list(dict.fromkeys(_told(turn, match) for match in kept))
    return [Message(body=join("\n\n", [head, Styled("\n".join(told[:MOST_TOLD]))]))]


def _told(turn: Turn, match: Match) -> str:
    t, then = turn.t, turn.room.desk.subscriptions.subscription(match.subscription_id)
    now = next((one for one in turn.room.desk.subscriptions.of(turn.address) if one.id == match.subscription_id), None)
    terms = list(dict.fromkeys(hit.term for hit in match.finding.hits))[:MOST_WORDS]
    words = t("list.comma").join(t("quoted", text=one) for one in terms or ([label(then)] if then else []))
    since = t("why.then.changed", query=now.query) if now else t("why.then.ended")
    return t("why.then", words=words, since=since)
