"""Builders: a small world of companies, drugs and news. Every name is real, every sentence is ours."""

from datetime import UTC, datetime
from typing import Any

from ci.merge import Act, Kinship
from ci.model import (
    Article,
    Catalog,
    Company,
    CuratedEvent,
    Drug,
    Event,
    EventType,
    Mechanism,
    Name,
    Party,
    Quote,
    Reading,
    Source,
    Target,
)
from ci.when import When

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

COMPANIES = (
    Company("abbvie", "AbbVie"),
    Company("ascentage-pharma", "Ascentage Pharma", aliases=("Ascentage",), native_names=("亚盛医药",)),
    Company("beijing-sunbio-biotech", "Beijing Sunbio Biotech", parent_id="wuhan-hiteck"),
    Company("genentech", "Genentech", parent_id="roche"),
    Company("genor-biopharma", "Genor Biopharma", aliases=("Genor",)),
    Company("innovent", "Innovent"),
    Company("roche", "Roche"),
    Company("wuhan-hiteck", "Wuhan Hiteck"),
)
DRUGS = (
    Drug(
        "alrizomadlin",
        "alrizomadlin",
        codes=("APG-115",),
        target_ids=("MDM2",),
        mechanism_id="mdm2-p53",
        originator_id="ascentage-pharma",
        owner_ids=("ascentage-pharma",),
        peak_stage="phase 2",
    ),
    Drug(
        "aponermin",
        "aponermin",
        target_ids=("TNFRSF10A", "TNFRSF10B"),
        mechanism_id="death-receptor",
        owner_ids=("beijing-sunbio-biotech",),
        peak_stage="approved",
    ),
    Drug("genolimzumab", "genolimzumab", codes=("GB226",), target_ids=("PDCD1",), is_partner=True),
    Drug("pembrolizumab", "pembrolizumab", target_ids=("PDCD1",), is_partner=True),
    Drug("thalidomide", "thalidomide", target_ids=("CRBN",), is_partner=True),
    Drug(
        "venetoclax",
        "venetoclax",
        target_ids=("BCL2",),
        mechanism_id="bcl2-family",
        originator_id="abbvie",
        owner_ids=("abbvie", "genentech"),
        peak_stage="approved",
    ),
)
TARGETS = (
    Target("BCL2", "BCL-2", mechanism_id="bcl2-family"),
    Target("CRBN", "cereblon"),
    Target("MDM2", "MDM2", mechanism_id="mdm2-p53"),
    Target("PDCD1", "PD-1", aliases=("PD1",)),
    Target("TNFRSF10A", "DR4", mechanism_id="death-receptor"),
    Target("TNFRSF10B", "DR5", mechanism_id="death-receptor"),
    Target("TP53", "p53", mechanism_id="p53-reactivation"),
)
MECHANISMS = (
    Mechanism("intrinsic", "", "arm", "Intrinsic", "", "", "", ""),
    Mechanism("bcl2-family", "intrinsic", "category", "BCL-2 family", "", "", "", ""),
    Mechanism("mdm2-p53", "intrinsic", "category", "MDM2-p53", "", "", "", ""),
    Mechanism("death-receptor", "", "category", "Death receptors", "", "", "", ""),
)
SOURCES = (
    Source("trade-press", "Trade Press", "rss", "https://trade.example/feed"),
    Source("wire", "Wire", "rss", "https://wire.example/feed"),
    Source("sleeping", "Sleeping", "rss", "https://sleeping.example/feed", is_on=False, off_reason="gone since 2024"),
)
APONERMIN_APPROVED = CuratedEvent(
    id="aponermin-approval-nmpa-2023-11",
    type=EventType.REGULATORY,
    subtype="approval",
    when=When.parse("2023-11"),
    says="The regulator lists aponermin among the medicines approved that week.",
    source_url="https://regulator.example/2023-11",
    checked_on="2026-11-20",
    drug_ids=("aponermin",),
    agency="NMPA",
    region="China",
    indication="relapsed/refractory multiple myeloma after two or more therapies",
    combination=("thalidomide", "dexamethasone"),
)
GENOR_PACT = CuratedEvent(
    id="ascentage-pharma-genor-biopharma-clinical-collaboration-2018",
    type=EventType.COLLABORATION,
    subtype="clinical-collaboration",
    when=When.parse("2018-12-20"),
    says="The release announces joint studies of both medicines.",
    source_url="https://ascentage.example/genor",
    checked_on="2026-11-20",
    drug_ids=("alrizomadlin", "genolimzumab"),
    parties=(("ascentage-pharma", "partner"), ("genor-biopharma", "partner")),
)


def make_catalog(*events: CuratedEvent, version: str = "", **changed: Any) -> Catalog:
    """The small world, with these curated events."""
    values: dict[str, Any] = {
        "mechanisms": {m.id: m for m in MECHANISMS},
        "targets": {t.id: t for t in TARGETS},
        "companies": {c.id: c for c in COMPANIES},
        "drugs": {d.id: d for d in DRUGS},
        "sources": {s.id: s for s in SOURCES},
        **changed,
    }
    version = version or "2026-11-21 " + " ".join(event.id for event in events)
    return Catalog(version=version, events=events, **values)


CATALOG = make_catalog()


def name(entity_id: str) -> Name:
    known = CATALOG.companies.get(entity_id) or CATALOG.drugs.get(entity_id)
    return Name(entity_id, known.name if known else entity_id.removeprefix("~"))


def names(*ids: str) -> tuple[Name, ...]:
    return tuple(name(i) for i in ids)


def make_article(
    title: str, text: str, url: str = "", source: str = "Trade Press", published: str = "", **more: Any
) -> Article:
    address = url or f"https://trade.example/{title.replace(' ', '-').lower()}"
    return Article(address, title, text, source, When.parse(published) if published else None, **more)


def make_event(
    article: Article,
    quote: str,
    type_: EventType,
    subtype: str,
    date: str = "",
    *,
    drugs: tuple[str, ...] = (),
    companies: tuple[str, ...] = (),
    parties: tuple[str, ...] = (),
    combination: tuple[str, ...] = (),
    **more: Any,
) -> Event:
    """An event read in the article; without a date it takes the article's, and says that it is inferred."""
    start = article.full_text.index(quote)
    inferred = {} if date else {"date": "the article's date"}
    when = When.parse(date) if date else article.published
    assert when is not None
    return Event(
        type_,
        subtype,
        when,
        Quote.of(article.full_text, start, start + len(quote)),
        rule=f"test {subtype}",
        drugs=names(*drugs),
        companies=names(*companies),
        parties=tuple(Party(name(i), "partner") for i in parties),
        combination=names(*combination),
        inferred=inferred,
        **more,
    )


def make_reading(*events: Event, targets: tuple[str, ...] = (), mechanisms: tuple[str, ...] = ()) -> Reading:
    """A relevant article that names what its events name."""
    companies = {n.id: n for event in events for n in event.all_companies}
    drugs = {n.id: n for event in events for n in (*event.drugs, *event.combination)}
    return Reading(True, tuple(companies.values()), tuple(drugs.values()), targets, mechanisms, events)


def make_act(type_: EventType, subtype: str, date: str, origin: str = "1", **more: Any) -> Act:
    """A telling as the merge compares it."""
    first, _, last = date.partition("/")
    when = When(When.parse(first).starts_on, When.parse(last or first).ends_on)
    return Act(type_, subtype, when, origin, **more).among(Kinship.of(CATALOG))
