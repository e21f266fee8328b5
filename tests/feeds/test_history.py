"""What a registry changes, what an API tells of the past, and what a server says of its new address."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller
from ci.jobs.wishes import Wish
from ci.model import Source
from ci.queries.events import events_json
from ci.queries.trials import trial_changes
from ci.store import Store, open_store
from ci.store import tables as t
from tests.feeds import field
from tests.feeds.field import JSON, Asked, Page, Site
from tests.feeds.test_polling import poller_of, settings_for

pytestmark = pytest.mark.slow

SINCE = date(2024, 3, 1)


@pytest.fixture
def site() -> Iterator[Site]:
    with field.sites(1) as (one,):
        yield one


@pytest.fixture(scope="module")
def parser() -> Iterator[Guarded]:
    with Guarded() as parser:
        yield parser


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    yield opened
    opened.close()


def poller_for(store: Store, site: Site, parser: Guarded, tmp_path: Path, kind: str, url: str) -> Poller:
    poller = poller_of(store, settings_for([site], tmp_path), [Source("it", "It", kind, url)], parser)
    poller.step_gap_s = 0.01
    return poller


def poll(poller: Poller, since: date | None = None) -> None:
    report = asyncio.run(poller.ask(Wish("it", force=True, since=since), lambda *_: None))
    assert not report.faults_count, report.lines


# ---------------------------------------------------------------- the registry of trials


def study(**changed: Any) -> bytes:
    """One study of venetoclax, as the API writes it."""
    status = {
        "overallStatus": "RECRUITING",
        "startDateStruct": {"date": "2025-06-02", "type": "ACTUAL"},
        "primaryCompletionDateStruct": {"date": "2027-06", "type": "ESTIMATED"},
        "lastUpdatePostDateStruct": {"date": "2026-11-01", "type": "ACTUAL"},
        "statusVerifiedDate": "2026-11",
    }
    count = changed.pop("count", 60)
    section = {
        "identificationModule": {"nctId": "NCT90000001", "briefTitle": "Venetoclax in an invented disease"},
        "statusModule": {**status, **changed},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "AbbVie"}},
        "conditionsModule": {"conditions": ["Acute Myeloid Leukemia"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2"],
            "enrollmentInfo": {"count": count, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Venetoclax"}]},
        "outcomesModule": {"primaryOutcomes": [{"measure": "Overall survival"}]},
    }
    return json.dumps({"studies": [{"protocolSection": section}]}).encode()


def test_a_change_in_the_registry_is_kept_and_a_stop_is_an_event(
    store: Store, site: Site, parser: Guarded, tmp_path: Path
) -> None:
    site.routes["/studies"] = Page(study(), JSON)
    poller = poller_for(store, site, parser, tmp_path, "clinicaltrials", site.url("/studies?query.intr=venetoclax"))
    poll(poller)
    updated = {"lastUpdatePostDateStruct": {"date": "2026-11-20"}, "whyStopped": "Slow accrual"}
    site.routes["/studies"] = Page(study(overallStatus="TERMINATED", count=12, **updated), JSON)
    poll(poller)
    with store.reading() as connection:
        changes = {change["field"]: (change["old"], change["new"]) for change in trial_changes(connection)}
        events = events_json(connection, type="clinical")
        assert trial_changes(connection, trial="nct90000001", since=date.today() - timedelta(days=2))
        assert not trial_changes(connection, since=date.today() + timedelta(days=2))
    assert changes == {
        "status": ("RECRUITING", "TERMINATED"),
        "enrolment": ("60 (estimated)", "12 (estimated)"),
        "why stopped": ("", "Slow accrual"),
    }
    assert {event["subtype"] for event in events} == {"trial-start", "trial-stop"}
    assert all(event["drugs"] == ["venetoclax"] for event in events)
    assert {trial for event in events for trial in event["trial_ids"]} == {"NCT90000001"}


def test_posted_results_are_an_event_of_their_own_day(
    store: Store, site: Site, parser: Guarded, tmp_path: Path
) -> None:
    """Years after the start: which stays what it was, and the posting is news of its own day."""
    site.routes["/studies"] = Page(study(overallStatus="COMPLETED"), JSON)
    poller = poller_for(store, site, parser, tmp_path, "clinicaltrials", site.url("/studies?query.intr=venetoclax"))
    poll(poller)
    posted = {"resultsFirstPostDateStruct": {"date": "2026-11-12", "type": "ACTUAL"}}
    site.routes["/studies"] = Page(study(overallStatus="COMPLETED", **posted), JSON)
    poll(poller)
    with store.reading() as connection:
        changes = {change["field"]: (change["old"], change["new"]) for change in trial_changes(connection)}
        events = {event["subtype"]: event for event in events_json(connection, type="clinical")}
    assert changes == {"results posted": ("", "2026-11-12")}
    assert {subtype: event["date"] for subtype, event in events.items()} == {
        "trial-start": "2025-06-02",
        "readout": "2026-11-12",
    }
    posting = events["readout"]
    assert (posting["drugs"], posting["trial_ids"]) == (["venetoclax"], ["NCT90000001"])
    assert [proof["url"] for proof in posting["evidence"]] == [
        "https://clinicaltrials.gov/study/NCT90000001?tab=results"
    ]
    poll(poller)
    with store.reading() as connection:
        assert len(events_json(connection, type="clinical")) == 2, "asked again, nothing is told twice"


# ---------------------------------------------------------------- history


def asked_of(site: Site, path: str) -> list[dict[str, str]]:
    return [asked.query for asked in site.asked if asked.path == path]


def test_pubmed_is_asked_page_by_page(store: Store, site: Site, parser: Guarded, tmp_path: Path) -> None:
    def found(asked: Asked) -> Page:
        start, count = int(asked.query["retstart"]), 1000 if asked.query["retstart"] == "0" else 3
        ids = [str(90000001 + start + n) for n in range(count)]
        return Page(json.dumps({"esearchresult": {"count": "1003", "idlist": ids}}).encode(), JSON)

    url = field.serve_pubmed(site)
    site.routes["/eutils/esearch.fcgi"] = found
    poll(poller_for(store, site, parser, tmp_path, "pubmed", url), SINCE)
    searches = asked_of(site, "/eutils/esearch.fcgi")
    assert [(q["mindate"], q["datetype"], q["retstart"]) for q in searches] == [
        ("2024/03/01", "pdat", "0"),
        ("2024/03/01", "pdat", "1000"),
    ]
    assert len(asked_of(site, "/eutils/efetch.fcgi")) == 6


def test_europe_pmc_goes_on_over_what_is_known(store: Store, site: Site, parser: Guarded, tmp_path: Path) -> None:
    poller = poller_for(store, site, parser, tmp_path, "europepmc", field.serve_europepmc(site))
    poll(poller)
    site.asked.clear()
    poll(poller, SINCE)
    queries = asked_of(site, "/rest/search")
    assert {q["query"] for q in queries} == {"(venetoclax) AND (FIRST_PDATE:[2024-03-01 TO 3000-12-31])"}
    assert len(queries) == 2, "the second page too, although all of it is known"


@pytest.mark.parametrize("before", ["", "&filter.advanced=AREA%5BPhase%5DPHASE2"])
def test_the_registry_is_asked_for_what_changed_since(
    store: Store, site: Site, parser: Guarded, tmp_path: Path, before: str
) -> None:
    url = field.serve_clinicaltrials(site) + before
    poll(poller_for(store, site, parser, tmp_path, "clinicaltrials", url), SINCE)
    days = "AREA[LastUpdatePostDate]RANGE[2024-03-01,MAX]"
    expected = f"(AREA[Phase]PHASE2) AND {days}" if before else days
    assert {q["filter.advanced"] for q in asked_of(site, "/api/v2/studies")} == {expected}


def test_a_registry_is_asked_for_the_drugs_of_the_tables_and_a_study_told_twice_is_one(
    store: Store, site: Site, parser: Guarded, tmp_path: Path
) -> None:
    pages = {"": study().replace(b'{"studies"', b'{"nextPageToken": "b", "studies"'), "b": study()}
    site.routes["/studies"] = lambda asked: Page(pages[asked.query.get("pageToken", "")], JSON)
    poller = poller_for(store, site, parser, tmp_path, "clinicaltrials", site.url("/studies?query.intr={drugs}"))
    poll(poller)
    names = '"alrizomadlin" OR "APG-115" OR "aponermin" OR "venetoclax"'
    assert [q["query.intr"] for q in asked_of(site, "/studies")] == [names, names]
    with store.reading() as connection:
        assert len(events_json(connection, type="clinical")) == 1
        assert connection.execute(select(t.revisions.c.article_id)).all() == [(1,)]


def test_openfda_is_asked_for_what_was_decided_since(store: Store, site: Site, parser: Guarded, tmp_path: Path) -> None:
    poll(poller_for(store, site, parser, tmp_path, "openfda", field.serve_openfda(site)), SINCE)
    (query, *_) = asked_of(site, "/drug/drugsfda.json")
    days = "submissions.submission_status_date:[20240301 TO 29991231]"
    assert query["search"] == f'(products.brand_name:"VENCLEXTA") AND {days}'


def test_a_companys_filings_are_read_back_page_by_page(
    store: Store, site: Site, parser: Guarded, tmp_path: Path
) -> None:
    poll(poller_for(store, site, parser, tmp_path, "edgar", field.serve_edgar(site)), SINCE)
    assert [(q["start"], q["count"]) for q in asked_of(site, "/cgi-bin/browse-edgar")] == [("0", "100")]


def submissions(**columns: list[str]) -> dict[str, list[str]]:
    return {
        "accessionNumber": [f"0009000001-{filed[2:4]}-{n:06}" for n, filed in enumerate(columns["filingDate"])],
        **columns,
    }


def test_a_companys_older_submissions_are_read_back_file_by_file(
    store: Store, site: Site, parser: Guarded, tmp_path: Path
) -> None:
    """The newest stand in the answer, the older ones in files that it names: those that end before the day are left."""
    spans = {"001": ("2024-02-01", "2025-06-30"), "002": ("2015-01-01", "2024-01-31")}
    files = [
        {"name": f"CIK0009000001-submissions-{number}.json", "filingFrom": start, "filingTo": end}
        for number, (start, end) in spans.items()
    ]
    files.append({"name": "../elsewhere.json", "filingTo": "2025-06-30"})
    recent = submissions(filingDate=["2026-11-03"], form=["10-Q"], items=[""])
    company = {"name": "Invented Therapeutics", "cik": "0009000001", "filings": {"recent": recent, "files": files}}
    older = submissions(filingDate=["2025-05-05", "2024-02-20"], form=["10-K", "10-Q"], items=["", ""])
    site.routes["/submissions/CIK0009000001.json"] = Page(json.dumps(company).encode(), JSON)
    site.routes["/submissions/CIK0009000001-submissions-001.json"] = Page(json.dumps(older).encode(), JSON)
    url = site.url("/submissions/CIK0009000001.json")
    poller = poller_for(store, site, parser, tmp_path, "edgar", url)
    poll(poller)
    assert len(stored_titles(store)) == 1, "an ordinary poll asks for the newest alone"
    poll(poller, SINCE)
    assert stored_titles(store) == [
        "10-K of Invented Therapeutics (0009000001-25-000000)",
        "10-Q of Invented Therapeutics (0009000001-24-000001)",
        "10-Q of Invented Therapeutics (0009000001-26-000000)",
    ]
    assert site.paths()[1:] == [
        "/submissions/CIK0009000001.json",
        "/submissions/CIK0009000001-submissions-001.json",
    ]


def stored_titles(store: Store) -> list[str]:
    with store.reading() as connection:
        return sorted(connection.execute(select(t.revisions.c.title)).scalars())


def test_history_leaves_no_validator_behind(store: Store, site: Site, parser: Guarded, tmp_path: Path) -> None:
    poller = poller_for(store, site, parser, tmp_path, "clinicaltrials", field.serve_clinicaltrials(site))
    poll(poller, SINCE)
    assert store.source("it").etag == ""


# ---------------------------------------------------------------- moving house


def test_a_feed_that_moved_for_good_is_followed_after_a_week(
    store: Store, site: Site, parser: Guarded, tmp_path: Path
) -> None:
    feed = field.sample("wire.rss.xml", ETag='"1"')
    site.routes["/new"] = lambda asked: Page(b"", status=304) if asked.headers.get("If-None-Match") else feed
    site.routes["/old"] = Page(b"", status=301, headers={"Location": "/new"})
    poller = poller_for(store, site, parser, tmp_path, "rss", site.url("/old"))
    for _ in range(2):
        asyncio.run(poller.round(force=True))
    assert store.source("it").moved_to == site.url("/new")
    with store.writing() as connection:
        since = connection.execute(select(t.sources.c.moved_since)).scalar_one()
        assert since is not None
        connection.execute(update(t.sources).values(moved_since=since - timedelta(days=7), next_poll_at=None))
    report = asyncio.run(poller.round())
    assert report.polls[0].moved_to == site.url("/new")
    assert "it has moved for good and is now asked at" in report.lines[0]
    state = store.source("it")
    assert (state.source.url, state.former_url) == (site.url("/new"), site.url("/old"))
    asked = len(site.asked)
    asyncio.run(poller.round(force=True))
    assert [one.path for one in site.asked[asked:]] == ["/new"]


def test_a_redirect_for_now_moves_nobody(store: Store, site: Site, parser: Guarded, tmp_path: Path) -> None:
    site.routes["/new"] = field.sample("wire.rss.xml")
    site.routes["/old"] = Page(b"", status=302, headers={"Location": "/new"})
    asyncio.run(poller_for(store, site, parser, tmp_path, "rss", site.url("/old")).round())
    assert store.source("it").moved_to == ""
