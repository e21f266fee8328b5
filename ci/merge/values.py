"""The values that an event shows, what its tellings say otherwise, and its key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ci.merge.act import Act
from ci.model import EventType
from ci.when import When


@dataclass(frozen=True)
class Difference:
    """A value of one telling that the event does not show. `is_dispute` is false where it is only less precise."""

    field: str
    value: str
    is_dispute: bool


def merge_values(acts: Sequence[Act]) -> Act:
    """One act out of its tellings: a curated value wins, then the better dated, earlier telling; lists are joined."""
    ordered = sorted(acts, key=lambda act: act.order)
    first = ordered[0]
    curated = first if first.is_curated else None
    texts: dict[str, Any] = {name: _first(ordered, name) for name in _SCALARS}
    lists: dict[str, Any] = {name: _joined(ordered, name, curated) for name in _LISTS}
    return replace(
        first,
        **texts,
        **lists,
        parties=curated.parties if curated and curated.parties else _parties(ordered),
        when=_best_when(ordered),
        target_ids=_joined(ordered, "target_ids", None),
        mechanism_ids=_joined(ordered, "mechanism_ids", None),
    )


_SCALARS = (
    "agency",
    "region",
    "indication",
    "phase",
    "upfront_usd_m",
    "total_usd_m",
    "money_as_stated",
    "territory",
)
_LISTS = ("drug_ids", "combination_ids", "company_ids", "trial_ids")


def _first(acts: Sequence[Act], name: str) -> object:
    return next((v for act in acts if (v := getattr(act, name)) not in ("", None)), getattr(acts[0], name))


def _joined(acts: Sequence[Act], name: str, curated: Act | None) -> tuple[str, ...]:
    if curated and getattr(curated, name):
        return tuple(getattr(curated, name))
    return tuple(dict.fromkeys(value for act in acts for value in getattr(act, name)))


def _parties(acts: Sequence[Act]) -> tuple[tuple[str, str], ...]:
    """Those of the telling that names most; another's only where they add a family (Roche is there as Genentech)."""
    fullest = max(acts, key=lambda act: len(act.families))
    return fullest.parties


def _best_when(acts: Sequence[Act]) -> When:
    """A stated day inside a curated month is the better date; a day that is only the article's never is."""
    best = acts[0].when
    for act in acts[1:]:
        is_inside = best.starts_on <= act.when.starts_on and act.when.ends_on <= best.ends_on
        if is_inside and (act.is_date_inferred <= acts[0].is_date_inferred):
            best = act.when
    return best


# ---------------------------------------------------------------- differences


def differences(act: Act, shown: Act) -> list[Difference]:
    """What this telling says otherwise than the event shows; less precise dates are listed too, as no dispute."""
    found = [_number(act, shown, "upfront_usd_m"), _number(act, shown, "total_usd_m")]
    found += [_text(act, shown, name) for name in ("subtype", "phase", "territory", "money_as_stated")]
    if act.when != shown.when:
        found.append(Difference("date", act.when.iso, _dates_dispute(act, shown)))
    return [difference for difference in found if difference]


def _dates_dispute(act: Act, shown: Act) -> bool:
    return not act.is_date_inferred and not act.when.overlaps(shown.when)


def _number(act: Act, shown: Act, name: str) -> Difference | None:
    here, there = getattr(act, name), getattr(shown, name)
    if here is None or there is None or abs(here - there) <= 0.005 * max(abs(here), abs(there)):
        return None
    return Difference(name, f"{here:g}", True)


_FREE_TEXT = ("territory", "money_as_stated")
"""Two wordings of one thing are shown, and are no dispute."""


def _text(act: Act, shown: Act, name: str) -> Difference | None:
    here, there = getattr(act, name), getattr(shown, name)
    if not here or not there or here.casefold() == there.casefold():
        return None
    return Difference(name, here, name not in _FREE_TEXT)


# ---------------------------------------------------------------- the key


def event_key(act: Act) -> str:
    """`aponermin-approval-nmpa-2023-11`: what decisions are bound to. Two designations in one month share it."""
    if act.type is EventType.COLLABORATION:
        parts = [*sorted(dict(act.parties) or act.company_ids)[:4], act.subtype]
    else:
        whose = sorted(act.core_drug_ids or act.drug_ids)[:3] or sorted(act.company_ids)[:2]
        parts = [*whose, act.subtype, act.agency or act.region if act.type is EventType.REGULATORY else _phase(act)]
    return "-".join(_slug(part) for part in [*parts, _period(act.when)] if part)[:150]


def _phase(act: Act) -> str:
    return f"phase {act.phase}" if act.phase else ""


def _period(when: When) -> str:
    """The month where it is known, else the year: a day may still be corrected."""
    if (when.starts_on.year, when.starts_on.month) == (when.ends_on.year, when.ends_on.month):
        return f"{when.starts_on:%Y-%m}"
    return f"{when.starts_on:%Y}" if when.starts_on.year == when.ends_on.year else "undated"


def _slug(text: str) -> str:
    return re.sub(r"[^\w~]+", "-", text.casefold()).strip("-")
