"""ClinicalTrials.gov API v2: studies by intervention (clinicaltrials.gov/data-api/api).

Dates are yyyy-mm or yyyy-mm-dd, each with a type, ACTUAL or ESTIMATED, where it may lie ahead.
No limit is published; its robots.txt asks for one request a second. Pages follow `nextPageToken`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ci.feeds.apis import MOST_PAGES, Pages
from ci.feeds.apis.answers import address, batches, endless, json_object, objects, part, text, texts
from ci.model import Fetched

BASE_URL = "https://clinicaltrials.gov/api/v2/studies"
PAGE_SIZE = 200
_FIELDS = (
    "NCTId|BriefTitle|OverallStatus|StudyType|Phase|"
    "InterventionType|InterventionName|InterventionOtherName|LeadSponsorName"
)


@dataclass(frozen=True)
class Intervention:
    """`type` is DRUG, BIOLOGICAL, GENETIC, PROCEDURE …"""

    type: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """A date as the registry writes it; empty where it gives none. Without a type it is taken for past."""

    date: str = ""
    is_estimate: bool = False


@dataclass(frozen=True)
class Study:
    """`phases` in the registry's words: EARLY_PHASE1, PHASE1, PHASE2, PHASE3, PHASE4; two for a seamless trial."""

    nct_id: str
    title: str
    status: str
    type: str
    phases: tuple[str, ...]
    interventions: tuple[Intervention, ...]
    sponsor: str
    collaborators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    started: Day = Day()
    primary_completion: Day = Day()
    completion: Day = Day()
    results_on: str = ""
    updated_on: str = ""
    verified_in: str = ""
    last_known_status: str = ""
    why_stopped: str = ""
    enrollment: int | None = None
    is_enrollment_estimate: bool = False
    primary_outcomes: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"https://clinicaltrials.gov/study/{self.nct_id}"


def searches(names: Iterable[str], phases: Iterable[str], base_url: str = BASE_URL) -> list[str]:
    """First addresses of as few searches as hold all names: interventional studies in one of the phases."""
    only = f"AREA[Phase]({' OR '.join(phases)}) AND AREA[StudyType]INTERVENTIONAL"
    fixed = {"filter.advanced": only, "fields": _FIELDS, "pageSize": PAGE_SIZE, "format": "json"}
    return [address(base_url, **{"query.intr": query, **fixed}) for query in queries(names)]


def queries(names: Iterable[str]) -> Iterator[str]:
    """As few as hold all names."""
    return batches((f'"{name}"' for name in names), " OR ")


def pages(first: str) -> Pages[Study]:
    found: list[Study] = []
    token = ""
    for _ in range(MOST_PAGES):
        fetched = yield f"{first}&{address('', pageToken=token)[1:]}" if token else first
        answer = json_object(fetched, "studies")
        found += _studies(answer)
        token = text(answer, "nextPageToken")
        if not token:
            break
    else:
        raise endless(first)
    return found


def studies(fetched: Fetched) -> list[Study]:
    """The studies of one answer."""
    return _studies(json_object(fetched, "studies"))


def _studies(answer: dict[str, Any]) -> list[Study]:
    return [_study(part(raw, "protocolSection")) for raw in objects(answer, "studies")]


def _study(raw: Any) -> Study:
    status, design = part(raw, "statusModule"), part(raw, "designModule")
    sponsors, enrollment = part(raw, "sponsorCollaboratorsModule"), part(design, "enrollmentInfo", "count")
    return Study(
        nct_id=text(raw, "identificationModule", "nctId"),
        title=text(raw, "identificationModule", "briefTitle"),
        status=text(status, "overallStatus"),
        type=text(design, "studyType"),
        phases=texts(design, "phases"),
        interventions=tuple(
            Intervention(text(each, "type"), (text(each, "name"), *texts(each, "otherNames")))
            for each in objects(raw, "armsInterventionsModule", "interventions")
        ),
        sponsor=text(sponsors, "leadSponsor", "name"),
        collaborators=tuple(text(each, "name") for each in objects(sponsors, "collaborators")),
        conditions=texts(raw, "conditionsModule", "conditions"),
        started=_day(status, "startDateStruct"),
        primary_completion=_day(status, "primaryCompletionDateStruct"),
        completion=_day(status, "completionDateStruct"),
        results_on=text(status, "resultsFirstPostDateStruct", "date"),
        updated_on=text(status, "lastUpdatePostDateStruct", "date"),
        verified_in=text(status, "statusVerifiedDate"),
        last_known_status=text(status, "lastKnownStatus"),
        why_stopped=text(status, "whyStopped"),
        enrollment=enrollment if isinstance(enrollment, int) else None,
        is_enrollment_estimate=text(design, "enrollmentInfo", "type") == "ESTIMATED",
        primary_outcomes=tuple(text(each, "measure") for each in objects(raw, "outcomesModule", "primaryOutcomes")),
    )


def _day(status: Any, name: str) -> Day:
    return Day(text(status, name, "date"), text(status, name, "type") == "ESTIMATED")
