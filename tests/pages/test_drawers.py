"""What opens beside a page: for every mark and row, and with a sentence where a link asks for what is not there."""

import pytest

from ci.filters import Filters
from ci.pages import by_year, drawer, reads
from ci.pages.proof import UNKNOWN
from tests.pages.test_entry import said
from tests.pages.test_pages import open_page  # noqa: F401  (a fixture)


@pytest.mark.parametrize(
    ("page", "asked", "says"),
    [
        ("approvals", {"proof": "no-such-act"}, f"{UNKNOWN} Asked for: no-such-act."),
        ("profile", {"drug": "venetoclax", "proof": "no-such-act"}, "Asked for: no-such-act."),
        ("mechanisms", {"proof": "no-such-act"}, "Asked for: no-such-act."),
        ("mechanisms", {"cell": "nosuchdrug"}, "another filter may show it. Asked for: nosuchdrug."),
        ("sources", {"source": "no-such-source"}, "No source of this database has the key that the link names."),
    ],
)
def test_a_link_to_what_is_not_there_says_so(open_page, page: str, asked: dict[str, str], says: str) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page(page, **asked)
    assert not app.exception
    assert says in said(app)


def test_of_several_events_those_that_are_not_there_are_counted(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    known = reads_ids(open_page)[0]
    words = said(open_page("approvals", proof=[known, "gone", "gone-too"]))
    assert "2 more that the link asks for are not in this database (any more)." in words
    assert "Asked for:" not in words


def test_an_expected_date_opens_on_a_page_that_does_not_list_it(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    words = said(open_page("approvals", drugs="venetoclax", proof="lisaftoclax-approval-fda-2027"))
    assert "The company expects the decision of the FDA in 2027." in words


def test_a_bar_of_the_stages_opens_the_drugs_that_got_there_or_further(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    words = said(open_page("overview", cell=["approved", "or further"]))
    assert words.count("Furthest: approved") == 2
    assert said(open_page("overview", cell=["phase 2", "or further"])).count("Furthest: ") == 3


def test_a_row_of_a_profile_opens_the_sources_of_the_drug(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    words = said(open_page("profile", company="ascentage-pharma", cell="lisaftoclax"))
    assert "Furthest: approved" in words and "checked on 20 Nov 2026" in words


def test_a_cell_of_the_momentum_opens_its_events(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    words = said(open_page("mechanisms", {"year_of": ["2016", "bcl2-family"]}, view="Momentum"))
    assert "The FDA said so of venetoclax." in words and "The EMA said so of venetoclax." in words


def test_every_number_by_year_has_as_many_events_behind_it(use, database) -> None:  # type: ignore[no-untyped-def]
    use(database)
    for filters in (Filters(), Filters(drugs=("venetoclax",))):
        counted = reads.yearly(filters)
        for rows in (counted.deals, counted.acts, reads.momentum(filters)):
            for year, group, count in zip(rows["year"], rows["group_id"], rows["events_count"], strict=True):
                events = reads.newest(by_year.in_group(filters, year, (group,)), 100)
                assert len(events[events["starts_on"].dt.year == year]) == count, (year, group)


def test_many_proofs_are_shown_a_step_at_a_time(open_page, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    monkeypatch.setattr("ci.pages.proof.AT_ONCE", 2)
    ids = reads_ids(open_page)
    app = open_page("approvals", proof=ids)
    assert "6 events" not in said(app) and said(app).count("How sure:") == 2
    assert app.button(key="drawer_more").label == "Show 2 more of 4"
    app.button(key="drawer_more").click().run()
    assert said(app).count("How sure:") == 4


def test_one_drawer_is_open_at_most(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("profile", drug="venetoclax", cell="venetoclax")
    next(button for button in app.button if button.label == "Proof").click().run()
    assert "cell" not in app.query_params and "proof" in app.query_params
    assert set(drawer.KINDS) == {"proof", "cell", "source"}


def reads_ids(open_page) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: F811
    """The keys of the acts in the small database."""
    open_page("approvals")
    return list(reads.approvals(Filters())["event_id"])
