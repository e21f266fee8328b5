"""ChEMBL web services: molecules with their names (www.ebi.ac.uk/chembl/api/data/docs).

No limit is published; one request a second is polite. Pages follow `page_meta`; the offset is counted here, because
`next` is a path on ChEMBL's own server and a mirror's may differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ci.feeds.apis import MOST_PAGES, Pages
from ci.feeds.apis.answers import address, batches, endless, json_object, objects, part, text

BASE_URL = "https://www.ebi.ac.uk/chembl/api/data/molecule.json"
PAGE_SIZE = 100
_FIELDS = "molecule_chembl_id,pref_name,molecule_hierarchy,molecule_synonyms,max_phase"


@dataclass(frozen=True)
class Molecule:
    """`id` is that of the parent where the record is a salt; `synonyms` are (name, kind) with kinds INN, TRADE_NAME,
    RESEARCH_CODE, OTHER …"""

    id: str
    own_id: str
    name: str
    synonyms: tuple[tuple[str, str], ...]
    max_phase: float | None

    @property
    def url(self) -> str:
        return f"https://www.ebi.ac.uk/chembl/explore/compound/{self.id}"


def searches(ids: Iterable[str], names: Iterable[str], base_url: str = BASE_URL) -> list[str]:
    """First addresses: by id, then by preferred name (which ChEMBL writes in capitals), then by synonym."""
    plain = [name for name in names if "," not in name]
    asked = (
        ("molecule_chembl_id__in", ids),
        ("pref_name__in", (name.upper() for name in plain)),
        ("molecule_synonyms__molecule_synonym__in", plain),
    )
    return [
        address(base_url, **{column: query, "only": _FIELDS, "limit": PAGE_SIZE})
        for column, values in asked
        for query in batches(dict.fromkeys(values), ",")
    ]


def pages(first: str) -> Pages[Molecule]:
    found: list[Molecule] = []
    for page in range(MOST_PAGES):
        fetched = yield f"{first}&offset={page * PAGE_SIZE}" if page else first
        answer = json_object(fetched, "molecules", "page_meta")
        molecules = [_molecule(raw) for raw in objects(answer, "molecules")]
        found += molecules
        if not molecules or not part(answer, "page_meta", "next"):
            break
    else:
        raise endless(first)
    return found


def _molecule(raw: dict[str, Any]) -> Molecule:
    own_id = text(raw, "molecule_chembl_id")
    return Molecule(
        id=text(raw, "molecule_hierarchy", "parent_chembl_id") or own_id,
        own_id=own_id,
        name=text(raw, "pref_name"),
        synonyms=tuple(
            (text(each, "molecule_synonym"), text(each, "syn_type")) for each in objects(raw, "molecule_synonyms")
        ),
        max_phase=_number(text(raw, "max_phase")),
    )


def _number(written: str) -> float | None:
    """ChEMBL writes phases as "4.0", as 4 or as null, depending on the release."""
    try:
        return float(written)
    except ValueError:
        return None
