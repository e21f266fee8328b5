"""apoptoscope names: list, accept, undo, export."""

import json
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ci.model import Verdict
from ci.settings import load_settings

app = typer.Typer(
    help="Names that were read as a company or a drug and stand in no table: the curator's list.", no_args_is_help=True
)


class Format(StrEnum):
    json = "json"
    table = "table"


class Kind(StrEnum):
    """The same as ci.model.NAME_KINDS; a test holds them together."""

    company = "company"
    drug = "drug"


Named = Annotated[str, typer.Argument(metavar="NAME", help="The name, one of its spellings, or its id in the list.")]
OfKind = Annotated[Kind | None, typer.Option(help="Which, where the name is on the list as both.")]


@app.command("list")
def list_(
    format_: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.table,
    kind: Annotated[Kind | None, typer.Option(help="Only companies, or only drugs.")] = None,
    decided: Annotated[bool, typer.Option("--decided", help="The names that were decided instead.")] = False,
) -> None:
    """List unknown names with counts and a sentence that names each; the most told first."""
    from ci.jobs.opening import open_and_load
    from ci.queries.names import decided_names, names, names_json

    store = open_and_load(load_settings())
    try:
        with store.reading() as connection:
            if decided:
                rows = decided_names(connection).to_dict("records")
                found = [_decided(row) for row in rows if kind is None or row["kind"] == kind]
            elif format_ is Format.json:
                found = names_json(connection, kind=kind or "")
            else:
                found = [_unknown(row) for row in names(connection, kind=kind or "").to_dict("records")]
    finally:
        store.close()
    _print_json(found) if format_ is Format.json else _print_table(found)


def _unknown(row: dict[Any, Any]) -> dict[str, Any]:
    copied = ("name", "kind", "stories_count", "events_count", "example", "example_source")
    return {name.removeprefix("example_").removesuffix("_count"): row[name] for name in copied}


def _decided(row: dict[Any, Any]) -> dict[str, Any]:
    copied = ("name", "kind", "decision", "entity_id", "decided_by", "why")
    return {name: row[name] for name in copied} | {"decided_at": f"{row['decided_at']:%Y-%m-%d %H:%M}Z"}


def _print_json(found: list[dict[str, Any]]) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _print_table(found: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 200)
    table = Table()
    for column in found[0] if found else ():
        table.add_column(column.replace("_", " "), no_wrap=column in ("kind", "stories", "events"))
    for row in found:
        table.add_row(*(escape(str(value)) for value in row.values()))
    if found:
        console.print(table)
    console.print(f"{len(found)} name{'s' * (len(found) != 1)}")


@app.command()
def accept(
    name: Named,
    as_alias_of: Annotated[
        str, typer.Option(metavar="ID", help="It is another name of this known company or drug.")
    ] = "",
    new: Annotated[bool, typer.Option("--new", help="It is a company or drug that no table holds yet.")] = False,
    ignore: Annotated[
        bool, typer.Option("--ignore", help="It is no company and no drug: never take it for one.")
    ] = False,
    kind: OfKind = None,
    mechanism: Annotated[
        str, typer.Option(metavar="ID", help="With --new: the category of an apoptosis-targeted drug.")
    ] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help="Who decides.")] = "",
    why: Annotated[str, typer.Option(help="The reason, for those who read the list later.")] = "",
) -> None:
    """Decide on an unknown name; it holds at once, and the articles that name it are read again.

    data/ stays as it is: `apoptoscope names export` prints what to change there.
    """
    from ci.jobs.naming import Wish, decide

    chosen = [v for v, is_on in _verdicts(as_alias_of, new, ignore).items() if is_on]
    if len(chosen) != 1:
        raise typer.BadParameter("say one of --as-alias-of ID, --new and --ignore")
    wish = Wish(name, chosen[0], kind or "", as_alias_of.strip(), mechanism, by, why)
    done = decide(load_settings(), wish, datetime.now(UTC))
    decision = done.decision
    said = {
        Verdict.ALIAS: f"is another name of {decision.entity_id}",
        Verdict.NEW: f"is a new {decision.kind}, {decision.entity_id}",
        Verdict.IGNORE: f"is no {decision.kind}",
    }[decision.verdict]
    typer.echo(f"{decision.name} {said}; {_articles(done.articles_count)} read again")


def _verdicts(as_alias_of: str, new: bool, ignore: bool) -> dict[Verdict, bool]:
    return {Verdict.ALIAS: bool(as_alias_of.strip()), Verdict.NEW: new, Verdict.IGNORE: ignore}


@app.command()
def undo(name: Named, kind: OfKind = None) -> None:
    """Take a decision on a name back; the articles that name it are read again."""
    from ci.jobs.naming import undo as take_back

    done = take_back(load_settings(), name, kind or "")
    typer.echo(f"{done.decision.name} is undecided again; {_articles(done.articles_count)} read again")


def _articles(count: int) -> str:
    return f"{count} article{'s' * (count != 1)}"


@app.command()
def export(
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the patch (names-DATE.patch); else it is printed.")
    ] = None,
) -> None:
    """Print what was decided as rows for data/, as a patch for `git apply`; data/ itself is not changed."""
    from ci.jobs.naming import export as make
    from ci.jobs.naming import patch_text

    today = datetime.now(UTC).date()
    patch, written = make(load_settings(), today, out)
    if written is None:
        sys.stdout.write(patch_text(patch, today))
    where = f"; read {written}, then take it with: git apply {written}" if written else ""
    count = len(patch.reasons)
    typer.echo(f"{count} row{'s' * (count != 1)} proposed{where}; data/ is unchanged", err=True)
