"""The trained model: made from the texts that are here, the same each time, no last word on a plain denial."""

from itertools import pairwise
from pathlib import Path

import pytest

from ci.extract import Reader
from ci.extract.learned import load_model
from ci.extract.learned.traits import spans_of, traits_of, words_of
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When
from scripts.lessons import TRAINING, digest, written_articles
from tests.extract.samples import samples


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_catalog(ROOT / "data"))


def read(reader: Reader, title: str, text: str = "") -> list[tuple[str, str]]:
    article = Article("https://example.org/a", title, text, published=When.parse("2024-05-17"))
    return [(e.subtype, e.rule) for e in reader.read(article).events]


def test_the_weights_were_trained_on_the_texts_that_are_here() -> None:
    assert load_model().made_from == digest(), "texts or weights changed: run `make model`"


@pytest.mark.parametrize("path", sorted(TRAINING.glob("*.txt")), ids=lambda p: p.stem)
def test_training_text_is_as_its_readme_says(path: Path) -> None:
    articles = list(written_articles(path))
    assert len(articles) > 100
    assert all(When.parse(article.published) and article.lines for article in articles)


def test_a_line_without_label_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("# news 2024-05-17\nT A headline\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt:2: expected"):
        list(written_articles(path))
    path.write_text("# news 2024-05-17\nT A headline | aproval\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt:2: no such act: aproval"):
        list(written_articles(path))


def test_the_same_sentence_has_the_same_odds_each_time(reader: Reader) -> None:
    article = Article("https://example.org/a", "FDA waves venetoclax through", "It may be sold from Monday.")
    first, second = (load_model().odds(reader.scene(article).news) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_traits_that_stand_somewhere_are_those_that_the_model_weighs() -> None:
    s = "A0 hands back the file on D0, 12% of it"
    placed = {trait for trait, _, _ in spans_of(s)}
    weighed = {t for t in traits_of(words_of(s), [], "body", 1) if not t.startswith(("zone:", "pos:", "has:"))}
    assert placed == weighed


def test_traits_are_found_among_the_weights_as_they_are_named(reader: Reader) -> None:
    model, found = load_model(), 0
    for one in samples():
        for masked in reader.scene(one.article).sentences:
            zone, number = masked.zone, masked.sentence.number
            cuts = [0, *masked.borders, len(masked.s)]
            pieces = [masked.s[start:end] for start, end in pairwise(cuts)]
            known = model.lookup.known([(pieces, zone, number)], at_least=30)
            texts = [masked.s, *(piece for piece in pieces if len(piece) > 30 and len(pieces) > 1)]
            for text, start, count in zip(texts, known.starts, known.counts, strict=True):
                places = known.places[start : start + count].tolist()
                named = traits_of(words_of(text), [], zone, number)
                assert places == sorted({model.place_of[trait] for trait in named if trait in model.place_of}), text
                found += len(places)
    assert found > 10_000


def test_words_that_weigh_most_are_words_of_the_sentence(reader: Reader) -> None:
    masked = reader.scene(Article("https://example.org/a", "Novartis hands rights to siremadlin back", "")).news[0]
    start, end = load_model().telling_words(masked.s, "termination")
    assert 0 <= start < end <= len(masked.s)


def test_what_is_denied_planned_or_old_stays_unread(reader: Reader) -> None:
    assert read(reader, "No approval for venetoclax yet, says FDA") == []
    assert read(reader, "AbbVie plans to file venetoclax in Japan") == []
    assert read(reader, "A look at AML", "Venetoclax, which the FDA approved in 2016, is widely used.") == []
