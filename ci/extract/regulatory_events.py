"""A regulator's act as an event: by which agency, on which drug, of which company, for what."""

import re
from collections.abc import Iterator
from itertools import product

from ci.extract.agencies import AGENCY_OF, REGION_OF, find_countries
from ci.extract.diseases import find_disease
from ci.extract.fields import Fields, date_of, indication_of, quote_of
from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked, Token
from ci.extract.rules import Candidate
from ci.extract.scene import Scene
from ci.extract.subjects import drugs_of, holders_of
from ci.model import Event, EventType, Name

_PATHWAY = re.compile(
    r"\b(?:accelerated|conditional|provisional)(?: approval| review)? (?:pathway|route|programme?|process|"
    r"scheme|track|procedure|basis)"
)


def regulatory_events(scene: Scene, candidate: Candidate) -> Iterator[Event]:
    fields = Fields(scene, candidate)
    drugs, combination = drugs_of(fields, is_regulatory=True)
    if not drugs and candidate.rule.subtype in ("approval", "submission", "acceptance") and candidate.strength < 3:
        return
    when, how = date_of(fields)
    shares = _shares(fields) or [(drugs, indication_of(fields))]
    for (agency, region, inferred), (drugs, indication) in product(_agencies(scene, candidate), shares):
        yield Event(
            EventType.REGULATORY,
            _finer(scene, candidate),
            when,
            fields.quote,
            f"regulatory: {candidate.rule.name}",
            drugs=drugs,
            companies=holders_of(fields, drugs),
            agency=agency,
            region=region,
            indication=indication,
            combination=combination or _given_with(fields, drugs),
            inferred=how | inferred | fields.inferred,
        )


_ONE_OTHER = re.compile(
    r"\b(?:one|first|former)\b[^.;]{0,40}?\bfor\b(?P<one>[^.;]{3,160}?),? (?:and )?"
    r"(?:(?:the )?(?:other|second|latter)|another|one)\b[^.;]{0,30}?\bfor\b(?P<other>[^.;]{3,160})"
)

_SECOND_ONE = re.compile(
    r"\b(?:for|to|on|upon)\b(?P<one>[^.;]{3,160}?),? and (?:an?|the) (?:second|further|other)(?: one| such)?\b"
    r"[^.;]{0,30}?\b(?:for|to|on|upon)\b(?P<other>[^.;]{3,160})"
)
"""One designation for D0, "and a second one to D1"."""


def _shares(fields: Fields) -> list[tuple[tuple[Name, ...], str]]:
    """ "one for D0 in X, the other for D1 in Y": (drugs, disease) of each of two designations."""
    if fields.candidate.rule.subtype not in _DESIGNATIONS:
        return []
    masked = fields.masked
    start = fields.candidate.start
    found = _ONE_OTHER.search(masked.s, start) or _SECOND_ONE.search(masked.s, start)
    if not found:
        return []
    made: list[tuple[tuple[Name, ...], str]] = []
    for part in ("one", "other"):
        start, end = found.span(part)
        named = {m.id: fields.scene.name(m) for t in masked.between(DRUG, start, end) for m in [masked.mention(t)]}
        disease = find_disease(masked, fields.scene.text.norm, start, start, end)
        words = quote_of(fields.scene, *disease).text if disease else ""
        made.append((tuple(named.values()), words))
    if not all(d or w for d, w in made):
        return []
    common, _ = drugs_of(fields, is_regulatory=True)
    return [(d or common, w) for d, w in made]


_GIVEN_WITH = re.compile(
    r"^(?:in combination|combined|together|along) with (?P<first>D\d+(?:(?:,? and|,) D\d+)*),? "
    r"(?:it|the drug|D\d+) (?:is|may|can)\b|"
    r"^(?:it|the (?:drug|medicine)|D\d+) (?:is|may be|can be|will be) (?:to be )?"
    r"(?:indicated|given|used|taken|meant|intended|administered|approved)\b[^.;]{0,60}?"
    r"(?:in combination|combined|together|along) with (?P<later>D\d+(?:(?:,? and|,) D\d+)*)"
)


def _given_with(fields: Fields, drugs: tuple[Name, ...]) -> tuple[Name, ...]:
    """What the next sentence says a drug just approved is given with: "Together with D0, it is indicated for"."""
    position = fields.masked.sentence.number
    for other in fields.scene.sentences[position + 1 : position + 2]:
        found = _GIVEN_WITH.match(other.s) if other.zone == "body" else None
        if found:
            start, end = found.span("first" if found.group("first") else "later")
            named = {m.id: fields.scene.name(m) for t in other.between(DRUG, start, end) for m in [other.mention(t)]}
            return tuple(name for id_, name in named.items() if id_ not in {drug.id for drug in drugs})
    return ()


_DESIGNATIONS = frozenset({"orphan", "fast-track", "breakthrough", "rare-pediatric", "priority-review"})


