"""Names only, by spaCy's PhraseMatcher and by ahocorasick-rs; both are built before the clock starts."""

from collections.abc import Callable

import spacy  # type: ignore[import-not-found, unused-ignore]
from ahocorasick_rs import AhoCorasick, MatchKind
from spacy.matcher import PhraseMatcher  # type: ignore[import-not-found, unused-ignore]

Matcher = Callable[[str], int]
"""A text -> how many names stand in it."""


def phrase_matcher(names: list[str]) -> Matcher:
    """spaCy: a blank English pipeline (its tokeniser, no model) and the names in any case."""
    english = spacy.blank("en")
    matcher = PhraseMatcher(english.vocab, attr="LOWER")
    matcher.add("NAME", [english.make_doc(name) for name in names])
    return lambda text: len(matcher(english.make_doc(text)))


def aho_corasick(names: list[str]) -> Matcher:
    """ahocorasick-rs, the automaton that our reader uses, too: leftmost-longest on the text in lower case."""
    automaton = AhoCorasick([name.lower() for name in names], matchkind=MatchKind.LeftmostLongest)
    return lambda text: len(automaton.find_matches_as_indexes(text.lower()))
