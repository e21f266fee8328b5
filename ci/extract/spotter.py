"""Where to look: plain strings found in one pass, so that the patterns run on a few short stretches only."""

from collections.abc import Iterable, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind


class Spotter:
    """Finds a set of plain strings; `windows` are the stretches around them, joined where they touch."""

    def __init__(self, strings: Iterable[str], before: int, after: int) -> None:
        self._automaton = AhoCorasick(sorted(set(strings)), matchkind=MatchKind.Standard)
        self._before = before
        self._after = after

    def sees(self, low: str) -> bool:
        return bool(self._automaton.find_matches_as_indexes(low))

    def windows(self, low: str) -> list[tuple[int, int]]:
        """(start, end) of each stretch in which one of the strings stands."""
        joined: list[tuple[int, int]] = []
        for _, start, end in self._automaton.find_matches_as_indexes(low):
            left, right = max(0, start - self._before), min(len(low), end + self._after)
            if joined and left <= joined[-1][1]:
                joined[-1] = (joined[-1][0], right)
            else:
                joined.append((left, right))
        return joined


class Sorted:
    """Finds plain strings of several kinds in one pass over a text."""

    def __init__(self, strings_of: Mapping[str, Iterable[str]]) -> None:
        kinds_of: dict[str, list[str]] = {}
        for kind, strings in strings_of.items():
            for string in dict.fromkeys(strings):
                kinds_of.setdefault(string, []).append(kind)
        self._kinds = list(kinds_of.values())
        self._automaton = AhoCorasick(list(kinds_of), matchkind=MatchKind.Standard)

    def spots(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """(start, end) of all strings of each kind that stands in the text."""
        found: dict[str, list[tuple[int, int]]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for kind in self._kinds[index]:
                found.setdefault(kind, []).append((start, end))
        return found
