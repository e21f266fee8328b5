"""When two tellings tell one act, and the grouping of many tellings into acts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from ci.merge import indications
from ci.merge.act import APPROVALS, LAG_DAYS, RETOLD_DAYS, Act
from ci.model import EventType

_KIN = (
    {"approval", "conditional-approval"},
    {"license", "option", "co-development", "commercialization"},
    {"clinical-collaboration", "research-collaboration", "co-development", "option"},
    {"research-collaboration", "license"},
    {"joint-venture", "co-development"},
)
"""Words that two outlets use for one act."""

_STATED_SLACK_DAYS = {EventType.COLLABORATION: 10, EventType.REGULATORY: 5, EventType.CLINICAL: 10}
"""Signed and announced, decided and published: how far two stated days of one act lie apart."""

_CLOSED_WITHIN_DAYS = 540
"""How long after its announcement a purchase is told as completed; nobody buys a company twice."""

_EARLY_DAYS = 7
"""An article may be dated a little before the act it announces, never much."""

_DESIGNATIONS = {"orphan", "fast-track", "breakthrough", "rare-pediatric", "priority-review", "ind-clearance"}
"""Acts of which one drug gets several, each for another disease."""

_DESIGNATION_SLACK_DAYS = 14


def same_act(a: Act, b: Act) -> bool:
    """Whether two tellings tell one act: about the same thing, and not contradicting each other."""
    return _is_related(a, b) and not _contradict(a, b)


def closure(seeds: Iterable[Act], candidates: Callable[[set[str]], Iterable[Act]]) -> list[Act]:
    """The seeds and every telling bound to them over any number of steps. `candidates` finds tellings by key, and need
    not give one twice."""
    acts = list({act: act for act in seeds}.values())  # of one that went and came again, that which came
    numbers = {act: number for number, act in enumerate(acts)}  # by which they are compared a thousand times as often
    found, asked = set(numbers.values()), set[str]()
    frontier = set(found)
    having: dict[str, set[int]] = defaultdict(set)
    while frontier:
        wanted = {key for number in frontier for key in acts[number].keys} - asked
        asked |= wanted
        for other in candidates(wanted) if wanted else ():
            number = numbers.setdefault(other, len(acts))
            acts += [other] if number == len(acts) else []
            for key in other.keys:
                having[key].add(number)
        reached: set[int] = set()
        for act in map(acts.__getitem__, frontier):  # a vague telling has a hundred keys: each other is compared once
            near = set[int]().union(*(having[key] for key in act.keys)) - found - reached
            reached |= {number for number in near if same_act(act, acts[number])}
        found |= reached
        frontier = reached
    return sorted((acts[number] for number in found), key=lambda act: act.order)


def group(acts: Iterable[Act]) -> list[list[Act]]:
    """Tellings -> acts. The result does not depend on the order in which they come."""
    groups: list[list[Act]] = []
    group_of_key: dict[str, set[int]] = defaultdict(set)
    for act in sorted(acts, key=lambda act: act.order):
        near = sorted({number for key in act.keys for number in group_of_key[key]})
        number = _best_group(act, [(n, groups[n]) for n in near])
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(act)
        for key in act.keys:
            group_of_key[key].add(number)
    return groups


def _best_group(act: Act, groups: Sequence[tuple[int, list[Act]]]) -> int | None:
    """The group that it fits best: one member tells the same, none contradicts it."""
    fitting = [
        (_distance(act, members), number)
        for number, members in groups
        if any(_is_related(act, m) for m in members) and not any(_contradict(act, m) for m in members)
    ]
    return min(fitting)[1] if fitting else None


def _distance(act: Act, members: Sequence[Act]) -> tuple[bool, bool, int]:
    return (
        all(act.subtype != m.subtype for m in members),
        not any(indications.agree(act.indication, m.indication) for m in members),
        min(abs((act.when.starts_on - m.when.starts_on).days) for m in members),
    )


# ---------------------------------------------------------------- about the same thing


def _is_related(a: Act, b: Act) -> bool:
    if a.type is not b.type:
        return False
    if a.type is EventType.COLLABORATION:
        return _have_same_parties(a, b)
    if a.core_drug_ids and b.core_drug_ids:
        return bool(a.core_drug_ids & b.core_drug_ids)
    if set(a.trial_ids) & set(b.trial_ids):
        return True
    return not (a.core_drug_ids or b.core_drug_ids) and bool(a.families & b.families)


def _have_same_parties(a: Act, b: Act) -> bool:
    shared = a.families & b.families
    if len(shared) > 1:
        return True
    if not shared or not a.core_drug_ids & b.core_drug_ids:
        return False
    rests = (a.families - shared, b.families - shared)
    return any(all(family.startswith("~") for family in rest) for rest in rests) and _gap_days(a, b) <= LAG_DAYS


# ---------------------------------------------------------------- contradictions


def _contradict(a: Act, b: Act) -> bool:
    return (
        (a.is_curated and b.is_curated)  # a curator wrote two rows for two acts
        or _are_two_in_one_article(a, b)
        or not _are_kin(a, b)
        or not _dates_agree(a, b)
        or _agencies_differ(a, b)
        or indications.contradict(a.indication, b.indication)
        or _trials_differ(a, b)
        or _deals_differ(a, b)
    )


def _are_two_in_one_article(a: Act, b: Act) -> bool:
    """A research pact and a joint venture announced in one text are two; so are two approvals with two dates."""
    return a.origin == b.origin and (a.subtype != b.subtype or (a.when != b.when and _are_dated(a, b)))


def _are_dated(a: Act, b: Act) -> bool:
    return not (a.is_date_inferred or b.is_date_inferred) and not a.when.overlaps(b.when)


def _are_kin(a: Act, b: Act) -> bool:
    if a.subtype == b.subtype:
        return True
    if not any(a.subtype in kin and b.subtype in kin for kin in _KIN):
        return False
    return a.type is EventType.REGULATORY or (len(a.families & b.families) > 1 and not (a.is_vague or b.is_vague))


def _dates_agree(a: Act, b: Act) -> bool:
    if a.purchase and a.purchase == b.purchase:
        return a.when.overlaps(b.when, _CLOSED_WITHIN_DAYS)
    if a.is_vague or b.is_vague:
        return a.when.overlaps(b.when) and _vague_match(a, b)
    if a.is_date_inferred and b.is_date_inferred:
        return a.when.overlaps(b.when, _lag_days(a, b))
    if a.is_date_inferred or b.is_date_inferred:
        article, other = (a.when, b.when) if a.is_date_inferred else (b.when, a.when)
        late = (article.starts_on - other.ends_on).days
        early = (other.starts_on - article.ends_on).days
        return late <= (RETOLD_DAYS if _is_retold(a, b) else _lag_days(a, b)) and early <= _EARLY_DAYS
    return a.when.overlaps(b.when, _STATED_SLACK_DAYS[a.type])


def _vague_match(a: Act, b: Act) -> bool:
    """One of them is known to the year only: then a drug's several designations must name the same disease."""
    if a.subtype in _DESIGNATIONS:
        return indications.agree(a.indication, b.indication)
    return a.type is not EventType.CLINICAL or bool(set(a.trial_ids) & set(b.trial_ids))


