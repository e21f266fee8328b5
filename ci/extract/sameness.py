"""Whether two tellings of an article are about one act."""

import re
from collections.abc import Iterable

from ci.extract.clinical_acts import RESULTS
from ci.extract.rules import Telling
from ci.model import AGENCY_NAMES, Event, EventType, Name


def ids_of(names: Iterable[Name]) -> set[str]:
    return {n.id for n in names}


def is_same(a: Telling, b: Telling) -> bool:
    x, y = a.event, b.event
    if x.type != y.type or _is_another(a, b):
        return False
    if x.type == EventType.COLLABORATION:
        return _is_same_deal(a, b)
    if _is_let_through(a, b) or _is_let_through(b, a):
        return not x.drugs or not y.drugs or bool(ids_of(x.drugs) & ids_of(y.drugs))
    if not _subtypes_agree(x, y) and not _is_backed_and_approved(a, b):
        return False
    if x.subtype == "readout" and a.masked is b.masked and _is_one_study(a.masked.s):
        return True
    if a.masked is b.masked and x.rule == y.rule and x.indication != y.indication and _ONE_OTHER.search(a.masked.s):
        return False
    if x.subtype == "readout" and RESULTS.match(a.masked.s) and RESULTS.match(b.masked.s):
        return True
    if x.drugs and y.drugs and not ids_of(x.drugs) & ids_of(y.drugs) and not _is_vague_title(a, b):
        return False
    if x.type == EventType.REGULATORY:
        if x.agency != y.agency and not ("agency" in x.inferred or "agency" in y.inferred):
            return False
        return _dates_agree(x, y)
    return not (x.trial_ids and y.trial_ids and not set(x.trial_ids) & set(y.trial_ids)) and _dates_agree(x, y)


_AS_WELL = re.compile(r"\bas well(?! as)|\blikewise\b|,? too(?=[,.;]|$)")
_TOLD_TWICE = frozenset({"trial-start", "trial-stop", "readout", "termination"})


def _is_one_study(s: str) -> bool:
    """Whether what a sentence reports is of one study: its arms, or its figures with no word of a second one."""
    return bool(_ARMS.search(s)) or not (_TWO_STUDIES.search(s) or _ONE_OTHER.search(s) or ";" in s)


def _is_another(a: Telling, b: Telling) -> bool:
    """A second act of the kind: "X-Ray Vision will be stopped as well"."""
    x, y = a.event, b.event
    if x.subtype == y.subtype and (x.rule == _ANOTHER) != (y.rule == _ANOTHER):
        return True
    if x.subtype != y.subtype or y.subtype not in _TOLD_TWICE or b.masked.zone == "title" or x.quote == y.quote:
        return False
    return bool(_AS_WELL.search(y.quote.text.casefold())) or stops_another_trial(a, b)


_ANOTHER = "clinical: another trial stops"


_ALSO_STOPS = re.compile(
    r"\balso (?:be(?:en)? )?(?:clos|stopp?|halt|end|terminat|discontinu|paus|"
    r"suspend|br(?:ing|ought))\w*|\b(?:a second|another) [^.;]{0,60}\bnot [^.;]{0,40}\beither\b"
)


def stops_another_trial(a: Telling, b: Telling) -> bool:
    """ "It is also closing X-Ray Vision", after a sentence that stops a trial by name."""
    return (
        b.event.subtype == "trial-stop"
        and a.masked.zone == "body"
        and a.masked is not b.masked
        and bool(_ALSO_STOPS.search(b.masked.s))
    )


def _is_vague_title(a: Telling, b: Telling) -> bool:
    """A headline that names no drug ("Brussels' blessing for finite treatment") tells what the first sentence tells."""
    return a.masked.zone == "title" and "drugs" in a.event.inferred and b.masked.sentence.number <= 2


_ONE_OTHER = re.compile(r"\bone\b.*\b(?:other|another|second)\b")
_ARMS = re.compile(r"\bplacebo\b|\bversus\b|\bvs\b|\bcontrols?\b|\bagainst\b")
"""The arms of one trial, told in one sentence."""
_TWO_STUDIES = re.compile(r"\bas well\b|\btoo\b|\band (?:a|an|the|its) (?:[\w-]+ ){0,4}(?:trial|study|extension)\b")
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


_DECIDES_ITSELF = frozenset(AGENCY_NAMES) - {"FDA", "EMA"}


