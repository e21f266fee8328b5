"""Searching the news on both databases: any spelling finds all the others, the newest first, a line for each story."""

from datetime import date

import pytest

from ci.filters import Filters
from ci.model import Catalog, Event, EventType, Name, Reading
from ci.queries.search import index, matching, reading_on
from ci.queries.search.hits import Found, Hit, search_news
from ci.store import Store
from ci.store.arrivals import add_articles
from tests.make import APONERMIN_APPROVED, NOW, make_article, make_catalog, make_event, name

WORLD: Catalog = make_catalog(APONERMIN_APPROVED)


def add(
    store: Store,
    title: str,
    body: str,
    published: str,
    *,
    companies: tuple[str, ...] = (),
    drugs: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    event: tuple[EventType, str] | None = None,
    is_relevant: bool = True,
    source: str = "Trade Press",
) -> None:
    """An article as it is stored and read."""
    article = make_article(title, body, published=published, source=source)
    with store.writing() as connection:
        (added,) = add_articles(connection, [article], "", NOW)
    events: tuple[Event, ...] = (make_event(article, title, *event, drugs=drugs),) if event else ()
    mechanisms = tuple(WORLD.drugs[drug].mechanism_id for drug in drugs)
    named = tuple(Name(i, name(i).name, (name(i).name,)) for i in drugs)
    reading = Reading(is_relevant, tuple(map(name, companies)), named, targets, mechanisms, events)
    store.record_reading(added.revision_id, reading, WORLD)


ORPHAN = "Orphan tag for alrizomadlin"
DEAL = "亚盛医药 signs"
OLD = "AbbVie and venetoclax"
SIDE = "Ascentage reports a year"


@pytest.fixture
def world(store: Store) -> Store:
    store.load_catalog(WORLD)
    add(store, OLD, "A phase 3 trial in melanoma, with inhibitors of BCL-2.", "2019-05-01",
        companies=("abbvie",), drugs=("venetoclax",), targets=("BCL2",))  # fmt: skip
    add(store, ORPHAN, "The FDA acted on it; an MDM2 inhibitor.", "2021-06-01",
        drugs=("alrizomadlin",), targets=("MDM2",), event=(EventType.REGULATORY, "orphan"))  # fmt: skip
    add(store, DEAL, "The pact is on APG115, says the wire.", "2023-02-03", companies=("ascentage-pharma",))
    add(store, SIDE, "Its phase 2 trials of AA-115 go on.", "2024-01-01", companies=("ascentage-pharma",))
    add(store, "Sports of the day", "Nothing on medicines but the word alrizomadlin.", "2025-01-01", is_relevant=False)
    return store


def found(store: Store, typed: str, limit: int = 50, **filters: object) -> Found:
    with store.reading() as connection:
        return search_news(connection, typed, Filters(**filters), limit)  # type: ignore[arg-type]


def title(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.title)


def titles(store: Store, typed: str, **filters: object) -> list[str]:
    return [title(hit) for hit in found(store, typed, **filters).hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", [SIDE, DEAL, ORPHAN, OLD]),
        ("alrizomadlin", [DEAL, ORPHAN]),
        ("APG-115", [DEAL, ORPHAN]),
        ("apg 115", [DEAL, ORPHAN]),
        ('"APG-115"', [DEAL]),
        ("亚盛医药", [SIDE, DEAL]),
        ("Ascentage Pharma", [SIDE, DEAL]),
        ("盛医", [DEAL]),
        ("trial", [SIDE, OLD]),
        ("trials inhibitor", [OLD]),
        ('"phase 3"', [OLD]),
        ("phase -melanoma", [SIDE]),
        ("-phase", [DEAL, ORPHAN]),
        ("melanoma OR orphan", [ORPHAN, OLD]),
        ("alrizo*", [ORPHAN]),
        ("mela* company:abbvie", [OLD]),
        ("-mela* trial", [SIDE]),
        ("-mela*", [SIDE, DEAL, ORPHAN]),
        ("company:ascentage", [SIDE, DEAL]),
        ("company:亚盛医药 pact", [DEAL]),
        ("-company:ascentage-pharma", [ORPHAN, OLD]),
        ("company:roche,abbvie", [OLD]),
        ("drug:APG-115", [ORPHAN]),
        ("target:bcl2", [OLD]),
        ("mechanism:mdm2", [ORPHAN]),
        ("mechanism:intrinsic", [ORPHAN, OLD]),
        ("type:orphan", [ORPHAN]),
        ("type:regulatory APG-115", [ORPHAN]),
        ("-type:orphan date:2020..2023", [DEAL]),
        ("date:2024", [SIDE]),
        ("date:..2021-06 trial", [OLD]),
        ("unheard", []),
    ],
)
def test_a_search_finds(world: Store, typed: str, expected: list[str]) -> None:
    assert titles(world, typed) == expected
    assert found(world, typed).faults == ()


