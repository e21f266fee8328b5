"""What was typed, taken apart; a mistake is a sentence."""

from datetime import date

import pytest

from ci.model import SUBTYPES, EventType
from ci.queries.search.asked import About, Acts, parse


def told(typed: str) -> list[tuple[str, ...]]:
    """The terms: words of each alternative; `-` before what is banned, `*` behind what is only begun."""
    return [
        tuple("-" * term.is_banned + " ".join(said.phrase.words) + "*" * said.phrase.is_begun for said in term.any_of)
        for term in parse(typed).terms
    ]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("orphan drugs", [("orphan",), ("drug",)]),
        ('"orphan drugs" tag', [("orphan drug",), ("tag",)]),
        ("“orphan drug”", [("orphan drug",)]),
        ("-melanoma APG-115", [("-melanoma",), ("apg 115",)]),
        ('-"phase 3"', [("-phase 3",)]),
        ("orphan OR priority OR fast", [("orphan", "priority", "fast")]),
        ("alrizo*", [("alrizo*",)]),
        ("亚盛医药", [("亚 盛 医 药",)]),
        ("HKEX:6855", [("hkex 6855",)]),
        ("& - ... ''", []),
        ("", []),
    ],
)
def test_words(typed: str, terms: list[tuple[str, ...]]) -> None:
    asked = parse(typed)
    assert (told(typed), asked.faults) == (terms, ())


def test_a_quoted_phrase_is_meant_to_the_letter() -> None:
    (term,) = parse('"APG-115"').terms
    assert term.any_of[0].is_quoted


def test_what_an_article_must_name() -> None:
    asked = parse('company:"Ascentage Pharma" -drug:APG-115,venetoclax target: MDM2')
    assert asked.about == (
        About("company", ("Ascentage Pharma",)),
        About("drug", ("APG-115", "venetoclax"), is_banned=True),
        About("target", ("MDM2",)),
    )


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("date:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("date:2024..", date(2024, 1, 1), None),
        ("date:..2024-02", None, date(2024, 2, 29)),
        ("date:2023-3..2024-06-15", date(2023, 3, 1), date(2024, 6, 15)),
    ],
)
def test_dates(typed: str, since: date | None, until: date | None) -> None:
    asked = parse(typed)
    assert (asked.since, asked.until, asked.faults) == (since, until, ())


def test_kinds_of_events() -> None:
    assert parse("type:orphan").acts == (Acts(frozenset({"orphan"})),)
    assert parse('type:"Fast track designation"').acts == (Acts(frozenset({"fast-track"})),)
    assert parse("-type:deal").acts == (Acts(frozenset(SUBTYPES[EventType.COLLABORATION]), is_banned=True),)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("compny:AbbVie", "“compny:” is not known; did you mean company:?"),
        ("company:", "“company:” needs something behind it, for example company:Ascentage."),
        ("OR orphan", "OR stands between two words or phrases"),
        ("orphan OR", "OR stands between two words or phrases"),
        ("alr*", "“alr*” begins too many words; write at least 4 letters"),
        ("date:2024-13", "“2024-13” is not a date"),
        ("date:..", "“..” is not a date"),
        ("-date:2024", "date: cannot be excluded"),
        ("date:2024..2023", "The dates are crossed"),
        ("type:aproval", "“aproval” is no kind of event; near to it: approval"),
        ("type:xyz", "“xyz” is no kind of event; try deal"),
    ],
)
def test_a_mistake_is_a_sentence(typed: str, says: str) -> None:
    (fault,) = parse(typed).faults
    assert fault.startswith(says)


@pytest.mark.parametrize(
    ("typed", "note", "same_as"),
    [
        ('lisaftoclax "orphan drug', "A quotation mark is opened and not closed; the words", "lisaftoclax orphan drug"),
        ('drug:"APG 115', "A quotation mark is opened and not closed; all behind it", 'drug:"APG 115"'),
        ("(orphan OR priority melanoma", "A bracket stands alone.", "orphan OR priority melanoma"),
        ('"orphan (drug" melanoma', "", '"orphan drug" melanoma'),
    ],
)
def test_a_slip_is_told_and_the_search_runs(typed: str, note: str, same_as: str) -> None:
    asked, meant = parse(typed), parse(same_as)
    assert not asked.faults
    assert [one.startswith(note) for one in asked.notes] == [True] * bool(note)
    phrases = [[said.phrase for said in term.any_of] for term in asked.terms]
    assert phrases == [[said.phrase for said in term.any_of] for term in meant.terms]
    assert asked.about == meant.about
