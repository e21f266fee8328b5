"""The mechanisms page: the count of white space is a list."""

from tests.pages.test_entry import said
from tests.pages.test_pages import open_page  # noqa: F401  (a fixture)


def test_an_address_that_names_a_cell_opens_its_drugs(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("mechanisms")
    app.query_params["cell"] = ["BCL-2", "approved"]
    words = said(app.run())
    assert "Furthest: approved" in words
    assert "AbbVie" in words and "Ascentage Pharma" in words
    assert "checked on 20 Nov 2026" in words


def test_where_every_target_has_a_later_drug_nothing_is_listed(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("mechanisms", view="No drug beyond phase 1")
    assert not app.exception
    assert "No target without a drug beyond phase 1" in said(app)
    assert app.dataframe[0].value.empty


def test_few_companies_are_all_drawn(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("mechanisms", view="Companies by mechanism")
    assert not app.exception
    assert "Drawn:" not in said(app)


def test_the_table_below_two_companies_holds_their_drugs_alone(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("mechanisms", view="Two companies", first="AbbVie", second="Ascentage Pharma")
    assert not app.exception
    drugs = app.dataframe[0].value
    assert not drugs.empty
    assert drugs["companies"].str.contains("AbbVie|Ascentage Pharma").all()


def test_the_sentence_above_the_momentum_says_that_events_are_counted(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("mechanisms", view="Momentum")
    assert app.markdown[0].value == "All 10 events"
    narrowed = open_page("mechanisms", view="Momentum", targets="MDM2")
    assert narrowed.markdown[0].value.replace("\\", "") == "4 of 10 events: MDM2"
    drugs = open_page("mechanisms", targets="MDM2")
    assert drugs.markdown[0].value.replace("\\", "") == "1 of 3 drugs: MDM2"


def test_the_table_below_the_momentum_holds_the_years_that_are_drawn(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("mechanisms", view="Momentum")
    assert not app.exception
    assert list(app.dataframe[0].value.columns) == ["year", "group", "events_count"]
    assert app.dataframe[0].value["year"].is_monotonic_decreasing
