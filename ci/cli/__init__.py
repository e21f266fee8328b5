"""The `apoptoscope` command. One module a family of commands; exit status 0 done, 1 could not, 2 called wrongly.

Imports of what a command needs stand inside the command: `apoptoscope settings` must not wait for pandas.
"""

import sys

import typer

from ci.cli import collect, curate, look, names, serving, sources, trials
from ci.errors import CiError

app = typer.Typer(
    help="Competitive intelligence on apoptosis-targeted therapies.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
serving.register(app)
collect.register(app)
look.register(app)
trials.register(app)
curate.register(app)
app.add_typer(sources.app, name="sources")
app.add_typer(names.app, name="names")


def main() -> None:
    """Runs a command; what a person can act on becomes one sentence on stderr and exit status 1."""
    try:
        app()
    except CiError as error:
        sys.stderr.write(f"apoptoscope: {error}\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
