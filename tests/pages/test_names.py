"""The page of unknown names, on a database of its own: it writes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ci.extract import Reader
from ci.jobs.opening import open_and_load
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import load_settings
from ci.store import open_store
from tests.pages.test_entry import said

ARTICLE = Article(
    "https://news.example/1",
    "Ascentage Pharma licenses lisaftoclax",
    "Ascentage Pharma today announced that it has licensed its BCL-2 inhibitor lisaftoclax to Foobar Therapeutics "
    "(NASDAQ: FOOB).",
    source="Outlet",
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    settings = load_settings({"APOPTOSCOPE_DATABASE_URL": f"sqlite:///{tmp_path / 'names.sqlite'}"})
    catalog = load_catalog(settings.data_dir)
    store = open_and_load(settings, catalog)
    added = store.add_article(ARTICLE, None, datetime.now(UTC))
    store.record_reading(added.revision_id, Reader(catalog).read(ARTICLE), catalog)
    store.close()
    return settings.database_url


def _page() -> None:
    from ci.pages import names

    names.show()


def test_a_name_is_decided_on_the_page(use: Callable[[str], None], url: str) -> None:
    use(url)
    app = AppTest.from_function(_page, default_timeout=60)
    app.session_state["name_chosen"] = ("company", "~foobar-therapeutics")
    app.run()
    assert not app.exception
    assert "Foobar Therapeutics: which company is it?" in said(app)
    assert app.button(key="name_decide").disabled, "somebody must decide"
    app.radio(key="name_verdict").set_value("new").run()
    app.text_input(key="name_by").set_value("Ada").run()
    app.button(key="name_decide").click().run()
    assert not app.exception
    assert [box.value.replace("\\", "") for box in app.success] == [
        "Foobar Therapeutics is decided; 1 article read again."
    ]
    assert "Decided (1)" in said(app)
    store = open_store(url)
    (kept,) = store.name_decisions()
    store.close()
    assert (kept.entity_id, kept.decided_by) == ("foobar-therapeutics", "Ada")
