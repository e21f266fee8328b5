"""Joins the tellings of one article: headline and body that report one act are one event."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from ci.extract.masked import Masked
from ci.extract.rules import Telling
from ci.extract.scene import Scene
from ci.extract.scopes import is_dated_back
from ci.extract.terms import sums_to_money
from ci.extract.trials import phase_near, trial_ids_near
from ci.model import Event, EventType, Name
from ci.when import When

_ANNOUNCES = re.compile(
    r"\b(?:announc|said|says|enter(?:s|ed) into|sign(?:s|ed)|today|granted|approved|has (?:been|received|"
    r"granted|acquired|licensed|started|dosed))"
)
_ENDS = frozenset({"trial-stop", "termination", "withdrawal"})
_TALE = re.compile(r"happened|story|fate|rise and|history|end of")
_RESTS_ON_FIGURES = frozenset({"approval", "conditional-approval", "positive-opinion", "complete-response"})
_LASTING = frozenset({"approval", "conditional-approval"})
_APPROVES = re.compile(
    r"approv|licen[sc]|authori[sz]|first|designation|orphan|review|milestones|years|crowded|history|"
    r"experience|summary|happened|story|fate|rise and"
)


def join_tellings(scene: Scene, tellings: list[Telling]) -> tuple[Event, ...]:
    """The events of an article in the order in which it first tells them."""
    kept = _without_earlier(_without_twins(_without_support(_without_passing(scene, tellings))))
    joined: list[Telling] = []
    members: list[list[Telling]] = []
    for telling in kept:
        twin = next((i for i, other in enumerate(joined) if _is_same(other, telling)), None)
        if twin is None:
            joined.append(telling)
            members.append([telling])
        else:
            joined[twin] = _both(joined[twin], telling)
            members[twin].append(telling)
    joined = [_best_quoted(one, own) for one, own in zip(joined, members, strict=True)]
    joined = [_with_history(one, kept, tellings) for one in joined]
    events = _with_money(scene, joined, [t.event for t in joined])
    events = [_with_title_partner(scene, e) for e in events]
    events = _same_trial([_dated_nearby(scene, e) for e in events] if len(events) == 1 else events)
    return tuple(_trial_nearby(scene, one, event) for one, event in zip(joined, events, strict=True))


def _without_passing(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """What is told in passing counts only where nothing else is told and the headline is about that very thing."""
    strong = [t for t in tellings if t.strength >= 2]
    if strong:
        return strong
    title = scene.title.s if scene.title else ""
    if not _APPROVES.search(title):
        return []
    weak = [t for t in tellings if t.event.subtype in _LASTING or (t.event.subtype in _ENDS and _TALE.search(title))]
    return weak[:3]


def _with_history(one: Telling, kept: list[Telling], tellings: list[Telling]) -> Telling:
    """A headline without a verb ("First Approval") whose act the body tells with a past date: that date holds."""
    if one.event.type != EventType.REGULATORY or one.event.subtype not in _LASTING or "date" not in one.event.inferred:
        return one
    if any(t.masked.zone == "body" and t.strength >= 2 and _is_same(one, t) for t in kept):
        return one
    past = [t for t in tellings if t.strength == 1 and "date" not in t.event.inferred and _is_same(one, t)]
    if not past:
        return one
    return replace(one, event=_filled(past[0].event, one.event))


def _without_support(tellings: list[Telling]) -> list[Telling]:
    """Figures that only support another act's news on the same drug are not a readout of their own."""
    titles = [t for t in tellings if t.strength == 3] or [t for t in tellings if t.masked.sentence.number <= 1]
    if any(t.event.type == EventType.CLINICAL for t in titles):
        is_told = any(t.event.subtype in ("readout", "trial-stop") for t in titles)
        return [
            t
            for t in tellings
            if t.event.subtype != "readout" or t.strength == 3 or is_told or t.masked.sentence.number <= 2
        ]
    acts = [t for t in titles if t.event.type != EventType.CLINICAL]
    acts += [t for t in tellings if t.event.subtype in _RESTS_ON_FIGURES and t.strength >= 2]
    return [t for t in tellings if not (t.event.subtype == "readout" and any(_share(t, act) for act in acts))]


