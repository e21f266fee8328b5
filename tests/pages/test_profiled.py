"""Names that lead to profiles."""

import re
from urllib.parse import unquote

import pytest

from ci.pages import reads
from ci.pages.profiled import WORDS, cell, in_text
from tests.pages.test_entry import said
from tests.pages.test_pages import open_page  # noqa: F401  (a fixture)

IDS = {"AbbVie": "abbvie", "Merck & Co.": "merck", "A+B 50 %": "a-b", "venetoclax": "venetoclax"}


def shown(address: str) -> str:
    """What the browser shows of a cell: the part that the pattern catches, with a plus as a blank."""
    found = re.match(WORDS, address)
    return unquote(found[1].replace("+", "%20")) if found else address


@pytest.mark.parametrize(
    ("names", "words", "leads_to"),
    [
        (("AbbVie",), "AbbVie", "profile?drug=abbvie"),
        (("AbbVie", "Merck & Co."), "AbbVie buys Merck & Co.", "profile?drug=abbvie&with=merck"),
        (("Nobody", "AbbVie"), "Nobody, AbbVie", "profile?drug=abbvie"),
        (("A+B 50 %",), "A+B 50 %", "profile?drug=a-b"),
        (("venetoclax (approved)",), "venetoclax (approved)", "profile?drug=venetoclax"),
        (("Nobody",), "Nobody", "profile"),
        ((), "", ""),
    ],
)
def test_a_cell_leads_to_whom_it_names(names: tuple[str, ...], words: str, leads_to: str) -> None:
    address = cell("drug", names, words, IDS)
    assert address.partition("#")[0] == leads_to
    assert shown(address) == words


def test_names_in_a_text_are_links_where_they_have_a_profile() -> None:
    assert in_text("company", "AbbVie, Nobody", IDS) == "[AbbVie](profile?company=abbvie), Nobody"


@pytest.mark.parametrize(
    ("page", "query", "table", "columns"),
    [
        ("overview", {}, 0, ("drugs", "companies")),
        ("approvals", {}, 0, ("drugs", "companies")),
        ("approvals", {}, 1, ("drug",)),
        ("collaborations", {}, 0, ("drugs", "companies", "targets")),
        ("mechanisms", {}, 0, ("drug", "target", "companies")),
        ("profile", {"company": "ascentage-pharma"}, 0, ("drug", "target", "companies")),
        ("profile", {"company": "ascentage-pharma"}, 2, ("drugs", "companies")),
    ],
)
def test_every_name_in_a_table_has_its_profile(open_page, page, query, table, columns) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page(page, **query)
    known = set(reads.labels())
    for column in columns:
        for address in app.dataframe[table].value[column]:
            found = re.match(r"profile\?(?:drug|company|target)=([^&#]+)", address)
            assert found or not address, (column, address)
            assert not found or found[1] in known


def test_a_profile_names_those_of_the_cell_that_led_to_it(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    app = open_page("profile", **{"company": "abbvie", "with": "genentech"})
    assert "Named with it where you came from" in said(app) and "Genentech" in said(app)
    app.selectbox(key="profile_name").set_value("takeda").run()
    assert "with" not in app.query_params and "Named with it" not in said(app)


def test_what_is_known_of_a_drug_leads_to_its_owner_and_its_target(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    (table,) = open_page("profile", drug="venetoclax").table
    assert "[AbbVie](profile?company=abbvie)" in table.value.to_string()
    assert "(profile?target=BCL2)" in table.value.to_string()
