"""What stands in the tables below the charts."""

import pytest

from ci.pages.table import who_with_whom


@pytest.mark.parametrize(
    ("companies", "roles", "subtype", "words"),
    [
        (["Kartos", "Ipsen"], ["target", "acquirer"], "acquisition", "Ipsen buys Kartos"),
        (["Daiichi Sankyo", "Rain"], ["licensor", "licensee"], "license", "Rain from Daiichi Sankyo"),
        (["A", "B", "C"], ["licensee", "licensor", "licensee"], "option", "A and C from B"),
        (["Lilly", "Fochon"], ["licensee", "licensor"], "termination", "Lilly, Fochon"),
        (["A", "B"], ["partner", "partner"], "research-collaboration", "A, B"),
        (["A", "B", "C"], ["licensor", "licensee", "partner"], "license", "A, B, C"),
    ],
)
def test_a_deal_says_who_gives_and_who_takes(companies: list[str], roles: list[str], subtype: str, words: str) -> None:
    assert who_with_whom(companies, roles, subtype) == words
