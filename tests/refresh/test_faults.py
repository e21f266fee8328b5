"""An API that does not answer as documented: one sentence, exit status 1, and nothing is written."""

import json

import pytest

from ci.errors import FeedError
from ci.feeds.apis import chembl
from ci.model import Fetched
from tests.refresh.conftest import Command, Server
from tests.refresh.make import VENETOCLAX_ANSWERS, chembl_answer, make_molecule

APIS = sorted(VENETOCLAX_ANSWERS)


def one_sentence(refresh: Command, api: str) -> str:
    """What the command says when it fails; both ways of calling it must."""
    for options in (("--dry-run",), ()):
        refresh.server.asked.clear()
        ran = refresh(api, *options)
        assert ran.status == 1
        assert ran.out == ""
        assert refresh.written() == []
    assert ran.err.startswith("apoptoscope: ")
    assert ran.err.count("\n") == 1
    return ran.err


@pytest.mark.parametrize("api", APIS)
def test_asked_too_often(refresh: Command, server: Server, api: str) -> None:
    server.answer({"error": {"code": "OVER_RATE_LIMIT"}}, status=429, headers={"Retry-After": "40"})
    said = one_sentence(refresh, api)
    assert "asks for a pause of 40 seconds (status 429); nothing was written, try again later" in said


@pytest.mark.parametrize("api", APIS)
def test_malformed(refresh: Command, server: Server, api: str) -> None:
    server.answer(b'{"results": [ nonsense')
    assert "is not readable as JSON" in one_sentence(refresh, api)


@pytest.mark.parametrize("api", APIS)
def test_broken_off_in_the_middle(refresh: Command, server: Server, api: str) -> None:
    server.answer(json.dumps(VENETOCLAX_ANSWERS[api]).encode(), cut_to=40)
    assert "broke off in the middle of its answer; nothing was written, try again later" in one_sentence(refresh, api)


@pytest.mark.parametrize("api", APIS)
def test_another_shape(refresh: Command, server: Server, api: str) -> None:
    server.answer({"message": "This API has moved."})
    assert "sent an object without" in one_sentence(refresh, api)


@pytest.mark.parametrize("api", APIS)
def test_a_list_where_an_object_was_expected(refresh: Command, server: Server, api: str) -> None:
    server.answer([1, 2, 3])
    assert "sent a list where an object was expected" in one_sentence(refresh, api)


@pytest.mark.parametrize("api", [api for api in APIS if api != "openfda"])
def test_not_found(refresh: Command, server: Server, api: str) -> None:
    """Only openFDA says 404 for "no match"."""
    server.answer({"error_message": "not here"}, status=404)
    assert "answered with status 404 (not found)" in one_sentence(refresh, api)


def test_a_passing_fault_is_asked_once_more(refresh: Command, server: Server) -> None:
    server.answer({"error": {"code": "SERVER_ERROR"}}, status=500)
    server.answer(VENETOCLAX_ANSWERS["openfda"])
    assert refresh("openfda", "--dry-run").status == 0
    assert len(server.asked) == 2


def test_a_lasting_fault_ends_it(refresh: Command, server: Server) -> None:
    server.answer({"error": {"code": "SERVER_ERROR"}}, status=500)
    assert "answered with status 500 (server fault); nothing was written" in one_sentence(refresh, "openfda")


def test_values_of_the_wrong_kind_are_passed_over(refresh: Command, server: Server) -> None:
    odd = {"application_number": ["NDA1"], "products": [None, {"active_ingredients": "venetoclax"}], "submissions": {}}
    answer = VENETOCLAX_ANSWERS["openfda"]
    server.answer({**answer, "results": [odd, None, 7, *answer["results"]]})
    assert refresh("openfda", "--dry-run").status == 0


def test_pages_without_end() -> None:
    """The third page says again that there is a next one, and so on: the search is ended, not cut short in silence."""
    pages = chembl.pages("https://chembl.example/molecule.json?limit=100")
    answer = chembl_answer(make_molecule("CHEMBL1", "X"), next_page="/molecule.json?offset=100")
    url = next(pages)
    with pytest.raises(FeedError, match="goes on after 50 pages"):
        while True:
            url = pages.send(Fetched(url, json.dumps(answer).encode()))
