"""The pages behind items that came as summaries: fetched once, within robots.txt, and only believed if about them."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ci.feeds.full_text import fuller
from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller
from ci.model import Article, Source
from ci.store import Policy, Store, open_store
from ci.store import tables as t
from tests.feeds import field
from tests.feeds.field import HTML, Page, Site
from tests.feeds.test_polling import poller_of, settings_for

pytestmark = pytest.mark.slow

HEADLINE = "Regulator approves venetoclax for an invented disease"
BODY = (
    "The regulator today approved venetoclax for an invented disease, as its makers AbbVie and Genentech said. "
    "The decision rests on a trial with three hundred people that lasted two years and met its endpoint. "
)


@pytest.fixture
def site() -> Iterator[Site]:
    with field.sites(1) as (one,):
        yield one


@pytest.fixture(scope="module")
def parser() -> Iterator[Guarded]:
    with Guarded() as parser:
        yield parser


def serve(site: Site, *, page: Page | None = None, summary: str = "The regulator approved venetoclax.") -> Source:
    """A feed with one relevant item, whose page tells it whole, and one that is not about us."""
    link, other = site.url("/news/1"), site.url("/news/2")
    items = f"<item><title>{HEADLINE}</title><link>{link}</link><description>{summary}</description></item>"
    items += f"<item><title>Weather</title><link>{other}</link><description>It rains.</description></item>"
    site.routes["/feed"] = Page(f"<rss><channel><title>Outlet</title>{items}</channel></rss>".encode())
    text = f"<p>{BODY}</p>"
    whole = (
        f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{text}</article></body></html>"
    )
    site.routes["/news/1"] = page or Page(whole.encode(), HTML)
    return Source("outlet", "Outlet", "rss", site.url("/feed"))


@pytest.fixture
def poller(site: Site, parser: Guarded, tmp_path: Path, database_url: str) -> Iterator[Poller]:
    store = open_store(database_url)
    poller = poller_of(store, settings_for([site], tmp_path), [serve(site)], parser)
    poller.step_gap_s = 0.01
    store.set_policy("outlet", Policy(fetches_text=True))
    yield poller
    store.close()


def state(store: Store) -> list[tuple[str, int]]:
    """(what came of asking, length of the shown text) of each article."""
    a, r = t.articles.c, t.revisions.c
    with store.reading() as connection:
        rows = connection.execute(select(a.text_state, r.text).join(t.revisions, r.id == a.revision_id).order_by(a.id))
        return [(row.text_state, len(row.text)) for row in rows]


def rounds(poller: Poller, count: int = 1) -> None:
    for _ in range(count):
        asyncio.run(poller.round(force=True))


def test_the_whole_text_comes_once_and_which_it_was_is_kept(poller: Poller, site: Site) -> None:
    rounds(poller, 3)
    assert site.paths() == ["/feed", "/robots.txt", "/news/1", "/feed", "/feed"]
    (relevant, other) = state(poller.store)
    assert relevant[0] == "full" and relevant[1] >= len(BODY.strip())
    assert other[0] == "", "what is not about our subject is not asked for"
    with poller.store.reading() as connection:
        extents = connection.execute(select(t.revisions.c.extent).order_by(t.revisions.c.id)).scalars().all()
    assert list(extents) == ["", "", "full"]


def test_both_texts_are_one_article_and_one_proof(poller: Poller) -> None:
    rounds(poller, 2)
    with poller.store.reading() as connection:
        articles = connection.execute(select(t.articles.c.id)).all()
        proofs = connection.execute(select(t.events.c.proofs_count)).scalars().all()
    assert len(articles) == 2
    assert set(proofs) <= {1}
    assert poller.store.check_quotes()[1] == []


def test_without_the_users_wish_no_page_is_asked_for(poller: Poller, site: Site) -> None:
    poller.store.set_policy("outlet", Policy())
    rounds(poller)
    assert site.paths() == ["/feed"]


def test_robots_txt_forbids(poller: Poller, site: Site) -> None:
    site.routes["/robots.txt"] = Page(b"User-agent: *\nDisallow: /*/1$\n", "text/plain")
    rounds(poller, 2)
    assert site.paths().count("/news/1") == 0
    assert state(poller.store)[0][0] == "forbidden"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(b"<html><title>Before you go on</title><p>We value your privacy and more.</p></html>", HTML), "no-text"),
        (Page(b"", HTML, 404), "failed"),
        (Page(b"", HTML, 503), "later"),
        (Page(b"%PDF-1.7 \x00\x00", "application/pdf"), "failed"),
    ],
)
def test_a_page_that_does_not_tell_it_is_not_taken(poller: Poller, site: Site, page: Page, expected: str) -> None:
    site.routes["/news/1"] = page
    rounds(poller, 2)
    assert site.paths().count("/news/1") == 1
    assert state(poller.store)[0][0] == expected


def test_a_fault_that_may_pass_is_tried_once_more_a_day_later(poller: Poller, site: Site) -> None:
    good, site.routes["/news/1"] = site.routes["/news/1"], Page(b"", HTML, 503)
    rounds(poller)
    site.routes["/news/1"] = good
    with poller.store.writing() as connection:
        at = t.articles.c.text_asked_at
        for row in connection.execute(select(t.articles.c.id, at).where(at.is_not(None))).all():
            yesterday = row.text_asked_at - timedelta(days=1, minutes=1)
            connection.execute(update(t.articles).where(t.articles.c.id == row.id).values(text_asked_at=yesterday))
    rounds(poller, 2)
    assert site.paths().count("/news/1") == 2
    assert state(poller.store)[0][0] == "full"


def item(title: str, text: str) -> Article:
    return Article("https://outlet.example/1", title, text)


@pytest.mark.parametrize(
    ("title", "page", "is_taken"),
    [
        (HEADLINE, BODY, True),
        (HEADLINE, "Log in or register to read on. " * 9, False),
        (
            "百济神州宣布索托克拉获批",
            "百济神州今日宣布，其索托克拉已在中国获批上市，用于治疗慢性淋巴细胞白血病。" * 3,
            True,
        ),
        ("百济神州宣布索托克拉获批", "请登录后继续阅读本文，感谢您的支持与理解。" * 5, False),
    ],
)
def test_a_page_must_be_about_the_item(title: str, page: str, is_taken: bool) -> None:
    assert bool(fuller(item(title, "Short."), item("Site", page))) is is_taken


def test_a_page_that_tells_no_more_is_not_taken() -> None:
    assert fuller(item(HEADLINE, BODY), item(HEADLINE, BODY)) == ""
