"""When two tellings are one act."""

import itertools
import random

import pytest

from ci.merge import Act, closure, differences, event_key, group, merge_values, same_act
from ci.merge.indications import agree, contradict
from ci.model import EventType
from ci.when import When
from tests.make import make_act

ROCHE = (("abbvie", "partner"), ("roche", "partner"))
GENENTECH = (("abbvie", "partner"), ("genentech", "partner"))
GENOR = (("ascentage-pharma", "partner"), ("genor-biopharma", "partner"))


def approval(
    date: str, drug: str = "venetoclax", agency: str = "FDA", subtype: str = "approval", **more: object
) -> Act:
    return make_act(EventType.REGULATORY, subtype, date, drug_ids=(drug,), agency=agency, **more)


def deal(date: str, parties: tuple[tuple[str, str], ...] = GENOR, subtype: str = "license", **more: object) -> Act:
    return make_act(EventType.COLLABORATION, subtype, date, parties=parties, **more)


def trial(date: str, subtype: str = "readout", drug: str = "venetoclax", **more: object) -> Act:
    return make_act(EventType.CLINICAL, subtype, date, drug_ids=(drug,), **more)


BOUGHT = (("medivir", "acquirer"), ("tetralogic", "target"))
SOLD = (("medivir", "target"), ("tetralogic", "acquirer"))
SAME = {
    "one day in two outlets": (approval("2016-04-11"), approval("2016-04-11", origin="2")),
    "a month known here and a day known there": (approval("2023-11"), approval("2023-11-21", origin="2")),
    "decided and published a few days apart": (approval("2023-10-31"), approval("2023-11-02", origin="2")),
    "approval and accelerated approval of one drug": (
        approval("2018-11-21"),
        approval("2018-11-21", subtype="conditional-approval", origin="2"),
    ),
    "news that is weeks late": (
        approval("2016-04-11"),
        approval("2016-05-16", origin="2", is_date_inferred=True),
    ),
    "a review that dates an approval by itself": (
        approval("2023-11", "aponermin", "NMPA", indication="relapsed multiple myeloma"),
        approval("2024-04", "aponermin", "NMPA", indication="multiple myeloma", origin="2", is_date_inferred=True),
    ),
    "parent and daughter are one party": (deal("2013-01-10", ROCHE), deal("2013-01-10", GENENTECH, origin="2")),
    "licence here, option there": (deal("2020-03-02"), deal("2020-03-05", subtype="option", origin="2")),
    "a year known here and the same disease there": (
        approval("2020", subtype="orphan", indication="AML"),
        approval("2020-10-08", subtype="orphan", indication="acute myeloid leukaemia", origin="2"),
    ),
    "a deal told with and without its drugs": (
        deal("2018-12-20", drug_ids=("alrizomadlin", "genolimzumab")),
        deal("2018-12-21", origin="2"),
    ),
    "a party that one outlet spells in no known way": (
        deal("2018-12-20", drug_ids=("alrizomadlin",)),
        deal(
            "2018-12-20",
            (("ascentage-pharma", "partner"), ("~jennor", "partner")),
            drug_ids=("alrizomadlin",),
            origin="2",
        ),
    ),
    "a purchase and its closing": (
        deal("2024-12-20", BOUGHT, subtype="acquisition"),
        deal("2025-05-30", BOUGHT, subtype="acquisition", origin="2"),
    ),
    "one trial by its number": (
        trial("2022-07-01", trial_ids=("NCT02545283",)),
        trial("2022-07-04", trial_ids=("NCT02545283",), origin="2"),
    ),
    "phase 1/2 is told as phase 2": (trial("2022-07-01", phase="1/2"), trial("2022-07-01", phase="2", origin="2")),
}
OTHERS = {
    "two drugs": (approval("2016-04-11"), approval("2016-04-11", "aponermin", origin="2")),
    "two agencies": (approval("2016-04-11"), approval("2016-04-11", agency="EMA", origin="2")),
    "two diseases": (
        approval("2020-09-14", subtype="orphan", indication="gastric cancer"),
        approval("2020-09-14", subtype="orphan", indication="acute myeloid leukemia", origin="2"),
    ),
    "two kinds of act": (approval("2016-04-11"), approval("2016-04-11", subtype="priority-review", origin="2")),
    "a label that grew two years later": (approval("2016-04-11"), approval("2018-06-08", origin="2")),
    "late news of no known disease": (
        approval("2023-11", "aponermin", "NMPA", indication="multiple myeloma"),
        approval("2024-04", "aponermin", "NMPA", origin="2", is_date_inferred=True),
    ),
    "an approval for the same disease a year later": (
        approval("2018-06-08", indication="CLL"),
        approval("2019-05-15", indication="CLL", origin="2", is_date_inferred=True),
    ),
    "news that came before the act": (
        approval("2016-04-11"),
        approval("2016-03-20", origin="2", is_date_inferred=True),
    ),
    "a year known here and no disease there": (
        approval("2020", subtype="orphan", indication="AML"),
        approval("2020-10-08", subtype="orphan", origin="2"),
    ),
    "two partners for one drug": (
        deal("2018-12-20", drug_ids=("alrizomadlin",)),
        deal("2018-12-20", (("ascentage-pharma", "p"), ("innovent", "p")), drug_ids=("alrizomadlin",), origin="2"),
    ),
    "purchases of two drugs": (
        deal("2016-11-02", BOUGHT, subtype="acquisition", drug_ids=("birinapant",)),
        deal("2017-06-02", BOUGHT, subtype="acquisition", drug_ids=("alrizomadlin",), origin="2"),
    ),
    "who buys whom the other way round": (
        deal("2016-11-02", BOUGHT, subtype="acquisition"),
        deal("2017-06-02", SOLD, subtype="acquisition", origin="2"),
    ),
    "a licence and its end": (deal("2020-03-02"), deal("2020-03-02", subtype="termination", origin="2")),
    "a pact and a joint venture in one article": (
        deal("2016-04-01", subtype="research-collaboration"),
        deal("2016-04-01", subtype="joint-venture"),
    ),
    "two curated rows": (approval("2020", is_curated=True), approval("2020", is_curated=True, origin="2")),
    "two trials that both add pembrolizumab": (
        make_act(EventType.CLINICAL, "trial-start", "2022-07-01", drug_ids=("alrizomadlin", "pembrolizumab")),
        make_act(EventType.CLINICAL, "trial-start", "2022-07-01", drug_ids=("venetoclax", "pembrolizumab"), origin="2"),
    ),
    "two trials by their numbers": (
        trial("2022-07-01", trial_ids=("NCT1",)),
        trial("2022-07-01", trial_ids=("NCT2",), origin="2"),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_tellings_of_one_act(pair: tuple[Act, Act]) -> None:
    assert same_act(*pair)
    assert same_act(*reversed(pair))
    assert pair[0].keys & pair[1].keys, "the store would not find the one by the other"
    assert len(group(pair)) == 1


@pytest.mark.parametrize("pair", OTHERS.values(), ids=OTHERS)
def test_tellings_of_two_acts(pair: tuple[Act, Act]) -> None:
    assert not same_act(*pair)
    assert not same_act(*reversed(pair))
    assert len(group(pair)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AML", "newly diagnosed acute myeloid leukaemia in adults"),
        ("r/r multiple myeloma", "relapsed or refractory multiple myeloma after at least two prior therapies"),
        ("CLL/SLL", "chronic lymphocytic leukemia"),
        ("soft tissue sarcoma and GIST", "gastrointestinal stromal tumours"),
    ],
)
def test_one_disease_in_other_words(one: str, other: str) -> None:
    assert agree(one, other)
    assert not contradict(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acute myeloid leukemia", "chronic lymphocytic leukemia"),
        ("gastric cancer", "AML"),
        ("small cell lung cancer", "neuroblastoma"),
        ("mantle cell lymphoma", "diffuse large B-cell lymphoma"),
    ],
)
def test_two_diseases(one: str, other: str) -> None:
    assert contradict(one, other)


