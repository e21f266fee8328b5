"""Rules and models together: what only one of them finds counts as much as it earned on news that none had seen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from ci.extract.clinical import clinical_event
from ci.extract.clinical_acts import is_preclinical
from ci.extract.deal_drugs import drugs_of_deal
from ci.extract.deals import deal_of
from ci.extract.learned.model import Model, Odds
from ci.extract.masked import Masked
from ci.extract.parties import with_roles
from ci.extract.regulatory_events import regulatory_events
from ci.extract.rules import LEARNT, Candidate, Rule, Telling
from ci.extract.sameness import ids_of
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act
from ci.extract.undone import (
    is_called_off,
    is_denied,
    is_given_up,
    is_guessed,
    is_long_ago,
    is_of_method,
    is_planned,
    is_refused,
    is_supposed,
    is_talked_of,
)
from ci.model import SUBTYPES, EventType

LIKELY = 0.5
"""The least share of right readings among those alike that makes an act be told."""
FIRM = 0.7
"""The same where the words stand under a plan, a condition or a denial, or are told as history."""
_WORTH = np.log(0.02 / (1 - 0.02))
"""The least log odds with which an act that no rule told is thought of."""
YEARS_OLD = 730
"""So many days after an act its news is history, whatever speaks for it."""
_NEAR = 1.5
"""How far below the best sentence's log odds another one still tells the same act."""
_SENTENCES = 3
_NEGATIVE = frozenset({"readout", "complete-response", "trial-stop", "termination", "clinical-hold", "withdrawal"})
"""Acts that are themselves told with a "not"."""
_DEALS = frozenset(SUBTYPES[EventType.COLLABORATION])
_SETTLED = _DEALS | {"priority-review"}
"""Acts whose "will" is settled: "will handle it by priority review"."""
_STATES = frozenset({"orphan", "fast-track", "breakthrough", "rare-pediatric", "priority-review"})
"""Acts whose words also say how things stand ("has fast track status"): there the rules know better."""
_APPROVALS = frozenset({"approval", "conditional-approval"})
_LEARNT = Rule(LEARNT, "", (), re.compile(r"(?!)"))


def weighed(scene: Scene, model: Model, tellings: list[Telling], told: Sequence[str]) -> list[Telling]:
    """The tellings of the likely acts; `told` are the subtypes that the rules alone would report."""
    if not scene.telling:
        return tellings
    odds = model.odds(scene.telling)
    is_method = scene.title is not None and is_of_method(scene.title.s)
    if "conditional-approval" in told:
        told = (*told, "approval")  # its own words may stand in the next sentence
    chances = _chances(model, scene.telling, odds, told)
    likely = {model.subtypes[place]: float(chances[place]) for place in np.flatnonzero(chances > LIKELY)}
    if "approval" in likely and "conditional-approval" in told:
        likely.setdefault("conditional-approval", likely["approval"])  # the rules see the word that makes it one
    kept = [named for t in tellings if (named := _named(scene, t, likely, tellings)).event.subtype in likely]
    kept += [t for t in tellings if "approval" not in likely and _is_of_conditional(t, kept)]
    kept = [t for t in kept if not _is_undone(t.masked, *t.span, t.event.subtype) and not _is_years_old(scene, t)]
    found = {t.event.subtype for t in kept if t.strength >= 2}
    passing = {(t.event.subtype, t.masked.sentence.number) for t in tellings if t.strength == 1}
    advised = {t.masked.sentence.number for t in tellings if t.event.subtype == "positive-opinion"}
    added = [
        t
        for subtype, chance in likely.items()
        if subtype not in found
        for t in _learned(scene, model, odds, subtype)
        if not _is_doubtful(scene, t, chance)
        if subtype != "readout" or not is_preclinical(t.masked)
        if subtype not in _STATES or (subtype, t.masked.sentence.number) not in passing
        if subtype not in _STATES or t.masked.sentence.number not in advised  # a committee's opinion is no designation
    ]
    return [t for t in kept + added if not (is_method and t.event.subtype == "readout")]


def _is_of_conditional(telling: Telling, kept: Sequence[Telling]) -> bool:
    """An approval that other sentences call conditional: they are joined, and its date may be the stated one."""
    conditional = [t.event for t in kept if t.event.subtype == "conditional-approval"]
    return telling.event.subtype == "approval" and any(
        ids_of(telling.event.drugs) == ids_of(event.drugs) and telling.event.agency == event.agency
        for event in conditional
    )


def _named(scene: Scene, telling: Telling, likely: dict[str, float], tellings: Sequence[Telling]) -> Telling:
    """A mere agreement, whose kind the rules could only guess, is of the likeliest kind that the article tells.

    Not where that kind is told of others: then it is what the others did.
    """
    kinds = [subtype for subtype in likely if subtype in _DEALS]
    if not kinds or telling.event.subtype in likely or not telling.event.rule.endswith(": pact"):
        return telling
    subtype = max(kinds, key=lambda kind: likely[kind])
    if any(t.event.subtype == subtype and t.strength >= 2 and not _are_same(t, telling) for t in tellings):
        return telling
    masked = telling.masked
    candidate = Candidate(_LEARNT, masked, 0, len(masked.s), telling.strength)
    parties = with_roles(scene, candidate, subtype, [party.company for party in telling.event.parties])
    drugs = telling.event.drugs or drugs_of_deal(scene, candidate, subtype, parties)
    return replace(telling, event=replace(telling.event, subtype=subtype, parties=parties, drugs=drugs))


