"""Investors, banks, brokers, funders and market researchers that the news of drug makers names, by their whole names.

investor_names.txt: names only, put together by hand. Nothing else is known of these companies here, so they are guesses
and go to the curator's list like every unknown one.
"""

from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.company_forms import put
from ci.extract.mentions import Mentions
from ci.extract.text import is_edge

FILE = Path(__file__).with_suffix(".txt")


@cache
def investor_names() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").splitlines())


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(sorted(investor_names()), matchkind=MatchKind.LeftmostLongest)


def by_investor_name(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for _, start, end in _automaton().find_matches_as_indexes(norm):
        if is_edge(norm, start, end):
            put(mentions, start, end)
