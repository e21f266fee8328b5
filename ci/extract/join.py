"""Headline and body that tell one act become one event; what one telling leaves out, another fills."""

from dataclasses import replace

from ci.extract.filling import filled
from ci.extract.gaps import (
    best_quoted,
    dated_in_its_part,
    dated_nearby,
    same_trial,
    trial_nearby,
    with_money,
    with_title_partner,
)
from ci.extract.lexicon import DRUG
from ci.extract.passing import (
    LASTING,
    without_earlier,
    without_pact_ends,
    without_passing,
    without_support,
    without_twins,
)
from ci.extract.rules import Telling
from ci.extract.sameness import is_pact, is_same, stops_another_trial
from ci.extract.scene import Scene
from ci.model import Event, EventType


def join_tellings(scene: Scene, tellings: list[Telling]) -> tuple[Event, ...]:
    """The events of an article in the order in which it first tells them."""
    told = [t for t in tellings if t.event.type != EventType.CLINICAL or _is_of_somebody(t.event)]
    kept = without_earlier(without_twins(without_support(without_pact_ends(without_passing(scene, told)))))
    joined: list[Telling] = []
    members: list[list[Telling]] = []
    for telling in kept:
        twin = next(
            (
                i
                for i, other in enumerate(joined)
                if is_same(other, telling) and not any(stops_another_trial(one, telling) for one in members[i])
            ),
            None,
        )
        if twin is None:
            joined.append(telling)
            members.append([telling])
        else:
            joined[twin] = _both(joined[twin], telling)
            members[twin].append(telling)
    joined = [best_quoted(one, own) for one, own in zip(joined, members, strict=True)]
    joined = [_with_history(one, kept, tellings) for one in joined]
    events = with_money(scene, joined, [t.event for t in joined])
    events = [with_title_partner(scene, e) for e in events]
    if len(events) == 1:
        events = [dated_nearby(scene, e) for e in events]
    events = [
        dated_in_its_part(scene, own, event, [t for other in members if other is not own for t in other])
        for own, event in zip(members, events, strict=True)
    ]
    events = same_trial(events)
    return tuple(trial_nearby(scene, one, event) for one, event in zip(joined, events, strict=True))


def _is_of_somebody(event: Event) -> bool:
    """Results of a class of drugs ("such antibodies have disappointed") are a review's, no trial's."""
    return bool(event.drugs or event.companies or event.trial_ids or event.phase)


def _with_history(one: Telling, kept: list[Telling], tellings: list[Telling]) -> Telling:
    """A headline without a verb ("First Approval") whose act the body tells with a past date: that date holds."""
    if one.event.type != EventType.REGULATORY or one.event.subtype not in LASTING or "date" not in one.event.inferred:
        return one
    if any(t.masked.zone == "body" and t.strength >= 2 and is_same(one, t) for t in kept):
        return one
    past = [t for t in tellings if t.strength == 1 and "date" not in t.event.inferred and is_same(one, t)]
    if not past:
        return one
    return replace(one, event=filled(past[0].event, one.event))


def _rank(t: Telling) -> tuple[int, int, int]:
    return (-t.vagueness, 0 if is_pact(t) else 1, t.strength)


def _names_drugs(telling: Telling) -> bool:
    """Whether its own sentence says what the deal is about; else that was looked for elsewhere."""
    return bool(telling.masked.between(DRUG, 0, len(telling.masked.s)))


def _both(a: Telling, b: Telling) -> Telling:
    """One event of two tellings: the better one leads, the other fills its gaps."""
    if a.event.type == EventType.COLLABORATION:
        lead, other = (b, a) if _rank(b) > _rank(a) else (a, b)
        if {a.event.subtype, b.event.subtype} == {"license", "option"}:
            lead, other = (a, b) if a.event.subtype == "option" else (b, a)
        elif {a.event.subtype, b.event.subtype} == {"commercialization", "co-development"} or {
            a.event.subtype,
            b.event.subtype,
        } == {"license", "commercialization"}:
            lead, other = (a, b) if a.strength >= b.strength else (b, a)
    elif a.event.subtype != b.event.subtype:
        special = ("conditional-approval", "acceptance", "ind-clearance")
        lead, other = (a, b) if a.event.subtype in special else (b, a)
    else:
        lead, other = (b, a) if len(b.event.inferred) < len(a.event.inferred) and b.event.drugs else (a, b)
    event = filled(lead.event, other.event)
    if a.event.type == EventType.COLLABORATION and other.event.drugs and _names_drugs(other) and not _names_drugs(lead):
        event = replace(event, drugs=other.event.drugs)
    return replace(lead, event=event, strength=max(a.strength, b.strength), vagueness=min(a.vagueness, b.vagueness))