def test_blood_cancers_contradict_nothing() -> None:
    assert not contradict("hematologic malignancies", "AML")
    assert not contradict("", "AML")


def test_a_curated_value_wins_and_the_better_date_is_shown() -> None:
    curated = approval("2023-11", "aponermin", "NMPA", is_curated=True, indication="our words", total_usd_m=5.0)
    read = approval("2023-11-21", "aponermin", "NMPA", origin="2", indication="theirs", company_ids=("wuhan-hiteck",))
    shown = merge_values([read, curated])
    assert (shown.indication, shown.company_ids) == ("our words", ("wuhan-hiteck",))
    assert shown.when == When.parse("2023-11-21")
    assert [(d.field, d.value, d.is_dispute) for d in differences(curated, shown)] == [("date", "2023-11", False)]


def test_the_date_of_an_article_is_not_the_day_of_the_act() -> None:
    curated = approval("2023-11", is_curated=True)
    late = approval("2023-11-28", origin="2", is_date_inferred=True)
    assert merge_values([curated, late]).when == When.parse("2023-11")


def test_two_sums_are_a_dispute() -> None:
    one, other = deal("2020-03-02", total_usd_m=440.0), deal("2020-03-02", origin="2", total_usd_m=400.0)
    shown = merge_values([one, other])
    assert shown.total_usd_m == 440.0
    assert [(d.field, d.value, d.is_dispute) for d in differences(other, shown)] == [("total_usd_m", "400", True)]


