"""run, serve, watch: the long-lived commands."""

from typing import Annotated

import typer

from ci.settings import load_settings

Port = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Port of the dashboard (APOPTOSCOPE_PORT, else 8501).")
]


def register(app: typer.Typer) -> None:
    app.command()(run)
    app.command()(serve)
    app.command()(watch)


def run(port: Port = None) -> None:
    """Serve the dashboard and poll the sources beside it, until Ctrl-C."""
    _serve(port, with_poller=True)


def serve(port: Port = None) -> None:
    """Serve the dashboard alone, until Ctrl-C."""
    _serve(port, with_poller=False)


def watch(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each poll, for machines.")] = False,
) -> None:
    """Poll the sources when they are due, without the dashboard, until Ctrl-C; prints one line a poll."""
    from ci.jobs.watching import watch as watch_sources

    watch_sources(load_settings(), typer.echo, as_json=as_json)


def _serve(port: int | None, *, with_poller: bool) -> None:
    from ci import service
    from ci.jobs.opening import open_and_load

    settings = load_settings()
    chosen = port or settings.port
    service.demand_free(chosen)
    open_and_load(settings).close()
    raise SystemExit(service.run(settings, chosen, typer.echo, with_poller=with_poller))
