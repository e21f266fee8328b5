"""What the sentences around add to the events of an article: money, the trial, a date, a partner drug, the quote."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ci.extract.filling import filled
from ci.extract.history import is_dated_back
from ci.extract.masked import Masked
from ci.extract.rules import Telling
from ci.extract.sameness import ids_of
from ci.extract.scene import Scene
from ci.extract.terms import money_of, payments
from ci.extract.trials import phase_near, trial_ids_near
from ci.model import Event, EventType

_ANNOUNCES = re.compile(
    r"\b(?:announc|said|says|enter(?:s|ed) into|sign(?:s|ed)|today|granted|approved|has (?:been|received|"
    r"granted|acquired|licensed|started|dosed))"
)
_PAIR = re.compile(r"(D\d+)(?: \([^)]*\))? (?:with|plus|and|alongside|\+) (?:[\w-]+ )?(D\d+)")
_STUDY = re.compile(r"\bphase\b|\bstudy\b|\btrial\b|dose[- ]escalation|: ")


def with_title_partner(scene: Scene, event: Event) -> Event:
    """A study whose headline pairs two drugs is read out for both."""
    if event.subtype != "readout" or scene.title is None or not (pair := _PAIR.search(scene.title.s)):
        return event
    if not _STUDY.search(scene.title.s):
        return event
    both = [scene.title.mention(t) for t in scene.title.tokens if t.start in (pair.start(1), pair.start(2))]
    ids = ids_of(event.drugs)
    if not ids or not ids < {m.id for m in both}:
        return event
    return replace(event, drugs=(*event.drugs, *(scene.name(m) for m in both if m.id not in ids)))


_SPEECH = re.compile(r"^\"|\bwe (?:are|look|believe|have)\b|\b(?:under|as part of|according to) (?:the|this|its) ")


def best_quoted(joined: Telling, own: list[Telling]) -> Telling:
    """The event with the words of that telling which carries most of its fields."""
    if len(own) == 1:
        return joined
    best = max(own, key=lambda t: _proof(t, joined.event))
    return replace(joined, event=replace(joined.event, quote=best.event.quote))


def _proof(t: Telling, event: Event) -> int:
    """How much of an event a sentence proves: its names, agency and date; announcing counts, a remark does not."""
    masked = t.masked
    named = {masked.mention(token).id for kind in "CD" for token in masked.between(kind, 0, len(masked.s))}
    wanted = (
        ids_of(event.drugs)
        | ids_of(event.companies)
        | ids_of(event.combination)
        | {p.company.id for p in event.parties}
    )
    points = len(named & wanted) + bool(masked.between("A", 0, len(masked.s)))
    points += 2 * (event.when == t.event.when and "date" not in t.event.inferred)
    points += bool(t.event.indication) and t.event.indication in t.event.quote.text
    points += 2 * bool(_ANNOUNCES.search(masked.s) and t.strength >= 2 and masked.zone == "body")
    return points - 3 * bool(_SPEECH.search(masked.s))


def with_money(scene: Scene, joined: list[Telling], events: list[Event]) -> list[Event]:
    """Sums in other sentences belong to the one deal of an article, or to the deal told right before them."""
    deals = [i for i, e in enumerate(events) if e.type == EventType.COLLABORATION and e.subtype != "termination"]
    for number, i in enumerate(deals):
        first = joined[i].masked.sentence.number
        last = joined[deals[number + 1]].masked.sentence.number if number + 1 < len(deals) else 10**9
        paid = [
            payment
            for masked in scene.news
            if len(deals) == 1 or first <= masked.sentence.number < last
            if masked is joined[i].masked or not _is_past(scene, masked)
            for payment in payments(scene, masked, events[i].subtype, joined[i].masked)
        ]
        upfront, total, stated = money_of(paid)
        told = replace(events[i], upfront_usd_m=upfront, total_usd_m=total, money_as_stated=stated)
        events[i] = filled(told, events[i]) if len(deals) == 1 else filled(events[i], told)
    return events


_ITS_PRICE = re.compile(r"(?:the|its) (?:\w+ )?(?:price|consideration|sum)\b(?:, [^,]{0,40},)? (?:is|comes|amounts)\b")
"""What is paid, though it was agreed on an earlier day."""


def _is_past(scene: Scene, masked: Masked) -> bool:
    if _ITS_PRICE.match(masked.s):
        return False
    return is_dated_back(masked, 0, len(masked.s), scene.published) or bool(
        re.search(r"\b(?:previously|earlier|last year|had (?:paid|raised|bought|sold))\b", masked.s)
    )


def trial_nearby(scene: Scene, telling: Telling, event: Event) -> Event:
    """A trial whose phase or number stands in a neighbouring sentence."""
    if event.type != EventType.CLINICAL:
        return event
    phase = event.phase or phase_near(scene, telling.masked)
    ids = event.trial_ids or trial_ids_near(scene, telling.masked)
    inferred = dict(event.inferred)
    inferred |= {"phase": "from the sentences around"} if phase and not event.phase else {}
    inferred |= {"trial_ids": "from the sentences around"} if ids and not event.trial_ids else {}
    return replace(event, phase=phase, trial_ids=ids, inferred=inferred)


_TELLS = re.compile(
    r"grant|bestow|approv|award|receiv|accept|designation|transaction|purchase|acqui|announc|sign|agree|"
    r"licen|effective|"
    r"complet|clos|owned|dos(?:ed|ing)|enrol|start|began|decision|adopt"
)


def dated_nearby(scene: Scene, event: Event) -> Event:
    """The one act of an article, dated only by it, on the one recent day that a sentence near the top gives."""
    published = scene.published
    if event.inferred.get("date") != "from the article's date" or published is None or published.precision != "day":
        return event
    days = {
        dated.when
        for masked in scene.news[:5]
        if masked.zone == "body" and (dates := masked.dates(0, len(masked.s))) and _TELLS.search(masked.s)
        for dated in dates
        if dated.when and dated.when.precision == "day" and 0 <= (published.starts_on - dated.when.ends_on).days <= 14
    }
    days.discard(published)
    if len(days) != 1:
        return event
    return replace(event, when=days.pop(), inferred=dict(event.inferred) | {"date": "from a sentence beside it"})


_SIGNED_ON = re.compile(
    r"\b(?:deal|purchase|agreement|contract|exercise|pact|transaction|licen[sc]e|acquisition|merger|"
    r"alliance|collaboration|accord|takeover|buy-?out)\b[^.;]{0,30}\b(?:signed|announced|agreed|concluded|unveiled|struck|inked|dated|disclosed|"
    r"made public|sealed)\b[^.;]{0,20}?\bT\d+|"
    r"\bC\d+ signed (?:it |the [\w-]+ )?(?:on )?T\d+"
)


_FAR = 6
"""Sentences behind a deal in which its day may stand."""
_RECENT = 60
"""Days before publication; what is older is another pact's."""


