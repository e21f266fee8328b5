"""What is stored is read by a child or here, with the same result; a child that is ended costs nothing but time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from ci.feeds.guarded import Guarded
from ci.jobs.reading import AT_ONCE, PollerReader
from ci.settings import load_settings
from ci.store import Store
from ci.store import tables as t
from ci.store.arrivals import add_articles
from tests.make import CATALOG, NOW, make_article

NEWS = "AbbVie said on Monday that the FDA has approved venetoclax for adults with chronic lymphocytic leukemia. "
Reading = Callable[[Guarded], list[tuple[object, ...]]]


@pytest.fixture
def read_by(store: Store, tmp_path: Path) -> Reading:
    """Reads a few hundred articles anew, and gives what stands in the database then."""
    store.load_catalog(CATALOG)
    articles = [
        make_article(f"News {n}", f"{NEWS * (n % 3 == 0)}Item {n}.", f"https://wire.example/{n}")
        for n in range(AT_ONCE + 50)
    ]
    with store.writing() as connection:
        added = add_articles(connection, articles, "wire", NOW)

    def read(child: Guarded) -> list[tuple[object, ...]]:
        store.leave_unread([one.revision_id for one in added])
        PollerReader(load_settings({}, tmp_path), store, CATALOG, child, child).read_new()
        assert store.unread_revisions() == []
        m, r = t.mentions.c, t.revisions.c
        with store.reading() as connection:
            named = select(m.revision_id, m.kind, m.entity_id).order_by(m.revision_id, m.kind, m.entity_id)
            mentions = connection.execute(named).all()
            marks = connection.execute(select(r.id, r.is_relevant, r.unread_from).order_by(r.id)).all()
        return [tuple(row) for row in (*mentions, *marks)]

    return read


def test_a_child_reads_what_is_read_here(read_by: Reading) -> None:
    with Guarded() as child:
        here = read_by(child)
        child.is_beside = True
        assert read_by(child) == here
        assert child.is_beside, "it was the child that read"
    assert any(row[1:] == ("drug", "venetoclax") for row in here)


def test_what_a_child_cannot_read_is_read_here(read_by: Reading) -> None:
    with Guarded(memory_mib=1) as small:
        small.is_beside = True
        there = read_by(small)
        assert not small.is_beside
        assert read_by(small) == there
