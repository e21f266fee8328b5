"""The list of unknown names: what a curated row alone names, and what is no name at all."""

from dataclasses import replace

from ci.queries.names import names
from ci.store import Store
from tests.make import APONERMIN_APPROVED, make_catalog


def test_a_drug_that_a_curated_row_alone_names_is_listed_and_a_kind_of_treatment_is_not(store: Store) -> None:
    given_with = ("dexamethasone", "chemotherapy", "hypomethylating agent", "BTK inhibitor")
    store.load_catalog(make_catalog(replace(APONERMIN_APPROVED, combination=given_with)))
    with store.reading() as connection:
        listed = names(connection)
    assert list(listed["name"]) == ["dexamethasone"]
    assert listed["example_url"].iloc[0] == APONERMIN_APPROVED.source_url
