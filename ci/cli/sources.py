"""apoptoscope sources: list, add, remove, check, try."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from ci.cli.progress import progress_bar
from ci.settings import load_settings

Kind = Annotated[str, typer.Option(help="How to read it (rss, listing, …); else what it looks like.")]

app = typer.Typer(help="The feeds and pages that are polled.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """List every source with what it last answered."""
    from ci.jobs.opening import open_and_load
    from ci.queries.sources import sources

    store = open_and_load(load_settings())
    try:
        with store.reading() as connection:
            for row in sources(connection).to_dict("records"):
                state = row["state"] if row["is_on"] else "off"
                typer.echo(
                    f"{row['source_id']:40}  {row['kind']:14}  {state:24}  {row['articles_count']:6}  {row['url']}"
                )
    finally:
        store.close()


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of a feed or a page.")],
    name: Annotated[str, typer.Option(help="Name to show; else what the feed calls itself.")] = "",
    kind: Kind = "",
) -> None:
    """Add a source after one look at what it answers."""
    from ci.jobs.sources import add_source

    source = add_source(load_settings(), url, name, kind)
    typer.echo(f"{source.id} added: {source.name}, read as {source.kind}")


@app.command()
def remove(source: Annotated[str, typer.Argument(metavar="ID", help="Id of the source (sources list).")]) -> None:
    """Remove a source; the articles that came from it stay."""
    from ci.jobs.opening import open_and_load

    store = open_and_load(load_settings())
    try:
        store.remove_source(source)
    finally:
        store.close()
    typer.echo(f"{source} removed")


@app.command()
def check(source: Annotated[str | None, typer.Argument(metavar="[ID]", help="One source; else all.")] = None) -> None:
    """Ask every address once, store nothing, and print what each answers."""
    from ci.jobs.sources import check_sources

    with progress_bar("Asking") as progress:
        answers = check_sources(load_settings(), source, progress)
    for answer in answers:
        typer.echo(f"{answer.source_id:40}  {answer.said}")
    bad = sum(not answer.is_good for answer in answers)
    typer.echo(f"{len(answers) - bad} of {len(answers)} answer as they should ({datetime.now(UTC):%Y-%m-%d})", err=True)
    if bad:
        raise typer.Exit(1)


@app.command("try")
def try_(
    place: Annotated[str, typer.Argument(metavar="URL-or-FILE", help="A feed, a page, or a saved one.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print title, url, published and text of each as JSON.")
    ] = False,
    kind: Kind = "",
) -> None:
    """Show what would be read; store nothing."""
    from ci.jobs.sources import preview

    articles = preview(load_settings(), place, kind)
    if as_json:
        rows = [
            {"title": a.title, "url": a.url, "published": a.published.iso if a.published else None, "text": a.text}
            for a in articles
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for article in articles:
        typer.echo(
            f"{article.published or 'no date':>12}  {article.title}\n{'':14}{article.url}\n{'':14}{article.text[:160]}"
        )
    typer.echo(f"{len(articles)} item{'s' * (len(articles) != 1)} would be read")
