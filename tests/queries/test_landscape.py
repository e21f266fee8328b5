"""Targets that no drug got far with; and the arms that only find the cell, which are no apoptosis targets."""

from dataclasses import replace

import pytest

from ci.filters import Filters
from ci.frames import TARGETS
from ci.model import Catalog, Drug, Mechanism, Target
from ci.queries.choices import choices_of_drugs
from ci.queries.landscape import early_targets, landscape
from ci.store import Store
from tests.make import CATALOG, make_catalog

ON = {"source_url": "https://example.org/drug", "checked_on": "2026-11-20"}
CONJUGATE = Drug(
    "mirzotamab", "mirzotamab", target_ids=("BCL2", "CD276"), mechanism_id="bcl2-family", modality="ADC",
    peak_stage="phase 2", owner_ids=("abbvie",), **ON,
)  # fmt: skip
SMALL = Drug(
    "siremadlin", "siremadlin", target_ids=("MDM2", "CD276"), mechanism_id="mdm2-p53", modality="small molecule",
    peak_stage="phase 1", stage="discontinued", stage_source_url="https://example.org/stage", **ON,
)  # fmt: skip
EARLIER = Drug("an-mdm2", "AN-1", target_ids=("MDM2",), mechanism_id="mdm2-p53", peak_stage="preclinical", **ON)


def world(*drugs: Drug) -> Catalog:
    member = Mechanism("bfl-1", "bcl2-family", "member", "BFL-1", "BCL2A1", "", "", "")
    return make_catalog(
        drugs={d.id: d for d in drugs},
        mechanisms={**CATALOG.mechanisms, "bfl-1": member},
        targets={
            **CATALOG.targets,
            "BCL2A1": Target("BCL2A1", "BFL-1", mechanism_id="bcl2-family", **ON),
            "CD276": Target("CD276", "B7-H3", **ON),
        },
    )


def test_the_side_of_a_conjugate_that_finds_the_cell_is_told_from_the_side_that_acts(store: Store) -> None:
    store.load_catalog(world(CONJUGATE, SMALL))
    with store.reading() as connection:
        rows = landscape(connection, Filters())
        of_target = landscape(connection, Filters(targets=("CD276",)))
    pairs = zip(rows["drug"], rows["target"], rows["is_other_arm"], strict=True)
    assert {(drug, target): bool(is_arm) for drug, target, is_arm in pairs} == {
        ("mirzotamab", "BCL-2"): False,
        ("mirzotamab", "B7-H3"): True,
        ("siremadlin", "MDM2"): False,
        ("siremadlin", "B7-H3"): False,
    }
    assert list(of_target["is_other_arm"]) == [True, False], "whatever the filter leaves of the drug's targets"


@pytest.mark.parametrize(
    ("filters", "targets"),
    [
        (Filters(), ["BFL-1", "B7-H3", "MDM2"]),
        (Filters(mechanisms=("bcl2-family",)), ["BFL-1"]),
        (Filters(companies=("abbvie",)), []),
        (Filters(targets=("MDM2",)), ["MDM2"]),
        (Filters(targets=("BCL2",), stages=("phase 1",)), []),
    ],
)
def test_targets_without_a_drug_beyond_phase_1(store: Store, filters: Filters, targets: list[str]) -> None:
    store.load_catalog(world(CONJUGATE, SMALL, EARLIER))
    with store.reading() as connection:
        found = early_targets(connection, filters)
    assert TARGETS.faults(found) == []
    assert list(found["target"]) == targets


def test_drugs_that_are_given_up_today_are_a_choice_beside_how_far_they_got(store: Store) -> None:
    store.load_catalog(world(CONJUGATE, SMALL, EARLIER))
    with store.reading() as connection:
        ended = landscape(connection, Filters(stages=("discontinued",)))
        either = landscape(connection, Filters(stages=("preclinical", "discontinued")))
        reached = landscape(connection, Filters(stages=("phase 1",)))
        offered = choices_of_drugs(connection)["stages"]
    assert set(ended["drug"]) == set(reached["drug"]) == {"siremadlin"}
    assert set(either["drug"]) == {"siremadlin", "AN-1"}
    assert [(one.label, one.count) for one in offered][-1] == ("Discontinued today", 1)


def test_where_a_drug_stands_today_is_a_choice_beside_how_far_it_got(store: Store) -> None:
    back = replace(EARLIER, id="back", name="back", peak_stage="approved", stage="phase 3")
    store.load_catalog(world(CONJUGATE, SMALL, back))
    with store.reading() as connection:
        today = landscape(connection, Filters(stages=("phase 3 today",)))
        reached = landscape(connection, Filters(stages=("phase 3",)))
        offered = {one.label: one.count for one in choices_of_drugs(connection)["stages"]}
    assert (set(today["drug"]), set(reached["drug"])) == ({"back"}, set())
    assert (offered["Approved at furthest"], offered["Phase 3 today"]) == (1, 1)
    assert "Approved today" not in offered


def test_a_target_is_listed_with_its_drugs_and_the_stage_that_a_page_states(store: Store) -> None:
    store.load_catalog(world(CONJUGATE, SMALL, EARLIER))
    with store.reading() as connection:
        none, _, mdm2 = early_targets(connection, Filters()).to_dict("records")
    assert (mdm2["peak_stage"], mdm2["drugs_count"]) == ("phase 1", 2)
    assert mdm2["drugs"] == ("siremadlin (phase 1)", "AN-1 (preclinical)")
    assert (mdm2["sourced_stage"], mdm2["source_url"]) == ("discontinued", "https://example.org/stage")
    assert (none["target_id"], none["drugs_count"], none["peak_stage"]) == ("BCL2A1", 0, "")
    assert none["source_url"] == "https://example.org/drug"


def test_where_a_later_drug_exists_the_target_is_not_listed(store: Store) -> None:
    store.load_catalog(world(CONJUGATE))
    with store.reading() as connection:
        assert list(early_targets(connection, Filters())["target"]) == ["BFL-1"]


def test_a_caspase_without_a_drug_names_the_broad_inhibitors_of_its_family(store: Store) -> None:
    members = {key: Target(key, key, mechanism_id="caspase", **ON) for key in ("CASP1", "CASP3", "CASP6", "CASP8")}
    tree = {"caspase": Mechanism("caspase", "", "category", "Caspases", "", "", "", "")}
    tree["caspase-6"] = Mechanism("caspase-6", "caspase", "member", "caspase-6", "CASP6", "", "", "")
    broad = Drug("emricasan", "emricasan", target_ids=("CASP1", "CASP3", "CASP8"), mechanism_id="caspase", **ON)
    narrow = Drug("pac-1", "PAC-1", target_ids=("CASP3",), mechanism_id="caspase", **ON)
    store.load_catalog(make_catalog(drugs={d.id: d for d in (broad, narrow)}, mechanisms=tree, targets=members))
    with store.reading() as connection:
        rows = early_targets(connection, Filters(targets=("CASP6",)))
        drugs = landscape(connection, Filters(targets=("CASP3",)))
    assert list(rows["family_drugs"]) == [("emricasan (stage not known)",)]
    assert dict(zip(drugs["drug"], drugs["is_of_family"], strict=True)) == {"emricasan": True, "PAC-1": False}
