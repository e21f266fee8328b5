"""Decisions on unknown names, laid over the Catalog: what data/ does not say yet holds all the same. Pure."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ci.model import NAME_KINDS, Catalog, Company, Drug, NameDecision, Verdict


def with_decisions(catalog: Catalog, decisions: Iterable[NameDecision]) -> Catalog:
    """The Catalog as the decisions make it; its version says so. One that data/ has overtaken changes nothing."""
    ordered = sorted(decisions, key=lambda one: (one.kind, one.name_id))
    ignored = frozenset(
        (kind, provisional_id(row.spelling))
        for row in catalog.lookalikes
        for kind in NAME_KINDS
        if row.looks_like == f"a {kind}"
    )
    if not ordered:
        return replace(catalog, ignored=ignored)
    companies, drugs = dict(catalog.companies), dict(catalog.drugs)
    owners = {"company": _owners(companies.values()), "drug": _owners(drugs.values())}
    for one in sorted(ordered, key=lambda one: one.verdict is not Verdict.NEW):  # an alias may be one of a new row
        if owners[one.kind].get(spelling_key(one.name), one.entity_id) != one.entity_id:
            continue
        if one.kind == "company":
            _lay_company(companies, one)
        else:
            _lay_drug(drugs, one)
    ignored |= {(one.kind, one.name_id) for one in ordered if one.verdict is Verdict.IGNORE}
    return replace(
        catalog, version=version_with(catalog.version, ordered), companies=companies, drugs=drugs, ignored=ignored
    )


def version_with(version: str, decisions: Iterable[NameDecision]) -> str:
    """The version of a Catalog with these decisions laid over it."""
    ordered = sorted(decisions, key=lambda one: (one.kind, one.name_id))
    return f"{version} {decided_words(ordered)}" if ordered else version


def _owners(things: Iterable[Company] | Iterable[Drug]) -> dict[str, str]:
    return {spelling_key(spelling): thing.id for thing in things for spelling in thing.spellings}


def decided_words(decisions: Sequence[NameDecision]) -> str:
    """`with 2 decisions on names (3fa9c1b)`: part of the version, another text after every decision."""
    told = "\n".join(
        f"{d.kind} {d.name_id} {d.verdict} {d.entity_id} {d.mechanism_id} {d.name} {'; '.join(d.spellings)}"
        for d in decisions
    )
    count = f"{len(decisions)} decision{'s' * (len(decisions) != 1)}"
    return f"with {count} on names ({hashlib.sha256(told.encode()).hexdigest()[:7]})"


def _lay_company(companies: dict[str, Company], one: NameDecision) -> None:
    known = companies.get(one.entity_id)
    if known is None and one.verdict is Verdict.NEW:
        known = Company(one.entity_id, one.name, source_url=one.source_url, checked_on=f"{one.decided_at:%Y-%m-%d}")
    if known is not None:
        companies[known.id] = replace(known, aliases=(*known.aliases, *_added(one, known.spellings)))


def _lay_drug(drugs: dict[str, Drug], one: NameDecision) -> None:
    known = drugs.get(one.entity_id)
    if known is None and one.verdict is Verdict.NEW:
        known = Drug(
            one.entity_id,
            one.name,
            mechanism_id=one.mechanism_id,
            source_url=one.source_url,
            checked_on=f"{one.decided_at:%Y-%m-%d}",
            is_partner=not one.mechanism_id,
        )
    if known is None:
        return
    for spelling in _added(one, known.spellings):
        column = drug_column(spelling)
        known = replace(known, **{column: (*getattr(known, column), spelling)})  # type: ignore[arg-type]
    drugs[known.id] = known


def _added(one: NameDecision, held: Sequence[str]) -> list[str]:
    """Spellings that the row does not hold; case, blanks and dashes do not make two names of one."""
    if one.verdict is Verdict.IGNORE:
        return []
    seen, added = {spelling_key(name) for name in held}, []
    for spelling in (one.name, *one.spellings):
        if spelling and spelling_key(spelling) not in seen:
            seen.add(spelling_key(spelling))
            added.append(spelling)
    return added


def spelling_key(spelling: str) -> str:
    """The same for two spellings of one name: the rule of `apoptoscope check`."""
    return re.sub(r"[\s\u2010-\u2015-]+", "", spelling).casefold()


def provisional_id(name: str) -> str:
    """The id that a reading gives to a name in no table."""
    return "~" + "-".join("".join(char if char.isalnum() else " " for char in name.lower()).split())


def drug_column(spelling: str) -> str:
    """The column of drugs.csv that a further name of a drug stands in."""
    if not spelling.isascii():
        return "native_names"
    return "codes" if re.search(r"\d", spelling) else "brands"