def test_the_key_names_what_who_and_when() -> None:
    assert event_key(approval("2023-11-21", "aponermin", "NMPA")) == "aponermin-approval-nmpa-2023-11"
    assert event_key(deal("2018-12-20")) == "ascentage-pharma-genor-biopharma-license-2018-12"
    assert event_key(trial("2022", phase="1/2")) == "venetoclax-readout-phase-1-2-2022"


def test_the_order_of_arrival_does_not_matter() -> None:
    acts = [
        approval("2020", subtype="orphan", indication="AML", is_curated=True, origin="a"),
        approval("2020-10", subtype="orphan", indication="leukemia", origin="b"),
        approval("2020-10-08", subtype="orphan", indication="acute myeloid leukemia", origin="c"),
        approval("2020-10-08", subtype="orphan", indication="gastric cancer", origin="d"),
        approval("2020-10-20", subtype="orphan", origin="e", is_date_inferred=True),
        approval("2020-11-30", subtype="orphan", origin="f", is_date_inferred=True),
    ]
    expected = {frozenset(a.origin for a in acts) for acts in group(acts)}
    for shuffled in itertools.permutations(acts):
        assert {frozenset(a.origin for a in acts) for acts in group(shuffled)} == expected


def test_what_is_bound_together_can_be_grouped_alone() -> None:
    """Adding one telling regroups its surroundings only: the result must be that of grouping everything."""
    draw = random.Random(7)
    acts = [_random_act(draw, number) for number in range(150)]
    whole = {frozenset(a.origin for a in members) for members in group(acts)}
    for seed in acts:
        around = closure([seed], lambda keys: [a for a in acts if a.keys & keys])
        parts = {frozenset(a.origin for a in members) for members in group(around)}
        assert parts <= whole


def _random_act(draw: random.Random, number: int) -> Act:
    day = draw.choice(["2020", "2020-03", "2020-03-02", "2020-03-20", "2020-04-01", "2020-06-11"])
    more = {"origin": f"{number:03d}", "is_date_inferred": draw.random() < 0.4 and len(day) == 10}
    if draw.random() < 0.5:
        indication = draw.choice(["", "AML", "gastric cancer", "blood cancers"])
        drug = draw.choice(["venetoclax", "alrizomadlin"])
        return approval(day, drug, subtype=draw.choice(["approval", "orphan"]), indication=indication, **more)
    parties = draw.choice([ROCHE, GENENTECH, GENOR])
    drugs = draw.choice([(), ("venetoclax",), ("alrizomadlin",)])
    return deal(day, parties, subtype=draw.choice(["license", "option", "co-development"]), drug_ids=drugs, **more)