def dated_in_its_part(scene: Scene, own: Sequence[Telling], event: Event, others: Sequence[Telling]) -> Event:
    """A deal among others, dated only by the article, on the day that the sentences up to the next one give for it."""
    published = scene.published
    if event.inferred.get("date") != "from the article's date" or published is None:
        return event
    start = next((t.masked.sentence.number for t in own if t.masked.zone == "body"), 0)
    next_one = min((t.masked.sentence.number for t in others if t.masked.sentence.number > start), default=start + _FAR)
    for masked in scene.sentences[start + 1 : min(next_one, start + _FAR)]:
        found = _SIGNED_ON.search(masked.s)
        for dated in masked.dates(found.end() - 3, found.end()) if found else ():
            if dated.when and 0 <= (published.ends_on - dated.when.ends_on).days <= _RECENT:
                return replace(
                    event, when=dated.when, inferred=dict(event.inferred) | {"date": "from a sentence beside it"}
                )
    return event


def same_trial(events: list[Event]) -> list[Event]:
    """A phase or registry number said once holds for the other acts on the same drug's trial."""
    done = []
    for event in events:
        if event.type == EventType.CLINICAL and not (event.phase and event.trial_ids):
            for other in events:
                if (
                    other is not event
                    and other.type == EventType.CLINICAL
                    and ids_of(other.drugs) & ids_of(event.drugs)
                ):
                    event = replace(
                        event, phase=event.phase or other.phase, trial_ids=event.trial_ids or other.trial_ids
                    )
        done.append(event)
    return done
