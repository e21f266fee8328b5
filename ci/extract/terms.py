"""What is paid for a deal, and where it holds."""

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
