"""The curated tables in the database are those of data/."""

from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from ci.model import Catalog, Company, Drug, Target
from ci.reference import read_catalog
from ci.store import Store, tables
from tests.make import APONERMIN_APPROVED, COMPANIES, DRUGS, GENOR_PACT, TARGETS, make_catalog

DATA = Path(__file__).resolve().parents[2] / "data"


def shipped() -> Catalog:
    return read_catalog(DATA, date(2026, 11, 21))[0]


def test_the_shipped_tables_are_written_once(store: Store) -> None:
    catalog = shipped()
    assert store.load_catalog(catalog) is True
    assert store.load_catalog(catalog) is False, "the same data again is not written again"
    with store.reading() as connection:
        stored = connection.execute(select(func.count()).select_from(tables.events)).scalar()
    assert stored == len(catalog.events), "two curated rows are two events"


def test_what_is_loaded_again_writes_nothing(store: Store) -> None:
    store.load_catalog(make_catalog(APONERMIN_APPROVED))
    with store.reading() as connection:
        before = connection.execute(select(tables.meta)).all()
    store.load_catalog(make_catalog(APONERMIN_APPROVED))
    with store.reading() as connection:
        assert connection.execute(select(tables.meta)).all() == before


def test_rows_are_added_changed_and_removed(store: Store) -> None:
    store.load_catalog(make_catalog(APONERMIN_APPROVED, GENOR_PACT))
    companies = {c.id: c for c in COMPANIES if c.id != "innovent"} | {
        "abbvie": Company("abbvie", "AbbVie", ("Abbvie Inc",))
    }
    drugs = {d.id: d for d in DRUGS} | {"new-drug": Drug("new-drug", "new-drug", target_ids=("BCL2L1",))}
    targets = {t.id: t for t in TARGETS} | {"BCL2L1": Target("BCL2L1", "BCL-XL", ("Bcl-xL",))}
    fresh = make_catalog(GENOR_PACT, version="2", companies=companies, drugs=drugs, targets=targets)
    store.load_catalog(fresh)
    with store.reading() as connection:
        ids = {
            t: set(connection.execute(select(t.c.id)).scalars())
            for t in (tables.companies, tables.drugs, tables.events)
        }
        spellings = select(tables.company_names.c.folded).where(tables.company_names.c.company_id == "abbvie")
        assert set(connection.execute(spellings).scalars()) == {"abbvie", "abbvie inc"}
        names = select(tables.target_names.c.name).where(tables.target_names.c.target_id == "BCL2L1")
        assert set(connection.execute(names).scalars()) == {"BCL2L1", "BCL-XL", "Bcl-xL"}
    assert ids[tables.companies] == set(companies)
    assert ids[tables.drugs] == set(drugs)
    assert ids[tables.events] == {"ascentage-pharma-genor-biopharma-clinical-collaboration-2018-12"}


def test_a_plain_name_of_a_combination_leads_to_its_drug(store: Store) -> None:
    store.load_catalog(make_catalog(APONERMIN_APPROVED))
    with store.reading() as connection:
        drugs = select(tables.event_drugs.c.drug_id).where(tables.event_drugs.c.is_combination)
        assert set(connection.execute(drugs).scalars()) == {"thalidomide", "~dexamethasone"}
