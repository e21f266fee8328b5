"""What each file of data/ holds: its columns, which of them must be filled, and what a cell of each may say."""

from dataclasses import dataclass

from ci.model import DEAL_STATUSES, ENDED, PHASES, STAGES, SUBTYPES, EventType

COMPANY_STATUSES = ("active", "acquired", "merged", "renamed", "closed")
ACTIONS = (
    "inhibitor", "agonist", "antagonist", "activator", "degrader", "antisense", "gene therapy", "ADC", "vaccine",
)  # fmt: skip
MODALITIES = (
    "small molecule", "antibody", "fusion protein", "peptide", "oligonucleotide", "gene therapy", "cell therapy",
    "PROTAC", "ADC", "protein",
)  # fmt: skip
SOURCE_KINDS = (
    "rss", "json-feed", "pubmed", "europepmc", "clinicaltrials", "openfda", "ema", "edgar", "page", "listing",
)  # fmt: skip

COMPANIES, TARGETS, DRUGS, PARTNERS = "companies.csv", "targets.csv", "drugs.csv", "partner_drugs.csv"
MECHANISMS, APPROVALS, DEALS, TRIALS = "mechanisms.csv", "approvals.csv", "deals.csv", "trials.csv"
EXPECTED, SOURCES, LOOKALIKES = "expected.csv", "sources.csv", "lookalikes.csv"


@dataclass(frozen=True)
class Cell:
    """A column. `kind`: text, slug, url, date, number, list (joined by "; "), roles (id=role; …), disputes, symbol,
    trials, planned (a date that may lie in the future)."""

    name: str
    kind: str = "text"
    required: bool = False
    one_of: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    """Files one of which must hold the id (or, for partner drugs, the name)."""
    pattern: str = ""


@dataclass(frozen=True)
class Table:
    file: str
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> list[str]:
        return [cell.name for cell in self.cells]


_PROOF = (Cell("source_url", "url", required=True), Cell("checked_on", "date", required=True))
_ID = Cell("id", "slug", required=True)
_DRUGS = (DRUGS, PARTNERS)

