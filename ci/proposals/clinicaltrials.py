"""ClinicalTrials.gov's studies against the stages of drugs.csv: has a drug gone further than its row says?"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from ci.feeds.apis.clinicaltrials import Study
from ci.model import ENDED, STAGES, Catalog, Drug
from ci.proposals.acts import propose_peak, propose_stage
from ci.proposals.draft import Draft, counted
from ci.proposals.names import Spellings, own_drugs, spelled_in

PHASES = {"EARLY_PHASE1": "phase 1", "PHASE1": "phase 1", "PHASE2": "phase 2", "PHASE3": "phase 3"}
ACTIVE = ("RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING")
BEGUN = (*ACTIVE, "COMPLETED", "TERMINATED", "SUSPENDED", "UNKNOWN")
MEDICINES = ("DRUG", "BIOLOGICAL", "GENETIC", "COMBINATION_PRODUCT")


def names(catalog: Catalog) -> list[str]:
    """What to ask for: every spelling, because a trial names a drug by its code before it has a name."""
    spellings = Spellings(catalog)
    return list(dict.fromkeys(name for drug in own_drugs(catalog) for name in spellings.safe_names(drug)))


def names_by_phases(catalog: Catalog) -> dict[tuple[str, ...], list[str]]:
    """The phases that would be news -> names of the drugs for which they would; approved drugs are not asked for."""
    spellings, asked = Spellings(catalog), defaultdict[tuple[str, ...], list[str]](list)
    for drug in own_drugs(catalog):
        news = tuple(phase for phase, stage in PHASES.items() if _rank(stage) > _rank(drug.peak_stage))
        if news:
            asked[news] += spellings.safe_names(drug)
    return dict(asked)


def propose(catalog: Catalog, studies: Iterable[Study], today: date) -> Draft:
    draft, spellings, left_out = Draft(), Spellings(catalog), defaultdict[str, list[str]](list)
    known = sorted({study.nct_id: study for study in studies}.values(), key=lambda study: study.nct_id)
    for drug in own_drugs(catalog):
        tests = [study for study in known if given_as(study, spellings.safe_names(drug))]
        further = [study for study in tests if _rank(_stage(study)) > _rank(drug.peak_stage)]
        for study in tests:
            if _highest(study) > _rank(drug.peak_stage) and study not in further:
                left_out["trials across two phases count as the lower one"].append(f"{study.nct_id} ({drug.id})")
        begun = [study for study in further if study.status in BEGUN]
        waiting = [f"{study.nct_id} ({drug.id})" for study in further if study.status not in BEGUN]
        left_out["trials that have not begun or were withdrawn before they did"] += waiting
        if begun:
            _propose(draft, drug, begun, spellings.safe_names(drug), today)
    draft.notes += [f"left out, {reason}: {counted(trials)}" for reason, trials in left_out.items() if trials]
    return draft


def _propose(draft: Draft, drug: Drug, begun: list[Study], names: list[str], today: date) -> None:
    """The furthest trial moves the peak; today's stage moves only with a trial that goes on."""
    best = max(begun, key=lambda study: (_rank(_stage(study)), study.status in ACTIVE))
    propose_peak(draft, drug, _stage(best), _proof(best, names))
    going_on = [study for study in begun if study.status in ACTIVE and _rank(_stage(study)) > _rank(drug.stage)]
    if not going_on:
        draft.notes.append(f"{drug.id}: no such trial goes on, so today's stage stays {drug.stage or 'not known'}")
    elif drug.stage == ENDED:
        draft.notes.append(
            f"{drug.id}: {_proof(going_on[0], names)} goes on though stage says discontinued; look who runs it"
        )
    else:
        study = max(going_on, key=lambda study: _rank(_stage(study)))
        propose_stage(draft, drug, _stage(study), today, study.url, _proof(study, names))


def given_as(study: Study, names: list[str]) -> str:
    """What a trial calls the drug that it gives; "" if it gives it not: a search finds it in descriptions, too."""
    told = (
        name
        for intervention in study.interventions
        if study.type == "INTERVENTIONAL" and intervention.type in MEDICINES
        for name in intervention.names
    )
    return next((name for name in told if spelled_in(name, names) and "placebo" not in name.casefold()), "")


def _stage(study: Study) -> str:
    """The lower phase of a trial across two; "" for phase 4 and for trials without one."""
    stages = [PHASES.get(phase, "") for phase in study.phases]
    return min(stages, key=_rank, default="")


def _highest(study: Study) -> int:
    return max((_rank(PHASES.get(phase, "")) for phase in study.phases), default=-1)


def _rank(stage: str) -> int:
    """-1 for none; `discontinued` is no stage that a trial could be compared with."""
    return STAGES.index(stage) if stage in STAGES else -1


def _proof(study: Study, names: list[str]) -> str:
    phase = "/".join(phase.removeprefix("EARLY_").removeprefix("PHASE") for phase in study.phases)
    status = study.status.replace("_", " ").lower()
    who = study.sponsor or "a sponsor not given"
    return f"{study.url}, phase {phase}, {status}, gives {given_as(study, names)!r}, run by {who}"
