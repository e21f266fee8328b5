"""What is expected, filtered as acts are."""

from dataclasses import replace
from datetime import date

import pytest

from ci.filters import Filters
from ci.frames import EXPECTED
from ci.model import Expected
from ci.queries.expected import expected
from ci.store import Store
from ci.when import When
from tests.make import make_catalog

TODAY = date(2026, 11, 22)
DUE = Expected(
    "venetoclax-approval-fda-2027",
    "venetoclax",
    "approval",
    "FDA",
    "United States",
    When.parse("2027"),
    ("2025-12", "2026-06"),
    "CLL",
    "The decision is expected in 2027.",
    "https://company.example",
    "2026-11-20",
)
LATER = replace(DUE, id="aponermin-submission-nmpa-2028", drug_id="aponermin", subtype="submission", agency="NMPA")


@pytest.fixture
def world(store: Store) -> Store:
    store.load_catalog(make_catalog(expected=(DUE, replace(LATER, due=When.parse("2028-03")))))
    return store


@pytest.mark.parametrize(
    ("filters", "drugs"),
    [
        ({}, ["aponermin", "venetoclax"]),
        ({"drugs": ("venetoclax",)}, ["venetoclax"]),
        ({"targets": ("BCL2",)}, ["venetoclax"]),
        ({"mechanisms": ("intrinsic",)}, ["venetoclax"]),
        ({"companies": ("abbvie",)}, ["venetoclax"]),
        ({"subtypes": ("submission",), "agencies": ("NMPA",)}, ["aponermin"]),
        ({"since": date(2027, 12, 31), "until": date(2028, 2, 28)}, ["venetoclax"]),
    ],
)
def test_a_filter_keeps(world: Store, filters: dict[str, object], drugs: list[str]) -> None:
    with world.reading() as connection:
        rows = expected(connection, Filters(**filters), TODAY)  # type: ignore[arg-type]
    assert EXPECTED.faults(rows) == []
    assert list(rows["drug"]) == drugs


def test_slips_stand_in_their_order(world: Store) -> None:
    with world.reading() as connection:
        row = expected(connection, Filters(drugs=("venetoclax",)), TODAY).iloc[0]
    assert (row["due"], row["slips"]) == ("2027", ("2025-12", "2026-06"))


def test_the_latest_comes_first_by_the_last_day_that_it_may_come_on(store: Store) -> None:
    dues = ("2026", "2026-02-25", "2027", "2019-07-06", "2019-12", "2019")
    rows = [replace(DUE, id=f"due-{due}", due=When.parse(due), was=()) for due in dues]
    store.load_catalog(make_catalog(expected=tuple(rows)))
    with store.reading() as connection:
        told = expected(connection, Filters(), TODAY)
    assert list(told["due"]) == ["2027", "2026", "25 Feb 2026", "Dec 2019", "2019", "6 Jul 2019"]
