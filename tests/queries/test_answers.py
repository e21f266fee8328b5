"""What came of an expected date."""

from dataclasses import replace
from datetime import date

import pytest

from ci.filters import Filters
from ci.model import CuratedEvent, EventType
from ci.queries.expected import expected
from ci.store import Store
from ci.when import When
from tests.make import make_catalog
from tests.queries.test_expected import DUE, TODAY

ACT = CuratedEvent(
    id="venetoclax-approval-fda",
    type=EventType.REGULATORY,
    subtype="approval",
    when=When.parse("2026-05-13"),
    says="The agency approved it.",
    source_url="https://agency.example",
    checked_on="2026-11-20",
    drug_ids=("venetoclax",),
    agency="FDA",
    region="United States",
    indication="acute myeloid leukaemia in adults unfit for intensive chemotherapy",
)
WANTED = replace(DUE, due=When.parse("2026-02-25"), indication="newly diagnosed AML", was=())


def came(store: Store, *acts: CuratedEvent, known_by: date | None = None, **changed: object) -> tuple[str, bool]:
    """What the table says of one expected act, and whether it is past."""
    store.load_catalog(make_catalog(*acts, expected=(replace(WANTED, **changed),)))  # type: ignore[arg-type]
    with store.reading() as connection:
        row = expected(connection, Filters(), TODAY, known_by).iloc[0]
    is_act = not row["is_past"] and (row["came"].count(", ") == 1 or row["came"].startswith("Submitted by "))
    assert bool(row["answer_id"]) == is_act
    return row["came"], bool(row["is_past"])


def test_an_approval_answers_what_was_expected_earlier(store: Store) -> None:
    assert came(store, ACT) == ("Approval, 13 May 2026", False)


@pytest.mark.parametrize(
    "changed",
    [
        {"agency": "EMA", "region": "European Union"},
        {"drug_ids": ("alrizomadlin",)},
        {"indication": "chronic lymphocytic leukaemia"},
        {"when": When.parse("2025-01-31")},
        {"subtype": "orphan"},
    ],
)
def test_an_act_elsewhere_on_another_drug_in_another_disease_or_long_before_is_no_answer(
    store: Store, changed: dict[str, object]
) -> None:
    said = came(store, replace(ACT, **changed))  # type: ignore[arg-type]
    assert said == ("Date has passed, no act in our tables", True)


def test_a_refusal_is_an_answer_and_an_early_one_too(store: Store) -> None:
    refused = replace(ACT, subtype="complete-response", when=When.parse("2025-12"))
    assert came(store, refused) == ("Complete response letter, Dec 2025", False)


def test_what_was_decided_on_was_submitted_by_then(store: Store) -> None:
    said = came(store, ACT, subtype="submission", due=When.parse("2025"))
    assert said == ("Submitted by 13 May 2026 (approval)", False)
    accepted = replace(ACT, id="accepted", subtype="acceptance", when=When.parse("2026-01-10"))
    assert came(store, ACT, accepted, subtype="submission", due=When.parse("2025"))[0] == (
        "Submitted by 10 Jan 2026 (submission accepted)"
    )
    filed = replace(ACT, id="filed", subtype="submission", when=When.parse("2026-01-02"))
    assert came(store, ACT, filed, subtype="submission", due=When.parse("2025"))[0] == "Submission, 2 Jan 2026"


@pytest.mark.parametrize(("agency", "is_past"), [("FDA", False), ("EMA", True)])
def test_accelerated_assessment_in_europe_comes_before_what_is_submitted(
    store: Store, agency: str, is_past: bool
) -> None:
    fast = replace(ACT, subtype="priority-review", when=When.parse("2026-01"), agency=agency)
    assert came(store, fast, subtype="submission", agency=agency)[1] == is_past


@pytest.mark.parametrize(("due", "is_past"), [("2026-Q3", True), ("2026-Q4", False), ("2026-H2", False)])
def test_a_quarter_that_is_over_has_passed(store: Store, due: str, is_past: bool) -> None:
    assert came(store, due=When.parse(due))[1] == is_past


def test_a_date_to_come_is_still_expected_and_one_within_its_year_too(store: Store) -> None:
    assert came(store, due=When.parse("2026")) == ("Still expected", False)


def test_as_known_on_an_earlier_day_an_answer_is_not_known_yet(store: Store) -> None:
    known = date(2026, 2, 1)
    assert came(store, ACT, known_by=known, checked_on="2026-01-31") == ("Still expected", False)
