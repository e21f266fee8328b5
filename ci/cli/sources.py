"""apoptoscope sources: list, add, remove, pause, resume, keep, import, export, check, try."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ci.cli.pipe import counted, printing
from ci.cli.progress import progress_bar
from ci.errors import InputError
from ci.settings import load_settings

Kind = Annotated[str, typer.Option(help="How to read it (rss, listing, …); else what it looks like.")]

SourceId = Annotated[str, typer.Argument(metavar="ID", help="Id of the source (sources list).")]


class Kept(StrEnum):
    """The same words as ci.store.Keep, which is imported only when it is needed."""

    full = "full"
    excerpt = "excerpt"
    link = "link"


app = typer.Typer(help="The feeds and pages that are polled.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """List every source with what it last answered, and its new articles of the last 30 days."""
    from ci.jobs.opening import open_and_load
    from ci.queries.sources import sources

    store = open_and_load(load_settings())
    try:
        with store.reading() as connection:
            rows = sources(connection).to_dict("records")
    finally:
        store.close()
    printing()
    for row in rows:
        counts = f"{row['articles_count']:6}  {row['new_count']:4}  {row['trend']}"
        typer.echo(f"{row['source_id']:40}  {row['kind']:14}  {row['state']:38}  {counts}  {row['url']}")


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
def remove(source: SourceId) -> None:
    """Remove a source; the articles that came from it stay."""
    from ci.jobs.opening import open_and_load

    store = open_and_load(load_settings())
    try:
        store.remove_source(source)
    finally:
        store.close()
    typer.echo(f"{source} removed")


@app.command()
def pause(source: SourceId) -> None:
    """Leave a source alone until `sources resume`."""
    from ci.jobs.source_list import pause as pause_source

    pause_source(load_settings(), source, is_paused=True)
    typer.echo(f"{source} paused")


@app.command()
def resume(source: SourceId) -> None:
    """Ask a source again that is paused or off, with the next poll."""
    from ci.jobs.source_list import pause as pause_source

    pause_source(load_settings(), source, is_paused=False)
    typer.echo(f"{source} is asked again with the next poll")


@app.command()
def keep(
    source: SourceId,
    text: Annotated[Kept | None, typer.Option(help="How much of each text stays once it was read.")] = None,
    days: Annotated[int | None, typer.Option(min=0, help="For so many days, then the link alone; 0 for ever.")] = None,
    pages: Annotated[
        bool | None, typer.Option("--pages/--no-pages", help="Fetch the page behind each item about our subject, once.")
    ] = None,
) -> None:
    """Say what may be kept of a source's texts; what events quote always stays."""
    from ci.jobs.source_list import keep as keep_texts
    from ci.queries.sources import keeps
    from ci.store import Keep

    policy = keep_texts(load_settings(), source, Keep(text.value) if text else None, days, pages)
    typer.echo(f"{source} keeps {keeps(policy.keep, policy.days, policy.fetches_text)}")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds, as readers export it.")],
) -> None:
    """Add the feeds of an OPML file."""
    from ci.jobs.source_list import import_opml

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {(error.strerror or 'cannot be read').lower()}") from error
    done = import_opml(load_settings(), raw, str(file))
    for source in done.added:
        typer.echo(f"{source.id} added: {source.name}")
    typer.echo(f"{counted(len(done.added), 'feed')} added, {done.known_count} known already", err=True)


@app.command()
def export() -> None:
    """Print the feeds that are on as OPML, for other readers."""
    from ci.feeds.opml import LEFT_OUT
    from ci.jobs.source_list import export_opml

    written = export_opml(load_settings())
    printing()
    typer.echo(written.decode("utf-8"))
    if LEFT_OUT.encode() in written:
        typer.echo(f"{LEFT_OUT}; whoever reads this list adds their own", err=True)


@app.command()
def check(
    source: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One source, also one that is off; else all that are on.")
    ] = None,
) -> None:
    """Ask every address once, store nothing, and print what each answers."""
    from ci.jobs.sources import check_sources

    with progress_bar("Asking") as progress:
        answers = check_sources(load_settings(), source, progress)
    printing()
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
    from ci.shown import masked_url

    articles = preview(load_settings(), place, kind)
    printing()
    if as_json:
        rows = [
            {
                "title": a.title,
                "url": masked_url(a.url),
                "published": a.published.iso if a.published else None,
                "text": a.text,
            }
            for a in articles
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for article in articles:
        typer.echo(f"{article.published or 'no date':>12}  {article.title}")
        typer.echo(f"{'':14}{masked_url(article.url)}\n{'':14}{article.text[:160]}")
    typer.echo(f"{len(articles)} item{'s' * (len(articles) != 1)} would be read")
