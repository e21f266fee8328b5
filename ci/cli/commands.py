"""All commands, as typer reads them."""

import typer

from ci.cli import collect, curate, look, names, serving, sources, trials

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
