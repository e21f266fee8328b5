"""How sure an event is, in words."""

import pytest

from ci.frames import EVIDENCE
from ci.pages.drawer import checked
from ci.pages.proof import joined
from ci.pages.trust import remarks, trust
from ci.quality import Measure
from ci.queries.outlet_kinds import UNKNOWN

CURATED = {"is_curated": True, "url": "https://a.example"}
READ = {"story_id": "s1", "inferred": ["Date: the article's date"]}
AGAIN = {"story_id": "s2", "inferred": ["Date: the article's date", "Region: by the agency"]}


@pytest.mark.parametrize(
    ("proofs", "words"),
    [
        ([CURATED], "A curated row, checked against its source."),
        ([CURATED, READ], "A curated row, checked against its source; one story that we read tells it too."),
        ([CURATED, READ, AGAIN], "A curated row, checked against its source; 2 stories that we read tell it too."),
        ([READ], "One story, read by a rule; no person has checked it. Inferred, not stated: date."),
        ([READ, READ], "One story, read by a rule; no person has checked it. Inferred, not stated: date."),
        (
            [READ, AGAIN],
            "Read by rules in 2 independent stories that agree on the act; no person has checked it. "
            "Inferred, not stated: date.",
        ),
    ],
)
def test_how_sure_it_is(proofs: list[dict[str, object]], words: str) -> None:
    rows = EVIDENCE.make(proofs).to_dict("records")
    assert trust({"has_dispute": False}, rows) == words  # type: ignore[arg-type]


def test_what_the_words_state_and_how_often_such_is_right() -> None:
    rows = EVIDENCE.make([READ]).to_dict("records")
    event = {"has_dispute": False, "drugs": ["venetoclax"], "when": "2020", "agency": "FDA", "combination": []}
    measure = Measure("round1", "2026-11-21", "rules", 50, "kind: approval", 45, 50, 60)
    assert trust(event, rows, measure) == (  # type: ignore[arg-type]
        "One story, read by a rule; no person has checked it. Of 50 events of this kind read in news that the reader "
        "had never seen, 90% were right. Stated in the words: drugs, agency. Inferred, not stated: date."
    )


def test_what_stands_beside_the_words_is_not_called_stated() -> None:
    rows = EVIDENCE.make([{**READ, "quote": "The FDA approved venetoclax for CLL."}]).to_dict("records")
    event = {"has_dispute": False, "drugs": ["venetoclax"], "indication": "CLL"}
    assert "Stated in the words: drugs, indication." in trust(event, rows)  # type: ignore[arg-type]
    elsewhere = {**event, "indication": "mantle cell lymphoma"}
    assert "Stated in the words: drugs. Told beside them: indication." in trust(elsewhere, rows)  # type: ignore[arg-type]


def test_a_checked_row_needs_no_figure_of_the_reader() -> None:
    rows = EVIDENCE.make([CURATED, READ]).to_dict("records")
    measure = Measure("round1", "2026-11-21", "rules", 50, "kind: approval", 45, 50, 60)
    assert "%" not in trust({"has_dispute": False, "agency": "FDA"}, rows, measure)  # type: ignore[arg-type]


def test_a_disagreement_is_part_of_it() -> None:
    rows = EVIDENCE.make([CURATED]).to_dict("records")
    assert trust({"has_dispute": True}, rows).endswith("each says below what it says otherwise.")  # type: ignore[arg-type]


def test_a_value_that_is_inferred_and_differs_is_told_once() -> None:
    (proof,) = EVIDENCE.make(
        [
            {
                "inferred": ["Date: the article's date", "Region: by the agency"],
                "disputes": ["Date: 7 Jul 2020", "Phase: 2"],
            }
        ]
    ).to_dict("records")
    assert remarks(proof) == [  # type: ignore[arg-type]
        "Region: not stated in its words (by the agency)",
        "Date: 7 Jul 2020, which its words do not state (the article's date)",
        "Says otherwise: Phase: 2",
    ]


def test_no_dot_stands_beside_nothing() -> None:
    assert joined("", "Outlet", "", "7 Jul 2020") == "Outlet · 7 Jul 2020"
    assert joined("", "") == ""


def test_the_day_of_a_check_is_as_precise_as_it_is() -> None:
    assert [checked(on) for on in ("2026-11-21", "2026-11", "")] == [
        "checked on 21 Nov 2026",
        "checked in Nov 2026",
        "day of the check not noted",
    ]


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        ((UNKNOWN,), "Only a site whose kind we do not know: look at it before you rely on it."),
        ((UNKNOWN, "encyclopedia"), "Only a site whose kind we do not know and an encyclopedia: look at it"),
        ((UNKNOWN, "regulator"), ""),
        ((), ""),
    ],
)
def test_a_row_that_rests_on_weak_pages_alone_says_so(sites: tuple[str, ...], said: str) -> None:
    words = trust({"has_dispute": False}, EVIDENCE.make([CURATED]).to_dict("records"), sites=sites)  # type: ignore[arg-type]
    assert said in words
    assert ("rely on it" in words) == bool(said)
