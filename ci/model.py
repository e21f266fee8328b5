"""The words of the domain, each defined once. Standard library only; no clock, no network, no session."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ci.when import When


class EventType(StrEnum):
    """The three kinds of events that are read."""

    COLLABORATION = "collaboration"
    REGULATORY = "regulatory"
    CLINICAL = "clinical"


SUBTYPES: dict[EventType, dict[str, str]] = {
    EventType.COLLABORATION: {
        "license": "Licence",
        "option": "Option",
        "acquisition": "Acquisition",
        "clinical-collaboration": "Clinical collaboration",
        "research-collaboration": "Research collaboration",
        "co-development": "Co-development",
        "commercialization": "Commercialisation",
        "joint-venture": "Joint venture",
        "termination": "Termination",
    },
    EventType.REGULATORY: {
        "approval": "Approval",
        "conditional-approval": "Conditional approval",
        "positive-opinion": "Positive opinion",
        "submission": "Submission",
        "acceptance": "Submission accepted",
        "priority-review": "Priority review",
        "breakthrough": "Breakthrough designation",
        "fast-track": "Fast track designation",
        "orphan": "Orphan designation",
        "rare-pediatric": "Rare paediatric designation",
        "ind-clearance": "IND clearance",
        "clinical-hold": "Clinical hold",
        "hold-lifted": "Hold lifted",
        "complete-response": "Complete response letter",
        "withdrawal": "Withdrawal",
    },
    EventType.CLINICAL: {
        "trial-start": "Trial start",
        "readout": "Readout",
        "trial-stop": "Trial stop",
    },
}
"""Event type -> subtype -> the words that a page shows."""

DEAL_STATUSES = {
    "announced": "announced, closing not confirmed",
    "completed": "completed",
    "ended": "ended",
}
"""How far a deal got, as a checked source says -> the words that a page shows. Most deals have none: they began when
they were signed, and nobody said that they ended."""

ROLES = ("licensor", "licensee", "acquirer", "target", "partner")

AGENCIES: dict[str, str] = {
    "FDA": "United States",
    "EMA": "European Union",
    "NMPA": "China",
    "PMDA": "Japan",
    "MHRA": "United Kingdom",
    "Health Canada": "Canada",
    "TGA": "Australia",
    "Swissmedic": "Switzerland",
}
"""The agencies with a name of their own here, and the region each acts for; others are kept as stated."""

AGENCY_NAMES: dict[str, str] = {
    "FDA": "US Food and Drug Administration",
    "EMA": "European Medicines Agency",
    "NMPA": "China's National Medical Products Administration",
    "PMDA": "Japan's Pharmaceuticals and Medical Devices Agency",
    "MHRA": "UK Medicines and Healthcare products Regulatory Agency",
    "Health Canada": "Canada's department of health",
    "TGA": "Australia's Therapeutic Goods Administration",
    "Swissmedic": "Swiss Agency for Therapeutic Products",
    "TFDA": "Taiwan Food and Drug Administration",
    "MFDS": "South Korea's Ministry of Food and Drug Safety",
    "HSA": "Singapore's Health Sciences Authority",
    "DCGI": "Drugs Controller General of India",
    "BPOM": "Indonesia's National Agency of Drug and Food Control",
    "NPRA": "Malaysia's National Pharmaceutical Regulatory Agency",
    "DH": "Hong Kong's Department of Health",
    "ISAF": "Macau's Pharmaceutical Administration Bureau",
    "Thai FDA": "Thailand's Food and Drug Administration",
}
"""In full, for a reader who does not know the short name; an agency that stands nowhere here has its short name."""

AGENCY_PLACES: dict[str, str] = AGENCIES | {
    "TFDA": "Taiwan",
    "MFDS": "South Korea",
    "HSA": "Singapore",
    "DCGI": "India",
    "BPOM": "Indonesia",
    "NPRA": "Malaysia",
    "DH": "Hong Kong",
    "ISAF": "Macau",
    "Thai FDA": "Thailand",
}
"""Where each acts: short enough to stand beside its name."""


def agency_in_full(agency: str) -> str:
    """`NMPA` -> "NMPA, China's National Medical Products Administration"."""
    return f"{agency}, {AGENCY_NAMES[agency]}" if agency in AGENCY_NAMES else agency


STAGES = ("preclinical", "phase 1", "phase 2", "phase 3", "registration", "approved")
"""Stages in rising order; `discontinued` is where a drug may stand today, never the furthest it got."""

ENDED = "discontinued"
STAGES_TODAY = {f"{stage} today": stage for stage in STAGES} | {ENDED: ENDED}
"""What the filter calls where a drug stands today -> the stage; else a stage is the furthest that it reached."""
PHASES = ("1", "1/2", "2", "2/3", "3", "4")


class MechanismCategory(StrEnum):
    """The eight categories; the tree around them is data/mechanisms.csv."""

    BCL2_FAMILY = "bcl2-family"
    MDM2_P53 = "mdm2-p53"
    P53_REACTIVATION = "p53-reactivation"
    IAP = "iap"
    DEATH_RECEPTOR = "death-receptor"
    CASPASE = "caspase"
    MITOCHONDRIAL = "mitochondrial"
    INDIRECT = "indirect"


# ---------------------------------------------------------------- curated things


@dataclass(frozen=True)
class Company:
    """A company of data/companies.csv."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    native_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    country: str = ""
    tickers: tuple[str, ...] = ()
    parent_id: str = ""
    status: str = "active"
    status_note: str = ""
    website: str = ""
    source_url: str = ""
    checked_on: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name, *self.aliases, *self.native_names, *(n.split(" (")[0] for n in self.former_names))


