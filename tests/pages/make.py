"""A small database as the pages find it: curated rows, one article that was read, one source that fails."""

from datetime import UTC, datetime
from pathlib import Path

from ci.model import (
    Article,
    Catalog,
    Company,
    CuratedEvent,
    Drug,
    Event,
    EventType,
    Expected,
    Mechanism,
    Name,
    Party,
    Quote,
    Reading,
    Source,
    Target,
)
from ci.store import Store, open_store
from ci.when import When

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ON = {"source_url": "https://example.org/seen", "checked_on": "2026-11-20"}

ASCENTAGE = Name("ascentage-pharma", "Ascentage Pharma")
GENOR = Name("genor-biopharma", "Genor Biopharma")
ALRIZOMADLIN = Name("alrizomadlin", "alrizomadlin")

ARTICLE = Article(
    url="https://news.example/ascentage-genor",
    title="Ascentage and Genor test a pair",
    text=(
        "The partners agreed on 20 December 2018. Ascentage Pharma and Genor Biopharma will study alrizomadlin "
        "together; costs run from $119 to $240 million, says ![a picture](https://tracker.example/x.png) "
        "<b>the note</b>.\n"
        "Another paragraph."
    ),
    source="Pharma Focus Asia",
    published=When.parse("2018-12-20"),
)
QUOTE = "Ascentage Pharma and Genor Biopharma will study alrizomadlin together"


def catalog() -> Catalog:
    events = (
        _act("venetoclax", "approval", "2016-04-11", "FDA", "relapsed CLL with 17p deletion"),
        _act("venetoclax", "conditional-approval", "2016-12-05", "EMA", "CLL"),
        _act("venetoclax", "breakthrough", "2015-05", "FDA", "CLL with 17p deletion"),
        _act("lisaftoclax", "conditional-approval", "2025-07-10", "NMPA", "relapsed CLL or SLL"),
        _act("alrizomadlin", "orphan", "2020-09-14", "FDA", "gastric cancer"),
        _act("alrizomadlin", "fast-track", "2021", "FDA", "melanoma"),
        _deal("2007-06-26", "co-development", "venetoclax", "abbvie", "genentech"),
        _deal("2020-07-14", "clinical-collaboration", "alrizomadlin", "ascentage-pharma", "merck"),
        _deal("2024-06-14", "option", "lisaftoclax", "ascentage-pharma", "takeda"),
    )
    return Catalog(
        version="2026-11-20 abc1234",
        mechanisms={m.id: m for m in (_category("bcl2-family", "BCL-2 family"), _category("mdm2-p53", "MDM2-p53"))},
        targets={
            "BCL2": Target("BCL2", "BCL-2", mechanism_id="bcl2-family"),
            "MDM2": Target("MDM2", "MDM2", mechanism_id="mdm2-p53"),
        },
        companies={i: Company(i, name, native_names=NATIVE.get(i, ())) for i, name in COMPANIES.items()},
        drugs={
            "venetoclax": _drug("venetoclax", "BCL2", "bcl2-family", "approved", "abbvie", "ABT-199", "Venclexta"),
            "lisaftoclax": _drug("lisaftoclax", "BCL2", "bcl2-family", "approved", "ascentage-pharma"),
            "alrizomadlin": _drug("alrizomadlin", "MDM2", "mdm2-p53", "phase 2", "ascentage-pharma", "APG-115"),
        },
        events=events,
        expected=(
            Expected(
                "lisaftoclax-approval-fda-2027",
                "lisaftoclax",
                "approval",
                "FDA",
                "United States",
                When.parse("2027"),
                ("2025-12", "2026-06"),
                "relapsed CLL",
                "The company expects the decision of the FDA in 2027.",
                **ON,
            ),
        ),
        sources={"dead": Source("dead", "A dead feed", "rss", "https://dead.example/rss")},
    )


COMPANIES = {
    "abbvie": "AbbVie",
    "genentech": "Genentech",
    "ascentage-pharma": "Ascentage Pharma",
    "genor-biopharma": "Genor Biopharma",
    "merck": "Merck & Co.",
    "takeda": "Takeda",
}
NATIVE = {"ascentage-pharma": ("亚盛医药",)}


def reading() -> Reading:
    start = ARTICLE.full_text.index(QUOTE)
    event = Event(
        type=EventType.COLLABORATION,
        subtype="clinical-collaboration",
        when=When.parse("2018-12-20"),
        quote=Quote.of(ARTICLE.full_text, start, start + len(QUOTE)),
        rule="collaboration.will-study",
        drugs=(ALRIZOMADLIN,),
        parties=(Party(ASCENTAGE, "partner"), Party(GENOR, "partner")),
        inferred={"date": "from the sentence before"},
    )
    return Reading(True, (ASCENTAGE, GENOR), (ALRIZOMADLIN,), ("MDM2",), ("mdm2-p53",), (event,))


def make_database(folder: Path) -> str:
    """Its address."""
    url = f"sqlite:///{folder / 'pages.sqlite'}"
    store = open_store(url)
    store.load_catalog(catalog())
    read_article(store)
    store.close()
    return url


def read_article(store: Store) -> None:
    added = store.add_article(ARTICLE, "", NOW)
    store.record_reading(added.revision_id, reading(), catalog())


def _act(drug: str, subtype: str, on: str, agency: str, indication: str) -> CuratedEvent:
    return CuratedEvent(
        id=f"{drug}-{subtype}-{agency.lower()}-{on}",
        type=EventType.REGULATORY,
        subtype=subtype,
        when=When.parse(on),
        says=f"The {agency} said so of {drug}.",
        drug_ids=(drug,),
        company_ids=("abbvie",) if drug == "venetoclax" else ("ascentage-pharma",),
        agency=agency,
        region={"FDA": "United States", "EMA": "European Union", "NMPA": "China"}[agency],
        indication=indication,
        **ON,
    )


def _deal(on: str, subtype: str, drug: str, first: str, second: str) -> CuratedEvent:
    return CuratedEvent(
        id=f"{first}-{second}-{subtype}-{on[:4]}",
        type=EventType.COLLABORATION,
        subtype=subtype,
        when=When.parse(on),
        says="They agreed.",
        drug_ids=(drug,),
        parties=((first, "partner"), (second, "partner")),
        total_usd_m=1300.0 if subtype == "option" else None,
        **ON,
    )


def _category(key: str, name: str) -> Mechanism:
    return Mechanism(key, "", "category", name, "", "What it does. In two sentences.", **ON)


def _drug(key: str, target: str, mechanism: str, stage: str, owner: str, code: str = "", brand: str = "") -> Drug:
    names = {"codes": (code,) if code else (), "brands": (brand,) if brand else ()}
    return Drug(
        key, key, **names, target_ids=(target,), mechanism_id=mechanism, peak_stage=stage, owner_ids=(owner,), **ON
    )
