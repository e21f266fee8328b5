"""trials: what changed in the registry of trials."""

import json
from typing import Annotated

import typer

from ci.cli.days import day
from ci.cli.pipe import counted, printing
from ci.settings import load_settings


def register(app: typer.Typer) -> None:
    app.command()(trials)


def trials(
    trial: Annotated[str | None, typer.Argument(metavar="[NCT]", help="The number of one trial; else all.")] = None,
    since: Annotated[str, typer.Option(metavar="DATE", help="Only what was noticed from then on.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each change.")] = False,
) -> None:
    """Print what changed in the registry of trials: status, phase, dates, enrolment, endpoints, with both values."""
    from ci.jobs.opening import open_and_load
    from ci.queries.trials import trial_changes

    first = day("--since", since)
    store = open_and_load(load_settings())
    try:
        with store.reading() as connection:
            found = trial_changes(connection, since=first, trial=trial or "")
    finally:
        store.close()
    printing()
    for change in found:
        if as_json:
            typer.echo(json.dumps(change, ensure_ascii=False))
        else:
            values = f"{change['field']}: {change['old'] or 'none'} -> {change['new'] or 'none'}"
            typer.echo(f"{change['noticed_on']}  {change['trial']}  {values}  ({change['title']})")
    if not as_json:
        typer.echo(f"{counted(len(found), 'change')} of the registry", err=True)