@dataclass(frozen=True)
class Drug:
    """A drug of data/drugs.csv, or of partner_drugs.csv (then `mechanism_id` is empty and `is_partner` true)."""

    id: str
    name: str
    codes: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    native_names: tuple[str, ...] = ()
    target_ids: tuple[str, ...] = ()
    mechanism_id: str = ""
    action: str = ""
    modality: str = ""
    originator_id: str = ""
    owner_ids: tuple[str, ...] = ()
    peak_stage: str = ""
    stage: str = ""
    stage_as_of: str = ""
    stage_source_url: str = ""
    indications: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    source_url: str = ""
    checked_on: str = ""
    is_partner: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name, *self.codes, *self.brands, *self.native_names)


@dataclass(frozen=True)
class Target:
    """A molecule that drugs act on; the id is its HGNC symbol."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    mechanism_id: str = ""
    hgnc_id: str = ""
    uniprot: str = ""
    source_url: str = ""
    checked_on: str = ""


@dataclass(frozen=True)
class Mechanism:
    """A node of the tree: `level` is arm, category or member."""

    id: str
    parent_id: str
    level: str
    name: str
    target_id: str
    explanation: str
    source_url: str
    checked_on: str


@dataclass(frozen=True)
class Lookalike:
    """A spelling that looks like one of our names and is not, unless one of the `unless` words stands nearby."""

    spelling: str
    looks_like: str
    meaning: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """A planned submission or a target action date; never an event."""

    id: str
    drug_id: str
    subtype: str
    agency: str
    region: str
    due: When
    was: tuple[str, ...]
    indication: str
    says: str
    source_url: str
    checked_on: str


@dataclass(frozen=True)
class Source:
    """An address that the poller asks."""

    id: str
    name: str
    kind: str
    url: str
    group: str = ""
    topic: str = ""
    region: str = ""
    language: str = ""
    is_on: bool = True
    off_reason: str = ""
    note: str = ""
    checked_on: str = ""


# ---------------------------------------------------------------- articles and what was read in them


INDEX_TERMS = "Index terms: "
"""Begins the last line of a text that is not its authors': what an index of the literature says that it is about."""


def split_index(text: str) -> tuple[str, str]:
    """A text as its authors wrote it, and the terms of the index, parted by semicolons; none for most texts."""
    before, _, last = text.rpartition("\n")
    return (before, last[len(INDEX_TERMS) :]) if last.startswith(INDEX_TERMS) else (text, "")


@dataclass(frozen=True)
class Article:
    """A piece of news as collected: plain text, sanitised at the rim, never edited (a changed one is a new revision).

    `published` is as precise as the source gave it; None where it gave nothing. `title` and `text` joined by one
    line break are what every offset counts in (code points): see `full_text`.
    """

    url: str
    title: str
    text: str
    source: str = ""
    published: When | None = None
    guid: str = ""
    doi: str = ""
    language: str = ""

    @property
    def full_text(self) -> str:
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True)
class Quote:
    """Words of an article: `article.full_text[start:end] == text`, checked when made and again when stored."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, full_text: str, start: int, end: int) -> "Quote":
        return cls(full_text[start:end], start, end)

    def stands_in(self, full_text: str) -> bool:
        return full_text[self.start : self.end] == self.text


@dataclass(frozen=True)
class Name:
    """A company or a drug as an article names it. A name in no table gets a provisional id that starts with `~`."""

    id: str
    name: str
    spellings: tuple[str, ...] = ()
    """Every spelling of it in the article, in order of appearance."""

    @property
    def is_known(self) -> bool:
        return not self.id.startswith("~")


@dataclass(frozen=True)
class Party:
    company: Name
    role: str


@dataclass(frozen=True)
class Event:
    """One act as one telling reports it; fields that do not apply to its type stay empty.

    `inferred` names the fields that the words do not state (agency from the country, date from the dateline): field ->
    how it was inferred, in words that a page can show. `rule` names the rule that read it.
    """

    type: EventType
    subtype: str
    when: When
    quote: Quote
    rule: str
    drugs: tuple[Name, ...] = ()
    target_ids: tuple[str, ...] = ()
    """Those that stand with it, whether or not they are its drugs'."""
    companies: tuple[Name, ...] = ()
    """Regulatory and clinical: who holds, files or runs it."""
    parties: tuple[Party, ...] = ()
    """Collaborations: who with whom, in which role."""
    agency: str = ""
    region: str = ""
    indication: str = ""
    combination: tuple[Name, ...] = ()
    phase: str = ""
    trial_ids: tuple[str, ...] = ()
    upfront_usd_m: float | None = None
    total_usd_m: float | None = None
    money_as_stated: str = ""
    territory: str = ""
    inferred: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_companies(self) -> tuple[Name, ...]:
        return tuple(p.company for p in self.parties) + self.companies


