"""Checks that look across rows and files. RULES is the list; each takes all rows and the day, and yields faults."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from ci.errors import Fault
from ci.model import AGENCIES, STAGES, MechanismCategory
from ci.reference import tables
from ci.reference.build import Rows, slug
from ci.reference.rows import Row
from ci.reference.tables import TABLES, Cell, Table

Rule = Callable[[Rows, date | None], Iterator[Fault]]


def _key(table: Table) -> str:
    return table.columns[0]


def ids_are_unique_and_sorted(rows: Rows, _: date | None) -> Iterator[Fault]:
    for table in TABLES:
        before, seen = "", dict[str, int]()
        for row in rows[table.file]:
            key = row[_key(table)]
            if key in seen:
                yield Fault(table.file, row.line, f"{key!r} stands already in line {seen[key]}")
            elif key < before:
                yield Fault(table.file, row.line, f"{key!r} is out of order: rows are sorted by {_key(table)}")
            seen[key], before = row.line, key


def references_lead_somewhere(rows: Rows, _: date | None) -> Iterator[Fault]:
    ids = {table.file: {_id_of(table, row) for row in rows[table.file]} for table in TABLES}
    for table in TABLES:
        for cell in (c for c in table.cells if c.refers_to):
            known = set().union(*(ids[file] for file in cell.refers_to))
            for row in rows[table.file]:
                for missing in (i for i in _references(cell, row) if i not in known):
                    yield Fault(
                        table.file, row.line, f"{cell.name} {missing!r} is in none of {', '.join(cell.refers_to)}"
                    )


def _id_of(table: Table, row: Row) -> str:
    return slug(row["name"]) if table.file == tables.PARTNERS else row[_key(table)]


def _references(cell: Cell, row: Row) -> tuple[str, ...]:
    if cell.kind == "roles":
        return tuple(company for company, _ in row.roles(cell.name))
    return row.list(cell.name) if cell.kind == "list" else tuple(filter(None, [row[cell.name]]))


def one_spelling_leads_to_one_thing(rows: Rows, _: date | None) -> Iterator[Fault]:
    """Within companies, and within drugs and partner drugs: case, blanks and dashes do not make two names of one."""
    company_columns = ("name", "aliases", "native_names")
    drug_columns = ("name", "codes", "brands", "native_names")
    yield from _clashes(rows, (tables.COMPANIES,), company_columns)
    yield from _clashes(rows, (tables.DRUGS, tables.PARTNERS), drug_columns)
    yield from _clashes(rows, (tables.TARGETS,), ("name", "aliases"))


def _clashes(rows: Rows, files: tuple[str, ...], columns: tuple[str, ...]) -> Iterator[Fault]:
    owner: dict[str, tuple[str, int]] = {}
    for file in files:
        for row in rows[file]:
            for spelling in dict.fromkeys(s for column in columns for s in row.list(column)):
                key = re.sub(r"[\s\u2010-\u2015-]+", "", spelling).casefold()
                first = owner.setdefault(key, (file, row.line))
                if first != (file, row.line):
                    yield Fault(
                        file, row.line, f"{spelling!r} leads to two things: it stands in {first[0]}:{first[1]} too"
                    )


def dates_are_not_in_the_future(rows: Rows, today: date | None) -> Iterator[Fault]:
    for table in TABLES if today else ():
        for cell in (c for c in table.cells if c.kind == "date"):
            for row in rows[table.file]:
                when = row.when(cell.name)
                if when and today and when.starts_on > today:
                    yield Fault(
                        table.file,
                        row.line,
                        f"{cell.name} {row[cell.name]} lies in the future; plans stand in expected.csv",
                    )


def agencies_act_in_their_region(rows: Rows, _: date | None) -> Iterator[Fault]:
    for file in (tables.APPROVALS, tables.EXPECTED):
        for row in rows[file]:
            region = AGENCIES.get(row["agency"], row["region"])
            if row["region"] != region:
                yield Fault(file, row.line, f"region {row['region']!r} is not where {row['agency']} acts ({region})")


def money_adds_up(rows: Rows, _: date | None) -> Iterator[Fault]:
    for row in rows[tables.DEALS]:
        upfront, total = row.number("upfront_usd_m"), row.number("total_usd_m")
        if upfront is not None and total is not None and upfront > total:
            yield Fault(tables.DEALS, row.line, f"upfront_usd_m {upfront:g} is more than total_usd_m {total:g}")


def deals_have_two_parties(rows: Rows, _: date | None) -> Iterator[Fault]:
    for row in rows[tables.DEALS]:
        if len(set(row.roles("parties"))) < 2:
            yield Fault(tables.DEALS, row.line, f"parties {row['parties']!r} names fewer than two companies")


def approved_drugs_are_at_that_stage(rows: Rows, _: date | None) -> Iterator[Fault]:
    peak = {row["id"]: row["peak_stage"] for row in rows[tables.DRUGS]}
    for row in rows[tables.APPROVALS]:
        for drug_id in row.list("drug_ids") if row["subtype"] in ("approval", "conditional-approval") else ():
            if peak.get(drug_id, "approved") != "approved":
                yield Fault(
                    tables.APPROVALS,
                    row.line,
                    f"{drug_id} is approved here, but drugs.csv says peak_stage {peak[drug_id]!r}",
                )


_REACHED_BY = {"1": "phase 1", "2": "phase 2", "3": "phase 3", "4": "approved"}
"""The stage that a trial of a phase needs; of a trial of two phases the first one has begun for certain."""


def trials_are_no_later_than_their_drugs(rows: Rows, _: date | None) -> Iterator[Fault]:
    peak = {row["id"]: row["peak_stage"] for row in rows[tables.DRUGS] if row["peak_stage"]}
    for row in rows[tables.TRIALS]:
        needed = STAGES.index(_REACHED_BY[row["phase"][0]]) if row["phase"] else 0
        for drug_id in row.list("drug_ids"):
            if STAGES.index(peak.get(drug_id, STAGES[-1])) < needed:
                yield Fault(
                    tables.TRIALS,
                    row.line,
                    f"{drug_id} is in phase {row['phase']} here, but drugs.csv says peak_stage {peak[drug_id]!r}",
                )


def stages_have_a_source(rows: Rows, _: date | None) -> Iterator[Fault]:
    for row in rows[tables.DRUGS]:
        filled = [bool(row[column]) for column in ("stage", "stage_as_of", "stage_source_url")]
        if any(filled) and not all(filled):
            yield Fault(
                tables.DRUGS, row.line, "stage, stage_as_of and stage_source_url are filled together or not at all"
            )


def statuses_have_a_source(rows: Rows, _: date | None) -> Iterator[Fault]:
    for row in rows[tables.DEALS]:
        filled = [bool(row[column]) for column in ("status", "status_as_of", "status_source_url")]
        if any(filled) and not all(filled):
            yield Fault(
                tables.DEALS, row.line, "status, status_as_of and status_source_url are filled together or not at all"
            )


def purchases_say_how_far_they_got(rows: Rows, _: date | None) -> Iterator[Fault]:
    """A purchase that was only announced must not be taken for one that was closed."""
    for row in rows[tables.DEALS]:
        if row["subtype"] == "acquisition" and not row["status"]:
            yield Fault(tables.DEALS, row.line, "an acquisition needs a status: announced, completed or ended")


def the_tree_has_three_levels(rows: Rows, _: date | None) -> Iterator[Fault]:
    level = {row["id"]: row["level"] for row in rows[tables.MECHANISMS]}
    above = {"arm": "", "category": "arm", "member": "category"}
    for row in rows[tables.MECHANISMS]:
        if row["level"] and level.get(row["parent_id"], "") != above[row["level"]]:
            wanted = above[row["level"]] or "nothing"
            yield Fault(
                tables.MECHANISMS, row.line, f"a {row['level']} stands under {wanted}, not under {row['parent_id']!r}"
            )
    missing = [c.value for c in MechanismCategory if level.get(c.value) != "category"]
    if missing:
        yield Fault(tables.MECHANISMS, 1, f"category {missing[0]!r} is missing")
    for file in (tables.TARGETS, tables.DRUGS):
        for row in rows[file]:
            if row["mechanism_id"] and level.get(row["mechanism_id"]) != "category":
                yield Fault(file, row.line, f"mechanism_id {row['mechanism_id']!r} is not a category of mechanisms.csv")


def sources_that_are_off_say_why(rows: Rows, _: date | None) -> Iterator[Fault]:
    for row in rows[tables.SOURCES]:
        if row["is_on"] == "no" and not row["off_reason"]:
            yield Fault(tables.SOURCES, row.line, f"{row['id']} is off and off_reason does not say why")


RULES: tuple[Rule, ...] = (
    ids_are_unique_and_sorted,
    references_lead_somewhere,
    one_spelling_leads_to_one_thing,
    dates_are_not_in_the_future,
    agencies_act_in_their_region,
    money_adds_up,
    deals_have_two_parties,
    approved_drugs_are_at_that_stage,
    trials_are_no_later_than_their_drugs,
    stages_have_a_source,
    statuses_have_a_source,
    purchases_say_how_far_they_got,
    the_tree_has_three_levels,
    sources_that_are_off_say_why,
)
