"""What stands in an article without having to do with what it is about: a roundup, a page with other news below."""

from ci.extract import Reader
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When

READER = Reader(load_catalog(ROOT / "data"))
OURS = (
    "Ascentage Pharma said it had licensed its BCL-2 inhibitor lisaftoclax to Foobar Therapeutics. "
    "Foobar Therapeutics pays $20 million upfront. The drug is given by mouth. "
    "Patients take one tablet a day. Lisaftoclax is in phase 3 trials. The partners will share the costs. "
)
OTHERS = (
    "Quarrie Diagnostics and Halden Medical signed a supply agreement worth up to $90 million. "
    "The agreement runs for five years. The FDA approved an autoinjector of Merivale Health for migraine. "
)
LATER = "Ascentage Pharma also started a phase 1 trial of the MDM2 inhibitor alrizomadlin, dosing the first patient."


def _subtypes(text: str) -> list[str]:
    article = Article("x", "Ascentage licenses BCL-2 drug", text, source="Feed", published=When.parse("2024-05-14"))
    return [event.subtype for event in READER.read(article).events]


def test_other_companies_news_below_is_not_read_as_ours() -> None:
    assert _subtypes(OURS + OTHERS) == _subtypes(OURS) == ["license"]


def test_what_is_ours_is_read_also_below_it() -> None:
    assert _subtypes(OURS + OTHERS + LATER) == ["license", "trial-start"]


def test_an_article_without_any_of_our_words_is_put_aside_before_its_companies_are_looked_for() -> None:
    text = "The trail run of Halden Medical raised $2 million; the court's bailiff closed the trail."
    assert READER.read(Article("x", "A trail", text, source="Feed")).is_relevant is False