TABLES: tuple[Table, ...] = (
    Table(
        MECHANISMS,
        (
            _ID,
            Cell("parent_id", refers_to=(MECHANISMS,)),
            Cell("level", required=True, one_of=("arm", "category", "member")),
            Cell("name", required=True),
            Cell("target_id", refers_to=(TARGETS,)),
            Cell("explanation", required=True),
            *_PROOF,
        ),
    ),
    Table(
        TARGETS,
        (
            Cell("id", "symbol", required=True),
            Cell("name", required=True),
            Cell("aliases", "list"),
            Cell("mechanism_id", refers_to=(MECHANISMS,)),
            Cell("hgnc_id", pattern=r"HGNC:\d+"),
            Cell("uniprot", pattern=r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2}"),
            *_PROOF,
        ),
    ),
    Table(
        COMPANIES,
        (
            _ID,
            Cell("name", required=True),
            Cell("aliases", "list"),
            Cell("native_names", "list"),
            Cell("former_names", "list", pattern=r".+ \(until \d{4}(-\d\d){0,2}\)|.+"),
            Cell("country"),
            Cell("tickers", "list", pattern=r"[A-Z][A-Za-z0-9 ]*: [A-Z0-9.\-]+"),
            Cell("parent_id", refers_to=(COMPANIES,)),
            Cell("status", one_of=COMPANY_STATUSES),
            Cell("status_note"),
            Cell("website", "url"),
            *_PROOF,
        ),
    ),
    Table(
        DRUGS,
        (
            _ID,
            Cell("name", required=True),
            Cell("codes", "list"),
            Cell("brands", "list"),
            Cell("native_names", "list"),
            Cell("target_ids", "list", refers_to=(TARGETS,)),
            Cell("action", one_of=ACTIONS),
            Cell("modality", one_of=MODALITIES),
            Cell("mechanism_id", required=True, refers_to=(MECHANISMS,)),
            Cell("originator_id", refers_to=(COMPANIES,)),
            Cell("owner_ids", "list", refers_to=(COMPANIES,)),
            Cell("peak_stage", one_of=STAGES),
            Cell("stage", one_of=(*STAGES, ENDED)),
            Cell("stage_as_of", "date"),
            Cell("stage_source_url", "url"),
            Cell("indications", "list"),
            Cell("identifiers", "list"),
            *_PROOF,
        ),
    ),
    Table(
        PARTNERS,
        (
            Cell("name", required=True),
            Cell("brands", "list"),
            Cell("codes", "list"),
            Cell("target_ids", "list", refers_to=(TARGETS,)),
            *_PROOF,
        ),
    ),
    Table(
        APPROVALS,
        (
            _ID,
            Cell("subtype", required=True, one_of=tuple(SUBTYPES[EventType.REGULATORY])),
            Cell("date", "date", required=True),
            Cell("agency", required=True),
            Cell("region", required=True),
            Cell("drug_ids", "list", required=True, refers_to=_DRUGS),
            Cell("company_ids", "list", refers_to=(COMPANIES,)),
            Cell("indication"),
            Cell("combination", "list"),
            Cell("trial_ids", "trials"),
            Cell("says", required=True),
            *_PROOF,
            Cell("disputes", "disputes"),
        ),
    ),
    Table(
        DEALS,
        (
            _ID,
            Cell("subtype", required=True, one_of=tuple(SUBTYPES[EventType.COLLABORATION])),
            Cell("date", "date", required=True),
            Cell("parties", "roles", required=True, refers_to=(COMPANIES,)),
            Cell("drug_ids", "list", refers_to=_DRUGS),
            Cell("target_ids", "list", refers_to=(TARGETS,)),
            Cell("upfront_usd_m", "number"),
            Cell("total_usd_m", "number"),
            Cell("money_as_stated"),
            Cell("territory"),
            Cell("status", one_of=tuple(DEAL_STATUSES)),
            Cell("status_as_of", "date"),
            Cell("status_source_url", "url"),
            Cell("says", required=True),
            *_PROOF,
            Cell("disputes", "disputes"),
        ),
    ),
    Table(
        TRIALS,
        (
            _ID,
            Cell("subtype", required=True, one_of=tuple(SUBTYPES[EventType.CLINICAL])),
            Cell("date", "date", required=True),
            Cell("drug_ids", "list", required=True, refers_to=_DRUGS),
            Cell("company_ids", "list", refers_to=(COMPANIES,)),
            Cell("indication"),
            Cell("combination", "list"),
            Cell("phase", one_of=PHASES),
            Cell("trial_ids", "trials"),
            Cell("says", required=True),
            *_PROOF,
            Cell("disputes", "disputes"),
        ),
    ),
    Table(
        EXPECTED,
        (
            _ID,
            Cell("drug_id", required=True, refers_to=_DRUGS),
            Cell("subtype", required=True, one_of=tuple(SUBTYPES[EventType.REGULATORY])),
            Cell("agency", required=True),
            Cell("region", required=True),
            Cell("due", "planned", required=True),
            Cell("was", "list"),
            Cell("indication"),
            Cell("says", required=True),
            *_PROOF,
        ),
    ),
    Table(
        SOURCES,
        (
            _ID,
            Cell("name", required=True),
            Cell("kind", required=True, one_of=SOURCE_KINDS),
            Cell("url", "url", required=True),
            Cell("group"),
            Cell("topic"),
            Cell("region"),
            Cell("language"),
            Cell("is_on", required=True, one_of=("yes", "no")),
            Cell("off_reason"),
            Cell("confirmed"),
            Cell("quirks"),
            Cell("checked_on", "date"),
        ),
    ),
    Table(
        LOOKALIKES,
        (
            Cell("spelling", required=True),
            Cell("looks_like", required=True),
            Cell("is", required=True),
            Cell("unless", "list"),
        ),
    ),
)
