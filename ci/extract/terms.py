"""What is paid for a deal, and where it holds."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ci.extract.learned.sums import ROLES, kind_of, load_sums, sum_traits
from ci.extract.masked import Masked
from ci.extract.money import Sum
from ci.extract.scene import Scene


class Payment(NamedTuple):
    """A sum and what it is to a deal."""

    role: str
    """upfront or total"""
    rank: float
    """How likely it is, and more where it stands in the deal's own sentence."""
    one: Sum


def payments(scene: Scene, masked: Masked, subtype: str, telling: Masked | None = None) -> Iterator[Payment]:
    """The sums of a sentence that are paid at once or are all that may be paid for a deal of this kind.

    Those of the sentence that tells the deal come before others that are as likely.
    """
    is_own = masked is telling or masked.zone == "title"
    for one, chances in zip(masked.sums(), _chances(scene, masked, kind_of(subtype)), strict=False):
        role = max(chances, key=lambda role: chances[role])
        if chances[role] > (WITH_RULE if role == one.role else LIKELY):
            yield Payment(role, chances[role] + _OWN * is_own, one)


def _chances(scene: Scene, masked: Masked, kind: str) -> list[dict[str, float]]:
    """Of the first sums of a sentence, worked out once an article."""
    key = masked.sentence.number, kind
    if key not in scene.chances:
        count = len(masked.sums()[:_COMPARED])
        others = list(islice((one for news in scene.news for one in news.sums()), _COMPARED)) if count else []
        scene.chances[key] = [load_sums().chances(sum_traits(masked, n, others), kind) for n in range(count)]
    return scene.chances[key]


LIKELY, WITH_RULE = 0.4, 0.2
"""The least chance of a role; where the patterns of money.py say the same, less is enough."""
_OWN = 0.3
"""How much a sum of the sentence that tells the deal goes before others."""
_COMPARED = 24
"""So many sums of a sentence are looked at, beside so many of the article."""


def money_of(paid: Sequence[Payment]) -> tuple[float | None, float | None, str]:
    """(upfront, total, as stated where it is not in dollars): of each the likeliest."""
    dollars = sorted((p for p in paid if p.one.currency == "USD"), key=lambda p: -p.rank)
    upfront, total = (next((p.one.millions for p in dollars if p.role == role), None) for role in ROLES)
    return upfront, total, "; ".join(dict.fromkeys(p.one.stated for p in paid if p.one.currency != "USD"))


_WORLD = re.compile(
    r"\b(?:worldwide|global|world-?wide|exclusive global)\b,? (?:[\w-]+,? ){0,4}?(?:rights|licen|collab|"
    r"commerc|develop|deal|agree|allian|pact|option)|\b(?:rights|licen\w+|commerciali\w+|develop\w*|"
    r"market\w*)\b[^.;]{0,60}\b(?:worldwide|globally|around the world|world over|all territories)"
)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|excluding|except(?: for)?|other than|ex-)\s?((?:the |greater |mainland )*(?:china|"
    r"japan|us|u\.s\.|united states|europe|asia|north america|korea|taiwan|macao sar|macau|hong kong sar|"
    r"hong kong|israel|russia)(?:(?:,? and|,| or)? (?:the |greater |mainland )*(?:china|japan|u\.s\.|united "
    r"states|europe|asia|korea|taiwan|macao(?: sar)?|macau|hong kong(?: sar)?|israel|russia))*)"
)
_IN = re.compile(
    r"\b(?:in|for|across|throughout)\s((?:the |greater |mainland |rest of |most of )*(?:china|japan|us\b|"
    r"u\.s\.|united states|europe|asia(?:[- ]pacific)?|north america|south korea|korea|taiwan|macau|macao|"
    r"hong kong|israel|russia|canada|australia|latin america|india|singapore)(?:(?:,? and|,| or)? (?:the |"
    r"greater |mainland |south )*(?:china|japan|u\.s\.|united states|europe|asia|korea|taiwan|macao|macau|"
    r"hong kong|israel|canada|australia|new zealand|mexico|singapore|other \w+ countries))*)"
)
_RIGHTS_OF = re.compile(
    r"\b(japanese|chinese|european|us|u\.s\.|north american|greater china|china|japan|"
    r"asian) (?:\w+ )?(?:rights|licen[sc]e|distribut)"
)
_LANDS = {
    "japanese": "Japan",
    "chinese": "China",
    "european": "Europe",
    "us": "United States",
    "u.s.": "United States",
    "north american": "North America",
    "asian": "Asia",
}


def territory_of(s: str) -> str:
    """Where a deal holds, as stated; empty where the sentence does not say."""
    outside = _OUTSIDE.search(s)
    if outside:
        return "worldwide excluding " + _title(outside.group(1))
    if re.search(r"rights|licen|commerciali|market|sell|distribut|develop", s):
        rights = _RIGHTS_OF.search(s)
        if rights:
            return _LANDS.get(rights.group(1), _title(rights.group(1)))
        if _WORLD.search(s):
            return "worldwide"
        inside = _IN.search(s)
        if inside:
            return _title(inside.group(1))
    return "worldwide" if _WORLD.search(s) else ""


def _title(text: str) -> str:
    small = {"and", "or", "the", "of", "rest", "most", "other"}
    return " ".join(
        w if w in small else w.upper() if w in ("us", "u.s.", "sar") else w.capitalize() for w in text.split()
    )