def _lag_days(a: Act, b: Act) -> int:
    if a.subtype in _DESIGNATIONS and not indications.agree(a.indication, b.indication):
        return _DESIGNATION_SLACK_DAYS
    return 30 if a.type is EventType.CLINICAL else LAG_DAYS


def _is_retold(a: Act, b: Act) -> bool:
    """A review that tells an approval of months ago ("first approval" of last autumn) and dates it by itself."""
    return {a.subtype, b.subtype} <= APPROVALS and indications.agree(a.indication, b.indication)


def _gap_days(a: Act, b: Act) -> int:
    return max((a.when.starts_on - b.when.ends_on).days, (b.when.starts_on - a.when.ends_on).days, 0)


def _agencies_differ(a: Act, b: Act) -> bool:
    if a.type is not EventType.REGULATORY:
        return False
    if a.agency and b.agency:
        return a.agency.casefold() != b.agency.casefold()
    return a.region.casefold() != b.region.casefold()


def _trials_differ(a: Act, b: Act) -> bool:
    if a.type is not EventType.CLINICAL:
        return False
    if a.trial_ids and b.trial_ids:
        return not set(a.trial_ids) & set(b.trial_ids)
    return bool(a.phase and b.phase and not set(a.phase.split("/")) & set(b.phase.split("/")))


def _deals_differ(a: Act, b: Act) -> bool:
    """Two deals of one pair: other drugs, known on both sides, and not on one day."""
    if a.type is not EventType.COLLABORATION or not a.core_drug_ids or not b.core_drug_ids:
        return False
    if a.core_drug_ids & b.core_drug_ids or any(i.startswith("~") for i in a.core_drug_ids | b.core_drug_ids):
        return False
    return not (a.when == b.when and a.when.precision == "day")
