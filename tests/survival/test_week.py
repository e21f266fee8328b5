"""A whole week of sixty sources, with outages, edits and withdrawals: the database holds exactly what was served."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller
from ci.jobs.sharing import Sharing
from ci.store import Store, open_store
from ci.store import tables as t
from tests.feeds import field
from tests.make import make_catalog
from tests.survival.content import integrity, pass_time
from tests.survival.week import FEEDS, HOURS, OTHERS, SITES, SORTS, Feed, Told, Week, make_week
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
    assert week.met == {*SORTS, "gone"}, "every sort of outage was met"
    assert {"edited", "withdrawn"} <= what_befell(week)
    last = {feed.id: last_of(week, feed.id) for feed in week.feeds}
    assert told_last(store, week) == {source_id: sorted(map(words_of, told)) for source_id, told in last.items()}
    assert days(store, week) == {told.url: told.day for feed in own(week) for told in last[feed.id]}
    assert all_told(store) == sorted({words_of(told)[1:] for told in chain(*week.served.values())})
    assert addresses(store) == sorted({told.url for told in chain(*week.served.values())}), "an article for each item"
    assert live(store) == sorted({words_of(told)[1:] for told in chain(*last.values())})
    assert {kind: held(store, f"week-{kind}") for kind in OTHERS} == {kind: (n, n) for kind, n in OTHERS.items()}
    others = wordings(store, t.revisions.c.source.not_like("Outlet %"))
    assert len(others) == sum(OTHERS.values()), "a wording of each; the one article that two of them give has two"
    assert missed(week) == [], f"what came of the polls: {dict(came)}"
    assert states(store, week) == {"week-20": "gone"}
    assert integrity(store) == []
    store.close()


Words = tuple[str, str, str, str]
"""Guid, address, title and text."""


def words_of(told: Told) -> Words:
    return told[:4]


def last_of(week: Week, source_id: str) -> list[Told]:
    """Each item of a source as it was served last."""
    return list({told.guid: told for told in week.served[source_id]}.values())


def own(week: Week) -> list[Feed]:
    """The feeds whose items no other gives: where two do, the first date stays."""
    return [feed for feed in week.feeds if feed.number not in (*range(4), FEEDS - 1)]


def what_befell(week: Week) -> set[str]:
    """Whether an item was served in both its wordings, and one was served that was then withdrawn."""
    found = set()
    for feed in week.feeds:
        wordings = Counter(url for url, _ in {(told.url, told.text) for told in week.served[feed.id]})
        withdrawn = {item.url for item in feed.items if item.withdrawn_at <= HOURS}
        found |= {"edited"} if max(wordings.values(), default=0) > 1 else set()
        found |= {"withdrawn"} if withdrawn & set(wordings) else set()
    return found


def told_last(store: Store, week: Week) -> dict[str, list[Words]]:
    """Source -> guid, address, title and text of every view that it has of an article, in its newest wording."""
    found: dict[str, list[Words]] = {feed.id: [] for feed in week.feeds}
    v, r, a = t.article_sources.c, t.revisions.c, t.articles.c
    joined = t.article_sources.join(t.revisions, r.id == v.revision_id).join(t.articles, a.id == v.article_id)
    asked = select(v.source_id, v.guid, a.url, r.title, r.text).select_from(joined).where(v.source_id.in_(list(found)))
    has_guids = {feed.id: feed.has_guids for feed in week.feeds}
    with store.reading() as connection:
        for row in connection.execute(asked):
            url = row.url.partition("?")[0]  # without the campaign
            found[row.source_id].append((row.guid if has_guids[row.source_id] else url, url, row.title, row.text))
    return {source_id: sorted(rows) for source_id, rows in found.items()}


def all_told(store: Store) -> list[tuple[str, ...]]:
    """Every wording of a feed's item that is kept, of whatever age, as often as it is kept."""
    return wordings(store, t.revisions.c.source.like("Outlet %"))


def live(store: Store) -> list[tuple[str, ...]]:
    """The wordings that some feed gives today."""
    return wordings(store, t.revisions.c.source.like("Outlet %") & t.revisions.c.is_live)


def wordings(store: Store, is_wanted: ColumnElement[bool]) -> list[tuple[str, ...]]:
    r, a = t.revisions.c, t.articles.c
    asked = select(a.url, r.title, r.text).join(t.articles, a.id == r.article_id).where(is_wanted)
    with store.reading() as connection:
        return sorted((row.url.partition("?")[0], row.title, row.text) for row in connection.execute(asked))


def addresses(store: Store) -> list[str]:
    """Of all articles of feeds."""
    with store.reading() as connection:
        urls = connection.execute(select(t.articles.c.url).where(t.articles.c.url.like("https://outlet%"))).scalars()
        return sorted(url.partition("?")[0] for url in urls)


def days(store: Store, week: Week) -> dict[str, date]:
    """Address -> day of what one feed alone gives."""
    v, r, a = t.article_sources.c, t.revisions.c, t.articles.c
    joined = t.article_sources.join(t.revisions, r.id == v.revision_id).join(t.articles, a.id == v.article_id)
    of_own = v.source_id.in_([feed.id for feed in own(week)])
    with store.reading() as connection:
        rows = connection.execute(select(a.url, r.published_from).select_from(joined).where(of_own)).all()
    return {row.url.partition("?")[0]: row.published_from for row in rows}


def held(store: Store, source_id: str) -> tuple[int, int]:
    """How many articles a source gives, and how often."""
    v = t.article_sources.c
    with store.reading() as connection:
        asked = select(func.count(v.article_id.distinct()), func.count()).where(v.source_id == source_id)
        articles, views = connection.execute(asked).one()
        return int(articles), int(views)


def missed(week: Week) -> list[str]:
    """Items that stood in a feed for longer than any source is left alone, and were never asked for."""
    lost = []
    for feed in week.feeds:
        served = {told.title for told in week.served[feed.id]}
        for item in feed.items:
            hours = [h for h in range(HOURS) if h not in feed.outages and item in feed.shown_at(h)]
            if len(hours) > LONGEST_WAIT and item.title not in served:
                lost.append(f"{feed.id}: {item.title}, there for {len(hours)} hours from {item.hour}")
    return lost


def states(store: Store, week: Week) -> dict[str, str]:
    """The sources that are not well at the end, and why."""
    return {state.id: state.state for state in store.sources() if state.state not in ("ok", "not-modified")}