@dataclass(frozen=True)
class Reading:
    """All that was read in one article."""

    is_relevant: bool
    companies: tuple[Name, ...] = ()
    drugs: tuple[Name, ...] = ()
    target_ids: tuple[str, ...] = ()
    mechanism_ids: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    unread_from: int | None = None
    """Offset after which an over-long text was stored but not read."""


@dataclass(frozen=True)
class CuratedEvent:
    """A row of approvals.csv, deals.csv or trials.csv: its proof is a source link, our words for it, and the day it was
    checked."""

    id: str
    type: EventType
    subtype: str
    when: When
    says: str
    source_url: str
    checked_on: str
    drug_ids: tuple[str, ...] = ()
    company_ids: tuple[str, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    """(company id, role)"""
    target_ids: tuple[str, ...] = ()
    agency: str = ""
    region: str = ""
    indication: str = ""
    combination: tuple[str, ...] = ()
    phase: str = ""
    """Of a trial: one of PHASES, or empty."""
    trial_ids: tuple[str, ...] = ()
    upfront_usd_m: float | None = None
    total_usd_m: float | None = None
    money_as_stated: str = ""
    territory: str = ""
    status: str = ""
    """Of a deal: one of DEAL_STATUSES, or empty."""
    status_as_of: str = ""
    status_source_url: str = ""
    disputes: tuple[tuple[str, str, str], ...] = ()
    """(field, other value, its source link)"""


@dataclass(frozen=True)
class Catalog:
    """All of data/ in memory; `version` is the newest check's date and a short hash of the tables."""

    version: str
    mechanisms: Mapping[str, Mechanism]
    targets: Mapping[str, Target]
    companies: Mapping[str, Company]
    drugs: Mapping[str, Drug]
    """Apoptosis-targeted drugs and partner drugs alike, by id."""
    events: tuple[CuratedEvent, ...] = ()
    expected: tuple[Expected, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    lookalikes: tuple[Lookalike, ...] = ()
    ignored: frozenset[tuple[str, str]] = frozenset()
    """(company or drug, provisional id) of names that a curator said are none."""

    def mechanisms_of(self, drug_ids: tuple[str, ...]) -> Iterator[str]:
        for drug_id in drug_ids:
            drug = self.drugs.get(drug_id)
            if drug and drug.mechanism_id:
                yield drug.mechanism_id


NAME_KINDS = ("company", "drug")


class Verdict(StrEnum):
    """What a curator said of an unknown name."""

    ALIAS = "alias"
    NEW = "new"
    IGNORE = "ignore"


@dataclass(frozen=True)
class NameDecision:
    """A curator's word on a name that was in no table; it is laid over the Catalog until data/ says the same."""

    kind: str
    """One of NAME_KINDS."""
    name_id: str
    """The provisional id that the name had."""
    name: str
    verdict: Verdict
    decided_at: datetime
    entity_id: str = ""
    """Alias: the known one. New: the id that it gets. Ignore: empty."""
    mechanism_id: str = ""
    """New drug: its category where it is apoptosis-targeted; empty for a partner drug."""
    spellings: tuple[str, ...] = ()
    """Every way in which articles wrote it, the name among them."""
    source_url: str = ""
    """A page that names it."""
    decided_by: str = ""
    why: str = ""


# ---------------------------------------------------------------- what the network brought


@dataclass(frozen=True)
class Fetched:
    """An answer as it came, decoded from transfer and content encoding only."""

    url: str
    """The address that answered, after redirects."""
    body: bytes
    status: int = 200
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    fetched_at: datetime | None = None
    moved_to: str = ""
    """Where every hop of a permanent redirect leads; empty otherwise."""
    listed_as: str = ""
    """The address that a listing has for it, whatever address answered; empty for what stands in no listing."""
