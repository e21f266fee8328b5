"""The approvals page: what was first anywhere, which lanes are drawn, what was known by a day."""

import pytest

from tests.pages.test_entry import said
from tests.pages.test_pages import open_page  # noqa: F401  (a fixture)


def test_what_an_agency_approved_first_in_the_world(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("approvals", acts="First approvals", agencies="NMPA")
    assert "1 of 6 regulatory acts: NMPA, the first approval of each drug in our tables" in said(app)
    assert "NMPA was the first to approve 1 drug, as far as we know; the latest: lisaftoclax, 10 Jul 2025" in said(app)
    assert list(app.dataframe[0].value["first_known"]) == ["First known"]
    assert "Source: 1 curated row" in said(app), "the proofs of what is left, not of what the filter keeps"


def test_a_later_approval_is_not_a_first_one(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("approvals", acts="First approvals", agencies="EMA")
    assert "None of the 6 regulatory acts matches EMA, the first approval of each drug in our tables." in said(app)
    app.button(key="widen_acts").click().run()
    assert "1 of 6 regulatory acts: EMA" in said(app)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "Drawn: all 3 drugs."),
        ({"lanes": "Expected dates"}, "Drawn: 1 of 3 drugs, those with an expected date."),
        ({"targets": "MDM2"}, "Drawn: the one drug."),
    ],
)
def test_the_page_says_which_lanes_it_draws(open_page, query: dict[str, str], words: str) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("approvals", **query)
    assert words in said(app)
    switches = {group.label for group in app.segmented_control}
    assert switches >= {"Acts", "Lanes"}, "the switches stay when filtered"
    assert len(switches) == 3, "one of both for what a lane is"


def test_the_title_is_of_what_is_drawn(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    every, planned = open_page("approvals"), open_page("approvals", lanes="Expected dates")
    assert "3 approvals of 2 drugs; the latest: lisaftoclax, NMPA, 10 Jul 2025" in said(every)
    assert "1 date expected for 1 drug; the next: lisaftoclax, FDA, 2027 (1 of 3 drugs drawn)" in said(planned)


def test_all_lanes_are_one_click_away(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("approvals", lanes="Expected dates")
    app.button(key="all_lanes").click().run()
    assert "Drawn: all 3 drugs." in said(app)


def test_what_was_not_known_yet_is_left_out(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    before = open_page("approvals", known="2026-11-19")
    assert "None of the 6 regulatory acts matches as known on 19 Nov 2026." in said(before)
    assert "6 of 6 regulatory acts: as known on 20 Nov 2026" in said(open_page("approvals", known="2026-11-20"))


def test_an_address_that_names_a_proof_opens_it(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    words = said(open_page("approvals", drugs="alrizomadlin", proof="venetoclax-approval-fda-2016-04"))
    assert "The FDA said so of venetoclax." in words, "though the filter leaves the act out"
    assert "How sure: A curated row, checked against its source." in words.replace("**", "")
