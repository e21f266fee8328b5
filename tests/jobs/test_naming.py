"""The curator's list, with the real tables and the real reader: decided names hold at once and survive a rebuild."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ci.errors import InputError
from ci.extract import Reader
from ci.feeds.guarded import Guarded
from ci.jobs.naming import Decided, Wish, decide, export, undo
from ci.jobs.opening import open_and_load, reading_catalog
from ci.jobs.polling import Poller
from ci.jobs.rebuilding import rebuild
from ci.model import Verdict
from ci.queries.events import events_json
from ci.queries.meta import data_version
from ci.queries.names import decided_names, names, names_json
from ci.reference import load_catalog
from ci.settings import ROOT, Settings, load_settings
from tests.make import make_article

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEAL = (
    "Ascentage Pharma today announced that it has licensed its BCL-2 inhibitor lisaftoclax to Foobar Therapeutics "
    "(NASDAQ: FOOB). Foobar will pay $20 million upfront. Foobar also works on FBT-1234, an MDM2 inhibitor."
)

MORE = "Foobar Therapeutics said that venetoclax works."


@pytest.fixture
def settings(database_url: str) -> Settings:
    return load_settings({"APOPTOSCOPE_DATABASE_URL": database_url})


@pytest.fixture
def told(settings: Settings) -> Settings:
    """Two stories name Foobar Therapeutics, one of them in two outlets; one article names nobody unknown."""
    store = open_and_load(settings)
    for number, text in enumerate([DEAL, f"{DEAL} More news below.", MORE, "AbbVie said that venetoclax works."]):
        published = f"2026-10-{number + 1:02}"
        url = f"https://news.example/{number}"
        store.add_article(make_article("Licence", text, url, f"Outlet {number}", published), None, NOW)
    catalog = reading_catalog(store, load_catalog(settings.data_dir))
    reader = Reader(catalog)
    unread = store.unread_revisions()
    store.record_readings([(one.revision_id, reader.read(one.article)) for one in unread], catalog)
    store.close()
    return settings


def listed(settings: Settings) -> dict[str, dict[str, Any]]:
    """What is on the list, but for what stands in curated rows alone."""
    store = open_and_load(settings)
    with store.reading() as connection:
        found = [row for row in names(connection).to_dict("records") if row["stories_count"]]
    store.close()
    return {row["name"]: row for row in found}


def events(settings: Settings, **of: str) -> list[dict[str, Any]]:
    store = open_and_load(settings)
    try:
        with store.reading() as connection:
            return events_json(connection, **of)
    finally:
        store.close()


def say(settings: Settings, name: str, verdict: Verdict, **more: str) -> Decided:
    return decide(settings, Wish(name, verdict, by="Ada", why="I looked.", **more), NOW)


def test_the_list_counts_stories_and_quotes_sentences(told: Settings) -> None:
    foobar = listed(told)["Foobar Therapeutics"]
    assert (foobar["kind"], foobar["stories_count"], foobar["events_count"]) == ("company", 2, 1)
    assert foobar["example"] == MORE
    assert (foobar["example_source"], foobar["example_url"]) == ("Outlet 2", "https://news.example/2")
    assert len(foobar["more_examples"]) == 1 and "licensed its BCL-2 inhibitor" in foobar["more_examples"][0]
    store = open_and_load(told)
    with store.reading() as connection:
        shown = {row["name"]: row for row in names_json(connection, kind="drug")}
    store.close()
    assert shown["FBT-1234"]["examples"][0]["sentence"] == "Foobar also works on FBT-1234, an MDM2 inhibitor."
    assert "chemotherapy" not in shown, "a kind of treatment, which curated rows name, is no name to decide on"


def test_a_new_company_holds_at_once_and_after_a_rebuild(told: Settings) -> None:
    done = say(told, "foobar therapeutics", Verdict.NEW)
    assert (done.decision.entity_id, done.articles_count) == ("foobar-therapeutics", 3)
    for _ in range(2):
        assert "Foobar Therapeutics" not in listed(told)
        (deal,) = events(told, company="foobar-therapeutics")
        assert "Foobar Therapeutics" in {party["company"] for party in deal["parties"]}
        rebuild(told, lambda done, of: None)
    store = open_and_load(told)
    with store.reading() as connection:
        assert "with 1 decision on names" in data_version(connection)
        (kept,) = decided_names(connection).to_dict("records")
    assert store.unread_revisions() == []
    store.close()
    assert (kept["decision"], kept["decided_by"], kept["why"]) == ("new", "Ada", "I looked.")


def test_an_alias_leads_to_the_known_company(told: Settings) -> None:
    say(told, "~foobar-therapeutics", Verdict.ALIAS, alias_of="takeda")
    assert "Foobar Therapeutics" not in listed(told)
    deals = [e for e in events(told, company="takeda") if e["evidence"][-1]["url"].startswith("https://news.example")]
    assert [party["company"] for party in deals[0]["parties"]] == ["Ascentage Pharma", "Takeda"]


def test_an_ignored_name_is_nobody(told: Settings) -> None:
    assert "Foobar Therapeutics" in listed(told)
    say(told, "Foobar Therapeutics", Verdict.IGNORE)
    assert "Foobar Therapeutics" not in listed(told)
    with pytest.raises(InputError, match="no company is called 'Foobar"):
        events(told, company="Foobar Therapeutics")
    assert rebuild(told, lambda done, of: None)[0] == 4
    assert "Foobar Therapeutics" not in listed(told)


def test_a_decision_taken_back_puts_the_name_on_the_list_again(told: Settings) -> None:
    before = listed(told)
    say(told, "Foobar Therapeutics", Verdict.IGNORE)
    say(told, "Foobar Therapeutics", Verdict.NEW)
    assert undo(told, "Foobar Therapeutics").articles_count == 3
    assert listed(told) == before
    with pytest.raises(InputError, match="Nobody decided"):
        undo(told, "Foobar Therapeutics")


def test_a_poller_that_runs_meanwhile_heeds_a_decision(told: Settings) -> None:
    store = open_and_load(told)
    with Guarded() as parser:
        poller = Poller(told, store, load_catalog(told.data_dir), parser)
        say(told, "Foobar Therapeutics", Verdict.NEW)
        late = make_article("Late", DEAL.replace("$20", "$30"), "https://news.example/late", published="2026-11-01")
        store.add_article(late, None, NOW)
        poller._read_new()
        assert poller.reader.catalog == reading_catalog(store, load_catalog(told.data_dir))
    store.close()
    assert "Foobar Therapeutics" not in listed(told)


def test_what_cannot_be_is_a_sentence_and_nothing_is_kept(told: Settings) -> None:
    for wish, sentence in (
        (Wish("Nobody Bio", Verdict.NEW), "No unknown name is called 'Nobody Bio'"),
        (Wish("AbbVie", Verdict.NEW), "No unknown name is called 'AbbVie'"),
        (Wish("FBT-1234", Verdict.NEW, kind="company"), "No unknown company name is called"),
        (Wish("FBT-1234", Verdict.ALIAS, alias_of="lisaftoclx"), "near are lisaftoclax"),
        (Wish("FBT-1234", Verdict.ALIAS, alias_of="abbvie"), "There is no drug with the id 'abbvie'"),
        (Wish("FBT-1234", Verdict.NEW, mechanism="magic"), "There is no mechanism category 'magic'"),
        (Wish("Foobar Therapeutics", Verdict.NEW, mechanism="iap"), "goes with a new drug only"),
    ):
        with pytest.raises(InputError, match=sentence):
            decide(told, wish, NOW)
    store = open_and_load(told)
    assert store.name_decisions() == []
    store.close()


def test_decisions_become_rows_that_the_tables_take(told: Settings, tmp_path: Path) -> None:
    say(told, "Foobar Therapeutics", Verdict.NEW)
    say(told, "FBT-1234", Verdict.ALIAS, alias_of="alrizomadlin")
    say(told, "chemotherapy", Verdict.IGNORE)
    patch, written = export(told, date(2026, 11, 21), tmp_path)
    assert written is not None and written.name == "names-2026-11-21.patch"
    assert "+foobar-therapeutics,Foobar Therapeutics,,,,,,,,,,https://news.example/2,2026-11-21" in patch.diff
    assert "+chemotherapy,a drug,I looked.," in patch.diff
    assert "decided by Ada on 2026-11-21 (I looked.)" in written.read_text(encoding="utf-8")
    copy = tmp_path / "repository"
    copy.mkdir()
    taken = apply(written, copy)
    catalog = load_catalog(taken)
    assert catalog.companies["foobar-therapeutics"].checked_on == "2026-11-21"
    assert "FBT-1234" in catalog.drugs["alrizomadlin"].codes
    again, _ = export(replace(told, data_dir=taken), date(2026, 11, 22))
    assert again.diff == "", "what the tables hold is not proposed again"


def apply(patch: Path, folder: Path) -> Path:
    """data/ in this folder as `git apply` leaves it."""
    subprocess.run(["cp", "-r", str(ROOT / "data"), str(folder)], check=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(["git", "apply", str(patch)], cwd=folder, check=True)
    return folder / "data"
