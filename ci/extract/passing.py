"""Tellings that are no news of their own: told in passing, figures that support an act, history, twins."""

import re
from datetime import timedelta

from ci.extract.rules import Telling
from ci.extract.sameness import ids_of, is_same
from ci.extract.scene import Scene
from ci.model import EventType

_ENDS = frozenset({"trial-stop", "termination", "withdrawal"})
_TALE = re.compile(r"happened|story|fate|rise and|history|end of")
_RESTS_ON_FIGURES = frozenset({"approval", "conditional-approval", "positive-opinion", "complete-response"})
LASTING = frozenset({"approval", "conditional-approval"})
_APPROVES = re.compile(
    r"approv|licen[sc]|authori[sz]|first|designation|orphan|review|milestones|years|crowded|history|"
    r"experience|summary|happened|story|fate|rise and"
)


_FUTILE = re.compile(
    r"\b(?:futil\w+|unlikely to|(?:hardly|little|low|no|scant|slim) (?:any |much )?(?:chance|prospect|likelihood|hope)|"
    r"(?:would|will) (?:probably |likely )?not (?:have )?(?:meet|met|reach|prolong|show|succeed))"
)
"""Why a trial was stopped, which is no readout of its own."""


def without_passing(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """What is told in passing counts only where nothing else is told and the headline is about that very thing."""
    strong = [t for t in tellings if t.strength >= 2]
    if strong:
        return strong
    title = scene.title.s if scene.title else ""
    if not _APPROVES.search(title):
        return []
    weak = [t for t in tellings if t.event.subtype in LASTING or (t.event.subtype in _ENDS and _TALE.search(title))]
    return weak[:3]


_OF_WORK = re.compile(r"trial|stud|phase|enrol|recruit|dosing|develop|program|arm\b|patient")


def without_pact_ends(tellings: list[Telling]) -> list[Telling]:
    """A headline's "Ono drops selinexor" stops no trial where the body says that it is the licence that ends."""
    ended = [t for t in tellings if t.event.subtype == "termination" and t.strength >= 2 and t.masked.zone == "body"]
    return [
        t
        for t in tellings
        if t.event.subtype != "trial-stop"
        or t.masked.zone != "title"
        or _OF_WORK.search(t.masked.s)
        or not any(_share(t, end) for end in ended)
    ]


def without_support(tellings: list[Telling]) -> list[Telling]:
    """Figures that only support another act's news on the same drug are not a readout of their own."""
    if any(t.event.subtype == "trial-stop" and t.strength >= 2 for t in tellings):
        tellings = [t for t in tellings if t.event.subtype != "readout" or not _FUTILE.search(t.masked.s)]
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


def without_earlier(tellings: list[Telling]) -> list[Telling]:
    """What a later sentence dates to an earlier month than the headline's act is told in passing; a review is not."""
    lead = next((t for t in tellings if t.strength == 3 or t.masked.sentence.number <= 1), None)
    latest = _latest(tellings, lead) if lead else None
    dated = [
        t
        for t in tellings
        if t.masked.sentence.number >= 2
        and (t.event.when.precision == "month" or (latest and _is_earlier_day(t, latest)))
    ]
    if lead is None or lead.event.when.precision != "day" or len({t.masked.sentence.number for t in dated}) != 1:
        return tellings
    return [
        t for t in tellings if t not in dated or t.event.when.ends_on >= lead.event.when.starts_on or is_same(lead, t)
    ]


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
    same = [t for t in tellings if t is not lead and is_same(lead, t) and "date" not in t.event.inferred]
    return same[0] if same else lead


def without_twins(tellings: list[Telling]) -> list[Telling]:
    """A trial that the regulator holds is not stopped by its owner as well: one act, told in other words."""
    if any(t.event.subtype == "joint-venture" and t.strength >= 2 for t in tellings):
        tellings = [t for t in tellings if t.event.subtype not in ("co-development", "commercialization")]
    holds = [t for t in tellings if t.event.subtype == "clinical-hold"]
    return [t for t in tellings if not (t.event.subtype == "trial-stop" and any(_share(t, hold) for hold in holds))]


def _share(figure: Telling, act: Telling) -> bool:
    return not figure.event.drugs or not act.event.drugs or bool(ids_of(figure.event.drugs) & ids_of(act.event.drugs))
