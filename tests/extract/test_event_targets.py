"""An event is about the targets that stand with it, not about all that its article names."""

from ci.extract import Reader
from ci.model import Article
from ci.when import When


def _targets(reader: Reader, title: str, text: str) -> list[set[str]]:
    article = Article("https://example.org/a", title, text, published=When.parse("2025-07-10"))
    return [set(event.target_ids) for event in reader.read(article).events]


def test_a_target_of_another_drug_named_in_passing_is_not_its_target(reader: Reader) -> None:
    text = (
        "China's NMPA has approved lisaftoclax, a Bcl-2 inhibitor, for chronic lymphocytic leukaemia. The company also "
        "develops alrizomadlin, an MDM2-p53 inhibitor that is in phase 2."
    )
    assert _targets(reader, "Ascentage Pharma wins approval for lisaftoclax in China", text) == [{"BCL2"}]


def test_what_a_sentence_on_its_drugs_says_they_act_on_is_its_target(reader: Reader) -> None:
    text = (
        "Ascentage Pharma has signed a collaboration agreement with Genor Biopharma. The companies will study the "
        "MDM2-p53 inhibitor APG-115 together with Genor's anti-PD-1 antibody genolimzumab."
    )
    assert _targets(reader, "Ascentage and Genor sign up", text) == [{"MDM2", "TP53", "PDCD1"}]


def test_an_event_on_drugs_that_no_table_knows_has_the_targets_of_its_article(reader: Reader) -> None:
    text = (
        "Foobar Therapeutics has licensed FBT-101 from Quxbio for $20 million upfront. "
        "The small molecule is an MCL-1 inhibitor and comes with a back-up series."
    )
    [targets] = _targets(reader, "Foobar Therapeutics licenses FBT-101", text)
    assert "MCL1" in targets


def test_of_two_events_each_has_its_own_targets(reader: Reader) -> None:
    text = (
        "The FDA granted orphan drug designation to the MDM2 inhibitor navtemadlin for myelofibrosis on 3 June 2025. "
        "On 5 June 2025 the FDA granted fast track designation to the BCL-2 inhibitor sonrotoclax for lymphoma."
    )
    assert _targets(reader, "Two designations for drugs of apoptosis", text) == [{"MDM2"}, {"BCL2"}]


def test_the_target_of_a_drug_that_changes_no_hands_is_not_that_of_the_deal(reader: Reader) -> None:
    text = (
        "Rain has licensed milademetan, an MDM2 inhibitor, from Daiichi Sankyo, which also sells the FLT3 inhibitor "
        "quizartinib."
    )
    assert _targets(reader, "Rain licenses milademetan", text) == [{"MDM2"}]
