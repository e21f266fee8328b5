"""A whole week of sixty sources, with outages, edits and withdrawals: the database holds exactly what was served."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller
from ci.jobs.sharing import Sharing
from ci.store import Store, open_store
from ci.store import tables as t
from tests.feeds import field
from tests.make import make_catalog
from tests.survival.content import integrity, pass_time
from tests.survival.week import HOURS, OTHERS, SITES, Week, make_week
from tests.survival.world import settings_for

HOUR = timedelta(hours=1)
LONGEST_WAIT = 27
"""Hours: a day, its jitter and the hour in which a source becomes due."""


def live_through(week: Week, store: Store) -> Counter[str]:
    """Polls every hour what is due, for a week; how often each came of a poll."""
    catalog, came = make_catalog(sources={source.id: source for source in week.sources}), Counter[str]()
    store.load_catalog(catalog)
    with Guarded() as parser:
        poller = Poller(settings_for("sqlite://", week.hosts), store, catalog, parser)
        poller.step_gap_s = 0
        for week.hour in range(HOURS + 1):
            report = asyncio.run(poller.round())
            came.update(line.state for line in report.polls)
            pass_time(store, HOUR)
            poller.sharing = Sharing(store, has_ncbi_key=False)  # its own clock stood still
    return came


def test_after_a_week_the_database_holds_exactly_what_was_served(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/ci.sqlite")
    with field.sites(SITES) as sites:
        week = make_week(sites)
        assert len(week.sources) == 60
        came = live_through(week, store)
    assert came["ok"] > 400
    assert came["not-modified"] > 20, "how often a source is asked hangs on chance; that both are met does not"
    assert came.total() - came["ok"] - came["not-modified"] >= 20, "outages were met"
    assert told_last(store, week) == {feed.id: last_of(week, feed.id) for feed in week.feeds}
    assert all_told(store) == {(title, text) for told in week.served.values() for _, title, text in told}
    assert {kind: views_count(store, f"week-{kind}") for kind in OTHERS} == OTHERS
    assert missed(week) == [], f"what came of the polls: {dict(came)}"
    assert states(store, week) == {"week-20": "gone"}
    assert integrity(store) == []
    store.close()


def last_of(week: Week, source_id: str) -> dict[str, tuple[str, str]]:
    return {guid: (title, text) for guid, title, text in week.served[source_id]}


def told_last(store: Store, week: Week) -> dict[str, dict[str, tuple[str, str]]]:
    """Source -> guid -> title and text, as its newest view of an article has them."""
    found: dict[str, dict[str, tuple[str, str]]] = {feed.id: {} for feed in week.feeds}
    v, r, a = t.article_sources.c, t.revisions.c, t.articles.c
    joined = t.article_sources.join(t.revisions, r.id == v.revision_id).join(t.articles, a.id == v.article_id)
    asked = select(v.source_id, v.guid, a.url, r.title, r.text).select_from(joined).where(v.source_id.in_(list(found)))
    has_guids = {feed.id: feed.has_guids or feed.dialect == "rdf" for feed in week.feeds}
    with store.reading() as connection:
        for row in connection.execute(asked):
            found[row.source_id][row.guid if has_guids[row.source_id] else row.url] = (row.title, row.text)
    return found


def all_told(store: Store) -> set[tuple[str, str]]:
    """Every wording of a feed's item that is kept, of whatever age."""
    r = t.revisions.c
    with store.reading() as connection:
        rows = connection.execute(select(r.title, r.text).where(r.source.like("Outlet %")))
        return {(row.title, row.text) for row in rows}


def views_count(store: Store, source_id: str) -> int:
    v = t.article_sources.c
    with store.reading() as connection:
        asked = select(func.count(v.article_id.distinct())).where(v.source_id == source_id)
        return int(connection.execute(asked).scalar_one())


def missed(week: Week) -> list[str]:
    """Items that stood in a feed for longer than any source is left alone, and were never asked for."""
    lost = []
    for feed in week.feeds:
        served = {title for _, title, _ in week.served[feed.id]}
        for item in feed.items:
            hours = [h for h in range(HOURS) if h not in feed.outages and item in feed.shown_at(h)]
            if len(hours) > LONGEST_WAIT and item.title not in served:
                lost.append(f"{feed.id}: {item.title}, there for {len(hours)} hours from {item.hour}")
    return lost


def states(store: Store, week: Week) -> dict[str, str]:
    """The sources that are not well at the end, and why."""
    return {state.id: state.state for state in store.sources() if state.state not in ("ok", "not-modified")}
