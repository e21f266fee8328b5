"""A checked row on a trial is shown as any clinical event is, in our words, and is one with the news of it."""

from dataclasses import replace
from datetime import date

import pytest

from ci.filters import Filters
from ci.model import CuratedEvent, EventType
from ci.queries.clinical import clinical
from ci.queries.evidence import evidence
from ci.queries.facts import facts
from ci.queries.latest import latest
from ci.store import Store
from ci.when import When
from tests.make import NOW, make_article, make_catalog, make_event, make_reading

VERONA = CuratedEvent(
    id="venetoclax-readout-verona-2025",
    type=EventType.CLINICAL,
    subtype="readout",
    when=When.parse("2025-06-16"),
    says="AbbVie said that the trial did not meet its primary endpoint of overall survival.",
    source_url="https://wire.example/verona",
    checked_on="2026-11-23",
    drug_ids=("venetoclax",),
    company_ids=("abbvie",),
    indication="myelodysplastic syndromes",
    combination=("azacitidine",),
    phase="3",
    trial_ids=("NCT04401748",),
)
CATALOG = make_catalog(VERONA)
VENETOCLAX = Filters(drugs=("venetoclax",))


@pytest.fixture
def world(store: Store) -> Store:
    store.load_catalog(CATALOG)
    return store


def test_it_is_shown_with_its_phase_its_source_and_our_words(world: Store) -> None:
    with world.reading() as connection:
        (shown,) = clinical(connection, VENETOCLAX).to_dict("records")
        (proof,) = evidence(connection, [shown["event_id"]]).to_dict("records")
    assert (shown["subtype"], shown["phase"], shown["trial_ids"]) == ("readout", "3", ("NCT04401748",))
    assert (shown["is_curated"], shown["proof"], shown["source_url"]) == (True, VERONA.says, VERONA.source_url)
    assert (proof["is_curated"], proof["quote"], proof["checked_on"]) == (True, VERONA.says, "2026-11-23")


def test_our_words_stand_without_the_marks_of_a_quote(world: Store) -> None:
    with world.reading() as connection:
        (line,) = latest(connection, VENETOCLAX, date(2025, 11, 22)).lines
    assert line.words == (
        "Readout, phase 3: venetoclax with azacitidine, myelodysplastic syndromes (AbbVie) — "
        "AbbVie said that the trial did not meet its primary endpoint of overall survival."
    )


def test_the_furthest_stage_is_cited_from_the_trial_that_proves_it(store: Store) -> None:
    of_alrizomadlin = replace(VERONA, id="alrizomadlin-readout", drug_ids=("alrizomadlin",), phase="1/2")
    drugs = {i: replace(drug, peak_stage="phase 2") for i, drug in CATALOG.drugs.items() if i == "alrizomadlin"}
    store.load_catalog(make_catalog(VERONA, of_alrizomadlin, drugs={**CATALOG.drugs, **drugs}))
    with store.reading() as connection:
        told = {fact.what: fact for fact in facts(connection, "drug", "alrizomadlin")}
    (page,) = told["Furthest stage"].pages
    assert (page.url, page.of) == (VERONA.source_url, "readout of a phase 1/2 trial, 16 Jun 2025")


def test_the_news_of_it_is_the_same_event(world: Store) -> None:
    told = "venetoclax missed its primary endpoint in the phase 3 VERONA trial"
    article = make_article("A setback", f"Yesterday {told} in MDS.", published="2025-06-17")
    event = make_event(
        article, told, EventType.CLINICAL, "readout", drugs=("venetoclax",), phase="3", indication="MDS",
    )  # fmt: skip
    added = world.add_article(article, "", NOW)
    world.record_reading(added.revision_id, make_reading(event), CATALOG)
    with world.reading() as connection:
        (shown,) = clinical(connection, VENETOCLAX).to_dict("records")
    assert (shown["when"], shown["proofs_count"], shown["proof"]) == ("16 Jun 2025", 2, VERONA.says)
