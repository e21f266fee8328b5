"""events, check, settings: commands that only look."""

import csv
import json
import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from ci.cli.days import day
from ci.cli.pipe import printing
from ci.model import EventType
from ci.settings import load_settings


class Format(StrEnum):
    json = "json"
    csv = "csv"
    table = "table"


def register(app: typer.Typer) -> None:
    for command in (events, check, settings):
        app.command()(command)


def events(
    type_: Annotated[EventType | None, typer.Option("--type", help="Only this kind of event.")] = None,
    company: Annotated[str, typer.Option(help="Only events of this company, by any of its names.")] = "",
    target: Annotated[str, typer.Option(help="Only events on this target, by any of its names.")] = "",
    drug: Annotated[str, typer.Option(help="Only events of this drug, by any of its names.")] = "",
    agency: Annotated[str, typer.Option(help="Only acts of this agency: FDA, EMA, NMPA, PMDA …")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Only from then on: 2023, 2023-11 or 2023-11-21.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Only up to then.")] = "",
    format_: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.table,
) -> None:
    """Print the events in the database, with their evidence."""
    from ci.jobs.opening import open_and_load
    from ci.queries.events import events_json

    first, last = day("--since", since), day("--until", until, last=True)
    store = open_and_load(load_settings())
    try:
        with store.reading() as connection:
            found = events_json(
                connection,
                type=type_,
                company=company,
                target=target,
                drug=drug,
                agency=agency,
                since=first,
                until=last,
            )
    finally:
        store.close()
    printing()
    PRINTERS[format_](found)


def _print_json(found: list[dict[str, Any]]) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _print_csv(found: list[dict[str, Any]]) -> None:
    from ci.exports.safe import text_cell

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows([text_cell(cell) for cell in _flat(event)] for event in found)


def _print_table(found: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 200)
    table = Table()
    for column in COLUMNS[:-1]:
        table.add_column(column, no_wrap=column in ("date", "subtype", "agency"))
    for event in found:
        table.add_row(*_flat(event)[:-1])
    console.print(table)
    console.print(f"{len(found)} event{'s' * (len(found) != 1)}")


COLUMNS = ["date", "type", "subtype", "agency", "companies", "drugs", "indication", "proofs", "evidence"]


def _flat(event: dict[str, Any]) -> list[str]:
    companies = [p["company"] for p in event.get("parties", [])] or event.get("companies", [])
    proofs = event["evidence"]
    return [
        event["date"],
        event["type"],
        event["subtype"],
        event.get("agency") or "",
        ", ".join(companies),
        ", ".join(event.get("drugs", [])),
        event.get("indication") or "",
        str(len(proofs)),
        proofs[0]["quote"] if proofs else "",
    ]


PRINTERS = {Format.json: _print_json, Format.csv: _print_csv, Format.table: _print_table}


def check(
    stale: Annotated[bool, typer.Option(help="List rows whose source was not checked for a year, too.")] = False,
) -> None:
    """Check the curated tables and every stored quote; list all faults at once."""
    from ci.jobs.checking import check_all

    now = datetime.now(UTC)
    report = check_all(load_settings(), now.date(), with_stale=stale)
    printing()
    for line in report.lines:
        typer.echo(line)
    typer.echo(report.summary, err=True)
    if report.is_faulty:
        raise typer.Exit(1)


def settings() -> None:
    """Print every setting and where it came from."""
    printing()
    for name, (value, origin) in load_settings().shown.items():
        typer.echo(f"{name}={value}    ({origin})")
