"""What sort of page a proof stands on."""

from pathlib import Path

import pytest

from ci.queries.outlet_kinds import OWN, UNKNOWN, OwnSites, outlet_kind, own_sites
from ci.reference import load_catalog
from ci.store import Store
from tests.make import make_catalog

DATA = Path(__file__).resolve().parents[2] / "data"
OWN_SITES = OwnSites(frozenset({"ascentage.example"}), frozenset({"sumitomopharma"}))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.fda.gov/drugs/x", "regulator"),
        ("https://www.sec.gov/Archives/x", "stock exchange filing"),
        ("https://pubmed.ncbi.nlm.nih.gov/1", "scientific literature"),
        ("https://pubchem.ncbi.nlm.nih.gov/compound/1", "registry or reference database"),
        ("https://news.cision.com/medivir/r/x", "press release"),
        ("https://www.onclive.com/view/x", "press"),
        ("https://experts.umn.edu/x", "university or hospital"),
        ("https://en.ascentage.example/x", OWN),
        ("https://www.sumitomo-pharma.com/x", OWN),
        ("https://notfda.gov/x", UNKNOWN),
        ("http://54.147.216.144/x", UNKNOWN),
        ("", ""),
    ],
)
def test_the_sort_of_a_page_is_told_by_its_address(url: str, kind: str) -> None:
    assert outlet_kind(url, OWN_SITES) == kind


def test_companies_are_known_by_their_names(store: Store) -> None:
    store.load_catalog(make_catalog())
    with store.reading() as connection:
        own = own_sites(connection)
    assert outlet_kind("https://news.abbvie.com/x", own) == OWN
    assert outlet_kind("https://www.reuters.com/abbvie", own) == "press"


@pytest.mark.parametrize(
    "url",
    [
        "https://gene.com/media/news-features/x",
        "https://investors.karyopharm.com/x",
        "https://canbridgepharma.com/en/x",
        "https://fochonpharma.com/category/news/",
        "http://cdgti.com/x",
        "http://genfleet.com/en/x",
        "https://investor.cyclacel.com/node/1",
    ],
)
def test_domains_that_are_not_the_name_are_told_by_the_company_s_row(url: str, store: Store) -> None:
    """Pages of the tables and of the news whose company has another name than its site: Genentech and gene.com."""
    store.load_catalog(load_catalog(DATA))
    with store.reading() as connection:
        assert outlet_kind(url, own_sites(connection)) == OWN
