"""What sort of page a proof stands on."""

import pytest

from ci.queries.outlet_kinds import OWN, UNKNOWN, OwnSites, outlet_kind, own_sites
from ci.store import Store
from tests.make import make_catalog

OWN_SITES = OwnSites(frozenset({"ascentage.example"}), frozenset({"sumitomopharma"}))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.fda.gov/drugs/x", "regulator"),
        ("https://www.sec.gov/Archives/x", "stock exchange filing"),
        ("https://pubmed.ncbi.nlm.nih.gov/1", "scientific literature"),
        ("https://pubchem.ncbi.nlm.nih.gov/compound/1", "registry or reference database"),
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
