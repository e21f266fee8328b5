"""What a drug is given with, beside what patients had before."""

import pytest

from ci.extract import Reader
from ci.model import Article
from ci.when import When

CASES = (
    (
        "The NMPA has approved aponermin. Together with thalidomide and dexamethasone, it is indicated for myeloma.",
        {"thalidomide", "dexamethasone"},
    ),
    (
        "The NMPA has approved aponermin. It is to be used in combination with thalidomide in multiple myeloma.",
        {"thalidomide"},
    ),
    ("The NMPA has approved aponermin. It is in phase 2 in combination with thalidomide in lymphoma.", set()),
    (
        "The FDA approved sonrotoclax for mantle cell lymphoma after two lines of treatment, ibrutinib or zanubrutinib "
        "among them.",
        set(),
    ),
)


@pytest.mark.parametrize(("text", "combination"), CASES)
def test_combination(reader: Reader, text: str, combination: set[str]) -> None:
    article = Article("https://example.org/a", "News of the day", text, published=When.parse("2025-07-10"))
    [event] = reader.read(article).events
    assert {name.name for name in event.combination} == combination
