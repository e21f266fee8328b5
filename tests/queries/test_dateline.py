"""A date that the head of an article states is not called inferred."""

import pytest

from ci.model import EventType
from ci.queries.evidence import evidence
from ci.store import Store
from tests.make import NOW, make_article, make_catalog, make_event, make_reading

SAID = "AbbVie stopped its trial of venetoclax"


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("NORTH CHICAGO, July 10, 2025 –", "July 10, 2025"),
        ("10 Jul 2025.", "10 Jul 2025"),
        ("艾伯维2025年7月10日公告。", "2025年7月10日"),
        ("NORTH CHICAGO, July 11, 2025 –", ""),
        ("It happened.", ""),
    ],
)
def test_the_dateline_states_it(store: Store, head: str, stated: str) -> None:
    world = make_catalog()
    store.load_catalog(world)
    article = make_article("News", f"{head} {SAID}.", published="2025-07-10")
    event = make_event(article, SAID, EventType.CLINICAL, "trial-stop", drugs=("venetoclax",))
    added = store.add_article(article, None, NOW)
    store.record_reading(added.revision_id, make_reading(event), world)
    with store.reading() as connection:
        (proof,) = evidence(connection, ["venetoclax-trial-stop-2025-07"]).to_dict("records")
    assert proof["inferred"] == (() if stated else ("Date: the article's date",))
    assert proof["note"] == (f"Date as the dateline says: {stated}." if stated else "")
