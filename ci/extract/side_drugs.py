"""Drugs named beside the one that matters: comparators and partners."""

import re

from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked
from ci.extract.words import words

_COMPARED = (
    "versus",
    "vs",
    "against",
    "compared",
    "comparing",
    "than",
    "lost",
    "lose",
    "beat",
    "outperform",
    "over",
    "different",
    "similar",
    "comparable",
    "superior",
    "inferior",
    "non-inferior",
    "noninferior",
    "short",
    "head-to-head",
    "instead",
    "rival",
    "unlike",
    "behind",
    "following",
    "resistan",
    "refractory",
    "progressed",
    "relapse",
    "after",
    "pretreated",
    "intolerant",
    "failed",
    "switched",
    "switching",
    "exposed",
    "competitor",
    "poorly",
    "place",
)
_COMPARED_FILLERS = frozenset(
    words(
        "a an the with by alone that those seen treatment therapy on prior previous either combination of to "
        "given its current standard placebo "
        "months weeks years percent % median arm group plus bcl-2 inhibitor inhibitors such as like "
        "including drug class from received receiving taken and or in"
    )
)
_OVER = re.compile(r"\b(?:advantage|benefit|wins?|superiority|improvement|edge|prevail\w*|triumph\w*) over\b")
_LINKS = frozenset(words("top with plus and alongside together added adding + or backbone paired pairing"))
_LINK_FILLERS = frozenset(
    words(
        "a an the either both low-dose high-dose standard intravenous oral chemotherapy drug inhibitor antibody "
        "checkpoint immunotherapy of by to "
        "steroid combination in combined on"
    )
)
_TOKEN = re.compile(r"(?:anti-)?[CDG]\d+(?:'s?)?,?\Z")
_ADDED_TO = re.compile(r"\b(?:add(?:ing|ed|s)?|addition of) D\d+ to (?:[\w-]+ ){0,3}$")

_AMONG_THEM = re.compile(r"D\d+(?:(?:,| or| and|, or|, and) D\d+)*,? (?:among them|included)\b")
_TREATMENTS = re.compile(r"\b(?:treatments?|therap(?:y|ies)|lines|regimens?)\b")
"""Of what patients had: "after two or more lines, D1 or D2 among them"."""


def is_compared(masked: Masked, place: int) -> bool:
    """Whether the drug at a place is only what another is measured against, or what failed before."""
    if _AMONG_THEM.match(masked.s, place) and _TREATMENTS.search(masked.s, max(0, place - 50), place):
        return True
    words = masked.s[max(0, place - 80) : place].split()
    for at in range(len(words) - 1, -1, -1):
        word = words[at].lstrip("(")
        if word.startswith(_COMPARED) or word == "answer":
            return not word.startswith("over") or bool(_OVER.search(" ".join(words[at - 1 : at + 1])))
        if (
            word not in _COMPARED_FILLERS
            and not word.rstrip("%").replace(".", "").isdigit()
            and not (_is_token(word) and (word[0] != "D" or _links(words, at)))
        ):
            return "-resistant" in word
    return False


def _is_token(word: str) -> bool:
    return not word.islower() and bool(_TOKEN.match(word))


def _links(words: list[str], at: int) -> bool:
    """Whether the drug at a word is followed by another of the same list."""
    return words[at].endswith(",") or (at + 1 < len(words) and words[at + 1] in ("and", "or", "plus"))


_PAIRED = re.compile(r"D\d+-$")
"""The second of "the D0-D1 pair"."""


def is_added(masked: Masked, place: int) -> bool:
    """Whether the drug at a place is given with another that stands before it."""
    before = masked.s[max(0, place - 90) : place]
    if ("add" in before and _ADDED_TO.search(before[-60:])) or _PAIRED.search(before):
        return True
    for word in reversed(before.split()):
        if word in _LINKS or word.endswith(","):
            return bool(masked.between(DRUG, 0, place))
        if word not in _LINK_FILLERS and not _is_token(word):
            return False
    return False
