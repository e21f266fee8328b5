"""The last twelve months of a drug, company or target, each event in one line."""

from dataclasses import replace
from datetime import date

import pytest

from ci.filters import Filters
from ci.model import CuratedEvent, EventType
from ci.queries.latest import latest, since_words
from ci.store import Store
from ci.when import When
from tests.make import APONERMIN_APPROVED, NOW, make_article, make_catalog, make_event, make_reading
from tests.queries.test_deals import ANNOUNCED

TODAY = date(2026, 11, 22)
ALRIZOMADLIN, APONERMIN = Filters(drugs=("alrizomadlin",)), Filters(drugs=("aponermin",))


def act(on: str) -> CuratedEvent:
    return CuratedEvent(
        id=f"alrizomadlin-orphan-fda-{on}",
        type=EventType.REGULATORY,
        subtype="orphan",
        when=When.parse(on),
        says="The agency said so.",
        source_url=f"https://regulator.example/{on}",
        checked_on="2026-11-20",
        drug_ids=("alrizomadlin",),
        company_ids=("ascentage-pharma",),
        agency="FDA",
        region="United States",
        indication=f"disease of {on}",
    )


@pytest.fixture
def world(store: Store) -> Store:
    acts = [act(on) for on in ("2025-10-31", "2025-11", "2025", "2026-03-02")]
    store.load_catalog(make_catalog(ANNOUNCED, APONERMIN_APPROVED, *acts))
    return store


def test_each_event_is_one_line(world: Store) -> None:
    with world.reading() as connection:
        found = latest(connection, ALRIZOMADLIN, TODAY)
    assert since_words(found) == "Nov 2025"
    assert [(line.when, line.words) for line in found.lines][:2] == [
        ("2 Mar 2026", "FDA: orphan designation of alrizomadlin, disease of 2026-03-02 (Ascentage Pharma)"),
        (
            "2026",
            "Acquisition (announced, closing not confirmed): AbbVie and Ascentage Pharma, on alrizomadlin; "
            "US$450m upfront, up to US$1,750m in all",
        ),
    ]
    assert found.count == 4


def test_a_year_that_may_lie_before_is_told_as_such(world: Store) -> None:
    with world.reading() as connection:
        found = latest(connection, ALRIZOMADLIN, TODAY)
    assert [(line.when, line.is_vague) for line in found.lines][2:] == [("Nov 2025", False), ("2025", True)]


def test_where_nothing_happened_the_last_act_before_is_told(world: Store) -> None:
    with world.reading() as connection:
        found = latest(connection, APONERMIN, TODAY)
        nothing = latest(connection, Filters(drugs=("venetoclax",)), TODAY)
    assert not found.lines and found.before
    assert found.before.when == "Nov 2023"
    assert found.before.words.startswith("NMPA: approval of aponermin with thalidomide and dexamethasone, relapsed")
    assert nothing.before is None


def test_a_stage_that_is_known_of_a_later_day_is_told(store: Store) -> None:
    catalog = make_catalog(ANNOUNCED, APONERMIN_APPROVED)
    drugs = {id_: replace(drug, stage="discontinued", stage_as_of="2024-06-24") for id_, drug in catalog.drugs.items()}
    store.load_catalog(replace(catalog, drugs=drugs))
    with store.reading() as connection:
        assert latest(connection, APONERMIN, TODAY).stage == "discontinued (as of 24 Jun 2024)"
        assert latest(connection, Filters(), TODAY).stage == ""


def test_a_stage_older_than_the_last_event_is_not_news(store: Store) -> None:
    catalog = make_catalog(APONERMIN_APPROVED)
    drugs = {id_: replace(drug, stage="approved", stage_as_of="2023-01") for id_, drug in catalog.drugs.items()}
    store.load_catalog(replace(catalog, drugs=drugs))
    with store.reading() as connection:
        assert latest(connection, APONERMIN, TODAY).stage == ""


def test_a_readout_is_told_with_the_words_that_prove_it(store: Store) -> None:
    told = "Alrizomadlin did not prolong survival in the trial " + "that went on and on " * 12
    store.load_catalog(make_catalog())
    article = make_article("A trial", f"{told.strip()}.", published="2026-03-02")
    event = make_event(article, told.strip(), EventType.CLINICAL, "readout", drugs=("alrizomadlin",))
    added = store.add_article(article, "", NOW)
    store.record_reading(added.revision_id, make_reading(event), make_catalog())
    with store.reading() as connection:
        (line,) = latest(connection, ALRIZOMADLIN, TODAY).lines
    said, _, words = line.words.partition(" — ")
    assert said == "Readout: alrizomadlin"
    assert words.startswith("“Alrizomadlin did not prolong survival") and words.endswith(" …”")


def test_an_act_of_another_company_says_that_it_stands_here_for_the_drug(store: Store) -> None:
    of_partner = replace(act("2026-05-13"), id="partner", drug_ids=("venetoclax",))
    own = replace(of_partner, id="own", when=When.parse("2026-04-01"), company_ids=("genentech", "abbvie"))
    unnamed = replace(of_partner, id="unnamed", when=When.parse("2026-03-01"), company_ids=())
    store.load_catalog(make_catalog(of_partner, own, unnamed))
    with store.reading() as connection:
        of_owner = latest(connection, Filters(companies=("abbvie",)), TODAY)
        of_drug = latest(connection, Filters(drugs=("venetoclax",)), TODAY)
    assert [line.is_for_drug for line in of_owner.lines] == [True, False, False]
    assert not any(line.is_for_drug for line in of_drug.lines)
