"""Names in all scripts: what a box is searched by, and what a profile says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ci.model import Name, NameDecision, Reading, Verdict
from ci.queries.choices import choices
from ci.queries.facts import Fact, facts
from ci.queries.profile import neighbours
from ci.queries.spellings import brief, distinct, is_native, typed_forms
from ci.store import Store
from tests.make import APONERMIN_APPROVED, GENOR_PACT, NOW, make_article, make_catalog

WORLD = make_catalog(APONERMIN_APPROVED, GENOR_PACT)


@pytest.fixture
def world(store: Store) -> Store:
    store.load_catalog(WORLD)
    return store


def test_a_choice_carries_its_other_names(world: Store) -> None:
    with world.reading() as connection:
        found = {choice.id: choice for part in choices(connection).values() for choice in part}
    assert found["ascentage-pharma"].also == ("亚盛医药",)
    assert found["alrizomadlin"].also == ("APG-115",)
    assert found["alrizomadlin"].typed == ("apg115", "apg 115")
    assert found["MDM2"].typed == ("mdm-2", "mdm 2")


def test_what_has_most_events_comes_first(world: Store) -> None:
    with world.reading() as connection:
        counts = [choice.count for choice in choices(connection)["companies"]]
    assert counts == sorted(counts, reverse=True)


def test_names_are_listed_once_words_then_scripts_then_codes() -> None:
    names = ["ABT-199", "维奈克拉", "Venclexta", "venclexta", "venetoclax", "RG7601"]
    assert distinct("Venetoclax", names) == ("Venclexta", "维奈克拉", "RG7601", "ABT-199")


def test_a_name_that_another_one_holds_need_not_be_shown() -> None:
    assert brief("Ascentage Pharma", ["Ascentage", "Ascentage Pharma Group", "亚盛医药"]) == ("亚盛医药",)
    assert typed_forms(["navtemadlin", "KRT-232"], ["navtemadlin", "KRT-232"]) == ("krt232", "krt 232")


@pytest.mark.parametrize(
    ("name", "is_other"),
    [("百济神州", True), ("ベネトクラクス", True), ("Boehringer–Müller", False), ("β-catenin", True)],
)
def test_scripts_are_told_apart(name: str, is_other: bool) -> None:
    assert is_native(name) is is_other


def test_a_profile_lists_names_with_the_source_of_each(world: Store) -> None:
    article = make_article("亚盛医药 reports", "Ascentage said so.", source="Wire")
    added = world.add_article(article, None, NOW)
    ascentage = Name("ascentage-pharma", "Ascentage Pharma", ("亚盛医药", "Ascentage"))
    world.record_reading(added.revision_id, Reading(True, (ascentage,)), WORLD)
    world.decide_name(
        NameDecision(
            *("company", "~yasheng", "Yasheng", Verdict.ALIAS),
            datetime(2026, 11, 20, tzinfo=UTC),
            entity_id="ascentage-pharma",
            spellings=("Yasheng", "Ya Sheng"),
            source_url="https://wire.example/1",
            decided_by="Ada",
        )
    )
    with world.reading() as connection:
        told = {fact.what: fact for fact in facts(connection, "company", "ascentage-pharma")}
    assert told["Other names"].known == "Ascentage"
    assert told["In other scripts"].known == "亚盛医药"
    decided = told["Other name, decided by Ada"]
    assert (decided.known, decided.pages[0].url) == ("Yasheng, Ya Sheng", "https://wire.example/1")
    written = told["Written in articles"]
    assert (written.known, written.said_by) == ("亚盛医药, Ascentage", "1 article")


def test_a_profile_of_a_drug_says_who_found_it(world: Store) -> None:
    with world.reading() as connection:
        told = facts(connection, "drug", "alrizomadlin")
    assert told[0] == Fact("Found by", "Ascentage Pharma")
    assert ("Other names", "APG-115") in [(fact.what, fact.known) for fact in told]


def test_nobody_has_no_facts(world: Store) -> None:
    with world.reading() as connection:
        assert facts(connection, "target", "NOSUCH") == []


def test_neighbours_are_partners_rivals_and_siblings(world: Store) -> None:
    with world.reading() as connection:
        partners = neighbours(connection, "company", "genor-biopharma")
        siblings = neighbours(connection, "target", "TNFRSF10A")
        rivals = neighbours(connection, "drug", "alrizomadlin")
    assert [(one.name, one.why) for one in partners] == [("Ascentage Pharma", "1 deal together")]
    assert [(one.name, one.why) for one in siblings] == [("DR5", "1 drug")]
    assert rivals == []


def test_each_fact_names_the_page_of_its_own(store: Store) -> None:
    """The page of the row shows name, target and mechanism: it is not cited for the owner, nor for an identifier."""
    drugs = tuple(
        replace(d, identifiers=("DrugBank:DB1", "other"), source_url="https://www.nature.com/1", checked_on="2026-11")
        if d.id == "aponermin"
        else d
        for d in WORLD.drugs.values()
    )
    store.load_catalog(replace(make_catalog(APONERMIN_APPROVED), drugs={drug.id: drug for drug in drugs}))
    with store.reading() as connection:
        told = {fact.what: fact for fact in facts(connection, "drug", "aponermin")}
    assert [(page.kind, page.checked_on) for page in told["Acts on"].pages] == [("scientific literature", "2026-11")]
    (approval,) = told["Furthest stage"].pages
    assert (approval.url, approval.of) == ("https://regulator.example/2023-11", "NMPA approval, Nov 2023")
    (registry,) = told["Identifiers"].pages
    assert registry.is_lookup and registry.url == "https://go.drugbank.com/drugs/DB1"
    assert all(page.url != "https://www.nature.com/1" for page in told["Owned today by"].pages)
