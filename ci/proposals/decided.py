"""What curators decided on unknown names -> changes of data/ that make the decisions superfluous."""

from collections.abc import Iterable

from ci.model import Catalog, Drug, NameDecision, Verdict
from ci.proposals.draft import Change, Draft, NewRow
from ci.reference.decisions import drug_column, spelling_key

COMPANIES, DRUGS, PARTNERS, LOOKALIKES = "companies.csv", "drugs.csv", "partner_drugs.csv", "lookalikes.csv"


def propose(catalog: Catalog, decisions: Iterable[NameDecision]) -> Draft:
    """`catalog` is that of data/, without the decisions. An alias of a new one stands in its new row."""
    draft, waiting = Draft(), list(decisions)
    aliases = [one for one in waiting if one.verdict is Verdict.ALIAS]
    for one in waiting:
        if one.verdict is Verdict.NEW:
            _propose_new(draft, catalog, one, [alias for alias in aliases if alias.entity_id == one.entity_id])
        elif one.verdict is Verdict.IGNORE:
            _propose_ignored(draft, catalog, one)
        else:
            _propose_alias(draft, catalog, one)
    return draft


def why(one: NameDecision) -> str:
    """`Foobar Bio, decided by Ada on 2026-11-21 (a typing error); named in https://…`."""
    who = f" by {one.decided_by}" if one.decided_by else ""
    reason = f" ({one.why})" if one.why else ""
    where = f"; named in {one.source_url}" if one.source_url else ""
    return f"{one.name!r} decided{who} on {one.decided_at:%Y-%m-%d}{reason}{where}"


def _propose_alias(draft: Draft, catalog: Catalog, one: NameDecision) -> None:
    known = (catalog.companies if one.kind == "company" else catalog.drugs).get(one.entity_id)
    if known is None:
        return  # of a new one, whose row holds it
    held = {spelling_key(spelling) for spelling in known.spellings}
    for spelling in _spellings(one):
        if spelling_key(spelling) in held:
            continue
        held.add(spelling_key(spelling))
        file, key = _row_of(known) if isinstance(known, Drug) else (COMPANIES, known.id)
        draft.change(Change(file, key, _column(file, spelling), spelling, why(one), is_addition=True))


def _row_of(drug: Drug) -> tuple[str, str]:
    """Partner drugs have no id in their table: their key is the name."""
    return (PARTNERS, drug.name) if drug.is_partner else (DRUGS, drug.id)


def _column(file: str, spelling: str) -> str:
    if file == COMPANIES:
        return "aliases" if spelling.isascii() else "native_names"
    column = drug_column(spelling)
    return "brands" if file == PARTNERS and column == "native_names" else column


def _propose_new(draft: Draft, catalog: Catalog, one: NameDecision, aliases: list[NameDecision]) -> None:
    known = catalog.companies if one.kind == "company" else catalog.drugs
    if one.entity_id in known:
        draft.notes.append(f"{one.entity_id}: is in data/ already")
        return
    file = COMPANIES if one.kind == "company" else DRUGS if one.mechanism_id else PARTNERS
    if not one.source_url:
        draft.notes.append(f"{file}: {one.name!r} has no page that names it; add its row by hand")
        return
    cells: dict[str, list[str]] = {}
    seen = {spelling_key(one.name)}
    for spelling in [s for each in (one, *aliases) for s in _spellings(each)]:
        if spelling_key(spelling) not in seen:
            seen.add(spelling_key(spelling))
            cells.setdefault(_column(file, spelling), []).append(spelling)
    values = {"id": one.entity_id, "name": one.name, "mechanism_id": one.mechanism_id}
    values |= {column: "; ".join(found) for column, found in cells.items()}
    proof = {"source_url": one.source_url, "checked_on": f"{one.decided_at:%Y-%m-%d}"}
    draft.rows.append(NewRow(file, values | proof, why(one)))


def _propose_ignored(draft: Draft, catalog: Catalog, one: NameDecision) -> None:
    if any(spelling_key(row.spelling) == spelling_key(one.name) for row in catalog.lookalikes):
        draft.notes.append(f"{LOOKALIKES}: {one.name!r} is in data/ already")
        return
    meaning = one.why or f"not a {one.kind}"
    values = {"id": one.name, "spelling": one.name, "looks_like": f"a {one.kind}", "is": meaning}
    draft.rows.append(NewRow(LOOKALIKES, values, why(one)))


def _spellings(one: NameDecision) -> tuple[str, ...]:
    return tuple(dict.fromkeys((one.name, *one.spellings)))
