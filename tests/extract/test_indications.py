"""What disease an act is for, in the article's own words."""

import pytest

from ci.extract import Reader
from ci.model import Article
from ci.when import When

CASES = (
    (
        "Merck KGaA discontinues the phase 3 TrilynX trial of xevinapant in locally advanced head and neck cancer.",
        "locally advanced head and neck cancer",
    ),
    (
        "The FDA has granted orphan drug designation to navtemadlin, which beat it all, for myelofibrosis.",
        "myelofibrosis",
    ),
    ("The FDA has granted orphan drug designation to venetoclax for ALL.", "ALL"),
    (
        "The FDA has cleared the IND for a phase 1b breast cancer trial of the MDM2 inhibitor navtemadlin.",
        "breast cancer",
    ),
    (
        "The FDA, says the Liver Cancer Foundation, granted orphan drug designation to DT2216 for liver cancer.",
        "liver cancer",
    ),
    (
        "China's NMPA has approved Gendicine, which carries p53 into the tumour, for squamous cell carcinoma of the "
        "head and neck.",
        "squamous cell carcinoma of the head and neck",
    ),
    (
        "The FDA granted fast track designation to lisaftoclax for relapsed chronic lymphocytic leukemia/small "
        "lymphocytic lymphoma.",
        "relapsed chronic lymphocytic leukemia/small lymphocytic lymphoma",
    ),
)


@pytest.mark.parametrize(("text", "indication"), CASES)
def test_indication(reader: Reader, text: str, indication: str) -> None:
    article = Article("https://example.org/a", "News of the day", text, published=When.parse("2025-07-10"))
    [event] = reader.read(article).events
    assert event.indication == indication
