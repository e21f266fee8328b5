"""Phase and registry number of a trial."""

import re
from functools import lru_cache

from ci.extract.masked import Masked
from ci.extract.scene import Scene
from ci.model import PHASES

_TRIAL_ID = re.compile(
    r"\b(?:nct ?\d{8}|isrctn ?\d{8}|eudract ?\d{4}-\d{6}-\d\d|\d{4}-\d{6}-\d\d(?:-\d\d)?|chictr[-\w]{6,20}|"
    r"ctr ?20\d{6}|actrn ?\d{14}|jrct[s\d]{8,14}|umin ?\d{9}|kct ?\d{7}|drks ?\d{8})\b"
)
_SIX_DIGITS = re.compile(r"\d{6}")
_PHASE = re.compile(
    r"\b(?:phases?|ph)[ -]?(?:(?:is|of|was) )?(?P<a>iii|ii|iv|i|[1-4]|one|two|three|four)[ab]?(?: ?(?:/|-|and|to|or|&|"
    r"–) ?(?:phase )?(?P<b>iii|ii|iv|i|[1-4])[ab]?\b)?(?![\w]| dose(?![- ](?:find|escal|expan|rang)))|"
    r"\b(?P<c>first-in-(?:human|man|patient))\b|"
    r"\b(?P<d>late-stage)\b|\b(?P<e>mid-?stage)\b|\bp(?P<f>[123])\b"
)
_NUMBER = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}


def trial_ids_of(masked: Masked, left: int, right: int) -> tuple[str, ...]:
    """Registry numbers in the clause, else in the sentence."""
    if not _may_hold_id(masked.s):
        return ()
    for text in (masked.s[left:right], masked.s):
        found = [m.group().upper().replace("NCT ", "NCT") for m in _TRIAL_ID.finditer(text)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _may_hold_id(s: str) -> bool:
    """Whether it holds what a registry number cannot do without."""
    return _SIX_DIGITS.search(s) is not None or "chictr" in s or "jrct" in s


_TRIAL_NAME = re.compile(
    r"\b([A-Z][A-Za-z]*[A-Z0-9][\w-]*)(?: \([^()]{1,40}\))?,? (?:an? |the |its )?(?:[\w/-]+ ){0,4}"
    r"(?:trial|study|studies)\b|"
    r"\b(?:trial|study)(?:,| called| named| dubbed)? ([A-Z][A-Za-z]*[A-Z0-9][\w-]*)"
)


@lru_cache(maxsize=4)
def trial_names(norm: str) -> frozenset[str]:
    """What an article calls its trials, in lower case: TrilynX, MANTRA, ENCORE-LF."""
    return frozenset((one or other).lower() for one, other in _TRIAL_NAME.findall(norm))


def phase_near(scene: Scene, masked: Masked) -> str:
    """The phase of the next sentence, of the one before, of the headline, else the only one that is named."""
    position = masked.sentence.number
    bodies = [
        m
        for m in scene.sentences[position + 1 : position + 2] + scene.sentences[max(0, position - 1) : position]
        if m.zone in ("title", "body")
    ]
    for other in bodies:
        if phase := phase_of(other.s):
            return phase
    if scene.title and (phase := phase_of(scene.title.s)):
        return phase
    named = {p for m in scene.news if (p := phase_of(m.s))}
    return named.pop() if len(named) == 1 else ""


def trial_ids_near(scene: Scene, masked: Masked) -> tuple[str, ...]:
    """The registry numbers of the headline, of the sentence before or after, else the only one of the article."""
    if scene.title and (found := trial_ids_of(scene.title, 0, 0)):
        return found
    position = masked.sentence.number
    for other in scene.sentences[max(0, position - 1) : position] + scene.sentences[position + 1 : position + 2]:
        if found := trial_ids_of(other, 0, 0):
            return found if len(found) == 1 else ()
    named = {i for m in scene.news for i in trial_ids_of(m, 0, 0)}
    return tuple(named) if len(named) == 1 else ()


_PART_OF = re.compile(r"\bphase [\w/]+ (?:part|portion|stage|segment|half) of (?=[^.;]{0,20}\bphase )", re.I)
"""The phase is that of the whole study."""


_EARLIER = re.compile(r"\b(?:earlier|previous|prior|preceding) phases? [1-4i]+[ab]?(?:/[1-4i]+[ab]?)?(?![\w])")
"""What came before is not the phase of this."""


def phase_of(text: str) -> str:
    """1, 1/2, 2, 2/3, 3 or 4 for however a phase is written; empty for none."""
    for found in _PHASE.finditer(_PART_OF.sub("", _EARLIER.sub("", text))):
        if found.group("a"):
            first = _NUMBER.get(found.group("a"), found.group("a"))
            second = _NUMBER.get(found.group("b") or "", found.group("b") or "")
            joined = f"{first}/{second}" if second and second != first else first
            return joined if joined in PHASES else first
        if found.group("f"):
            return found.group("f")
        if found.group("c"):
            return "1"
        return "3" if found.group("d") else "2"
    return ""