_CAME_SO = re.compile(
    r"\b(?:clearance|approval|nod|go-ahead|authori[sz]ation|permission|licen[sc]e|it|drug|D\d+)\b[^.;,]{0,25} "
    r"(?:under|via|through|by|on|with|using|along) (?:the |an? |A\d+'s )?(?:accelerated|conditional|provisional)\b"
)
"""Of an approval just told: "The clearance came by the accelerated route"."""


_IN_FULL = re.compile(
    r"\b(?:regular|full|traditional|unconditional|lasting|standard) (?:\w+ )?(?:approval|authori[sz]ation|licen[sc]e)\b"
)


def _finer(scene: Scene, candidate: Candidate) -> str:
    """An approval on an accelerated or conditional path is a conditional one."""
    if candidate.rule.subtype != "approval":
        return candidate.rule.subtype
    position = candidate.masked.sentence.number
    if _IN_FULL.search(candidate.masked.s):
        return "approval"
    behind = [m for m in scene.sentences[position + 1 : position + 2] if m.zone == "body"]
    is_conditional = _PATHWAY.search(candidate.masked.s) or any(_CAME_SO.search(m.s) for m in behind)
    return "conditional-approval" if is_conditional else "approval"


def _agencies(scene: Scene, candidate: Candidate) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(agency, region, what was inferred); two agencies joined by "and" are two acts."""
    masked, (left, right) = candidate.masked, candidate.masked.clause(candidate.start)
    tokens = masked.between("A", left, right) or masked.between("A", 0, len(masked.s))
    if tokens:
        near = min(tokens, key=lambda t: _distance(t.start, t.end, candidate))
        joined = _in_list(masked, tokens, near)
        as_well = {found.start(found.lastindex or 0) for found in _SO_HAS.finditer(masked.s)}
        joined += [t for t in masked.between("A", 0, len(masked.s)) if t.start in as_well and t not in joined]
        seen: set[str] = set()
        for token in joined:
            agency = str(token.what)
            if agency not in seen:
                seen.add(agency)
                yield agency, REGION_OF.get(agency, ""), {}
        return
    clause = masked.s[left:right]
    countries = find_countries(clause) or find_countries(masked.s)
    if countries:
        region = countries[0][2]
        yield AGENCY_OF.get(region, ""), region, {"agency": f"from the country: {region}"}
        return
    agency = _usual(candidate.rule.subtype, clause) or _nearest_agency(scene, masked)
    if agency:
        yield agency, REGION_OF.get(agency, ""), {"agency": "from the rest of the text", "region": "from the agency"}
    else:
        yield "", "", {}


_AND = re.compile(r"(?: of (?:the )?\w+)?(?:,? (?:and|&) (?:the |\w+'s )?|, (?:the |\w+'s )?)")


def _in_list(masked: Masked, tokens: list[Token], near: Token) -> list[Token]:
    """The agency that is meant, and those that a list joins to it: "with the A0 of Macau, Malaysia's A1 and the A2"."""
    place = tokens.index(near)
    first = last = place
    while first and _AND.fullmatch(masked.s[tokens[first - 1].end : tokens[first].start]):
        first -= 1
    while last + 1 < len(tokens) and _AND.fullmatch(masked.s[tokens[last].end : tokens[last + 1].start]):
        last += 1
    return tokens[first : last + 1]


_SO_HAS = re.compile(
    r"\b(?:so|as) (?:has|have|did|does) (?:the |\w+'s )?(A\d+)|\b(?:followed|joined) by (?:the )?(A\d+)|"
    r"\b(A\d+)(?: \(A\d+\))? (?:has |have |had |also |then )*(?:(?:done|did) (?:likewise|the same|so)|followed suit|"
    r"given (?:it |them |its )?(?:leave|consent|assent))\b"
)
"""A second agency that did the same: "and so has the EMA", "the EMA has done likewise"."""


def _distance(start: int, end: int, candidate: Candidate) -> int:
    return max(start - candidate.end, candidate.start - end, 0)


def _usual(subtype: str, clause: str) -> str:
    if "conditional marketing" in clause or subtype == "positive-opinion":
        return "EMA"
    if subtype == "rare-pediatric" or "accelerated approval" in clause:
        return "FDA"
    return ""


def _nearest_agency(scene: Scene, masked: Masked) -> str:
    """The agency of the sentence before, else the first of the text, else the only usual one: a hold is the FDA's."""
    position = masked.sentence.number
    for other in [*reversed(scene.sentences[:position]), *scene.sentences[position + 1 :]]:
        if other.zone in ("title", "body") and (tokens := other.between("A", 0, len(other.s))):
            return str(tokens[0].what)
    countries = [c for other in scene.news for c in find_countries(other.s)]
    for _, _, region in countries:
        if region in AGENCY_OF:
            return AGENCY_OF[region]
    return "FDA"
