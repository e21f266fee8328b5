"""ClinicalTrials.gov: an article a study, told in sentences; a change in the registry changes them: a new revision.

A study that was stopped and one with posted results have an article more for each of these acts: it happens years after
the start, is news of its own day, and has a page of its own in the registry.

The search must be sorted by the last update, the newest first: the first page on which every study is as it was stored
is the last one wanted. (A study that is known is not enough: whatever changes is known already.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ci.feeds.apis import clinicaltrials
from ci.feeds.apis.clinicaltrials import Day, Study
from ci.feeds.dates import believable
from ci.feeds.drug_searches import all_paged, searches
from ci.feeds.plain import one_line, tidy
from ci.feeds.sentences import dated, joined, said, sentence
from ci.feeds.walks import Visit, Walk, query_of, with_query
from ci.model import Article, Fetched
from ci.when import When

MOST_PAGES, MOST_PAGES_SINCE, PAGE_SIZE_SINCE = 20, 50, 200
_FIELDS = (
    "IdentificationModule|StatusModule|SponsorCollaboratorsModule|ConditionsModule|DesignModule|"
    "ArmsInterventionsModule|OutcomesModule"
)
"""Without this a study comes with its results and sites, a hundred times as much."""
_PHASES = {"EARLY_PHASE1": "1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
_TREATMENTS = ("DRUG", "BIOLOGICAL", "GENETIC", "COMBINATION_PRODUCT")
_NOW = {
    "RECRUITING": "It is recruiting.",
    "ENROLLING_BY_INVITATION": "It takes participants by invitation.",
    "ACTIVE_NOT_RECRUITING": "It goes on and recruits no more.",
    "COMPLETED": "It is complete.",
    "UNKNOWN": "Its record was not kept up for two years.",
}
_STOPS = {"TERMINATED": "terminated", "SUSPENDED": "suspended", "WITHDRAWN": "cancelled"}


def walk(visit: Visit) -> Walk:
    firsts = [_first(each) for each in searches(visit, clinicaltrials.queries)]
    most = MOST_PAGES_SINCE if visit.since else MOST_PAGES
    return all_paged(firsts, clinicaltrials.pages, lambda answer: _holds_news(answer, visit), most)


def _first(visit: Visit) -> str:
    fields = "|".join(dict.fromkeys([*query_of(visit.url, "fields").split("|"), *_FIELDS.split("|")])).strip("|")
    return with_query(visit.url, format="json", fields=fields, **_span(visit))


def _span(visit: Visit) -> dict[str, object]:
    """With `since`: the search, bound to studies whose record changed from that day on."""
    if visit.since is None:
        return {}
    days = f"AREA[LastUpdatePostDate]RANGE[{visit.since.isoformat()},MAX]"
    before = query_of(visit.url, "filter.advanced")
    return {"filter.advanced": f"({before}) AND {days}" if before else days, "pageSize": PAGE_SIZE_SINCE}


def parse(fetched: Fetched) -> list[Article]:
    told = [article for study in clinicaltrials.studies(fetched) if study.nct_id for article in _articles(study)]
    return [replace(article, published=believable(article.published, fetched.fetched_at)) for article in told]


def snapshots(fetched: Fetched) -> dict[str, dict[str, str]]:
    """Number of a study -> what its record says, field by field, in the registry's words."""
    return {study.nct_id: _fields(study) for study in clinicaltrials.studies(fetched) if study.nct_id}


def _fields(study: Study) -> dict[str, str]:
    size = f"{study.enrollment}" if study.enrollment is not None else ""
    return {
        "title": study.title,
        "status": study.status,
        "phase": ", ".join(study.phases),
        "sponsor": study.sponsor,
        "conditions": "; ".join(study.conditions),
        "interventions": "; ".join(each.names[0] for each in study.interventions),
        "start": _registered(study.started),
        "primary completion": _registered(study.primary_completion),
        "completion": _registered(study.completion),
        "enrolment": f"{size} (estimated)" if size and study.is_enrollment_estimate else size,
        "primary endpoints": "; ".join(study.primary_outcomes),
        "why stopped": study.why_stopped,
        "results posted": study.results_on,
        "updated_on": study.updated_on,
    }


def _registered(day: Day) -> str:
    return f"{day.date} (estimated)" if day.date and day.is_estimate else day.date


def _holds_news(answer: Fetched, visit: Visit) -> bool:
    """Whether any study is new or was updated since its snapshot; a stale copy that is older tells nothing new."""
    studies = [study for study in clinicaltrials.studies(answer) if study.nct_id]
    held = visit.updates([study.nct_id for study in studies])
    news = (study.nct_id not in held or study.updated_on > held[study.nct_id] for study in studies)
    return bool(studies) and (visit.since is not None or any(news))


