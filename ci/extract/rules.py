"""What a rule is, and the one pass that says which rules can speak on a sentence at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.masked import Masked
from ci.extract.words import strings
from ci.model import Event


@dataclass(frozen=True)
class Rule:
    """A way to tell an act: `pattern` is searched in masked sentences that hold one of the `cues`.

    Where it has `needs`, one of these must stand there, too, or one of the `needs_words` with an edge on both sides.
    `needs_news` says that in the body a verb of news must stand in the clause; `own_negation` that a "not" is part of
    the act itself (an endpoint that was not met); `own_plan` that a future form announces it (to acquire).
    """

    name: str
    subtype: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    needs_news: bool = False
    own_negation: bool = False
    own_plan: bool = False
    needs: tuple[str, ...] = ()
    needs_words: re.Pattern[str] | None = None


LEARNT = "learned from examples"
"""The name of what no rule found and a model is sure of."""


def rule(
    name: str,
    subtype: str,
    cues: str,
    pattern: str,
    *,
    needs_news: bool = False,
    own_negation: bool = False,
    own_plan: bool = False,
    needs: str = "",
    needs_words: str = "",
) -> Rule:
    """A rule from its plain parts; `cues`, `needs` and `needs_words` are parted by `|`."""
    return Rule(
        name,
        subtype,
        strings(cues),
        re.compile(pattern),
        needs_news,
        own_negation,
        own_plan,
        strings(needs) if needs else (),
        re.compile(rf"\b(?:{needs_words})\b") if needs_words else None,
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that tell an act, before its fields are read. `strength`: 3 title, 2 news, 1 told in passing."""

    rule: Rule
    masked: Masked
    start: int
    end: int
    strength: int
    match: re.Match[str] | None = None


class Cues:
    """All cues and needs of all rules in one automaton; a sentence learns as bits which rules can speak on it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.bit_of: dict[str, int] = {}
        self._frugal = 0
        """The rules that need nothing but a cue."""
        self._words: list[tuple[int, re.Pattern[str]]] = []
        bits: dict[str, list[int]] = {}
        for number, one in enumerate(rules):
            bit = self.bit_of[one.name] = 1 << number
            self._frugal |= 0 if one.needs else bit
            if one.needs_words:
                self._words.append((bit, one.needs_words))
            for place, told in enumerate((one.cues, one.needs)):
                for string in told:
                    bits.setdefault(string, [0, 0])[place] |= bit
        self._bits = list(bits.values())
        self._masks: dict[int, int] = {}
        self._chosen: dict[tuple[int, int], list[Rule]] = {}
        self._automaton = AhoCorasick(list(bits), matchkind=MatchKind.Standard)

    def mark(self, sentences: list[Masked]) -> None:
        """Sets the `cues` of each sentence."""
        for masked in sentences:
            cued, met = 0, self._frugal
            for index, _, _ in self._automaton.find_matches_as_indexes(masked.s, overlapping=True):
                cue, need = self._bits[index]
                cued |= cue
                met |= need
            for bit, words in self._words:
                if cued & bit & ~met and words.search(masked.s):
                    met |= bit
            masked.cues = cued & met

    def rules_for(self, masked: Masked, rules: tuple[Rule, ...]) -> list[Rule]:
        """The rules of a table that can speak on a sentence, in the order of the table."""
        key = (id(rules), masked.cues & self._mask_of(rules))
        chosen = self._chosen.get(key)
        if chosen is None:
            chosen = self._chosen[key] = [one for one in rules if masked.cues & self.bit_of[one.name]]
        return chosen

    def _mask_of(self, rules: tuple[Rule, ...]) -> int:
        if id(rules) not in self._masks:
            self._masks[id(rules)] = sum(self.bit_of[one.name] for one in rules)
        return self._masks[id(rules)]


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of an act, before the tellings of an article are joined."""

    event: Event
    strength: int
    masked: Masked
    vagueness: int = 0
    """Of a pact: 0 where its kind is stated, 1 where the next sentence tells it, 2 where nothing does."""
    span: tuple[int, int] = (0, 0)
    """Start and end in the masked sentence of the words that tell it."""
