"""What an index of the literature says of an article: it names drugs and targets, and tells of no event."""

import pytest

from ci.extract import Reader
from ci.model import INDEX_TERMS, Article, Reading
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When

READER = Reader(load_catalog(ROOT / "data"))
PLAIN = "We treated 41 adults and followed them. Half of them responded."
NEWS = "AbbVie said the FDA approved Venclexta for chronic lymphocytic leukemia on 2 May 2024."


def read(terms: str, text: str = PLAIN, title: str = "A trial in older adults") -> Reading:
    whole = f"{text}\n{INDEX_TERMS}{terms}" if terms else text
    return READER.read(Article("x", title, whole, source="A journal", published=When.parse("2024-05-14")))


def test_a_drug_in_the_index_makes_the_article_ours() -> None:
    assert not read("").is_relevant
    reading = read("Adult; Humans; navitoclax; Sulfonamides")
    assert (reading.is_relevant, reading.mechanism_ids) == (True, ("bcl2-family",))
    assert [(drug.id, drug.spellings) for drug in reading.drugs] == [("navitoclax", ("navitoclax",))]
    assert not reading.events


def test_an_article_of_nothing_but_its_title_and_its_index_is_read() -> None:
    article = Article("x", "[A letter]", f"{INDEX_TERMS}navitoclax", source="A journal")
    assert [drug.id for drug in READER.read(article).drugs] == ["navitoclax"]


@pytest.mark.parametrize(
    ("term", "target", "mechanism"),
    [
        ("Proto-Oncogene Proteins c-mdm2 antagonists & inhibitors", "MDM2", "mdm2-p53"),
        ("Proto-Oncogene Proteins c-bcl-2 antagonists & inhibitors", "BCL2", "bcl2-family"),
        ("X-Linked Inhibitor of Apoptosis Protein antagonists & inhibitors", "XIAP", "iap"),
        ("MDM2 inhibitor", "MDM2", "mdm2-p53"),
    ],
)
def test_a_target_that_the_index_says_is_acted_on_makes_it_ours(term: str, target: str, mechanism: str) -> None:
    reading = read(f"Humans; {term}")
    assert (reading.target_ids, reading.mechanism_ids) == ((target,), (mechanism,))


@pytest.mark.parametrize(
    "terms",
    [
        "Proto-Oncogene Proteins c-bcl-2; Caspase 3; Tumor Suppressor Protein p53; Humans",
        "BCL2 protein, human; Apoptosis; Antagonists & inhibitors",
        "selinexor; Humans",  # through XPO1, and nothing says that cells die
        "Rituximab; Azacitidine",
    ],
)
def test_a_protein_or_another_drug_in_the_index_makes_it_not(terms: str) -> None:
    assert not read(terms).is_relevant


def test_an_indirect_drug_in_the_index_is_ours_where_the_index_speaks_of_cell_death() -> None:
    assert read("Apoptosis; selinexor").mechanism_ids == ("indirect",)


def test_no_event_is_read_in_an_index_and_none_is_changed_by_it() -> None:
    alone = read("", NEWS)
    assert [event.subtype for event in alone.events] == ["approval"]
    reading = read("AbbVie; Drug Approval; FDA approved navitoclax; navitoclax; Phase 3 trial; Rituximab", NEWS)
    assert reading.events == alone.events
    assert reading.companies == alone.companies
    assert [drug.id for drug in reading.drugs] == ["venetoclax", "navitoclax", "rituximab"]
