"""What a reader sees of a hit."""

import pytest

from ci.queries.search.asked import Phrase
from ci.queries.search.marks import Piece, passage, pattern_of, pieces


def hits(text: str, *phrases: tuple[str, ...], is_begun: bool = False) -> list[str]:
    pattern = pattern_of([[Phrase(words, is_begun) for words in phrases]])
    return [piece.text for piece in pieces(text, pattern, {}) if piece.is_hit]


@pytest.mark.parametrize(
    ("text", "phrase", "marked"),
    [
        ("APG-115, APG115 and APG 1152", ("apg", "115"), ["APG-115", "APG115"]),
        ("Inhibitors inhibit", ("inhibitor",), ["Inhibitors"]),
        ("studies of a study", ("study",), ["studies", "study"]),
        ("亚盛医药集团", tuple("亚盛医药"), ["亚盛医药"]),
        ("a phase 3 trial, phase 30", ("phase", "3"), ["phase 3"]),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, phrase: tuple[str, ...], marked: list[str]) -> None:
    assert hits(text, phrase) == marked


def test_the_longest_spelling_is_marked() -> None:
    assert hits("Ascentage Pharma", ("ascentage",), ("ascentage", "pharma")) == ["Ascentage Pharma"]
    assert hits("alrizomadlin", ("alrizo",), is_begun=True) == ["alrizomadlin"]


def test_a_name_leads_to_its_profile_even_where_a_part_of_it_is_a_hit() -> None:
    made = pieces("Ascentage Pharma won", pattern_of([[Phrase(("pharma",))]]), {"Ascentage Pharma": ("company", "a")})
    assert made == (
        Piece("Ascentage ", False, "company", "a"),
        Piece("Pharma", True, "company", "a"),
        Piece(" won"),
    )


def test_a_name_within_a_word_is_none() -> None:
    assert pieces("Roches", None, {"Roche": ("company", "roche")}) == (Piece("Roches"),)


def test_the_passage_is_where_most_of_it_stands_together() -> None:
    text = "alpha once. " + "filler words " * 60 + "then alpha meets beta here. " + "more of it " * 60
    shown = passage(text, pattern_of([[Phrase(("alpha",))], [Phrase(("beta",))]]))
    assert "alpha meets beta" in shown
    assert shown.startswith("…") and shown.endswith("…")
    assert passage(text, pattern_of([[Phrase(("gamma",))]])) == ""
