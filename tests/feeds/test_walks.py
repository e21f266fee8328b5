"""Sources that take several requests, over real HTTP: what each asks for, where it stops, what it brings."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ci.errors import FeedError
from ci.feeds import KINDS, WALKS, clinicaltrials, listing
from ci.feeds.fetch import Fetcher
from ci.feeds.guarded import Guarded
from ci.feeds.manners import Manners
from ci.feeds.walks import DRUGS, MOST_TRIES, Visit
from ci.jobs.our_names import names_for
from ci.jobs.visiting import Brought, visit
from ci.model import Fetched
from ci.reference import load_catalog
from tests.feeds import field
from tests.feeds.field import HTML, JSON, Page, Site

CONTACT, DATA = "Tests tests@example.org", Path(__file__).parents[2] / "data"


@pytest.fixture
def site() -> Iterator[Site]:
    with field.sites(1) as (site,):
        yield site


def look(
    site: Site,
    kind: str,
    url: str,
    known: Callable[[Sequence[str]], set[str]] = lambda urls: set(),
    contact: str = CONTACT,
    validators: tuple[str, str] = ("", ""),
    manners: Manners | None = None,
    tried: dict[str, int] | None = None,
    updates: Callable[[Sequence[str]], dict[str, str]] = lambda numbers: {},
    names: Sequence[str] = (),
) -> Brought:
    async def once() -> Brought:
        async with Fetcher(contact, "0", (site.host,), total_timeout_s=5, manners=manners) as fetcher:
            tried_ = {} if tried is None else tried
            asked = Visit(url, contact, known, gap_s=0.01, tried=tried_, updates=updates, names=lambda: names)
            return await visit(fetcher, parser, kind, asked, validators)

    with Guarded() as parser:
        return asyncio.run(once())


def titles(brought: Brought) -> list[str]:
    assert brought.articles is not None
    return [article.title for article in brought.articles]


def all_known(urls: Sequence[str]) -> set[str]:
    return set(urls)


def test_every_walk_is_of_a_kind() -> None:
    assert set(WALKS) <= set(KINDS)


# ---------------------------------------------------------------- PubMed


def test_pubmed_searches_then_fetches_and_says_who_asks(site: Site) -> None:
    brought = look(site, "pubmed", field.serve_pubmed(site))
    assert titles(brought)[2] == "MDM2 in brief"
    search, fetch = site.asked
    assert (search.query["tool"], search.query["email"]) == ("Apoptoscope", "tests@example.org")
    assert (fetch.path, fetch.query["id"]) == ("/eutils/efetch.fcgi", "90000001,90000002,90000003")
    assert (fetch.query["tool"], fetch.query["email"]) == ("Apoptoscope", "tests@example.org")
    assert search.query["term"] == "(venetoclax OR MDM2) AND trial"


def test_pubmed_without_a_hit_is_no_fault_and_asks_no_more(site: Site) -> None:
    site.routes["/esearch.fcgi"] = Page(b'{"esearchresult": {"count": "0", "idlist": []}}', JSON)
    assert titles(look(site, "pubmed", site.url("/esearch.fcgi?term=x"))) == []
    assert len(site.asked) == 1


def test_pubmed_says_where_its_bound_cut_off_what_is_new(site: Site) -> None:
    url, found = field.serve_pubmed(site), site.routes["/eutils/esearch.fcgi"]
    assert isinstance(found, Page)
    assert look(site, "pubmed", url).gap == ""
    site.routes["/eutils/esearch.fcgi"] = replace(found, body=found.body.replace(b'"count": "3"', b'"count": "350"'))
    says = "only the first 3 records were read, and what is new goes on behind them"
    assert look(site, "pubmed", url).gap == says
    assert look(site, "pubmed", url, lambda urls: {each for each in urls if "90000003" in each}).gap == ""


def test_a_search_that_pubmed_does_not_understand_is_a_fault(site: Site) -> None:
    body = b'{"esearchresult": {"ERROR": "Invalid field given", "idlist": []}}'
    site.routes["/esearch.fcgi"] = Page(body, JSON)
    with pytest.raises(FeedError, match="was not understood by PubMed: Invalid field given"):
        look(site, "pubmed", site.url("/esearch.fcgi?term=x"))


def test_pubmed_records_that_break_off_are_not_taken_for_fewer(site: Site) -> None:
    url = field.serve_pubmed(site)
    whole = field.sample("pubmed.records.xml").body
    site.routes["/eutils/efetch.fcgi"] = Page(whole[: len(whole) // 2])
    with pytest.raises(FeedError, match="broke off") as caught:
        look(site, "pubmed", url)
    assert caught.value.kind == "truncated"


# ---------------------------------------------------------------- Europe PMC


def test_europepmc_follows_its_cursor_until_it_stays(site: Site) -> None:
    assert len(titles(look(site, "europepmc", field.serve_europepmc(site)))) == 6
    assert [asked.query.get("cursorMark") for asked in site.asked] == [None, "AoIIP4"]
    assert {asked.query["resultType"] for asked in site.asked} == {"core"}


def test_europepmc_stops_at_what_is_known(site: Site) -> None:
    assert len(titles(look(site, "europepmc", field.serve_europepmc(site), all_known))) == 3


def test_europepmc_says_where_its_bound_cut_off_what_is_new(site: Site) -> None:
    url = field.serve_europepmc(site)
    serve = site.routes["/rest/search"]
    cursors = iter(range(99))

    def endless(asked: field.Asked) -> Page:
        first = serve(replace(asked, query={})) if callable(serve) else serve
        return replace(first, body=first.body.replace(b"AoIIP4", str(next(cursors)).encode()))

    site.routes["/rest/search"] = endless
    assert look(site, "europepmc", url).gap.startswith("only the first 5 pages were read")
    assert len(site.asked) == 5


def test_europepmc_without_a_hit_is_a_fault_because_a_wrong_field_looks_so(site: Site) -> None:
    site.routes["/rest/search"] = Page(b'{"hitCount": 0, "resultList": {"result": []}}', JSON)
    with pytest.raises(FeedError, match="finds nothing in Europe PMC"):
        look(site, "europepmc", site.url("/rest/search?query=PUB_DATE:x"))


# ---------------------------------------------------------------- registries and agencies


def test_clinicaltrials_follows_pages_and_asks_for_few_fields(site: Site) -> None:
    brought = look(site, "clinicaltrials", field.serve_clinicaltrials(site))
    assert len(titles(brought)) == 16
    assert [asked.query.get("pageToken") for asked in site.asked] == [None, "abc"]
    assert "StatusModule" in site.asked[0].query["fields"]
    assert brought.validators == ('"t1"', "")


def test_clinicaltrials_stops_at_what_is_stored_as_it_is_and_hears_that_nothing_changed(site: Site) -> None:
    url = field.serve_clinicaltrials(site)
    assert len(titles(look(site, "clinicaltrials", url, all_known, updates=as_they_are))) == 8
    assert look(site, "clinicaltrials", url, all_known, validators=('"t1"', "")).articles is None
    assert len(site.asked) == 2


def as_they_are(numbers: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(numbers, "9999-12-31")


def test_clinicaltrials_goes_on_while_a_known_study_was_updated_since(site: Site) -> None:
    url = field.serve_clinicaltrials(site)
    older = look(site, "clinicaltrials", url, all_known, updates=lambda numbers: dict.fromkeys(numbers, "2000-01-01"))
    assert [len(older.trials), len(site.asked), older.gap] == [2 * len(snapshots(site)), 2, ""]


def test_clinicaltrials_says_where_its_bound_cut_off_what_is_new(site: Site) -> None:
    url = field.serve_clinicaltrials(site)
    first = field.sample("trials.studies.json", JSON)
    site.routes["/api/v2/studies"] = lambda asked: Page(
        first.body.replace(b'"abc"', f'"{int(asked.query.get("pageToken", 0)) + 1}"'.encode()), JSON
    )
    brought = look(site, "clinicaltrials", url, all_known)
    assert len(site.asked) == 20
    assert brought.gap.startswith("only the first 20 pages were read, and what is new goes on behind them")


def snapshots(site: Site) -> dict[str, dict[str, str]]:
    return clinicaltrials.snapshots(Fetched(site.url("/"), field.sample("trials.studies.json").body))


def test_openfda_asks_for_more_than_one_record(site: Site) -> None:
    assert len(titles(look(site, "openfda", field.serve_openfda(site)))) == 2
    assert site.asked[0].query == {"search": 'products.brand_name:"VENCLEXTA"', "limit": "100"}


def test_openfda_without_a_match_says_so(site: Site) -> None:
    site.routes["/drug/drugsfda.json"] = Page(b'{"error": {"code": "NOT_FOUND"}}', JSON, 404)
    with pytest.raises(FeedError, match="finds nothing at openFDA") as caught:
        look(site, "openfda", site.url("/drug/drugsfda.json?search=x"))
    assert caught.value.kind == "empty"


OURS = names_for("clinicaltrials", load_catalog(DATA))
LONGEST_ADDRESS = 4000


def test_a_registry_is_asked_for_all_our_drugs_in_addresses_that_are_not_too_long(site: Site) -> None:
    url = field.serve_clinicaltrials(site).replace("venetoclax", "{drugs}")
    look(site, "clinicaltrials", url, updates=as_they_are, names=OURS)
    asked = [asked.query["query.intr"] for asked in site.asked]
    assert " OR ".join(asked) == " OR ".join(f'"{name}"' for name in OURS)
    assert {"navitoclax", "ABT-263", "S65487", "obatoclax"} <= set(OURS)
    assert len(asked) > 1
    assert max(asked.length for asked in site.asked) < LONGEST_ADDRESS


def test_openfda_is_asked_for_all_our_substances_and_brands(site: Site) -> None:
    url = field.serve_openfda(site).partition("=")[0] + "={drugs}"
    names = names_for("openfda", load_catalog(DATA))
    look(site, "openfda", url, names=names)
    asked = " ".join(asked.query["search"] for asked in site.asked)
    assert all(f'products.active_ingredients.name:"{name}"' in asked for name in names)
    assert 'products.brand_name:"Xpovio"' in asked
    assert max(asked.length for asked in site.asked) < LONGEST_ADDRESS


def test_an_openfda_search_without_a_match_costs_the_others_nothing(site: Site) -> None:
    url = field.serve_openfda(site).partition("=")[0] + "={drugs}"
    good = field.sample("openfda.drugsfda.json", JSON)
    nothing = Page(b'{"error": {"code": "NOT_FOUND"}}', JSON, 404)
    site.routes["/drug/drugsfda.json"] = lambda asked: good if "venetoclax" in asked.query["search"] else nothing
    assert len(titles(look(site, "openfda", url, names=(*("x" * 400,) * 3, "venetoclax")))) == 2
    assert len(site.asked) > 1


def test_the_searches_for_our_drugs_share_one_bound_and_say_what_is_left(site: Site) -> None:
    url = field.serve_clinicaltrials(site).replace("venetoclax", "{drugs}")
    first = field.sample("trials.studies.json", JSON)
    site.routes["/api/v2/studies"] = lambda asked: Page(
        first.body.replace(b'"abc"', f'"{int(asked.query.get("pageToken", 0)) + 1}"'.encode()), JSON
    )
    brought = look(site, "clinicaltrials", url, names=("a" * 900, "b" * 900))
    assert len(site.asked) == 20
    assert brought.gap.endswith("1 of 2 searches are left for the next poll")
    site.asked.clear()
    look(site, "clinicaltrials", url, updates=as_they_are, names=("a" * 900, "b" * 900))
    assert [asked.query["query.intr"][1] for asked in site.asked] == ["a", "b"]


def test_no_search_for_our_drugs_is_conditional(site: Site) -> None:
    """Where the first of them brought nothing new, another may have."""
    url = field.serve_clinicaltrials(site).replace("venetoclax", "{drugs}")
    brought = look(site, "clinicaltrials", url, validators=('"t1"', ""), updates=as_they_are, names=OURS)
    assert brought.articles
    assert brought.validators == ("", "")


def test_without_a_drug_nothing_is_asked(site: Site) -> None:
    url = field.serve_clinicaltrials(site).replace("venetoclax", "{drugs}")
    assert look(site, "clinicaltrials", url).articles == []
    assert site.asked == []


def test_the_shipped_registries_are_asked_for_our_drugs() -> None:
    kinds = [source.kind for source in load_catalog(DATA).sources.values() if source.is_on and DRUGS in source.url]
    assert sorted(kinds) == ["clinicaltrials", "openfda"]


def test_ema_brings_the_acts_of_its_file(site: Site) -> None:
    assert "Negative opinion of the CHMP on Refusitum (refusinib)" in titles(look(site, "ema", field.serve_ema(site)))


# ---------------------------------------------------------------- SEC


def test_edgar_follows_the_press_release_of_a_new_filing(site: Site) -> None:
    brought = look(site, "edgar", field.serve_edgar(site))
    assert titles(brought) == [
        "8-K of INVENTED THERAPEUTICS, INC. (0009000001-26-000042)",
        "Invented Therapeutics licenses an invented medicine",
    ]
    assert all("tests@example.org" in asked.headers["User-Agent"] for asked in site.asked)


def test_edgar_does_not_follow_what_is_known(site: Site) -> None:
    assert len(titles(look(site, "edgar", field.serve_edgar(site), all_known))) == 1
    assert len(site.asked) == 1


EXHIBIT = "/Archives/edgar/data/9000001/000900000126000042/ex991"


@pytest.mark.parametrize("fails", [f"{EXHIBIT}.htm", f"{EXHIBIT.rpartition('/')[0]}/0009000001-26-000042-index.htm"])
def test_a_press_release_that_fails_once_is_asked_for_again(site: Site, fails: str) -> None:
    url, tried = field.serve_edgar(site), dict[str, int]()
    good, site.routes[fails] = site.routes[fails], Page(b"", HTML, 500)
    first = look(site, "edgar", url, tried=tried)
    assert (len(titles(first)), first.is_whole) == (1, False)
    site.routes[fails] = good
    second = look(site, "edgar", url, all_known, tried=tried)
    assert titles(second)[1:] == ["Invented Therapeutics licenses an invented medicine"]
    assert second.is_whole
    assert len(titles(look(site, "edgar", url, all_known, tried=tried))) == 1


def test_a_press_release_that_always_fails_is_left_alone_after_a_while(site: Site) -> None:
    url, tried = field.serve_edgar(site), dict[str, int]()
    site.routes[f"{EXHIBIT}.htm"] = Page(b"", HTML, 500)
    look(site, "edgar", url, tried=tried)
    for _ in range(3):
        last = look(site, "edgar", url, all_known, tried=tried)
    assert site.paths().count(f"{EXHIBIT}.htm") == MOST_TRIES
    assert last.is_whole


def test_a_press_release_that_cannot_be_read_costs_no_filing(site: Site) -> None:
    url = field.serve_edgar(site)
    site.routes[f"{EXHIBIT}.htm"] = Page(b"%PDF-1.4 x", "application/pdf")
    brought = look(site, "edgar", url)
    assert titles(brought) == ["8-K of INVENTED THERAPEUTICS, INC. (0009000001-26-000042)"]
    assert brought.is_whole


@pytest.mark.parametrize(
    "envelope", ["{}", "<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>a.txt\n<TEXT>\n{}</TEXT>\n</DOCUMENT>\n"]
)
def test_a_press_release_may_be_plain_text(site: Site, envelope: str) -> None:
    url, index = field.serve_edgar(site), f"{EXHIBIT.rpartition('/')[0]}/0009000001-26-000042-index.htm"
    page = site.routes[index]
    assert isinstance(page, Page)
    site.routes[index] = Page(page.body.replace(b"ex991.htm", b"ex991.txt"), HTML)
    title = "Invented Therapeutics licenses an invented medicine"
    text = "Boston, Nov. 20, 2026 - Invented Therapeutics today said that it has licensed a medicine to AbbVie."
    release = envelope.format(f"EXHIBIT 99.1\n\n{title}\n\n{text}\n")
    site.routes[f"{EXHIBIT}.txt"] = Page(release.encode(), "text/plain")
    brought = look(site, "edgar", url)
    assert titles(brought)[1] == title
    assert brought.articles and brought.articles[1].text == text


def test_a_press_release_may_be_plain_text_by_the_name_of_a_page(site: Site) -> None:
    url, title = field.serve_edgar(site), "Invented Therapeutics licenses an invented medicine"
    text = "Boston, Nov. 20, 2026 - Invented Therapeutics today said that it has licensed a medicine to AbbVie."
    site.routes[f"{EXHIBIT}.htm"] = Page(f"{title}\n\n{text}\n".encode(), "text/plain")
    assert titles(look(site, "edgar", url))[1] == title


def test_edgar_is_not_asked_without_a_contact(site: Site) -> None:
    with pytest.raises(FeedError, match="set APOPTOSCOPE_CONTACT"):
        look(site, "edgar", field.serve_edgar(site), contact="")
    assert site.asked == []


# ---------------------------------------------------------------- listings


def test_a_listing_brings_its_articles_and_nothing_else(site: Site) -> None:
    brought = look(site, "listing", field.serve_listing(site, 3))
    assert titles(brought) == [f"Regulator approves invented medicine number {n}" for n in range(3)]
    assert site.paths() == ["/news", "/robots.txt", "/news/0", "/news/1", "/news/2"]
    assert brought.validators == ('"l1"', "")


def test_the_headline_in_the_header_of_an_article_is_no_furniture(site: Site) -> None:
    entry = "<article><header><h2><a href='/news/{n}'>Regulator approves medicine {n}</a></h2></header></article>"
    menu = "<header><h2><a href='/x'>Words of the site's own header</a></h2></header>"
    aside = "<article><aside><header><a href='/x'>Words of an aside in it</a></header></aside></article>"
    body = menu + "".join(entry.format(n=n) for n in range(2)) + aside
    site.routes["/news"] = Page(f"<html><body>{body}</body></html>".encode(), HTML)
    site.routes |= {f"/news/{n}": field.article(f"Regulator approves medicine {n}") for n in range(2)}
    assert titles(look(site, "listing", site.url("/news"))) == [f"Regulator approves medicine {n}" for n in range(2)]


def test_a_listing_reads_few_at_a_time_and_then_the_rest(site: Site) -> None:
    url = field.serve_listing(site, 14)
    first = look(site, "listing", url)
    assert len(titles(first)) == 10
    assert not first.is_whole
    assert first.validators == ("", ""), "else the rest would hide behind a 304"
    read = {site.url(f"/news/{n}") for n in range(10)}
    second = look(site, "listing", url, lambda urls: read & set(urls))
    assert len(titles(second)) == 4
    assert second.is_whole


def test_a_listing_with_nothing_new_costs_one_request(site: Site) -> None:
    assert titles(look(site, "listing", field.serve_listing(site, 3), all_known)) == []
    assert site.paths() == ["/news"]


def test_robots_txt_is_obeyed(site: Site) -> None:
    robots = "User-agent: *\nDisallow: /news/1\n\nUser-agent: Apoptoscope\nDisallow: /news/0\n"
    assert [title[-1] for title in titles(look(site, "listing", field.serve_listing(site, 3, robots)))] == ["1", "2"]
    site.routes["/robots.txt"] = Page(b"User-agent: *\nDisallow: /\n", "text/plain")
    with pytest.raises(FeedError, match=r"asks programs in its robots\.txt not to read"):
        look(site, "listing", site.url("/news"))


def test_a_robots_txt_that_fails_forbids_for_now(site: Site) -> None:
    url = field.serve_listing(site, 3)
    site.routes["/robots.txt"] = Page(b"", HTML, 503)
    with pytest.raises(FeedError, match="status 503"):
        look(site, "listing", url)
    assert site.paths() == ["/news", "/robots.txt"]


def test_an_article_that_fails_does_not_lose_the_others(site: Site) -> None:
    url = field.serve_listing(site, 3)
    del site.routes["/news/1"]
    assert [title[-1] for title in titles(look(site, "listing", url))] == ["0", "2"]


@pytest.mark.parametrize(
    "page", [Page(b"%PDF-1.7 ...", "application/pdf"), Page(b"<html><body><div id='app'></div></body></html>", HTML)]
)
def test_an_article_that_cannot_be_read_does_not_lose_the_others(site: Site, page: Page) -> None:
    url, tried = field.serve_listing(site, 3), dict[str, int]()
    site.routes["/news/1"] = page
    brought = look(site, "listing", url, tried=tried)
    assert [title[-1] for title in titles(brought)] == ["0", "2"]
    assert brought.validators == ('"l1"', ""), "nothing is left to ask for"
    read = {site.url("/news/0"), site.url("/news/2")}
    site.asked.clear()
    look(site, "listing", url, lambda urls: read & set(urls), tried=tried)
    assert site.paths() == ["/news"], "it is not asked for again on the same day"


def test_a_listing_of_which_no_article_can_be_read_is_a_fault_and_stays_one(site: Site) -> None:
    url, tried = field.serve_listing(site, 3), dict[str, int]()
    for n in range(3):
        site.routes[f"/news/{n}"] = Page(b"%PDF-1.7 ...", "application/pdf")
    for _ in range(2):
        with pytest.raises(FeedError, match="links to articles of which none can be read"):
            look(site, "listing", url, tried=tried)
    assert site.paths().count("/news/0") == 1


def test_dead_links_hide_no_good_ones(site: Site) -> None:
    url, tried = field.serve_listing(site, 53), dict[str, int]()
    for n in range(50):
        del site.routes[f"/news/{n}"]
    came: list[str] = []
    for _ in range(3):
        came += titles(look(site, "listing", url, lambda urls: set(), tried=tried))
        assert len(site.asked) <= 23
        site.asked.clear()
    assert {title.split()[-1] for title in came} == {"50", "51", "52"}


def test_who_remembers_nothing_gets_past_dead_links_with_the_hours() -> None:
    links, seen = [f"https://news.example/{n}" for n in range(53)], set[str]()
    for hour in range(5):
        at = datetime(2026, 11, 23, hour, tzinfo=UTC)
        tries = listing._in_turn(links, 10, Fetched("https://news.example/", b"", fetched_at=at))
        assert tries[:10] == links[:10] and len(tries) == 20
        seen |= set(tries)
    assert seen == set(links)


def test_an_article_that_fails_once_is_asked_for_again_though_the_listing_is_the_same(site: Site) -> None:
    url, tried = field.serve_listing(site, 2), dict[str, int]()
    good, site.routes["/news/1"] = site.routes["/news/1"], Page(b"", HTML, 500)
    first = look(site, "listing", url, tried=tried)
    assert first.validators == ("", ""), "else the article would hide behind a 304"
    site.routes["/news/1"] = good
    second = look(site, "listing", url, lambda urls: {site.url("/news/0")} & set(urls), tried=tried)
    assert [title[-1] for title in titles(second)] == ["1"]
    assert second.validators == ('"l1"', "")


def test_an_article_that_always_fails_is_left_alone_after_a_while(site: Site) -> None:
    url, tried = field.serve_listing(site, 2), dict[str, int]()
    site.routes["/news/1"] = Page(b"", HTML, 500)
    for _ in range(5):
        last = look(site, "listing", url, lambda urls: {site.url("/news/0")} & set(urls), tried=tried)
    assert site.paths().count("/news/1") == MOST_TRIES
    assert last.validators == ('"l1"', "")


def test_a_page_without_article_links_is_a_fault(site: Site) -> None:
    site.routes["/news"] = Page(b"<html><body><div id='app'></div></body></html>", HTML)
    with pytest.raises(FeedError, match="shows no links to articles"):
        look(site, "listing", site.url("/news"))


# ---------------------------------------------------------------- manners


def test_a_rule_holds_for_all_hosts_of_a_domain() -> None:
    manners = Manners({"sec.gov": 0.05})

    async def ask() -> float:
        started = time.monotonic()
        for host in ("www.sec.gov:443", "efts.sec.gov:443", "data.sec.gov:443"):
            await manners.turn(host)
        return time.monotonic() - started

    assert asyncio.run(ask()) >= 0.1


def test_a_rule_does_not_hold_for_others() -> None:
    manners = Manners({"sec.gov": 3600})

    async def ask() -> None:
        for host in ("www.sec.gov:443", "notsec.gov:443", "notsec.gov:443"):
            await asyncio.wait_for(manners.turn(host), 30)

    asyncio.run(ask())


def test_turns_that_are_asked_for_together_come_one_after_the_other() -> None:
    manners = Manners({"api.fda.gov": 0.03})

    async def ask() -> list[float]:
        async def one() -> float:
            await manners.turn("api.fda.gov:443")
            return time.monotonic()

        turns = asyncio.gather(*(one() for _ in range(4)))
        await asyncio.sleep(0.01)
        time.sleep(0.1)  # the loop is held up, as by a slow write: nobody may catch up on it
        return sorted(await turns)

    at = asyncio.run(ask())
    assert at[-1] - at[1] >= 0.05


def test_a_host_that_wants_a_pause_is_not_asked_again(site: Site) -> None:
    manners = Manners()
    site.routes["/busy"] = Page(b"", HTML, 429, {"Retry-After": "120"})
    site.routes["/fine"] = field.sample("wire.rss.xml")
    with pytest.raises(FeedError, match="status 429"):
        look(site, "rss", site.url("/busy"), manners=manners)
    with pytest.raises(FeedError, match=r"wants a pause of 1[12][0-9] more seconds") as caught:
        look(site, "rss", site.url("/fine"), manners=manners)
    assert caught.value.retry_after_s is not None
    assert 110 < caught.value.retry_after_s <= 120
    assert site.paths() == ["/busy"]
