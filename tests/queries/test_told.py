"""What the proofs of the events come from."""

from ci.filters import Filters
from ci.model import EventType
from ci.queries.told import Told, told_by
from ci.store import Store
from tests.make import APONERMIN_APPROVED, GENOR_PACT, NOW, make_article, make_catalog, make_event, make_reading

TEXT = "The partners will study alrizomadlin together. They will study it in China too."


def test_curated_rows_and_articles_are_counted_once_each(store: Store) -> None:
    catalog = make_catalog(APONERMIN_APPROVED, GENOR_PACT)
    store.load_catalog(catalog)
    article = make_article("A pact", TEXT, published="2018-12-20")
    quotes = ("will study alrizomadlin", "will study it in China")
    told_twice = [make_event(article, quote, EventType.CLINICAL, "trial-start", "2018-12") for quote in quotes]
    added = store.add_article(article, "", NOW)
    store.record_reading(added.revision_id, make_reading(*told_twice), catalog)
    with store.reading() as connection:
        assert told_by(connection, EventType.REGULATORY, Filters()) == Told(1, 0)
        assert told_by(connection, EventType.CLINICAL, Filters()) == Told(0, 1)
        assert told_by(connection, EventType.REGULATORY, Filters(drugs=("nobody",))) == Told(0, 0)