def _are_same(one: Telling, other: Telling) -> bool:
    """Whether two tellings of a deal name the same parties, or one of them none that the other does not."""
    parties, others = ({party.company.id for party in t.event.parties} for t in (one, other))
    return parties <= others or others <= parties


def _is_doubtful(scene: Scene, telling: Telling, chance: float) -> bool:
    """Whether the words stand under a plan, a condition or a denial, or are told as history, and are not all but sure.

    Figures of an earlier study stand beside every act: as history they are never news.
    """
    masked, subtype = telling.masked, telling.event.subtype
    start, end = telling.span
    if _is_undone(masked, start, end, subtype) or _is_years_old(scene, telling):
        return True
    if chance > FIRM and subtype != "readout":
        return False
    scope = scope_of_act(masked, start, end, scene.published, negation=subtype in _NEGATIVE, plan=subtype in _SETTLED)
    return scope.is_history or (chance <= FIRM and not scope.is_fact)


def _is_years_old(scene: Scene, telling: Telling) -> bool:
    """Whether the clauses of an agency's yes are dated years before the news; a review of the literature has no day."""
    published = scene.published
    if published is None or published.precision != "day" or telling.event.subtype not in _STATES | _APPROVALS:
        return False
    masked, (start, end) = telling.masked, telling.span
    left, right = masked.clause(start)[0], masked.clause(max(start, end - 1))[1]
    days = [dated.when.ends_on for dated in masked.dates(left, right) if dated.when]
    return bool(days) and max(days) < published.starts_on - timedelta(days=YEARS_OLD)


def _is_undone(masked: Masked, start: int, end: int, subtype: str) -> bool:
    """Whether the clauses of the words say plainly that it was not done, or is only meant to be."""
    left, right = masked.clause(start)[0], masked.clause(max(start, end - 1))[1]
    clause = masked.s[left:right]
    if is_supposed(masked.s, end - 1) or (masked.zone == "title" and is_talked_of(masked.s)):
        return True
    if subtype == "acquisition" and is_called_off(masked.s):
        return True
    if subtype == "positive-opinion" and is_refused(masked.s):
        return True
    if subtype in _APPROVALS and is_given_up(clause):
        return True
    if is_long_ago(clause) or is_denied(clause, is_negative=subtype in _NEGATIVE):
        return True
    return is_guessed(masked.s[left : max(start, left)]) if subtype in _DEALS else is_planned(clause)


def _chances(model: Model, news: Sequence[Masked], odds: Odds, told: Sequence[str]) -> NDArray[np.float64]:
    """Of each subtype, the share of such readings that were right; none where nothing speaks for it."""
    rows = evidence(model.subtypes, news, odds, told)
    is_worth = (rows[:, 0] > _WORTH) | (rows[:, 1] > 0)
    return np.asarray(model.weighing.chances(rows) * is_worth)


def evidence(subtypes: Sequence[str], news: Sequence[Masked], odds: Odds, told: Sequence[str]) -> NDArray[np.float64]:
    """What speaks for each subtype (rows): the best sentence, the rules, the headline, the rivals.

    Figures are a readout of their own in an abstract, which names no company, and mostly support another act in news.
    """
    best = odds.max(axis=0).astype(np.float64)
    chance = 1 / (1 + np.exp(-best))
    titles = [place for place, masked in enumerate(news) if masked.zone == "title"]
    rows = np.zeros((len(subtypes), 10))
    rows[:, 0] = best
    for place in [place for place, subtype in enumerate(subtypes) if subtype in told]:
        rows[place, 1:3] = 1, best[place]
    rows[:, 3] = bool(told)
    if titles:
        rows[:, 4] = 1 / (1 + np.exp(-odds[titles].max(axis=0)))
    first, second, third, *_ = sorted(chance.tolist(), reverse=True)
    rows[:, 5] = first + second + third - chance
    rows[:, 6] = chance == first
    rows[subtypes.index("readout"), 7] = 1
    rows[:, 8] = len(news) > 4
    rows[subtypes.index("readout"), 9] = not any(token.kind == "C" for masked in news for token in masked.tokens)
    return rows


def _learned(scene: Scene, model: Model, odds: Odds, subtype: str) -> Iterator[Telling]:
    """The tellings of an act that no rule found: in its best sentence, and in those that are nearly as likely."""
    column = odds[:, model.subtypes.index(subtype)]
    near = [
        int(place) for place in np.argsort(-column, kind="stable")[:_SENTENCES] if column[place] > column.max() - _NEAR
    ]
    for place in sorted(near):
        yield from _telling(scene, model, scene.telling[place], subtype)


def _telling(scene: Scene, model: Model, masked: Masked, subtype: str) -> Iterator[Telling]:
    start, end = model.telling_words(masked.s, subtype)
    strength = 3 if masked.zone == "title" else 2
    candidate = Candidate(replace(_LEARNT, subtype=subtype), masked, start, end, strength)
    if subtype in SUBTYPES[EventType.REGULATORY]:
        for event in regulatory_events(scene, candidate):
            yield Telling(event, strength, masked, span=(start, end))
    elif subtype in SUBTYPES[EventType.CLINICAL]:
        yield Telling(clinical_event(scene, candidate), strength, masked, span=(start, end))
    elif telling := deal_of(scene, candidate):
        yield replace(telling, span=(start, end))