def _without_earlier(tellings: list[Telling]) -> list[Telling]:
    """What a later sentence dates to an earlier month than the headline's act is told in passing; a review is not."""
    lead = next((t for t in tellings if t.strength == 3 or t.masked.sentence.number <= 1), None)
    dated = [
        t
        for t in tellings
        if t.masked.sentence.number >= 2
        and (t.event.when.precision == "month" or (lead and _is_earlier_day(t, _latest(tellings, lead))))
    ]
    if lead is None or lead.event.when.precision != "day" or len({t.masked.sentence.number for t in dated}) != 1:
        return tellings
    return [
        t for t in tellings if t not in dated or t.event.when.ends_on >= lead.event.when.starts_on or _is_same(lead, t)
    ]


_PAIR = re.compile(r"(D\d+)(?: \([^)]*\))? (?:with|plus|and|alongside|\+) (?:[\w-]+ )?(D\d+)")


_STUDY = re.compile(r"\bphase\b|\bstudy\b|\btrial\b|dose[- ]escalation|: ")


def _with_title_partner(scene: Scene, event: Event) -> Event:
    """A study whose headline pairs two drugs is read out for both."""
    if event.subtype != "readout" or scene.title is None or not (pair := _PAIR.search(scene.title.s)):
        return event
    if not _STUDY.search(scene.title.s):
        return event
    both = [scene.title.mention(t) for t in scene.title.tokens if t.start in (pair.start(1), pair.start(2))]
    ids = _ids(event.drugs)
    if not ids or not ids < {m.id for m in both}:
        return event
    return replace(event, drugs=(*event.drugs, *(scene.name(m) for m in both if m.id not in ids)))


def _is_earlier_day(t: Telling, lead: Telling) -> bool:
    """ "Orphan status was announced on November 23", a week before the headline's act."""
    return (
        t.event.inferred.get("date", "from “").startswith("from “")
        and t.event.when.precision == "day"
        and t.event.type == lead.event.type
        and t.event.when.ends_on < lead.event.when.starts_on - timedelta(days=2)
        and not t.masked.between("D", 0, len(t.masked.s))
    )


def _latest(tellings: list[Telling], lead: Telling) -> Telling:
    """The telling of the headline's act that states its day."""
    same = [t for t in tellings if t is not lead and _is_same(lead, t) and "date" not in t.event.inferred]
    return same[0] if same else lead


def _without_twins(tellings: list[Telling]) -> list[Telling]:
    """A trial that the regulator holds is not stopped by its owner as well: one act, told in other words."""
    if any(t.event.subtype == "joint-venture" and t.strength >= 2 for t in tellings):
        tellings = [t for t in tellings if t.event.subtype not in ("co-development", "commercialization")]
    holds = [t for t in tellings if t.event.subtype == "clinical-hold"]
    return [t for t in tellings if not (t.event.subtype == "trial-stop" and any(_share(t, hold) for hold in holds))]


def _share(figure: Telling, act: Telling) -> bool:
    return not figure.event.drugs or not act.event.drugs or bool(_ids(figure.event.drugs) & _ids(act.event.drugs))


def _ids(names: Iterable[Name]) -> set[str]:
    return {n.id for n in names}


def _is_same(a: Telling, b: Telling) -> bool:
    x, y = a.event, b.event
    if x.type != y.type:
        return False
    if x.type == EventType.COLLABORATION:
        return _is_same_deal(a, b)
    if _is_let_through(a, b) or _is_let_through(b, a):
        return not x.drugs or not y.drugs or bool(_ids(x.drugs) & _ids(y.drugs))
    if not _subtypes_agree(x, y):
        return False
    if x.subtype == "readout" and a.masked is b.masked and _ARMS.search(a.masked.s):
        return True
    if a.masked is b.masked and x.rule == y.rule and x.indication != y.indication and _ONE_OTHER.search(a.masked.s):
        return False
    if x.drugs and y.drugs and not _ids(x.drugs) & _ids(y.drugs):
        return False
    if x.type == EventType.REGULATORY:
        if x.agency != y.agency and not ("agency" in x.inferred or "agency" in y.inferred):
            return False
        return _dates_agree(x, y)
    return not (x.trial_ids and y.trial_ids and not set(x.trial_ids) & set(y.trial_ids)) and _dates_agree(x, y)


_ONE_OTHER = re.compile(r"\bone\b.*\b(?:other|another|second)\b")
_ARMS = re.compile(r"\bplacebo\b|\bversus\b|\bvs\b|\bcontrols?\b|\bagainst\b")
"""The arms of one trial, told in one sentence."""
_FOR_SALE = re.compile(r"market|\bsale|commerc|treat|patients|label|conditional|accelerated|full")


