"""The words of a choice: searched by every name, short once chosen, read back with patience."""

from ci.pages.choosing import ids, words
from ci.queries.choices import Choice

BEONE = Choice("beone-medicines", "BeOne Medicines", 37, ("BeiGene", "百济神州"), ("beigene, ltd.",))
CHOICES = {"beone-medicines": BEONE, "roche": Choice("roche", "Roche", 1200)}


def test_a_choice_is_found_by_every_name_and_short_once_it_is_chosen() -> None:
    offered = words(CHOICES, [])("beone-medicines")
    assert offered.startswith("BeOne Medicines (37) · BeiGene")
    assert "百济神州, beigene, ltd." in offered
    assert words(CHOICES, ["beone-medicines"])("beone-medicines") == "BeOne Medicines (37)"
    assert words(CHOICES, [])("roche") == "Roche (1,200)"
    assert words(CHOICES, [])("nobody") == "nobody (0)"


def test_no_name_is_cut_at_the_edge_of_the_box() -> None:
    mdm2 = Choice("MDM2", "MDM2", 11, ("HDM2", "human double minute 2 homologue"), ("mdm-2",))
    offered = words({"MDM2": mdm2}, [])("MDM2")
    assert offered.partition("\u2003")[0] == "MDM2 (11) · HDM2"
    assert "human double minute 2 homologue, mdm-2" in offered, "it is still found by it"
    assert ids([offered], {"MDM2": mdm2}) == ["MDM2"]


def test_a_name_without_a_count() -> None:
    assert words(CHOICES, ["roche"], has_count=False)("roche") == "Roche"


def test_words_of_before_a_count_changed_are_still_understood() -> None:
    before = Choice("beone-medicines", "BeOne Medicines", 36, ("BeiGene",))
    sent = [words({"beone-medicines": before}, [])("beone-medicines"), "Roche (1,199)", "roche"]
    assert ids(sent, CHOICES) == ["beone-medicines", "roche"]
    assert ids([words(CHOICES, [], has_count=False)("beone-medicines")], CHOICES) == ["beone-medicines"]
    assert ids(["nosuchdrug"], CHOICES) == ["nosuchdrug"]
