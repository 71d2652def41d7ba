"""A business profile and what suits it, as messages: the card, a match with its reasons, an alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.compose.items import deadline_line, origin
from bot.model import Button, Message
from bot.profile.matches import Candidate
from bot.profile.model import Profile, Step
from bot.profile.money import written
from bot.profile.offer import Aspect
from bot.profile.reasons import Fit, Reason, State, Verdict
from bot.profile.trades import Trade, name, trades
from bot.styled import Styled, bold, join
from bot.texts import Texts

# An alert that takes more than a screen is no alert.
MOST_ALERTED = 3
MOST_NAMED = 5
_SIGNS = {State.MET: " ✓", State.FAILED: " ✗", State.OPEN: " ❓", State.SAID: ""}
_TRADES = {name(trade): trade for trade in Trade}


def card(profile: Profile, t: Texts) -> Styled:
    """The profile, a line for each answer."""
    rows = [t("profile.row", what=t(f"profile.step.{step}"), words=said(profile, step, t)) for step in Step]
    return join("\n", [t.styled("profile.title"), *rows, t(f"profile.telling.{profile.telling}")])


def said(profile: Profile, step: Step, t: Texts) -> str:
    """One answer in words; a dash where there is none."""
    comma = t("list.comma")
    match step:
        case Step.INDUSTRY:
            words = trade(profile.industry, t)
        case Step.SIZE:
            size = [t(f"profile.size.{profile.size}")] if profile.size else []
            people = [t("profile.people", count=profile.people)] if profile.people else []
            turnover = [t("profile.turnover", amount=money(profile.turnover, t))] if profile.turnover else []
            words = comma.join([*size, *people, *turnover])
        case Step.PLACE:
            words = t.place(profile.place) if profile.place else ""
        case Step.PURPOSES:
            words = comma.join(t(f"profile.purpose.{one}") for one in profile.purposes)
        case Step.AMOUNT:
            words = money(profile.amount, t) if profile.amount else ""
        case Step.GUARANTEE:
            words = t(f"profile.guarantee.{profile.guarantee}") if profile.guarantee else ""
        case Step.FOUNDED:
            words = _since(profile.founded, t) if profile.founded else ""
    return words or t("profile.unsaid")


def brief(profile: Profile, t: Texts) -> list[str]:
    """The profile in a word or two, by which its owner knows it again."""
    every = (said(profile, step, t) for step in (Step.PLACE, Step.INDUSTRY, Step.AMOUNT) if profile.says(step))
    return list(every)[:2] or [t("profile.button.card")]


def money(amount: int, t: Texts) -> str:
    """50万元 where Chinese is read, 500,000 elsewhere."""
    return t("profile.sum", amount=t.word(written(amount)) or f"{amount:,}")


def _since(day: date, t: Texts) -> str:
    """The month where one was named; who says a year only is taken to mean its beginning."""
    if day.month == 1:
        return t("profile.founded.year", year=day.year)
    return t("profile.founded", year=day.year, month=day.month)


def trade(words: str, t: Texts) -> str:
    """An industry that was chosen by its button in the reader's language, another one in its own words."""
    if words in _TRADES:
        return t(f"profile.industry.{_TRADES[words]}")
    known = trades(words) if words.isascii() and t.word("行") else ()
    return t("list.comma").join(t(f"profile.industry.{one}") for one in known) or words


def block(number: int, one: Candidate, profile: Profile, t: Texts, today: date) -> Styled:
    """One match: what it is called, why it suits, what would have to be known, and where it was printed."""
    count = f"{number}. " if number else ""
    head = Styled(count) + bold(one.fit.offer.name) + "　" + t(f"profile.verdict.{one.fit.verdict.name.lower()}")
    return join("\n", [head, *rows(one.fit, profile, t, today), _foot(one, t, today)])


def rows(fit: Fit, profile: Profile, t: Texts, today: date) -> list[Styled]:
    """The criteria, the next day that counts, and what the article does not say."""
    if fit.verdict is Verdict.NOT:  # what speaks against it is all there is to say
        return [Styled(_row(one, profile, t)) for one in fit.reasons if one.state is State.FAILED]
    told = [Styled(_row(one, profile, t)) for one in fit.reasons if one.words]
    due = [Styled("⏰ ") + deadline_line(fit.until, t, today)] if fit.until else []
    unsaid = [one.aspect for one in fit.reasons if one.note == "unsaid"]
    wanted = [one for one in Aspect if one in unsaid or one in fit.missing]
    missing = t("list.comma").join(_asked(one, t) for one in wanted)
    return [*told, *due, *([Styled(t("profile.missing", what=missing))] if missing else [])]


