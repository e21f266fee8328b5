"""The encoder: pieces of words, one answer whatever it is asked with, and asked only where there is a doubt."""

from itertools import islice

import numpy as np
import pytest

from ci.extract import Reader
from ci.extract.learned import load_encoder, load_model
from ci.extract.learned.encoder import Encoder, Seen, asked_of, seen_sentences, worded
from ci.extract.learned.pieces import BEGIN, END, UNKNOWN, Pieces
from ci.extract.learned.second_look import AT_MOST, is_open, together, worth_asking
from ci.extract.learned.weighing import weighed
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When
from tests.extract.samples import samples

PIECES = Pieces([BEGIN, END, UNKNOWN, "un", "##afford", "##able", "##a", "a", ",", "e"])
SEEN = [
    Seen("C0 hands back all rights to D0", "", 0),
    Seen("the rights to D0 return to C1 for M0 on T0, it said", "C0 hands back all rights to D0", 1),
    Seen("A0 is based in town", "C0 hands back all rights to D0", 2),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_catalog(ROOT / "data"))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("unaffordable", ["un", "##afford", "##able"]),
        ("una,a", ["un", "##a", ",", "a"]),
        ("é a", ["e", "a"]),
        ("unx a", [UNKNOWN, "a"]),
        ("un" + "a" * 60, [UNKNOWN]),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    assert [PIECES.vocabulary[number] for number in PIECES.numbers(text)] == pieces


def test_tokens_are_told_in_words() -> None:
    assert worded("C0 and C2 test D1 with G3 for M0") == "company and company c test drug b with target for money"


def test_a_sentence_is_asked_about_with_its_headline(encoder: Encoder) -> None:
    numbers, second = asked_of(encoder.pieces, SEEN[1])
    told = [encoder.pieces.vocabulary[number] for number in numbers]
    assert told[0] == BEGIN and told[second - 1] == told[-1] == END
    assert told[second : second + 3] == ["1", "company", "hands"]
    long = Seen("word " * 500, "other " * 500, 1)
    assert len(asked_of(encoder.pieces, long)[0]) < 100


def test_the_odds_of_a_sentence_do_not_depend_on_those_beside_it(encoder: Encoder) -> None:
    whole = encoder.odds(SEEN)
    assert whole.shape == (3, len(load_model().subtypes)) and encoder.subtypes == load_model().subtypes
    assert np.allclose(whole, np.vstack([encoder.odds([one]) for one in SEEN]), atol=1e-3)
    assert encoder.odds(SEEN).tobytes() == whole.tobytes()
    assert encoder.odds([]).shape == (0, len(encoder.subtypes))


def test_it_has_learnt_what_a_termination_is(encoder: Encoder) -> None:
    likeliest = [encoder.subtypes[place] for place in encoder.odds(SEEN).argmax(axis=1)]
    assert likeliest[:2] == ["termination", "termination"]
    assert encoder.odds(SEEN)[2].max() < -2


def test_a_doubt_is_a_chance_that_is_neither_high_nor_low() -> None:
    assert is_open(np.array([0.02, 0.4]))
    assert not is_open(np.array([0.02, 0.97]))
    assert not is_open(np.array([]))


def test_only_sentences_that_may_tell_something_are_asked_about() -> None:
    odds = np.array([[-9, -8], [-5, 1], [-3, -7]], dtype=np.float32)
    assert worth_asking(odds).tolist() == [1, 2]
    assert worth_asking(odds[:1]).tolist() == [0], "the likeliest, however unlikely"
    assert worth_asking(np.repeat(odds[1:2], 9_000, axis=0)).tolist() == list(range(AT_MOST))
    both = together(odds, np.array([2]), np.array([[1, -1]], dtype=np.float32))
    assert both.tolist() == [[-9, -8], [-5, 1], [-1, -4]]


def test_what_is_certain_does_not_load_the_encoder(reader: Reader) -> None:
    loaded = []

    def load() -> Encoder:
        loaded.append(True)
        return load_encoder()

    for one in islice(samples(), 200):
        scene = reader.scene(one.article)
        tellings = reader.tellings(scene)
        weighed(scene, load_model(), load, tellings, [t.event.subtype for t in tellings if t.strength >= 2])
    assert 0 < len(loaded) < 150


def test_every_sentence_of_the_body_has_the_headline(reader: Reader) -> None:
    article = Article(
        "https://example.org/a",
        "FDA clears venetoclax",
        "It may be sold by AbbVie. AbbVie is glad.",
        published=When.parse("2024"),
    )
    seen = seen_sentences(reader.scene(article).telling)
    assert [bool(one.headline) for one in seen] == [False, True, True]
    assert [one.number for one in seen] == [0, 1, 2]
