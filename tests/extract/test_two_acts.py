"""Two acts that one item tells: of one pair of companies, of two agencies in one sentence, of two trials."""

import pytest

from ci.extract import Reader
from ci.model import Article
from ci.when import When

TOLD = (
    (
        "Histogen and Amerimmune have signed a co-development agreement on emricasan in COVID-19. "
        "Histogen has also granted Amerimmune an exclusive option to license the drug.",
        [("co-development", "", "emricasan"), ("option", "", "emricasan")],
    ),
    (
        "Innovent and Ascentage will jointly develop and sell olverembatinib in China. They have also agreed on a "
        "clinical collaboration: trials will combine Ascentage's lisaftoclax with Innovent's letaplimab.",
        [("clinical-collaboration", "", "lisaftoclax, letaplimab"), ("co-development", "", "olverembatinib")],
    ),
    (
        "AbbVie's application for venetoclax has been accepted by the FDA with priority review.",
        [("acceptance", "FDA", "venetoclax"), ("priority-review", "FDA", "venetoclax")],
    ),
    (
        "The FDA has cleared the IND for pelcitoclax, and in China the NMPA has accepted the IND filing for the drug.",
        [("acceptance", "NMPA", "pelcitoclax"), ("ind-clearance", "FDA", "pelcitoclax")],
    ),
    (
        "China's NMPA accepts Ascentage Pharma's lisaftoclax NDA in relapsed CLL, with priority review.",
        [("acceptance", "NMPA", "lisaftoclax"), ("priority-review", "NMPA", "lisaftoclax")],
    ),
    (
        "Aprea said that APR-246, which restores function to p53, has been awarded Fast Track status by the FDA in "
        "TP53-mutated MDS and, separately, Orphan Drug status in MDS.",
        [("fast-track", "FDA", "eprenetapopt"), ("orphan", "FDA", "eprenetapopt")],
    ),
    (
        "Merck KGaA will discontinue TrilynX, a phase 3 trial of xevinapant. In the light of all the data the company "
        "is also stopping X-Ray Vision, a phase 3 trial of xevinapant with radiotherapy.",
        [("trial-stop", "", "xevinapant"), ("trial-stop", "", "xevinapant")],
    ),
    (
        "Prelude Therapeutics is dropping two of its four drugs, the MCL1 inhibitor PRT1419 and the CDK4/6 inhibitor "
        "PRT3645, both of them in phase 1.",
        [("trial-stop", "", "PRT1419"), ("trial-stop", "", "PRT3645")],
    ),
)
ONE = (
    "Servier and Vernalis have signed a co-development agreement on a BCL-2 inhibitor, with an option to license it.",
    "Innovent and Ascentage have agreed on a clinical study of lisaftoclax with letaplimab. Olverembatinib sells well.",
)


def _read(reader: Reader, text: str) -> list[tuple[str, str, str]]:
    article = Article("https://example.org/a", "News", text, published=When.parse("2024-05-14"))
    events = reader.read(article).events
    return sorted((e.subtype, e.agency or "", ", ".join(d.name for d in e.drugs)) for e in events)


@pytest.mark.parametrize(("text", "acts"), TOLD)
def test_two_acts_are_two_events(reader: Reader, text: str, acts: list[tuple[str, str, str]]) -> None:
    assert _read(reader, text) == acts


@pytest.mark.parametrize("text", ONE)
def test_what_only_goes_along_is_no_second_event(reader: Reader, text: str) -> None:
    assert len(_read(reader, text)) == 1