def _asked(aspect: Aspect, t: Texts) -> str:
    """What is to be asked for, where the article does not say it."""
    return t("profile.asked.guarantee") if aspect is Aspect.GUARANTEE else t(f"profile.aspect.{aspect}")


def _row(one: Reason, profile: Profile, t: Texts) -> str:
    note = t(f"profile.note.{one.note}", amount=money(profile.amount, t)) if one.note not in ("", "unsaid") else ""
    if one.state is State.MET and not note:
        note = _own(one, profile, t)
    label = t(f"profile.aspect.{one.aspect}")
    told = t.place(one.words) if one.aspect is Aspect.PLACE and one.words else one.words
    said = told.removeprefix(label)  # 额度 最高50万元, where the article says 额度最高50万元
    words = said + note if one.note == "paper" else said
    row = t("profile.row", what=label, words=words) + _sign(one.state, words)
    return row if one.note == "paper" else f"{row} {note}".rstrip()


# The answers that meet a criterion.
_ANSWERS = {
    Aspect.WHO: Step.SIZE,
    Aspect.PLACE: Step.PLACE,
    Aspect.GUARANTEE: Step.GUARANTEE,
    Aspect.PURPOSE: Step.PURPOSES,
    Aspect.FOUNDED: Step.FOUNDED,
}


def _own(one: Reason, profile: Profile, t: Texts) -> str:
    """What of the owner's own meets it: 你是个体工商户."""
    if one.aspect is Aspect.AMOUNT:
        return t("profile.note.wanted", amount=money(profile.amount, t))
    if one.aspect is Aspect.WHO and profile.size:
        return t("profile.note.yours", words=t(f"profile.size.{profile.size}"))
    step = _ANSWERS.get(one.aspect, Step.SIZE)
    words = said(profile, step, t) if profile.says(step) else ""
    return t("profile.note.yours", words=words) if words and one.words not in (words, profile.place) else ""


def _sign(state: State, words: str) -> str:
    """A bracket needs no blank behind it."""
    return _SIGNS[state].lstrip() if words.endswith("）") else _SIGNS[state]


def _foot(one: Candidate, t: Texts, today: date) -> Styled:
    offer = one.fit.offer
    parts = [
        offer.provider,
        t("profile.hotline", number=offer.hotline) if offer.hotline else "",
        origin(one.entry.article, t, today),
        t("profile.others", count=one.others) if one.others else "",
    ]
    return join(" · ", parts)


def alert(found: Sequence[Candidate], profile: Profile, t: Texts, today: date) -> Message:
    """What fits and is new, in one message. Of one article with its buttons, of several with numbers."""
    uids = list(dict.fromkeys(one.entry.uid for one in found))
    shown = found[:MOST_ALERTED]
    numbered = len(uids) > 1
    blocks = [block(n if numbered else 0, one, profile, t, today) for n, one in enumerate(shown, 1)]
    more = t("profile.more", count=len(found) - len(shown)) if len(found) > len(shown) else ""
    hint = t("digest.hint") if numbered else ""
    body = join("\n\n", [Styled("🏦 ") + t.styled("profile.alert"), *blocks, more, hint])
    return Message(body=body, buttons=tuple(_choices(uids, t)))


def line(found: Sequence[Fit], t: Texts) -> Message:
    """What stands behind a digest: the names only; the reasons are a press away."""
    names = t("list.comma").join(one.offer.name for one in found[:MOST_NAMED])
    more = t("profile.and_more", names=names, count=len(found)) if len(found) > MOST_NAMED else names
    button = Button(label=t("profile.button.match"), data="profile:match")
    return Message(body=t.styled("profile.digest", names=more), buttons=((button,),))


def _choices(uids: Sequence[str], t: Texts) -> Iterator[tuple[Button, ...]]:
    if len(uids) == 1:
        yield (
            Button(label=t("button.article"), data=f"article:{uids[0]}"),
            Button(label=t("button.mute.story"), data=f"hush:{uids[0]}"),
        )
    yield (
        Button(label=t("profile.button.match"), data="profile:match"),
        Button(label=t("profile.button.card"), data="profile:card"),
    )


def reasons(found: Sequence[Fit], headline: str, profile: Profile, t: Texts, today: date) -> Styled:
    """Why an article was told to the owner of a profile."""
    blocks = [
        join(
            "\n",
            [
                bold(one.offer.name) + "　" + t(f"profile.verdict.{one.verdict.name.lower()}"),
                *rows(one, profile, t, today),
            ],
        )
        for one in found
    ]
    return join("\n\n", [t.styled("profile.why", headline=headline), *blocks])
