"""ClinicalTrials.gov API v2: studies by intervention (clinicaltrials.gov/data-api/api).

No limit is published; its robots.txt asks for one request a second. Pages follow `nextPageToken`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ci.feeds.apis import MOST_PAGES, Pages
from ci.feeds.apis.answers import address, batches, endless, json_object, objects, text, texts

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
class Study:
    """`phases` in the registry's words: EARLY_PHASE1, PHASE1, PHASE2, PHASE3, PHASE4; two for a seamless trial."""

    nct_id: str
    title: str
    status: str
    type: str
    phases: tuple[str, ...]
    interventions: tuple[Intervention, ...]
    sponsor: str

    @property
    def url(self) -> str:
        return f"https://clinicaltrials.gov/study/{self.nct_id}"


def searches(names: Iterable[str], phases: Iterable[str], base_url: str = BASE_URL) -> list[str]:
    """First addresses of as few searches as hold all names: interventional studies in one of the phases."""
    only = f"AREA[Phase]({' OR '.join(phases)}) AND AREA[StudyType]INTERVENTIONAL"
    fixed = {"filter.advanced": only, "fields": _FIELDS, "pageSize": PAGE_SIZE, "format": "json"}
    return [
        address(base_url, **{"query.intr": query, **fixed})
        for query in batches((f'"{name}"' for name in names), " OR ")
    ]


def pages(first: str) -> Pages[Study]:
    found: list[Study] = []
    token = ""
    for _ in range(MOST_PAGES):
        fetched = yield f"{first}&{address('', pageToken=token)[1:]}" if token else first
        answer = json_object(fetched, "studies")
        found += [_study(raw) for raw in objects(answer, "studies")]
        token = text(answer, "nextPageToken")
        if not token:
            break
    else:
        raise endless(first)
    return found


def _study(raw: dict[str, Any]) -> Study:
    return Study(
        nct_id=text(raw, "protocolSection", "identificationModule", "nctId"),
        title=text(raw, "protocolSection", "identificationModule", "briefTitle"),
        status=text(raw, "protocolSection", "statusModule", "overallStatus"),
        type=text(raw, "protocolSection", "designModule", "studyType"),
        phases=texts(raw, "protocolSection", "designModule", "phases"),
        interventions=tuple(
            Intervention(text(each, "type"), (text(each, "name"), *texts(each, "otherNames")))
            for each in objects(raw, "protocolSection", "armsInterventionsModule", "interventions")
        ),
        sponsor=text(raw, "protocolSection", "sponsorCollaboratorsModule", "leadSponsor", "name"),
    )
