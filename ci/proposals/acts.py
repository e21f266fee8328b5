"""Regulatory acts: is it among ours already, and the row of approvals.csv that it would make."""

from dataclasses import dataclass
from datetime import date, timedelta

from ci.model import AGENCIES, STAGES, Catalog, Company, CuratedEvent, Drug, EventType
from ci.proposals.draft import Change, Draft, NewRow
from ci.reference.build import slug
from ci.when import When

SLACK_DAYS = 10
"""An act is often dated by its announcement, some days after the letter; two acts on one drug are weeks apart."""

APPROVALS = ("approval", "conditional-approval")


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """An act as an API tells it; `says` is the sentence of the row, `proof_url` the public record."""

    drug: Drug
    subtype: str
    agency: str
    on: date
    company: Company | None
    says: str
    proof_url: str


def known_act(catalog: Catalog, act: Act) -> CuratedEvent | None:
    """Our row of the same act. Both kinds of approval count: registers forget that one was conditional."""
    kinds = APPROVALS if act.subtype in APPROVALS else (act.subtype,)
    rows = (e for e in catalog.events if e.type is EventType.REGULATORY and e.subtype in kinds)
    same = [e for e in rows if e.agency == act.agency and act.drug.id in e.drug_ids and _is_same_time(e, act.on)]
    return min(same, key=lambda e: abs((e.when.starts_on - act.on).days), default=None)


def _is_same_time(event: CuratedEvent, day: date) -> bool:
    told = [event.when, *(when for column, value, _ in event.disputes if column == "date" for when in _dates(value))]
    return any(when.overlaps(When.day(day), SLACK_DAYS) for when in told)


def _dates(value: str) -> list[When]:
    """Other sources' dates are kept as they write them; what is no date is passed over."""
    try:
        return [When.parse(value)]
    except ValueError:
        return []


def propose_act(draft: Draft, catalog: Catalog, act: Act, today: date) -> None:
    """Adds the row, and the stages that follow from it; a known act adds a note only where the day differs."""
    known = known_act(catalog, act)
    if known:
        if not known.when.overlaps(When.day(act.on)):
            draft.notes.append(
                f"{known.id}: ours is dated {known.when}, {act.proof_url} says {in_words(act.on)}; taken for one act"
            )
        return
    if act.on > today:
        draft.notes.append(f"{act.drug.id}: {act.proof_url} gives a day that has not come yet, {act.on}; left out")
        return
    draft.rows.append(NewRow("approvals.csv", _row(catalog, draft, act, today), act.says))
    if act.subtype in APPROVALS:
        propose_peak(draft, act.drug, "approved", f"{act.agency} approval of {in_words(act.on)}, {act.proof_url}")
        _propose_today(draft, act)
    elif act.subtype == "positive-opinion":
        propose_peak(draft, act.drug, "registration", f"{act.agency} opinion of {in_words(act.on)}, {act.proof_url}")


def _row(catalog: Catalog, draft: Draft, act: Act, today: date) -> dict[str, str]:
    base = f"{act.drug.id}-{act.subtype}-{slug(act.agency)}-{act.on}"
    taken = {event.id for event in catalog.events} | {row.values["id"] for row in draft.rows}
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return {
        "id": next(free for free in numbered if free not in taken),
        "subtype": act.subtype,
        "date": act.on.isoformat(),
        "agency": act.agency,
        "region": AGENCIES[act.agency],
        "drug_ids": act.drug.id,
        "company_ids": act.company.id if act.company else "",
        "says": act.says,
        "source_url": act.proof_url,
        "checked_on": today.isoformat(),
    }


def propose_peak(draft: Draft, drug: Drug, stage: str, proof: str) -> bool:
    """Raises peak_stage, never lowers it."""
    if drug.peak_stage and STAGES.index(drug.peak_stage) >= STAGES.index(stage):
        return False
    why = f"peak_stage {drug.peak_stage or 'not known'} becomes {stage}: {proof}"
    draft.change(Change("drugs.csv", drug.id, "peak_stage", stage, why, rank=STAGES.index(stage)))
    return True


def propose_stage(draft: Draft, drug: Drug, stage: str, as_of: date, proof_url: str, proof: str) -> None:
    """The three cells of today's stage, which are filled together."""
    why = f"stage {drug.stage or 'not known'} becomes {stage}: {proof}"
    for column, value in (("stage", stage), ("stage_as_of", as_of.isoformat()), ("stage_source_url", proof_url)):
        reason = why if column == "stage" else ""
        draft.change(Change("drugs.csv", drug.id, column, value, reason, rank=STAGES.index(stage)))


def _propose_today(draft: Draft, act: Act) -> None:
    """An approval moves today's stage only where it is newer than what we know of it."""
    drug = act.drug
    if not drug.stage or drug.stage == "approved" or not drug.stage_as_of:
        return
    if When.parse(drug.stage_as_of).ends_on + timedelta(days=1) <= act.on:
        propose_stage(draft, drug, "approved", act.on, act.proof_url, f"{act.agency} approval after {drug.stage_as_of}")


def in_words(day: date) -> str:
    """21 November 2016, as the sentences of the tables write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
