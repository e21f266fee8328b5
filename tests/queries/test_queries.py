"""Every query gives its declared frame, filtered in SQL."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from ci import frames
from ci.errors import InputError
from ci.filters import Filters
from ci.model import CuratedEvent, EventType
from ci.queries.approvals import approvals
from ci.queries.choices import choices, choices_of_acts, choices_of_deals, choices_of_drugs, labels
from ci.queries.clinical import clinical
from ci.queries.collaborations import collaborations
from ci.queries.events import events_json
from ci.queries.evidence import evidence
from ci.queries.landscape import by_drug, landscape
from ci.queries.meta import change_number, counts, data_version
from ci.queries.news import news
from ci.queries.sources import sources
from ci.store import PollOutcome, Store, tables
from ci.when import When
from tests.make import APONERMIN_APPROVED, GENOR_PACT, NOW, make_article, make_catalog, make_event, make_reading

VENETOCLAX = CuratedEvent(
    id="venetoclax-approval-fda-2016-04-11",
    type=EventType.REGULATORY,
    subtype="approval",
    when=When.parse("2016-04-11"),
    says="The agency approved it for chronic lymphocytic leukemia with a 17p deletion.",
    source_url="https://regulator.example/2016-04-11",
    checked_on="2026-11-20",
    drug_ids=("venetoclax",),
    agency="FDA",
    region="United States",
    indication="CLL with 17p deletion",
    disputes=(("date", "2016-04-12", "https://elsewhere.example"),),
)
WORLD = make_catalog(APONERMIN_APPROVED, GENOR_PACT, VENETOCLAX)
STOPPED = "AbbVie stopped its phase 3 trial of venetoclax"


@pytest.fixture
def world(store: Store) -> Store:
    """Three curated events, and one read from the news."""
    store.load_catalog(WORLD)
    article = make_article("Trial stopped", f"Today.\n{STOPPED} in myeloma.", published="2020-03", source="Wire Daily")
    event = make_event(
        article, STOPPED, EventType.CLINICAL, "trial-stop", drugs=("venetoclax",), companies=("abbvie",), phase="3",
        trial_ids=("NCT02755597",), indication="multiple myeloma",
    )  # fmt: skip
    (added,) = store.record_poll("wire", PollOutcome("ok", articles=[article]), NOW)
    reading = make_reading(event, targets=("BCL2",), mechanisms=("bcl2-family",))
    store.record_reading(added.revision_id, reading, WORLD)
    return store


def kept(store: Store, **filters: object) -> set[str]:
    """The drugs or parties of the events that the filters keep, all types together."""
    with store.reading() as connection:
        chosen = Filters(**filters)  # type: ignore[arg-type]
        shown = [query(connection, chosen) for query in (approvals, collaborations, clinical)]
    return {event_id for frame in shown for event_id in frame["event_id"]}


APONERMIN = "aponermin-approval-nmpa-2023-11"
PACT = "ascentage-pharma-genor-biopharma-clinical-collaboration-2018-12"
CLL = "venetoclax-approval-fda-2016-04"
STOP = "venetoclax-trial-stop-phase-3-2020-03"


@pytest.mark.parametrize("filters", [Filters(), Filters(companies=("nobody",))], ids=["all", "none"])
def test_every_frame_has_its_declared_shape(world: Store, filters: Filters) -> None:
    with world.reading() as connection:
        ids = [APONERMIN, PACT, CLL, STOP] if filters.is_empty else []
        shown = {
            frames.APPROVALS: approvals(connection, filters),
            frames.COLLABORATIONS: collaborations(connection, filters),
            frames.CLINICAL: clinical(connection, filters),
            frames.LANDSCAPE: landscape(connection, filters),
            frames.EVIDENCE: evidence(connection, ids),
            frames.NEWS: news(connection, filters, 10),
            frames.SOURCES: sources(connection),
        }
    for shape, frame in shown.items():
        assert shape.faults(frame) == []
        assert frame.empty is (not filters.is_empty and shape is not frames.SOURCES)


def test_an_empty_database_gives_empty_frames(store: Store) -> None:
    with store.reading() as connection:
        for query, shape in ((approvals, frames.APPROVALS), (landscape, frames.LANDSCAPE)):
            assert shape.faults(query(connection, Filters())) == []
        assert events_json(connection) == []
        assert counts(connection)["regulatory"] == 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {APONERMIN, PACT, CLL, STOP}),
        ({"companies": ("ascentage-pharma",)}, {PACT}),
        ({"companies": ("abbvie",)}, {CLL, STOP}),
        ({"companies": ("roche",)}, {CLL, STOP}),
        ({"companies": ("wuhan-hiteck", "genor-biopharma")}, {APONERMIN, PACT}),
        ({"targets": ("MDM2",)}, {PACT}),
        ({"targets": ("CRBN",)}, set()),
        ({"mechanisms": ("death-receptor",)}, {APONERMIN}),
        ({"mechanisms": ("intrinsic",)}, {PACT, CLL, STOP}),
        ({"drugs": ("thalidomide",)}, {APONERMIN}),
        ({"subtypes": ("approval",), "agencies": ("NMPA",)}, {APONERMIN}),
        ({"regions": ("United States",)}, {CLL}),
        ({"stages": ("phase 2",)}, {PACT}),
        ({"stages": ("approved",), "targets": ("BCL2",)}, {CLL, STOP}),
        ({"since": date(2023, 11, 15), "until": date(2023, 11, 20)}, {APONERMIN}),
        ({"until": date(2016, 4, 11)}, {CLL}),
        ({"since": date(2016, 4, 12), "until": date(2018, 12, 19)}, set()),
        ({"confirmed_only": True}, {APONERMIN, PACT, CLL}),
    ],
)
def test_a_filter_keeps(world: Store, filters: dict[str, object], expected: set[str]) -> None:
    assert kept(world, **filters) == expected


def test_an_act_as_the_page_shows_it(world: Store) -> None:
    with world.reading() as connection:
        acts = approvals(connection, Filters())
    newest, oldest = acts.to_dict("records")
    assert (newest["when"], newest["drugs"], newest["combination"]) == (
        "Nov 2023",
        ("aponermin",),
        ("thalidomide", "dexamethasone"),
    )
    assert (newest["targets"], newest["mechanisms"]) == (("DR4", "DR5"), ("Death receptors",))
    assert (oldest["when"], oldest["has_dispute"], oldest["proofs_count"]) == ("11 Apr 2016", True, 1)
    assert oldest["source_url"] == "https://regulator.example/2016-04-11"


def test_the_proofs_of_an_event(world: Store) -> None:
    with world.reading() as connection:
        curated, read = evidence(connection, [CLL, STOP]).to_dict("records")
    assert (curated["is_curated"], curated["checked_on"]) == (True, "2026-11-20")
    assert curated["disputes"] == ("Date: 12 Apr 2016 (https://elsewhere.example)",)
    assert (read["quote"], read["before"], read["after"]) == (STOPPED, "", " in myeloma.")
    assert (read["source"], read["published"], read["url"]) == (
        "Wire Daily",
        "Mar 2020",
        "https://trade.example/trial-stopped",
    )
    assert read["inferred"] == ("Date: the article's date",)


def test_choices_count_what_the_filter_would_leave(world: Store) -> None:
    with world.reading() as connection:
        offered = choices(connection)
        names = labels(connection)
    for key, listed in offered.items():
        for choice in listed:
            assert len(kept(world, **{key: (choice.id,)})) == choice.count, choice
            assert names.get(choice.id, choice.id) == choice.label
    assert [(choice.id, choice.count) for choice in offered["stages"]] == [("phase 2", 1), ("approved", 3)]
    assert [(choice.id, choice.count) for choice in offered["regions"]] == [("China", 1), ("United States", 1)]
    assert [choice.label for choice in offered["companies"]] == [
        *("AbbVie", "Genentech", "Roche"),  # two events each, the others one
        *("Ascentage Pharma", "Beijing Sunbio Biotech", "Genor Biopharma", "Wuhan Hiteck"),
    ]


def test_on_a_page_of_one_kind_choices_count_its_events_alone(world: Store) -> None:
    with world.reading() as connection:
        every, acts = choices(connection), choices_of_acts(connection)
        deals = choices_of_deals(connection)
        for offered, query in ((acts, approvals), (deals, collaborations)):
            for key in ("companies", "targets", "mechanisms", "drugs", "stages"):
                assert {choice.id for choice in offered[key]} == {choice.id for choice in every[key]}
                for choice in offered[key]:
                    left = query(connection, Filters(**{key: (choice.id,)}))  # type: ignore[arg-type]
                    assert len(left) == choice.count, choice


def test_on_the_page_of_drugs_choices_count_drugs(world: Store) -> None:
    with world.reading() as connection:
        offered = choices_of_drugs(connection)
        assert {choice.id for choice in offered["companies"]} == {c.id for c in choices(connection)["companies"]}
        for key in ("companies", "targets", "mechanisms", "drugs", "stages"):
            for choice in offered[key]:
                left = landscape(connection, Filters(**{key: (choice.id,)}))  # type: ignore[arg-type]
                assert left["drug_id"].nunique() == choice.count, choice


def test_the_landscape(world: Store) -> None:
    with world.reading() as connection:
        everything = landscape(connection, Filters())
        of_roche = landscape(connection, Filters(companies=("roche",)))
        of_arm = landscape(connection, Filters(mechanisms=("intrinsic",)))
        in_phase_2 = landscape(connection, Filters(stages=("phase 2",)))
    furthest = list(zip(everything["drug"], everything["peak_stage"], strict=True))
    assert furthest == [*[("aponermin", "approved")] * 2, ("venetoclax", "approved"), ("alrizomadlin", "phase 2")]
    assert list(everything["target"]) == ["DR4", "DR5", "BCL-2", "MDM2"]
    assert of_roche["companies"].tolist() == [("AbbVie", "Genentech")]
    assert list(of_arm["drug"]) == ["venetoclax", "alrizomadlin"]
    assert list(in_phase_2["drug"]) == ["alrizomadlin"]


def test_the_news(world: Store) -> None:
    world.add_article(make_article("Copy", f"Today.\n{STOPPED} in myeloma.", source="Elsewhere"), "wire", NOW)
    with world.reading() as connection:
        (item,) = news(connection, Filters(targets=("BCL2",)), 10).to_dict("records")
        assert news(connection, Filters(targets=("MDM2",)), 10).empty
        assert news(connection, Filters(since=date(2020, 4, 1)), 10).empty
    assert (item["title"], item["published"], item["events_count"]) == ("Trial stopped", "Mar 2020", 1)


def test_the_sources(world: Store) -> None:
    world.record_poll("trade-press", PollOutcome("wall", "It shows a challenge page."), NOW)
    with world.reading() as connection:
        states = {row["source_id"]: row for row in sources(connection).to_dict("records")}
    assert (states["wire"]["state"], states["wire"]["articles_count"]) == ("fine", 1)
    assert states["trade-press"]["state"] == "shows a challenge page instead of the feed"
    assert states["trade-press"]["last_error"] == "It shows a challenge page."
    assert (states["sleeping"]["state"], states["sleeping"]["note"]) == ("off", "gone since 2024")
    assert states["wire"]["note"] == ""


def test_versions_and_counts(world: Store) -> None:
    with world.reading() as connection:
        assert data_version(connection) == WORLD.version
        before = change_number(connection)
        found = counts(connection)
    assert {key: found[key] for key in ("regulatory", "collaboration", "clinical", "articles", "drugs")} == {
        "regulatory": 2, "collaboration": 1, "clinical": 1, "articles": 1, "drugs": 3,
    }  # fmt: skip
    world.record_poll("wire", PollOutcome("ok"), NOW)
    with world.reading() as connection:
        assert change_number(connection) == before, "nothing new came"
    world.record_poll("wire", PollOutcome("gone"), NOW)
    with world.reading() as connection:
        assert change_number(connection) != before


@pytest.mark.parametrize("typed", ["Ascentage", "ascentage pharma", "亚盛医药", "ascentage-pharma", " ASCENTAGE "])
def test_a_company_as_people_type_it(world: Store, typed: str) -> None:
    with world.reading() as connection:
        assert [event["id"] for event in events_json(connection, company=typed)] == [PACT]


def test_targets_as_people_type_them(world: Store) -> None:
    with world.reading() as connection:
        assert [event["id"] for event in events_json(connection, target="dr5", type="regulatory")] == [APONERMIN]
        assert events_json(connection, target="TP53") == []
        with pytest.raises(InputError, match="no target is called 'DR55'"):
            events_json(connection, target="DR55")


def test_the_json_has_the_keys_of_the_guide(world: Store) -> None:
    with world.reading() as connection:
        by_type = {event["type"]: event for event in events_json(connection)}
    assert by_type["collaboration"]["parties"] == [
        {"company": "Ascentage Pharma", "role": "partner"},
        {"company": "Genor Biopharma", "role": "partner"},
    ]
    stop = by_type["clinical"]
    assert (stop["date"], stop["phase"], stop["trial_ids"]) == ("2020-03", "3", ["NCT02755597"])
    (proof,) = stop["evidence"]
    assert {key: proof[key] for key in ("quote", "start", "end", "title", "source", "published")} == {
        "quote": STOPPED,
        "start": 21,
        "end": 67,
        "title": "Trial stopped",
        "source": "Wire Daily",
        "published": "2020-03",
    }


def test_what_an_analyst_confirmed_counts_as_confirmed(world: Store) -> None:
    with world.writing() as connection:
        connection.execute(update(tables.events).where(tables.events.c.id == STOP).values(is_confirmed=True))
    assert STOP in kept(world, confirmed_only=True)


def test_copies_of_a_proof_are_one_with_the_outlets_that_carry_it(world: Store) -> None:
    text = f"Today.\n{STOPPED} in myeloma. " + "The company told its investigators to enrol no further patients. " * 3
    outlets = {"Trade Press": text, "Elsewhere": f"NEW YORK, March 3 -- {text}", "A third": f"{text} Read more here."}
    for number, (source, words) in enumerate(outlets.items()):
        url = f"https://copies.example/{number}"
        article = make_article("Trial stopped early", words, url, source=source, published="2020-03")
        event = make_event(article, STOPPED, EventType.CLINICAL, "trial-stop", drugs=("venetoclax",), phase="3")
        added = world.add_article(article, "wire", NOW)
        reading = make_reading(event) if number else replace(make_reading(event), unread_from=200_000)
        world.record_reading(added.revision_id, reading, WORLD)
    with world.reading() as connection:
        first, copied = evidence(connection, [STOP]).to_dict("records")
        (stop,) = clinical(connection, Filters()).to_dict("records")
        (printed,) = events_json(connection, type="clinical")
    assert (first["source"], first["also_in"], first["note"]) == ("Wire Daily", (), "")
    assert (copied["source"], copied["also_in"]) == ("Trade Press", ("Elsewhere", "A third"))
    assert copied["note"] == "The text is longer than is read: read up to character 200,000."
    assert stop["proofs_count"] == 2, "three outlets, one text"
    assert [proof.get("unread_from") for proof in printed["evidence"]] == [None, 200_000, None, None]


def test_a_drug_with_two_targets_is_one_line_in_a_list_of_drugs() -> None:
    rows = [{"drug_id": "navitoclax", "target": name} for name in ("BCL-2", "BCL-XL")]
    listed = by_drug(frames.LANDSCAPE.make([*rows, {"drug_id": "venetoclax", "target": "BCL-2"}]))
    assert list(listed["drug_id"]) == ["navitoclax", "venetoclax"]
    assert list(listed["target"]) == ["BCL-2, BCL-XL", "BCL-2"]
    assert frames.LANDSCAPE.faults(listed) == []
