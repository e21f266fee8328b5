"""The lists of companies that are known by their whole names alone."""

import pytest

from ci.extract.lexicon import Lexicon
from ci.extract.plain_words import is_first_name, is_place, plain_words
from ci.extract.whole_names import FOLDER, investor_names, maker_names
from ci.model import Catalog


@pytest.mark.parametrize("file", ["investor_names.txt", "maker_names.txt"])
def test_lists_are_sorted_and_name_each_company_once(file: str) -> None:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(line == line.strip() and len(line) > 2 for line in lines)


def test_no_maker_is_a_word_of_the_language_a_place_or_a_first_name() -> None:
    words = [name for name in maker_names() if " " not in name]
    assert [word for word in words if word.lower() in plain_words() or is_place(word) or is_first_name(word)] == []


def test_what_the_tables_know_is_not_listed_again(catalog: Catalog) -> None:
    lexicon = Lexicon(catalog)
    assert [name for name in maker_names() if lexicon.knows(name)] == []
    assert maker_names().isdisjoint(investor_names())
