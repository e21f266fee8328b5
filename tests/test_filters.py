from datetime import date

import pytest

from ci.filters import Filters, address_faults

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(targets=("MDM2",), companies=("ascentage-pharma", "genor-biopharma")),
        Filters(since=date(2020, 1, 1), until=date(2024, 6, 30), confirmed_only=True),
        Filters(mechanisms=("iap",), drugs=("xevinapant",), subtypes=("license",), agencies=("Health Canada",)),
        Filters(stages=("phase 3", "approved"), regions=("China",)),
    ],
)
def test_an_address_leads_back_to_the_same_view(filters: Filters) -> None:
    assert Filters.from_query(filters.to_query()) == filters


def test_the_sentence_says_what_is_shown_in_the_names_people_use() -> None:
    filters = Filters(targets=("BCL2",), agencies=("FDA", "NMPA"), since=date(2016, 1, 1), until=date(2024, 6, 30))
    assert filters.sentence({"BCL2": "BCL-2"}) == "BCL-2, FDA or NMPA, since 2016, until 30 Jun 2024"
    assert Filters().sentence() == "everything"


def test_a_file_is_named_for_what_it_holds_and_when() -> None:
    filters = Filters(targets=("BCL2",), since=date(2016, 1, 1))
    assert filters.file_stem("approvals", TODAY) == "approvals_BCL2_2016-2026_2026-11-21"
    assert Filters(companies=("a/b",)).file_stem("deals", TODAY, {"a/b": "A/B & Co."}) == "deals_A-B-Co._2026-11-21"


def test_nonsense_in_an_address_is_no_error() -> None:
    assert Filters.from_query({"since": "yesterday", "targets": ["", "MDM2", "MDM2"]}) == Filters(targets=("MDM2",))


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-2-3", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_year_or_a_month_in_an_address_stands_for_all_of_it(written: str, since: date, until: date) -> None:
    assert Filters.from_query({"since": written, "until": written}) == Filters(since=since, until=until)


@pytest.mark.parametrize("written", ["2024-13", "yesterday", "2024-02-30", "1066", "20240101", "2024-00"])
def test_what_is_no_date_is_left_out_and_told(written: str) -> None:
    query = {"since": [written], "until": "2025"}
    assert Filters.from_query(query) == Filters(until=date(2025, 12, 31))
    (fault,) = address_faults(query)
    assert fault.startswith(f"“since={written}” in the address is no date between 1980 and 2040 and was left out")


def test_a_part_of_an_address_that_is_almost_a_filter_is_told() -> None:
    (fault,) = address_faults({"target": ["MDM2"], "view": "Tree", "agencies": ["FDA"]})
    assert fault == "“target=MDM2” in the address is no filter and was left out; write targets=MDM2."


def test_dates_that_are_crossed_are_known() -> None:
    assert Filters(since=date(2025, 1, 1), until=date(2024, 12, 31)).is_crossed
    assert not Filters(since=date(2025, 1, 1), until=date(2025, 1, 1)).is_crossed
    assert not Filters(since=date(2025, 1, 1)).is_crossed
