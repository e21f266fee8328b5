"""refresh: what public APIs know and the curated tables do not, as a proposal."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ci.cli.progress import progress_bar
from ci.errors import InputError
from ci.settings import load_settings


class Api(StrEnum):
    """The same names as ci.jobs.refreshing.APIS, which is imported only when it is needed."""

    openfda = "openfda"
    clinicaltrials = "clinicaltrials"
    chembl = "chembl"
    ema = "ema"


def register(app: typer.Typer) -> None:
    app.command()(refresh)


def refresh(
    api: Annotated[Api | None, typer.Argument(help="The API to ask; else all four, one after another.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the proposal; write nothing.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="File for the proposal; else var/refresh-API-DATE.patch beside data/.")
    ] = None,
    base_url: Annotated[str, typer.Option(help="Another address of the API, e.g. a mirror.")] = "",
) -> None:
    """Ask public APIs about our drugs and propose changes of data/ as a patch; data/ itself is never changed."""
    from ci.jobs.refreshing import refresh as ask

    if base_url and api is None:
        raise InputError(
            "--base-url is the address of one API: name it, as in apoptoscope refresh openfda --base-url …"
        )
    names = (api.value,) if api else tuple(each.value for each in Api)
    today = datetime.now(UTC).date()
    with progress_bar("Asking") as progress:
        done = ask(load_settings(), names, today, progress, base_url=base_url, out=out, is_dry_run=dry_run)
    if dry_run or not done.written:
        sys.stdout.write(done.text)
    counts = ((done.changes_count, "change"), (done.rows_count, "new row"), (done.notes_count, "note"))
    changes, rows, notes = (f"{count} {what}{'s' * (count != 1)}" for count, what in counts)
    summary = f"{changes} and {rows} proposed, {notes}"
    if done.written:
        summary += f"; read {done.written}, then take it with: git apply {done.written}"
    typer.echo(f"{summary}; data/ is unchanged", err=True)
