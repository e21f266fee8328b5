"""How much of a text is kept, and that a quote stays proved by what is left."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ci.model import Article, EventType, Reading
from ci.queries.events import events_json
from ci.store import Keep, Policy, PollOutcome, Store
from ci.store import tables as t
from ci.store.keeping import EXCERPT, cut
from tests.make import CATALOG, NOW, make_article, make_event, make_reading

DAY = timedelta(days=1)
QUOTE = "the FDA cleared venetoclax"
FILLER = "Words that nobody quotes stand here. " * 30
TEXT = f"{FILLER}In short, {QUOTE}. {FILLER}It closes with a remark."


@pytest.fixture
def store(store: Store) -> Store:
    store.load_catalog(CATALOG)
    return store


def article(title: str = "A decision") -> Article:
    return make_article(title, TEXT, f"https://outlet.example/{title}", published="2016-04-11")


def poll(store: Store, source_id: str, one: Article, *, is_read: bool = True) -> int:
    (added,) = store.record_poll(source_id, PollOutcome("ok", articles=[one]), NOW)
    if is_read and added.is_changed:
        event = make_event(one, QUOTE, EventType.REGULATORY, "approval", drugs=("venetoclax",), agency="FDA")
        store.record_reading(added.revision_id, make_reading(event), CATALOG)
    return added.revision_id


def text_of(store: Store, revision_id: int) -> str:
    with store.reading() as connection:
        return str(connection.execute(select(t.revisions.c.text).where(t.revisions.c.id == revision_id)).scalar())


def quotes(store: Store) -> list[str]:
    with store.reading() as connection:
        return [proof["quote"] for event in events_json(connection) for proof in event["evidence"]]


def test_an_excerpt_keeps_the_beginning_and_what_is_quoted(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.EXCERPT))
    revision_id = poll(store, "wire", article())
    assert store.trim_texts(NOW) == 1
    left = text_of(store, revision_id)
    assert left.startswith("Words that nobody quotes") and f" … {QUOTE} …" in left
    assert len(left) < EXCERPT + len(QUOTE) + 10
    assert store.check_quotes() == (1, [])
    assert quotes(store) == [QUOTE]
    assert store.trim_texts(NOW + DAY) == 0


def test_a_link_keeps_what_is_quoted_alone(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.LINK))
    revision_id = poll(store, "wire", article())
    store.trim_texts(NOW)
    assert text_of(store, revision_id) == f"{QUOTE} …"
    assert store.check_quotes() == (1, [])


def test_a_text_goes_when_its_days_are_over(store: Store) -> None:
    store.set_policy("wire", Policy(days=30))
    revision_id = poll(store, "wire", article())
    assert store.trim_texts(NOW + 30 * DAY) == 0
    assert store.trim_texts(NOW + 31 * DAY) == 1
    assert text_of(store, revision_id) == f"{QUOTE} …"


def test_what_another_source_lets_us_keep_stays(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.LINK))
    revision_id = poll(store, "wire", article())
    poll(store, "trade-press", article())
    assert store.trim_texts(NOW) == 0
    store.set_policy("trade-press", Policy(Keep.EXCERPT))
    assert store.trim_texts(NOW) == 1
    assert text_of(store, revision_id).startswith("Words that nobody")


def test_what_a_person_added_stays(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.LINK))
    poll(store, "wire", article())
    store.add_article(article(), None, NOW)
    assert store.trim_texts(NOW) == 0


def test_what_was_not_read_yet_stays_until_it_is(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.LINK))
    revision_id = poll(store, "wire", article(), is_read=False)
    assert store.trim_texts(NOW) == 0
    assert text_of(store, revision_id) == TEXT


def test_the_same_text_again_is_no_news_and_brings_nothing_back(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.LINK))
    revision_id = poll(store, "wire", article())
    store.trim_texts(NOW)
    (added,) = store.record_poll("wire", PollOutcome("ok", articles=[article()]), NOW + DAY)
    assert (added.revision_id, added.is_new, added.is_changed) == (revision_id, False, False)
    assert text_of(store, revision_id) == f"{QUOTE} …"


def test_a_rebuild_keeps_what_was_read_in_a_text_that_is_gone(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.LINK))
    poll(store, "wire", article("A decision"))
    store.trim_texts(NOW)
    poll(store, "trade-press", make_article("Another", "It tells nothing.", published="2016-04-12"), is_read=False)
    seen: list[str] = []

    def read(one: Article) -> Reading:
        seen.append(one.title)
        return Reading(False)

    store.rebuild(CATALOG, read)
    assert seen == ["Another"]
    assert quotes(store) == [QUOTE]
    assert store.check_quotes() == (1, [])


def test_a_thousand_texts_go_in_one_night(store: Store) -> None:
    store.set_policy("wire", Policy(Keep.EXCERPT))
    many = [make_article(f"Number {n}", f"Text {n}. " * 80) for n in range(1_001)]
    added = store.record_poll("wire", PollOutcome("ok", articles=many), NOW)
    store.record_readings([(one.revision_id, Reading(False)) for one in added], CATALOG)
    assert store.trim_texts(NOW) == 1_001


# ---------------------------------------------------------------- the cut itself


@pytest.mark.parametrize("keep", [Keep.EXCERPT, Keep.LINK])
@pytest.mark.parametrize(
    "quoted",
    [
        [],
        [(0, 5)],
        [(2, 12)],
        [(6, 20)],
        [(6, 20), (15, 40), (40, 41)],
        [(100, 140), (20, 30), (700, 720), (100, 140)],
        [(6, 1006)],
        [(990, 1006)],
    ],
)
def test_every_quote_stands_where_it_says(quoted: list[tuple[int, int]], keep: Keep) -> None:
    title, text = "Title", "".join(f"{n:04d} " for n in range(200))
    full = f"{title}\n{text}"
    done = cut(title, text, quoted, keep)
    for (start, end), (now, until) in done.places.items():
        assert f"{title}\n{done.text}"[now:until] == full[start:end]
    assert len(done.text) <= len(text)


def test_a_short_text_is_an_excerpt_of_itself() -> None:
    assert cut("Title", "A short text.", [], Keep.EXCERPT).text == "A short text."
