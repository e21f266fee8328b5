"""Companies by what is told of them: they buy, sign and are paid; they stand beside one, or are called one."""

import re

from ci.extract.company_forms import put
from ci.extract.company_words import NO_ACTOR, NO_NAME, NOT_ALONE
from ci.extract.lexicon import COMPANY
from ci.extract.mentions import Mentions
from ci.extract.spotter import Sorted
from ci.extract.words import strings

_HEADS = re.compile(r"[\n.;:](?:(?<=\n)| )")
_ACTS = re.compile(
    r"([A-Z][a-zA-Z0-9-]*[a-z0-9](?: [A-Z][a-z]+)?)(?:, an? [a-z][^,.\n]{3,50},)?(?:,| has| have| today)? "
    r"(?:(?:buys|acquires|in-?licenses|out-?licenses|licenses|licences|snaps up|picks up|teams up|partners|"
    r"inks|signs|taps|pays|purchases|hires|sells|"
    r"bought|acquired|licensed|in-licensed|inked|teamed up|agreed to|entered into|signed|purchased|granted|"
    r"obtained|raised|closed|doses|dosed|hands)\b"
    r"|to (?:buy|acquire|license|pay|sell|market|distribute|develop|co-develop|join|supply|pick up|take over|"
    r"start|begin|file|cut)\b)"
)


def by_act(mentions: Mentions) -> None:
    """A name at the head of a sentence that buys, licenses or signs is a company's: "Zuellig to market …"."""
    norm = mentions.text.norm
    starts = [0, *(mark.end() for mark in _HEADS.finditer(norm))]
    for found in (f for start in starts if (f := _ACTS.match(norm, start))):
        words = found.group(1).lower().split()
        if not any(w in NO_ACTOR or w in NO_NAME or w in NOT_ALONE for w in words):
            put(mentions, *found.span(1))


_WITH = re.compile(r" (?:with|between) ((?:[A-Z][\w&-]*[a-z][\w&-]*|[A-Z]{4,8})(?: [A-Z][\w&-]*[a-z][\w&-]*){0,2})")
_DEAL = re.compile(
    r"(?:agreement|deal|pact|alliance|collaboration|partnership|venture|contract|teamed up|teams up|"
    r"partnered|joined forces|talks|accord|tie-up)(?: signed| struck| reached| made)?\Z"
)
_OBJECT = re.compile(
    r"\b(?:handed|hands|grants|granted|gave|gives|tapped|taps|appointed|appoints|entrusted|awarded|awards) "
    r"([A-Z][\w&-]*[A-Za-z](?: [A-Z][\w&-]+){0,2}) (?=(?:the|exclusive|worldwide|global|an? (?:exclusive|option|licen)|"
    r"rights|as (?:its|a|the)|to (?:sell|market|distribute|promote)|with the)\b)"
)
_PAID = re.compile(
    r"\b(?:pays|paid|paying|owes) ([A-Z][\w&-]*[A-Za-z](?: [A-Z][\w&-]+){0,2}) (?=(?:up to |an? |some |"
    r"about )?(?:US)?[$\u20ac\u00a3\u00a5]\d)"
)


def by_gift(mentions: Mentions) -> None:
    """To whom rights are granted is a company, where nothing else is known of it."""
    norm = mentions.text.norm
    spots = _GIFT_SPOTS.spots(norm)
    given = (found for kind, pattern in _GIFTS for at, _ in spots.get(kind, ()) if (found := pattern.match(norm, at)))
    for found in [*(_PARTNERSHIP.finditer(norm) if "partnership" in spots else ()), *given]:
        words = found.group(1).lower().split()
        if not any(w in NO_ACTOR or w in NO_NAME or w in NOT_ALONE for w in words):
            put(mentions, *found.span(1))


_PARTNERSHIP = re.compile(r"\b([A-Z][\w&]+(?: [A-Z][\w&]+){0,2}),? L\.?P\.?(?!\w)")
_GIFTS = (("object", _OBJECT), ("paid", _PAID))
"""What begins with one of the strings of its kind."""
_GIFT_SPOTS = Sorted(
    {
        "partnership": (" LP", " L.P"),
        "object": strings("hand|grant|gave |gives |tapped |taps |appoint|entrusted |award"),
        "paid": strings("pays |paid |paying |owes "),
    }
)
"""The strings at which a pattern is tried; a partnership's stand behind its name."""


def by_deal(mentions: Mentions) -> None:
    """A name with which an agreement is made is a company's, where nothing else is known of it."""
    norm = mentions.text.norm
    for found in _WITH.finditer(norm):
        if not _DEAL.search(norm, max(0, found.start() - 24), found.start()):
            continue
        words = found.group(1).split()
        if not any(w.lower() in NO_ACTOR or w.lower() in NO_NAME or w.lower() in NOT_ALONE for w in words):
            put(mentions, *found.span(1))


_BESIDE = re.compile(
    r"(?:,? and|/| &) ((?:[A-Z][\w&-]*[a-z][\w&-]* ){1,3}?)(?=(?:said|say|have|has|will|announce|today|are|"
    r"to|sign|ink|join|team|agree|enter|"
    r"form|pair|link|strike|forge|launch|part|end|extend|expand|set|plan)\w*\b)"
)


def by_company(mentions: Mentions) -> None:
    """A name beside a company's with which it acts: "Captor Therapeutics and Sosei Heptares said …"."""
    norm = mentions.text.norm
    for mention in mentions.of(COMPANY):
        found = _BESIDE.match(norm, mention.stop)
        if found and not any(w.lower() in NO_ACTOR or w.lower() in NO_NAME for w in found.group(1).split()):
            put(mentions, found.start(1), found.end(1))


_DESCRIPTION = re.compile(
    r", (?:an?|the) (?:[A-Z]?[a-z][a-z'-]{0,24} ){0,3}(?:unit|subsidiary|affiliate|spin-?(?:off|out)|"
    r"biotech(?:nology)?|drugmaker|drug maker|start-?up|drug developer|"
    r"(?:biotech|pharma|pharmaceutical|drug|biopharma) (?:company|firm|group))\b"
)
_DESCRIBED = re.compile(r"(?<![\w&-])((?:[A-Z][\w&-]*[a-z][\w&-]*|[A-Z]{3,8})(?: [A-Z][\w&-]*[a-z][\w&-]*){0,2})\Z")


def by_description(mentions: Mentions) -> None:
    """A name that is told to be a company: "Theraly Fibrosis, a unit of …", "Polaris, a Boston biotech"."""
    norm = mentions.text.norm
    for told in _DESCRIPTION.finditer(norm):
        found = _DESCRIBED.search(norm, max(0, told.start() - 60), told.start())
        words = found.group(1).lower().split() if found else []
        if found and not any(w in NO_ACTOR or w in NO_NAME or w in NOT_ALONE for w in words):
            put(mentions, *found.span(1))
