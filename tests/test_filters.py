from datetime import date

import pytest

from ci.filters import Filters

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(targets=("MDM2",), companies=("ascentage-pharma", "genor-biopharma")),
        Filters(since=date(2020, 1, 1), until=date(2024, 6, 30), confirmed_only=True),
        Filters(mechanisms=("iap",), drugs=("xevinapant",), subtypes=("license",), agencies=("Health Canada",)),
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