def _is_let_through(a: Telling, b: Telling) -> bool:
    """A headline's bare "green light", which the body explains as one for a trial."""
    return (
        a.event.subtype == "approval"
        and b.event.subtype == "ind-clearance"
        and a.masked.zone == "title"
        and b.masked.zone == "body"
        and not _FOR_SALE.search(a.masked.s)
    )


def _subtypes_agree(x: Event, y: Event) -> bool:
    return (
        x.subtype == y.subtype
        or {x.subtype, y.subtype} == {"approval", "conditional-approval"}
        or {x.subtype, y.subtype} == {"submission", "acceptance"}
    )


def _dates_agree(x: Event, y: Event) -> bool:
    """Two dates that the text states and that lie far apart are two acts."""
    if "date" in x.inferred or "date" in y.inferred:
        return True
    return x.when.overlaps(y.when, 31)


def _is_same_deal(a: Telling, b: Telling) -> bool:
    x, y = a.event, b.event
    one, other = {p.company.id for p in x.parties}, {p.company.id for p in y.parties}
    if len(one & other) < 2 and not (one & other and _heads(a, b)):
        return False
    apart = {"termination", "joint-venture"}
    if (x.subtype in apart or y.subtype in apart) and x.subtype != y.subtype:
        return "termination" in (x.subtype, y.subtype) and (_is_pact(a) or _is_pact(b))
    return True


def _heads(a: Telling, b: Telling) -> bool:
    """A headline and the first sentences on one kind of deal for one drug: the headline calls a party otherwise."""
    return (
        a.masked.zone == "title"
        and b.masked.zone == "body"
        and b.masked.sentence.number <= 2
        and a.event.subtype == b.event.subtype
        and _ids(a.event.drugs) == _ids(b.event.drugs)
    )


def _is_pact(t: Telling) -> bool:
    return t.event.rule.endswith(": pact")


def _rank(t: Telling) -> tuple[int, int, int]:
    return (-t.vagueness, 0 if _is_pact(t) else 1, t.strength)


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
    event = _filled(lead.event, other.event)
    return replace(lead, event=event, strength=max(a.strength, b.strength), vagueness=min(a.vagueness, b.vagueness))


_SPEECH = re.compile(r"^\"|\bwe (?:are|look|believe|have)\b|\b(?:under|as part of|according to) (?:the|this|its) ")


def _best_quoted(joined: Telling, own: list[Telling]) -> Telling:
    """The event with the words of that telling which carries most of its fields."""
    best = max(own, key=lambda t: _proof(t, joined.event))
    return replace(joined, event=replace(joined.event, quote=best.event.quote))


def _proof(t: Telling, event: Event) -> int:
    """How much of an event a sentence proves: its names, agency and date; announcing counts, a remark does not."""
    masked = t.masked
    named = {masked.mention(token).id for kind in "CD" for token in masked.between(kind, 0, len(masked.s))}
    wanted = _ids(event.drugs) | _ids(event.companies) | _ids(event.combination) | {p.company.id for p in event.parties}
    points = len(named & wanted) + bool(masked.between("A", 0, len(masked.s)))
    points += 2 * (event.when == t.event.when and "date" not in t.event.inferred)
    points += bool(t.event.indication) and t.event.indication in t.event.quote.text
    points += 2 * bool(_ANNOUNCES.search(masked.s) and t.strength >= 2 and masked.zone == "body")
    return points - 3 * bool(_SPEECH.search(masked.s))


def _filled(lead: Event, other: Event) -> Event:
    inferred = dict(lead.inferred)
    when, inferred = _better_date(lead, other, inferred)
    agency, region = lead.agency, lead.region
    if "agency" in inferred and "agency" not in other.inferred and other.agency:
        agency, region = other.agency, other.region
        inferred.pop("agency", None)
        inferred.pop("region", None)
    drugs = lead.drugs
    if lead.type == EventType.COLLABORATION and _ids(other.drugs) > _ids(drugs):
        drugs = other.drugs
    if other.drugs and (not drugs or ("drugs" in inferred and "drugs" not in other.inferred)):
        drugs = other.drugs
        inferred.pop("drugs", None)
    companies = lead.companies
    if other.companies and (not companies or ("companies" in inferred and "companies" not in other.inferred)):
        companies = other.companies
        inferred.pop("companies", None)
    return replace(
        lead,
        when=when,
        agency=agency,
        region=region,
        drugs=drugs,
        companies=companies,
        indication=lead.indication or other.indication,
        combination=lead.combination or other.combination,
        phase=lead.phase or other.phase,
        trial_ids=lead.trial_ids or other.trial_ids,
        upfront_usd_m=lead.upfront_usd_m if lead.upfront_usd_m is not None else other.upfront_usd_m,
        total_usd_m=lead.total_usd_m if lead.total_usd_m is not None else other.total_usd_m,
        money_as_stated=lead.money_as_stated or other.money_as_stated,
        territory=lead.territory or other.territory,
        inferred=inferred,
    )


