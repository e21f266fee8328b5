"""Names that an API knows and drugs.csv does not: brands and codes, one entry more in a cell."""

import re

from ci.model import Drug
from ci.proposals.draft import Change, Draft
from ci.proposals.names import Spellings, brand_case, key

LONGEST = 30


def propose_brand(draft: Draft, spellings: Spellings, drug: Drug, written: str, proof: str) -> None:
    _propose(draft, spellings, drug, "brands", brand_case(written), proof)


def propose_code(draft: Draft, spellings: Spellings, drug: Drug, written: str, proof: str) -> None:
    """A code has digits; a second spelling of a known one (with a blank, without the dash) adds nothing."""
    if re.search(r"\d", written):
        _propose(draft, spellings, drug, "codes", written, proof)


def _propose(draft: Draft, spellings: Spellings, drug: Drug, column: str, alias: str, proof: str) -> None:
    why_not = spellings.why_not_new(alias, drug)
    if not why_not and len(alias) > LONGEST:
        why_not = "is too long for a name"
    if not why_not and (taker := _taker(draft, alias)) not in ("", drug.id):
        why_not = f"is proposed for {taker} already"
    if why_not == "known" or (not why_not and _taker(draft, alias)):
        return
    if why_not:
        draft.notes.append(f"{drug.id}: {column[:-1]} {alias!r} of {proof} {why_not}; left out")
        return
    why = f"{column[:-1]} {alias!r} added: {proof}"
    draft.change(Change("drugs.csv", drug.id, column, alias, why, is_addition=True))


def _taker(draft: Draft, alias: str) -> str:
    """The drug that the alias is proposed for already."""
    taken = (c.row_id for c in draft.changes if c.is_addition and key(c.value) == key(alias))
    return next(taken, "")
