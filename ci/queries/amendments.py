"""Deals that change an earlier one between the same parties: one licence, whose terms or territory grew, is no two."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

GRANTS = ("license", "option", "co-development", "commercialization")
"""Kinds of which a second one on the same drug between the same parties is taken for a change of the first."""
_CHANGED = re.compile(
    r"\b(?:amend(?:s|ed|ment)?|renew(?:s|ed|al)?|changed the terms|widened|extended|restated)\b", re.IGNORECASE
)
_ENDS = "termination"


def amendments(deals: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Event -> "amended, first of 15 Jul 2015", for each that changes an earlier one among these; "follows the one of
    15 Jul 2015" where no word tells what was changed, for it may only have come into force.

    Same parties and a drug in common; of the same kind, or said to be a change. What followed an end is a new deal.
    """
    by_parties: dict[frozenset[str], list[Mapping[str, Any]]] = defaultdict(list)
    for deal in deals:
        if len(set(deal["company_ids"])) > 1:
            by_parties[frozenset(deal["company_ids"])].append(deal)
    found: dict[str, str] = {}
    for of_parties in by_parties.values():
        ordered = sorted(of_parties, key=lambda deal: (deal["starts_on"], deal["ends_on"], deal["event_id"]))
        for place, deal in enumerate(ordered):
            if first := _first(deal, ordered[:place]):
                said = "amended, first of" if _is_said(deal) else "follows the one of"
                found[deal["event_id"]] = f"{said} {first['when']}"
    return found


def _first(deal: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The earliest deal that this one changes."""
    on_drug = [other for other in earlier if set(other["drug_ids"]) & set(deal["drug_ids"])]
    ends = [place for place, other in enumerate(on_drug) if other["subtype"] == _ENDS]
    running = [o for o in on_drug[ends[-1] + 1 if ends else 0 :] if o["ends_on"] < deal["starts_on"]]
    if deal["subtype"] not in GRANTS:
        return None
    return next((other for other in running if _is_said(deal) or other["subtype"] == deal["subtype"]), None)


def _is_said(deal: Mapping[str, Any]) -> bool:
    return bool(_CHANGED.search(deal["proof"] or ""))
