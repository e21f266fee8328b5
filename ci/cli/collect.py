"""poll, add, extract, rebuild: commands that bring text in and read it."""

from pathlib import Path
from typing import Annotated

import typer

from ci.cli import polling
from ci.cli.days import day
from ci.cli.pipe import counted, printing
from ci.cli.progress import progress_bar
from ci.errors import InputError
from ci.settings import load_settings


def register(app: typer.Typer) -> None:
    for command in (poll, add, extract, rebuild):
        app.command()(command)


def poll(
    source: Annotated[
        str | None, typer.Argument(metavar="[SOURCE]", help="Id of the one source to poll (see: sources list).")
    ] = None,
    named: Annotated[str | None, typer.Option("--source", help="The same as SOURCE.", hidden=True)] = None,
    force: Annotated[bool, typer.Option(help="Poll even what is not due yet.")] = False,
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Ask the sources that are APIs for everything since: 2024, 2024-06 …")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each poll.")] = False,
) -> None:
    """Poll the sources that are due, once, and read what is new."""
    status = polling.poll(only=source or named, force=force, since=day("--since", since), as_json=as_json)
    if status:
        raise typer.Exit(status)


def add(
    places: Annotated[
        list[str], typer.Argument(metavar="FILE-or-URL...", help="Pages, saved pages, text files, or -.")
    ],
    url: Annotated[str, typer.Option(help="Address of the page, where the file does not tell.")] = "",
    published: Annotated[str, typer.Option(help="Date of the page: 2023, 2023-11 or 2023-11-21.")] = "",
    source: Annotated[str, typer.Option(help="Outlet that published it.")] = "",
) -> None:
    """Take pages or texts into the database as articles, and read them."""
    from ci.jobs.adding import Hints, add_places

    hints = Hints.of(url=url, published=published, source=source)
    with progress_bar("Adding") as progress:
        report = add_places(load_settings(), places, hints, progress)
    printing()
    for line in report.lines:
        typer.echo(line)
    for fault in report.faults:
        typer.echo(f"apoptoscope: {fault}", err=True)
    known = f", {report.known_count} known already" * bool(report.known_count)
    faults = f"{len(report.faults)} could not be read"
    typer.echo(f"{report.added_count} of {len(places)} added{known}, {faults}", err=True)
    if report.faults:
        raise typer.Exit(1)


def extract(
    items: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help="One item a line: id, title, text, published, source, url.")
    ],
    found: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="What was read, a line for each item.")],
) -> None:
    """Read items from a file and write what is found in each; touches no database."""
    from ci.jobs.extraction import extract_file
    from ci.reference import load_catalog

    if not items.exists():
        raise InputError(f"{items}: no such file")
    if items.is_dir():
        raise InputError(f"{items}: is a folder, expected a file with one item a line")
    catalog = load_catalog(load_settings().data_dir)
    with progress_bar("Reading", unit="bytes") as progress:
        size = items.stat().st_size
        done = extract_file(catalog, items, found, lambda read: progress(read, size))
    for fault in done.faults:
        typer.echo(f"apoptoscope: {fault}", err=True)
    read, lost = counted(done.items_count, "item"), counted(len(done.faults), "line")
    typer.echo(f"{read} read, {lost} could not be read", err=True)
    if done.faults:
        raise typer.Exit(1)


def rebuild() -> None:
    """Throw derived events away and derive them again from data/ and the stored articles."""
    from ci.jobs.rebuilding import rebuild as rebuild_events

    with progress_bar("Reading") as progress:
        articles, events = rebuild_events(load_settings(), progress)
    typer.echo(f"{counted(events, 'event')} derived from data/ and {counted(articles, 'article')}")
