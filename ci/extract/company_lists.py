"""Companies in lists: investors after "led by", the subsidiary of another."""

import re
from itertools import pairwise

from ci.extract.company_forms import put
from ci.extract.company_words import NO_NAME
from ci.extract.lexicon import COMPANY
from ci.extract.mentions import Mentions
from ci.extract.spotter import Spotter
from ci.extract.words import strings

_SUBSIDIARY_SPOTS = Spotter(
    strings(
        "subsidiary |affiliate |arm |unit |offshoot |daughter |subsidiary of|unit of|arm of|division of|"
        "affiliate of|spinoff of|"
        "spin-off of|spinout of|spin-out of"
    ),
    before=34,
    after=70,
)
_INVESTOR_SPOTS = Spotter(
    strings(
        "led by|backed by|joined by|funded by|owned by|supported by|articipation|nvestors|financing from|money "
        "from|with backing|ackers|along with|investment from|firms|firm "
    ),
    before=14,
    after=30,
)
INVESTORS = re.compile(
    r"(?:\b(?:led|co-led|backed|joined|funded|owned|supported) by|participation (?:from|by|of)|investors?(?: "
    r"such as| including| include|:| like)|"
    r"financing from|money from|with backing from|backers(?: include| such as|:)?|along with|investment from|"
    r"(?:venture|investment) firms?)\s"
)
# words are parted by a space that must be there: were it optional, a long run of capitals could be cut in endless ways
_LIST_NAME = re.compile(
    r"(?:,? ?(?:and |& |as well as |with (?:participation (?:from|by) )?|"
    r", )?)([A-Z][\w&'.-]*[\w&'-](?: [A-Z][\w&'.-]*[\w&'-]){0,3} ?)(?=,| and\b| &|\.|;|$| with\b| "
    r"in\b|\)| taking| particip| also| join| will\b| has\b| to\b)"
)
SUBSIDIARY = re.compile(
    r"\bits (?:[\w-]+ )?(?:subsidiary|arm|affiliate|unit|offshoot|daughter) ((?:[A-Z][\w&'-]* ?){1,4})|"
    r"\b(?:subsidiary|unit|"
    r"arm|division|affiliate|spin-?(?:off|out)) of ((?:[A-Z][\w&'-]* ?){1,4})"
)


def by_list(mentions: Mentions, opening: re.Pattern[str], *, is_many: bool) -> None:
    norm = mentions.text.norm
    spots = _INVESTOR_SPOTS if is_many else _SUBSIDIARY_SPOTS
    for found in (f for left, right in spots.windows(norm) for f in opening.finditer(norm, left, right)):
        if not is_many:
            _put_listed(mentions, *found.span(1 if found.group(1) else 2))
            continue
        place = found.end()
        for _ in range(12):
            name = _LIST_NAME.match(norm, place)
            if not name:
                break
            _put_listed(mentions, *name.span(1))
            place = name.end()


_TITLES = frozenset(
    strings(
        "fda|ema|dr|phase|ceo|president|chairman|chairwoman|chief|professor|prof|founder|director|mr|ms|mrs|"
        "head|executive"
    )
)


def _put_listed(mentions: Mentions, start: int, end: int) -> None:
    name = mentions.text.norm[start:end].rstrip()
    words = name.split()
    if words and words[0].lower() not in NO_NAME and not any(w.lower().rstrip(".") in _TITLES for w in words):
        put(mentions, start, start + len(name))


_IN_A_ROUND = re.compile(r"\b(?:round|financing|series [a-e]|invest\w*|backers?|venture)\b", re.I)
_BETWEEN = re.compile(r", (?:the )?([A-Z][\w&'.-]*(?: [A-Z][\w&'.-]*){0,3}), (?:and )?(?:the )?")


def by_neighbours(mentions: Mentions) -> None:
    """SR One in "Excel Venture Management, SR One, the Roche Venture Fund": an investor among investors."""
    norm = mentions.text.norm
    for left, right in pairwise(mentions.of(COMPANY)):
        found = _BETWEEN.fullmatch(norm, left.stop, right.start)
        if found and _IN_A_ROUND.search(norm, max(0, left.start - 250), right.end + 100):
            _put_listed(mentions, *found.span(1))