def test_the_filter_narrows_a_search(world: Store) -> None:
    assert titles(world, "trial", companies=("abbvie",)) == [OLD]
    assert titles(world, "trial", since=date(2020, 1, 1)) == [SIDE]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("company:asentage", "No company is known as “asentage”; did you mean Ascentage Pharma?"),
        ("target:p", "“p” could be "),
        ("drug:aspirin", "No drug is known as “aspirin”; leave the operator out"),
        ("colour", ""),
    ],
)
def test_a_name_that_nobody_knows_is_a_sentence(world: Store, typed: str, says: str) -> None:
    faults = found(world, typed).faults
    assert [fault[: len(says)] for fault in faults] == ([says] if says else [])


def test_a_search_says_under_which_names_it_looked(world: Store) -> None:
    assert found(world, "APG-115").also == ("“APG-115” is searched as alrizomadlin too",)
    assert found(world, '"APG-115"').also == ()


def test_what_is_named_is_told_with_its_profile_also_where_no_story_matches(world: Store) -> None:
    named = found(world, "APG-115 Ascentage nonsense")
    assert not named.hits
    told = [("drug", "alrizomadlin", "alrizomadlin"), ("company", "ascentage-pharma", "Ascentage Pharma")]
    assert [(one.kind, one.id, one.name) for one in named.named] == told
    assert not found(world, "nonsense -APG-115").named


def test_hits_and_names_are_marked_and_say_what_was_read(world: Store) -> None:
    (hit,) = found(world, "APG-115 orphan").hits
    assert [(piece.text, piece.is_hit) for piece in hit.title] == [
        ("Orphan", True),
        (" tag for ", False),
        ("alrizomadlin", True),
    ]
    assert [(one.kind, one.name) for one in hit.names] == [("drug", "alrizomadlin"), ("target", "MDM2")]
    assert len(hit.event_ids) == 1
    assert hit.acts == ("Orphan designation",)
    (hit,) = found(world, "pact APG-115").hits
    assert [piece.text for piece in hit.passage if piece.is_hit] == ["pact", "APG115"]


def test_copies_are_one_story_under_its_first_telling(world: Store) -> None:
    body = "A long release on a new programme of the company with many words in it, and then some more of them. " * 4
    add(world, "First told", body, "2024-03-01", source="Wire")
    add(world, "Told again", body, "2024-03-05", source="Other Wire")
    (hit,) = found(world, "programme").hits
    assert (title(hit), hit.source, hit.also_in) == ("First told", "Wire", ("Other Wire",))
    assert [title(hit) for hit in found(world, "progr*").hits] == ["First told"]
    (hit,) = found(world, "programme again").hits
    assert title(hit) == "Told again", "the first telling has not all the words"


def test_more_follows_where_a_page_is_full(world: Store) -> None:
    first = found(world, "", limit=2)
    assert ([title(hit) for hit in first.hits], first.is_all) == ([SIDE, DEAL], False)
    assert found(world, "", limit=4).is_all


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("typed", ["", "trial", "company:ascentage", "trial company:ascentage,abbvie", "type:orphan"])
def test_however_many_there_are_the_answer_is_the_same(
    world: Store, monkeypatch: pytest.MonkeyPatch, typed: str, few: int
) -> None:
    """A database of a million articles is read in batches; here each batch is one article."""
    expected = titles(world, typed)
    for module, setting in ((reading_on, "BATCH"), (reading_on, "LARGEST"), (index, "FAR_MORE")):
        monkeypatch.setattr(module, setting, 1)
    for module, setting in ((matching, "FEW"), (matching, "MANY"), (index, "FEW"), (index, "FEW_GATHERED")):
        monkeypatch.setattr(module, setting, few)
    assert titles(world, typed) == expected
