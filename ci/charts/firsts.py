"""Which approval of a drug came first: what is certain, and what cannot be decided because a day is not known."""

from collections.abc import Iterable

import pandas as pd

from ci.charts.rows import Row, rows_of
from ci.frames import FIRST_DATED, FIRST_EARLY, FIRST_IN_DOUBT, FIRST_PERHAPS, FIRST_UNDATED

TOLD = 3
"""So many drugs are told of by name."""
EARLY = "“Perhaps first”: our tables begin later in other regions."


def undecided(approvals: pd.DataFrame, only: Iterable[str] | None = None) -> str:
    """A sentence for each drug drawn whose first approval cannot be decided, and why; nothing where all can."""
    kept, acts = None if only is None else set(only), rows_of(approvals)
    drugs = list(dict.fromkeys(drug for act in acts if act["first_known"] for drug in act["drugs"]))
    said = [words for drug in drugs if kept is None or drug in kept if (words := _of_drug(drug, acts))]
    more = len(said) - TOLD
    if more > 0:
        said[TOLD:] = [f"So it is with {more} more drug{'s' * (more != 1)}."]
    is_early = any(act["first_known"] == FIRST_EARLY and (kept is None or kept & set(act["drugs"])) for act in acts)
    return " ".join([*said, *[EARLY] * is_early])


def _of_drug(drug: str, acts: list[Row]) -> str:
    of_drug = [act for act in acts if drug in act["drugs"]]
    dated = [act for act in of_drug if act["first_known"] == FIRST_DATED]
    vague = [act for act in of_drug if act["first_known"] in (FIRST_UNDATED, FIRST_PERHAPS)]
    if doubted := [act for act in of_drug if act["first_known"] == FIRST_IN_DOUBT]:
        return f"{drug}: {_named(doubted)} is the first in our tables; a source tells of earlier use elsewhere."
    if not vague:
        return ""
    others = _named(vague)
    if not dated:
        return f"{drug}: {others}: known no closer, so which came first cannot be decided."
    first = _named(dated)
    return f"{drug}: {first} is the first with a known day; {others} is known no closer and may be earlier or later."


def _named(acts: list[Row]) -> str:
    """`FDA (11 Apr 2016) and TGA (11 Apr 2016)`."""
    return " and ".join(dict.fromkeys(f"{act['agency']} ({act['when']})" for act in acts))
