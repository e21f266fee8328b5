"""What a rule is, and the one pass that says which rules can speak on a sentence at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.masked import Masked
from ci.model import Event


@dataclass(frozen=True)
class Rule:
    """A way to tell an act: `pattern` is searched in masked sentences that hold one of the `cues`.

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
    needs: re.Pattern[str] | None = None

    def may_stand_in(self, s: str) -> bool:
        """Whether what it cannot do without stands in a masked sentence."""
        return self.needs is None or bool(self.needs.search(s))


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
) -> Rule:
    """A rule from its plain parts; `cues` are parted by `|`, `needs` is a pattern far cheaper than the rule's own."""
    own_needs = re.compile(needs) if needs else None
    return Rule(
        name, subtype, tuple(cues.split("|")), re.compile(pattern), needs_news, own_negation, own_plan, own_needs
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
    """All cues of all rules in one automaton; a sentence learns as bits which rules can speak on it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._bits: dict[str, int] = {}
        self.bit_of: dict[str, int] = {}
        for number, one in enumerate(rules):
            self.bit_of[one.name] = 1 << number
            for cue in one.cues:
                self._bits[cue] = self._bits.get(cue, 0) | 1 << number
        self._cues = list(self._bits)
        self._masks: dict[int, int] = {}
        self._chosen: dict[tuple[int, int], list[Rule]] = {}
        self._automaton = AhoCorasick(self._cues, matchkind=MatchKind.Standard)

    def mark(self, sentences: list[Masked]) -> None:
        """Sets the `cues` of each sentence."""
        for masked in sentences:
            bits = 0
            for index, _, _ in self._automaton.find_matches_as_indexes(masked.s, overlapping=True):
                bits |= self._bits[self._cues[index]]
            masked.cues = bits

    def rules_for(self, masked: Masked, rules: tuple[Rule, ...]) -> list[Rule]:
        """The rules of a table that can speak on a sentence, in the order of the table."""
        key = (id(rules), masked.cues & self._mask_of(rules))
        chosen = self._chosen.get(key)
        if chosen is None:
            chosen = self._chosen[key] = [one for one in rules if masked.cues & self.bit_of[one.name]]
        return [one for one in chosen if one.may_stand_in(masked.s)] if chosen else chosen

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
    """Start and end in the masked sentence of the words that tell it, where they were learnt."""
