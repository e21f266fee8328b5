"""What a deal is worth and how far it got, in words: never a blank that could mean two things."""

import math

from ci.model import DEAL_STATUSES

NOT_KNOWN = "not known"
CLOSING_UNKNOWN = "closing not known"


def money(upfront_usd_m: float | None, total_usd_m: float | None, as_stated: str) -> str:
    """`US$100m upfront, up to US$1,300m in all`, else the source's own words (which may be "not disclosed").

    Where only one of the sums is known in dollars, the words say more: "EUR 120m upfront … (up to US$540m in all)".
    """
    upfront, total = _held(upfront_usd_m), _held(total_usd_m)
    if upfront is not None and upfront == total:
        return f"US${_number(total)}m"
    said = [f"US${_number(upfront)}m upfront"] if upfront is not None else []
    said += [f"up to US${_number(total)}m in all"] if total is not None else []
    known = ", ".join(said)
    if not as_stated or len(said) == 2:
        return known or as_stated or NOT_KNOWN
    is_told = any(sum_ is not None and _stands_in(as_stated, sum_) for sum_ in (upfront, total))
    return as_stated if is_told or not known else f"{as_stated} ({known})"


def _stands_in(words: str, millions: float) -> bool:
    return any(form in words for form in (f"{millions:g}m", f"{millions:.1f}m", f"{millions / 1000:g}bn"))


def status(subtype: str, found: str) -> str:
    """How far a deal got, as a checked source says; of a purchase always something."""
    if found:
        return DEAL_STATUSES.get(found, found)
    return CLOSING_UNKNOWN if subtype == "acquisition" else ""


def _held(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _number(value: float | None) -> str:
    """`1,300`, `2.5`: thousands apart, no digits that say nothing."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