def _better_date(lead: Event, other: Event, inferred: dict[str, str]) -> tuple[When, dict[str, str]]:
    """A stated date before an inferred one; of two inferred ones the one from the text before the article's."""

    def rank(event: Event) -> int:
        how = event.inferred.get("date", "")
        return 0 if not how else 1 if how.startswith("from “") else 2 if "announced" in how or "paragraph" in how else 3

    if rank(other) < rank(lead):
        inferred.pop("date", None)
        if "date" in other.inferred:
            inferred["date"] = other.inferred["date"]
        return other.when, inferred
    return lead.when, inferred


def _with_money(scene: Scene, joined: list[Telling], events: list[Event]) -> list[Event]:
    """Sums in other sentences belong to the one deal of an article, or to the deal told right before them."""
    deals = [i for i, e in enumerate(events) if e.type == EventType.COLLABORATION and e.subtype != "termination"]
    for number, i in enumerate(deals):
        first = joined[i].masked.sentence.number
        last = joined[deals[number + 1]].masked.sentence.number if number + 1 < len(deals) else 10**9
        for masked in scene.news:
            position = masked.sentence.number
            if (len(deals) == 1 or first <= position < last) and masked.sums() and not _is_past(scene, masked):
                upfront, total, stated = sums_to_money(masked, _kind_for_sums(masked, joined[i]))
                events[i] = _filled(
                    events[i], replace(events[i], upfront_usd_m=upfront, total_usd_m=total, money_as_stated=stated)
                )
    return events


def _kind_for_sums(masked: Masked, deal: Telling) -> str:
    """A bare sum says something of a deal only in its own sentence or where a party pays."""
    parties = {p.company.id for p in deal.event.parties}
    named = {masked.mention(t).id for t in masked.between("C", 0, len(masked.s))}
    if masked is deal.masked or (parties & named and re.search(r"\b(?:pay|price|valu|acquir|buy|purchas)", masked.s)):
        return deal.event.subtype
    return "other"


def _is_past(scene: Scene, masked: Masked) -> bool:
    return is_dated_back(masked, 0, len(masked.s), scene.published) or bool(
        re.search(r"\b(?:previously|earlier|last year|had (?:paid|raised|bought|sold))\b", masked.s)
    )


def _trial_nearby(scene: Scene, telling: Telling, event: Event) -> Event:
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


def _dated_nearby(scene: Scene, event: Event) -> Event:
    """The one act of an article, dated only by it, on the one recent day that a sentence near the top gives."""
    published = scene.published
    if event.inferred.get("date") != "from the article's date" or published is None or published.precision != "day":
        return event
    days = {
        dated.when
        for masked in scene.news[:5]
        if masked.zone == "body" and _TELLS.search(masked.s)
        for dated in masked.dates(0, len(masked.s))
        if dated.when and dated.when.precision == "day" and 0 <= (published.starts_on - dated.when.ends_on).days <= 14
    }
    days.discard(published)
    if len(days) != 1:
        return event
    return replace(event, when=days.pop(), inferred=dict(event.inferred) | {"date": "from a sentence beside it"})


def _same_trial(events: list[Event]) -> list[Event]:
    """A phase or registry number said once holds for the other acts on the same drug's trial."""
    done = []
    for event in events:
        if event.type == EventType.CLINICAL and not (event.phase and event.trial_ids):
            for other in events:
                if other is not event and other.type == EventType.CLINICAL and _ids(other.drugs) & _ids(event.drugs):
                    event = replace(
                        event, phase=event.phase or other.phase, trial_ids=event.trial_ids or other.trial_ids
                    )
        done.append(event)
    return done
