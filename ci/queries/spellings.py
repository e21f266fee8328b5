"""Every name of a company, drug or target: what a filter box is searched by, what a profile lists."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from ci.store import tables as t

TABLES: dict[str, tuple[Any, Any]] = {
    "companies": (t.companies, t.company_names.c.company_id),
    "drugs": (t.drugs, t.drug_names.c.drug_id),
    "targets": (t.targets, t.target_names.c.target_id),
}
"""Part of the filter -> what it lists, and whose the names in its table of names are."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_NOT_LATIN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2010-\u203a]")
_CODE = re.compile(r"([A-Za-z]+)[-\s]?(\d.*)")


def other_names(connection: Connection, part: str, only: str = "") -> dict[str, tuple[str, ...]]:
    """Id -> names beside the one that is shown, each once: words, then other scripts, then codes; or of `only` one."""
    table, key = TABLES[part]
    asked = select(key.label("id"), key.table.c.name, table.c.name.label("shown")).join(table, table.c.id == key)
    if only:
        asked = asked.where(key == only)
    found: dict[str, list[str]] = defaultdict(list)
    shown: dict[str, str] = {}
    for row in connection.execute(asked):
        shown[row.id] = row.shown
        if row.name != row.id or not _SLUG.fullmatch(row.id):
            found[row.id].append(row.name)
    return {i: distinct(shown[i], names) for i, names in found.items()}


def distinct(shown: str, names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, without the shown one and without those that differ from another in case alone."""
    told: dict[str, str] = {}
    for name in sorted(names, key=_place):
        told.setdefault(name.casefold(), name)
    return tuple(name for folded, name in told.items() if folded != shown.casefold())


def brief(shown: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those that say something new: neither `Ascentage` nor `Ascentage Pharma Group` beside `Ascentage Pharma`."""
    kept: list[str] = []
    for name in names:
        folded = name.casefold()
        if not any(folded in other or other in folded for other in (n.casefold() for n in (shown, *kept))):
            kept.append(name)
    return tuple(kept)


def is_native(name: str) -> bool:
    """Whether a name is written in another script than ours: 亚盛医药."""
    return _NOT_LATIN.search(name) is not None


def typed_forms(shown: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """What else a person types for these names and does not find in the shown ones: `KRT-232` as KRT232 or KRT 232."""
    seen = " ".join(shown).casefold()
    found: dict[str, None] = {}
    for name in (one.casefold() for one in names):
        code = _CODE.fullmatch(name)
        forms = (f"{code[1]}{dash}{code[2]}" for dash in ("", "-", " ")) if code else ()
        found |= dict.fromkeys((name, *forms))
    return tuple(form for form in found if form not in seen)


def _place(name: str) -> tuple[int, int, str]:
    kind = 1 if is_native(name) else 2 if any(char.isdigit() for char in name) else 0
    return kind, len(name), name