def _is_backed_and_approved(a: Telling, b: Telling) -> bool:
    """A headline's "MHRA backs D", of an agency that decides itself, where the body tells its approval."""
    return (
        a.event.subtype == "positive-opinion"
        and b.event.subtype in ("approval", "conditional-approval")
        and a.masked.zone == "title"
        and a.event.agency == b.event.agency
        and a.event.agency in _DECIDES_ITSELF
    )


def _dates_agree(x: Event, y: Event) -> bool:
    """Two dates that the text states and that lie far apart are two acts."""
    if "date" in x.inferred or "date" in y.inferred:
        return True
    return x.when.overlaps(y.when, 31)


def _is_same_deal(a: Telling, b: Telling) -> bool:
    x, y = a.event, b.event
    if _is_next_of_several(a.masked.s, b.masked.s) or _is_second_pact(a, b) or _is_second_pact(b, a):
        return False
    one, other = {p.company.id for p in x.parties}, {p.company.id for p in y.parties}
    if len(one & other) < 2 and not (one & other and (_heads(a, b) or _reverts(a, b))):
        return False
    apart = {"termination", "joint-venture"}
    if (x.subtype in apart or y.subtype in apart) and x.subtype != y.subtype:
        return "termination" in (x.subtype, y.subtype) and (is_pact(a) or is_pact(b))
    return True


_NUMBERED = re.compile(r"(?:\W*)(first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|separately)\b")


def _is_next_of_several(one: str, other: str) -> bool:
    """ "First, they will together sell …": "Second, …" is another deal of the same two."""
    first, second = _NUMBERED.match(one), _NUMBERED.match(other)
    return first is not None and second is not None and first[1] != second[1]


def _is_second_pact(a: Telling, b: Telling) -> bool:
    """Of two deals of one pair told in two sentences: trials of another drug than is sold, an option "also" granted."""
    x, y = a.event, b.event
    if x.subtype == y.subtype or min(a.strength, b.strength) < 2 or a.masked is b.masked or b.masked.zone == "title":
        return False
    if y.subtype == "option":
        return x.subtype in _COMMON_WORK and bool(_ALSO_GRANTED.search(b.masked.s))
    is_of_another = bool(x.drugs and y.drugs) and not ids_of(x.drugs) & ids_of(y.drugs)
    is_more = is_of_another or bool(_WILL_ALSO.search(b.masked.s))
    return y.subtype == "clinical-collaboration" and x.subtype in _SALES and is_more


_COMMON_WORK = frozenset({"co-development", "research-collaboration"})
_WILL_ALSO = re.compile(
    r"\bwill also (?:\w+ )?(?:study|test|try|explore|evaluate|investigate)\b|\b(?:separately|in addition),"
)
_SALES = frozenset({"commercialization", "co-development", "license"})
_ALSO_GRANTED = re.compile(
    r"\b(?:has|have|had) also (?:been )?(?:granted|given|handed|obtained|received|secured|won)\b|"
    r"\balso (?:grants?|gives?|hands?|obtains?|receives?|secures?|gets?|has|holds?)\b|"
    r"\b(?:was|were|is|are) (?:also )?(?:granted|given|handed)\b|,? as well$|\bon top of\b|\bin addition\b"
)


def _reverts(a: Telling, b: Telling) -> bool:
    """What becomes of the rights when a pact ends is told right after it: "all rights revert to Fochon"."""
    near = abs(a.masked.sentence.number - b.masked.sentence.number) <= 2
    is_end = a.event.subtype == b.event.subtype == "termination"
    return near and is_end and not b.event.drugs and bool(_REVERTS.search(b.masked.s))


_REVERTS = re.compile(r"\brights\b[^.;]{0,60}\b(?:revert|return|go back|fall back|pass back)")


def _heads(a: Telling, b: Telling) -> bool:
    """A headline and the first sentences on one kind of deal for one drug: the headline calls a party otherwise."""
    return (
        a.masked.zone == "title"
        and b.masked.zone == "body"
        and b.masked.sentence.number <= 2
        and a.event.subtype == b.event.subtype
        and (
            not a.event.drugs
            or ids_of(a.event.drugs) == ids_of(b.event.drugs)
            or (a.event.subtype == "clinical-collaboration" and ids_of(a.event.drugs) < ids_of(b.event.drugs))
        )
    )


def is_pact(t: Telling) -> bool:
    return t.event.rule.endswith(": pact")
