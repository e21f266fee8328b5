"""A sentence with every name, sum and date replaced by a token, so that rules speak of kinds, not of spellings.

C0 is a company, D0 a drug, G0 a target, A0 an agency, M0 a sum of money, T0 a date. Everything else is in lower case,
so an upper-case letter is always a token. Each token remembers its place and what it stands for.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ci.extract.dates import Dated
from ci.extract.mentions import Mention
from ci.extract.money import Sum
from ci.extract.sentences import Sentence

_NO_THERAPY = (
    r"(?! (?:at least|one|two|three|no (?:fewer|less|more)|prior|previous|several|failure|relapse|first-line|"
    r"treatment with|therapy with|progress|D\d|\d))"
)
"""After earlier treatment: a patient's history, no clause of its own."""

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
"""Of a number: as a comma, so that a full stop always ends what it stands behind."""
_LAND = re.compile(r"\bu\.(?:s|k)\.(?:a\.)?(?!$)")
"""Likewise."""


def _dotless(found: re.Match[str]) -> str:
    return found.group().replace(".", "\u00b7")


_BORDER = re.compile(
    r"; | \u2014 ?|\u2014| - | -- ?|: (?!\d)|\. (?=[a-zA-Z])"
    r"|, (?=(?:but|while(?! (?:ago|back))|whereas|although|though|yet|which|who|whose|where|after"
    + _NO_THERAPY
    + r"|before|as|because|since|"
    r"when|if|once(?!-)|until|following|"
    r"having|giving|making|adding|so|unless|even|subject to|assuming|pending|provided|nor)\b)"
    r"|, (?=to which\b)"
    r"|, (?=(?:and|or|then) (?:[CD]\d+(?!'s|,| and)\b|it|they|he|she|its|the|a|an|has|have|had|is|are|was|"
    r"were|will|would|could|may|said|says|plans?|expects?|intends?|hopes?|also|now|in|on|gets|keeps|pays|"
    r"takes)\b)"
    r"| (?=(?:but|while(?! (?:ago|back))|whereas|although|though|because|unless|once(?!-)|after"
    + _NO_THERAPY
    + r"|before|until|following|pending|when|if)\b)"
    r"| (?=and that (?:the|it|its|[CD]\d)\b)"
    r"|, (?=(?:its|their) (?:[\w-]+ ){0,2}(?:subsidiary|arm|unit|affiliate|partner) C\d+ (?!and\b|or\b|,))"
    r"| (?=and (?:it|the company|has|have|had|is|was|will|plans?|expects?|intends?|hopes?|aims?|said|says|"
    r"then|could|may|wants)\b)"
)

_LED_BY = re.compile(
    r"(?:[^;:.]{0,40} - )?(?:while|(?:\w+ ){1,3}(?:years?|months?|weeks?|days?|decades?) after) "
    r"(?:C\d+|D\d+|its|the|an?|it|they)\b[^;:]{8,190}?, (?=(?:C\d+|D\d+|its|the|an?|it|they) )|"
    r"(?:[^;:.]{0,40} - )?(?:first |\w+ly )?\w+(?:ed|nsed) (?:[\w']+ ){0,5}T\d+, (?=[^;:]*\bnow\b)"
)
"""A clause of its own at the head of a sentence, whose comma begins the main one: "while C0 has sent …, its unit
lodged" and, where the main clause says what is so now, a participle with its date: "first licensed in T0, D0 is now …".
"""
_LEADS = ("while ", "after ", "ed ")


@dataclass(slots=True)
class Token:
    """What stands at a place of the masked sentence."""

    start: int
    end: int
    kind: str
    what: object


@dataclass(slots=True)
class Masked:
    """One sentence as rules see it."""

    sentence: Sentence
    s: str
    tokens: list[Token]
    _masked_at: list[int]
    _shift: list[int]
    _of_kind: dict[str, list[Token]]
    cues: int = 0
    borders: list[int] = field(default_factory=list)
    lead: int = 0
    """Where the main clause begins behind one that leads it in; 0 where none does."""

    @property
    def zone(self) -> str:
        return self.sentence.zone

    def origin(self, place: int) -> int:
        """The place in the text of a place in the masked sentence."""
        at = bisect_right(self._masked_at, place) - 1
        return place + self._shift[at] if at >= 0 else place + self.sentence.start

    def clause(self, place: int) -> tuple[int, int]:
        """Start and end of the clause around a place."""
        at = bisect_right(self.borders, place)
        return (self.borders[at - 1] if at else 0), (self.borders[at] if at < len(self.borders) else len(self.s))

    def head_of(self, left: int) -> int:
        """How far at the head of the sentence a date counts for the clause that begins at `left`, too."""
        return 0 if 0 < self.lead <= left else 20

    def between(self, kind: str, start: int, end: int) -> list[Token]:
        """Tokens of a kind that lie within a stretch, in order."""
        return [t for t in self._of_kind.get(kind, ()) if start <= t.start and t.end <= end]

    def mention(self, token: Token) -> Mention:
        assert isinstance(token.what, Mention)
        return token.what

    def sums(self) -> list[Sum]:
        return [t.what for t in self.tokens if isinstance(t.what, Sum)]

    def dates(self, start: int, end: int) -> list[Dated]:
        return [t.what for t in self.tokens if isinstance(t.what, Dated) and start <= t.start < end]


class Item(NamedTuple):
    """Something to be masked: `start` to `stop` in the text."""

    start: int
    stop: int
    kind: str
    what: object


def mask(sentence: Sentence, low: str, items: list[Item]) -> Masked:
    """The masked sentence; `items` are sorted by start and lie in the sentence."""
    parts: list[str] = []
    tokens: list[Token] = []
    masked_at: list[int] = []
    shift: list[int] = []
    of_kind: dict[str, list[Token]] = {}
    place, length = sentence.start, 0
    for item in items:
        if item.start < place or item.stop > sentence.end:
            continue
        gap = low[place : item.start]
        alike = of_kind.setdefault(item.kind, [])
        word = f"{item.kind}{len(alike)}"
        parts += (gap, word)
        start = length + len(gap)
        length = start + len(word)
        token = Token(start, length, item.kind, item.what)
        tokens.append(token)
        alike.append(token)
        masked_at += (start, length)
        shift += (item.start - start, item.stop - length)
        place = item.stop
    parts.append(low[place : sentence.end])
    s = _POINT.sub(",", "".join(parts).replace("\n", " "))
    if "u.s." in s or "u.k." in s:
        s = _LAND.sub(_dotless, s)
    made = Masked(sentence, s, tokens, masked_at, shift, of_kind)
    made.borders = [found.end() for found in _BORDER.finditer(s)]
    if any(lead in s[:60] for lead in _LEADS) and (found := _LED_BY.match(s)):
        made.lead = found.end()
        made.borders = sorted({*made.borders, made.lead})
    return made