def _articles(study: Study) -> Iterator[Article]:
    lines = (_start(study), _now(study), _size(study), _ends(study), _measures(study))
    yield _article(study, study.title or "A study", lines, _started(study) or dated(study.updated_on))
    if study.status in _STOPS:
        when, how = _stopped(study)
        told = (_stop(study, how), _plan(study))
        yield _article(study, f"{study.title or 'A study'}: {_STOPS[study.status]}", told, when, "history")
    if when := dated(study.results_on):
        says = f"{_sponsor(study)} reported results of {_trial(study)} in the registry {said(when)}."
        yield _article(study, f"{study.title or 'A study'}: results posted", (says,), when, "results")


def _stopped(study: Study) -> tuple[When | None, str]:
    """When it stopped, as near as the registry tells, and what that date is: it has no field for the day itself."""
    if study.status == "TERMINATED" and (when := _actual(study.primary_completion)):
        return when, f"with its last main data collected {said(when)}"
    when = dated(study.verified_in) or dated(study.updated_on)
    return when, f"as the registry recorded {said(when)}" if when else ""


def _article(study: Study, title: str, lines: Sequence[str], published: When | None, tab: str = "") -> Article:
    return Article(
        url=f"{study.url}?tab={tab}" if tab else study.url,
        title=one_line(f"{title} ({study.nct_id})"),
        text=tidy("\n".join(line for line in lines if line)),
        source="ClinicalTrials.gov",
        published=published,
        guid=f"{study.nct_id}-{tab}" if tab else study.nct_id,
        language="en",
    )


def _trial(study: Study, article: str = "the") -> str:
    """`a Phase 3 trial of venetoclax and azacitidine in acute myeloid leukemia`."""
    kind = "observational study" if study.type == "OBSERVATIONAL" else "trial"
    treatments = [i.names[0] for i in study.interventions if i.type in _TREATMENTS] or [
        i.names[0] for i in study.interventions
    ]
    of, conditions = joined(treatments), joined(study.conditions, 3)
    kind = " ".join(part for part in (_phase(study), kind) if part)
    article = "an" if article == "a" and kind[0] in "aeio" else article
    return " ".join([article, kind, *(["of", of] if of else []), *(["in", conditions] if conditions else [])])


def _phase(study: Study) -> str:
    numbers = [_PHASES[phase] for phase in study.phases if phase in _PHASES]
    return f"Phase {'/'.join(numbers)}" if numbers else ""


def _sponsor(study: Study) -> str:
    return study.sponsor or "The sponsor"


def _started(study: Study) -> When | None:
    """The start, where it lies behind."""
    return None if study.status in ("WITHDRAWN", "NOT_YET_RECRUITING") else _actual(study.started)


def _actual(day: Day) -> When | None:
    return None if day.is_estimate else dated(day.date)


def _start(study: Study) -> str:
    """A start that lies ahead is told as a plan."""
    with_ = f"with {joined(study.collaborators)}" if study.collaborators else ""
    if when := _started(study):
        return sentence(f"{_sponsor(study)} started {_trial(study, 'a')}", said(when), with_)
    return sentence(_plan(study).removesuffix("."), with_)


def _plan(study: Study) -> str:
    """Nothing for what has begun."""
    if _started(study):
        return ""
    verb = "had planned" if study.status == "WITHDRAWN" else "plans"
    when = dated(study.started.date)
    expected = f", to start {said(when)}" if when else ""
    return f"{_sponsor(study)} {verb} {_trial(study, 'a')}{expected}."


def _stop(study: Study, how: str) -> str:
    early = "before anyone took part" if study.status == "WITHDRAWN" else ""
    told = f"{_sponsor(study)} {_STOPS[study.status]} {_trial(study)}"
    told = sentence(", ".join(part for part in (told, early, how) if part))
    return f"{told} {sentence('The reason given:', study.why_stopped)}" if study.why_stopped else told


def _now(study: Study) -> str:
    told = _NOW.get(study.status, "")
    last = _NOW.get(study.last_known_status, "").removeprefix("It ").rstrip(".")
    return f"{told} What was last known: it {last}." if study.status == "UNKNOWN" and last else told


def _size(study: Study) -> str:
    if study.enrollment is None or study.status == "WITHDRAWN":
        return ""
    people = "1 participant" if study.enrollment == 1 else f"{study.enrollment:,} participants"
    return f"It is planned with {people}." if study.is_enrollment_estimate else f"It had {people}."


def _ends(study: Study) -> str:
    told = []
    for what, day in (("primary completion", study.primary_completion), ("completion", study.completion)):
        if when := dated(day.date):
            told.append(f"{what} {'is expected' if day.is_estimate else 'was'} {said(when)}")
    return sentence("Its", " and its ".join(told)) if told else ""


def _measures(study: Study) -> str:
    return sentence("It measures", joined(study.primary_outcomes, 3)) if study.primary_outcomes else ""
