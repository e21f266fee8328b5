"""Who gives, who takes, who signs, and what a sum is to a deal."""

import pytest

from ci.extract import Reader
from ci.extract.learned.sides import KINDS, VOTES, load_sides, side_traits
from ci.extract.learned.sums import load_sums, sum_traits
from ci.extract.scene import Scene
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When
from scripts.lessons import digest

DEAL = (
    "Takeda pays Ascentage Pharma $100 million for an option on olverembatinib and lisaftoclax, a BCL-2 inhibitor. "
    "Ascentage Pharma may receive up to $1.3 billion in all, of which $200 million is due on approval."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_catalog(ROOT / "data"))


def scene(reader: Reader, text: str) -> Scene:
    return reader.scene(Article("https://example.org/deal", "", text, published=When.parse("2024-06-14")))


def test_both_models_learnt_from_the_texts_of_today() -> None:
    assert load_sides().made_from == digest() == load_sums().made_from, "run `make model`"


@pytest.mark.parametrize("kind", KINDS)
def test_the_sides_are_told_the_same_both_ways_round(reader: Reader, kind: str) -> None:
    news = scene(reader, DEAL).news
    one = side_traits(news, "takeda", "ascentage-pharma", 1.0)
    other = side_traits(news, "ascentage-pharma", "takeda", -1.0)
    assert {trait: -much for trait, much in one.items()} == other and one[VOTES] > 0
    assert load_sides().leaning(one, kind) == pytest.approx(-load_sides().leaning(other, kind))


def test_what_is_paid_at_once_is_told_from_all_that_may_be_paid(reader: Reader) -> None:
    laid_out = scene(reader, DEAL)
    sums = [one for masked in laid_out.news for one in masked.sums()]
    told = {
        masked.sums()[place].millions: load_sums().chances(sum_traits(masked, place, sums), "rights")
        for masked in laid_out.news
        for place in range(len(masked.sums()))
    }
    assert told[100]["upfront"] > 0.5 > told[100]["total"]
    assert told[1300]["total"] > 0.5 > told[1300]["upfront"]
    assert max(told[200].values()) < 0.5


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Fosun Pharma said its subsidiary Fochon Pharmaceuticals licensed the BCL-2 inhibitor FCN-338 to Lilly.",
            {"fochon-pharmaceuticals": "licensor", "eli-lilly": "licensee"},
        ),
        (
            "Eli Lilly has licensed the BCL-2 inhibitor FCN-338 from Fochon Pharmaceuticals, a unit of Fosun Pharma.",
            {"fochon-pharmaceuticals": "licensor", "eli-lilly": "licensee"},
        ),
        (
            "Fosun Pharma has licensed the BCL-2 inhibitor FCN-338 to Eli Lilly; Fochon Pharmaceuticals was not named.",
            {"fosun-pharma": "licensor", "eli-lilly": "licensee"},
        ),
    ],
)
def test_a_unit_is_the_party_where_the_text_calls_it_one(reader: Reader, text: str, parties: dict[str, str]) -> None:
    article = Article(
        "https://example.org/deal", "Licence for a BCL-2 inhibitor", text, published=When.parse("2020-10-29")
    )
    (event,) = reader.read(article).events
    assert {party.company.id: party.role for party in event.parties} == parties


def test_a_listed_maker_is_known_by_its_one_word(reader: Reader) -> None:
    article = Article("https://example.org/deal", "Recordati to sell BCL-2 inhibitor venetoclax in Malta", "")
    assert "Recordati" in [name.name for name in reader.read(article).companies]


@pytest.mark.parametrize(
    ("said", "currency", "millions"),
    [
        ("fifteen million dollars", "USD", 15.0),
        ("twenty-two million euros", "EUR", 22.0),
        ("nok 14 million", "NOK", 14.0),
        ("krw 5 billion", "KRW", 5000.0),
    ],
)
def test_sums_in_words_and_in_rarer_currencies(reader: Reader, said: str, currency: str, millions: float) -> None:
    laid_out = scene(reader, f"Takeda pays Ascentage Pharma {said} for lisaftoclax.")
    (one,) = (one for masked in laid_out.news for one in masked.sums())
    assert (one.currency, one.millions) == (currency, millions)
