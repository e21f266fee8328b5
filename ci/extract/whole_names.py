"""Companies known by their whole names alone: makers of medicines, and who gives them money or writes about them.

maker_names.txt: makers of medicines of the last forty years by the names that news uses, where no form tells them from
other words ("Hanmi", "Mundipharma"). investor_names.txt: investors, banks, brokers, funders and market researchers.
Names only, put together by hand. Nothing else is known of these companies here, so they are guesses and go to the
curator's list like every unknown one.
"""

from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.company_forms import put
from ci.extract.mentions import Mentions
from ci.extract.text import is_edge

FOLDER = Path(__file__).parent


@cache
def investor_names() -> frozenset[str]:
    return _names("investor_names.txt")


@cache
def maker_names() -> frozenset[str]:
    return _names("maker_names.txt")


def _names(file: str) -> frozenset[str]:
    return frozenset((FOLDER / file).read_text(encoding="utf-8").splitlines())


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(sorted(investor_names() | maker_names()), matchkind=MatchKind.LeftmostLongest)


def by_whole_name(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for _, start, end in _automaton().find_matches_as_indexes(norm):
        if is_edge(norm, start, end):
            put(mentions, start, end)
